"""``kg build --engine spark``: a cluster reads and settles, and a store takes the shards where one is named."""

from collections.abc import Sequence
from contextlib import nullcontext
from functools import partial

from kg.cli import common
from kg.cli.common import say
from kg.config import Settings, shown
from kg.errors import UsageError


def build_on_spark(
    paths: Sequence[str], settings: Settings, *, glob: str, master: str | None, output: str, store: str | None
) -> int:
    """Build the tables and shards in *output*, and the *store* of them; 1 where something could not be read."""
    try:
        from kg.engines.spark.build import build
    except ModuleNotFoundError as error:
        raise UsageError(say(settings, "needs_spark")) from error
    from kg.graph.shards import loading_shards
    from kg.pipeline import read_and_extract

    if store and "://" in output:
        raise UsageError(say(settings, "shards_elsewhere", output=output))
    extract = partial(read_and_extract, base=settings.base, max_mb=settings.max_file_mb)
    with loading_shards(settings.store, settings.base) if store else nullcontext() as written:
        report = build(
            paths, output, extract=extract, master=master, base=settings.base, glob=glob, max_mb=settings.max_file_mb,
            rulings=settings.rulings, written=written,
        )  # fmt: skip
        for _, reason in report.failures:
            common.err(say(settings, "error", sentence=reason))
        for source in report.doubts:
            common.err(say(settings, "doubt", source=source))
        numbers = {name: getattr(report, name) for name in report.__slots__} | {"seconds": f"{report.seconds:.1f}"}
        common.out(say(settings, "built_tables", **numbers) + "\n" + say(settings, "tables_at", output=output) + "\n")
    if store:
        common.out(say(settings, "store_at", store=shown(settings.store)) + "\n")
    return 1 if report.failed else 0
