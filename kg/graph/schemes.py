"""The tables as SKOS concept schemes: types of documents, levels, regions, topics.

Relations are concepts of ``legal.ttl``, kinds of bodies those of ``kg.graph.agencies``.
"""

from __future__ import annotations

import pyoxigraph as ox

from kg.graph.identity import place_path
from kg.graph.sheet import Sheet
from kg.graph.triples import type_iri
from kg.graph.vocabulary import DCTERMS, RDF, SKOS
from kg.tables import document_types, topics, type_words
from kg.tables.levels import levels
from kg.tables.regions import regions

_SCHEMES = {
    "type": ("loại văn bản", "types of documents"),
    "level": ("cấp", "levels"),
    "region": ("vùng kinh tế - xã hội đến 30/6/2025", "socio-economic regions until 30 June 2025"),
    "region-2025": ("vùng kinh tế - xã hội từ 01/7/2025", "socio-economic regions since 1 July 2025"),
    "topic": ("chủ đề", "topics"),
}


def write_schemes(sheet: Sheet, base: str) -> None:
    """The schemes and their concepts, each with names in both languages; and the regions that provinces lie in."""
    for name, (vietnamese, english) in _SCHEMES.items():
        scheme = _scheme(base, name)
        sheet.add(scheme, RDF.type, SKOS.ConceptScheme)
        sheet.add(scheme, SKOS.prefLabel, *_texts(vietnamese, english))
    _write_types(sheet, base)
    _write_levels(sheet, base)
    _write_regions(sheet, base)
    for topic in topics():
        node = _concept(sheet, base, "topic", topic.id, topic.id)
        sheet.add(node, SKOS.prefLabel, *_texts(topic.label_vi, topic.label_en))


def _scheme(base: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(f"{base}scheme/{name}")


def _texts(vietnamese: str, english: str) -> tuple[ox.Literal, ox.Literal]:
    return ox.Literal(vietnamese, language="vi"), ox.Literal(english, language="en")


def _concept(sheet: Sheet, base: str, kind: str, slug: str, notation: str | None) -> ox.NamedNode:
    node = ox.NamedNode(f"{base}{kind}/{slug}")
    sheet.add(node, RDF.type, SKOS.Concept)
    sheet.add(node, SKOS.inScheme, _scheme(base, kind))
    sheet.add(node, SKOS.notation, notation)
    return node


def _write_types(sheet: Sheet, base: str) -> None:
    """A concept for each name of the table; the rows of one name are one, "Nghị quyết của Quốc hội" lies below another.

    Documents show whatever prefLabel their type has, so that its English name is an altLabel.
    """
    words = sorted((entry.word for entry in type_words()), key=len, reverse=True)
    seen: set[str] = set()
    for kind in document_types():
        node = type_iri(base, kind.name)
        assert node is not None
        sheet.add_all(node, ((RDF.type, SKOS.Concept), (SKOS.inScheme, _scheme(base, "type"))))
        sheet.add(node, SKOS.notation, kind.abbreviation)
        if kind.name in seen:
            continue
        seen.add(kind.name)
        sheet.add(node, SKOS.prefLabel, ox.Literal(kind.name, language="vi"))
        sheet.add(node, SKOS.altLabel, ox.Literal(kind.name_en, language="en"))
        wider = next((word for word in words if kind.name.startswith(f"{word} ")), None)
        sheet.add(node, SKOS.broader, type_iri(base, wider) if wider else None)


def _write_levels(sheet: Sheet, base: str) -> None:
    """The notation of a level is the value of ``can:level``."""
    for level in levels():
        node = _concept(sheet, base, "level", level.id, level.id)
        sheet.add(node, SKOS.prefLabel, *_texts(level.label_vi, level.label_en))
        sheet.add(node, SKOS.definition, *_texts(level.note_vi, level.note_en))


def _write_regions(sheet: Sheet, base: str) -> None:
    for region in regions():
        node = ox.NamedNode(f"{base}region/{region.slug}")
        sheet.add(node, RDF.type, SKOS.Concept)
        sheet.add(node, SKOS.inScheme, _scheme(base, "region" if region.set == "before" else "region-2025"))
        sheet.add(node, SKOS.prefLabel, *_texts(region.name, region.name_en))
        for unit in region.members:
            sheet.add(ox.NamedNode(place_path(base, (unit.slug,))), DCTERMS.isPartOf, node)
