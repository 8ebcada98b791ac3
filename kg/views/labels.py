"""What the page calls a relation, a level or a role: the ontology's labels, and those of the drawing."""

from __future__ import annotations

from kg.analysis.units import Unit
from kg.config import Lang
from kg.graph.ontology import relations
from kg.graph.terms import Value
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
    section_of = {"level": "level", "class": "validity"}.get(column)
    return word_or(f"{section_of}.{value}", lang, str(value)) if section_of and value else value


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
