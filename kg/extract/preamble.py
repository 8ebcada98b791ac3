"""The preamble: which documents a document is based on, and which proposed it.

A basis is what a cue at the head of a sentence or item reaches: "Căn cứ A; B; C", "Thực hiện A, B".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence

from kg.extract import cues
from kg.extract.mention import Mention
from kg.extract.typewords import type_at_head
from kg.tables.letters import UPPER

_SENTENCE = re.compile(rf"(?<![{UPPER}])(?<!\bTP)\.\s+(?=[{UPPER}])|\n\n+")
_BULLET = re.compile(r"[-–+*\s\d.)(]*")


def preamble_cues(text: str, mentions: Sequence[Mention], region: Callable[[int], str]) -> dict[int, str]:
    """For each mention of the preamble that stands in a basis or proposal: the text from its cue on."""
    found: dict[int, str] = {}
    inside = [i for i, m in enumerate(mentions) if region(m.start) == "preamble"]
    if not inside:
        return found
    low = _preamble_start(text, mentions[inside[0]].start, region)
    high = mentions[inside[-1]].tail
    sentences = [low, *(m.end() for m in _SENTENCE.finditer(text, low, high))]
    cue: str | None = None
    for number, start in enumerate(sentences):
        end = sentences[number + 1] if number + 1 < len(sentences) else high
        here = [i for i in inside if start <= mentions[i].start < end]
        cue = _sentence(text, start, end, cue, here, mentions, found)
    return found


def _preamble_start(text: str, at: int, region: Callable[[int], str]) -> int:
    """The first offset of the preamble, found by halving between the text's start and *at*."""
    offsets = range(at + 1)
    return bisect_right(offsets, 0, key=lambda i: 1 if region(i) == "preamble" else 0)


def _sentence(
    text: str,
    start: int,
    end: int,
    cue: str | None,
    here: list[int],
    mentions: Sequence[Mention],
    found: dict[int, str],
) -> str | None:
    """Read one sentence of the preamble; returns the cue that goes on into the next."""
    bullet = _BULLET.match(text, start)
    head = bullet.end() if bullet else start
    if not cues.BASIS.compiled.match(text, head):
        opens = bool(here) and mentions[here[0]].start - head < 4
        cue = cue if opens else None
    carried: set[int | None] = {start} if cue else set()
    positions = [m.start() for m in cues.BASIS.compiled.finditer(text, head, end) if _opens(text, head, m.start())]
    for i in here:
        mention = mentions[i]
        at = max((p for p in positions if p < mention.start), default=None)
        words = text[at : mention.start] if at is not None else cue
        run = at if at is not None else start if cue else None
        if words and (_carries(words) or run in carried):
            found[i] = words
            carried.add(run)
    if positions:
        cue = text[positions[-1] : positions[-1] + 80]
    return cue


def _opens(text: str, head: int, at: int) -> bool:
    """A cue counts at the head of a sentence and after a semicolon, a comma or a line's end."""
    return at == head or bool(re.search(r"[;,.:]\s*[-–+]?\s*$|\n\s*[-–+]?\s*$|\bvà\s+$", text[max(0, at - 6) : at]))


def _carries(words: str) -> bool:
    """Whether a cue reaches the mention at the end of *words*, which begin with the cue.

    "Căn cứ" reaches all of its sentence, "Theo đề nghị …" and "Xét …" too; other cues reach what stands
    right after them, or on a list that begins with a document, be it one without number.
    """
    if words.lower().startswith("căn cứ") or cues.PROPOSAL.reads(words):
        return True
    match = cues.BASIS.compiled.match(words)
    between = words[match.end() :].lstrip() if match else ""
    begins = type_at_head(between)
    return begins or (len(between) < 60 and not re.search(r"[,;]|\btheo\b", between))
