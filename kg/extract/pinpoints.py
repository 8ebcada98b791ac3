"""The provision cited with a document: "điểm a khoản 2 Điều 5", lists and ranges written out.

Citations run from the smallest unit to the largest (Law 64/2025/QH15, article 63; survey, section 9).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.extract.rules import spaced

# From the largest unit to the smallest, in the spelling of a normalised pinpoint.
_UNITS = ("Phụ lục", "Phần", "Chương", "Mục", "Tiểu mục", "Điều", "khoản", "mục", "điểm", "tiết", "đoạn")
_UNIT = r"(?:[pP]hụ lục|[pP]hần|[cC]hương|[tT]iểu mục|[mM]ục|[đĐ]iều|[kK]hoản|[đĐ]iểm|[tT]iết|[đĐ]oạn)"
_VALUE = r"(?:[IVXLC]+(?:\.\d+)*|\d{1,3}[a-zđ]?(?:\.\d+)*|[a-zđ]\d{0,2}(?:\.\d+)*)(?!\w)"
_VALUES = rf"{_VALUE}(?:(?: ?, ?| và | ?- ?| đến )(?:các )?{_VALUE})*"
_ATOM = rf"(?:(?:[cC]ác|[tT]ừ) )?{_UNIT} (?:số |thứ )?{_VALUES}"
_PHRASE = re.compile(
    spaced(
        rf"(?<!\w)(?P<phrase>{_ATOM}(?:(?: ?[,;] ?(?:và )?| và | đến | của | )(?:tại )?{_ATOM})*)"
        r"(?P<annex>(?:(?: ?,)?(?: của| tại| trong)? (?P<container>(?:Quy định|Quy chế|Chương trình|Đề án|Điều lệ|"
        r"Danh mục|Kế hoạch|Chiến lược|Quy hoạch|Hướng dẫn|Bảng giá)(?:[^;.:()\n]|\n(?!\n)){0,160}?))?"
        r" (?:được )?(?:ban hành )?(?:kèm theo|ban hành theo|ban hành tại))?(?: ?,)?(?: của| tại| trong)? ?$"
    )
)
_PART = re.compile(spaced(rf"(?P<unit>{_UNIT}) (?:số |thứ )?(?P<values>{_VALUES})"
                          rf"|(?P<range>đến)|(?P<new>[;]|và)"))  # fmt: skip
_WINDOW = 300


@dataclass(frozen=True, slots=True)
class Pinpoint:
    """A cited provision: where its words begin, its normal form, and the annexed document that it is in."""

    start: int
    text: str
    annexed: bool = False
    container: str | None = None


def pinpoint_before(text: str, at: int) -> Pinpoint | None:
    """The provision whose words end right before *at*.

    >>> pinpoint_before("tại các điểm a, b khoản 2, khoản 3 Điều 91 của Luật", 47).text
    'điểm a khoản 2 Điều 91; điểm b khoản 2 Điều 91; khoản 3 Điều 91'
    >>> pinpoint_before("từ Điều 4 đến Điều 6 Nghị định", 21).text
    'Điều 4; Điều 5; Điều 6'
    """
    low = max(0, at - _WINDOW)
    match = _PHRASE.search(text[low:at])
    if match is None:
        return None
    provisions = _provisions(match["phrase"])
    if not provisions:
        return None
    container = " ".join(match["container"].split()) if match["container"] else None
    return Pinpoint(low + match.start("phrase"), "; ".join(provisions), bool(match["annex"]), container)


def _provisions(phrase: str) -> list[str]:
    """Write out a phrase: read from its end, each unit belongs to the next larger one after it."""
    atoms = _atoms(phrase)
    done: list[str] = []
    context: dict[int, str] = {}
    for position in range(len(atoms) - 1, -1, -1):
        rank, values = atoms[position]
        smaller_follows = position > 0 and atoms[position - 1][0] > rank
        context = {r: v for r, v in context.items() if r < rank}
        tail = " ".join(f"{_UNITS[r]} {context[r]}" for r in sorted(context, reverse=True))
        if smaller_follows and len(values) == 1:
            context[rank] = values[0]
            continue
        if smaller_follows:
            context[rank] = values[0]
            values = values[1:]
        done[:0] = [f"{_UNITS[rank]} {value} {tail}".strip() for value in values]
    return done


def _atoms(phrase: str) -> list[tuple[int, list[str]]]:
    """(rank of the unit, values) in reading order; "Điều 4 đến Điều 6" is one atom."""
    atoms: list[tuple[int, list[str]]] = []
    ranged = False
    for match in _PART.finditer(phrase):
        if match["unit"] is None:
            ranged = match["range"] is not None
            continue
        rank = [u.lower() for u in _UNITS].index(re.sub(r"\s+", " ", match["unit"]).lower())
        values = _values(match["values"])
        if ranged and atoms and atoms[-1][0] == rank:
            atoms[-1] = (rank, atoms[-1][1][:-1] + _range(atoms[-1][1][-1], values[0]) + values[1:])
        else:
            atoms.append((rank, values))
        ranged = False
    return [_placed(atom, atoms[i + 1 : i + 2]) for i, atom in enumerate(atoms)]


def _placed(atom: tuple[int, list[str]], following: list[tuple[int, list[str]]]) -> tuple[int, list[str]]:
    """A "mục" said before a khoản lies inside it: "điểm d, mục 2.2, khoản 3 Điều 3" (survey, section 9)."""
    inside = _UNITS[atom[0]] == "Mục" and following and _UNITS[following[0][0]] == "khoản"
    return (_UNITS.index("mục"), atom[1]) if inside else atom


def _values(words: str) -> list[str]:
    values: list[str] = []
    ranged = False
    for word in re.findall(r"đến|-|[\w.]+", words):
        if word in ("đến", "-"):
            ranged = True
        elif word not in ("và", "các"):
            values = values[:-1] + _range(values[-1], word) if ranged and values else [*values, word]
            ranged = False
    return values


def _range(first: str, last: str) -> list[str]:
    """Numbers between two ends; letters and mixed values are kept as their two ends."""
    if first.isdigit() and last.isdigit() and int(first) < int(last) <= int(first) + 200:
        return [str(n) for n in range(int(first), int(last) + 1)]
    return [first, last]
