"""Bytes to text, whatever charset a Vietnamese file was written in, told by evidence and never by guess.

Unicode is taken at its word: UTF-8, and UTF-16 with a byte-order mark or the pattern of its NULs. All else
has to show that it is Vietnamese, in one of the charsets used before Unicode:

- windows-1258: a vowel, then its tone as a combining mark. The two are composed (NFC): one letter, one code point.
- TCVN3 (TCVN 5712:1993, VN3; the "ABC" fonts): one byte a letter.
- VNI-Windows: a vowel, then a byte for all its marks.

Such bytes are often found in UTF-8 too: a program took them for windows-1252 or Latin-1 and saved them again
("QuyÕt ®Þnh", "Quyeát ñònh"). Both are one problem here: the bytes are read as Latin-1 first. Text that holds
one letter which only Unicode gives to Vietnamese is never converted, nor is any in which the words with marks
do not become syllables; so French stays French. A text that mixes Unicode with one of these charsets stays as it is.

TCVN3 has codes for seven capital letters with marks: Ă Â Ê Ô Ơ Ư Đ. All others are their small letters' codes
in a capital font (.VnTimeH), which plain text does not name: "QUYÕT §ÞNH" holds a small ế and a small ị. A word
that is otherwise in capitals is put in capitals; so is a word of one capital and vowels ("Hµ" in "Hµ NéI")
between such words; nothing else is: "Së Y TÕ" stays "Sở Y Tế", and words typed small in that font stay small.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product

from kg import tables

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_NOT_UNICODE = "is not UTF-8 or UTF-16 text"
_WORD = re.compile(r"[^\W\d_]+")
_NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")  # what no text in UTF-16 holds
# Letters and marks that Vietnamese has in Unicode and no text of windows-1252 or Latin-1 holds.
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u0300-\u036f\u1ea0-\u1ef9]")

# TCVN 5712:1993, VN3: runs of letters by the code of their first. The other codes are as in windows-1252.
_TCVN3: Mapping[int, str] = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ",
    0xBB: "ằẳẵắ",
    0xC6: "ặầẩẫấậè",
    0xCE: "ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò",
    0xE1: "ỏõóọồổỗốộờởỡớợù",
    0xF1: "ủũúụừửữứựỳỷỹýỵ",
}
# VNI-Windows, as windows-1252 shows it: letters of one code, and the code after a vowel for all its marks.
_VNI_LETTERS = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))
_TONES = ("\u0301", "\u0300", "\u0309", "\u0303", "\u0323")
_VNI_MARKS: tuple[tuple[str, str, str], ...] = (  # the vowels, what they all bear, the codes without and with each tone
    ("aeouyôö", "", "ùøûõï"),
    ("aeo", "\u0302", "âáàåãä"),
    ("a", "\u0306", "êéèúüë"),
)

_PIECES = 16
_PIECE = 4096  # characters; what tells the charset is asked of 64 KB, spread over the text
_ENOUGH = 2  # known words more than unknown ones; words of two letters at least, and with a mark
_FEW = 5  # so few words with marks say it only where most of the other words are syllables too
_CLEARLY = 2  # times as many known words as unknown ones
_BETTER = 2  # times what any other reading is worth: its known words less its unknown ones


def decoded(data: bytes) -> tuple[str, str]:
    """The text that *data* holds, without byte-order mark, and the name of its charset.

    Raises ValueError, with its reason and the byte, for what is no text, or in none of these charsets.

    >>> decoded("Quyết định".encode())
    ('Quyết định', 'utf-8')
    >>> decoded("QuyÕt ®Þnh".encode("latin-1"))
    ('Quyết định', 'TCVN3')
    >>> decoded("Quyeát ñònh".encode("utf-8"))
    ('Quyết định', 'VNI-Windows')
    >>> decoded("Né plus tôt à Orléans".encode("utf-8"))
    ('Né plus tôt à Orléans', 'utf-8')
    """
    mark, name = next((bom for bom in _BOMS if data.startswith(bom[0])), (b"", ""))
    if not mark and b"\x00" in data:
        return _repaired(*_utf16(data))
    try:
        text = data[len(mark) :].decode(name or "utf-8")
    except UnicodeDecodeError as error:
        at = len(mark) + error.start
        if mark:
            raise ValueError(f"{_NOT_UNICODE} (byte {at})") from error
        if found := _told(data.decode("latin-1")):
            return found
        raise ValueError(f"{_NOT_UNICODE} (byte {at}), nor Vietnamese in {' or '.join(_CHARSETS)}") from error
    if "\x00" in text:
        raise ValueError("is binary, not text")
    return _repaired(text, name or "utf-8")


def _utf16(data: bytes) -> tuple[str, str]:
    """UTF-16 without a mark: the upper byte of most characters is NUL, and a third at least are plain letters."""
    piece = data[: _PIECES * _PIECE]
    name = "utf-16-le" if piece[1::2].count(0) > piece[::2].count(0) else "utf-16-be"
    text = data.decode(name, "replace")
    start = text[: len(piece) // 2]
    if sum(map(str.isascii, start)) * 3 < len(start) or len(data) % 2 or _NO_TEXT.search(text):
        raise ValueError(f"is binary, not text (byte {data.index(0)})")
    return text, name


def _repaired(text: str, name: str) -> tuple[str, str]:
    """*text*, or what it was before a program took its bytes for windows-1252."""
    if text.isascii() or any(map(_UNICODE_ONLY.search, _sample(text))):
        return text, name
    found = _told(text)
    return (text, name) if found is None or _UNICODE_ONLY.search(text) else found


def _told(seen: str) -> tuple[str, str] | None:
    """The text in the one charset in which it clearly is Vietnamese, and its name; *seen* is it as Latin-1."""
    sample = "\n".join(_sample(seen))
    found = {name: _evidence(read(sample)) for name, read in _CHARSETS.items()}
    name = max(found, key=lambda name: _worth(found[name]))
    known, unknown = found.pop(name)
    if known - unknown < _ENOUGH or known < _CLEARLY * unknown:
        return None
    if max(map(_worth, (*found.values(), _evidence(sample)))) * _BETTER > known - unknown:
        return None
    if known < _FEW and not _plain_vietnamese(sample):
        return None
    text = _CHARSETS[name](seen)
    return _in_capitals(text) if name == "TCVN3" else text, name


def _worth(found: tuple[int, int]) -> int:
    return found[0] - found[1]


def _sample(text: str) -> Sequence[str]:
    """Pieces of a text, spread evenly over it; a short one is its own sample."""
    if len(text) <= _PIECES * _PIECE:
        return (text,)
    step = len(text) // _PIECES
    return [text[at : at + _PIECE] for at in range(0, step * _PIECES, step)]


def _evidence(text: str) -> tuple[int, int]:
    """How many different words with marks are syllables, and how many are not."""
    words = {word.lower() for word in _WORD.findall(text) if len(word) > 1 and not word.isascii()}
    known = len(words & tables.syllables())
    return known, len(words) - known


def _plain_vietnamese(text: str) -> bool:
    """Whether at least half of the words without marks are syllables: not so in "Il est né plus tôt"."""
    words = {word.lower() for word in _WORD.findall(text) if len(word) > 1 and word.isascii()}
    return len(words & tables.syllables()) * 2 >= len(words)


def _by_code(letters: Mapping[int, str]) -> dict[int, str]:
    """A table for str.translate: the characters that Latin-1 and windows-1252 show for a code, to its letter."""
    shown = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0x100)}
    return {at: letters.get(code, char) for code, char in shown.items() for at in (code, ord(char))}


_BY_CP1258 = _by_code({code: char for code in range(0x80, 0x100) if (char := bytes([code]).decode("cp1258", "ignore"))})
_BY_TCVN3 = _by_code({first + i: letter for first, run in _TCVN3.items() for i, letter in enumerate(run)})
_BY_CP1252 = _by_code({})


def _vni() -> Iterator[tuple[str, str]]:
    """Each letter as VNI-Windows writes it, and as it is; the vowel alone says whether it is a capital."""
    for code, letter in _VNI_LETTERS.items():
        yield from ((code, letter), (code.upper(), letter.upper()))
    for vowels, borne, codes in _VNI_MARKS:
        marks = [borne + tone for tone in (("", *_TONES) if borne else _TONES)]
        for vowel, (code, mark) in product(vowels, zip(codes, marks, strict=True)):
            letter = unicodedata.normalize("NFC", _VNI_LETTERS.get(vowel, vowel) + mark)
            for after in (code, code.upper()):
                yield from ((vowel + after, letter), (vowel.upper() + after, letter.upper()))


_BY_VNI = dict(_vni())
_VNI = re.compile("|".join(sorted(_BY_VNI, key=len, reverse=True)))


def _from_cp1258(seen: str) -> str:
    return unicodedata.normalize("NFC", seen.translate(_BY_CP1258))


def _from_tcvn3(seen: str) -> str:
    return seen.translate(_BY_TCVN3)


def _from_vni(seen: str) -> str:
    return _VNI.sub(lambda match: _BY_VNI[match[0]], seen.translate(_BY_CP1252))


_CHARSETS: Mapping[str, Callable[[str], str]] = {
    "windows-1258": _from_cp1258,
    "TCVN3": _from_tcvn3,
    "VNI-Windows": _from_vni,
}

# What TCVN3 has no capital for: the vowels with a tone. A line in capitals has one of its other capitals in a word.
_TONED = re.compile("[àảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]")
_INSIDE = re.compile(r"[^\W\d_][A-ZĂÂÊÔƠƯĐ]")


def _in_capitals(text: str) -> str:
    """A text of TCVN3 with its capital font's words in capitals, line by line.

    >>> _in_capitals("THàNH PHố Hà NộI, UBND Hà Nội")
    'THÀNH PHỐ HÀ NỘI, UBND Hà Nội'
    """
    lines = text.splitlines(keepends=True)
    return "".join(_line_in_capitals(line) if _INSIDE.search(line) else line for line in lines)


def _line_in_capitals(line: str) -> str:
    words = _WORD.findall(line)
    cases = [_case(word) for word in words]
    before, after = _last(cases), _last(cases[::-1])[::-1]
    around = ({left, right} for left, right in zip(before, after, strict=True))
    large = (
        word.upper() if _is_large(word) or (case is None and True in near and False not in near) else word
        for word, case, near in zip(words, cases, around, strict=True)
    )
    return _WORD.sub(lambda _: next(large), line)


def _is_large(word: str) -> bool:
    """Whether all letters but vowels with a tone are capitals, and one after the first letter is."""
    return _INSIDE.search(word) is not None and _TONED.sub("", word).isupper()


def _case(word: str) -> bool | None:
    """Whether a line is in capitals as far as this word says: "Hà" and "UBND" say nothing."""
    if _is_large(word):
        return True if word.lower() in tables.syllables() else None
    rest = _TONED.sub("", word)
    return False if rest and not rest.isupper() else None


def _last(cases: Sequence[bool | None]) -> list[bool | None]:
    """For each word the case of the last one before it that has one."""
    found: list[bool | None] = []
    last: bool | None = None
    for case in cases:
        found.append(last)
        last = last if case is None else case
    return found
