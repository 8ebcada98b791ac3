"""The commands that draw the graph, or a part of it, and that measure it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import common
from kg.cli.asking import app
from kg.cli.commands import Bom, Language, Output, Rows, Verbose, Where, command
from kg.cli.common import say
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.config import Settings
    from kg.graph.store import Store

__all__ = ["app"]  # with the commands of the modules before, and those below

Named = list[str] | None
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DAY")]
Top = Annotated[int, typer.Option("--top", metavar="N", min=1)]


class Measure(StrEnum):
    """What can be measured."""

    SIMILARITY = "similarity"
    COMMUNITIES = "communities"
    CENTRAL = "central"
    TOGETHER = "together"
    YEARS = "years"


class Plot(StrEnum):
    """What can be drawn as a picture."""

    MATRIX = "matrix"
    TOGETHER = "together"
    TIMELINE = "timeline"


@command("view")
def _view(
    province: Annotated[Named, typer.Option("--province", metavar="PLACE")] = None,
    plan: Annotated[Named, typer.Option("--plan", metavar="PLAN")] = None,
    document: Annotated[Named, typer.Option("--document", metavar="DOCUMENT")] = None,
    query: Annotated[str | None, typer.Option("--query", metavar="NAME|FILE|-")] = None,
    param: Annotated[Named, typer.Option("--param", metavar="NAME=VALUE")] = None,
    depth: Annotated[int, typer.Option("--depth", metavar="N", min=0)] = 1,
    as_of: AsOf = None,
    output: Output = Path("graph.html"),
    store: Where = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = common.settings(lang, verbose, store=store)
    from kg.analysis.projection import project
    from kg.analysis.selection import around, meant, with_plans
    from kg.views.page import graph_page

    named = {"province": province or [], "plan": plan or [], "document": document or []}
    with common.opened(settings) as graph:
        drawn = project(graph, as_of)
        if query or any(named.values()):
            seeds = meant(graph, named) | (_answered(graph, query, param or [], settings) if query else set())
            drawn = around(drawn, with_plans(drawn, seeds), depth)
    if not drawn:
        raise UsageError(say(settings, "nothing_to_draw"))
    common.write(graph_page(drawn, settings.lang or "vi").encode(), output, settings)


def _answered(graph: Store, question: str, param: list[str], settings: Settings) -> set[str]:
    """What the rows of a named question or of one's own query name."""
    from kg.analysis.selection import named_in
    from kg.graph.queries import ask, named
    from kg.web.guard import check

    text = common.query_text(question, named(), settings)
    if text is not None:
        check(text)
        return named_in(graph.select(text))
    answer = ask(graph, question, common.parameters(param, settings))
    return named_in([{str(at): str(cell) for at, cell in enumerate(row)} for row in answer.rows])


@command("plot")
def _plot(
    what: Annotated[Plot, typer.Argument(metavar="matrix|together|timeline")],
    top: Top = 30,
    as_of: AsOf = None,
    output: Output = None,
    store: Where = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = common.settings(lang, verbose, store=store)
    from kg.analysis.projection import project
    from kg.views.plots import FORMATS, plot

    chosen = output or Path(f"{what.value}.svg")
    if chosen.suffix.lstrip(".") not in FORMATS:
        raise UsageError(say(settings, "plot_format", path=chosen))
    with common.opened(settings) as graph:
        picture = plot(project(graph, as_of), what.value, chosen.suffix.lstrip("."), settings.lang or "vi", top)
    common.write(picture, chosen, settings)


@command("analyse")
def _analyse(
    what: Annotated[Measure, typer.Argument(metavar="similarity|communities|central|together|years")],
    document: Annotated[Named, typer.Option("--document", metavar="DOCUMENT")] = None,
    first: Annotated[int | None, typer.Option("--from", metavar="YEAR")] = None,
    second: Annotated[int | None, typer.Option("--to", metavar="YEAR")] = None,
    top: Top = 30,
    as_of: AsOf = None,
    form: Annotated[Rows, typer.Option("--format")] = Rows.TABLE,
    bom: Bom = False,
    store: Where = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = common.settings(lang, verbose, store=store)
    from kg.analysis.measures import MEASURES, between_years, cited_together
    from kg.analysis.projection import project
    from kg.analysis.selection import meant
    from kg.graph.queries import Answer
    from kg.graph.scope import scope_of

    with common.opened(settings) as graph:
        if what == Measure.YEARS:
            if first is None or second is None:
                raise UsageError(say(settings, "needs_years"))
            found = between_years(project(graph, as_of), first, second)
        elif what == Measure.TOGETHER and document:
            found = cited_together(project(graph, as_of), meant(graph, {"document": document}))
        else:
            found = MEASURES[what.value](project(graph, as_of))
        common.show(Answer(found.columns, found.rows[:top], scope_of(graph)), form, bom, settings)
