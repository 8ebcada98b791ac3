"""The names of responsible bodies: where they stand in a list, in full, and under one canonical name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.extract.home import province_folds
from kg.extract.rules import LOWER, UPPER
from kg.tables import fold


@dataclass(frozen=True, slots=True)
class Words:
    """What ``agencies.toml`` says: how names begin, abbreviations, groups."""

    heads: str
    short: tuple[tuple[re.Pattern[str], str], ...]
    groups: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]


@cache
def words() -> Words:
    """The words of ``agencies.toml``, compiled."""
    data = tomllib.loads((files("kg.extract") / "agencies.toml").read_text(encoding="utf-8"))
    heads = sorted(data["heads"], key=len, reverse=True)
    return Words(
        heads="(?:" + "|".join(re.escape(head) for head in heads) + ")",
        short=tuple((re.compile(row["printed"]), row["full"]) for row in data["short"]),
        groups=tuple((re.compile(row["printed"], re.IGNORECASE), tuple(row["names"])) for row in data["group"]),
    )


_NOTE = re.compile(r"\s*\([^()]*\)")
_ASKED = re.compile(r"^(?:[-–+•*\s]|Đề nghị|đề nghị|Giao|Yêu cầu|Trách nhiệm của|Lãnh đạo)+\s+", re.UNICODE)
_GROUP_HEAD = r"(?:[Cc]ác (?!khu)|[Tt]ất cả các |[Gg]iám đốc|[Tt]hủ trưởng)"


@cache
def _cut() -> re.Pattern[str]:
    """Where one name of a list ends and the next begins."""
    heads = words().heads
    begins = rf"(?:(?!Ban[,;]|Ban [Nn]gành|Ngành){heads}(?![{LOWER}])|{_GROUP_HEAD}|cấp xã\b|[Dd]oanh nghiệp|[Nn]hà đầu tư|[Nn]hà cung cấp)"
    return re.compile(
        rf"\s*;\s*|\s*\n\s*-?\s*|(?<=[\w)]) - (?=Các |UBND)|\s*,\s*(?:và )?(?={begins})|(?<!Quốc hội) và (?={begins}|các )| (?=Sở [{UPPER}])"
    )


_LEVELS = r"(?:cấp )?(huyện|xã)"
_BOTH = re.compile(rf"^(.*UBND) cấp (huyện)(?:,| và) {_LEVELS}$")


def split_bodies(text: str) -> tuple[str, ...]:
    """The bodies of a list, in full, each once.

    >>> split_bodies("Sở Tư pháp, các Sở, ban, ngành cấp tỉnh; UBND cấp huyện, cấp xã")
    ('Sở Tư pháp', 'Các sở, ban, ngành cấp tỉnh', 'UBND cấp huyện', 'UBND cấp xã')
    """
    found: dict[str, str] = {}
    for part in _cut().split(_NOTE.sub("", text)):
        for name in _levels(expand(part), last=next(reversed(found.values()), "")):
            found.setdefault(fold(name), name)
    return tuple(found.values())


def _levels(name: str, last: str) -> Iterator[str]:
    """"UBND cấp huyện, xã" is two bodies; "cấp xã" after "UBND cấp huyện" is "UBND cấp xã"."""
    both = _BOTH.match(name)
    if both:
        yield f"{both[1]} cấp {both[2]}"
        yield f"{both[1]} cấp {both[3]}"
    elif name.lower() in ("cấp xã", "xã"):
        yield f"{last.split(' cấp ')[0]} cấp xã" if " cấp " in last else "UBND cấp xã"
    elif name:
        yield name


_GROUP_START = re.compile(r"^(?:[Cc]ác )?[Ss]ở(?=,| )(?=, ?(?:[Bb]an|[Nn]gành|cơ quan|đơn vị))")
_LOWERED = re.compile(r"\b(?:Sở|Ban|Ngành|Cơ quan|Đơn vị|Tổ chức|Hội)(?=,|\s*$| [a-zđ]|, )")


def expand(printed: str) -> str:
    """A printed name in full: abbreviations expanded, notes in brackets gone, groups in lower case.

    >>> expand("Đài PTTH tỉnh"), expand("các Sở, Ban, Ngành cấp tỉnh"), expand("Trung tâm Phục vụ HCC tỉnh")
    ('Đài Phát thanh và Truyền hình tỉnh', 'Các sở, ban, ngành cấp tỉnh', 'Trung tâm Phục vụ hành chính công tỉnh')
    """
    name = _ASKED.sub("", " ".join(_NOTE.sub("", printed).split())).strip(" .,;:-–")
    for pattern, full in words().short:
        name = pattern.sub(full, name)
    if _GROUP_START.match(name) or re.match(_GROUP_HEAD, name):
        name = _LOWERED.sub(lambda match: match[0].lower(), name)
        name = re.sub(r"^sở,", "Các sở,", name)
    return name[:1].upper() + name[1:]


_OF_PLACE = re.compile(r"(?P<kept>.*?)(?P<unit> (?:tỉnh|thành phố|Thành phố))?(?: (?P<place>[^,;]+))?")


def canonical(name: str) -> tuple[str, ...]:
    """The names under which a plan's set of bodies holds *name*; none where it names nobody.

    >>> canonical("Giám đốc các sở"), canonical("Các cơ quan, đơn vị có liên quan"), canonical("Sở Y tế tỉnh Nghệ An")
    (('Các sở, ban, ngành',), (), ('Sở Y tế',))
    """
    bare = re.sub(r"^(?:Các|Tất cả các) ", "", name)
    for pattern, names in words().groups:
        if pattern.fullmatch(bare):
            return names
    own = _without_place(name)
    if own != name:
        return canonical(own)
    return (re.sub(r" (?:khác )?(?:có )?liên quan(?= |$)", "", name),)


def _without_place(name: str) -> str:
    """Drop the province's name after "tỉnh", and both after a department."""
    match = re.match(rf"(.+ (?:tỉnh|[Tt]hành phố)) ((?:[{UPPER}][^\s]*[ -]*)+)$", name)
    if match and fold(match[2]) in province_folds():
        name = match[1]
    return re.sub(r"^((?:Sở) .+?) (?:tỉnh|[Tt]hành phố)$", r"\1", name)
