"""What is true of a made document, in the format of the gold annotations (GUIDE.md), with a few keys more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from corpus.home import Home
from corpus.passages import Mention
from corpus.sheet import Sheet
from corpus.tasks import Task


def record(
    name: str, text: str, own: Home, title: str, signer: str, sheet: Sheet, agencies: Iterable[tuple[str, str]],
    rows: Iterable[Task],
) -> dict[str, Any]:  # fmt: skip
    """The annotation of one document.

    Beside gold's keys: ``id`` is its IRI, ``kind`` the kind of document; a citation's ``form``, ``series``, ``typo``
    and ``target`` (None where the text leaves open which document it is); ``passages`` are spans of forms, those that
    only look like citations too.
    """
    found: dict[str, Any] = {
        "doc": name,
        "id": own.iri,
        "kind": own.kind.name,
        "header": {
            "type": own.kind.type, "number": own.sign, "date": own.day, "issuer": own.issuer,
            "place": own.unit.name, "title": title, "signer": signer,
        },
        "citations": [_citation(mention, text) for mention in sheet.mentions],
        "passages": [{"form": form, "start": start, "end": end} for form, start, end in sheet.passages],
    }  # fmt: skip
    if own.kind.type == "Kế hoạch":
        found["agencies"] = [{"name": who, "role": role} for who, role in dict.fromkeys(agencies)]
        found["tasks"] = [
            {"row": r.row, "lead": list(r.lead), "support": list(r.support), "deadline": r.deadline} for r in rows
        ]
    return found


def _citation(mention: Mention, text: str) -> dict[str, Any]:
    return {
        "kind": mention.kind,
        "quote": text[mention.start : mention.end],
        "type": mention.type,
        "number": mention.number,
        "date": mention.day,
        "issuer": mention.issuer,
        "relation": mention.relation,
        "subject": mention.subject,
        "pinpoint": mention.pinpoint,
        "start": mention.start,
        "end": mention.end,
        "form": mention.form,
        "series": mention.cited.series,
        "typo": mention.typo,
        "target": mention.target,
        "resolution": "resolved" if mention.target else None,
    }
