"""A page to write SPARQL on: the named queries as examples, the graph's terms to complete, answers to take away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from kg.config import Lang
from kg.errors import UsageError
from kg.graph.ontology import legal
from kg.graph.queries import Answer, fill, named
from kg.graph.results import GRAPH_FORMATS, ROW_FORMATS, Triples, wrap
from kg.graph.scope import scope_of
from kg.graph.store import Store
from kg.graph.vocabulary import NAMESPACES
from kg.views.answers import answer_of
from kg.views.charts import bars
from kg.views.words import word
from kg.web.answers import Wanted, answer, answered, asked, call
from kg.web.drawn import graph_of
from kg.web.operation import Operation, operation_of
from kg.web.pages import SHOWN, cut, language, page
from kg.web.refused import RefusedError
from kg.web.rows import is_thing
from kg.web.spool import Given

_SAMPLE = "SELECT ?type (COUNT(?thing) AS ?things) WHERE {\n  ?thing a ?type\n} GROUP BY ?type ORDER BY DESC(?things)"
_ROWS = {"JSON": "application/sparql-results+json", "XML": "application/sparql-results+xml", "CSV": "text/csv",
         "TSV": "text/tab-separated-values"}  # fmt: skip
_STATEMENTS = {"Turtle": "text/turtle", "N-Triples": "application/n-triples", "JSON-LD": "application/ld+json",
               "RDF/XML": "application/rdf+xml"}  # fmt: skip
_LONGEST = 6000  # characters of a query in an address; the editor's script knows the same number
_BARS = 30  # rows that a chart shows


async def editor(request: Request) -> Response:
    """The editor; with a query, its answer as table and chart, or in the media type that ``format`` names."""
    example = named().get(request.query_params.get("example", ""))
    if request.method == "GET" and not request.query_params.get("query"):
        return await _shown(request, 200, text=fill(example.text, {}) if example else _SAMPLE)
    if (operation := await operation_of(request)) is None:
        return await _shown(request, 200, text=_SAMPLE)
    text, form = operation.text, request.query_params.get("format")
    if form in {*ROW_FORMATS, *GRAPH_FORMATS}:
        return await answered(request, taken, Taken(operation, form), "Accept, Cookie")
    try:
        if request.query_params.get("view") == "graph" and (drawing := await _drawing(request, operation)):
            return drawing
        found = await call(request, tabulate, operation, language(request))
    except (UsageError, RefusedError) as error:
        return await _shown(request, getattr(error, "status", 400), text=text, problem=str(error))
    return await _shown(
        request, 200, text=text, answer=found.answer, formats=_STATEMENTS if found.statements else _ROWS,
        chart=found.chart, statements=found.statements, links=found.links, long=found.long,
        undrawn=request.query_params.get("view") == "graph",
    )  # fmt: skip


async def _drawing(request: Request, operation: Operation) -> Response | None:
    """The answer as a graph, on a page that may be framed by this server's own; None where it connects nothing."""
    base = request.app.state.settings.base
    drawing = await call(request, graph_of, operation, language(request), base)
    policy = (
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; "
        "base-uri 'none'; frame-ancestors 'self'"
    )
    headers = {"Content-Security-Policy": policy, "Vary": "Accept, Cookie"}
    return HTMLResponse(drawing, headers=headers) if drawing else None


def connects(rows: Sequence[Sequence[object]], *, statements: bool) -> bool:
    """Whether a row names two things, so that there is something to draw.

    >>> connects([("http://x/a", "http://x/b"), ("http://x/a", None)], statements=False)
    True
    """
    sides = ((row[0], row[2]) if statements else row for row in rows)
    return any(sum(is_thing(cell) for cell in side) > 1 for side in sides)


async def _shown(request: Request, status: int, **values: object) -> Response:
    return await page(request, "editor.html", status, queries=list(named().values()), **values)


@dataclass(frozen=True, slots=True)
class Taken:
    """A query whose answer is taken away, and the media type that was chosen on the page."""

    operation: Operation
    form: str

    @property
    def text(self) -> str:
        """What is asked."""
        return self.operation.text


def taken(store: Store, subject: Taken, wanted: Wanted) -> Given:
    """The answer to a query in a media type that was chosen on the page."""
    return answer(store, subject.operation, wanted._replace(accept=subject.form))


_TRIPLE = ("thing", "predicate", "object")


@dataclass(frozen=True, slots=True)
class Tabulated:
    """An answer on a page: whether its rows are statements, its chart, whether there is something to draw, and whether
    its query is too long for an address.
    """

    answer: Answer
    statements: bool
    chart: str | None
    links: bool
    long: bool


def tabulate(store: Store, operation: Operation, lang: Lang) -> Tabulated:
    """A query's rows for a page, over the graphs that it chooses; the statements of a CONSTRUCT as rows of three."""
    found = answer_of(store, wrap(asked(store, operation)), SHOWN + 1)
    if statements := isinstance(found, Triples):
        rows = tuple(tuple(str(term) for term in triple) for triple in islice(found, SHOWN + 1))
        found = Answer(_TRIPLE, rows, scope_of(store))
    found = cut(found)
    chart = None if statements else _chart(found.columns, found.rows, word("page.chart", lang))
    links = connects(found.rows, statements=statements)
    return Tabulated(found, statements, chart, links, len(quote(operation.text)) > _LONGEST)


def _chart(columns: Sequence[str], rows: Sequence[Sequence[object]], title: str) -> str | None:
    """Bars, where an answer has a name of its own for each row and one kind of whole number."""
    numbers = [at for at in range(len(columns)) if rows and all(_is_count(row[at]) for row in rows)]
    if len(numbers) != 1 or len(columns) < 2:
        return None
    names = [at for at in range(len(columns)) if at != numbers[0]]
    shown = rows[:_BARS]
    values = {", ".join(_short(row[at]) for at in names): int(str(row[numbers[0]])) for row in shown}
    return bars(values, title) if len(values) == len(shown) else None  # two rows of one name are no chart


def _short(value: object) -> str:
    """A value as a chart has room for it; an IRI without what all of its kind have."""
    return "" if value is None else str(value).rsplit("/eli/vn/", 1)[-1].rsplit("#", 1)[-1]


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


async def terms(request: Request) -> Response:
    """The prefixes, and the terms that the graph uses, each with its label: what the editor completes."""
    lang = language(request)
    labels = {
        getattr(triple.subject, "value", ""): getattr(triple.object, "value", "")
        for triple in legal()
        if triple.predicate.value.endswith("#label") and getattr(triple.object, "language", None) == lang
    }
    known = [
        {"name": f"{space.prefix}:{name}", "label": labels.get(node.value, "")}
        for space in NAMESPACES
        for name, node in space.terms.items()
    ]
    return JSONResponse({"prefixes": {space.prefix: space.iri for space in NAMESPACES}, "terms": known})
