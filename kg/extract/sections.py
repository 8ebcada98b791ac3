"""A plan's paragraphs, each with the numbers of the headings that it stands under."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.text.headings import ARTICLE, Heading
from kg.text.layout import Layout
from kg.text.lines import Line, paragraphs


@dataclass(slots=True)
class Numbers:
    """The labels of the headings above, by level."""

    labels: dict[int, str] = field(default_factory=dict)

    def enter(self, found: Heading) -> None:
        """Go on below a heading; those of its level and below are left."""
        self.labels = {level: label for level, label in self.labels.items() if level < found.level}
        self.labels[found.level] = found.label

    @property
    def section(self) -> str:
        """The labels one after the other.

        >>> numbers = Numbers()
        >>> for level, label in ((3, "IV"), (5, "2"), (5, "3")):
        ...     numbers.enter(Heading(level, label, ""))
        >>> numbers.section
        'IV.3'
        """
        return ".".join(label for level, label in sorted(self.labels.items()) if level != ARTICLE or label)


def parts(layout: Layout) -> Iterator[tuple[tuple[Line, ...], str]]:
    """The paragraphs of body and organisation, each with its kind."""
    kinds = dict(zip((line.start for line in layout.lines), layout.kinds, strict=True))
    for paragraph in paragraphs([line for line in layout.lines if kinds[line.start] in ("body", "organisation")]):
        yield paragraph, kinds[paragraph[0].start]


def said(paragraph: tuple[Line, ...]) -> str:
    """A paragraph's text, a line each."""
    return "\n".join(line.text for line in paragraph)
