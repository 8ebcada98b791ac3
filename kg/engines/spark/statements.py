"""The documents graph as statements, written where the rows are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from pyspark.sql import Row as SparkRow
from pyspark.sql import functions as F

from kg.engines.spark.findings import Findings, stale_of
from kg.engines.spark.frames import once, stated
from kg.engines.spark.identity import Identity, facts_in, read_of, record
from kg.graph.bodies import body_named
from kg.graph.communes import write_communes
from kg.graph.conflicts import Conflict, write_conflicts
from kg.graph.coverage import (
    Held,
    Holding,
    reason_of,
    write_held,
    write_holding,
    write_kind,
    write_left,
    write_named,
    write_presence,
)
from kg.graph.derive import write_act, write_agency_name, write_body_name
from kg.graph.facts import write_facts, write_type_name
from kg.graph.ontology import Relation, relations
from kg.graph.quotes import write_quote
from kg.graph.rows import Row, mention_of
from kg.graph.settle import Settled, acting, acts_of, write_settled
from kg.graph.sheet import Sheet
from kg.graph.summaries import Summary, write_summaries
from kg.graph.tallies import (
    Seat,
    Standing,
    Tally,
    rank_key,
    write_position,
    write_standing,
    write_tally,
    write_teller,
)
from kg.graph.validity import write_stale
from kg.resolve.agencies import body_label

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_OUTCOMES: Final = ("graph", "ambiguous", "unresolved")
_CELL: Final = ["cited", "at", "province"]
_HOLDING: Final = ["province", "at", "year", "topic"]


@dataclass(frozen=True)
class Statements:
    """What is written of the sources: frames of N-Quads. *agencies* and *acts* are those of the tables."""

    identity: Identity
    findings: Findings
    agencies: tuple[str, ...]
    acts: tuple[tuple[str, str], ...]

    def every(self) -> Iterator[DataFrame]:
        """The frames, which together have each statement once."""
        yield from self._documents()
        yield from self._mentions()
        yield from self._counts()
        yield from self._coverage()
        yield from self._found()

    def _stated(self, frame: DataFrame, write: Callable[[str, Sheet, Row], None]) -> DataFrame:
        return stated(frame, self.identity.base, partial(write, self.identity.base))

    def _documents(self) -> Iterator[DataFrame]:
        documents, names = self.identity.documents, self.identity.names
        yield self._stated(documents, _document)
        yield self._stated(documents.select("type").distinct(), _type_name)
        yield self._stated(names.where(F.col("what") == "body"), _body)
        spark = documents.sparkSession
        communes = self.identity.communes
        yield self._stated(
            spark.createDataFrame([(path,) for path in sorted(communes)], "path string"),
            lambda base, sheet, row: write_communes(sheet, base, {row["path"]: communes[row["path"]]}),
        )
        called = self.identity.sources.select(F.explode("names").alias("name"))
        tables = spark.createDataFrame([(name,) for name in self.agencies], "name string")
        yield self._stated(called.union(tables).distinct(), _agency)

    def _mentions(self) -> Iterator[DataFrame]:
        mentions = self.identity.mentions
        yield once(self._stated(mentions.where(F.col("documents").isNotNull()), _settled))
        left = mentions.where(F.col("left") & (F.col("outcome") != "graph"))
        seats = self.identity.seats.select("citing", "label")
        yield self._stated(left.join(seats, "citing"), _left)
        edges = self.identity.sources.select(F.explode("edges").alias("e")).select("e.*")
        said = edges.where(F.col("edge").isin(*sorted(edge.value for edge in acting()))).select("actor", "object")
        tables = mentions.sparkSession.createDataFrame(list(self.acts), "actor string, object string")
        acts = said.union(tables).distinct()
        own = stated(mentions.where("tied"), self.identity.base, _own_act)
        yield once(self._stated(acts, _act).union(own))

    def _counts(self) -> Iterator[DataFrame]:
        pairs = self.identity.summaries
        yield self._stated(pairs, _summary)
        placed = pairs.where(F.col("province").isNotNull())
        yield self._stated(placed, _teller)
        naming = F.col("names")
        counts = [F.sum(way).alias(way) for way in ("direct", "nested", "alias")]
        tallies = placed.groupBy(*_CELL).agg(
            F.sum(naming.cast("int")).alias("plans"), *counts, F.min("rank").alias("rank"),
            F.max(F.when(naming, F.col("confidence"))).alias("confidence"),
            F.array_join(F.array_sort(F.collect_set(F.when(naming, F.col("label")))), "; ").alias("names"),
        )  # fmt: skip
        tallies = self.identity.step("tallies", tallies)
        yield self._stated(tallies, _tally)
        standings = tallies.groupBy("cited", "at").agg(
            F.sum((F.col("plans") > 0).cast("int")).alias("provinces"), F.sum("plans").alias("plans"),
            F.sum("direct").alias("direct"),
        )  # fmt: skip
        standings = self.identity.step("standings", standings)
        yield self._stated(standings, _standing)
        yield self._stated(self._ranked(standings.where("plans > 0")), _position)

    def _ranked(self, standings: DataFrame) -> DataFrame:
        """Each standing with its place among those of its level, counted from 1; sorted in the cluster."""
        numbers = self.identity.facts.select(F.col("iri").alias("cited"), "number")
        rows = standings.join(numbers, "cited").rdd.sortBy(
            lambda row: (row["at"], rank_key(_standing_of(row), row["number"]))
        )
        sizes = {row["at"]: row["count"] for row in standings.groupBy("at").count().collect()}
        before = {level: sum(sizes[other] for other in sizes if other < level) for level in sizes}
        placed = rows.zipWithIndex().map(lambda pair: _placed(pair[0], pair[1] - before[pair[0]["at"]] + 1))
        columns = "cited string, at string, provinces bigint, plans bigint, direct bigint, position bigint"
        return standings.sparkSession.createDataFrame(placed, columns)

    def _coverage(self) -> Iterator[DataFrame]:
        seats = self.identity.seats
        counted = self.identity.mentions.where(F.col("relation") != "self").join(seats, "citing")
        became = [
            F.sum(F.col(column).eqNullSafe(name).cast("int")).alias(name)
            for column, names in (("resolution", ("resolved", "manual")), ("outcome", _OUTCOMES))
            for name in names
        ]
        yield self._stated(counted.groupBy("kind", "at").agg(F.count("*").alias("mentions"), *became), _kind)
        yield self._stated(seats.groupBy("province", "at").agg(F.count("*").alias("plans")), _presence)
        yield self._stated(self._holdings(), _holding)
        yield self._stated(seats, _held)
        named = self.identity.summaries.where("names").select(*_HOLDING, "cited").distinct()
        yield self._stated(named, _named)

    def _holdings(self) -> DataFrame:
        open_in = self.identity.mentions.where(F.col("outcome").isin("ambiguous", "unresolved"))
        left = open_in.groupBy("citing").agg(F.count("*").alias("unresolved"))
        read = self.identity.documents.where(F.col("source").isNotNull()).withColumnRenamed("iri", "citing")
        statuses = [
            F.sum((F.col("status") == s).cast("int")).alias(n) for n, s in (("scanned", "ocr"), ("partial", "partial"))
        ]
        return read.join(left, "citing", "left").groupBy(*_HOLDING).agg(
            F.count("*").alias("plans"), *statuses, F.sum(F.coalesce("unresolved", F.lit(0))).alias("unresolved")
        )  # fmt: skip

    def _found(self) -> Iterator[DataFrame]:
        seats = self.identity.seats.select("citing", "label")
        yield self._stated(self.findings.conflicts.join(seats, "citing"), _conflict)
        yield self._stated(self.findings.stale.join(seats, "citing"), _stale)


def _document(base: str, sheet: Sheet, row: Row) -> None:
    write_facts(sheet, facts_in(row), read_of(row), base, seat_in(row))


def seat_in(row: Mapping[str, str]) -> Seat:
    """Where the document of a row comes from."""
    return Seat(row.get("place"), row["province"], row["at"], row["label"])


def _type_name(base: str, sheet: Sheet, row: Row) -> None:
    write_type_name(sheet, row["type"], base)


def _body(base: str, sheet: Sheet, row: Row) -> None:
    write_body_name(sheet, row["unit"], body_named(base, row["unit"], row["name"], body_label))


def _agency(base: str, sheet: Sheet, row: Row) -> None:
    write_agency_name(sheet, row["name"])


def _settled(base: str, sheet: Sheet, row: Row) -> None:
    write_settled(sheet, [Settled(mention_of(row), tuple(row["documents"]))])


def _left(base: str, sheet: Sheet, row: Row) -> None:
    write_left(sheet, row["citation"], reason_of(row["kind"], row["outcome"], row["resolution"]))
    write_quote(sheet, row["citation"], row["quote"], row["label"])


def _act(base: str, sheet: Sheet, row: Row) -> None:
    write_act(sheet, row["actor"], row["object"])


def _own_act(sheet: Sheet, row: Row) -> None:
    for actor, acted_on in acts_of([Settled(mention_of(row), tuple(row["documents"]))]):
        write_act(sheet, actor, acted_on)


def _relation(rank: int) -> Relation:
    return next(relation for relation in relations().values() if relation.rank == rank)


def _summary_of(row: Row) -> Summary:
    return record(Summary, row, relation=_relation(row["rank"]))


def _summary(base: str, sheet: Sheet, row: Row) -> None:
    write_summaries(sheet, [_summary_of(row)], base)


def _teller(base: str, sheet: Sheet, row: Row) -> None:
    write_teller(sheet, _summary_of(row), seat_in(row), base)


def _tally(base: str, sheet: Sheet, row: Row) -> None:
    write_tally(sheet, record(Tally, row, level=row["at"], relation=_relation(row["rank"])), base)


def _standing_of(row: Row | SparkRow) -> Standing:
    return Standing(row["cited"], row["at"], row["provinces"], row["plans"], row["direct"])


def _standing(base: str, sheet: Sheet, row: Row) -> None:
    write_standing(sheet, _standing_of(row), base)


def _placed(row: SparkRow, position: int) -> tuple[str, str, int, int, int, int]:
    return row["cited"], row["at"], row["provinces"], row["plans"], row["direct"], position


def _position(base: str, sheet: Sheet, row: Row) -> None:
    write_position(sheet, _standing_of(row), row["position"], base)


def _kind(base: str, sheet: Sheet, row: Row) -> None:
    write_kind(sheet, row["kind"], row["at"], row, base)


def _presence(base: str, sheet: Sheet, row: Row) -> None:
    write_presence(sheet, row["province"], row["at"], row["plans"], base)


def _holding_of(row: Row) -> Holding:
    return Holding(row["province"], row["at"], row["year"], row["topic"])


def _holding(base: str, sheet: Sheet, row: Row) -> None:
    write_holding(sheet, _holding_of(row), record(Held, row), base)


def _held(base: str, sheet: Sheet, row: Row) -> None:
    write_held(sheet, _holding_of(row).node(base), row["citing"])


def _named(base: str, sheet: Sheet, row: Row) -> None:
    write_named(sheet, _holding_of(row).node(base), row["cited"])


def _conflict(base: str, sheet: Sheet, row: Row) -> None:
    conflict = record(Conflict, row)
    write_conflicts(sheet, [conflict], base)
    write_quote(sheet, conflict.iri(base).value, row["quote"], row["label"])


def _stale(base: str, sheet: Sheet, row: Row) -> None:
    stale = stale_of(row)
    write_stale(sheet, [stale], base)
    write_quote(sheet, stale.iri(base).value, row["quote"], row["label"])
