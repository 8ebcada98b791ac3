"""What the page calls a relation, a level or a role: the ontology's labels, and those of the drawing."""

from __future__ import annotations

from functools import cache

from kg.analysis.units import Unit
from kg.config import Lang
from kg.graph.ontology import legal, relations
from kg.graph.terms import Value
from kg.graph.vocabulary import RDFS
from kg.tables import topics
from kg.views.words import section, word, word_or


def relation_labels(lang: Lang) -> dict[str, str]:
    """The label of every relation and of every other edge that is drawn, by key."""
    return {key: relation.label[lang] for key, relation in relations().items()} | section("edge", lang)


def shown(column: str, value: Value | tuple[str, ...], lang: Lang) -> Value | tuple[str, ...]:
    """A cell as people read it: keys of relations, levels, roles and changes of validity become their labels.

    >>> shown("level", "commune", "vi"), shown("plans", 3, "vi")
    ('cấp xã', 3)
    """
    if column.startswith("relation") or column in ("role", "change"):
        return relation_labels(lang).get(str(value), value)
    if column == "section" and str(value).startswith("table:"):
        return word("section.table", lang, name=str(value).removeprefix("table:"))
    if column == "topic":
        return _topics(lang).get(str(value), value)
    section_of = _SECTIONS.get(column)
    return word_or(f"{section_of}.{value}", lang, str(value)) if section_of and value else value


_SECTIONS = {
    "level": "level", "class": "validity", "kind": "kind", "reason": "reason", "resolution": "resolution",
    "field": "column",
}  # fmt: skip
"""Columns whose values are keys, and the section of the words that they are keys of."""


@cache
def _topics(lang: Lang) -> dict[str, str]:
    return {topic.id: topic.label_vi if lang == "vi" else topic.label_en for topic in topics()}


def column_label(name: str, lang: Lang) -> str:
    """The label of a column, with a capital letter; a variable of somebody's own query stays as it is written.

    >>> column_label("number", "vi"), column_label("mine", "vi")
    ('Số, ký hiệu', 'mine')
    """
    label = word_or(f"column.{name}", lang, "")
    return label[:1].upper() + label[1:] or name


def property_label(iri: str, lang: Lang) -> str:
    """The label of a property: the ontology's for its own, else one of the program's words, else its own name.

    >>> property_label("http://purl.org/dc/terms/title", "vi"), property_label("http://example.org/x#y", "vi")
    ('trích yếu', 'y')
    """
    name = iri.replace("#", "/").rsplit("/", 1)[-1]
    return _terms(lang).get(iri) or word_or(f"property.{name}", lang, name)


@cache
def _terms(lang: Lang) -> dict[str, str]:
    """The labels of the project's own terms."""
    return {
        str(getattr(triple.subject, "value", "")): str(getattr(triple.object, "value", ""))
        for triple in legal()
        if triple.predicate == RDFS.label and getattr(triple.object, "language", None) == lang
    }


def unit_label(unit: Unit, lang: Lang) -> str:
    """The name of a unit, and since or until when it was, where another one has it too.

    >>> unit_label(Unit("…/bac-ninh-2025", "Bắc Ninh", since="2025-07-01", twin=True), "vi")
    'Bắc Ninh (từ 01/07/2025)'
    """
    if unit.twin and unit.until:
        return word("unit.until", lang, name=unit.name, day=day(unit.until))
    return word("unit.since", lang, name=unit.name, day=day(unit.since)) if unit.twin and unit.since else unit.name


def day(iso: str) -> str:
    """A date as people in Vietnam write it.

    >>> day("2024-02-05"), day("2024-02"), day("2024")
    ('05/02/2024', '02/2024', '2024')
    """
    return "/".join(reversed(iso.split("-")))
