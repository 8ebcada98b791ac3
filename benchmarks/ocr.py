"""How well and how fast pages that are only pictures are read: the plans, printed, scanned and recognised.

    python benchmarks/ocr.py                      the sample plans
    python benchmarks/ocr.py FOLDER --json        a folder of texts, for programs

Every text is set on A4 pages of 200 dots an inch, 13 pt, its tables with ruled lines. "Clean" is that picture;
"skewed" is turned by 0.7 degrees, blurred a little and speckled. A citation is found where the recognised text
has one of the same kind, type, number and date as the text itself.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from kg.extract.document import extract_source
from kg.models import Source
from kg.text.formats import ocr
from kg.text.formats.blocks import Paragraph, paged

PLANS = Path(__file__).parents[1] / "data" / "plans"
DPI = 200
WIDTH, HEIGHT = 1654, 2339  # A4
LEFT, RIGHT, TOP, BOTTOM = 236, 118, 157, 157  # 30, 15, 20 and 20 mm
_POINT = DPI / 72
_SPACING = 1.35


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: what was measured, the value, its unit, and of what."""

    measure: str
    value: float
    unit: str
    of: str


def typeface(points: float) -> ImageFont.FreeTypeFont:
    """Tinos, which has the widths of Times New Roman, or the serifs that come with matplotlib."""
    size = round(points * _POINT)
    try:
        return ImageFont.truetype("Tinos-Regular.ttf", size)
    except OSError:
        import matplotlib

        return ImageFont.truetype(Path(matplotlib.get_data_path()) / "fonts" / "ttf" / "DejaVuSerif.ttf", size)


class Printer:
    """Sets a text on pages: lines that begin in the left margin, tables of tabs with ruled lines."""

    def __init__(self) -> None:
        self._body, self._small = typeface(13), typeface(11)
        self._pages: list[Image.Image] = []
        self._feed()

    def printed(self, text: str) -> list[Image.Image]:
        """The pages of a text."""
        lines = re.sub(r"\*+", "", text).split("\n")
        for tabbed, group in groupby((line for line in lines if line.strip() != "|"), key=lambda line: "\t" in line):
            if tabbed:
                self._table([line.split("\t") for line in group])
            else:
                for line in group:
                    self._paragraph(line)
        return self._pages

    def _feed(self) -> None:
        self._pages.append(Image.new("L", (WIDTH, HEIGHT), 255))
        self._draw = ImageDraw.Draw(self._pages[-1])
        self._y = float(TOP)

    def _paragraph(self, line: str) -> None:
        height = self._body.size * _SPACING
        if not line.strip():
            self._y += height / 2
        for piece in wrapped(line, self._body, WIDTH - LEFT - RIGHT):
            if self._y + height > HEIGHT - BOTTOM:
                self._feed()
            self._draw.text((LEFT, self._y), piece, font=self._body, fill=20)
            self._y += height

    def _table(self, rows: Sequence[Sequence[str]]) -> None:
        columns = max(map(len, rows))
        edges = _edges([[row[i] if i < len(row) else "" for row in rows] for i in range(columns)], self._small)
        for row in rows:
            self._row(row, edges)

    def _row(self, row: Sequence[str], edges: Sequence[int]) -> None:
        height, pad = self._small.size * 1.2, 12
        cells = [wrapped(c, self._small, b - a - 2 * pad) for c, a, b in zip(row, edges, edges[1:], strict=False)]
        deep = max(map(len, cells)) * height + 2 * pad
        if self._y + deep > HEIGHT - BOTTOM:
            self._feed()
        for cell, a, b in zip(cells, edges, edges[1:], strict=False):
            self._draw.rectangle((a, self._y, b, self._y + deep), outline=20, width=2)
            for n, piece in enumerate(cell):
                self._draw.text((a + pad, self._y + pad + n * height), piece, font=self._small, fill=20)
        self._y += deep


def wrapped(line: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """A line as it is broken at blanks and after hyphens."""
    found: list[str] = []
    held = ""
    for word in re.findall(r"[^\s-]*-+|[^\s-]+|\s+", line.strip()):
        if held and font.getlength((held + word).rstrip()) > width:
            found.append(held.rstrip())
            held = ""
        held = (held + word).lstrip()
    return [*found, held] if held else found


def _edges(columns: Sequence[Sequence[str]], font: ImageFont.FreeTypeFont) -> list[int]:
    """Where columns begin and end: as wide as their longest word, and the rest as they are filled."""
    least = [max((font.getlength(w) for cell in column for w in cell.split()), default=0) + 30 for column in columns]
    weights = [sum(map(len, column)) ** 0.7 for column in columns]
    room = WIDTH - LEFT - RIGHT - sum(least)
    edges = [float(LEFT)]
    for base, weight in zip(least, weights, strict=True):
        edges.append(edges[-1] + base + room * weight / sum(weights))
    return [round(edge) for edge in edges]


def scanned(page: Image.Image, seed: int, degrees: float = 0.7) -> Image.Image:
    """The page as a scanner gives it: turned, a little blurred, grained and specked; the same for the same seed."""
    turned = page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.8))
    noise = Image.frombytes("L", turned.size, random.Random(seed).randbytes(turned.width * turned.height))
    grained = Image.blend(turned, noise.point([215 + level * 40 // 255 for level in range(256)]), 0.2)
    sparse = noise.resize((turned.width // 4, turned.height // 4), Image.Resampling.NEAREST)
    specks = sparse.point([255] + [0] * 255).resize(turned.size, Image.Resampling.NEAREST)
    grained.paste(90, mask=specks.filter(ImageFilter.MinFilter(3)))
    return grained


def printed(text: str) -> list[Image.Image]:
    """The pages of a text, clean."""
    return Printer().printed(text)


def recognised(pages: Iterable[Image.Image]) -> str:
    """The text of pages one after the other."""
    return paged([Paragraph(ocr.recognised(page))] for page in pages).text


def citations(text: str) -> Counter[tuple[str, str, str, str | None]]:
    """How often a text cites what: kind, type, number and date."""
    found = extract_source(Source("text", text, "")).citations
    return Counter((c.kind, c.type, c.number, c.date) for c in found)


def main() -> None:
    """Measure, and print a table or JSON."""
    options = _options()
    texts = [path.read_text("utf-8") for path in sorted(options.folder.rglob("*.txt")) if path.is_file()]
    if not texts:
        sys.exit(f"{options.folder} has no .txt files.")
    if reason := ocr.available():
        sys.exit(f"No picture can be read: {reason}.")
    sets = [printed(text)[: options.pages] for text in texts]
    rows = [
        Row("pages", sum(map(len, sets)), "", f"{len(sets)} texts, A4, {DPI} dots an inch, {typeface(13).getname()[0]}")
    ]
    for name, form in (("clean", _as_printed), ("skewed", scanned)):
        rows += _measured(name, texts, [[form(page, n) for n, page in enumerate(pages)] for pages in sets])
    if options.json:
        print(json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1))
        return
    for row in rows:
        print(f"{row.measure:<34}{row.value:>9.2f} {row.unit:<8}{row.of}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=PLANS, help="texts (default: the sample plans)")
    parser.add_argument("--pages", type=int, metavar="N", help="pages of each text (default: all)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def _as_printed(page: Image.Image, seed: int) -> Image.Image:
    return page


def _measured(name: str, texts: Sequence[str], sets: Sequence[Sequence[Image.Image]]) -> Iterator[Row]:
    """Seconds a page, and of the citations the share that is found and the share that is right."""
    began = time.perf_counter()
    read = [recognised(pages) for pages in sets]
    yield Row(f"{name}, seconds", (time.perf_counter() - began) / sum(map(len, sets)), "s/page", "one process")
    pairs = [(citations(text), citations(said)) for text, said in zip(texts, read, strict=True)]
    right = sum((known & found).total() for known, found in pairs)
    known, found = (sum(pair[side].total() for pair in pairs) for side in (0, 1))
    yield Row(f"{name}, exact citations found", 100 * right / max(known, 1), "%", f"{right} of {known}")
    yield Row(f"{name}, found citations exact", 100 * right / max(found, 1), "%", f"{right} of {found}")


if __name__ == "__main__":
    main()
