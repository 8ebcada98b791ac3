"""Conflicts, and documents cited after their validity had changed: mentions joined with what is known of the cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Final

from pyspark.sql import functions as F

from kg.engines.spark.frames import mapped, united
from kg.engines.spark.identity import Identity
from kg.graph.conflicts import conflicts_of
from kg.graph.ontology import relations
from kg.graph.rows import Row, mention_of
from kg.graph.validity import CHANGES, DETAILS, Act, Change, Stale, Validity, change_of, effect, ended, findings_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

CONFLICTS: Final = (
    "citation string, citing string, cited string, quote string, field string, value string, other string"
)
STALE: Final = "citing string, cited string, kind string, actor string, effective string, citation string, quote string"
_CHANGE: Final = "actor string, relation string, effective string, provisions array<string>"
_ABOUT: Final = f"iri string, parent string, change struct<{_CHANGE}>"


@dataclass(frozen=True)
class Known:
    """What the tables know of validity: first and last days in force, and who changes or details what."""

    begins: Mapping[str, str]
    ends: Mapping[str, str]
    acts: tuple[Act, ...]


@dataclass(frozen=True)
class Findings:
    """What the mentions show against each other and against time."""

    identity: Identity
    known: Known

    @cached_property
    def conflicts(self) -> DataFrame:
        """A row for each conflict."""
        best = self.identity.facts.select(
            F.col("iri").alias("cited"), F.col("date").alias("best_date"), F.col("issuer").alias("best_issuer")
        )
        dated = F.col("date").isNotNull() | F.col("issuer").isNotNull()
        conflicts = mapped(self.identity.found.where(dated).join(best, "cited"), _conflicts, CONFLICTS)
        return self.identity.step("conflicts", conflicts)

    @cached_property
    def acts(self) -> DataFrame:
        """Each (actor, relation, object) with the ``provisions`` named; null where somebody names none."""
        columns = ["actor", "relation", "object", "pinpoint"]
        acting = F.col("relation").isin(*sorted(CHANGES | DETAILS))
        sources = self.identity.sources
        said = (
            sources.select(F.explode("citations").alias("c")).select("c.*").where(acting & F.col("cited").isNotNull())
        )
        found = self.identity.found.where(acting)
        tied = self.identity.found.select(F.col("citation").alias("subject"), F.col("cited").alias("subject_cited"))
        late = united([said.where(F.col("actor").isNull()), found.where("tied").select(*said.columns)])
        late = (
            late.where(F.col("subject").isNotNull()).join(tied, "subject").withColumn("actor", F.col("subject_cited"))
        )
        own = found.where(F.col("tied") & F.col("subject").isNull()).withColumn("actor", F.col("citing"))
        every = [frame.select(*(F.col(n) for n in ("actor", "relation")), F.col("cited").alias("object"), "pinpoint")
                 for frame in (said.where(F.col("actor").isNotNull()), late, own)]  # fmt: skip
        mentioned = united(every).select(*columns, F.lit(True).alias("mentioned"))
        passing = self._edges.select("actor", "relation", "object", F.lit(None).cast("string").alias("pinpoint"))
        rows = united([mentioned, passing.withColumn("mentioned", F.lit(False))])
        whole = F.max(F.col("mentioned") & F.col("pinpoint").isNull()) | ~F.max("mentioned")
        grouped = rows.groupBy("actor", "relation", "object").agg(
            whole.alias("whole"), F.sort_array(F.collect_set("pinpoint")).alias("named")
        )
        provisions = F.when(~F.col("whole") & (F.size("named") > 0), F.col("named"))
        acts = grouped.select("actor", "relation", "object", provisions.alias("provisions"))
        return self.identity.step("acts", acts)

    @cached_property
    def _edges(self) -> DataFrame:
        """What is said in passing, and what the tables know: acts that name no provision."""
        keys = [(edge.value, key) for key in sorted(CHANGES | DETAILS) if (edge := relations()[key].edge)]
        spark = self.identity.sources.sparkSession
        named = spark.createDataFrame(keys, "edge string, relation string")
        edges = self.identity.sources.select(F.explode("edges").alias("e")).select("e.*")
        said = edges.join(F.broadcast(named), "edge").select("actor", "relation", "object")
        return united(
            [said, spark.createDataFrame(list(self.known.acts), "actor string, relation string, object string")]
        )

    @cached_property
    def validity(self) -> DataFrame:
        """What is known of each document: ``changes``, those of its ``parents``, and its first day in force."""
        dates = self.identity.facts.select("iri", "date")
        actor = dates.toDF("actor", "actor_date")
        dated = self.acts.join(actor, "actor", "left").join(dates.toDF("object", "object_date"), "object", "left")
        about = self.identity.step("changes", mapped(dated, partial(_abouts, dict(self.known.begins)), _ABOUT))
        spark = dates.sparkSession
        ends = [(document, None, asdict(ended(day))) for document, day in self.known.ends.items()]
        changes = united([about.where("change IS NOT NULL"), spark.createDataFrame(ends, _ABOUT)])
        changes = changes.groupBy("iri").agg(F.collect_set("change").alias("changes"))
        parents = about.where("parent IS NOT NULL").select("iri", "parent").distinct()
        above = parents.join(changes.toDF("parent", "above"), "parent")
        above = above.groupBy("iri").agg(F.collect_list(F.struct("parent", "above")).alias("parents"))
        begins = spark.createDataFrame(list(self.known.begins.items()), "iri string, begins string")
        every = changes.join(above, "iri", "full").join(begins, "iri", "full").withColumnRenamed("iri", "cited")
        return self.identity.step("validity", every)

    @cached_property
    def stale(self) -> DataFrame:
        """A row for each document that a document cites after its validity had changed."""
        found = self.identity.found
        spoken = found.where((F.col("mention") != "nested") & F.col("day").isNotNull())
        pairs = spoken.groupBy("citing", "cited").agg(
            F.min(F.struct("citation", "quote", "day")).alias("first"), F.collect_set("pinpoint").alias("pinpoints")
        )
        changed = pairs.join(self.validity, "cited")
        whole = found.groupBy("citing").agg(F.collect_set("cited").alias("all"))
        return self.identity.step("stale", mapped(changed.join(whole, "citing"), _stale, STALE))


def _conflicts(row: Row) -> Iterator[Row]:
    for one in conflicts_of(mention_of(row), row["best_date"], row["best_issuer"], row["day"]):
        yield {**row, "field": one.field, "value": one.value, "other": one.other}


def _abouts(begins: Mapping[str, str], row: Row) -> Iterator[Row]:
    """A change of the object, or that the object is what the actor details."""
    actor, relation, document = act = (row["actor"], row["relation"], row["object"])
    if relation in DETAILS:
        yield {"iri": actor, "parent": document}
        return
    effective = begins.get(actor) or effect(actor, row["actor_date"])
    named = tuple(row["provisions"]) if row["provisions"] else None
    if change := change_of(act, named, effective, row["object_date"]):
        yield {"iri": document, "change": asdict(change)}


def _stale(row: Row) -> Iterator[Row]:
    document, parents = row["cited"], row["parents"] or ()
    changes = {document: _changes(row["changes"] or ()), **{one["parent"]: _changes(one["above"]) for one in parents}}
    begins = {document: row["begins"]} if row["begins"] else {}
    known = Validity(changes, begins, {document: tuple(one["parent"] for one in parents)})
    first = row["first"]
    for kind, change in findings_of(document, row["pinpoints"], first["day"], row["all"], known):
        yield {**row, **first, "kind": kind, "actor": change.actor, "effective": change.effective}


def _changes(rows: Iterable[Row]) -> tuple[Change, ...]:
    return tuple(Change(r["actor"], r["relation"], r["effective"], _named(r["provisions"])) for r in rows)


def _named(provisions: list[str] | None) -> tuple[str, ...] | None:
    return tuple(provisions) if provisions else None


def stale_of(row: Row) -> Stale:
    """The finding of a row."""
    return Stale(row["citing"], row["cited"], row["kind"], row["actor"], row["effective"], row["citation"])
