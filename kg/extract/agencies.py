"""The names of responsible bodies: where they stand in a list, in full, and under one canonical name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.extract.home import province_folds
from kg.tables import agencies, fold, group_names
from kg.tables.letters import LOWER, UPPER


@dataclass(frozen=True, slots=True)
class Words:
    """What ``agencies.toml`` says: how names begin, and what is written short."""

    heads: str
    short: tuple[tuple[re.Pattern[str], str], ...]


@cache
def words() -> Words:
    """The words of ``agencies.toml``, compiled."""
    data = tomllib.loads((files("kg.extract") / "agencies.toml").read_text(encoding="utf-8"))
    heads = sorted(data["heads"], key=len, reverse=True)
    return Words(
        heads="(?:" + "|".join(re.escape(head) for head in heads) + ")",
        short=tuple((re.compile(row["printed"]), row["full"]) for row in data["short"]),
    )


_NOTE = re.compile(r"\s*\([^()]*\)")
_ASKED = re.compile(r"^(?:[-–+•*\s]|Đề nghị|đề nghị|Giao|Yêu cầu|Trách nhiệm của|Đối với|Lãnh đạo)+\s+", re.UNICODE)
_GROUP_HEAD = r"(?:[Cc]ác (?!khu)|[Tt]ất cả các |[Gg]iám đốc|[Tt]hủ trưởng)"


@cache
def _cut() -> re.Pattern[str]:
    """Where one name of a list ends and the next begins."""
    heads = words().heads
    small = r"cấp xã\b|nhà đầu tư|nhà cung cấp|hệ thống truyền thanh|tổ chức, cá nhân|tổ chức$|cấp ủy"
    begins = rf"(?:(?!Ban[,;]|Ban [Nn]gành|Ngành){heads}(?![{LOWER}])|{_GROUP_HEAD}|{small})"
    return re.compile(
        rf"\s*;\s*|(?<!và)(?<!và )\s*\n\s*-?\s*|(?<=[\w)]) - (?=Các |UBND)|\s*,\s*(?:và )?(?={begins})|"
        rf"(?<!Quốc hội) và (?={begins}|các )| (?=Sở [{UPPER}])"
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
        if part.strip(" -–") in ("Các", "các"):
            continue
        for name in _levels(expand(part), last=next(reversed(found.values()), "")):
            found.setdefault(fold(name), name)
    return tuple(found.values())


def _levels(name: str, last: str) -> Iterator[str]:
    """ "UBND cấp huyện, xã" is two bodies; "cấp xã" after "UBND cấp huyện" is "UBND cấp xã"."""
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

    >>> expand("Đài PTTH tỉnh"), expand("các Sở, Ban, Ngành cấp tỉnh"), expand("Sở LĐ-TB&XH")
    ('Đài Phát thanh và Truyền hình tỉnh', 'Các sở, ban, ngành cấp tỉnh', 'Sở Lao động - Thương binh và Xã hội')
    """
    name = _ASKED.sub("", " ".join(_NOTE.sub("", printed).split())).strip(" .,;:-–")
    for pattern, full in words().short:
        name = pattern.sub(full, name)
    name = _SHORT_DEPARTMENT.sub(lambda match: _departments().get(fold(match[0]), match[0]), name)
    if _GROUP_START.match(name) or re.match(_GROUP_HEAD, name):
        name = _LOWERED.sub(lambda match: match[0].lower(), name)
        name = re.sub(r"^sở,", "Các sở,", name)
    return name[:1].upper() + name[1:]


_SHORT_DEPARTMENT = re.compile(r"^Sở [^\s,;]+(?![^\W_])")


@cache
def _departments() -> dict[str, str]:
    """The full names of departments by their short ones, folded: "so gd&dt" (agencies.csv, the aliases)."""
    named = [(alias, body.name) for body in agencies() for alias in body.aliases if body.name.startswith("Sở ")]
    return {fold(alias): name for alias, name in named if _SHORT_DEPARTMENT.fullmatch(alias)}


_LOOSE = re.compile(r" (?:khác )?(?:có )?liên quan(?= |$)|(?<!đóng) trên địa bàn (?:[Tt]ỉnh|[Tt]hành phố)(?: .*)?$")


def canonical(name: str) -> tuple[str, ...]:
    """The names under which a plan's set of bodies holds *name*; none where it names nobody.

    >>> canonical("Giám đốc các sở"), canonical("Các cơ quan, đơn vị có liên quan")
    (('Các sở, ban, ngành',), ())
    >>> canonical("Sở Y tế tỉnh Nghệ An")
    ('Sở Y tế',)
    """
    if (names := group_names(name)) is not None:
        return names
    own = _without_place(name)
    if own != name:
        return canonical(own)
    name = re.sub(r"^Doanh nghiệp (?=\w)", "Các doanh nghiệp ", name)
    return (re.sub(r"(?<= )Tỉnh$", "tỉnh", _LOOSE.sub("", name)),)


def _without_place(name: str) -> str:
    """Drop the province's name after "tỉnh", and both after a department."""
    match = re.match(rf"(.+ (?:tỉnh|[Tt]hành phố)) ((?:[{UPPER}][^\s]*[ -]*)+)$", name)
    if match and fold(match[2]) in province_folds():
        name = match[1]
    return re.sub(r"^((?:Sở) .+?) (?:tỉnh|[Tt]hành phố)$", r"\1", name)


_VERBS = (
    r"chủ trì|phối hợp|căn cứ|có trách nhiệm|chịu trách nhiệm|hướng dẫn|tham mưu|triển khai|"
    r"thực hiện|phát huy|"
    r"phân công|theo|tiếp tục|chỉ đạo|tăng cường|chủ động|rà soát|đẩy mạnh|quan tâm|cân đối|bố trí|"
    r"thẩm định|tổng hợp|giúp|là|"
    r"kiểm tra|giám sát|vận động|tuyên truyền|cung cấp|đôn đốc|nghiên cứu|đề xuất|bám sát|lồng ghép|"
    r"đảm bảo|bảo đảm|quán triệt|"
    r"nâng cao|trên cơ sở|khẩn trương|theo dõi|tham gia|ban hành|được|sử dụng|báo cáo|yêu cầu|"
    r"đề nghị|có(?! liên quan)|để|đăng ký|tiến hành|cập nhật|huy động|tiếp nhận|kịp thời|thường xuyên|hoàn thành|"
    r"thông tin (?:kịp|về)|cử|gửi|trong (?:việc|quá trình|phạm vi)|quản lý(?= (?:chặt|tốt|các))"
)
# "các tổ chức", "lĩnh vực xây dựng" are nouns.
_NOUN = r"(?<!các )(?<!lĩnh vực )(?<!đầu tư )(?<!ngành )(?<!và )(?<!, )(?<!cá nhân, )"
_VERB = re.compile(rf"(?<!\w)(?:{_NOUN}(?:tổ chức|xây dựng)|{_VERBS})(?!\w)")
_ASKING = re.compile(r"\s*(?:(?:Đề nghị|đề nghị|Giao|giao|Yêu cầu|Trách nhiệm của|Đối với)\s+)?")


def leading_bodies(text: str) -> tuple[tuple[str, ...], str]:
    """The bodies that a heading or sentence begins with, and what follows them.

    >>> leading_bodies("Đề nghị Công ty Điện lực Đắk Lắk: Khẩn trương kiểm tra")
    (('Công ty Điện lực Đắk Lắk',), 'Khẩn trương kiểm tra')
    >>> leading_bodies("Chủ trì, phối hợp với Sở Nội vụ")
    ((), 'Chủ trì, phối hợp với Sở Nội vụ')
    """
    flat = text.replace("\n", " ")  # "Đề nghị Ủy / ban Mặt trận" goes on in the next line
    asked = _ASKING.match(flat)
    start = asked.end() if asked else 0
    if not begins(flat, start):
        return (), text
    end, after = list_end(text, start)
    bodies = split_bodies(" ".join(text[start:end].split()))
    return bodies, text[after:].strip()


def asks(text: str) -> bool:
    """Whether a heading or sentence asks a body, which the plan's issuer has no power over, and does not charge it.

    >>> asks("Đề nghị Ủy ban Mặt trận Tổ quốc tỉnh"), asks("Giao Sở Nội vụ")
    (True, False)
    """
    return _REQUEST.match(text) is not None


_REQUEST = re.compile(r"[-–+•*\s]*(?:Trân trọng )?[Đđ]ề\s+nghị\s")


def begins(text: str, start: int = 0) -> bool:
    """Whether the name of a body may begin at *start*."""
    return _head().match(text, start) is not None


# "Báo cáo", "Ban hành", "Hội nghị" begin like bodies.
_NOT_HEADS = "cáo|chống|chí|hành|chức|nghị|thảo|viên|hợp|thuộc|đảm|hàng|trí|máy|giao"


@cache
def _head() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{words().heads}(?!\s(?:{_NOT_HEADS})\b)|[Cc]ác|Tất cả các|Giám đốc|Thủ trưởng|Lãnh đạo)(?!\w)"
    )


def list_end(text: str, start: int) -> tuple[int, int]:
    """Where the list of bodies ends and where the text after it begins: a colon, a new line, a verb."""
    colon = text.find(":", start, start + _LIST)
    verb = _VERB.search(text.replace("\n", " "), start)
    stops = [(len(text), len(text))]
    if colon >= 0:
        stops.append((colon, colon + 1))
    if verb:
        stops.append((verb.start(), verb.start()))
    stops.extend(
        (match.start(), match.end())
        for match in _NEW_LINE.finditer(text, start, start + _LIST)
        if _whole(text[start : match.start()])
    )
    return min(stops)


_LIST = 400
_NEW_LINE = re.compile(rf"\n(?=-|(?:{_VERBS}|tổ chức|xây dựng)\b)", re.IGNORECASE)


def _whole(listed: str) -> bool:
    """Whether the last name of a list is complete at a line's end ("…, Đài" is not)."""
    last = re.split(r"[,;]", listed)[-1].split()
    return len(last) > 1 and last[-1] not in ("và", "-", "của")
