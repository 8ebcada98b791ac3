"""What all sources say together, as joins on keys: what each mention means, and what is known of each document.

The same as :func:`kg.graph.derive.derive` works out on one machine, by the same rules. Nothing is gathered on the
driver but the communes, as many as the country has. Votes are counted where the mentions are; mentions meet what is
known of the cited document in joins that Spark splits where one document is cited by very many.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, fields
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from pyspark.sql import functions as F

from kg.engines.spark.frames import mapped, most, united
from kg.graph.bodies import body_vote
from kg.graph.communes import Named, commune_named, commune_vote
from kg.graph.coverage import Holding
from kg.graph.evidence import STATUS_ORDER, Read
from kg.graph.facts import Facts, Votes, facts_of, seat_of
from kg.graph.identity import place_segments
from kg.graph.rows import Row
from kg.graph.settle import GRAPH_CONFIDENCE, no_later, without_year
from kg.resolve.keys import known_by_iri
from kg.resolve.places import place_name

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

T = TypeVar("T")
Step: TypeAlias = Callable[[str, "DataFrame"], "DataFrame"]
"""Keeps the rows of a step, by its name, so that they are made once."""
_VOTED: Final = ("number", "type", "date", "issuer", "title")
_FACTS: Final = (
    "iri string, number string, type string, date string, issuer string, title string, aliases array<string>, "
    "key string"
)
_SEAT: Final = "place string, province string, at string, label string, year int"
_READ: Final = "source string, status string, level string, topic string, period string"
_VOTES: Final = "what string, unit string, name string, count bigint"


def record(kind: type[T], row: Row, **more: Any) -> T:
    """A record of *kind* from the columns of the same names."""
    return kind(**{field.name: row[field.name] for field in fields(kind) if field.name in row} | more)  # type: ignore[arg-type]


def read_of(row: Row) -> Read | None:
    """The document that was read, of a row of documents; None for one that is only cited."""
    return record(Read, row, document=row["iri"]) if row["source"] else None


def facts_in(row: Row) -> Facts:
    """What is known of a document, of its row."""
    return record(Facts, row, aliases=tuple(row["aliases"] or ()))


@dataclass(frozen=True)
class Identity:
    """The mentions and documents of all *sources* (:data:`kg.graph.rows.SOURCES`)."""

    sources: DataFrame
    base: str
    step: Step

    @cached_property
    def read(self) -> DataFrame:
        """Every document that was read, with its primary source's header; by ``iri``."""
        order = F.coalesce(*(F.when(F.col("status") == status, i) for i, status in enumerate(STATUS_ORDER)))
        columns = ["source", "status", *_VOTED, "level", "topic", "period"]
        about = self.sources.where(F.col("document").isNotNull()).withColumnRenamed("document", "iri")
        best = F.min_by(F.struct(*columns), F.struct(order, -F.col("mentions"), "source"))
        return self.step("read", about.groupBy("iri").agg(best.alias("own")).select("iri", "own.*"))

    @cached_property
    def said(self) -> DataFrame:
        """The mentions in primary sources, with the date of the document that they stand in (``day``)."""
        primary = self.sources.join(self.read.select("source"), "source", "left_semi")
        each = primary.select("source", F.col("date").alias("day"), F.explode("citations").alias("c"))
        return self.step("said", each.select("source", "day", "c.*"))

    @cached_property
    def settled(self) -> DataFrame:
        """Each open mention that other sources settle, with the ``documents`` that it can mean."""
        whole = F.col("number").isNotNull() & F.col("type").isNotNull()
        opened = self.said.where(whole).select("citation", "citing", "day", F.explode("open").alias("key"))
        dated = self._facts(self.said.where("stated"), ["date"]).select("iri", "date", "key")
        possible = opened.join(dated, "key").where(F.col("iri") != F.col("citing"))
        fit = mapped(possible, _no_later, "citation string, iri string")
        several = fit.groupBy("citation").agg(F.sort_array(F.collect_set("iri")).alias("documents"))
        return self.step("settled", several)

    @cached_property
    def mentions(self) -> DataFrame:
        """The mentions in primary sources; ``found`` where they are tied, by the source or (``tied``) by the graph."""
        joined = self.said.join(self.settled, "citation", "left")
        tied = F.coalesce(F.size("documents") == 1, F.lit(False))
        mentions = joined.withColumns({
            "tied": tied, "found": F.col("stated") | tied,
            "cited": F.when(tied, F.col("documents")[0]).otherwise(F.col("cited")),
            "confidence": F.when(tied, F.lit(GRAPH_CONFIDENCE)).otherwise(F.col("confidence")),
            "outcome": _outcome(tied),
        })  # fmt: skip
        return self.step("mentions", mentions)

    @cached_property
    def found(self) -> DataFrame:
        """The mentions that are tied to a document."""
        return self.mentions.where("found")

    @cached_property
    def facts(self) -> DataFrame:
        """The best that is known of every document that is cited, was read, or is in the tables."""
        return self.step("facts", self._facts(self.found, list(_VOTED)))

    def _facts(self, found: DataFrame, voted: list[str]) -> DataFrame:
        known = self.read.sparkSession.createDataFrame([(iri,) for iri in known_by_iri(self.base)], "iri string")
        own = self.read.withColumnsRenamed({name: f"own_{name}" for name in _VOTED})
        every = _votes(found, voted).join(own, "iri", "full").join(known, "iri", "full")
        return mapped(every, partial(_best, self.base), f"{_FACTS}, {_READ}")

    @cached_property
    def names(self) -> DataFrame:
        """The names of communes and bodies (``what``), as most documents and mentions write them; by ``unit``."""
        cited = self.found.groupBy(F.col("cited").alias("iri"), "issuer").count()
        every = united([cited, self.facts.select("iri", "issuer", F.lit(1).cast("bigint").alias("count"))])
        votes = mapped(every, partial(_named, self.base), _VOTES)
        return self.step("names", most(votes, ["what", "unit"], "name", F.col("count")))

    @cached_property
    def communes(self) -> dict[str, Named]:
        """The communes by path."""
        rows = self.names.where(F.col("what") == "commune").collect()
        named = ((row["unit"], commune_named(row["unit"], row["name"])) for row in rows)
        return {path: name for path, name in named if name}

    @cached_property
    def documents(self) -> DataFrame:
        """The facts, with where a document comes from: ``place``, ``province``, level (``at``), ``label``, ``year``."""
        places = {path: named.name for path, named in self.communes.items()}
        seated = mapped(self.facts, partial(_seated, self.base, places), f"{_FACTS}, {_READ}, {_SEAT}")
        return self.step("documents", seated)

    @cached_property
    def seats(self) -> DataFrame:
        """Where the documents that were read come from; by ``citing``."""
        read = self.documents.where(F.col("source").isNotNull())
        return self.step("seats", read.select(F.col("iri").alias("citing"), "province", "at", "label", "year", "topic"))

    @cached_property
    def summaries(self) -> DataFrame:
        """How often, and as what, each document mentions each other one, with where the citing one comes from."""
        counts = [
            F.sum((F.col("mention") == way).cast("int")).alias(way) for way in ("direct", "nested", "alias")
        ]  # fmt: skip
        strongest = F.min(F.struct("rank", -F.col("confidence")))
        pairs = self.found.groupBy("citing", "cited").agg(
            *counts, strongest["rank"].alias("rank"), (-strongest["col2"]).alias("confidence")
        )
        named = pairs.withColumn("names", F.col("direct") + F.col("alias") > 0)
        return self.step("summaries", named.join(self.seats, "citing"))


def _outcome(tied: Column) -> Column:
    """What became of a mention that its source leaves open; null for others."""
    several = F.col("documents").isNotNull() | (F.size("candidates") > 0)
    said = F.when(tied, "graph").when(several, "ambiguous").otherwise("unresolved")
    return F.when(F.col("left"), said)


def _votes(found: DataFrame, voted: list[str]) -> DataFrame:
    """What most mentions say of each document, a column for each field, and for those that count signs only."""
    signs = [name for name in ("number", "type") if name in voted]
    fields = {
        **{name: F.col(name) for name in voted},
        **{f"sign_{name}": F.when(F.col("sign"), F.col(name)) for name in signs},
    }
    each = F.explode(
        F.array(*(F.struct(F.lit(name).alias("field"), value.alias("value")) for name, value in fields.items()))
    )
    rows = found.select(F.col("cited").alias("iri"), each.alias("said")).select("iri", "said.*")
    best = most(rows, ["iri", "field"], "value", F.lit(1))
    return best.groupBy("iri").agg(
        *(F.max(F.when(F.col("field") == name, F.col("value"))).alias(name) for name in fields)
    )


def _no_later(row: Row) -> Iterator[Row]:
    if no_later(row["iri"], row["date"], row["day"]):
        yield {"citation": row["citation"], "iri": row["iri"]}


def _best(base: str, row: Row) -> Iterator[Row]:
    own = {name: row[f"own_{name}"] for name in _VOTED}
    read = record(Read, {**row, **own}, document=row["iri"]) if row["source"] else None
    said = {name: row.get(f"sign_{name}") or row.get(name) for name in _VOTED}
    facts = facts_of(row["iri"], read, known_by_iri(base).get(row["iri"]), Votes(**said))
    yield {**row, **asdict(facts), "key": "/".join(without_year(facts.iri))}


def _named(base: str, row: Row) -> Iterator[Row]:
    """What a document's IRI and issuer say of the names of its commune and its body."""
    ways: dict[str, Callable[[str, str, str | None], tuple[str, str | None] | None]]
    ways = {"commune": commune_vote, "body": body_vote}
    for what, way in ways.items():
        if vote := way(base, row["iri"], row["issuer"]):
            yield {"what": what, "unit": vote[0], "name": vote[1], "count": row["count"]}


def _seated(base: str, communes: dict[str, str], row: Row) -> Iterator[Row]:
    facts, read = facts_in(row), read_of(row)
    path = "/".join(place_segments(base, facts.iri))
    seat = seat_of(facts, read, base, communes[path] if path in communes else place_name(path))
    year = Holding.of(read, seat).year if read else None
    yield {**row, "place": seat.place, "province": seat.province, "at": seat.level, "label": seat.label, "year": year}
