"""A graph of any size to measure queries on: real plans, multiplied under new identities.

Each copy of a record gets a place, year, number and topic of its own. What it cites stays skewed as it is in reality:
most mentions keep their document, so that a few decrees are cited by everyone; the others move to a number nearby
(or far: a Pareto distribution), so that many documents are cited once. Documents of the copied plan's own place
become those of the copy's. Statements and summaries are made as by ``kg build``; only reading is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import pyoxigraph as ox

from kg.config import DEFAULT_BASE
from kg.graph import builds, triples
from kg.graph.identity import place_segments
from kg.graph.store import Store
from kg.models import Citation, Document, Header, Level, Responsible, Source
from kg.pipeline import read_and_extract, rederive
from kg.tables import REFORM, districts, provinces, topics

PLANS = Path(__file__).parents[1] / "data" / "plans"
FIRST, DAYS = date(2018, 1, 1), 3100
"""The copies are dated from then on, for eight and a half years."""

_LEVELS: Mapping[Level, float] = {"provincial": 0.4, "district": 0.3, "commune": 0.3}
_KEPT, _TAIL = 0.6, 0.5
"""The share of mentions that keep their document, and how slowly the others grow rarer."""
_PLANS_SHARE = 0.5
_REFERENCE, _DERIVED = 19_500, 0.36
"""Triples of the reference graph, and of the documents graph for each triple of a source: measured."""
_ORDINAL, _YEAR = re.compile(r"^\w*(?=[-/])"), re.compile(r"(?<=/)(?:19|20)\d\d(?=/)")


@dataclass(frozen=True, slots=True)
class Home:
    """Where and when a copy is issued: its number in its year, and the units from the province down."""

    segments: tuple[str, ...]
    name: str
    level: Level
    day: date
    number: int
    topic: str


def write_graph(folder: Path, size: int, documents: Sequence[tuple[Source, Document]], seed: int = 1) -> None:
    """Make a store of about *size* triples in *folder* from copies of *documents*."""
    began = datetime.now(UTC)
    with Store.open(folder, write=True) as graph:
        said = int((size - _REFERENCE) / (1 + _DERIVED))
        graph.engine.bulk_extend(_statements(documents, said, Random(seed)))
        graph.add(builds.activity(DEFAULT_BASE, began, datetime.now(UTC), (), "benchmark"))
    rederive(folder)


def records(texts: Iterable[Path]) -> list[tuple[Source, Document]]:
    """What is read out of *texts*, as far as it has a number and a date that copies can change."""
    found = (read_and_extract(path, root=path.parent) for path in sorted(texts))
    return [(source, document) for source, document in found if document.header.date and _year(document.id)]


def _statements(documents: Sequence[tuple[Source, Document]], size: int, random: Random) -> Iterator[ox.Quad]:
    """The source graphs of copies, until they have *size* statements."""
    written = 0
    for source, document in copies(documents, random):
        for quad in triples.quads(document, source, DEFAULT_BASE, "benchmark"):
            written += 1
            yield quad
        if written >= size:
            return


def copies(documents: Sequence[tuple[Source, Document]], random: Random) -> Iterator[tuple[Source, Document]]:
    """Copies without end, no two with one identity; half of them of plans."""
    plans = [pair for pair in documents if (pair[1].header.type or "").startswith("Kế hoạch")]
    used: set[str] = set()
    while True:
        source, document = random.choice(plans if random.random() < _PLANS_SHARE else documents)
        copy = _copied(document, _home(document, random), random)
        if copy.id not in used:
            used.add(copy.id)
            yield _shuffled(source, random), copy


def _home(document: Document, random: Random) -> Home:
    """A place at a day, of the units that there were then; documents of the centre stay there."""
    day, topic = FIRST + timedelta(random.randrange(DAYS)), _topic(random)
    number = random.randrange(1, 400)
    if not place_segments(DEFAULT_BASE, document.id):
        return Home((), document.header.place or "", "central", day, random.randrange(1, 9999), topic)
    formed = day.isoformat() >= REFORM
    unit = random.choice([unit for unit in provinces() if unit.set == ("after" if formed else "before")])
    level = random.choices(list(_LEVELS), list(_LEVELS.values()))[0]
    if level == "provincial":
        return Home((unit.slug,), unit.name, level, day, number, topic)
    commune = f"xa-{random.randrange(1, 30)}"
    if formed:
        return Home((unit.slug, commune), commune, "commune", day, number, topic)
    district = random.choice([one for one in districts() if one.province == unit.slug])
    below = (commune,) if level == "commune" else ()
    return Home((unit.slug, district.slug, *below), (*below, district.name)[0], level, day, number, topic)


def _topic(random: Random) -> str:
    names = [topic.id for topic in topics()]
    return random.choices(names, [1 / rank for rank, _ in enumerate(names, 1)])[0]


def _copied(document: Document, home: Home, random: Random) -> Document:
    before = place_segments(DEFAULT_BASE, document.id)
    body, kind = document.id.split("/")[-4:-2]
    iri = "/".join((f"{DEFAULT_BASE}eli/vn", *home.segments, body, kind, str(home.day.year), str(home.number)))
    targets = {document.id: iri}
    for citation in document.citations:
        if citation.target and citation.target not in targets:
            targets[citation.target] = _other(citation.target, before, home, random)
    return replace(
        document,
        id=iri,
        source=f"{'/'.join(home.segments or (body,))}/{kind}-{home.day.year}-{home.number}.txt",
        sha256=f"{random.getrandbits(256):064x}",
        header=_header(document.header, home),
        citations=tuple(_cited(citation, targets) for citation in document.citations),
        bodies=tuple(_moved(body, before, home) for body in document.bodies),
    )


def _header(header: Header, home: Home) -> Header:
    year = str(home.day.year)
    title = (header.title or "").replace(header.place or "…", home.name).replace((header.date or "…")[:4], year)
    return replace(
        header,
        number=_numbered(header.number or "/KH-UBND", str(home.number), year),
        date=home.day.isoformat(),
        issuer=f"UBND {home.name}" if home.segments else header.issuer,
        place=home.name, title=title, level=home.level, period=year, topic=home.topic,
    )  # fmt: skip


def _other(iri: str, before: tuple[str, ...], home: Home, random: Random) -> str:
    """The document that a copy cites in the place of *iri*, not later than the copy itself."""
    path = iri.removeprefix(f"{DEFAULT_BASE}eli/vn/").split("/")
    place = place_segments(DEFAULT_BASE, iri)
    if place and place == before[: len(place)]:
        path[: len(place)] = home.segments[: len(place)]
    if path[-1].isdigit() and random.random() > _KEPT:
        path[-1] = str(int(path[-1]) + int(min(random.paretovariate(_TAIL), 1e6)))
    if (year := _year(iri)) and year >= home.day.year:
        path[-2] = str(home.day.year - random.randrange(1, 4))
    return f"{DEFAULT_BASE}eli/vn/{'/'.join(path)}"


def _cited(citation: Citation, targets: Mapping[str, str]) -> Citation:
    """The mention with its new document, its number and date in step; the old ones where nothing changed."""
    old, new = citation.target, targets.get(citation.target or "")
    if old is None or new is None or old.rsplit("/", 2)[1:] == new.rsplit("/", 2)[1:]:
        return replace(citation, target=new)
    year, ordinal = new.rsplit("/", 2)[1:]
    day = citation.date and f"{year}{citation.date[4:]}".replace("-02-29", "-02-28")
    return replace(
        citation,
        target=new,
        number=_numbered(citation.number, ordinal, year),
        date=day if year.isdigit() else citation.date,
    )


def _moved(body: Responsible, before: tuple[str, ...], home: Home) -> Responsible:
    *place, name = body.body.split("/")
    return replace(body, body="/".join((*(home.segments if tuple(place) == before else place), name)))


def _numbered(number: str, ordinal: str, year: str) -> str:
    return _YEAR.sub(year, _ORDINAL.sub(ordinal, number, count=1))


def _year(iri: str) -> int | None:
    period = iri.rsplit("/", 2)[-2]
    return int(period) if period.isdigit() else None


def _shuffled(source: Source, random: Random) -> Source:
    """The text with its digits exchanged: offsets stay, and quotes of two copies differ as those of two plans."""
    digits = "0123456789"
    return replace(source, text=source.text.translate(str.maketrans(digits, "".join(random.sample(digits, 10)))))
