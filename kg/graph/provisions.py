"""Provisions of documents as nodes: ``…/dieu/5/khoan/2/diem/a``; those of what is annexed lie below ``/kem-theo/…``."""

from __future__ import annotations

import re
from typing import TypeAlias

import pyoxigraph as ox

from kg.graph.sheet import Sheet
from kg.graph.vocabulary import CAN, ELI, RDF, RDFS
from kg.models import Citation
from kg.tables import slug

Units: TypeAlias = tuple[tuple[str, str], ...]
"""The units of one provision from the largest down: ``(("Điều", "5"), ("khoản", "2"))``."""

_UNIT = re.compile(r"(Phụ lục|Phần|Chương|Mục|Mẫu số|Điều|khoản|điểm|tiết) (\S+?)(?=[;,]|\s|$)")


def units(pinpoint: str) -> tuple[Units, ...]:
    """Each provision that a pinpoint names; none for what it says in other words.

    >>> units("điểm a khoản 2 Điều 5; Điều 9")
    ((('Điều', '5'), ('khoản', '2'), ('điểm', 'a')), (('Điều', '9'),))
    """
    return tuple(tuple(reversed(_UNIT.findall(part))) for part in pinpoint.split(";") if _UNIT.search(part))


def provision_path(provision: Units) -> str:
    """A provision's path below its document.

    >>> provision_path((("Điều", "5"), ("điểm", "đ")))
    'dieu/5/diem/dd'
    """
    return "/".join(f"{slug(word)}/{_label(label)}" for word, label in provision)


def _label(label: str) -> str:
    """A label in ASCII; "đ" stays another letter than "d", as both are used side by side."""
    return slug(label.lower().replace("đ", "dd"))


def write_provisions(sheet: Sheet, node: ox.NamedNode, citation: Citation) -> None:
    """The provisions that a mention names, as parts of the document that it means."""
    if citation.target is None:
        return
    document = ox.NamedNode(citation.target)
    holder = document
    if citation.container:
        holder = _part(sheet, f"{citation.target}/kem-theo/{slug(citation.container)}", document, citation.container)
    for provision in units(citation.pinpoint or ""):
        iri = f"{holder.value}/{provision_path(provision)}"
        label = " ".join(f"{word} {label}" for word, label in reversed(provision))
        sheet.add(node, CAN.provision, _part(sheet, iri, holder, label))


def _part(sheet: Sheet, iri: str, whole: ox.NamedNode, label: str) -> ox.NamedNode:
    part = ox.NamedNode(iri)
    sheet.add(part, RDF.type, ELI.LegalResourceSubdivision)
    sheet.add(part, ELI.is_part_of, whole)
    sheet.add(part, RDFS.label, ox.Literal(label, language="vi"))
    return part
