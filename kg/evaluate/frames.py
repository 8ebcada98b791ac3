"""The document around a passage: a plain letterhead, a title and an opening, so that its part is told by structure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from kg.text.layout import BlockKind

WHOLE = "whole"
"""The region of a passage that is a whole document, with a letterhead of its own."""
REGIONS = frozenset(get_args(BlockKind)) - {"letterhead", "web", "signature"} | {WHOLE}
_OPENINGS = {
    "Quyết định": "Xét tình hình thực tế;\n\nQUYẾT ĐỊNH:\n\nĐiều 1. Nội dung",
    "Nghị quyết": "Xét tình hình thực tế;\n\nQUYẾT NGHỊ:\n\nĐiều 1. Nội dung",
    "Thông tư": "{issuer} ban hành Thông tư này.\n\nĐiều 1. Phạm vi điều chỉnh",
    "Nghị định": "{issuer} ban hành Nghị định này.\n\nĐiều 1. Phạm vi điều chỉnh",
}
_OPENING = "{issuer} ban hành {type} như sau:\n\nI. NỘI DUNG"
_ORGANISATION = "\n\nII. TỔ CHỨC THỰC HIỆN"
_RECIPIENTS = "\n\nNơi nhận:"
_SIGNED = f"{_RECIPIENTS}\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nTrần Văn Mẫu"


@dataclass(frozen=True, slots=True)
class Stands:
    """The document in which a passage stands; ``date`` is ISO, to the day."""

    type: str
    number: str
    issuer: str
    place: str
    date: str


def framed(stands: Stands, region: str) -> tuple[str, str]:
    """What stands before and after a passage in *region* of a document.

    >>> framed(Stands("Kế hoạch", "14/KH-UBND", "UBND tỉnh Nghệ An", "Nghệ An", "2025-11-18"), "preamble")[1]
    '\\n\\nUBND tỉnh Nghệ An ban hành Kế hoạch như sau:\\n\\nI. NỘI DUNG\\n\\nCác đơn vị thực hiện.\\n'
    """
    if region == WHOLE:
        return "", ""
    head, opening = _head(stands), _opening(stands)
    closing = f"\n\n{opening}\n\nCác đơn vị thực hiện.\n"
    if region == "title":
        return head, closing
    head += "Về nhiệm vụ công tác năm 2025\n\n"
    if region == "preamble":
        return head, closing
    before = {
        "body": "",
        "organisation": f"\n\nCác đơn vị thực hiện.{_ORGANISATION}",
        "recipients": f"\n\nCác đơn vị thực hiện.{_RECIPIENTS}",
        "annex": f"\n\nCác đơn vị thực hiện.{_SIGNED}\n\nPHỤ LỤC",
        "footnotes": f"\n\nCác đơn vị thực hiện[1].{_SIGNED}",
    }
    return f"{head}{opening}{before[region]}\n\n", "\n"


def _head(stands: Stands) -> str:
    year, month, day = stands.date.split("-")
    return (
        f"{stands.issuer.upper()}\n\nSố: {stands.number}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        f"Độc lập - Tự do - Hạnh phúc\n\n{stands.place}, ngày {day} tháng {month} năm {year}\n\n"
        f"{stands.type.upper()}\n\n"
    )


def _opening(stands: Stands) -> str:
    return _OPENINGS.get(stands.type, _OPENING).format(issuer=stands.issuer, type=stands.type)
