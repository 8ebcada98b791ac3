"""The commands that put the graph on pages: over HTTP, and as files."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import common
from kg.cli.commands import Language, Output, Verbose, Where, command
from kg.cli.common import say
from kg.cli.states import app
from kg.errors import UsageError

__all__ = ["app"]  # with the commands of the modules before, and those below


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


@command("site")
def _site(output: Output = None, store: Where = None, lang: Language = None, verbose: Verbose = False) -> None:
    settings = common.settings(lang, verbose, store=store)
    from kg.views.progress import Bar
    from kg.web.site import write_site

    output = output or Path("site")
    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise UsageError(say(settings, "site_there", path=output))
    common.opened(settings).close()  # else the pages would say that there is none
    with Bar(say(settings, "writing")) as bar:
        count = write_site(settings, output, lambda done: bar.show(done, done, ""))
    common.out(say(settings, "site_written", count=count, path=output) + "\n")
