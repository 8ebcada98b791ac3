"""The command that serves the graph over HTTP."""

from __future__ import annotations

import logging
from typing import Annotated

import typer

from kg.cli import common
from kg.cli.commands import Language, Verbose, Where, command
from kg.cli.common import say
from kg.cli.states import app

__all__ = ["app"]  # with the commands of the modules before, and that below


@command("serve")
def _serve(
    host: Annotated[str | None, typer.Option("--host", metavar="HOST")] = None,
    port: Annotated[int | None, typer.Option("--port", metavar="N")] = None,
    write: Annotated[bool, typer.Option("--write")] = False,
    log: Annotated[bool, typer.Option("--log")] = False,
    log_queries: Annotated[bool, typer.Option("--log-queries")] = False,
    store: Where = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = common.settings(lang, verbose, store=store, host=host, port=port)
    from kg.web.serve import serve

    if log or log_queries:
        logging.getLogger("kg.access").setLevel(logging.INFO)

    def ready(address: str) -> None:
        common.out(say(settings, "serving", address=address) + "\n")

    serve(settings, ready, write=write, log_values=log_queries)
