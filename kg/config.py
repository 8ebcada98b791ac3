"""One place for settings: flag, then ``KG_*`` variable, then ``kg.toml``, then default.

``kg.toml`` is looked for in the current folder, or is the file that ``KG_CONFIG`` names; paths in it
are relative to its own folder. A wrong value raises :class:`~kg.errors.UsageError`, which names the
setting, where the value came from, and what is allowed.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Literal

from kg.errors import UsageError

Lang = Literal["vi", "en"]
DEFAULT_BASE = "https://w3id.org/can-cu/"
_IRI_BASE = re.compile(r'https?://[^\s<>"{}|\\^`?#]+/')
_PLAIN = re.compile(r"(https?://(?:\[[0-9a-f:.]+\]|[^\s/?#@:%\[\]]+)(?::\d+)?(?:/[^\s?#@]*)?)([?#].*)?", re.I | re.S)
_SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]+):/", re.I)  # one letter is a drive of Windows
_USER = re.compile(r"(?![a-z]:[\\/])[^@]*:.*@", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the commands, the page and a notebook are told; every field has a default.

    ``store`` is a folder or the address of a SPARQL server. ``lang`` is ``None`` where nobody chose:
    the command line then speaks English and the page Vietnamese. ``max_file_mb`` counts 10^6 bytes;
    ``query_seconds`` is how long one query may run on the endpoint, ``query_rows`` and ``query_mb`` how large its
    answer may be, ``query_memory_mb`` how much memory its process may take, ``query_workers`` how many run at a time;
    ``send_seconds`` is how long a client may take nothing of its answer before its connection is closed;
    ``answers_mb`` is how much of what was answered is kept to be given again, while the state of the store is the same.
    ``rulings`` is the file of what analysts settled, ``known`` one of documents that the user knows, beside those of
    the program; neither has to be there.
    """

    store: str = "kg-store"
    base: str = DEFAULT_BASE
    lang: Lang | None = None
    jobs: int = 1
    host: str = "127.0.0.1"
    port: int = 7878
    max_file_mb: int = 50
    query_seconds: float = 30.0
    query_rows: int = 1_000_000
    query_mb: int = 200
    query_memory_mb: int = 4000
    query_workers: int = 4
    send_seconds: float = 60.0
    answers_mb: int = 64
    rulings: str = "rulings.csv"
    known: str | None = None


def shown(store: str | Path) -> str:
    """A store as sentences may name it: of an address only what cannot hold a user's name or password.

    >>> shown("kg-store"), shown("http://host:7878/ds?key=s3cret"), shown("http://me:s3cret@host/")
    ('kg-store', 'http://host:7878/ds?…', 'http://…')
    """
    text = str(store)
    if plain := _PLAIN.fullmatch(text):
        return plain[1] + ("?…" if plain[2] else "")
    if scheme := _SCHEME.match(text):
        return f"{scheme[1]}://…"
    return "…" if _USER.match(text) else text


def load(**flags: Any) -> Settings:
    """Put the settings together; a flag that is ``None`` was not given.

    >>> load(jobs=2).jobs
    2
    >>> load(lang="fr")
    Traceback (most recent call last):
        ...
    kg.errors.UsageError: The setting lang from --lang is 'fr', but it has to be vi or en.
    """
    layers = [_from_file(_config_file()), _from_environment(os.environ), _from_flags(flags)]
    values: dict[str, Any] = {}
    for layer in layers:
        for name, (value, origin) in layer:
            values[name] = _checked(name, value, origin)
    return Settings(**values)


_Given = Iterator[tuple[str, tuple[Any, str]]]


def _from_flags(flags: Mapping[str, Any]) -> _Given:
    for name, value in flags.items():
        origin = f"--{name.replace('_', '-')}"
        if name not in _RULES:
            raise UsageError(f"There is no setting {name} ({origin}); the settings are {_names()}.")
        if value is not None:
            yield name, (value, origin)


def _from_environment(environment: Mapping[str, str]) -> _Given:
    for name in _RULES:
        variable = f"KG_{name.upper()}"
        if environment.get(variable):
            yield name, (environment[variable], variable)


def _from_file(path: Path | None) -> _Given:
    if path is None:
        return
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"The settings file {path} cannot be read: {error}.") from error
    for name, value in table.items():
        if name not in _RULES:
            raise UsageError(f"{path} sets {name}, which is no setting; the settings are {_names()}.")
        yield name, (_beside(path, name, value), str(path))


def _config_file() -> Path | None:
    if chosen := os.environ.get("KG_CONFIG"):
        return Path(chosen)
    usual = Path("kg.toml")
    return usual if usual.is_file() else None


def _beside(config: Path, name: str, value: Any) -> Any:
    if name not in ("store", "rulings", "known") or not isinstance(value, str) or "://" in value:
        return value
    return str(config.parent / value)


def _checked(name: str, value: Any, origin: str) -> Any:
    convert, allowed = _RULES[name]
    try:
        return convert(value)
    except (ValueError, TypeError) as error:
        told = shown(str(value)) if name == "store" else value
        raise UsageError(f"The setting {name} from {origin} is {told!r}, but it has to be {allowed}.") from error


def _names() -> str:
    return ", ".join(field.name for field in fields(Settings))


def _number(kind: type[int] | type[float], low: float, high: float) -> Callable[[Any], int | float]:
    def convert(value: Any) -> int | float:
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise TypeError
        number = kind(value) if isinstance(value, str) or kind is float else int(value)
        if number != float(value) or not low <= number <= high:
            raise ValueError
        return number

    return convert


def _matching(pattern: str) -> Callable[[Any], str]:
    def convert(value: Any) -> str:
        if not re.fullmatch(pattern, str(value)):
            raise ValueError
        return str(value)

    return convert


def _base(value: Any) -> str:
    if not _IRI_BASE.fullmatch(str(value)):
        raise ValueError
    return str(value)


_RULES: dict[str, tuple[Callable[[Any], Any], str]] = {
    "store": (_matching(r"\S(.*\S)?"), "a folder or the address of a SPARQL server"),
    "base": (_base, "an http or https address that ends with / and has no ? or #"),
    "lang": (_matching(r"vi|en"), "vi or en"),
    "jobs": (_number(int, 1, 512), "a whole number from 1 to 512"),
    "host": (_matching(r"[\w.:-]+"), "the name or number of a network interface, such as 127.0.0.1"),
    "port": (_number(int, 0, 65535), "a whole number from 0 to 65535"),
    "max_file_mb": (_number(int, 1, 100_000), "a whole number of megabytes from 1 to 100000"),
    "rulings": (_matching(r"\S(.*\S)?"), "a CSV file"),
    "known": (_matching(r"\S(.*\S)?"), "a CSV file"),
    "query_seconds": (_number(float, 0.1, 86_400), "a number of seconds from 0.1 to 86400"),
    "query_rows": (_number(int, 1, 1_000_000_000), "a whole number of rows from 1 to 1000000000"),
    "query_mb": (_number(int, 1, 100_000), "a whole number of megabytes from 1 to 100000"),
    "query_memory_mb": (_number(int, 500, 1_000_000), "a whole number of megabytes from 500 to 1000000"),
    "query_workers": (_number(int, 1, 512), "a whole number from 1 to 512"),
    "send_seconds": (_number(float, 0.1, 86_400), "a number of seconds from 0.1 to 86400"),
    "answers_mb": (_number(int, 0, 100_000), "a whole number of megabytes from 0 to 100000"),
}
