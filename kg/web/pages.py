"""The named queries with their parameters, as pages; and what every page is made with."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, select_autoescape
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kg.analysis.report import make_report
from kg.config import Lang, Settings
from kg.errors import UsageError
from kg.graph.queries import Answer, Cell, ask, named
from kg.graph.store import Store
from kg.views.answers import answer_csv, answer_json
from kg.views.cells import flat
from kg.views.export import state_digest
from kg.views.labels import day, shown
from kg.views.paper import paper
from kg.views.words import section, word, word_or
from kg.views.workbook import workbook
from kg.web.answers import Wanted, call, given, response
from kg.web.choices import EXAMPLES, choices
from kg.web.refused import RefusedError
from kg.web.rows import laid_out, local
from kg.web.spool import Given, Spool

_OFFICE = "application/vnd.openxmlformats-officedocument"
_FILES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "docx": f"{_OFFICE}.wordprocessingml.document",
}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
SHOWN = 1000  # rows that a page shows; the downloads hold all
_CELLS = 50_000  # and cells, where rows are long
_LONGEST = 2000  # characters of a cell
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
    typed = {p.name: v.strip() for p in query.parameters if (v := request.query_params.get(p.name, "")).strip()}
    complete = all(p.name in typed for p in query.parameters if p.required)
    asked = "ask" in request.query_params or bool(typed) or not query.parameters
    if not (asked and complete):
        return await _form(request, query, typed)
    form = request.query_params.get("format")
    try:
        if form in _FILES:
            return await _file(request, Asked(name, typed, form, language(request)))
        answer = await call(request, shown_answer, name, typed)
    except UsageError as error:
        return await _form(request, query, typed, 400, problem=str(error))
    return await _form(request, query, typed, answer=answer)


async def _form(
    request: Request, query: Any, given: Mapping[str, str], status: int = 200, **values: object
) -> Response:
    offered = choices(language(request))
    return await page(
        request, "question.html", status, query=query, given=given, choices=offered, examples=EXAMPLES, **values
    )  # fmt: skip


class Asked(NamedTuple):
    """A named query with what was typed, and the file that its answer is wanted as."""

    name: str
    typed: Mapping[str, str]
    form: str
    lang: Lang


async def _file(request: Request, asked: Asked) -> Response:
    named_file = {"Content-Disposition": f'attachment; filename="{asked.name}.{asked.form}"'}
    return response(await given(request, taken_away, asked), {} if asked.form == "json" else named_file)


def taken_away(store: Store, asked: Asked, wanted: Wanted) -> Given:
    """An answer as a file, with its sources as a workbook or a document; RefusedError for more rows than may be."""
    spool = Spool(wanted.path, wanted.size)
    if asked.form in ("xlsx", "docx"):
        report = make_report(store, asked.name, asked.typed)
        _check_rows(report.answer, wanted.rows)
        spool.write((workbook if asked.form == "xlsx" else paper)(report, state_digest(store), asked.lang))
    else:
        answer = ask(store, asked.name, asked.typed)
        _check_rows(answer, wanted.rows)
        spool.write((answer_csv(answer) if asked.form == "csv" else answer_json(answer, asked.lang)).encode())
    return Given(_FILES[asked.form], spool.content())


def _check_rows(answer: Answer, most: int) -> None:
    if len(answer.rows) > most:
        raise RefusedError(503, f"The answer has more than {most} rows; ask for less, with more parameters.")


def shown_answer(store: Store, name: str, typed: Mapping[str, str]) -> Answer:
    """The answer to a named query, as much of it as a page shows."""
    return cut(ask(store, name, typed))


def cut(answer: Answer) -> Answer:
    """The rows that a page shows, and one more where there are others; texts as long as a page has room for them.

    >>> cut(Answer(("x",), (("a" * 5000,),), {})).rows[0][0][-3:]
    'aa…'
    """
    rows = tuple(tuple(_cut(cell) for cell in row) for row in answer.rows[: _room_for(answer.columns) + 1])
    return replace(answer, rows=rows)


def _room_for(columns: Sequence[str]) -> int:
    """How many rows of so many columns a page shows."""
    return max(1, min(SHOWN, _CELLS // max(1, len(columns))))


def _cut(cell: Cell) -> Cell:
    if isinstance(cell, tuple):
        return tuple(f"{one[:_LONGEST]}…" if len(one) > _LONGEST else one for one in cell)
    return f"{cell[:_LONGEST]}…" if isinstance(cell, str) and len(cell) > _LONGEST else cell


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
    said = {part.strip() for part in request.headers.get("cookie", "").split(";")}
    if "lang=vi" in said:  # Python's own reader takes minutes for a long cookie of backslashes
        return "vi"
    return "en" if "lang=en" in said else settings.lang or "vi"


async def page(request: Request, template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Fill a template with *values* and what every page needs; others are answered meanwhile."""
    return await run_in_threadpool(_filled, request, template, status, values)


def _filled(request: Request, template: str, status: int, values: Mapping[str, Any]) -> HTMLResponse:
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
        "room_for": _room_for,
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
    return HTMLResponse(_pages.get_template(template).render({**common, **values}), status, {"Vary": "Accept, Cookie"})
