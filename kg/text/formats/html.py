"""Web pages: their paragraphs, list items and tables; no scripts, no styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree, html

from kg.models import Finding
from kg.text.charsets import decoded
from kg.text.formats.blocks import Block, Content, Grid, Paragraph, rendered

Element: TypeAlias = etree._Element
# A page begins with one of these; text with a few tags in it does not.
_BEGINS = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--(?:(?!-->).){0,2000}-->\s*){0,5}"
    rb"<(?:!doctype html|html|head|body|meta|title|div|p|table|article|section|span|h[1-6]|center|font)[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", re.IGNORECASE)
_SILENT = frozenset({"script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "button"})
_OWN_BLOCK = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "html", "li"),
        *("main", "nav", "ol", "p", "pre", "section", "ul"),
    }
)
_DECLARED = re.compile(r"^\s*(?:<\?xml[^>]*>)?\s*(?:<!DOCTYPE[^>\[]*\[[^\]]*\]\s*>)?", re.IGNORECASE)
_WHITE = re.compile(r"[ \t\r\n\f]+")
_DEEP = 200  # elements inside each other; what is nested deeper is taken as the text that it is


def is_html(data: bytes) -> bool:
    """Whether the bytes begin like a web page."""
    return _BEGINS.match(data[:16_000]) is not None


def read_html(data: bytes) -> Content:
    """The text of a web page; a note where it is nested so deep that its rest was not read.

    Raises ValueError, with its reason, for a page without any text.
    """
    parser = html.HTMLParser(huge_tree=True)
    root = _parsed(data, parser)
    text = rendered(_Walk().blocks(root)) if root is not None else ""
    cut = any("depth" in entry.message.lower() for entry in parser.error_log)
    if not text.strip():
        raise ValueError("is a web page nested too deep to read" if cut else "is a web page without text")
    notes = (Finding("page.cut", "the page is nested too deep: its rest is not read"),) if cut else ()
    return Content(text, notes=notes, url=_address(root) if root is not None else None)


def _address(root: Element) -> str | None:
    """The address that the page gives as its own."""
    links = (link.get("href") or "" for link in root.iter("link") if link.get("rel") == "canonical")
    return next((link for link in links if re.match(r"https?://[^\s<>\"]+$", link)), None)


def _parsed(data: bytes, parser: html.HTMLParser) -> Element | None:
    try:
        root: Element = html.document_fromstring(_characters(data), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    return root


def _characters(data: bytes) -> str:
    """The page's characters: as the page says, or as they show themselves to be."""
    named = _CHARSET.search(data[:4000])
    try:
        if named and not named[1].lower().startswith(b"utf"):
            return _plain(data.decode(named[1].decode()))
    except (LookupError, UnicodeDecodeError):
        pass
    return _plain(decoded(data)[0])


def _plain(text: str) -> str:
    """Without what lxml refuses in a string, the page's own word on its encoding and NUL, and without the entities
    that a document type declares, which no browser reads.
    """
    return _DECLARED.sub("", text, count=1).replace("\x00", "")


class _Walk:
    """The blocks of a page, in the order in which it is read."""

    def __init__(self) -> None:
        self._held: list[str] = []
        self._items: dict[Element, int] = {}

    def blocks(self, element: Element, depth: int = 0) -> Iterator[Block]:
        """All blocks inside *element*."""
        yield from self._inside(element, depth)
        yield from self._paragraph()

    def _inside(self, element: Element, depth: int) -> Iterator[Block]:
        self._say(element.text)
        for child in element:
            if isinstance(child.tag, str) and child.tag not in _SILENT:
                yield from self._child(child, depth + 1)
            self._say(child.tail)

    def _child(self, child: Element, depth: int) -> Iterator[Block]:
        if child.tag == "br":
            self._held.append("\n")
        elif depth > _DEEP:
            self._say(" ".join(map(str, child.itertext())))
        elif child.tag == "table":
            yield from self._paragraph()
            yield from _table(child, depth)
        elif child.tag in _OWN_BLOCK:
            yield from self._paragraph()
            self._held.append(self._label(child))
            yield from self._inside(child, depth)
            yield from self._paragraph()
        else:
            yield from self._inside(child, depth)

    def _label(self, element: Element) -> str:
        """What a browser sets before an item: its number, or a mark."""
        parent = element.getparent()
        if element.tag != "li" or parent is None:
            return ""
        if parent.tag != "ol":
            return "- "
        self._items[parent] = self._items[parent] + 1 if parent in self._items else _start(parent)
        return f"{self._items[parent]}. "

    def _say(self, text: str | None) -> None:
        if text:
            self._held.append(_WHITE.sub(" ", text))

    def _paragraph(self) -> Iterator[Paragraph]:
        lines = ("".join(self._held)).split("\n")
        self._held = []
        text = "\n".join(re.sub(" {2,}", " ", line).strip() for line in lines).strip("\n")
        if text.strip(" -"):
            yield Paragraph(text)


def _start(items: Element) -> int:
    """The number of the first item of an ordered list."""
    start = items.get("start") or "1"
    return int(start) if start.isdigit() else 1


def _table(table: Element, depth: int) -> Iterator[Block]:
    """A table as its rows; one that only lays out others, or long text, as what its cells hold."""
    rows = [row for row in table.iter("tr") if _around(row, "table") is table]
    if any(True for _ in table.iterdescendants("table")) or all(len(list(_cells(row))) < 2 for row in rows):
        for row in rows:
            for cell in _cells(row):
                yield from _Walk().blocks(cell, depth)
        return
    yield Grid(tuple(_spread([list(_cells(row)) for row in rows], depth)))


def _spread(rows: list[list[Element]], depth: int) -> Iterator[tuple[str, ...]]:
    """Each row with a cell for each column: a cell that spans columns or rows stands in the first of them."""
    below: dict[int, int] = {}
    for row in rows:
        cells: list[str] = []
        for cell in row:
            _fill(cells, below)
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(cells), len(cells) + width):
                below[column] = height - 1
            cells += [rendered(_Walk().blocks(cell, depth)).replace("\n\n", "\n").strip(), *[""] * (width - 1)]
        _fill(cells, below)
        yield tuple(cells)


def _fill(cells: list[str], below: dict[int, int]) -> None:
    """Leave the columns empty into which a cell of a row above reaches."""
    while below.get(len(cells), 0) > 0:
        below[len(cells)] -= 1
        cells.append("")


def _span(cell: Element, name: str) -> int:
    value = cell.get(name) or "1"
    return min(int(value), 1000) if value.isdigit() and int(value) > 0 else 1


def _cells(row: Element) -> Iterator[Element]:
    return (cell for cell in row.iterchildren("td", "th"))


def _around(element: Element, tag: str) -> Element | None:
    return next(element.iterancestors(tag), None)
