"""What the page calls a relation, a level or a role: the ontology's labels, and those of the drawing."""

from __future__ import annotations

from kg.config import Lang
from kg.graph.ontology import relations
from kg.graph.terms import Value
from kg.views.words import section, word_or


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
    section_of = {"level": "level", "class": "validity"}.get(column)
    return word_or(f"{section_of}.{value}", lang, str(value)) if section_of and value else value
