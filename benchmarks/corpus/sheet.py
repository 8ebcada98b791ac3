"""A document in the making: its text so far, and where its mentions and passages stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from corpus.damage import damaged
from corpus.documents import Shelf
from corpus.passages import Mention, Piece, passage

_WIDTH = 90


@dataclass(slots=True)
class Sheet:
    """The text is written from top to bottom; ``wrapped`` ones have lines broken at spaces, which moves nothing.

    ``typos`` is their rate, and ``slips`` the chance by which they fall: the rest is the same at every rate.
    """

    shelf: Shelf
    wrapped: bool
    typos: float
    slips: Random
    parts: list[str] = field(default_factory=list)
    length: int = 0
    mentions: list[Mention] = field(default_factory=list)
    passages: list[tuple[str, int, int]] = field(default_factory=list)

    @property
    def random(self) -> Random:
        """The source of all chance in this document."""
        return self.shelf.random

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.parts)

    def line(self, text: str, gap: str = "\n\n") -> None:
        """A paragraph without citations."""
        self._add(_wrap(text) if self.wrapped else text, gap)

    def raw(self, text: str) -> None:
        """Text as it stands: letterheads, cells of tables."""
        self._add(text, "")

    def piece(self, where: str, basis: str = "cites") -> Piece:
        """A passage for this document, damaged as often as is asked for."""
        piece = passage(where, self.shelf, basis)
        return damaged(piece, self.typos, self.slips) if self.typos else piece

    def cite(
        self, before: str, pieces: list[Piece], between: str, after: str, gap: str = "\n\n", whole: bool = False
    ) -> None:  # fmt: skip
        """A paragraph of passages between words; a *whole* one is not wrapped."""
        text, spots = before, []
        for number, piece in enumerate(pieces):
            text += between if number else ""
            spots.append(len(text))
            text += piece.text.rstrip()
        if not pieces[-1].text.rstrip().endswith("."):
            text += after
        for piece, spot in zip(pieces, spots, strict=True):
            self._place(piece, self.length + spot)
        self._add(_wrap(text) if self.wrapped and not whole else text, gap)

    def _place(self, piece: Piece, spot: int) -> None:
        first = len(self.mentions)
        for mention in piece.mentions:
            mention.start, mention.end = mention.start + spot, mention.end + spot
            mention.subject = None if mention.subject is None else mention.subject + first
            self.mentions.append(mention)
        self.passages.append((piece.form, spot, spot + len(piece.text)))

    def _add(self, text: str, gap: str) -> None:
        self.parts += (text, gap)
        self.length += len(text) + len(gap)


def _wrap(text: str) -> str:
    """Lines of ninety characters: spaces become line ends, so that no offset changes."""
    lines, begun = [], 0
    while len(text) - begun > _WIDTH:
        end = text.rfind(" ", begun, begun + _WIDTH)
        if end <= begun:
            break
        lines.append(text[begun:end])
        begun = end + 1
    lines.append(text[begun:])
    return "\n".join(lines)
