"""What a cited document is about (trích yếu): the words after its number, date and issuer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.mention import Mention
from kg.extract.rules import spaced
from kg.tables.letters import LOWER, UPPER

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
# Verbs that open a title only where a date or an issuer says that the document's own words go on.
_RARE = re.compile(spaced(r" (?P<title>(?:phê chuẩn|phân cấp|hỗ trợ|xác định|công nhận|việc|vể việc)(?!\w))"))

_BODY = (
    "(?:[lL]iên )?(?:Bộ|Ban|Bảo hiểm|Chi cục|Công an|Cục|Đảng|Đoàn|Hội|Huyện|HĐND|Kho bạc|Kiểm toán|Liên|Mặt trận|"
    "Ngân hàng|Sở|Thanh tra|Thành|Tỉnh|Tòa|Toà|Tổ|Tổng|Trung|Ủy|Uỷ|UBND|Văn phòng|Viện)(?!\\w)"
)
_SURE = (
    rf"(?P<title>(?:[vV]ề(?: việc)?|V/v|[qQ]uy định|{_VERBS.split('|quản lý')[0]}|phê chuẩn|phân cấp)(?!\w)"
    "(?! (?:hiện hành|của|tại)))"
)
# What may stand between a document and its title, besides its date and its issuer.
_BETWEEN = (
    r" \((?:đã )?(?:được )?(?:sửa đổi|bổ sung)[^()]{3,200}\)(?: của [^;.:()]{3,60}?)?",  # (sửa đổi tại …) của Chính phủ
    rf" của {_BODY}[^;.:()]{{1,90}}?",  # of a body that was not read: của Ban Chỉ đạo Trung ương
    r" ?[,(–-]? ?(?:[kK]hóa|[kK]hoá|[kK]ỳ họp|nhiệm kỳ) [^;.:]{1,60}?",  # Hội đồng nhân dân tỉnh khóa X, Kỳ họp thứ Tư
    " (?:[tT]hành phố|[tT]ỉnh)",  # của Thành ủy Thành phố
)
_FAR = re.compile(spaced(rf"(?:{'|'.join(_BETWEEN)})(?: ?\))? {_SURE}"))
_OTHER_ISSUERS = re.compile(spaced(rf"(?: ?[,–-]| và) ?{_BODY}[^;.:()]{{2,200}}? {_SURE}"))  # Bộ Y tế, Bộ Nội vụ …
# A board that was read with what its document is about: của Ban Chỉ đạo Trung ương về tháng hành động.
# Not what a board's name goes on with: Ban Chỉ đạo Nhà nước về Du lịch.
_IN_ISSUER = re.compile(
    spaced(rf" của .* (?P<title>về (?![{UPPER}]|phát triển khoa học|phòng|đổi mới|cải cách))"), re.DOTALL
)
_JOINT = ("liên tịch", "phối hợp")

# What ends a title, each with words that do: signs, what begins a line, words after a comma, words after it or none.
_SIGNS = (
    (r";|\t|\n\n|\[\d{1,2}\]", "; Nghị định số 8"),
    (
        rf"\.(?:(?<=[{LOWER}\d”\")]\.)|(?<=[{UPPER}]{{3}}\.))(?=/| [{UPPER}\-\"“(\[]| ?\n| ?\Z)",
        ". Sở Xây dựng công bố",
    ),
    (rf":(?= ?\n ?(?:[-+“\"(\d]|[a-zđ]\)))|:(?<=\d:)(?= [{LOWER}])", ":\n“1."),
)
_LINES = (
    (rf"- ?\n|\d{{1,3}}\.? ?\n ?(?![{LOWER}])|\d\.\d{{6}}|#", "\n08\n1.000555"),  # the next cell, but no page number
    (r"[a-zđ]\) |(?:Căn cứ|Xét|Theo đề nghị|QUYẾT|Nơi nhận)(?!\w)|Điều \d+[a-z]?\.", "\nĐiều 2."),
    (rf"(?<=[{LOWER}]\n)[{UPPER}]{{2,}} [{UPPER}]{{2,}} [{UPPER}]{{2,}}", "\nMINISTRY OF FINANCE"),
)
_COMMA = (
    (r"(?:Căn cứ|Theo|Thực hiện|Xét|việc|theo đó|trong đó|cụ thể)(?!\w)", ", việc kiểm định"),
    (rf"(?:đề nghị|yêu cầu) (?:các|[{UPPER}])", ", đề nghị Sở Tài chính"),
    (
        rf"(?:Phó )?(?:Thủ tướng|Chủ tịch|Giám đốc|{_BODY})(?!\w)[^,;.]{{0,80}}? "
        r"(?:đã|quyết định|ban hành|xây dựng|"
        r"có ý kiến|có văn bản|báo cáo|đề nghị|yêu cầu|thông báo|triển khai|hướng dẫn)(?!\w)",
        ", UBND tỉnh xây dựng Kế hoạch",
    ),
)
_WORDS = (
    (r"(?:đã )?được (?:sửa đổi|bổ sung|thay thế|bãi bỏ|đính chính)", " được sửa đổi, bổ sung bởi"),
    (r"(?:có hiệu lực|hết hiệu lực|có căn cứ)(?!\w)", ", có hiệu lực kể từ ngày"),
    (r"\((?:sau đây|gọi tắt|viết tắt|(?:đã )?(?:được )?sửa đổi)", " (sau đây gọi tắt là"),
    (r"(?:(?:quy định|có ý kiến|cụ thể|hướng dẫn) )?(?:thì|nhưng(?! chưa)|mà|như sau)(?!\w)", " quy định như sau"),
    (r"\((?:áp dụng|có hiệu lực|hiệu lực) từ", " (áp dụng từ ngày 19/02/2025"),
    (r"(?:được )?quy định(?= ?(?::|;|\.\s|\Z))", " quy định:"),
    (r"(?:(?:kể từ|trước) ngày )?(?:[nN]ghị định|[tT]hông tư|[qQ]uyết định|[nN]ghị quyết) này", ", Nghị định này"),
    (
        "(?:và|cùng) (?:các )?(?:văn bản|quy định|hướng dẫn) "
        r"(?:khác|(?:pháp luật )?(?:có )?liên quan|hướng dẫn|hiện hành|sửa đổi|của pháp luật)(?!\w)",
        " và các văn bản có liên quan",
    ),
)


def _either(table: tuple[tuple[str, str], ...]) -> str:
    return "|".join(spaced(pattern) for pattern, _ in table)


# Each way to end begins with a plain character, and looks back only then: so it is found fast.
_END = re.compile(
    rf"{_either(_SIGNS)}"
    rf"|\n(?<!\s\n)\s*(?:(?={_either(_LINES)})|{_either(_WORDS)})"
    rf"| (?<!\s )(?:\s*(?:{_either(_WORDS)})|[^\S\n]*\n\s*(?={_either(_LINES)}))"
    rf"|,(?<!\s,)\s+(?:{_either(_COMMA)}|{_either(_WORDS)})"
)
# A central body names the province that it speaks of: what is "trên địa bàn tỉnh" is a plan that carries its act out.
_LOCAL = re.compile(
    spaced(
        r" (?i:trên địa bàn (?:tỉnh|thành phố|huyện|xã|phường))"
        r"(?= ?(?:[.,;:\n]|\Z)| (?i:năm|giai đoạn|đến|và|thời gian)(?!\w))"
    )
)
_CENTRAL = ("Chính phủ", "Thủ tướng", "Quốc hội", "Ủy ban Thường vụ Quốc hội", "Bộ ", "Ban Chấp hành Trung ương",
            "Ban Bí thư")  # fmt: skip
_TRAILING_SIGNS = "\n ,;:.–-"
_TRAILING_WORDS = ("số", "Số", "và", "của", "theo", "tại", "các", "hoặc", "cùng", "Căn cứ", "Theo", "Thực hiện")
_TRAILING = re.compile(
    r"(?:[,;]\s*(?:và\s+)?[sS]ố)?"
    rf"[\s,;:.–-]*(?:\b(?:{'|'.join(_TRAILING_WORDS[2:])})(?=[\s,;:.–-]|\Z)[\s,;:.–-]*)*\Z"
)
_LIMIT, _SHORT = 600, 80  # characters of a title, and of what is cut off its end

# A law with its name in the quote: it says what it is about, and "Luật Đất đai quy định …" is a sentence.
_NAMED = re.compile(r"(?:bộ luật|luật|pháp lệnh|hiến pháp)\s+(?!số\b|\d)", re.IGNORECASE)
# An act with no object yet: "hướng dẫn thực hiện", before the document that it is about.
_ACT = re.compile(
    r"(?:(?:về|việc|hướng dẫn|quy định|chi tiết|thi hành|thực hiện|triển khai|sửa đổi|bổ sung|bãi bỏ|thay thế|một số|"
    r"điều|nội dung|và|của|các)\b[,\s]*)+"
)
# "mức khoán kinh phí theo Nghị định số 116/2016/NĐ-CP": the title goes on; "(Ban hành kèm theo …)" is none of it.
_UNDER = re.compile(r"[^(]*[^\W\d_]\s+theo\s+")
# Verbs of a sentence: "Nghị định số 103/2024/NĐ-CP quy định như sau".
_SENTENCE = re.compile(
    spaced(
        r"tổ chức (?:việc|lập)(?!\w)|"
        "(?:quy định|hướng dẫn|thực hiện|xử lý|ban hành|tổ chức)(?: ?:| "
        r"(?:như|theo|tại|từ|rõ|khi|thì|(?:các )?trường hợp|đầy đủ|ngày|của|hiện hành|cơ quan|người|Ủy ban|UBND)(?!\w))"
    )
)
_STATEMENT = re.compile(spaced(r" (?:phải|thì|từ \d+ đến|\d[\d.,]* (?:triệu|đồng|%))(?!\w)"))


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
    start = _start(text, mention)
    if start is None:
        return None
    limit = min(len(text), start + _LIMIT, _next_of_own_standing(text, mentions, subjects, index, start))
    closing = _closing_quote(text, start, limit)
    if closing:
        return start, closing
    stops = [match.start() for end in _ends(mention) if (match := end.search(text, start, limit))]
    stop = _trimmed(text, start, _balanced(text, start, min(stops, default=limit)))
    bare = mention.tail == mention.end and not text.startswith(("về", "Về", "V/v"), start)
    if stop - start <= 3 or (bare and _STATEMENT.search(text, start, stop)):
        return None
    return start, stop


def _start(text: str, mention: Mention) -> int | None:
    """Where the title of a mention begins."""
    at = mention.tail
    if mention.kind in ("alias", "name") or _NAMED.match(text, mention.start):
        return None
    openings = [_OPENING, *([_RARE] if at > mention.end else []), _FAR]
    openings += [_OTHER_ISSUERS] if any(word in mention.type for word in _JOINT) else []
    match = next((match for opening in openings if (match := opening.match(text, at, at + 300))), None)
    match = match or _IN_ISSUER.search(text, mention.end, at)
    if match is None or _SENTENCE.match(text, match.start("title")) or "\n\n" in text[at : match.start("title")]:
        return None
    return match.start("title")


def _ends(mention: Mention) -> tuple[re.Pattern[str], ...]:
    return (_END, _LOCAL) if (mention.issuer or "").startswith(_CENTRAL) else (_END,)


def _next_of_own_standing(
    text: str, mentions: Sequence[Mention], subjects: Sequence[int | None], index: int, start: int
) -> int:  # fmt: skip
    """Where the next mention begins that the title of mention *index* does not name."""
    named = {index}
    for i in range(index + 1, len(mentions)):
        begin = mentions[i].begin
        if (
            subjects[i] in named
            or _ACT.fullmatch(text, start, begin)
            or _UNDER.fullmatch(text, max(start, begin - 22), begin)
        ):
            named.add(i)
        elif mentions[i].outer is None and mentions[i].begin >= start:
            return mentions[i].begin
    return 1 << 60


def _closing_quote(text: str, start: int, limit: int) -> int | None:
    """Where a title ends that is a quotation as a whole."""
    quote = {"“": "”", '"': '"'}.get(text[start])
    closing = text.find(quote, start + 1, limit) if quote else -1
    return closing + 1 if closing > 0 else None


_BRACKET = re.compile(r"[()]")


def _balanced(text: str, start: int, stop: int) -> int:
    """Stop before a bracket that closes what was opened before the title, or that stays open."""
    opened: list[int] = []
    for bracket in _BRACKET.finditer(text, start, stop):
        if bracket[0] == "(":
            opened.append(bracket.start())
        elif not opened:
            return bracket.start()
        else:
            opened.pop()
    return opened[0] if opened else stop


def _trimmed(text: str, start: int, stop: int) -> int:
    """Without signs and connectives at the end, and without a quotation mark that closes nothing in the title."""
    while True:
        words = text[start:stop].rstrip(_TRAILING_SIGNS)
        if words.endswith(_TRAILING_WORDS) and (trailing := _TRAILING.search(words, max(0, len(words) - _SHORT))):
            words = words[: trailing.start()]
        stop = start + len(words)
        if not (words.endswith("“") or (words.endswith("”") and words.count("“") < words.count("”"))
                or (words.endswith('"') and words.count('"') % 2)):  # fmt: skip
            return stop
        stop -= 1
