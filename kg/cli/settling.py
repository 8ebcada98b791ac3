"""The commands that settle which document a mention means: by what is in the graph, or by an analyst."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import common
from kg.cli.commands import Language, Rows, Verbose, Where, command
from kg.cli.common import say
from kg.cli.drawing import app
from kg.config import Settings
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.models import Ruling

__all__ = ["app"]  # with the commands below, all of them

RulingsFile = Annotated[str | None, typer.Option("--rulings", metavar="FILE")]


@command("resolve")
def _resolve(
    form: Annotated[Rows, typer.Option("--format")] = Rows.TABLE,
    store: Where = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = common.settings(lang, verbose, store=store)
    from kg.graph.queries import ask
    from kg.pipeline import rederive

    rederive(settings.store, base=settings.base)
    with common.opened(settings) as graph:
        common.show(ask(graph, "resolution"), form, False, settings)


@command("settle")
def _settle(
    source: Annotated[str | None, typer.Argument(metavar="SOURCE")] = None,
    number: Annotated[str | None, typer.Argument(metavar="NUMBER")] = None,
    document: Annotated[str | None, typer.Argument(metavar="DOCUMENT")] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT")] = None,
    who: Annotated[str | None, typer.Option("--who", metavar="NAME")] = None,
    start: Annotated[int | None, typer.Option("--start", metavar="N")] = None,
    forget: Annotated[bool, typer.Option("--forget")] = False,
    rulings: RulingsFile = None,
    store: Where = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = common.settings(lang, verbose, store=store, rulings=rulings)
    from kg.models import Ruling as Made
    from kg.resolve.rulings import read_rulings
    from kg.views.records import ruling_table
    from kg.web.ruling import record, target_of

    file = Path(settings.rulings)
    known = read_rulings(file)
    if source is None:
        common.out(ruling_table(known, common.language(settings)))
        return
    if number is None or not (forget or (document and why)):
        raise UsageError(say(settings, "settle_needs"))
    if forget:
        _forget(known, source, number, start, file, settings)
        return
    with common.opened(settings) as graph:
        target = target_of(graph, source, number, start, str(document), settings.base, common.language(settings))
    record(file, Made(source, number, start, target, who or getpass.getuser(), date.today().isoformat(), str(why)))
    common.out(say(settings, "settled", number=number, source=source, target=target, file=file) + "\n")


def _forget(
    known: Sequence[Ruling], source: str, number: str, start: int | None, file: Path, settings: Settings
) -> None:  # fmt: skip
    from kg.resolve.rulings import write_rulings
    from kg.web.ruling import others

    left = others(known, source, number, start)
    if len(left) == len(known):
        raise UsageError(say(settings, "no_ruling", number=number, source=source, file=file))
    write_rulings(file, left)
    common.out(say(settings, "forgotten", number=number, source=source, file=file) + "\n")
