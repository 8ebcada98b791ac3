"""How well extraction does: what was read, compared with hand-made annotations (data/gold).

A read and an annotated citation are paired where their spans overlap: the one with the same number
first, then the nearest. *Exact* is a pair whose kind, type, number and date all agree; every other
field is an accuracy over the pairs, subject and pinpoint an F1 over those that are stated.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from kg.errors import UsageError
from kg.evaluate.folding import fold_agency, fold_issuer, fold_number, fold_words
from kg.models import Document, to_json

Record = Mapping[str, Any]
_FIELDS = ("span", "kind", "type", "number", "date", "relation")
_EXACT = ("kind", "type", "number", "date")
_STATED = ("subject", "pinpoint")
_HEADER = ("type", "number", "date", "issuer", "signer")


@dataclass(frozen=True, slots=True)
class Ratio:
    """Right answers among those given and those wanted."""

    right: int
    given: int
    wanted: int

    @property
    def precision(self) -> float:
        """Right of given; 1 where nothing was given."""
        return self.right / self.given if self.given else 1.0

    @property
    def recall(self) -> float:
        """Right of wanted; 1 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """All measures over a set of documents; ``errors`` names every disagreement.

    ``fields`` holds accuracies over paired citations, ``stated`` subject and pinpoint.
    """

    documents: int
    detection: Ratio
    exact: Ratio
    fields: Mapping[str, float]
    stated: Mapping[str, Ratio]
    issuer: Ratio
    header: Ratio
    lead: Ratio
    tasks: Ratio
    title: Ratio
    links: Ratio
    errors: tuple[str, ...]

    def measures(self) -> dict[str, float]:
        """Each measure by name, from 0 to 1; lead, tasks, title and links only where they are annotated."""
        named = {"detection": self.detection.f1, "exact": self.exact.f1, **self.fields}
        named |= {name: ratio.f1 for name, ratio in self.stated.items()}
        named |= {"issuer": self.issuer.recall, "header": self.header.recall}
        further = {"lead": (self.lead, self.lead.f1), "tasks": (self.tasks, self.tasks.recall)}
        further |= {"title": (self.title, self.title.f1), "links": (self.links, self.links.f1)}
        return named | {name: value for name, (ratio, value) in further.items() if ratio.wanted}


def load_gold(folder: str | Path) -> dict[str, Record]:
    """The annotations of a folder by document name; raises UsageError where there are none."""
    files = sorted(Path(folder).glob("*.json"))
    if not files:
        raise UsageError(f"{folder}: there are no gold annotations (NAME.json) in this folder")
    return {file.stem: json.loads(file.read_text("utf-8")) for file in files}


def evaluate(gold: Mapping[str, Record], documents: Iterable[Document]) -> Scores:
    """Compare documents with annotations of the same name (the stem of ``source``).

    Raises UsageError for an annotated document that was not read.
    """
    read = {Path(d.source).stem: to_json(d) for d in documents}
    tally = _Tally()
    for name, annotated in gold.items():
        if name not in read:
            raise UsageError(f"{name}: annotated, but not among the documents read")
        tally.add(name, annotated, read[name])
    return tally.scores(len(gold))


class _Tally:
    """Counts over documents, and the disagreements found on the way."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.errors: list[str] = []

    def add(self, name: str, gold: Record, read: Record) -> None:
        """Count one document."""
        pairs = pair_up(gold["citations"], read["citations"])
        back = {j: i for i, j in pairs}
        self.counts.update(gold=len(gold["citations"]), read=len(read["citations"]), paired=len(pairs))
        self._unpaired(name, gold["citations"], read["citations"], pairs)
        for i, j in pairs:
            self._pair(name, gold["citations"][i], read["citations"][j], back)
            self._title(name, gold["citations"][i], read["citations"][j])
        self._links(name, gold, read, back)
        self._header(name, gold.get("header") or {}, read.get("header") or {})
        self._agencies(name, gold, read)
        self._tasks(name, gold, read)

    def _unpaired(
        self, name: str, gold: Sequence[Record], read: Sequence[Record], pairs: list[tuple[int, int]]
    ) -> None:
        found, taken = {i for i, _ in pairs}, {j for _, j in pairs}
        self.errors += [f"{name}: missed @{g['start']} {g['quote']!r}" for i, g in enumerate(gold) if i not in found]
        self.errors += [f"{name}: too many @{r['start']} {r['text']!r}" for j, r in enumerate(read) if j not in taken]

    def _pair(self, name: str, gold: Record, read: Record, back: Mapping[int, int]) -> None:
        same = same_fields(gold, read, back)
        self.counts.update({f"{key}.right": 1 for key, right in same.items() if right})
        self.counts["exact"] += all(same[key] for key in _EXACT)
        for key in _STATED:
            given, wanted = read.get(key) not in (None, ""), gold.get(key) not in (None, "")
            self.counts[f"{key}.given"] += given
            self.counts[f"{key}.wanted"] += wanted
            self.counts[f"{key}.agreed"] += given and wanted and same[key]
        self.counts["issuer.wanted"] += "issuer" in same
        self.errors += [
            f"{name}: {key} @{gold['start']} {gold['quote']!r}: "
            f"{gold.get(key)!r} is annotated, {read.get(key)!r} was read"
            for key, right in same.items()
            if not right
        ]

    def _title(self, name: str, gold: Record, read: Record) -> None:
        """Count a title's span, where the annotations have titles: ``title`` is then [start, end] or None."""
        if "title" not in gold:
            return
        found = read.get("title")
        wanted, given = gold["title"] and tuple(gold["title"]), found and (found["start"], found["end"])
        same = wanted == given
        self.counts.update(
            {
                "title.wanted": int(bool(wanted)),
                "title.given": int(bool(given)),
                "title.right": int(bool(given) and same),
            }
        )
        if not same:
            said = found and found["text"]
            self.errors.append(
                f"{name}: title @{gold['start']} {gold['quote']!r}: "
                f"{gold['title_text']!r} is annotated, {said!r} was read"
            )

    def _links(self, name: str, gold: Record, read: Record, back: Mapping[int, int]) -> None:
        """Count the statements between documents, through the paired citations."""
        if "links" not in gold:
            return
        wanted = {(link["subject"], link["relation"], link["object"]) for link in gold["links"]}
        given = {_link(link, back) for link in read.get("links") or ()}
        self.counts.update({"links.wanted": len(wanted), "links.given": len(given), "links.right": len(wanted & given)})
        named = partial(_said, [citation["number"] for citation in gold["citations"]])
        self.errors += [f"{name}: link missed: {named(link)}" for link in sorted(wanted - given, key=str)]
        self.errors += [f"{name}: link too many: {named(link)}" for link in sorted(given - wanted, key=str)]

    def _header(self, name: str, gold: Record, read: Record) -> None:
        for key in _HEADER:
            if gold.get(key):
                fold = {"number": fold_number, "issuer": fold_issuer}.get(key, fold_words)
                right = fold(gold[key]) == fold(read.get(key))
                self.counts.update({"header.wanted": 1, "header.right": int(right)})
                if not right:
                    self.errors.append(f"{name}: header {key}: {gold[key]!r} is annotated, {read.get(key)!r} was read")

    def _agencies(self, name: str, gold: Record, read: Record) -> None:
        if "agencies" not in gold:
            return
        wanted, given = _leads(gold["agencies"]), _leads(read.get("agencies") or ())
        self.counts.update({"lead.right": len(wanted & given), "lead.given": len(given), "lead.wanted": len(wanted)})
        self.errors += [f"{name}: lead agency missed: {agency}" for agency in sorted(wanted - given)]
        self.errors += [f"{name}: lead agency too many: {agency}" for agency in sorted(given - wanted)]

    def _tasks(self, name: str, gold: Record, read: Record) -> None:
        rows = [_who(task) for task in read.get("tasks") or () if (task.get("section") or "").startswith("table")]
        for task in gold.get("tasks") or ():
            self.counts["task.wanted"] += 1
            if _who(task) in rows:
                rows.remove(_who(task))
                self.counts["task.right"] += 1
            else:
                self.errors.append(f"{name}: task row {task['row']}: no task with {task['lead']} and {task['support']}")
        self.counts["task.given"] += len(rows) if gold.get("tasks") else 0

    def scores(self, documents: int) -> Scores:
        """The measures of everything counted."""
        count = self.counts
        pairs = count["paired"]
        return Scores(
            documents=documents,
            detection=Ratio(pairs, count["read"], count["gold"]),
            exact=Ratio(count["exact"], count["read"], count["gold"]),
            fields={key: count[f"{key}.right"] / pairs if pairs else 1.0 for key in _FIELDS},
            stated={k: Ratio(count[f"{k}.agreed"], count[f"{k}.given"], count[f"{k}.wanted"]) for k in _STATED},
            issuer=Ratio(count["issuer.right"], count["issuer.wanted"], count["issuer.wanted"]),
            header=Ratio(count["header.right"], count["header.wanted"], count["header.wanted"]),
            lead=Ratio(count["lead.right"], count["lead.given"], count["lead.wanted"]),
            tasks=Ratio(count["task.right"], count["task.right"] + count["task.given"], count["task.wanted"]),
            title=Ratio(count["title.right"], count["title.given"], count["title.wanted"]),
            links=Ratio(count["links.right"], count["links.given"], count["links.wanted"]),
            errors=tuple(self.errors),
        )


def same_fields(gold: Record, read: Record, back: Mapping[int, int]) -> dict[str, bool]:
    """Which fields of a pair agree; the issuer only where it is annotated."""
    subject = read.get("subject")
    same = {
        "span": (gold["start"], gold["end"]) == (read["start"], read["end"]),
        "kind": gold["kind"] == read.get("kind"),
        "type": fold_words(gold["type"]) == fold_words(read.get("type")),
        "number": fold_number(gold["number"]) == fold_number(read.get("number")),
        "date": gold["date"] == read.get("date"),
        "relation": gold["relation"] == read.get("relation"),
        "subject": gold.get("subject") == (back.get(subject, -1) if subject is not None else None),
        "pinpoint": _provisions(gold.get("pinpoint")) == _provisions(read.get("pinpoint")),
    }
    if gold.get("issuer"):
        same["issuer"] = fold_issuer(gold["issuer"]) == fold_issuer(read.get("issuer"))
    return same


def pair_up(gold: Sequence[Record], read: Sequence[Record]) -> list[tuple[int, int]]:
    """Pair overlapping citations by their indices, each once: same number first, then nearest, then most in common."""
    candidates = []
    for i, g in enumerate(gold):
        for j, r in enumerate(read):
            overlap = min(g["end"], r["end"]) - max(g["start"], r["start"])
            if overlap > 0:
                same = fold_number(g["number"]) == fold_number(r.get("number"))
                distance = abs(g["start"] - r["start"]) + abs(g["end"] - r["end"])
                candidates.append((same, -distance, overlap, i, j))
    used_gold: set[int] = set()
    used_read: set[int] = set()
    pairs = []
    for *_, i, j in sorted(candidates, reverse=True):
        if i not in used_gold and j not in used_read:
            used_gold.add(i)
            used_read.add(j)
            pairs.append((i, j))
    return sorted(pairs)


# A statement by the annotated citations' indices: None is the document itself, -1 a citation without a pair.
_Statement: TypeAlias = tuple[int | None, str, int | None]


def _link(link: Record, back: Mapping[int, int]) -> _Statement:
    subject, target = (None if link[end] is None else back.get(link[end], -1) for end in ("subject", "object"))
    return subject, link["relation"], target


def _said(numbers: Sequence[str], link: _Statement) -> str:
    """A statement in words, its documents by number."""
    names: dict[int | None, str] = {None: "this document", -1: "(not annotated)"}
    names |= dict(enumerate(numbers))
    return f"{names[link[0]]} {link[1]} {names[link[2]]}"


def _leads(agencies: Iterable[Record]) -> set[str]:
    return {fold_agency(a["name"]) for a in agencies if a["role"] == "lead"}


def _who(task: Record) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(sorted(map(fold_agency, task["lead"]))), tuple(sorted(map(fold_agency, task["support"])))


def _provisions(pinpoint: str | None) -> list[str]:
    parts = (fold_words(part) for part in (pinpoint or "").split(";"))
    return sorted(part for part in parts if part)
