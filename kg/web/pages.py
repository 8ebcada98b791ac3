"""The named queries with their parameters, as pages; and what every page is made with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kg.analysis.report import make_report
from kg.config import Lang, Settings
from kg.errors import UsageError
from kg.graph.queries import Answer, ask, named
from kg.graph.store import Store
from kg.views.answers import answer_csv, answer_json
from kg.views.cells import flat
from kg.views.export import state_digest
from kg.views.labels import day, shown
from kg.views.paper import paper
from kg.views.words import section, word, word_or
from kg.views.workbook import workbook
from kg.web.answers import call
from kg.web.choices import EXAMPLES, choices
from kg.web.refused import RefusedError
from kg.web.rows import laid_out, local

_OFFICE = "application/vnd.openxmlformats-officedocument"
_FILES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "docx": f"{_OFFICE}.wordprocessingml.document",
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
SHOWN = 1000  # rows that a page shows; the downloads hold all
_pages = Environment(
    loader=PackageLoader("kg.web"),
    autoescape=select_autoescape(default=True),
    trim_blocks=True,
    lstrip_blocks=True,
)


async def question(request: Request) -> Response:
    """A named query: its form and, once its parameters are there, its answer as table, JSON or CSV."""
    name = request.path_params["name"]
    query = named().get(name)
    if query is None:
        raise RefusedError(404, f"There is no question {name}.")
    given = {p.name: v.strip() for p in query.parameters if (v := request.query_params.get(p.name, "")).strip()}
    complete = all(p.name in given for p in query.parameters if p.required)
    asked = "ask" in request.query_params or bool(given) or not query.parameters
    if not (asked and complete):
        return _form(request, query, given)
    form = request.query_params.get("format")
    try:
        if form in ("xlsx", "docx"):
            return _file(name, form, await call(request, reported, name, given, form, language(request)))
        answer = await call(request, ask, name, given)
    except UsageError as error:
        return _form(request, query, given, 400, problem=str(error))
    return _answer(request, query, given, answer)


def _form(request: Request, query: Any, given: Mapping[str, str], status: int = 200, **values: object) -> Response:
    offered = choices(language(request))
    return page(
        request, "question.html", status, query=query, given=given, choices=offered, examples=EXAMPLES, **values
    )  # fmt: skip


def reported(store: Store, name: str, given: Mapping[str, str], form: str, lang: Lang) -> bytes:
    """An answer with its sources, as a workbook or a document."""
    report, digest = make_report(store, name, given), state_digest(store)
    return (workbook if form == "xlsx" else paper)(report, digest, lang)


def _file(name: str, form: str, data: bytes) -> Response:
    named_file = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(data, media_type=_FILES[form], headers=named_file)


def _answer(request: Request, query: Any, given: Mapping[str, str], answer: Answer) -> Response:
    lang = language(request)
    match request.query_params.get("format"):
        case "json":
            return Response(answer_json(answer, lang), media_type="application/json")
        case "csv":
            return _file(query.name, "csv", answer_csv(answer).encode())
        case _:
            return _form(request, query, given, answer=answer)


async def switch(request: Request) -> Response:
    """Remember the language and go back to the page."""
    lang = "en" if request.path_params["lang"] == "en" else "vi"
    back = request.query_params.get("back", "/")
    response = RedirectResponse(back if re.fullmatch(r"/(?!/)[^\\\s]*", back) else "/", 303)
    response.set_cookie("lang", lang, max_age=365 * 86400, samesite="lax", httponly=True)
    return response


def language(request: Request) -> Lang:
    """The language of a page: what the reader chose, else the setting, else Vietnamese."""
    settings: Settings = request.app.state.settings
    match request.cookies.get("lang"):
        case "vi":
            return "vi"
        case "en":
            return "en"
        case _:
            return settings.lang or "vi"


def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Fill a template with *values* and what every page needs."""
    lang = language(request)
    base = request.app.state.settings.base
    back = request.url.path + (f"?{request.url.query}" if request.url.query and request.method == "GET" else "")
    common = {
        "lang": lang,
        "other": "en" if lang == "vi" else "vi",
        "back": back,
        "words": section("page", lang),
        "word": lambda key, **texts: word(key, lang, **texts),
        "most": SHOWN,
        "path": request.url.path,
        "laid_out": lambda columns, rows: laid_out(columns, rows, lang, base),
        "grouped": lambda count: f"{count:,}".replace(",", "." if lang == "vi" else ","),
        "day": day,
        "why_open": lambda reason: _DAY.sub(lambda found: day(found[0]), word_or(f"reason.{reason}", lang, reason)),
        "shown": lambda column, value: flat(shown(column, value, lang)),
        "label": lambda name: word_or(f"column.{name}", lang, name),
        "local": lambda value: local(value, base),
        "endpoint": f"{request.base_url}sparql",
    }
    return HTMLResponse(_pages.get_template(template).render(common | values), status, {"Vary": "Accept, Cookie"})
