"""Which document a mention means: cases in the tables beside this file.

They are worked out by hand from the rules of identity, never from what the program prints. A case names the document
that cites (``citing``) and gives the mentions in it in order: as the fields of a citation (``mentions``), or as a
``text`` that the extractor reads first, where words such as "UBND tỉnh" take their place from the citing document.
The last mention is asked about, unless ``asked`` counts another from 0. It means one document (``target``), one of
several (``candidates``) or none that can be told (``unresolved``); ``why`` names the rule, ``source`` the real
document in which the mention stands, or "made". Of a mention's flags ``own_place`` says that its place was filled in
from the citing document, and ``former`` that the text says "(cũ)". ``slip`` tells whether a slip of the pen has to be
reported, which makes the answer less sure.
"""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from kg.extract.document import find_citations
from kg.extract.home import find_home
from kg.models import FORMER_PLACE, OWN_PLACE, Citation, Document, Header, Source
from kg.resolve import verdict
from kg.resolve.documents import resolve
from kg.resolve.slips import CODE as SLIP
from kg.text.layout import layout
from kg.text.normalise import normalise
from kg.text.reading import reading

BASE = "b/"
TABLES = sorted(Path(__file__).parent.glob("identity_cases_*.toml"))
RULES = {"own_place": OWN_PLACE, "former": FORMER_PLACE}


def read(path: Path) -> list[dict[str, Any]]:
    """The cases of one table, each with the document that cites in place of its name."""
    table = tomllib.loads(path.read_text("utf-8"))
    return [{**case, "citing": Header(**table["citing"][case["citing"]])} for case in table["case"]]


CASES = [case for path in TABLES for case in read(path)]


def mention(at: int, said: dict[str, Any]) -> Citation:
    """A mention as the extractor would give it; ``at`` stands for its place in the text."""
    rules = tuple(rule for flag, rule in RULES.items() if said.get(flag))
    fields = {key: value for key, value in said.items() if key not in RULES}
    defaults = {"text": said["number"], "kind": "sign", "rules": rules}
    return Citation(start=at, end=at + 1, **{**defaults, **fields})


def read_out(text: str, header: Header) -> tuple[Citation, ...]:
    """The mentions that the extractor finds in a text of a document with this header."""
    source = Source("a.txt", text, "ab" * 32)
    parts = layout(normalise(text))
    return find_citations(source, parts, reading(parts), header, find_home(header, text))[0]


def document(case: dict[str, Any]) -> Document:
    header: Header = case["citing"]
    if "text" in case:
        citations = read_out(case["text"], header)
    else:
        citations = tuple(mention(at, said) for at, said in enumerate(case["mentions"]))
    return Document("", "a.txt", None, "ab" * 32, header, citations)


def expected(case: dict[str, Any]) -> tuple[str, set[str]]:
    """The resolution, and the IRIs without the base that it leaves: one, several or none."""
    if case.get("unresolved"):
        return "unresolved", set()
    if "target" in case:
        return "resolved", {case["target"]}
    return "ambiguous", set(case["candidates"])


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_mention_means_what_it_should(case: dict[str, Any]) -> None:
    made = resolve(document(case), BASE)
    found = made.citations[case.get("asked", -1)]
    left = {found.target} if found.target else set(found.candidates)
    assert (found.resolution, {iri.removeprefix(BASE) for iri in left}) == expected(case), case["why"]
    if "slip" in case:
        told = any(finding.code == SLIP and finding.start == found.start for finding in made.findings)
        assert told == case["slip"], case["why"]
        assert not told or found.confidence <= verdict.SLIP_FORM.confidence


def test_the_tables_are_whole() -> None:
    """As many cases as were promised, each said once, and enough of them from real documents."""
    assert [name for name, count in Counter(case["id"] for case in CASES).items() if count > 1] == []
    assert len(CASES) >= 150
    assert sum(case["source"] != "made" for case in CASES) >= 50
