"""A graph of any size to measure queries on: real plans, multiplied under new identities.

Each copy of a record gets a place, year, number and topic of its own. What it cites stays skewed as it is in reality:
most mentions keep their document, so that a few decrees are cited by everyone; the others move to another number
(near or far: a Pareto distribution), so that many documents are cited once. Documents of the copied plan's own place
become those of the copy's. Statements and summaries are made as by ``kg build``; only reading is left out.

The shape is held to that of 417 official documents (in brackets: what they have). Documents that one mention says to
change or guide each other move together: each by itself, they gave a decree as many amendments as there are plans, and
half a finding of changed validity for each document that a plan cites (a tenth). A document that moved has the day
that goes with its new number, and none is later than the copy, so that copies contradict each other only where the
plans do. One mention in forty has lost its year (3 %). Places have shares by their rank (49, 15, 11, 10 … of 240), and
two thirds of the plans on one topic are copies of one plan, so that they cite alike.
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
from kg.models import Citation, Document, Header, Level, Responsible, Source, Task
from kg.pipeline import read_and_extract, rederive
from kg.tables import REFORM, districts, provinces, topics

PLANS = Path(__file__).parents[1] / "data" / "plans"
FIRST, DAYS = date(2018, 1, 1), 3100
"""The copies are dated from then on, for eight and a half years."""

_LEVELS: Mapping[Level, float] = {"provincial": 0.4, "district": 0.3, "commune": 0.3}
_KEPT, _TAIL, _AWAY = 0.6, 0.5, 300
"""The share of mentions that keep their document, how slowly the others grow rarer, and how far off they begin."""
_OPEN = 0.025
"""The share of mentions whose year nothing in the plan tells."""
_PLANS_SHARE, _ALIKE = 0.5, 2 / 3
"""How many of the copies are of plans, and how many of those on one topic are of one plan."""
_REFERENCE, _DERIVED = 19_500, 0.38
"""Triples of the reference graph, and of the documents graph for each triple of a source: measured."""
_ORDINAL, _YEAR = re.compile(r"^\w*(?=[-/])"), re.compile(r"(?<=/)(?:19|20)\d\d(?=/)")


@dataclass(frozen=True, slots=True)
class Move:
    """How far a document's number and year go to become those of the document that a copy cites in its place."""

    numbers: int
    years: int


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
        graph.add(builds.activity(DEFAULT_BASE, began, datetime.now(UTC), builds.Done((), 0, 0, 0), "benchmark"))
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
        topic = _topic(random)
        source, document = random.choice(documents)
        if random.random() < _PLANS_SHARE:
            source, document = _plan_on(topic, plans, random)
        copy = _copied(document, _home(document, topic, random), random)
        if copy.id not in used:
            used.add(copy.id)
            yield _shuffled(source, random), copy


def _plan_on(topic: str, plans: Sequence[tuple[Source, Document]], random: Random) -> tuple[Source, Document]:
    if random.random() < _ALIKE:
        return plans[[topic.id for topic in topics()].index(topic) % len(plans)]
    return random.choice(plans)


def _home(document: Document, topic: str, random: Random) -> Home:
    """A place at a day, of the units that there were then; documents of the centre stay there."""
    day = FIRST + timedelta(random.randrange(DAYS))
    number = random.randrange(1, 400)
    if not place_segments(DEFAULT_BASE, document.id):
        return Home((), document.header.place or "", "central", day, random.randrange(1, 9999), topic)
    formed = day.isoformat() >= REFORM
    units = [unit for unit in provinces() if unit.set == ("after" if formed else "before")]
    unit = random.choices(units, [1 / rank for rank, _ in enumerate(units, 1)])[0]
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
    years = _years(document)
    for family in _families(document):
        move = _move([years[target] for target in family], home, random)
        targets |= {target: _moved_by(target, before, home, move) for target in family}
    return replace(
        document,
        id=iri,
        source=f"{'/'.join(home.segments or (body,))}/{kind}-{home.day.year}-{home.number}.txt",
        sha256=f"{random.getrandbits(256):064x}",
        header=_header(document.header, home),
        citations=tuple(_cited(citation, targets, random) for citation in document.citations),
        bodies=tuple(_moved(body, before, home) for body in document.bodies),
        tasks=tuple(_due(task, home.day.year - int((document.header.date or "")[:4])) for task in document.tasks),
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


def _families(document: Document) -> list[set[str]]:
    """The cited documents, those together that the plan says to act on each other."""
    families: list[set[str]] = []
    for citation in document.citations:
        actor = document.citations[citation.subject].target if citation.subject is not None else None
        found = {target for target in (citation.target, actor) if target and target != document.id}
        kin = [family for family in families if family & found]
        families = [family for family in families if family not in kin]
        families += [found.union(*kin)] if found else []
    return families


def _years(document: Document) -> dict[str, int]:
    """The year of each document that is cited: of its date, where it is numbered by terms of office."""
    dated = {c.target: int(c.date[:4]) for c in document.citations if c.target and c.date}
    return {c.target: _year(c.target) or dated.get(c.target, 0) for c in document.citations if c.target}


def _move(years: Sequence[int], home: Home, random: Random) -> Move:
    """Most stay, the others go beyond what is known; none may be later than the copy. A term has five years."""
    late = max(years) - home.day.year
    further = int(min(random.paretovariate(_TAIL), 1e6)) if random.random() > _KEPT else 0
    return Move(_AWAY + further if further or late >= 0 else 0, 5 * (late // 5 + 1) if late >= 0 else 0)


def _moved_by(iri: str, before: tuple[str, ...], home: Home, move: Move) -> str:
    path = iri.removeprefix(f"{DEFAULT_BASE}eli/vn/").split("/")
    place = place_segments(DEFAULT_BASE, iri)
    if place and place == before[: len(place)]:
        path[: len(place)] = home.segments[: len(place)]
    if path[-1].isdigit():
        path[-1] = str(int(path[-1]) + move.numbers)
    term, year = path[-2][:-4], path[-2][-4:]
    path[-2] = f"{term}{int(year) - move.years}" if year.isdigit() else path[-2]
    return f"{DEFAULT_BASE}eli/vn/{'/'.join(path)}"


def _cited(citation: Citation, targets: Mapping[str, str], random: Random) -> Citation:
    """The mention with its new document, its number and date in step; some without a year, and open."""
    old, new = citation.target, targets.get(citation.target or "")
    if old is None or new is None or citation.relation == "self":
        return replace(citation, target=new)
    year, ordinal = new.rsplit("/", 2)[1:]
    if citation.kind == "sign" and random.random() < _OPEN:
        pattern = f"{new.rsplit('/', 2)[0]}/*/{ordinal}"
        number = _YEAR.sub("", _numbered(citation.number, ordinal, year)).replace("//", "/")
        return replace(
            citation, target=None, resolution="unresolved", open=(pattern,), number=number, date=None, confidence=0.0
        )
    if old == new:
        return citation
    return replace(citation, target=new, number=_numbered(citation.number, ordinal, year), date=_date(citation, new))


def _date(citation: Citation, new: str) -> str | None:
    """A day that goes with the new number, where the mention says one: one document, one day."""
    old, ordinal = (citation.target or "").split("/")[-2], new.split("/")[-1]
    if not (citation.date and ordinal.isdigit() and old[-4:].isdigit()):
        return citation.date
    year = int(citation.date[:4]) + int(new.split("/")[-2][-4:]) - int(old[-4:])
    return f"{year}-{int(ordinal) % 12 + 1:02d}-{int(ordinal) % 28 + 1:02d}"


def _due(task: Task, years: int) -> Task:
    """The task, due some *years* later."""
    if task.deadline is None:
        return task

    def later(said: str) -> str:
        return re.sub(r"\b20\d\d\b", lambda year: str(int(year[0]) + years), said).replace("-02-29", "-02-28")

    due = task.deadline
    earliest, latest = (day and later(day) for day in (due.earliest, due.latest))
    months = tuple(map(later, due.months))
    return replace(task, deadline=replace(due, text=later(due.text), earliest=earliest, latest=latest, months=months))


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
