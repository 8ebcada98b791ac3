"""What a cited document is about (trích yếu): the words after its number, date and issuer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.mention import Mention
from kg.extract.rules import LOWER, UPPER, spaced

# The verbs that a title begins with, besides "về (việc)".
_VERBS = (
    "phê duyệt|ban hành|quy định|hướng dẫn|sửa đổi|bổ sung|bãi bỏ|công bố|thành lập|giao|tiếp tục|tăng cường|đẩy mạnh|"
    "triển khai|thực hiện|điều chỉnh|kiện toàn|chấn chỉnh|thông qua|quản lý|xử lý|thi hành|tổ chức|chi tiết|kiểm soát|"
    "nâng cao|phòng|thay thế|hợp nhất|đính chính|kéo dài|gia hạn|đình chỉ|ngưng|tạm ngưng|hủy bỏ|huỷ bỏ|thu hồi"
)
_OPENING = re.compile(
    spaced(rf" ?,? ?(?P<title>(?:[“\"] ?)?(?:về(?: việc)?|V/v|{_VERBS})(?![^\W\d_]))"),
    re.IGNORECASE,
)
_END = re.compile(
    rf"(?P<end>;|\n\n|\t|(?<!\bTP)[{LOWER}\d”\")]\.(?=\s+[{UPPER}\-\"“(]|\s*$|/)"
    r"|,\s+(?:Căn cứ|Theo|Thực hiện|Xét)\b|\s+\((?:sau đây|gọi tắt|viết tắt|sửa đổi)"
    r"|,?\s+(?:đã\s+)?được\s+(?:sửa đổi|bổ sung|thay thế|bãi bỏ|đính chính)"
    r"|,?\s+(?:Ủy ban nhân dân|UBND)\s+(?:tỉnh|thành phố|huyện|xã|phường)[^,;.]{0,40}\s+(?:ban hành|xây dựng))"
)
_TRAILING = re.compile(r"[\s,;:.“\"]*(?:\b(?:và|của|theo|tại|các|hoặc|cùng)\s*)*$")
_LIMIT = 600


def opens_title(text: str, at: int) -> bool:
    """Whether a title begins at *at*, after a document's number, date and issuer.

    >>> opens_title(" về thực hiện Nghị quyết", 0), opens_title(" đến phát triển kinh tế", 0)
    (True, False)
    """
    return _OPENING.match(text, at) is not None


def title_spans(text: str, mentions: Sequence[Mention], subjects: Sequence[int | None]) -> list[tuple[int, int] | None]:
    """For each mention the span of its title in *text*, or None where the text gives none.

    A title holds the mentions that it names (those whose subject it is), and ends before a mention of
    its own standing, at a semicolon, a full stop or a blank line.
    """
    return [_span(text, mentions, subjects, i) for i in range(len(mentions))]


def _span(
    text: str, mentions: Sequence[Mention], subjects: Sequence[int | None], index: int
) -> tuple[int, int] | None:  # fmt: skip
    mention = mentions[index]
    opening = _OPENING.match(text, mention.tail)
    if opening is None or mention.kind == "alias":
        return None
    start = opening.start("title")
    limit = min(len(text), start + _LIMIT, _next_of_own_standing(mentions, subjects, index))
    closing = text.find("”", start, limit) if text[start] == "“" else -1
    if closing > 0:
        return start, closing + 1
    end = _END.search(text, start, limit)
    stop = end.start("end") if end else limit
    if end and end["end"][:1] not in ";\n \t,":
        stop = end.start("end") + 1
    stop = _balanced(text, start, stop)
    trailing = _TRAILING.search(text, start, stop)
    stop = trailing.start() if trailing else stop
    return (start, stop) if stop - start > 3 else None


def _next_of_own_standing(mentions: Sequence[Mention], subjects: Sequence[int | None], index: int) -> int:
    """Where the next mention begins that the title of mention *index* does not name."""
    named = {index}
    for i in range(index + 1, len(mentions)):
        if subjects[i] in named:
            named.add(i)
        elif mentions[i].outer is None:
            return mentions[i].begin
    return 1 << 60


def _balanced(text: str, start: int, stop: int) -> int:
    """Stop before a bracket that closes what was opened before the title, or that stays open."""
    opened: list[int] = []
    for i in range(start, stop):
        if text[i] == "(":
            opened.append(i)
        elif text[i] == ")" and not opened:
            return i
        elif text[i] == ")":
            opened.pop()
    return opened[0] if opened else stop
