"""A mention of a document in a text, as the grammar passes it on from step to step."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.extract.pinpoints import Pinpoint
from kg.extract.signs import Sign
from kg.models import Kind


class Mention(NamedTuple):
    """One mention, in offsets of the reading text; ``tail`` is where its date and issuer end.

    ``draft`` says that it is named in the title of a draft. ``rules`` names what read the date, the issuer and
    the provision.
    ``typed`` says that the quote begins with a type word of its own, ``listed`` that the mention goes
    on a list whose first item has it; ``outer`` is the start of the amending title it stands in.
    """

    start: int
    end: int
    tail: int
    kind: Kind
    type: str
    number: str
    rule: str
    sign: Sign | None = None
    typed: bool = True
    listed: bool = False
    amends: bool = False
    outer: int | None = None
    draft: bool = False
    date: str | None = None
    issuer: str | None = None
    pinpoint: Pinpoint | None = None
    rules: tuple[str, ...] = ()

    @property
    def begin(self) -> int:
        """Where the mention begins, the provision named right before it included."""
        return min(self.pinpoint.start, self.start) if self.pinpoint and not self.pinpoint.annexed else self.start


_ASSEMBLY = re.compile(r"(?:UBTV)?QH\d{1,2}")


def is_assembly(sign: Sign) -> bool:
    """Whether the National Assembly or its Standing Committee numbers so: "35/2023/UBTVQH15"."""
    return bool(sign.year and sign.codes and _ASSEMBLY.fullmatch(sign.codes[-1]))
