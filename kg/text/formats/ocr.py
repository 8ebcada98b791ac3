"""Pictures of pages to text, by the program tesseract: their paragraphs, columns that stand apart, ruled tables.

A page is turned upright first. Tables are found by their lines; their cells are cut out and recognised one under
the other, so that no line of text runs across two of them. Pillow is needed only where a picture is read.
"""

from __future__ import annotations

import io
import shutil
import struct
import subprocess
import warnings
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from kg.models import Finding
from kg.text.formats.blocks import Block, Content, Paragraph, paged, rendered
from kg.text.formats.picture import clean, ink_of, sized, upright
from kg.text.formats.scanned import RULE, tables_on
from kg.text.formats.seen import PAGE, flowing, pieces_of, words_on

if TYPE_CHECKING:
    from PIL.Image import Image

DEFAULT_SECONDS = 60.0
MOST_PIXELS = 80_000_000  # an A3 page of 600 dots an inch
_MOST_FRAMES = 1000
_MIDDLE, _TOP = attrgetter("middle"), attrgetter("top")


def available() -> str | None:
    """Why pictures cannot be read here; None where they can."""
    if find_spec("PIL") is None:
        return "Pillow is not installed (pip install can-cu[ocr])"
    if shutil.which("tesseract") is None:
        return "the program tesseract is not installed"
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)
    return None if "vie" in listed.stdout.split() else "tesseract has no Vietnamese (language vie)"


def read_image(data: bytes, seconds: float = DEFAULT_SECONDS) -> Content:
    """The text of a picture: PNG, JPEG, WebP, or TIFF with one page or several.

    Raises ValueError, with its reason, for a picture that is damaged or too large, that takes tesseract more
    than *seconds*, or that cannot be read here at all (see :func:`available`).
    """
    if reason := available():
        raise ValueError(f"is a picture, and {reason}")
    content = paged([Paragraph(recognised(frame, seconds))] for frame in _frames(data))
    ends = (*content.pages[1:], len(content.text))
    notes = (_note(n, *span) for n, span in enumerate(zip(content.pages, ends, strict=True), 1))
    return Content(content.text, content.pages, tuple(notes))


def _note(number: int, start: int, end: int) -> Finding:
    return Finding("page.ocr", f"Page {number} is a picture, read by OCR: compare its numbers with it.", start, end)


def _frames(data: bytes) -> Iterator[Image]:
    """The pages of a picture, each decoded when it is asked for."""
    from PIL import Image

    with _decoding():
        picture = Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF", "WEBP"))
        count = getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1
    if count > _MOST_FRAMES:
        raise ValueError(f"is a picture of more than {_MOST_FRAMES} pages")
    for number in range(count):
        yield _frame(picture, number)


def _frame(picture: Image, number: int) -> Image:
    """One page; its size is looked at before it is decoded."""
    from PIL import ImageOps

    with _decoding():
        picture.seek(number)
        if picture.width * picture.height <= MOST_PIXELS:
            return ImageOps.exif_transpose(picture)
    raise ValueError(_TOO_LARGE)


@contextmanager
def _decoding() -> Iterator[None]:
    """What Pillow raises is said as a reason; what it warns of is not said."""
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Image.DecompressionBombError as error:
        raise ValueError(_TOO_LARGE) from error
    except (OSError, SyntaxError, EOFError, struct.error, KeyError, TypeError) as error:
        raise ValueError("is a damaged picture") from error


_TOO_LARGE = f"is a picture that is too large: at most {MOST_PIXELS // 1_000_000} million dots a page are read"


def recognised(image: Image, seconds: float = DEFAULT_SECONDS) -> str:
    """The text of the picture of one page; ValueError where tesseract fails or takes more than *seconds*."""
    page = upright(clean(sized(image)))
    tables = tables_on(ink_of(page))
    blocks: list[tuple[int, Block]] = [(table.top, table.read(page, seconds)) for table in tables]
    for table in tables:
        page.paste(255, (table.columns[0] - RULE, table.top - RULE, table.columns[-1] + RULE, table.bottom + RULE))
    pieces = sorted(pieces_of(words_on(page, PAGE, seconds)), key=_MIDDLE)
    for _, between in groupby(pieces, key=lambda piece: bisect_right(tables, piece.middle, key=_TOP)):
        flow = list(between)
        blocks.append((flow[0].top, Paragraph(flowing(flow))))
    return rendered(block for _, block in sorted(blocks, key=lambda placed: placed[0]))
