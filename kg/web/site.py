"""The pages as files: what ``kg serve`` shows of a state, for a folder that any web server or a disk can hold.

Pages are asked for as a browser would, from the first one on along their links, and their links made relative. What
needs a server stays out: forms, the query page, rulings. The search box looks into an index of its own.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx
from lxml import html

from kg.config import Settings
from kg.graph.queries import named
from kg.tables import digest
from kg.web.app import create_app

_ADDRESS = "http://site"
_THINGS = "eli|place|body|agency|type|level|topic|region|scheme|event"
_KEPT = re.compile(rf"/(?:|matrix(?:\?.*)?|cell\?.*|query/[\w-]+\?ask=1|text/.+|(?:{_THINGS})/[^?]*(?:\?as=now)?)")
_DOCTYPE = b"<!DOCTYPE html>\n"
_TOGETHER = 8  # pages that are asked for at a time


def write_site(settings: Settings, folder: Path, wrote: Callable[[int], None]) -> int:
    """Write all pages of the store into *folder*, and tell after each how many there are; returns that number."""
    return asyncio.run(_write(settings, folder, wrote))


async def _write(settings: Settings, folder: Path, wrote: Callable[[int], None]) -> int:
    index: dict[str, str] = {}
    missing: set[str] = set()
    count = 0
    async with _client(settings) as client:
        waiting = [
            "/",
            *(f"/query/{name}?ask=1" for name, q in named().items() if not any(p.required for p in q.parameters)),
        ]
        known = set(waiting)
        async for address, answer in _answers(client, waiting):
            if answer.status_code == 404:
                missing.add(address)
                continue
            page: Any = html.document_fromstring(answer.text)  # its stubs know elements only
            page.make_links_absolute(_ADDRESS + address)
            page.rewrite_links(lambda link: link.removeprefix(_ADDRESS))
            new = [link for link in _links(page) if link not in known]
            waiting += new
            known.update(new)
            _make_static(page, file_of(address))
            _put(folder, file_of(address), _DOCTYPE + html.tostring(page, encoding="utf-8"))
            if "?" not in address or address.startswith("/query/"):  # what else is asked for is a page's other side
                index[file_of(address)] = _label(page, address)
            count += 1
            wrote(count)
        _put(folder, "style.css", (await client.get("/style.css")).content)
    _unlink(folder, missing)
    entries = sorted((label, file) for file, label in index.items())
    _put(folder, "index.js", f"const INDEX = {json.dumps(entries, ensure_ascii=False)};\n".encode())
    _put(folder, "site.js", files("kg.web").joinpath("templates/site.js").read_bytes())
    return count


async def _answers(client: httpx.AsyncClient, waiting: list[str]) -> AsyncIterator[tuple[str, httpx.Response]]:
    """The pages at the addresses of a list that grows meanwhile, in its order."""
    done = 0
    while batch := waiting[done : done + _TOGETHER]:
        for address, answer in zip(batch, await asyncio.gather(*map(client.get, batch)), strict=True):
            if answer.status_code != 404:  # what a page links to and nothing is known of
                answer.raise_for_status()
            yield address, answer
        done += len(batch)


@asynccontextmanager
async def _client(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    app = create_app(settings)
    transport = httpx.ASGITransport(app=app)
    headers = {"Accept": "text/html", "Cookie": f"lang={settings.lang or 'vi'}"}
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=_ADDRESS, headers=headers, timeout=None) as client,
    ):
        yield client


def _links(page: Any) -> Iterator[str]:
    """The addresses on a page that are pages of the site, each once."""
    links = {str(element.get("href")).partition("#")[0] for element in page.iter() if element.get("href")}
    return iter(sorted(link for link in links if link.startswith("/") and _KEPT.fullmatch(link)))


def file_of(address: str) -> str:
    """Where a page lies in the folder; names hold no character that a file system may not have.

    >>> file_of("/"), file_of("/eli/vn/ttg/qd/2021/468"), file_of("/text/a%20b.txt")
    ('index.html', 'eli/vn/ttg/qd/2021/468/index.html', 'text/a_b.txt/index.html')
    """
    parts = urlsplit(address)
    path = re.sub(r'[\\:*?"<>| ]', "_", unquote(parts.path).strip("/"))
    steps = [step for step in path.split("/") if step not in ("", ".", "..")]
    if parts.query:
        steps.append(digest(parts.query))
    return "/".join([*steps, "index.html"])


def _label(page: Any, address: str) -> str:
    """What a page is found by: its heading and the sentence below it, which for a document is its reference."""
    heading = page.find(".//h1")
    below = heading.getnext() if heading is not None else None
    texts = [heading, below] if below is not None and below.tag == "p" and not below.get("class") else [heading]
    return " – ".join(" ".join(text.text_content().split()) for text in texts if text is not None)[:200] or address


def _make_static(page: Any, file: str) -> None:
    """Make a page's links relative, and take out what needs a server."""
    above = "../" * file.count("/")
    for form in list(page.iter("form")):
        if form.get("role") != "search":
            form.drop_tree()
        else:
            form.attrib.pop("action", None)
    for element in list(page.iter("a", "link", "script")):
        target = str(element.get("href") or element.get("src") or "")
        if not target.startswith("/"):
            continue
        if element.tag == "link":
            element.set("href", f"{above}style.css")
        elif element.tag == "script":
            element.drop_tree()
        else:
            _relink(element, target, file)
    head = page.find(".//head")
    if head is not None and page.find(".//form[@role='search']") is not None:
        for name in ("index.js", "site.js"):
            head.append(html.fragment_fromstring(f'<script src="{above}{name}" defer data-root="{above}"></script>'))


def _relink(link: Any, target: str, file: str) -> None:
    """Point a link to the file of its page; one to what is no page of the site becomes text, or goes, in the head."""
    if _KEPT.fullmatch(target.partition("#")[0]):
        link.set("href", os.path.relpath(file_of(target), str(Path(file).parent)))
    elif link.get("class") == "lang" or link.getparent().tag == "nav":
        link.drop_tree()
    else:
        link.drop_tag()


def _unlink(folder: Path, missing: set[str]) -> None:
    """Make text of the links to pages that there are not."""
    gone = {(folder / file_of(address)).resolve() for address in missing}
    for file in folder.rglob("*.html") if gone else ():
        page: Any = html.parse(str(file)).getroot()
        dead = [link for link in page.iter("a") if (file.parent / str(link.get("href"))).resolve() in gone]
        for link in dead:
            link.drop_tag()
        if dead:
            file.write_bytes(_DOCTYPE + html.tostring(page, encoding="utf-8"))


def _put(folder: Path, name: str, data: bytes) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
