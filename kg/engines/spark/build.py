"""A build on Spark, from the inputs to the shards."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from kg.config import DEFAULT_BASE
from kg.engines.spark.extraction import Reading
from kg.engines.spark.faults import told
from kg.engines.spark.findings import Findings, Known
from kg.engines.spark.frames import united
from kg.engines.spark.identity import Identity
from kg.engines.spark.inputs import Inputs, digested
from kg.engines.spark.output import Output, citations_table, documents_table, findings_table, tasks_table
from kg.engines.spark.session import session
from kg.engines.spark.statements import Statements
from kg.errors import UsageError
from kg.graph import builds
from kg.graph.derive import sheet_of_documents, write_graph
from kg.graph.evidence import actions, agency_names
from kg.graph.reference import reference
from kg.graph.rulings import ruling_quads
from kg.graph.sheet import nquads
from kg.graph.store import Store
from kg.graph.validity import acts_in, in_force
from kg.intake import Extract
from kg.resolve.instruments import instrument_iri
from kg.resolve.keys import known_by_iri
from kg.resolve.rulings import read_rulings
from kg.rules import Rules, rules_version
from kg.text.read import DEFAULT_MAX_MB

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_SHOWN: Final = 1000  # failures that a report names; all are in the table of findings


@dataclass(frozen=True, slots=True)
class SparkReport:
    """What there is after a build: sources by status, the counts of the graph; wall-clock seconds, some failures."""

    read: int
    partial: int
    ocr: int
    failed: int
    documents: int
    citations: int
    tasks: int
    triples: int
    seconds: float
    failures: tuple[tuple[str, str], ...] = ()
    doubts: tuple[str, ...] = ()


def build(
    paths: Iterable[str],
    output: str,
    *,
    extract: Extract,
    master: str | None = None,
    base: str = DEFAULT_BASE,
    root: str | Path | None = None,
    glob: str = "*",
    max_mb: float = DEFAULT_MAX_MB,
    rulings: str | Path | None = None,
    written: Callable[[list[str]], object] | None = None,
) -> SparkReport:
    """Read *paths* into the folder *output*: tables, shards and a manifest; what an earlier job has read stays read.

    *paths* are files and folders that every worker sees, addresses that Spark lists (``hdfs://…``), and tables
    (``.parquet``, ``.jsonl``) with columns ``name`` and ``content``. The shards hold the graph that
    :func:`kg.pipeline.build` makes of the same sources; *written* is told their addresses when they are whole, so that
    a store can load them meanwhile (:func:`kg.graph.shards.loading_shards`). *extract* has to be picklable. Raises
    UsageError without pyspark or Java and for an *output* that is something else, InputError for a table that is
    missing or has other columns, EngineError where Spark does not start or gives up.
    """
    began, clock = datetime.now(UTC), time.monotonic()
    rules = Rules(base, rules_version(), read_rulings(Path(rulings)) if rulings else ())
    given = Inputs(tuple(map(str, paths)), str(root or Path.cwd()), glob, max_mb)
    if not given.paths:
        raise UsageError("There is nothing to read.")
    into = Output(output, written)
    with session(master) as spark, told(), into.taken(spark, base):
        job = _Job(spark, into, rules)
        inputs, sources = job.read(given, extract)
        job.conclude(inputs, sources)
        return job.report(inputs, sources, began, clock)


@dataclass(frozen=True)
class _Job:
    spark: SparkSession
    output: Output
    rules: Rules

    def read(self, given: Inputs, extract: Extract) -> tuple[DataFrame, DataFrame]:
        """The inputs, and the row of each source."""
        raw = given.raw(self.spark)
        self.output.table("inputs", digested(raw, self.rules, given.max_mb))
        inputs = self.spark.read.parquet(self.output.at("inputs"))
        return inputs, Reading(extract, self.rules, self.output.at("sources")).sources(self.spark, raw, inputs)

    def conclude(self, inputs: DataFrame, sources: DataFrame) -> None:
        """Settle what all sources say together; write tables and shards."""
        base = self.rules.base
        identity = Identity(self.output.step("sources", sources.drop("nquads")), base, self.output.step)
        known, agencies, acts = self._tables()
        findings = Findings(identity, known)
        statements = Statements(identity, findings, agencies, acts)
        self.output.shards("sources", sources.select(F.col("nquads").alias("value")))
        self.output.shards("documents", self._own(sources), *statements.every())
        self.output.table("documents", documents_table(identity))
        self.output.table("citations", citations_table(identity))
        self.output.table("tasks", tasks_table(sources))
        self.output.table("findings", findings_table(inputs, sources, findings))

    def _tables(self) -> tuple[Known, tuple[str, ...], tuple[tuple[str, str], ...]]:
        """What the program's tables and the rulings say; their statements are written."""
        base = self.rules.base
        known = reference(base, known_by_iri(base), partial(instrument_iri, base))
        statements = nquads(known) + nquads(ruling_quads(base, self.rules.rulings))
        self.output.lines(self.spark, "reference", statements)
        with TemporaryDirectory() as folder:
            file = Path(folder) / "reference.nq"
            file.write_bytes(statements)
            graph = Store.of_file(file)
            begins, ends = in_force(graph)
            return Known(begins, ends, tuple(acts_in(graph))), tuple(agency_names(graph)), tuple(actions(graph))

    def _own(self, sources: DataFrame) -> DataFrame:
        """What the documents graph says of itself; a line for each source passes the driver, in order."""
        good = F.when(F.col("status") != "failed", F.col("sha256"))
        lines = sources.select("key", good.alias("sha256"), F.col("version").alias("rulesVersion")).orderBy("key")
        about = ((row["key"], row["sha256"], row["rulesVersion"]) for row in lines.toLocalIterator())
        sheet = sheet_of_documents(self.rules.base)
        write_graph(sheet)
        state = builds.state_of(about, self.rules.version)
        statements = nquads([*sheet, builds.derived_from(self.rules.base, state)]).decode().removesuffix("\n")
        return self.spark.createDataFrame([(statements,)], "value string")

    def report(self, inputs: DataFrame, sources: DataFrame, began: datetime, clock: float) -> SparkReport:
        """The counts; also in the manifest, which is written last."""
        statuses = {row["status"]: row["count"] for row in sources.groupBy("status").count().collect()}
        missing = inputs.where("reason IS NOT NULL")
        failures = missing.select("key", "reason").union(sources.where("status = 'failed'").select("key", "reason"))
        failed = statuses.get("failed", 0) + missing.count()
        done = builds.Done((), sum(statuses.values()) - statuses.get("failed", 0), 0, failed)
        statements = nquads(builds.activity(self.rules.base, began, datetime.now(UTC), done, self.rules.version))
        self.output.lines(self.spark, "builds", statements)
        totals = self._totals(sources)
        report = SparkReport(
            **{status: statuses.get(status, 0) for status in ("read", "partial", "ocr")}, failed=failed,
            **totals, seconds=time.monotonic() - clock,
            failures=tuple((row["key"], row["reason"]) for row in failures.limit(_SHOWN).collect()),
            doubts=tuple(row["key"] for row in sources.where("doubtful").select("key").limit(_SHOWN).collect()),
        )  # fmt: skip
        about = {"rules": self.rules.version, "base": self.rules.base, "inputs": statuses, **asdict(report)}
        self.output.manifest(self.spark, about)
        return report

    def _totals(self, sources: DataFrame) -> dict[str, int]:
        """What there is, as :meth:`kg.graph.store.Store.totals` counts it."""
        cited = self.spark.read.parquet(self.output.at("citations")).select(F.col("cited").alias("iri"))
        every = sources.select(F.explode("citations.cited").alias("iri"))
        read = sources.select(F.col("document").alias("iri"))
        lines = [self.spark.read.text(self.output.at("nquads", name)) for name in ("reference", "sources", "documents")]
        sizes = sources.agg(F.sum(F.size("citations")), F.sum(F.size("tasks"))).first()
        citations, tasks = sizes or (0, 0)
        documents = united([cited, every, read]).where("iri IS NOT NULL").distinct().count()
        return {
            "documents": documents,
            "citations": citations or 0,
            "tasks": tasks or 0,
            "triples": united(lines).count(),
        }
