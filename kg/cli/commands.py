"""The commands: each reads its settings, calls what does the work, and prints the result.

Everything but typer is imported inside the commands, so that help comes at once.
"""

import shutil
import sys
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from kg.cli import common
from kg.cli.common import say
from kg.cli.translated import Command, Group
from kg.config import shown
from kg.errors import UsageError


class Rows(StrEnum):
    """The forms of rows."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


class Engine(StrEnum):
    """What reads and settles."""

    LOCAL = "local"
    SPARK = "spark"


class Records(StrEnum):
    """The forms of what was read out of files."""

    JSONL = "jsonl"
    TABLE = "table"
    SUMMARY = "summary"


app = typer.Typer(
    cls=Group,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
command = partial(app.command, cls=Command)

Where = Annotated[str | None, typer.Option("--store", metavar="PATH")]
Jobs = Annotated[int | None, typer.Option("--jobs", metavar="N")]
Language = Annotated[str | None, typer.Option("--lang", metavar="vi|en")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v")]
Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE")]
Bom = Annotated[bool, typer.Option("--bom")]
File = Annotated[Path, typer.Argument(metavar="FILE")]
Glob = Annotated[str, typer.Option("--glob", metavar="PATTERN")]
Strict = Annotated[bool, typer.Option("--fail-on-findings")]


@app.callback()
def _kg(lang: Language = None) -> None:
    pass


@command("build")
def _build(
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH...")] = None,
    glob: Glob = "*",
    store: Where = None,
    jobs: Jobs = None,
    engine: Annotated[Engine, typer.Option("--engine")] = Engine.LOCAL,
    master: Annotated[str | None, typer.Option("--master", metavar="URL")] = None,
    tables: Annotated[str | None, typer.Option("--output", "-o", metavar="FOLDER")] = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = common.settings(lang, verbose, store=store, jobs=jobs)
    from kg.engines.local import run
    from kg.graph.ontology import sample_plans
    from kg.pipeline import build
    from kg.views.progress import Bar

    chosen = paths or [str(Path("data/plans") if Path("data/plans").is_dir() else sample_plans())]
    if engine == Engine.SPARK:
        from kg.cli.spark import build_on_spark

        output = tables or "kg-tables"
        raise typer.Exit(build_on_spark(chosen, settings, glob=glob, master=master, output=output, store=store))
    if master or tables:
        raise UsageError(say(settings, "spark_only"))
    with Bar(say(settings, "reading")) as bar:
        report = build(
            chosen, settings.store, base=settings.base, glob=glob, max_mb=settings.max_file_mb,
            rulings=settings.rulings, run=partial(run, jobs=settings.jobs), progress=bar.show,
        )  # fmt: skip
    common.remark(report, settings)
    numbers = {name: getattr(report, name) for name in report.__slots__} | {"seconds": f"{report.seconds:.1f}"}
    common.out(say(settings, "built", **numbers) + "\n")
    common.out(say(settings, "store_at", store=shown(settings.store)) + "\n")
    raise typer.Exit(1 if report.failed else 0)


@command("remove")
def _remove(
    sources: Annotated[list[str], typer.Argument(metavar="SOURCE...")],
    store: Where = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = common.settings(lang, verbose, store=store)
    from kg.pipeline import remove

    for source in remove(sources, settings.store, base=settings.base):
        common.out(say(settings, "removed", source=source) + "\n")


@command("extract")
def _extract(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...")],
    form: Annotated[Records, typer.Option("--format")] = Records.JSONL,
    findings: Annotated[bool, typer.Option("--findings")] = False,
    explain: Annotated[bool, typer.Option("--explain")] = False,
    glob: Glob = "*",
    jobs: Jobs = None,
    fail_on_findings: Strict = False,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = common.settings(lang, verbose, jobs=jobs)
    if form == Records.SUMMARY:
        raise typer.Exit(common.summarise(paths, settings, glob))
    from kg.views.records import document_table

    asked = explain or form == Records.TABLE
    table = partial(document_table, lang=common.language(settings), findings=findings, explain=explain)
    work = partial(common.printed, base=settings.base, max_mb=settings.max_file_mb, table=table if asked else None)
    worst = 0
    for record in common.each(paths, settings, work, glob):
        if record is None or (record.findings and fail_on_findings):
            worst = 1
        if record:
            common.out(record.text)
        if record and record.doubtful:
            common.err(say(settings, "doubt", source=record.source))
    raise typer.Exit(worst)


@command("text")
def _text(file: File, lang: Language = None, verbose: Verbose = False) -> None:
    settings = common.settings(lang, verbose)
    from kg.text.read import read

    common.out(read(file, max_mb=settings.max_file_mb).text)


@command("layout")
def _layout(file: File, lang: Language = None, verbose: Verbose = False) -> None:
    settings = common.settings(lang, verbose)
    from kg.text.layout import layout
    from kg.text.normalise import normalise
    from kg.text.read import read
    from kg.views.records import block_table

    text = read(file, max_mb=settings.max_file_mb).text
    common.out(block_table(layout(normalise(text)), text, common.language(settings)))


@command("annotate")
def _annotate(file: File, output: Output = None, lang: Language = None, verbose: Verbose = False) -> None:
    settings = common.settings(lang, verbose)
    from kg.pipeline import read_and_extract
    from kg.views.annotate import annotated_page

    source, document = read_and_extract(file, base=settings.base, max_mb=settings.max_file_mb)
    common.write(annotated_page(source, document, settings.lang or "vi").encode(), output, settings)


@command("export")
def _export(
    what: Annotated[str, typer.Argument(metavar="graph|citations|tasks|documents")],
    form: Annotated[str | None, typer.Option("--format", metavar="FORMAT")] = None,
    output: Output = None,
    bom: Bom = False,
    store: Where = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = common.settings(lang, verbose, store=store)
    from kg.cli.exports import export, formats
    from kg.views.export import state_digest

    with common.opened(settings) as graph:
        forms = formats(what)
        chosen = form or forms[0]
        if chosen not in forms:
            raise UsageError(say(settings, "form_for", what=what, form=chosen, forms=", ".join(forms)))
        data = export(graph, what, chosen, settings.base, bom=bom)
        digest = state_digest(graph)
    common.write(data, output, settings)
    common.err(say(settings, "digest", digest=digest))


@command("check")
def _check(store: Where = None, lang: Language = None, verbose: Verbose = False) -> None:
    settings = common.settings(lang, verbose, store=store)
    from kg.graph.validate import check
    from kg.views.findings import finding_table

    with common.opened(settings) as graph:
        report = check(graph)
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    common.out(finding_table(report.rows, common.language(settings), width))
    others = len(report.rows) - report.violations
    common.out(say(settings, "checked", violations=report.violations, others=others) + "\n")
    raise typer.Exit(1 if report.violations else 0)


@command("evaluate")
def _evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD")],
    paths: Annotated[list[Path] | None, typer.Argument(metavar="PATH...")] = None,
    jobs: Jobs = None,
    lang: Language = None,
    verbose: Verbose = False,
) -> None:
    settings = common.settings(lang, verbose, jobs=jobs)
    from kg.evaluate import evaluate
    from kg.views.records import score_table

    wanted, found = common.annotated(gold, paths or (), settings)
    scores = evaluate(wanted, found)
    for error in scores.errors if verbose else ():
        common.err(error)
    common.out(score_table(scores.measures(), common.language(settings)))
