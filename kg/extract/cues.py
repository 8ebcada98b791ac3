"""The words that say how a document acts on the one named after them: ordered tables of cues.

A cue stands before the cited document ("sửa đổi, bổ sung một số điều của …") or after it ("… hết hiệu
lực"). Meaning of the relations: gold/GUIDE.md; words seen: survey, section 12.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from kg.extract.rules import Rule, spaced
from kg.models import Relation

Seen: TypeAlias = tuple[tuple[str, str], ...]
"""Phrases, each with the file it was seen in."""


@dataclass(frozen=True)
class Cue:
    """A rule with the relation that it decides."""

    relation: Relation
    rule: Rule


# What may stand between an act and the document that it is about: some of its provisions, an annex.
_OBJECT = r"(?:[^;.:\n]|\n(?!\n)|\. ?(?=\d))"


def _cue(relation: Relation, pattern: str, examples: Seen, counter_examples: Seen = ()) -> Cue:
    return Cue(relation, Rule(f"relation.{relation}", pattern, examples, counter_examples))


ACTS: tuple[Cue, ...] = (
    _cue("corrects", rf"(?P<act>(?i:đính chính)){_OBJECT}{{0,160}}$", (("đính chính Quyết định số ", "labels"),)),
    _cue("consolidates", rf"(?P<act>(?i:hợp nhất)) {_OBJECT}{{0,60}}$", (("hợp nhất Nghị định số ", "labels"),)),
    _cue(
        "suspends",
        r"(?P<act>(?i:đình chỉ|ngưng hiệu lực|tạm ngưng)(?: (?:việc )?(?:thi hành|thực hiện|hiệu lực))?)"
        rf"{_OBJECT}{{0,120}}$",
        (("ngưng hiệu lực thi hành Thông tư số ", "labels"),),
    ),
    _cue(
        "extends",
        r"(?P<act>(?i:kéo dài|gia hạn) (?:thời gian|thời hạn|hiệu lực)(?: (?:thực hiện|thi hành|áp dụng))?)"
        rf"{_OBJECT}{{0,120}}$",
        (("kéo dài thời gian thực hiện Nghị quyết số ", "labels"),),
    ),
    _cue(
        "revokes",
        r"(?P<act>(?i:hủy bỏ|huỷ bỏ|thu hồi))(?: toàn bộ| một phần)?(?: các)? $",
        (("hủy bỏ các ", "labels"),),
    ),
    _cue(
        "repeals",
        rf"(?P<act>(?i:bãi bỏ|làm hết hiệu lực|chấm dứt hiệu lực)){_OBJECT}{{0,240}}:? ?$",
        (
            ("BÃI BỎ ", "dev tnt_6db5"),
            ("Bãi bỏ toàn bộ ", "dev tnt_6db5"),
            ("bãi bỏ điểm a khoản 1 Điều 3 ", "GUIDE"),
        ),
        (("bị bãi bỏ. Theo ", "invented"),),
    ),
    _cue(
        "replaces",
        rf"(?P<act>(?i:thay thế))(?: (?:cho|toàn bộ|các))?{_OBJECT}{{0,320}}:? ?$",
        (
            ("này thay thế ", "survey 12"),
            ("thay thế các quyết định: ", "hn_VanBanGoc-Q-19-2025"),
            ("thay thế cho các ", "survey 12"),
        ),
    ),
    _cue(
        "amends",
        rf"(?P<act>(?i:sửa đổi(?: ?,? (?:và )?bổ sung)?|(?<!dẫn\s)bổ sung|điều chỉnh)){_OBJECT}{{0,320}}:? ?$",
        (
            ("sửa đổi, bổ sung một số điều ", "nghe-an-2024"),
            ("sửa đổi, bổ sung một số điều của ", "tien-giang-2024"),
            ("Sửa đổi, bổ sung một số điều của Quy định ban hành theo ", "dev tnt_0abc"),
        ),
        (("về thực hiện ", "quang-ninh-2024"),),
    ),
    _cue(
        "guides",
        r"(?P<act>(?i:quy định chi tiết(?:(?: ?,| và)? hướng dẫn)?(?: (?:thi hành|thực hiện))?|"
        r"hướng dẫn (?:thi hành|thực hiện|chi tiết|áp dụng|bổ sung)|hướng dẫn một số|"
        r"hướng dẫn(?= (?:Luật|Nghị|Pháp|Quyết)| $)|biện pháp (?:để )?(?:thi hành|tổ chức)))"
        rf"{_OBJECT}{{0,200}}$",
        (
            ("quy định chi tiết thi hành ", "tnt_3bc52886147b6a70"),
            ("hướng dẫn thi hành một số quy định của ", "nghe-an-2024"),
            ("quy định chi tiết một số điều và biện pháp thi hành ", "dev tnt_62f2"),
        ),
        (("hướng dẫn về nghiệp vụ kiểm soát ", "nghe-an-2024"),),
    ),
    _cue(
        "implements",
        r"(?P<act>(?i:(?:triển khai )?thực hiện|triển khai|thi hành|cụ thể hóa|cụ thể hoá|quán triệt))"
        r"(?: (?:nội dung|một số nội dung|các nội dung|nghiêm túc|hiệu quả|có hiệu quả|thắng lợi|tốt|toàn diện|"
        r"nhiệm vụ|các nhiệm vụ|mục tiêu|các mục tiêu))?(?: (?:của|tại|trong|theo))?(?: ?,? (?:các|những))? ?[“\"]? ?$",
        (
            ("về thực hiện ", "quang-ninh-2024"),
            ("“Thực hiện ", "quang-ninh-2024"),
            ("về tiếp tục thực hiện ", "dev tnt_556b"),
            ("triển khai ", "dev tnt_3178"),
        ),
        (("về thực hiện thủ tục hành chính, ", "nghe-an-2024"),),
    ),
)


# One of these is in every act; most documents are named without any, and the rules need not be tried.
_ANY_ACT = re.compile(
    spaced(
        "đính chính|hợp nhất|đình chỉ|ngưng|kéo dài|gia hạn|hủy bỏ|huỷ bỏ|thu hồi|bãi bỏ|hết hiệu|dứt hiệu|thay thế|"
        "sửa đổi|bổ sung|điều chỉnh|quy định chi|hướng dẫn|biện pháp|thực hiện|triển khai|thi hành|cụ thể|quán triệt"
    )
)


@lru_cache(maxsize=512)  # the rules ask it of the same words one after the other
def nearest_act(left: str) -> tuple[Cue, re.Match[str]] | None:
    """The act named last in *left*, the words before a document; of two that end together the first rule's.

    >>> nearest_act("quy định chi tiết một số điều và biện pháp thi hành ")[0].relation
    'guides'
    >>> nearest_act("sửa đổi, bổ sung Chương trình hành động thực hiện ")[0].relation
    'implements'
    """
    if not _ANY_ACT.search(left.lower()):
        return None
    found = [(cue, match) for cue in ACTS for match in [_last(cue.rule, left)] if match]
    return max(found, key=lambda pair: pair[1].end("act"), default=None)


def _last(rule: Rule, left: str) -> re.Match[str] | None:
    """The match of *rule* whose act begins last."""
    match = rule.compiled.search(left)
    while match and (later := rule.compiled.search(left, match.end("act"))):
        match = later
    return match


PROMULGATED = Rule(
    "relation.promulgated-by",
    r"(?i:ban hành|phê duyệt|thông qua|công bố)(?: (?:kèm theo|kèm|theo|tại|bởi|ở))+(?: các)?(?: văn bản)? ?:? ?$",
    (
        ("phê duyệt kèm theo ", "nghe-an-2024"),
        ("ban hành\ntại ", "tien-giang-2024"),
        ("phê duyệt tại các ", "dev tnt_3178"),
    ),
    (("Chương trình theo ", "quang-ninh-2024"), ("về việc ban hành ", "quang-ninh-2024")),
)

# "X được sửa đổi, bổ sung bởi Y": what stands between X and Y. What X may also do to Y needs "được" or "bị".
PASSIVE = Rule(
    "relation.passive",
    r"^(?:; ?(?=(?:đã )?được))?(?:[^;.]{0,300}?(?=\(|được|(?<!thiết\s)(?<!chuẩn\s)(?<!trang\s)(?<!dự\s)bị|, ?đã được))?"
    r"[,( ]*(?:(?:đã|và|có|là) )?(?P<passive>(?:được|bị) )?"
    r"(?P<act>sửa đổi|bổ sung|điều chỉnh|thay thế|bãi bỏ|đính chính|(?(passive)(?:quy định chi tiết|hướng dẫn|"
    r"kéo dài|gia hạn|hợp nhất|đình chỉ|ngưng hiệu lực|hủy bỏ|huỷ bỏ|thu hồi)|(?!)))"
    r"[^;.()]{0,90}?(?P<by>bởi|tại|theo|bằng)(?: các)?(?: ?:)? ?(?:(?:điểm|khoản|Điều)[^;.()]{0,60}?)?$",
    (
        (" được sửa đổi, bổ sung bởi ", "survey 5"),
        (" (sửa đổi, bổ sung tại ", "tien-giang-2024"),
        (" về thực hiện cơ chế một cửa (sửa đổi, bổ sung tại ", "tien-giang-2024"),
        (" đã được sửa đổi, bổ sung một số điều theo ", "dvhc_1679"),
        (", có hiệu lực kể từ ngày 15 tháng 9 năm 2021, được sửa đổi, bổ sung bởi:\n\n", "cong_05"),
        ("; được sửa đổi, bổ sung bởi ", "tnt_6f76eaad0b5b95d8"),
        (" bị bãi bỏ bởi ", "passages"),
        (" đã bị hủy bỏ bởi ", "passages"),
        (" được kéo dài thời gian thực hiện theo ", "passages"),
        (" được quy định chi tiết tại ", "passages"),
    ),
    (
        (" quy định chi tiết tại ", "invented"),
        (" về mua sắm thiết bị thay thế theo ", "invented"),
        ("; sửa đổi ", "invented"),
        (" sửa đổi, bổ sung một số điều của ", "nghe-an-2024"),
    ),
)
PASSIVE_ACTS: dict[str, Relation] = {
    "sửa đổi": "amends",
    "bổ sung": "amends",
    "điều chỉnh": "amends",
    "thay thế": "replaces",
    "bãi bỏ": "repeals",
    "đính chính": "corrects",
    "quy định chi tiết": "guides",
    "hướng dẫn": "guides",
    "kéo dài": "extends",
    "gia hạn": "extends",
    "hợp nhất": "consolidates",
    "đình chỉ": "suspends",
    "ngưng hiệu lực": "suspends",
    "hủy bỏ": "revokes",
    "huỷ bỏ": "revokes",
    "thu hồi": "revokes",
}

# What stands after a document that loses force.
# A heading over a list: "Bãi bỏ các Quyết định sau đây:", "Các Nghị quyết sau đây hết hiệu lực …:".
ITEM = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})?[.)]|[a-zđ]\)|[-–+])\s*(?:\d{1,2}[.)]\s*)?$")

EXPIRES = Rule(
    "relation.expires",
    r"^(?:[^.;\n]|\n(?!\n)|\.(?=\d)){0,450}?(?:hết hiệu lực|bị bãi bỏ|không còn hiệu lực|chấm dứt hiệu lực)",
    (
        (" của UBND tỉnh hết hiệu lực kể từ ngày", "GUIDE"),
        (" của UBND tỉnh về mức hỗ trợ theo Nghị định số 116/2016/NĐ-CP hết hiệu lực", "tnt_51e961df2382e070"),
    ),
    ((" có hiệu lực thi hành", "invented"),),
)

DEFINED = Rule(
    "relation.defined-short-form",
    r"(?i:gọi|viết)(?: ?,?(?: và)? viết)?(?: tắt)?(?: chung)? (?:là|thành) ?[“\"]? ?$",
    (("(sau đây gọi là ", "dev tnt_3178"), ("sau đây viết tắt là ", "dev tnt_a83f")),
    (("được gọi ", "invented"),),
)

ATTACHED = Rule(
    "relation.attached",
    r"(?i:kèm theo|đính kèm)(?: các)? $",
    (("(Ban hành kèm theo ", "nghe-an-2024"), ("(Kèm theo ", "dev tnt_036b")),
    (("theo ", "invented"),),
)

# "ban hành Nghị quyết sửa đổi …": the document speaks of itself, by its own type.
OWN = Rule(
    "relation.own-words",
    r"(?i:ban hành|xây dựng|dự thảo|thông qua) (?P<type>[^\W\d_]+(?: [^\W\d_]+){1,2}?)(?: số ?\S*)? $",
    (("Bộ trưởng Bộ Y tế ban hành Thông tư ", "dev tnt_6db5"),),
    (("ban hành ", "invented"),),
)

# The opening words of a basis, at the head of a sentence or item of the preamble.
BASIS = Rule(
    "preamble.basis",
    r"(?P<cue>Căn cứ(?: vào)?|CĂN CỨ|C(?:ơ sở pháp lý|Ơ SỞ PHÁP LÝ)|Thực hiện|THỰC HIỆN|"
    r"Triển khai(?: thực hiện)?|Thi hành|Chấp hành|"
    r"Tiếp tục (?:thực hiện|triển khai)(?: thực hiện)?|"
    r"Để (?:tiếp tục )?(?:triển khai|thực hiện|tổ chức)(?: thực hiện)?|Nhằm (?:triển khai|thực hiện)|Theo|"
    r"Trên cơ sở|Xét|Sau khi|xem xét|Cụ thể hóa|Tiếp theo|Thừa lệnh|Thừa ủy quyền)(?![^\W\d_])",
    (("Căn cứ Quyết định", "quang-ninh-2024"), ("Thực hiện Nghị định", "nghe-an-2024")),
    (("căn cứ nội dung", "quang-ninh-2024"),),
)
PROPOSAL = Rule(
    "preamble.proposal",
    r"^(?:Theo|Xét|Trên cơ sở|Sau khi xem xét|theo|xét)(?: nội dung)? "
    r"(?:đề nghị|ý kiến|đề xuất|kiến nghị|báo cáo|Báo cáo|tờ trình|Tờ trình|"
    r"văn bản đề nghị|kết quả|Công văn đề nghị|các Tờ trình|dự thảo)|^Xét\b|^xem xét|^Sau khi",
    (("Theo đề nghị của", "quang-ninh-2024"), ("Xét Tờ trình", "GUIDE")),
    (("Theo Công văn", "invented"),),
)


_ITEM_OPENS = re.compile(r"(?:,|;|:|\bvà|\bcùng|\bhoặc)\s*(?:các\s+)?$", re.IGNORECASE)


def opens_item(left: str) -> bool:
    """Whether a mention opens an item of its own: after a comma or "và", not after a cue."""
    return bool(_ITEM_OPENS.search(left, max(0, len(left) - 20)))


# "bổ sung" and "điều chỉnh" say something of a document only where its provisions follow, or itself.
_PROVISION = re.compile(
    r"\s+(?:(?:một\s+số|các|thêm|toàn\s+bộ)\s+)*(?:$|(?i:điều|khoản|điểm|tiết|mục|phụ\s+lục|nội\s+dung|cụm\s+từ|đoạn|"
    r"số\s+thứ\s+tự|danh\s+mục|quy\s+(?:định|chế|hoạch)|kế\s+hoạch|chương\s+trình|đề\s+án|tại|của|vào)(?!\w))"
)


def of_no_document(left: str, act: re.Match[str]) -> bool:
    """Whether what is supplemented or adjusted is no document: "bổ sung danh sách xã … vào Chương trình 135"."""
    return " ".join(act["act"].split()).lower() in ("bổ sung", "điều chỉnh") and not _PROVISION.match(
        left, act.end("act")
    )
