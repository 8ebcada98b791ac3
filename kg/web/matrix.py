"""The matrix of provinces and documents, filtered and sorted, and what stands behind a cell of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from kg.analysis.matrix import Asked, cell_sources, matrix
from kg.errors import UsageError
from kg.tables import document_types, slug, topics
from kg.tables.levels import levels
from kg.tables.regions import regions
from kg.views.labels import relation_labels
from kg.web.answers import call
from kg.web.pages import language, local, page
from kg.web.refused import RefusedError

_DOCUMENTS = "100"


async def matrix_page(request: Request) -> Response:
    """The home of "which provinces cite which documents"."""
    typed = {name: request.query_params.get(name, "").strip() for name in ("level", "topic", "year", "limit")}
    now = request.query_params.get("as") == "now"
    given = {name: request.query_params.get(name, "") for name in ("type", "relation", "region", "by")}
    asked = Asked(
        {**typed, "limit": typed["limit"] or _DOCUMENTS, "as_of": date.today().isoformat() if now else ""},
        given["type"], given["relation"], given["region"], given["by"],
    )  # fmt: skip
    lang = language(request)
    try:
        found = await call(request, matrix, asked)
    except UsageError as error:
        return page(request, "matrix.html", 400, problem=str(error), asked=typed | given, now=now, **_choices(request))
    shown = relation_labels(lang)
    types = {kind: _type(kind, lang) for kind in found.types}
    return page(
        request, "matrix.html", found=found, asked=typed | given, now=now, types=types,
        relations={relation: shown.get(relation, relation) for relation in found.relations}, **_choices(request),
    )  # fmt: skip


async def cell(request: Request) -> Response:
    """The quotes by which a province's plans cite a document."""
    place, document = (request.query_params.get(name, "").strip() for name in ("place", "document"))
    if not place or not document:
        raise RefusedError(400, "A cell is asked for with place=… and document=… (its IRI).")
    if not local(document, request.app.state.settings.base):
        raise RefusedError(400, "A cell's document is the IRI of one in this graph.")
    now = request.query_params.get("as") == "now"
    day = {"as_of": date.today().isoformat()} if now else {}
    found = await call(request, cell_sources, place, document, day)
    return page(request, "cell.html", place=place, document=document, sources=found)


def _choices(request: Request) -> dict[str, Any]:
    vietnamese, now = language(request) == "vi", request.query_params.get("as") == "now"
    units = "after" if now else "before"
    return {
        "levels": {one.id: one.label_vi if vietnamese else one.label_en for one in levels()},
        "topics": {one.id: one.label_vi if vietnamese else one.label_en for one in topics()},
        "regions": {one.name: one.name if vietnamese else one.name_en for one in regions() if one.set == units},
    }


def _type(kind: str, lang: str) -> str:
    """The label of a type by the slug that IRIs have, ``qd`` or ``qd-qppl``."""
    series = " (QPPL)" if kind.endswith("-qppl") else ""
    bare = kind.removesuffix("-qppl")
    for one in document_types():
        if bare in (slug(one.abbreviation or ""), slug(one.name)):
            return (one.name if lang == "vi" else one.name_en) + series
    return kind
