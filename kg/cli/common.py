"""What the commands share: settings, words, where results go, and the files that were named."""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kg.config import Lang, Settings, load
from kg.errors import InputError, UsageError
from kg.views.words import word

if TYPE_CHECKING:
    from kg.evaluate.scores import Record
    from kg.graph.queries import Answer
    from kg.graph.store import Store
    from kg.models import Document
    from kg.pipeline import BuildReport
    from kg.views.summary import Reading

T = TypeVar("T")


def settings(lang: str | None, verbose: bool, **flags: Any) -> Settings:
    """The settings of a command, and the log on standard error as *verbose* as asked."""
    level = logging.DEBUG if verbose else logging.WARNING
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("kg").setLevel(level)
    chosen = load(lang=lang, **flags)
    if chosen.known:
        os.environ["KG_KNOWN"] = str(Path(chosen.known).resolve())  # worker processes read the tables too
    return chosen


def language(chosen: Settings) -> Lang:
    """The language of the command line."""
    return chosen.lang or "en"


def say(chosen: Settings, key: str, **values: object) -> str:
    """A message in the language of the command line."""
    return word(f"message.{key}", language(chosen), **values)


def out(text: str) -> None:
    """Put a result on standard output."""
    sys.stdout.write(text)
    sys.stdout.flush()


def err(line: str) -> None:
    """Put a line on standard error."""
    sys.stderr.write(f"{line}\n")


def write(data: bytes, output: Path | None, chosen: Settings) -> None:
    """Write a result to *output*, a file whole or not at all, or to standard output."""
    if output is None:
        sys.stdout.buffer.write(data)
        return
    try:
        _put(data, output)
    except OSError as error:
        raise InputError(str(output), f"cannot be written: {error.strerror}") from error
    err(say(chosen, "written", path=output))


def _put(data: bytes, output: Path) -> None:
    """Beside a file and then in its place; straight into a pipe or a device, which nothing may replace."""
    if output.exists() and not output.is_file():
        output.write_bytes(data)
        return
    target = output.resolve()
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(data)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def opened(chosen: Settings) -> Store:
    """The store, to read."""
    from kg.graph.store import Store

    return Store.open(chosen.store, base=chosen.base)


def each(paths: Iterable[Path], chosen: Settings, work: Callable[[Path], T], glob: str = "*") -> Iterator[T | None]:
    """What *work* makes of each file, in order; None, and a sentence on standard error, where it cannot be read."""
    from kg.engines.local import run
    from kg.text.read import expanded
    from kg.views.progress import Bar

    files = [path for path, _ in expanded(paths, glob)]
    if not files:
        raise UsageError(say(chosen, "no_files", paths=", ".join(map(str, paths))))
    with Bar(say(chosen, "reading")) as bar:
        for done, outcome in enumerate(run(work, files, chosen.jobs), 1):
            bar.show(done, len(files), outcome.path.name)
            if outcome.reason:
                err(say(chosen, "error", sentence=outcome.reason))
            yield outcome.value


def remark(report: BuildReport, chosen: Settings) -> None:
    """Put on standard error which files of a build could not be read, and which look odd."""
    for _, reason in report.failures:
        err(say(chosen, "error", sentence=reason))
    for source in report.doubts:
        err(say(chosen, "doubt", source=source))
    for source, before in report.twins:
        err(say(chosen, "twin", source=source, before=before))


@dataclass(frozen=True, slots=True)
class Printed:
    """A document's record as it is printed, and what is to be said of it."""

    text: str
    source: str
    doubtful: bool
    findings: bool


def printed(path: Path, *, base: str, max_mb: float, table: Callable[[Document], str] | None) -> Printed:
    """Read a file and print its record, as JSON unless a *table* is asked for.

    All of it in the worker: what one process hands to another is copied, and a line is copied soonest.
    """
    from kg.intake import is_doubtful
    from kg.models import to_json
    from kg.pipeline import extract_file

    document = extract_file(path, base=base, max_mb=max_mb)
    text = table(document) if table else json.dumps(to_json(document), ensure_ascii=False) + "\n"
    return Printed(text, document.source, is_doubtful(document), bool(document.findings))


def summarise(paths: Iterable[Path], chosen: Settings, glob: str) -> int:
    """Print how well the files are read; 1 where one cannot be read, else 0."""
    from kg.views.summary import Summary, summary_table

    summary = Summary()
    for reading in each(paths, chosen, partial(surveyed, base=chosen.base, max_mb=chosen.max_file_mb), glob):
        summary.add(reading)
    out(summary_table(summary, language(chosen)))
    return 1 if summary.failed else 0


def surveyed(path: Path, *, base: str, max_mb: float) -> Reading:
    """What is read of one file, and its layout."""
    from kg.pipeline import read_and_extract
    from kg.text.layout import layout
    from kg.text.normalise import normalise
    from kg.views.summary import reading_of

    source, document = read_and_extract(path, base=base, max_mb=max_mb)
    return reading_of(document, layout(normalise(source.text)))


def annotated(gold: Path, paths: Sequence[Path], chosen: Settings) -> tuple[dict[str, Record], list[Document]]:
    """The annotations of a folder by name, and what is read: of *paths*, of the texts beside, or of its passages."""
    from kg.evaluate import load_gold, load_passages
    from kg.extract.document import extract_source
    from kg.pipeline import extract_file

    if not any(gold.glob("*.json")) and (passages := load_passages(gold)):
        if paths:
            raise UsageError(f"{gold}: passages bring their own text, so that no PATH can be given with them")
        return {p.name: p.record for p in passages}, [extract_source(p.source) for p in passages]
    wanted = load_gold(gold)
    folders = [gold, gold.parent / "plans", gold.parent / "texts"]
    files = paths or [path for name in wanted if (path := beside(name, folders))]
    work = partial(extract_file, base=chosen.base, max_mb=chosen.max_file_mb)
    return dict(wanted), [document for document in each(files, chosen, work) if document]


def query_text(question: str, named: Mapping[str, object], chosen: Settings) -> str | None:
    """The SPARQL of a file or of standard input; None for the name of a question."""
    from kg.graph.suggest import suggestion

    if question == "-":
        return sys.stdin.buffer.read().decode("utf-8", "replace")
    if question in named:
        return None
    try:
        return Path(question).read_text(encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError):
        near = suggestion(question, named)
        raise UsageError(say(chosen, "no_query", name=question, near=near)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(question, f"cannot be read: {error}") from error


def parameters(pairs: Sequence[str], chosen: Settings) -> dict[str, str]:
    """``name=value`` pairs as a dict."""
    for pair in pairs:
        if "=" not in pair:
            raise UsageError(say(chosen, "bad_param", text=pair))
    return {name.strip(): value for name, _, value in (pair.partition("=") for pair in pairs)}


def show(answer: Answer, form: str, bom: bool, chosen: Settings) -> None:
    """Print an answer; its scope is part of JSON, and goes to standard error else."""
    from kg.views.answers import answer_csv, answer_json, answer_table

    lang = language(chosen)
    if form == "json":
        out(answer_json(answer, lang))
        return
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    out(answer_csv(answer, bom=bom) if form == "csv" else answer_table(answer, lang, width))
    for note in answer.notes:
        err(note[lang])
    err(say(chosen, "scope", scope=answer.scope[lang]))


def beside(name: str, folders: Iterable[Path]) -> Path | None:
    """The text of an annotated document, in the first of *folders* that has it."""
    return next((path for folder in folders if (path := folder / f"{name}.txt").is_file()), None)
