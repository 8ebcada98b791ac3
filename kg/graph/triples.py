"""One document's record as the statements of its named graph."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pyoxigraph as ox

from kg.graph.agencies import agency_nodes
from kg.graph.identity import body_of, place_path, place_segments
from kg.graph.mentions import citation_iri, write_mentions
from kg.graph.sheet import Sheet
from kg.graph.terms import date_literal, source_iri
from kg.graph.vocabulary import CAN, DCTERMS, ELI, OA, PROV, RDF, SKOS
from kg.models import Document, Header, Source, Task
from kg.tables import digest, slug

_ROLES = {"lead": CAN.leadAgency, "support": CAN.supportAgency}
# What was met in reading → how a source was read, the first that holds.
_STATUSES = {"page.no-text": "partial", "page.cut": "partial", "page.ocr": "ocr"}


def quads(document: Document, source: Source, base: str, rules_version: str = "") -> Iterable[ox.Quad]:
    """What *document* says, in the graph ``{base}source/{document.source}``; no blank nodes.

    *source* is the text that the offsets point into; *rules_version* names the rules that read it.
    """
    sheet = Sheet(source_iri(base, document.source))
    _write_source(sheet, document, rules_version)
    _write_document(sheet, document, base)
    write_mentions(sheet, document, source, base)
    _write_agencies(sheet, document, base)
    _write_findings(sheet, document, base)
    return sheet


def failed(key: str, reason: str, base: str, rules_version: str = "") -> Iterable[ox.Quad]:
    """The graph of a source that could not be read: only that, and why."""
    sheet = Sheet(source_iri(base, key))
    sheet.add_all(sheet.graph, (
        (RDF.type, CAN.Source), (CAN.path, key), (CAN.status, "failed"), (CAN.reason, reason),
        (CAN.rulesVersion, rules_version),
    ))  # fmt: skip
    return sheet


def status_of(document: Document) -> str:
    """How a source was read: ``partial`` or ``ocr`` where a finding says so, else ``read``."""
    codes = {finding.code for finding in document.findings}
    return next((status for code, status in _STATUSES.items() if code in codes), "read")


def _write_source(sheet: Sheet, document: Document, rules_version: str) -> None:
    sheet.add_all(sheet.graph, (
        (RDF.type, CAN.Source), (CAN.path, document.source), (CAN.sha256, document.sha256),
        (CAN.status, status_of(document)), (CAN.rulesVersion, rules_version),
        (CAN.document, ox.NamedNode(document.id)),
        (DCTERMS.source, ox.NamedNode(document.source_url) if document.source_url else None),
    ))  # fmt: skip
    sheet.add(ox.NamedNode(document.id), PROV.wasDerivedFrom, sheet.graph)


def _write_document(sheet: Sheet, document: Document, base: str) -> None:
    node, header = ox.NamedNode(document.id), document.header
    sheet.add(node, RDF.type, ELI.LegalResource, CAN.Plan if _is_plan(header) else None)
    sheet.add_all(node, (
        (ELI.id_local, header.number), (CAN.numberCertainty, header.number_certainty),
        (ELI.type_document, type_iri(base, header.type)),
        (ELI.date_document, date_literal(header.date) if header.date else None),
        (DCTERMS.title, header.title), (CAN.capacity, header.capacity),
        (CAN.signer, header.signer), (CAN.signerPosition, header.signer_position),
        (CAN.level, header.level), (CAN.topic, header.topic), (CAN.period, header.period),
    ))  # fmt: skip
    if header.type:
        _write_type(sheet, base, header.type)
    if header.issuer and (body := body_of(base, document.id)):
        sheet.add(node, ELI.passed_by, body)
        sheet.add_all(node, ((CAN.assertedIssuer, header.issuer),))
    _write_places(sheet, document, base)


def _is_plan(header: Header) -> bool:
    return (header.type or "").startswith("Kế hoạch")


def type_iri(base: str, name: str | None) -> ox.NamedNode | None:
    """The concept of a document type: ``{base}type/quyet-dinh``."""
    return ox.NamedNode(f"{base}type/{slug(name)}") if name else None


def _write_type(sheet: Sheet, base: str, name: str) -> None:
    concept = type_iri(base, name)
    assert concept is not None
    sheet.add(concept, RDF.type, SKOS.Concept)
    sheet.add(concept, SKOS.prefLabel, ox.Literal(name, language="vi"))


def _write_places(sheet: Sheet, document: Document, base: str) -> None:
    """The unit that issued the document; the documents graph says what it is called and lies in."""
    if segments := place_segments(base, document.id):
        sheet.add(ox.NamedNode(document.id), ELI.jurisdiction, ox.NamedNode(place_path(base, segments)))


def _write_agencies(sheet: Sheet, document: Document, base: str) -> None:
    plan = ox.NamedNode(document.id)
    node = agency_nodes(sheet, document, base)
    for agency in document.agencies:
        sheet.add(plan, _ROLES[agency.role], node(agency.name))
    for task in document.tasks:
        _write_task(sheet, document, task, base, node)


def _write_task(sheet: Sheet, document: Document, task: Task, base: str, agency: Callable[[str], ox.NamedNode]) -> None:
    node = ox.NamedNode(f"{base}task/{digest(document.source, task.start, task.end, task.section)}")
    deadline = task.deadline
    sheet.add_all(node, (
        (RDF.type, CAN.Task), (CAN.inPlan, ox.NamedNode(document.id)), (CAN.inSource, sheet.graph),
        (CAN.text, task.text), (CAN.section, task.section), (CAN.product, task.product),
        (CAN.deadline, deadline.text if deadline else None),
        (CAN.recurrence, deadline.recurrence if deadline else None),
        (CAN.earliest, date_literal(deadline.earliest) if deadline and deadline.earliest else None),
        (CAN.latest, date_literal(deadline.latest) if deadline and deadline.latest else None),
        (CAN.asked, task.asked or None), (OA.start, task.start), (OA.end, task.end),
    ))  # fmt: skip
    sheet.add(node, CAN.due, *(date_literal(month) for month in (deadline.months if deadline else ())))
    sheet.add(node, CAN.leadAgency, *map(agency, task.lead))
    sheet.add(node, CAN.supportAgency, *map(agency, task.support))
    sheet.add(node, CAN.leadNames, _labels(document, task.lead))
    sheet.add(node, CAN.supportNames, _labels(document, task.support))
    cited = (citation_iri(base, document.source, document.citations[i]) for i in task.citations)
    sheet.add(node, CAN.taskCitation, *cited)


def _labels(document: Document, names: Iterable[str]) -> str:
    """What the bodies that a task names are called, as answers list them."""
    labels = {body.name: body.label for body in document.bodies}
    return "; ".join(sorted({labels.get(name, name) for name in names}))


def _write_findings(sheet: Sheet, document: Document, base: str) -> None:
    for finding in document.findings:
        node = ox.NamedNode(f"{base}finding/{digest(document.source, finding.code, finding.start, finding.message)}")
        sheet.add_all(node, (
            (RDF.type, CAN.Finding), (CAN.inSource, sheet.graph), (CAN.code, finding.code),
            (CAN.message, finding.message), (OA.start, finding.start), (OA.end, finding.end),
        ))  # fmt: skip
