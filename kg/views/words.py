"""Every text that the program shows, in Vietnamese and English, out of ``words.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from kg.config import Lang


def word(key: str, lang: Lang, **values: object) -> str:
    """The text for *key* (``section.name``), with *values* put in; KeyError where there is none.

    >>> word("edge.lead", "vi"), word("page.rows", "en", count=3)
    ('chủ trì', '3 rows')
    """
    section, name = key.split(".", 1)
    return _words()[section][name][lang].format(**values)


def word_or(key: str, lang: Lang, default: str) -> str:
    """The text for *key*, or *default* for names that come from data, such as a column of a query."""
    section, name = key.split(".", 1)
    texts = _words()[section].get(name)
    return texts[lang] if texts else default


def section(name: str, lang: Lang) -> dict[str, str]:
    """All texts of a section, in the order of the file."""
    return {key: texts[lang] for key, texts in _words()[name].items()}


@cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(files("kg.views").joinpath("words.toml").read_text(encoding="utf-8"))
