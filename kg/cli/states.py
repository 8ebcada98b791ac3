"""The commands that deal with whole states: restore one, and compare two."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli import common
from kg.cli.commands import Bom, Language, Rows, Verbose, Where, command
from kg.cli.common import say
from kg.cli.settling import app
from kg.config import shown

__all__ = ["app"]  # with the commands of the modules before, and those below

Backup = Annotated[Path, typer.Argument(metavar="FILE")]
State = Annotated[str, typer.Argument(metavar="STATE")]


@command("load")
def _load(file: Backup, store: Where = None, lang: Language = None, verbose: Verbose = False) -> None:
    settings = common.settings(lang, verbose, store=store)
    from kg.graph.states import load
    from kg.views.export import state_digest

    count = load(file, settings.store, settings.base)
    common.out(say(settings, "loaded", count=count, file=file, store=shown(settings.store)) + "\n")
    with common.opened(settings) as graph:
        common.err(say(settings, "digest", digest=state_digest(graph)))


@command("diff")
def _diff(
    before: State,
    after: Annotated[str | None, typer.Argument(metavar="STATE")] = None,
    form: Annotated[Rows, typer.Option("--format")] = Rows.TABLE,
    bom: Bom = False,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = common.settings(lang, verbose)
    from kg.graph.states import differences, opened
    from kg.views.differences import difference_answer

    with opened(after or before, settings.base) as other:
        one = opened(before, settings.base) if after else other.previous()
        with one:
            answer = difference_answer(differences(one, other), other)
    common.show(answer, form, bom, settings)
