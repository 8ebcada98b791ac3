"""The command line: thin commands over the rest; help and messages in Vietnamese and English.

Texts come from ``kg/views/words.toml``. Everything but typer is imported inside the commands, so that
help comes at once. Results go to standard output in UTF-8, all else to standard error.
"""

import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from kg.config import Lang, Settings, load
from kg.errors import CanCuError, InputError, UsageError
from kg.views.words import section, word

if TYPE_CHECKING:
    from kg.graph.store import Store
    from kg.models import Document


class Rows(StrEnum):
    """The forms of an answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Records(StrEnum):
    """The forms of what was read out of files."""

    JSONL = "jsonl"
    TABLE = "table"


class _Translated:
    """A command whose help speaks the language that was asked for."""

    lang: Lang = "en"

    def get_help(self, ctx: typer.Context) -> str:
        text: str = super().get_help(ctx)  # type: ignore[misc]
        for english, shown in section("help", self.lang).items():
            text = text.replace(english, shown)
        return text


class _Command(_Translated, TyperCommand):
    pass


class _Group(_Translated, TyperGroup):
    pass


_app = typer.Typer(
    cls=_Group, add_completion=False, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False
)
_command = partial(_app.command, cls=_Command)
_UsageProblem = typer.BadParameter.__bases__[0]  # the parent of all complaints about a call, not exported

Where = Annotated[str | None, typer.Option("--store", metavar="PATH")]
Jobs = Annotated[int | None, typer.Option("--jobs", metavar="N")]
Language = Annotated[str | None, typer.Option("--lang", metavar="vi|en")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE")]
Bom = Annotated[bool, typer.Option("--bom")]
Strict = Annotated[bool, typer.Option("--fail-on-findings")]


@_app.callback()
def _kg(lang: Language = None) -> None:
    pass


@_command("build")
def _build(
    paths: Annotated[list[Path] | None, typer.Argument()] = None,
    store: Where = None,
    jobs: Jobs = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = _settings(lang, verbose, store=store, jobs=jobs)
    from kg.engines.local import run
    from kg.graph.ontology import sample_plans
    from kg.pipeline import build, read_and_extract
    from kg.views.progress import Bar

    read = partial(read_and_extract, base=settings.base, max_mb=settings.max_file_mb)
    chosen = paths or [Path("data/plans") if Path("data/plans").is_dir() else sample_plans()]
    with Bar(_say(settings, "reading")) as bar:
        report = build(
            chosen, settings.store, extract=read, base=settings.base,
            run=partial(run, jobs=settings.jobs), progress=bar.show,
        )  # fmt: skip
    for _, reason in report.failures:
        _err(_say(settings, "error", sentence=reason))
    numbers = {name: getattr(report, name) for name in report.__slots__} | {"seconds": f"{report.seconds:.1f}"}
    _out(_say(settings, "built", **numbers) + "\n" + _say(settings, "store_at", store=settings.store) + "\n")
    raise typer.Exit(1 if report.failed else 0)


@_command("remove")
def _remove(
    sources: Annotated[list[str], typer.Argument()],
    store: Where = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = _settings(lang, verbose, store=store)
    from kg.pipeline import remove

    for source in remove(sources, settings.store, base=settings.base):
        _out(_say(settings, "removed", source=source) + "\n")


@_command("extract")
def _extract(
    paths: Annotated[list[Path], typer.Argument()],
    form: Annotated[Records, typer.Option("--format")] = Records.JSONL,
    findings: Annotated[bool, typer.Option("--findings")] = False,
    jobs: Jobs = None,
    fail_on_findings: Strict = False,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = _settings(lang, verbose, jobs=jobs)
    from kg.models import to_json
    from kg.views.records import document_table

    worst = 0
    for document in _documents(paths, settings):
        if document is None:
            worst = 1
            continue
        line = json.dumps(to_json(document), ensure_ascii=False) + "\n"
        _out(document_table(document, _lang(settings), findings) if form == Records.TABLE else line)
        if document.findings and fail_on_findings:
            worst = 1
    raise typer.Exit(worst)


@_command("text")
def _text(file: Annotated[Path, typer.Argument()], lang: Language = None, verbose: Verbose = False) -> None:
    settings = _settings(lang, verbose)
    from kg.text.read import read

    _out(read(file, max_mb=settings.max_file_mb).text)


@_command("layout")
def _layout(file: Annotated[Path, typer.Argument()], lang: Language = None, verbose: Verbose = False) -> None:
    settings = _settings(lang, verbose)
    from kg.text.layout import layout
    from kg.text.normalise import normalise
    from kg.text.read import read
    from kg.views.records import block_table

    text = read(file, max_mb=settings.max_file_mb).text
    _out(block_table(layout(normalise(text)), text, _lang(settings)))


@_command("query")
def _query(
    question: Annotated[str, typer.Argument(metavar="NAME|FILE|-")],
    param: Annotated[list[str] | None, typer.Option("--param", metavar="NAME=VALUE")] = None,
    form: Annotated[Rows, typer.Option("--format")] = Rows.TABLE,
    bom: Bom = False,
    store: Where = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = _settings(lang, verbose, store=store)
    from kg.graph.queries import Answer, ask, named
    from kg.views.answers import answer_to

    text = _query_text(question, named(), settings)
    with _store(settings) as graph:
        if text is None:
            found: Any = ask(graph, question, _parameters(param or [], settings))
        else:
            found = answer_to(graph, text)
        if isinstance(found, Answer):
            _show(found, form, bom, settings)
        else:
            _out(found.serialize("text/turtle").decode())


@_command("queries")
def _queries(lang: Language = None, verbose: Verbose = False) -> None:
    settings = _settings(lang, verbose)
    from kg.views.records import query_list

    _out(query_list(_lang(settings)))


@_command("serve")
def _serve(
    host: Annotated[str | None, typer.Option("--host", metavar="HOST")] = None,
    port: Annotated[int | None, typer.Option("--port", metavar="N")] = None,
    store: Where = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = _settings(lang, verbose, store=store, host=host, port=port)
    from kg.web.serve import serve

    serve(settings, lambda address: _out(_say(settings, "serving", address=address) + "\n"))


@_command("view")
def _view(
    output: Output = Path("graph.html"), store: Where = None, lang: Language = None, verbose: Verbose = False
) -> None:
    settings = _settings(lang, verbose, store=store)
    from kg.analysis.projection import project
    from kg.views.page import graph_page

    with _store(settings) as graph:
        page = graph_page(project(graph), settings.lang or "vi")
    _write(page.encode(), output, settings)


@_command("export")
def _export(
    what: Annotated[str, typer.Argument(metavar="graph|citations|tasks|documents")],
    form: Annotated[str | None, typer.Option("--format", metavar="FORMAT")] = None,
    output: Output = None,
    bom: Bom = False,
    store: Where = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = _settings(lang, verbose, store=store)
    from kg.views import export

    with _store(settings) as graph:
        forms = export.formats(what)
        chosen = form or forms[0]
        if chosen not in forms:
            raise UsageError(_say(settings, "form_for", what=what, form=chosen, forms=", ".join(forms)))
        digest = export.state_digest(graph)
        data = export.export(graph, what, chosen, settings.base, bom=bom)
    _write(data, output, settings)
    _err(_say(settings, "digest", digest=digest))


@_command("check")
def _check(store: Where = None, lang: Language = None, verbose: Verbose = False) -> None:
    settings = _settings(lang, verbose, store=store)
    from kg.graph.validate import check

    with _store(settings) as graph:
        report = check(graph)
    _out("".join(f"{row.severity}: {row.message} <{row.focus}>\n" for row in report.rows))
    others = len(report.rows) - report.violations
    _out(_say(settings, "checked", violations=report.violations, others=others) + "\n")
    raise typer.Exit(1 if report.violations else 0)


@_command("evaluate")
def _evaluate(
    gold: Annotated[Path, typer.Argument()],
    paths: Annotated[list[Path] | None, typer.Argument()] = None,
    jobs: Jobs = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = _settings(lang, verbose, jobs=jobs)
    from kg.evaluate import evaluate, load_gold
    from kg.views.records import score_table

    wanted = load_gold(gold)
    beside = [gold, gold.parent / "plans", gold.parent / "texts"]
    files = paths or [path for name in wanted if (path := _beside(name, beside))]
    found = [document for document in _documents(files, settings) if document]
    scores = evaluate(wanted, found)
    for error in scores.errors if verbose else ():
        _err(error)
    _out(score_table(scores, _lang(settings)))


@_command("cite")
def _cite(
    document: Annotated[str, typer.Argument()], store: Where = None, lang: Language = None, verbose: Verbose = False
) -> None:
    settings = _settings(lang, verbose, store=store)
    from kg.analysis.references import references

    with _store(settings) as graph:
        found = references(graph, document)
    if not found:
        raise UsageError(_say(settings, "no_document", document=document))
    _out("".join(f"{reference}\n" for reference in found))


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run ``kg`` with *argv*, else the process's arguments, and end the process with its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    lang: Lang = "en"
    try:
        lang = load(lang=_asked_language(arguments)).lang or "en"
        code = _run(arguments, lang)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except (KeyboardInterrupt, typer.Abort):
        _err(word("message.interrupted", lang))
        code = 130
    except CanCuError as error:
        _err(word("message.error", lang, sentence=error))
        code = error.exit_code
    sys.exit(code)
