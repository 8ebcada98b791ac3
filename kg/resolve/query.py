"""What a person types to name a document: a sign, a sign with its type, a short name, a law, an IRI."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.errors import UsageError
from kg.resolve.numbers import clean, split
from kg.tables import alias_named, law_named, type_word

_NUMBER = re.compile(r"\d[\w.]*(?:\s*[-/]\s*[\w&.]+)*\s*/\s*[\w&.]+(?:\s*[-/]\s*[\w&.]+)*")
_YEAR = re.compile(r"(?:\bnăm\s+|\b\d{1,2}[/.-]\d{1,2}[/.-]|\()((?:19|20)\d\d)\b")
_LAW = ("Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp")


@dataclass(frozen=True, slots=True)
class DocumentQuery:
    """What to look a document up by; what was not said is None.

    ``number`` is a sign without white space, to be compared by ``numbers.number_key``; ``type`` a type
    in standard spelling; ``name`` a law's name, where no number was given; ``iri`` an IRI, absolute or
    from ``eli/`` on.
    """

    number: str | None = None
    type: str | None = None
    year: int | None = None
    name: str | None = None
    iri: str | None = None


def find(text: str) -> DocumentQuery:
    """Read what a person typed; raises UsageError where it names no document.

    >>> find("QĐ 468/QĐ-TTg")
    DocumentQuery(number='468/QĐ-TTg', type='Quyết định', year=None, name=None, iri=None)
    >>> find("Nghị quyết 76/NQ-CP năm 2021")
    DocumentQuery(number='76/NQ-CP', type='Nghị quyết', year=2021, name=None, iri=None)
    >>> find("đề án 06").number, find("Luật Đất đai năm 2024").name, find("61/2018/NĐ-CP").year
    ('06/QĐ-TTg', 'Luật Đất đai', 2018)
    """
    words = " ".join(text.split())
    if words.startswith(("http://", "https://", "eli/")):
        return DocumentQuery(iri=words)
    if alias := alias_named(words):
        return DocumentQuery(number=alias.number, year=int(alias.date[:4]))
    found = _NUMBER.search(words)
    if found and (parts := split(found[0])):
        stated = _year(words.replace(found[0], " "))
        return DocumentQuery(clean(found[0]), _type(words[: found.start()]), parts.year or stated)
    if name := _law(words):
        return DocumentQuery(name=name, year=_year(words))
    raise UsageError(
        f"{text!r} names no document; write its number as in 468/QĐ-TTg, with the year if it has none, "
        "or the name of a law, a short name such as Đề án 06, or an IRI."
    )


def _year(words: str) -> int | None:
    found = _YEAR.search(words)
    return int(found[1]) if found else None


def _type(lead: str) -> str | None:
    bare = re.sub(r"\s+(số|số:)$", "", lead.strip(), flags=re.IGNORECASE).strip(" :")
    word = type_word(bare)
    return word.word if word else None


def _law(words: str) -> str | None:
    bare = re.sub(r"[\s,(]*(năm\s+)?((19|20)\d\d)\)?$", "", words)
    if law := law_named(bare):
        return law.name
    return bare if bare.startswith(_LAW) and len(bare.split()) > 1 else None
