"""Texts in the languages of the other programs, written for the purpose, with citations as often as in ours."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

_PROSE = Path(__file__).parent / "prose.toml"
_SLOT = re.compile(r"\{(\w+)\}")
_PARAGRAPH = 6  # sentences


def write_texts(folder: Path, language: str, sizes: Iterable[int], per_kb: float, seed: int = 1) -> int:
    """One text of about so many bytes for each of *sizes*, with *per_kb* citations in 1,000 bytes; how many in all."""
    folder.mkdir(parents=True)
    prose, random, written = tomllib.loads(_PROSE.read_text("utf-8"))[language], Random(seed), 0
    for number, size in enumerate(sizes):
        text, citations = _text(prose, size, per_kb, random)
        (folder / f"{number:04}.txt").write_text(text, encoding="utf-8")
        written += citations
    return written


def _text(prose: Mapping[str, Any], size: int, per_kb: float, random: Random) -> tuple[str, int]:
    """Sentences up to *size* bytes; one cites where there are too few citations so far."""
    sentences: list[str] = []
    citations = held = 0
    while held < size:
        cites = citations < per_kb * held / 1000
        sentences.append(_filled(random.choice(prose["citing" if cites else "plain"]), prose, random))
        citations += cites
        held += len(sentences[-1].encode()) + 1
    return _paragraphs(sentences), citations


def _filled(sentence: str, prose: Mapping[str, Any], random: Random) -> str:
    def drawn(slot: re.Match[str]) -> str:
        words: Sequence[str] | None = prose["words"].get(slot[1])
        return random.choice(words) if words else str(random.randint(*prose["numbers"][slot[1]]))

    return _SLOT.sub(drawn, sentence)


def _paragraphs(sentences: Sequence[str]) -> str:
    return "\n\n".join(" ".join(sentences[at : at + _PARAGRAPH]) for at in range(0, len(sentences), _PARAGRAPH)) + "\n"
