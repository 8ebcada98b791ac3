"""The page of a thing that the graph knows: what it is, and for a document who cites it, where, when and as what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.analysis.bodies import Body, body_of
from kg.analysis.dossier import Dossier, dossier
from kg.analysis.places import Place, place_of
from kg.analysis.plan import Plan, plan_of
from kg.config import Lang, Settings
from kg.errors import InputError
from kg.graph.dataset import query_graphs
from kg.graph.results import GRAPH_FORMATS
from kg.graph.store import Store
from kg.pipeline import read_and_extract
from kg.resolve.rulings import read_rulings, ruled
from kg.tables import Province, provinces_at
from kg.tables.provinces import UnitSet
from kg.tables.regions import regions
from kg.views.annotate import annotated_page
from kg.views.charts import Box, Step, bars, chain
from kg.views.labels import relation_labels, unit_label
from kg.views.tiles import Tile, tile_map
from kg.views.words import word
from kg.web.accept import choose
from kg.web.answers import Wanted, answered, call, written
from kg.web.facts import Resource, describe
from kg.web.pages import language, page
from kg.web.refused import RefusedError
from kg.web.rows import PATH, local
from kg.web.spool import Given

_STEPS = 30  # of a chain, that a picture shows
_BEFORE = "2025-06-30"


_ABOUT = """
CONSTRUCT { $iri ?p ?o . ?s ?q $iri }
WHERE { { $iri ?p ?o } UNION { SELECT ?s ?q { ?s ?q $iri } LIMIT 1000 } }
"""


async def resource(request: Request) -> Response:
    """What is known of the thing whose IRI ends with the path, and who cites it: a page or RDF, as the client likes."""
    path = request.scope.get("raw_path", b"").decode("ascii", "replace").split("?")[0].lstrip("/")
    missing = RefusedError(404, word("page.not_found", language(request), path=request.url.path))
    if not PATH.fullmatch(path):
        raise missing
    iri = request.app.state.settings.base + path
    form = request.query_params.get("format")
    liked = choose(form or request.headers.get("accept"), ["text/html", *GRAPH_FORMATS])
    if liked is None:
        raise RefusedError(406, f"A resource comes as text/html, {', '.join(GRAPH_FORMATS)}.")
    if liked != "text/html":
        return await answered(request, statements, (iri, form), "Accept, Cookie")
    lang, now = language(request), request.query_params.get("as") == "now"
    seen = await call(request, known, iri, lang, date.today().isoformat() if now else None)
    if not (seen.facts.facts or seen.facts.cited_by):
        raise missing
    base = request.app.state.settings.base
    unit = seen.place.unit if seen.place else None
    pictures = _pictures(seen.document, iri, base, lang, now=now) if seen.document else {}
    return await page(
        request, "resource.html", iri=iri, found=seen.facts, about=seen.document, plan=seen.plan, place=seen.place,
        body=seen.body, now=now, title=unit_label(unit, lang) if unit else None,
        unit=lambda one: unit_label(one, lang),
        has_text=lambda key: Path(key).is_file(), **pictures,
    )  # fmt: skip


def statements(store: Store, subject: tuple[str, str | None], wanted: Wanted) -> Given:
    """What the graph says of a thing, in RDF; a media type beside its IRI counts before what the client accepts."""
    iri, form = subject
    wanted = wanted._replace(accept=form or wanted.accept)
    if not store.query(f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }} }}"):
        raise RefusedError(404, f"Nothing is known of <{iri}>.")
    return written(query_graphs(store, _ABOUT.replace("$iri", f"<{iri}>"), iri, union=True), wanted)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a thing; more of a document, of one that was read, of a place and of a body."""

    facts: Resource
    document: Dossier | None
    plan: Plan | None
    place: Place | None
    body: Body | None


def known(store: Store, iri: str, lang: Lang, today: str | None) -> Known:
    """All that is known of a thing."""
    more = dossier(store, iri, today), plan_of(store, iri), place_of(store, iri), body_of(store, iri)
    return Known(describe(store, iri, lang), *more)


async def source(request: Request) -> Response:
    """The text of a source with all marks, if its file can be opened by its name and is unchanged."""
    key = request.path_params["key"]
    settings = request.app.state.settings
    page_text = await call(request, marked_text, key, settings, language(request))
    if page_text is None:
        raise RefusedError(404, word("page.no_text", language(request), path=key))
    policy = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'"
    return HTMLResponse(page_text, headers={"Content-Security-Policy": policy, "Vary": "Cookie"})


def marked_text(store: Store, key: str, settings: Settings, lang: Lang) -> str | None:
    """The annotated page of a source of the graph; None where there is no such source, or its file is another now.

    Only files that the graph names, with the content that it names, are ever opened. RefusedError (404) for one that
    cannot be read any more, as where it is larger than it may be now.
    """
    base = settings.base
    facts = store.sources(base).get(key)
    try:
        if not facts or sha256(Path(key).read_bytes()).hexdigest() != facts.get("sha256"):
            return None
        source, document = read_and_extract(key, base=base, max_mb=settings.max_file_mb)
    except OSError:
        return None
    except InputError as error:
        raise RefusedError(404, str(error)) from None
    document = ruled(document, read_rulings(Path(settings.rulings)), base)
    return annotated_page(source, document, lang, local(document.id, base))


def _pictures(about: Dossier, iri: str, base: str, lang: Lang, *, now: bool) -> dict[str, Any]:
    units: UnitSet = "after" if now else "before"
    named = {unit.name: unit for unit in provinces_at(None if now else _BEFORE)}
    by_region: Counter[str] = Counter()
    for name, count in about.plans.items():
        by_region[_region(named.get(name), units, lang) or name] += count
    return {
        "map": tile_map(_tiles(about, named), units, word("page.map", lang), lang),
        "by_region": bars(dict(by_region.most_common()), word("page.by_region", lang)),
        "by_year": bars(about.years, word("page.by_year", lang)),
        "chain": _chain(about, iri, base, lang) if about.changes else None,
        "steps_left": max(0, len(about.changes) - _STEPS),
    }


def _tiles(about: Dossier, named: Mapping[str, Province]) -> dict[str, Tile]:
    return {
        unit.slug: Tile(about.readings.get(name, "whole"), about.plans.get(name, 0), f"/place/{unit.slug}")
        for name, unit in named.items()
        if name in about.readings or name in about.plans
    }


def _region(unit: Province | None, units: UnitSet, lang: Lang) -> str | None:
    found = next((region for region in regions() if unit and (region.set, region.name) == (units, unit.region)), None)
    if found is None:
        return None
    return found.name if lang == "vi" else found.name_en


def _chain(about: Dossier, iri: str, base: str, lang: Lang) -> str:
    relations, shown = relation_labels(lang), about.changes[:_STEPS]
    steps = [Step(change.actor, relations.get(change.relation, change.relation), change.acted_on) for change in shown]
    labels = {change.actor: change.actor_label for change in shown}
    labels |= {change.acted_on: change.acted_on_label for change in shown}
    boxes = {iri: Box(iri)} | {one: Box(label, local(one, base)) for one, label in labels.items()}
    return chain(steps, iri, boxes, word("page.chain", lang))
