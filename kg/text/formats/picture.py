"""The picture of a page made ready for recognition: grey, large enough, without specks, upright."""

from __future__ import annotations

from math import radians, tan
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from PIL.Image import Image

Mask: TypeAlias = npt.NDArray[np.bool_]
_NARROW, _WIDE = 2480, 3000  # a page with fewer dots across is enlarged, one with more is made smaller
DARKEST = 190  # of 255: what is lighter is paper
_LONELY = 7  # dots around a speck that are white: less than a blank is wide, more than an accent is high
_STEEPEST, _FEW = 4, 200


def sized(image: Image) -> Image:
    """The picture in greys, on white, with letters as large as tesseract knows them best."""
    from PIL import Image

    if image.mode in {"RGBA", "LA", "PA", "P"}:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    factor = min(max(_NARROW / image.width, 1), 2) * min(_WIDE / image.width, 1)
    grey = image.convert("L")
    size = (max(round(grey.width * factor), 1), max(round(grey.height * factor), 1))
    return grey if factor == 1 else grey.resize(size, Image.Resampling.LANCZOS)


def ink_of(page: Image) -> Mask:
    """Which dots are dark: the threshold that parts the greys best in two (Otsu)."""
    counts = np.array(page.histogram(), dtype=float)
    below, sums = counts.cumsum(), (counts * np.arange(256)).cumsum()
    above = below[-1] - below
    spread = below * above * (sums / np.maximum(below, 1) - (sums[-1] - sums) / np.maximum(above, 1)) ** 2
    return np.asarray(page) <= min(int(spread.argmax()), DARKEST)


def clean(page: Image) -> Image:
    """Without the specks of a scanner: dots five by five at most, too far from letters to be a part of one."""
    from PIL import Image

    ink = ink_of(page)
    held = _around(ink, 2)
    specks = _around((held > 0) & (held == _around(ink, _LONELY)), 2) > 0
    return Image.fromarray(np.where(specks & ink, np.uint8(255), np.asarray(page)))


def _around(mask: Mask, reach: int) -> npt.NDArray[np.int32]:
    """How many dots of *mask* lie in the square around each dot."""
    padded = np.pad(mask, ((reach + 1, reach), (reach + 1, reach)))
    sums: npt.NDArray[np.int32] = padded.cumsum(0, dtype=np.int32).cumsum(1, dtype=np.int32)
    side = 2 * reach + 1
    return sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]


def upright(page: Image) -> Image:
    """The page turned so that its lines of text lie level."""
    from PIL import Image

    y, x = np.nonzero(ink_of(page))
    if len(y) < _FEW:
        return page
    step = max(len(y) // 100_000, 1)
    y, x = y[::step], x[::step]

    def level(degrees: float) -> float:
        rows = np.bincount((y + x * tan(radians(degrees)) + page.width).astype(int) // 2)
        return float((rows.astype(float) ** 2).sum())

    rough = max(np.arange(-_STEEPEST, _STEEPEST + 0.1, 0.25), key=level)
    angle = max(np.arange(rough - 0.25, rough + 0.26, 0.05), key=level)
    return page if abs(angle) < 0.08 else page.rotate(-float(angle), Image.Resampling.BICUBIC, fillcolor=255)
