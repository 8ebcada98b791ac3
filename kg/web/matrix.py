"""The matrix of provinces and documents, filtered and sorted, and what stands behind a cell of it."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from kg.analysis.matrix import Asked, cell_of, matrix
from kg.errors import UsageError
from kg.tables import document_types, slug
from kg.views.labels import relation_labels, unit_label
from kg.web.answers import call
from kg.web.choices import choices, region_choices
from kg.web.pages import language, page
from kg.web.refused import RefusedError
from kg.web.rows import local, short

_DOCUMENTS = "100"


async def matrix_page(request: Request) -> Response:
    """The home of "which provinces cite which documents"."""
    lang, today = language(request), date.today().isoformat()
    typed = {name: request.query_params.get(name, "").strip() for name in ("level", "topic", "year", "limit")}
    now = request.query_params.get("as") == "now"
    given = {name: request.query_params.get(name, "") for name in ("type", "relation", "region", "by")}
    asked = Asked(
        {**typed, "limit": typed["limit"] or _DOCUMENTS, "as_of": today if now else ""},
        given["type"], given["relation"], given["region"], given["by"],
    )  # fmt: skip
    narrowed = {"level": "provincial"} | {name: text for name, text in typed.items() if text and name != "limit"}
    narrowed |= {"as": "now"} if now else {}
    try:
        found = await call(request, matrix, asked)
    except UsageError as error:
        problem = str(error)
        return await page(
            request, "matrix.html", 400, problem=problem, asked=typed | given, now=now, **_choices(request)
        )
    shown = relation_labels(lang)
    types = {kind: _type(kind, lang) for kind in found.types}
    return await page(
        request, "matrix.html", found=found, asked=typed | given, now=now, types=types,
        relations={relation: shown.get(relation, relation) for relation in found.relations}, today=today,
        unit=lambda unit: unit_label(unit, lang), narrowed="".join(f"&{key}={quote(v)}" for key, v in narrowed.items()),
        **_choices(request),
    )  # fmt: skip


async def cell(request: Request) -> Response:
    """The quotes by which a province's plans cite a document."""
    place, document = (request.query_params.get(name, "").strip() for name in ("place", "document"))
    if not place or not document:
        raise RefusedError(400, "A cell is asked for with place=… and document=… (its IRI).")
    base = request.app.state.settings.base
    if not local(document, base):
        raise RefusedError(400, "A cell's document is the IRI of one in this graph.")
    given = {name: text for name in ("level", "topic", "year") if (text := request.query_params.get(name, "").strip())}
    if request.query_params.get("as") == "now":
        given["as_of"] = date.today().isoformat()
    seen = await call(request, cell_of, place, document, given)
    shown = unit_label(seen.unit, language(request)) if seen.unit else place
    return await page(
        request, "cell.html", place=shown, document=document, number=seen.number or short(document, base),
        sources=seen.sources,
    )  # fmt: skip


def _choices(request: Request) -> dict[str, Any]:
    lang, now = language(request), request.query_params.get("as") == "now"
    return {"choices": choices(lang) | {"region": region_choices("after" if now else "before", lang)}}


def _type(kind: str, lang: str) -> str:
    """The label of a type by the slug that IRIs have, ``qd`` or ``qd-qppl``."""
    series = " (QPPL)" if kind.endswith("-qppl") else ""
    bare = kind.removesuffix("-qppl")
    for one in document_types():
        if bare in (slug(one.abbreviation or ""), slug(one.name)):
            return (one.name if lang == "vi" else one.name_en) + series
    return kind
