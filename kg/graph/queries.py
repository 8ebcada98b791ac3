"""The named questions: parsed from ``ontology/queries``, and answered with typed parameters.

A query is one file of plain SPARQL 1.1 that runs as it is in any engine. Its head describes it::

    # title: Provinces citing a document
    # title@vi: Địa phương viện dẫn một văn bản
    # question: … (and @vi)
    # parameter: NAME KIND [required] [= DEFAULT]
    # column: NAME [list]
    # order: -plans province
    # caveat: what to know about every answer (and @vi)
    # walk: document other depth

``# VALUES document place=unit`` marks a place where a ``VALUES`` line goes in that binds ``?document``
and ``?unit`` to what the parameters ``document`` and ``place`` mean; ``# AMONG agency=body`` puts it into a sub-select,
for thousands of values that few rows are compared with. ``# ROLL UP ?place`` marks where a province can be taken for
the unit that it had become by the day ``as_of`` (:mod:`kg.graph.rollup`).
``limit`` is a parameter of that kind: an answer about all documents shows so many of them, and a note tells when there
are more. ``part`` names the parameters that ask about a part of the graph, of which nothing was counted at build: then
the query of that name in ``queries/part`` is asked. ``walk`` names a parameter and two columns, the ends of an edge,
and a third that becomes the number of edges from what the parameter means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from kg.errors import UsageError
from kg.graph.collation import value_key
from kg.graph.limits import first_documents
from kg.graph.ontology import ontology_folder
from kg.graph.parameters import UNLIMITED, Meaning, understand
from kg.graph.rollup import AS_OF, rolled_up, whole
from kg.graph.scope import scope_of
from kg.graph.store import Store
from kg.graph.suggest import suggestion
from kg.graph.terms import Value
from kg.graph.walk import walked
from kg.tables import fold

Cell: TypeAlias = Value | tuple[str, ...]
Words: TypeAlias = Mapping[str, str]

_HEAD = re.compile(r"#\s*(title|question|caveat|walk|part|parameter|column|order)(?:@(vi))?:\s*(.+)")
_PARAMETER = re.compile(r"(?P<name>\w+) (?P<kind>\w+)(?P<required> required)?(?: = (?P<default>.+))?")
_MARK = re.compile(r"# (VALUES|AMONG) (.+)")
LIST_SEPARATOR = "; "


@dataclass(frozen=True, slots=True)
class Parameter:
    """``kind`` says how what people type is understood: document, plan, place, level, topic, year …"""

    name: str
    kind: str
    required: bool
    default: str | None


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question with its parameters and columns; ``title`` and ``question`` have the keys vi and en."""

    name: str
    title: Words
    question: Words
    parameters: tuple[Parameter, ...]
    columns: tuple[str, ...]
    lists: frozenset[str]
    order: tuple[str, ...]
    text: str
    caveat: Words = field(default_factory=dict)
    walk: tuple[str, ...] = ()
    part: frozenset[str] = frozenset()

    def asked(self, parameters: Iterable[str]) -> str:
        """The SPARQL for what is asked about."""
        if self.part.isdisjoint(parameters):
            return self.text
        return (ontology_folder() / "queries" / "part" / f"{self.name}.rq").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows under ``columns``; a cell is a string, a number, None, or a tuple of strings.

    ``scope`` says what was read, and ``notes`` what to know about this answer; both by language.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    scope: Words
    notes: tuple[Words, ...] = ()


@cache
def named() -> dict[str, NamedQuery]:
    """All named queries, by name."""
    files = sorted((ontology_folder() / "queries").glob("*.rq"))
    return {file.stem: parse(file.stem, file.read_text(encoding="utf-8")) for file in files}


def query_files() -> tuple[Path, ...]:
    """Where the named queries lie."""
    return tuple(sorted((ontology_folder() / "queries").glob("*.rq")))


def parse(name: str, text: str) -> NamedQuery:
    """Read a query's head."""
    heads = [(key, lang or "en", value.strip()) for key, lang, value in _HEAD.findall(text)]
    columns = [value.split() for key, _, value in heads if key == "column"]
    return NamedQuery(
        name=name,
        title={lang: value for key, lang, value in heads if key == "title"},
        question={lang: value for key, lang, value in heads if key == "question"},
        parameters=tuple(_parameter(value) for key, _, value in heads if key == "parameter"),
        columns=tuple(column[0] for column in columns),
        lists=frozenset(column[0] for column in columns if "list" in column[1:]),
        order=tuple(word for key, _, value in heads if key == "order" for word in value.split()),
        text=text,
        caveat={lang: value for key, lang, value in heads if key == "caveat"},
        walk=tuple(word for key, _, value in heads if key == "walk" for word in value.split()),
        part=frozenset(word for key, _, value in heads if key == "part" for word in value.split()),
    )


def _parameter(line: str) -> Parameter:
    found = _PARAMETER.fullmatch(line)
    if not found:
        raise UsageError(f"A query's head has a parameter that cannot be read: {line!r}.")
    return Parameter(found["name"], found["kind"], bool(found["required"]), found["default"])


def ask(store: Store, name: str, parameters: Mapping[str, str] | None = None) -> Answer:
    """Answer the named query *name*; *parameters* are what people type ("468/QĐ-TTg", "quang ninh").

    Raises UsageError for an unknown query, parameter or province, and for a missing parameter. A
    document or plan that the graph does not have is no error: no rows, and a note.
    """
    query = find(name)
    meanings = _understood(store, query, parameters or {})
    notes = tuple(note for meaning in meanings.values() for note in meaning.notes)
    notes += (query.caveat,) if query.caveat else ()
    found = [] if _empty(meanings) else store.select(fill(query.asked(meanings), meanings))
    if query.walk:
        found = walked(found, query.walk, meanings[query.walk[0]].terms)
    rows, cut = first_documents(_rows(query, found), query.columns, meanings.get("limit"))
    return Answer(query.columns, rows, scope_of(store), (*notes, *cut))


def find(name: str) -> NamedQuery:
    """The query of that name; UsageError with a suggestion where there is none."""
    if name not in named():
        raise UsageError(f"There is no query {name!r}.{suggestion(name, named())} See: kg queries")
    return named()[name]


def fill(text: str, meanings: Mapping[str, Meaning]) -> str:
    """Put a VALUES line at each marked place; parameters that were not given leave it open."""
    text = rolled_up(text) if AS_OF in meanings else text
    return _MARK.sub(lambda mark: _filled(mark[1], mark[2].split(), meanings), text)


def _filled(kind: str, words: Sequence[str], meanings: Mapping[str, Meaning]) -> str:
    values = _values(words, meanings)
    return f"{{ SELECT * WHERE {{ {values} }} }}" if values and kind == "AMONG" else values


def _values(words: Sequence[str], meanings: Mapping[str, Meaning]) -> str:
    pairs = [word.partition("=") for word in words]
    given = [(variable or name, meanings[name].terms) for name, _, variable in pairs if name in meanings]
    return " ".join(f"VALUES ?{variable} {{ {' '.join(terms)} }}" for variable, terms in given)


def _understood(store: Store, query: NamedQuery, typed: Mapping[str, str]) -> dict[str, Meaning]:
    known = {parameter.name for parameter in query.parameters}
    if strange := sorted(set(typed) - known):
        takes = ", ".join(sorted(known)) or "no parameters"
        raise UsageError(f"The query {query.name} has no parameter {strange[0]!r}; it takes {takes}.")
    meanings = {}
    for parameter in query.parameters:
        text = (typed.get(parameter.name) or parameter.default or "").strip()
        if parameter.kind == "limit" and fold(text) in UNLIMITED:
            continue
        if text:
            meanings[parameter.name] = understand(store, parameter.kind, text)
        elif parameter.required:
            raise UsageError(f"The query {query.name} needs the parameter {parameter.name}: --param {parameter.name}=…")
    return _of_day(store, query, meanings)


def _of_day(store: Store, query: NamedQuery, meanings: dict[str, Meaning]) -> dict[str, Meaning]:
    """By the units of a day, a place means all that it was made up of by then."""
    if AS_OF not in meanings:
        return meanings
    places = [
        parameter.name for parameter in query.parameters if parameter.kind == "place" and parameter.name in meanings
    ]
    return meanings | {name: whole(store, meanings[name], meanings[AS_OF]) for name in places}


def _empty(meanings: Mapping[str, Meaning]) -> bool:
    return any(not meaning.terms for meaning in meanings.values())


def _rows(query: NamedQuery, found: Sequence[Mapping[str, Value]]) -> tuple[tuple[Cell, ...], ...]:
    rows = [tuple(_cell(query, column, row.get(column)) for column in query.columns) for row in found]
    for word in reversed(query.order):
        _sort(rows, query.columns.index(word.lstrip("-")), downwards=word.startswith("-"))
    ordered = [query.columns.index(word.lstrip("-")) for word in query.order]
    alike = groupby(rows, key=lambda row: [_rank(row[place]) for place in ordered])
    # what the query's order leaves open is not left to the engine
    return tuple(row for _, some in alike for row in sorted(some, key=repr))


def _sort(rows: list[tuple[Cell, ...]], place: int, *, downwards: bool) -> None:
    """Sort by one column and keep the order of equals; what is unknown comes last in both directions.

    A list counts by its length: ranking is by plans.
    """
    rows.sort(key=lambda row: value_key(_rank(row[place])), reverse=downwards)
    rows.sort(key=lambda row: row[place] is None)


def _rank(cell: Cell) -> Value:
    return len(cell) if isinstance(cell, tuple) else cell


def _cell(query: NamedQuery, column: str, value: Value) -> Cell:
    if column not in query.lists:
        return value
    items = str(value).split(LIST_SEPARATOR) if value else []
    return tuple(sorted(set(items), key=value_key))
