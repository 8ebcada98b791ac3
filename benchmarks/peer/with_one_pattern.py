"""One regular expression over the text: a type word, a number sign, and a date if one follows."""

from __future__ import annotations

import re

from measure import Found, Read, run

_TYPES = (
    "Nghị quyết liên tịch", "Nghị quyết", "Nghị định", "Quyết định", "Chỉ thị", "Thông tư liên tịch", "Thông tư",
    "Bộ luật", "Luật", "Pháp lệnh", "Chương trình hành động", "Chương trình", "Kế hoạch", "Đề án", "Hướng dẫn",
    "Quy định", "Quy chế", "Kết luận", "Thông báo", "Tờ trình", "Báo cáo", "Công văn", "Công điện", "Văn bản",
)  # fmt: skip
_WORDS = "|".join(re.sub(" ", r"\\s+", word) for word in (*_TYPES, *map(str.upper, _TYPES)))
_CITATION = re.compile(
    rf"(?P<type>{_WORDS})(?:\s+(?:số|SỐ))?:?\s+"
    r"(?P<number>\d+[a-z]?(?:\s*/\s*\d{4})?\s*[/-]\s*[A-ZĐ][\wĐ]*(?:\s*[/.-]\s*[A-ZĐ]\w*)*)"
    r"(?P<dated>,?\s+ngày\s+(?P<day>\d{1,2})(?:[/.-]|\s+tháng\s+)(?P<month>\d{1,2})(?:[/.-]|\s+năm\s+)(?P<year>\d{4}))?"
)


def load() -> Read:
    """The expression, run over a file."""
    return lambda file: [_found(match) for match in _CITATION.finditer(file.read_text("utf-8"))]


def _found(match: re.Match[str]) -> Found:
    start, end = match.start(), match.end("number")
    kind = " ".join(match["type"].split()).capitalize()
    date = f"{match['year']}-{int(match['month']):02}-{int(match['day']):02}" if match["dated"] else None
    return Found(start, end, match.string[start:end], kind, re.sub(r"\s", "", match["number"]), date)


if __name__ == "__main__":
    run(load)
