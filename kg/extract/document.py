"""One source's whole extraction: layout, header, citations with their relations, tasks.

What is found here uses the text and the tables only. Which document each mention means is decided
afterwards, in :mod:`kg.resolve`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from kg.extract.header import read_header
from kg.extract.home import Home, find_home
from kg.extract.mention import Mention
from kg.extract.mentions import find_mentions
from kg.extract.relations import relate
from kg.extract.scene import Passive, Related, Scene
from kg.extract.tasks import find_tasks
from kg.extract.titles import title_spans
from kg.models import UNSTATED, Citation, Document, Finding, Header, Link, Source, Task, Title
from kg.text.layout import Layout, layout
from kg.text.normalise import normalise
from kg.text.offsets import MappedText
from kg.text.reading import reading

# Parts of the page that are not the document's text: its own number stands there, and the site's words.
_OUTSIDE = frozenset({"letterhead", "web"})


def extract_source(source: Source) -> Document:
    """Read everything out of one source; ``id`` and targets are still empty."""
    parts = layout(normalise(source.text))
    text = reading(parts)
    header, findings = read_header(parts)
    home = find_home(header, text.text)
    header = replace(header, province=home.province)
    citations, links, refused = find_citations(source, parts, text, header, home)
    tasks, agencies = find_tasks(parts, header)
    extent = _extents(parts)
    return Document(
        id="",
        source=source.path,
        source_url=source.url,
        sha256=source.sha256,
        header=header,
        citations=citations,
        links=links,
        agencies=agencies,
        tasks=tuple(_placed(source, task, citations, *extent(task)) for task in tasks),
        findings=(*source.notes, *_cut_off(parts), *findings, *refused),
    )


def _cut_off(parts: Layout) -> Iterator[Finding]:
    """What a web site put around the document, which is not read."""
    words = Counter[int]()
    for line, kind in zip(parts.lines, parts.kinds, strict=True):
        if kind == "web":
            words[bisect_right(parts.starts, parts.normal.source(line.start)) - 1] += len(line.text.split())
    for index, count in words.items():
        block = parts.blocks[index]
        yield Finding(
            "page.web", f"{count} words of a web page around the document are not read", block.start, block.end
        )


def find_citations(
    source: Source, parts: Layout, text: MappedText, header: Header, home: Home
) -> tuple[tuple[Citation, ...], tuple[Link, ...], tuple[Finding, ...]]:  # fmt: skip
    """All citations of a text, the statements between documents, and what was not taken."""
    mentions, refused = find_mentions(text.text, home)
    region = _regions(parts, text)
    mentions = [m for m in mentions if _counts(m, region(m.start))]
    scene = Scene(text.text, mentions, header, region, _tables(parts, text))
    related = relate(scene)
    titles = title_spans(text.text, mentions, [r.subject for r in related])
    citations = tuple(
        _citation(source, text, mention, relation, title)
        for mention, relation, title in zip(mentions, related, titles, strict=True)
    )
    links = _links(citations, scene.passives)
    findings = tuple(_moved(f, text) for f in refused if region(f.start or 0) not in _OUTSIDE)
    return citations, links, findings


def _counts(mention: Mention, region: str) -> bool:
    """Whether a mention there is the document's: "Lưu: VT, QĐ164" among the recipients names a drafter."""
    return region not in _OUTSIDE and not (mention.rule == "alias.bare-number" and region == "recipients")


def _regions(parts: Layout, text: MappedText) -> Callable[[int], str]:
    starts = parts.starts
    last = len(text.text) - 1

    def region(at: int) -> str:
        index = bisect_right(starts, text.source(min(at, last))) - 1 if text.text else -1
        return parts.blocks[max(index, 0)].kind if starts else "body"

    return region


def _tables(parts: Layout, text: MappedText) -> Callable[[int], bool]:
    starts = [table.start for table in parts.tables]

    def inside(at: int) -> bool:
        offset = text.source(at)
        index = bisect_right(starts, offset) - 1
        return index >= 0 and offset < parts.tables[index].end

    return inside


def _citation(
    source: Source, text: MappedText, mention: Mention, related: Related, title: tuple[int, int] | None
) -> Citation:  # fmt: skip
    start, end = text.span(mention.start, mention.end)
    return Citation(
        start=start,
        end=end,
        text=source.text[start:end],
        kind=mention.kind,
        type=mention.type,
        number=mention.number,
        page=bisect_right(source.pages, start) or None,
        sign_type=mention.sign.type if mention.sign else None,
        date=mention.date,
        issuer=mention.issuer,
        title=_title(source, text, title),
        relation=related.relation,
        cue=related.cue,
        subject=related.subject,
        pinpoint=mention.pinpoint.text if mention.pinpoint else None,
        container=mention.pinpoint.container if mention.pinpoint else None,
        rule=f"{mention.rule}/{related.rule}",
        rules=(*mention.rules, "title.after") if title else mention.rules,
    )


def _title(source: Source, text: MappedText, span: tuple[int, int] | None) -> Title | None:
    if span is None:
        return None
    start, end = text.span(*span)
    return Title(source.text[start:end], start, end)


def _links(citations: Sequence[Citation], passives: Sequence[Passive]) -> tuple[Link, ...]:
    """Every statement once: those that a mention's own relation says, and the passive ones."""
    stated = [
        Link(c.subject, c.relation, i, c.pinpoint, c.start, c.end)
        for i, c in enumerate(citations)
        if c.relation not in UNSTATED
    ]
    said = {(link.subject, link.relation, link.object) for link in stated}
    passive = [
        Link(p.subject, p.relation, p.object, _acted_pinpoint(citations, p), *_between(citations, p))
        for p in passives
        if (p.subject, p.relation, p.object) not in said
    ]
    return tuple(sorted([*stated, *passive], key=lambda link: (link.start, link.end)))


def _acted_pinpoint(citations: Sequence[Citation], passive: Passive) -> str | None:
    """The provision named with the document acted on, where it does not belong to another's act on it."""
    acted = citations[passive.object]
    return acted.pinpoint if acted.subject in (None, passive.subject) else None


def _between(citations: Sequence[Citation], passive: Passive) -> tuple[int, int]:
    """From the document acted on to the one that acts."""
    one, two = citations[passive.object], citations[passive.subject]
    return min(one.start, two.start), max(one.end, two.end)


def _placed(source: Source, task: Task, citations: Sequence[Citation], start: int, end: int) -> Task:
    """A task with the source's own text, and the citations in all that belongs to it."""
    inside = tuple(i for i, c in enumerate(citations) if start <= c.start < end)
    return replace(task, text=source.text[task.start : task.end], citations=inside)


def _extents(parts: Layout) -> Callable[[Task], tuple[int, int]]:
    """Where a task begins and ends: a table row's with the row, whose cells may go on after a page break."""
    bounds = sorted({edge for table in parts.tables for edge in (*(row.start for row in table.rows), table.end)})

    def extent(task: Task) -> tuple[int, int]:
        after = bisect_right(bounds, task.start)
        if not (task.section or "").startswith("table:") or not 0 < after < len(bounds):
            return task.start, task.end
        return bounds[after - 1], bounds[after]

    return extent


def _moved(finding: Finding, text: MappedText) -> Finding:
    start, end = text.span(finding.start or 0, finding.end or 0)
    return replace(finding, start=start, end=end)
