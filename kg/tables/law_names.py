"""Names of laws, codes and ordinances in standard spelling: ``law_names.csv``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.tables.folding import fold
from kg.tables.rows import Confidence, Row, load


@dataclass(frozen=True, slots=True)
class LawName:
    """A name in standard capitalisation (``Luật Đất đai``) and its printed variants."""

    name: str
    type: str
    variants: tuple[str, ...]
    sources: tuple[str, ...]
    confidence: Confidence


@cache
def law_names() -> tuple[LawName, ...]:
    """All names, in the order of the table; raises TableError."""
    return load("law_names", _build, lambda law: law.name)


@cache
def law_named(name: str) -> LawName | None:
    """The law with this name or variant; case, tone marks and punctuation do not count.

    >>> law_named("Luật Ban hành văn bản QPPL").name, law_named("luật Phổ biến giáo dục pháp luật").name
    ('Luật Ban hành văn bản quy phạm pháp luật', 'Luật Phổ biến, giáo dục pháp luật')
    """
    return _by_name().get(law_key(name))


def law_key(name: str) -> str:
    """The form in which names of laws are compared.

    >>> law_key("Luật Quản lý, sử dụng tài sản công")
    'luat quan ly su dung tai san cong'
    """
    return " ".join(re.findall(r"\w+", fold(name)))


@cache
def _by_name() -> dict[str, LawName]:
    variants = {law_key(name): law for law in law_names() for name in law.variants}
    return variants | {law_key(law.name): law for law in law_names()}


def _build(row: Row) -> LawName:
    return LawName(row.text("name"), row.text("type"), row.words("variants"), row.sources, row.confidence)
