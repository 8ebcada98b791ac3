"""The commands that ask: a named question, SPARQL of one's own, and how to cite a document."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli import common
from kg.cli.commands import Bom, Language, Output, Verbose, Where, app, command
from kg.cli.common import say
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.config import Settings

__all__ = ["app"]  # with the commands of the module before, and those below


class Answers(StrEnum):
    """The forms of an answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    DOCX = "docx"


@command("query")
def _query(
    question: Annotated[str, typer.Argument(metavar="NAME|FILE|-")],
    param: Annotated[list[str] | None, typer.Option("--param", metavar="NAME=VALUE")] = None,
    form: Annotated[Answers, typer.Option("--format")] = Answers.TABLE,
    output: Output = None,
    bom: Bom = False,
    store: Where = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = common.settings(lang, verbose, store=store)
    from kg.graph.queries import named

    text = common.query_text(question, named(), settings)
    typed = common.parameters(param or [], settings)
    if form not in (Answers.XLSX, Answers.DOCX):
        if output is not None:
            raise UsageError(say(settings, "output_of_report"))
        _answer(question, text, typed, form, bom, settings)
    elif text is None:
        common.write(_reported(question, typed, form, settings), output, settings)
    else:
        raise UsageError(say(settings, "report_of_named", form=form.value))


def _answer(
    question: str, text: str | None, typed: dict[str, str], form: Answers, bom: bool, settings: Settings
) -> None:
    from kg.graph.queries import Answer, ask
    from kg.views.answers import answer_to
    from kg.web.guard import check

    with common.opened(settings) as graph:
        if text is None:
            found: Any = ask(graph, question, typed)
        else:
            check(text)
            found = answer_to(graph, text)
        if isinstance(found, Answer):
            common.show(found, form, bom, settings)
        else:
            common.out(found.serialize("text/turtle").decode())


def _reported(question: str, typed: dict[str, str], form: Answers, settings: Settings) -> bytes:
    """A workbook or a document with the answer and all that it rests on."""
    from kg.analysis.report import make_report
    from kg.views.export import state_digest
    from kg.views.paper import paper
    from kg.views.workbook import workbook

    with common.opened(settings) as graph:
        report, digest = make_report(graph, question, typed), state_digest(graph)
    return (workbook if form == Answers.XLSX else paper)(report, digest, settings.lang or "vi")


@command("queries")
def _queries(lang: Language = None, verbose: Verbose = False) -> None:
    settings = common.settings(lang, verbose)
    from kg.views.records import query_list

    common.out(query_list(common.language(settings)))


@command("cite")
def _cite(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT")],
    store: Where = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = common.settings(lang, verbose, store=store)
    from kg.analysis.references import references

    with common.opened(settings) as graph:
        found = references(graph, document)
    if not found:
        raise UsageError(say(settings, "no_document", document=document))
    common.out("".join(f"{reference}\n" for reference in found))
