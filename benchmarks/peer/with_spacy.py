"""A plain spaCy pipeline: the tokenizer for any language and an entity ruler with the type words of our tables.

``blank("vi")`` wants another tokenizer or becomes slower with length; that of ``xx`` splits ``468/QĐ-TTg`` into parts.
A ruler of type words as phrases, and of signs and dates as patterns, is many times as fast as one of whole citations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from measure import Found, Read, run

_NUMBER, _CODE = r"^\d+[a-z]?(/\d{4})?(-[A-ZĐ]\w*)?$", r"^[A-ZĐ]\w*([.][A-ZĐ]\w*)*$"
_DAY = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4})")


def load() -> Read:
    """The pipeline, run over a file."""
    import spacy

    pipeline = spacy.blank("xx")
    pipeline.max_length = 100_000_000  # characters; the limit is for models, which this one has not
    pipeline.add_pipe("entity_ruler").add_patterns([*_types(), *_signs(), *_dates()])
    return lambda file: list(_read(pipeline, file))


def _types() -> Iterator[dict[str, Any]]:
    from kg.tables.type_words import type_words

    for entry in type_words():
        yield {"label": "TYPE", "id": entry.word, "pattern": entry.word}
        yield {"label": "TYPE", "id": entry.word, "pattern": entry.word.upper()}


def _signs() -> Iterator[dict[str, Any]]:
    """Signs of one to four codes."""
    word = {"TEXT": {"IN": ["số", "SỐ"]}, "OP": "?"}
    number, code = {"TEXT": {"REGEX": _NUMBER}}, {"TEXT": {"REGEX": _CODE}}
    for codes in range(4):
        pattern = [word, number, {"ORTH": "/"}, code, *[{"ORTH": "-"}, code] * codes]
        yield {"label": "SIGN", "pattern": pattern}


def _dates() -> Iterator[dict[str, Any]]:
    day, year = {"TEXT": {"REGEX": r"^\d\d?$"}}, {"TEXT": {"REGEX": r"^\d{4}$"}}
    short = {"TEXT": {"REGEX": r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$"}}
    yield {"label": "DATE", "pattern": [{"ORTH": "ngày"}, short]}
    yield {"label": "DATE", "pattern": [{"ORTH": "ngày"}, day, {"ORTH": "tháng"}, day, {"ORTH": "năm"}, year]}


def _read(pipeline: Any, file: Path) -> Iterator[Found]:
    """Each sign that a type word stands before, with the date right behind it or a comma further on."""
    text = file.read_text("utf-8")
    entities = pipeline(text.replace("\n", " ")).ents  # a line's end would be a token of its own
    dates = {entity.start: entity for entity in entities if entity.label_ == "DATE"}
    for word, sign in pairwise(entities):
        if (word.label_, sign.label_) == ("TYPE", "SIGN") and word.end == sign.start:
            date = dates.get(sign.end) or dates.get(sign.end + 1)
            start, end = word.start_char, sign.end_char
            number = re.sub(r"^\D+|\s", "", sign.text)
            yield Found(start, end, text[start:end], word.ent_id_, number, date and _iso(date.text))


def _iso(text: str) -> str | None:
    found = _DAY.search(text)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else None


if __name__ == "__main__":
    run(load)
