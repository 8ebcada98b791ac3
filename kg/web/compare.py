"""Two places or plans side by side."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from kg.analysis.comparison import compare
from kg.errors import UsageError
from kg.web.answers import call
from kg.web.pages import page


async def compare_page(request: Request) -> Response:
    """The form and, once both are named, what both cite and what only one does."""
    here, there = (request.query_params.get(name, "").strip() for name in ("a", "b"))
    now = request.query_params.get("as") == "now"
    if not (here and there):
        return await page(request, "compare.html", a=here, b=there, now=now)
    try:
        found = await call(request, compare, here, there, date.today().isoformat() if now else None)
    except UsageError as error:
        return await page(request, "compare.html", 400, a=here, b=there, now=now, problem=str(error))
    return await page(request, "compare.html", a=here, b=there, now=now, found=found)
