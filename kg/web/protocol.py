"""The SPARQL 1.1 Protocol at ``/sparql``: queries, updates, and what the service says of itself."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.graph.dataset import update
from kg.graph.store import Store
from kg.web.accept import choose
from kg.web.answers import answer, answered
from kg.web.description import description
from kg.web.guard import check_update, with_using
from kg.web.operation import Operation, operation_of
from kg.web.refused import RefusedError
from kg.web.targets import targets
from kg.web.writing import authorise, protect, written

METHODS = ["GET", "HEAD", "POST", "OPTIONS"]


async def endpoint(request: Request) -> Response:
    """Answer a query, carry out an update, or describe the service; errors say what is wrong with a request."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": ", ".join(METHODS)})
    operation = await operation_of(request)
    if operation is None:
        return await _about(request)
    if not operation.update:
        return await answered(request, answer, operation)
    authorise(request)
    await written(request, change, operation, request.app.state.settings.base)
    return Response(status_code=204)


async def _about(request: Request) -> Response:
    """The description of the service; people get the page with the query box."""
    forms = ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json", "text/html"]
    if choose(request.headers.get("accept"), forms) == "text/html":
        return RedirectResponse("/query", 303, {"Vary": "Accept"})
    state = request.app.state
    address = str(request.url.replace(path="/sparql", query="", fragment=""))
    return await answered(request, description, (address, state.settings.base, state.token is not None))


async def void(request: Request) -> Response:
    """Where VoID is looked for (RFC 8615): the same description."""
    return RedirectResponse("/sparql", 303)


def change(store: Store, operation: Operation, own: str) -> None:
    """Carry an update out; RefusedError where it would fetch something, or change what ``kg build`` made."""
    text = operation.text
    check_update(text)
    if operation.default or operation.named:
        text = with_using(text, operation.default, operation.named)
    graphs, everything = targets(text, operation.base)
    protect(store, graphs, own)
    if everything and (kept := next((graph for graph in store.graphs() if graph.startswith(own)), None)):
        raise RefusedError(
            403, f"This update may change what kg build made, such as <{kept}>; name the graphs to change."
        )
    update(str(store.location), text, operation.base)
