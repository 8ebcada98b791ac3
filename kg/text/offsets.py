"""Text that remembers where each of its characters stood in the source.

Every cleaning step keeps the way back: offsets are carried through, never searched for again.
A :class:`MappedText` is a string plus runs: run *i* covers ``text[starts[i]:starts[i + 1]]`` and its
first character stood at ``sources[i]``; within a run both sides advance together. A composed
letter (NFC) stands for a letter and its combining marks: ``marked`` holds the source then, and a
span takes the marks that follow its last letter.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from unicodedata import combining


@dataclass(frozen=True, slots=True)
class MappedText:
    """A text with its runs.

    >>> m = MappedText.join([("Quyết", 0), (" ", 5), ("định", 9)])
    >>> m.text, m.source(6), m.span(0, 10)
    ('Quyết định', 9, (0, 13))
    """

    text: str
    starts: tuple[int, ...]
    sources: tuple[int, ...]
    marked: str | None = None

    @staticmethod
    def identity(text: str) -> MappedText:
        """The text as it is: every offset maps to itself."""
        return MappedText(text, (0,), (0,))

    @staticmethod
    def join(pieces: Iterable[tuple[str, int]], marked: str | None = None) -> MappedText:
        """Put (piece, offset of its first character in the source) one after the other."""
        texts: list[str] = []
        starts: list[int] = [0]
        sources: list[int] = [0]
        at = 0
        for piece, source in pieces:
            if not piece:
                continue
            if at - starts[-1] != source - sources[-1]:
                if starts[-1] == at:
                    starts.pop(), sources.pop()
                starts.append(at)
                sources.append(source)
            texts.append(piece)
            at += len(piece)
        return MappedText("".join(texts), tuple(starts), tuple(sources), marked)

    def source(self, index: int) -> int:
        """Where the character at *index* stood; raises IndexError outside the text."""
        if not 0 <= index < len(self.text):
            raise IndexError(f"offset {index} is outside a text of {len(self.text)} characters")
        run = bisect_right(self.starts, index) - 1
        return self.sources[run] + index - self.starts[run]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The source span of ``text[start:end]``, from its first to its last character."""
        if end <= start:
            raise IndexError(f"empty span {start}:{end}")
        last = self.source(end - 1) + 1
        while self.marked and last < len(self.marked) and combining(self.marked[last]):
            last += 1
        return self.source(start), last

    def through(self, other: MappedText) -> MappedText:
        """Compose: *self* was made from ``other.text``; the result maps to *other*'s source."""
        if other.starts == other.sources == (0,):
            return replace(self, marked=other.marked)
        starts: list[int] = []
        sources: list[int] = []
        for start, end, middle in zip(self.starts, (*self.starts[1:], len(self.text)), self.sources, strict=True):
            for at, source in other.runs(middle, middle + end - start):
                if not starts or start + at - starts[-1] != source - sources[-1]:
                    starts.append(start + at)
                    sources.append(source)
        return MappedText(self.text, tuple(starts) or (0,), tuple(sources) or (0,), other.marked)

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The runs of ``text[start:end]``: how far from *start* each begins, and its source."""
        run = bisect_right(self.starts, start) - 1
        last = len(self.starts) - 1
        at = start
        while at < end:
            yield at - start, self.sources[run] + at - self.starts[run]
            if run == last:
                return
            run += 1
            at = self.starts[run]
