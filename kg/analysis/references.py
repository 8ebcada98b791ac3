"""How to cite a document in full, as Decree 30/2020/NĐ-CP (annex I) has it: type, number, date, issuer, subject.

A law, a code or an ordinance goes by its name, here with its year, as there is more than one of most names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.analysis.sparql import PREFIXES
from kg.graph.parameters import understand
from kg.graph.store import Store
from kg.graph.terms import Value
from kg.tables import document_types, fold

_FACTS = """
SELECT ?id ?type ?number ?date ?issuer ?title WHERE {{
  ?facts a can:Documents .
  GRAPH ?facts {{
    VALUES ?id {{ {ids} }}
    ?id rdfs:label ?label .
    OPTIONAL {{ ?id eli:type_document ?concept . ?concept skos:prefLabel ?type }}
    OPTIONAL {{ ?id eli:id_local ?number }} OPTIONAL {{ ?id eli:date_document ?date }}
    OPTIONAL {{ ?id dcterms:title ?title }}
    OPTIONAL {{ ?id eli:passed_by ?body . ?body skos:prefLabel ?issuer }}
  }}
}} ORDER BY ?id ?issuer"""
_BY_NAME = ("Hiến pháp", "Bộ luật", "Luật", "Pháp lệnh")
_VERBS = re.compile(
    r"(?:ban hành|phê duyệt|quy định|sửa đổi|bãi bỏ|thay thế|hướng dẫn|công bố|về|thành lập|kiện toàn|bổ sung|"
    r"điều chỉnh|giao|phân công|triển khai|thực hiện|tổ chức thực hiện|tăng cường|đẩy mạnh|thông qua)\b",
    re.IGNORECASE,
)


def references(store: Store, typed: str) -> tuple[str, ...]:
    """A full reference, with the IRI, to each document that *typed* ("468/QĐ-TTg", a name) may mean."""
    iris = [term.strip("<>") for term in understand(store, "document", typed).terms]
    return tuple(f"{reference} <{iri}>" for iri, reference in sorted(full_references(store, iris).items()))


def full_references(store: Store, documents: Iterable[str]) -> dict[str, str]:
    """The full reference to each of some documents, by IRI; what the graph does not have is left out."""
    ids = " ".join(f"<{iri}>" for iri in sorted(set(documents)))
    rows = store.select(PREFIXES + _FACTS.format(ids=ids)) if ids else []
    first = {str(row["id"]): row for row in reversed(rows)}
    return {iri: _reference(row) for iri, row in first.items()}


def _reference(row: dict[str, Value]) -> str:
    kind, title = str(row["type"] or ""), str(row["title"] or "")
    if kind in _BY_NAME and title:
        name = title if fold(title).startswith(fold(kind)) else f"{kind} {title}"
        return f"{name} năm {str(row['date'])[:4]}" if row["date"] else name
    number = row["number"] and (f"số {row['number']}" if any(map(str.isdigit, str(row["number"]))) else row["number"])
    parts = [kind, number, _day(row["date"]), row["issuer"] and f"của {row['issuer']}", _subject(title)]
    return " ".join(str(part) for part in parts if part)


def _subject(title: str) -> str:
    """A subject as it goes on after the issuer.

    >>> _subject("Quy định chi tiết một số điều"), _subject("Truyền thông năm 2024"), _subject("Đề án đổi mới")
    ('quy định chi tiết một số điều', 'về truyền thông năm 2024', 'về Đề án đổi mới')
    """
    if _VERBS.match(title):
        return title[0].lower() + title[1:]
    words = title.split()
    if not words:
        return ""
    kinds = {kind.name for kind in document_types()}
    is_name = any(title.startswith(f"{kind} ") for kind in kinds) or any(map(str.isupper, words[0][1:]))
    return f"về {title if is_name else title[0].lower() + title[1:]}"


def _day(iso: Value) -> str | None:
    """A date as Decree 30/2020/NĐ-CP has it printed: ``ngày 05 tháng 02 năm 2021``, ``năm 2021``.

    >>> _day("2021-10-05"), _day("2021-02"), _day("2021"), _day(None)
    ('ngày 05 tháng 10 năm 2021', 'tháng 02 năm 2021', 'năm 2021', None)
    """
    pieces = str(iso).split("-") if iso else []
    if not pieces:
        return None
    year, *rest = pieces
    month = f"tháng {rest[0] if int(rest[0]) <= _PADDED else int(rest[0])} " if rest else ""
    return f"{f'ngày {rest[1]} ' if rest[1:] else ''}{month}năm {year}"


_PADDED = 2  # "tháng 01", "tháng 02", then "tháng 3": annex I, section II.4
