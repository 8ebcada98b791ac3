"""The first page, and search: as a page, and as suggestions while somebody types."""

from __future__ import annotations

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.analysis.contents import contents
from kg.analysis.search import Hit, search
from kg.config import Settings
from kg.graph.queries import NamedQuery, named
from kg.views.labels import unit_label
from kg.web.answers import call
from kg.web.pages import language, page
from kg.web.rows import local

_SUGGESTED, _FOUND = 6, 50


async def home(request: Request) -> Response:
    """What can be asked, what the graph holds, what is new, and what needs a look."""
    settings: Settings = request.app.state.settings
    seen = await call(request, contents, settings.base)
    return await page(request, "home.html", queries=list(named().values()), questions=_by_subject(), seen=seen)


def _by_subject() -> dict[str, list[NamedQuery]]:
    """The questions by what they ask about, which is what their first parameter names."""
    found: dict[str, list[NamedQuery]] = {"document": [], "place": [], "all": []}
    for query in named().values():
        kind = query.parameters[0].kind if query.parameters else ""
        found[_SUBJECTS.get(kind, "all")].append(query)
    return found


_SUBJECTS = {"document": "document", "place": "place", "plan": "place"}


async def found(request: Request) -> Response:
    """Everything that is called as somebody typed, by kind."""
    typed = request.query_params.get("q", "").strip()
    hits = await call(request, search, typed, _FOUND) if typed else {}
    return await page(
        request,
        "found.html",
        typed=typed,
        hits=hits,
        address=lambda hit: _address(request, hit),
        label_of=lambda hit: _label(request, hit),
    )


async def suggest(request: Request) -> Response:
    """The best of each kind, as JSON: a list of ``label``, ``detail``, ``kind`` and ``address``."""
    typed = request.query_params.get("q", "").strip()
    hits = await call(request, search, typed, _SUGGESTED) if typed else {}
    return JSONResponse([
        {"label": _label(request, hit), "detail": hit.detail, "kind": hit.kind, "address": _address(request, hit)}
        for group in hits.values() for hit in group
    ])  # fmt: skip


def _label(request: Request, hit: Hit) -> str:
    return unit_label(hit.unit, language(request)) if hit.unit else hit.label


def _address(request: Request, hit: Hit) -> str:
    """Where a hit leads; a body that many provinces have, to its tasks."""
    if hit.kind == "agency":
        return f"/query/responsible-agencies?{urlencode({'agency': hit.iri})}"
    return local(hit.iri, request.app.state.settings.base) or "/"
