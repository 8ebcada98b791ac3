"""The page about every view names all that there is; its pictures are there, its commands and addresses work."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.routing import Match, Route

from docs.pictures import FOLDER, VIEWS, View, written
from kg.cli.drawing import Plot
from kg.config import Settings
from kg.web.app import create_app
from tests.web.served import served

PAGE = (FOLDER.parent / "views.md").read_text("utf-8")
ADDRESSES = [view for view in VIEWS if not view.command]
FOR_PROGRAMS = {
    "/suggest", "/sparql", "/sparql/", "/graphs", "/graphs/{path:path}", "/.well-known/void", "/health", "/terms",
    "/lang/{lang}", "/style.css", "/pages.js", "/editor.js",
}  # fmt: skip
MOST_BYTES = 3_000_000

pytestmark = pytest.mark.docs


@pytest.fixture(scope="module")
def client(store_folder: Path) -> Iterator[httpx.Client]:
    with served(store_folder) as server:
        yield server.client


def test_the_page_is_what_the_command_writes() -> None:
    assert written() == PAGE, "run: make pictures"


def test_every_page_of_the_server_is_on_it() -> None:
    routes = [route for route in create_app(Settings()).routes if isinstance(route, Route)]
    shown = {_route(routes, view.how.partition("?")[0]) for view in ADDRESSES}
    assert {route.path for route in routes} - FOR_PROGRAMS == shown


def _route(routes: list[Route], path: str) -> str:
    scope = {"type": "http", "method": "GET", "path": path}
    return next(route.path for route in routes if route.matches(scope)[0] is Match.FULL)


def test_every_kind_of_thing_has_its_page_on_it() -> None:
    assert {view.name for view in ADDRESSES} >= {"document", "plan", "place", "body"}


def test_every_command_that_draws_is_on_it() -> None:
    commands = {tuple(shlex.split(view.how)[1:3]) for view in VIEWS if view.command}
    assert {("plot", plot.value) for plot in Plot} <= commands
    assert {"view", "annotate", "site", "plot"} <= {first for first, _ in commands}


@pytest.mark.parametrize("view", ADDRESSES, ids=lambda view: view.name)
def test_each_address_is_a_page(client: httpx.Client, view: View) -> None:
    answer = client.get(view.how, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_each_picture_is_there_and_shows_something(view: View) -> None:
    image = pytest.importorskip("PIL.Image")
    with image.open(FOLDER / f"{view.name}.png") as picture:
        assert picture.format == "PNG"
        assert min(picture.size) >= 200
        assert len(picture.convert("RGB").getcolors(1 << 16)) > 12
    assert view.shows
    assert f"![{view.shows}](views/{view.name}.png)" in PAGE


def test_the_pictures_are_those_of_the_page_and_small() -> None:
    files = {file.name: file.stat().st_size for file in FOLDER.iterdir()}
    assert set(files) == set(re.findall(r"\(views/([^)]+)\)", PAGE))
    assert sum(files.values()) < MOST_BYTES
