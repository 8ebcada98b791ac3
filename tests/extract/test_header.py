import json
from pathlib import Path

import pytest

from kg.extract.header import period, read_header, topic
from kg.models import Header
from kg.text.layout import layout
from kg.text.normalise import normalise

ROOT = Path(__file__).parents[2]
GOLD = sorted((ROOT / "data" / "gold").glob("*.json"))
DEV = sorted((ROOT.parent / "shared" / "gold" / "dev").glob("*.json"))


def header_of(text: str) -> Header:
    return read_header(layout(normalise(text)))[0]


def same(value: str) -> str:
    return " ".join(value.split()).casefold()


@pytest.mark.gold
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_headers_of_the_plans(path: Path) -> None:
    gold = json.loads(path.read_text("utf-8"))["header"]
    text = (ROOT / "data" / "plans" / f"{path.stem}.txt").read_bytes().decode("utf-8")
    found = header_of(text)
    for field in ("type", "number", "date", "issuer", "place", "title", "signer"):
        assert same(getattr(found, field)) == same(gold[field]), field
    assert found.period == gold["date"][:4]


@pytest.mark.gold
@pytest.mark.skipif(not DEV, reason="the development gold is not here")
def test_headers_of_the_development_gold() -> None:
    wrong = []
    for path in DEV:
        gold = json.loads(path.read_text("utf-8"))["header"]
        found = header_of(path.with_suffix(".txt").read_bytes().decode("utf-8"))
        fields = ("type", "number", "date", "issuer", "signer")
        wrong += [(path.stem, f) for f in fields if same(getattr(found, f) or "") != same(gold[f])]
    assert len(wrong) <= 0.02 * 5 * len(DEV), wrong


@pytest.mark.parametrize(
    ("name", "level", "province", "topic_id", "certainty", "capacity", "position"),
    [
        (
            "bac-giang-2024",
            "provincial",
            "Bắc Giang",
            "administrative-reform",
            "printed",
            "KT.",
            "Phó Chủ tịch",
        ),
        (
            "nghe-an-2024",
            "provincial",
            "Nghệ An",
            "administrative-procedures",
            "printed",
            "TM., KT.",
            "Phó Chủ tịch",
        ),
        (
            "quang-ninh-2024",
            "provincial",
            "Quảng Ninh",
            "administrative-reform",
            "uncertain",
            "TM.",
            "Chủ tịch",
        ),
        (
            "tien-giang-2024",
            "provincial",
            "Tiền Giang",
            "administrative-reform",
            "printed",
            "KT.",
            "Phó Chủ tịch",
        ),
        ("vinh-quang-2023", "commune", None, "administrative-reform", "missing", "TM.", "Chủ tịch"),
    ],
)
def test_what_gold_does_not_say(
    name: str,
    level: str | None,
    province: str | None,
    topic_id: str | None,
    certainty: str,
    capacity: str | None,
    position: str | None,
) -> None:
    found = header_of((ROOT / "data" / "plans" / f"{name}.txt").read_bytes().decode("utf-8"))
    assert (found.level, found.province, found.topic) == (level, province, topic_id)
    assert (found.number_certainty, found.capacity, found.signer_position) == (certainty, capacity, position)


@pytest.mark.parametrize(
    ("name", "code", "printed"),
    [
        ("quang-ninh-2024", "number-uncertain", "2b* /KH-UBND"),
        ("vinh-quang-2023", "number-missing", "/KH- UBND"),
    ],
)
def test_doubtful_numbers_are_findings(name: str, code: str, printed: str) -> None:
    text = (ROOT / "data" / "plans" / f"{name}.txt").read_bytes().decode("utf-8")
    (finding,) = read_header(layout(normalise(text)))[1]
    assert finding.code == code
    assert text[finding.start : finding.end] == printed


MARKDOWN = """
| ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH -------- | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM --- |
|---|---|
| Số: 49/2012/QĐ-UBND | Thành phố Hồ Chí Minh, ngày 23 tháng 10 năm 2012 |

QUYẾT ĐỊNH

BAN HÀNH QUY CHẾ

ỦY BAN NHÂN DÂN THÀNH PHỐ HỒ CHÍ MINH

Căn cứ Luật Ngân sách nhà nước;
"""
PDF = """ỦY BAN NHÂN DÂN
THÀNH PHỐ HÀ NỘI
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Hà Nội, ngày      tháng     năm 2024 Số:      /2024/QĐ-UBND

QUYẾT ĐỊNH
Ban hành Quy định
ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ NỘI
Căn cứ Luật Du lịch;
"""
LETTER = """BỘ TÀI CHÍNH
**CỤC THUẾ**
-------
|
**CỘNG HÒA XÃ HỘI
CHỦ NGHĨA VIỆT NAM**
|
|
Số: 5615/CT-CS
*V/v Mẫu tờ khai*
|
*Hà Nội, ngày 28
tháng 11 năm 2025*
|
**Kính gửi:** Thuế thành phố Hồ Chí Minh
"""
LOST = """<jsontable name="bang_0"> </jsontable>

NGHỊ QUYẾT
QUY ĐỊNH VỀ LỆ PHÍ
HỘI ĐỒNG NHÂN DÂN TỈNH TRÀ VINH
KHÓA IX - KỲ HỌP THỨ 4
Căn cứ Luật Phí và lệ phí;
QUYẾT NGHỊ:
Điều 1. Quy định.
Nghị quyết này được thông qua ngày 18 tháng 7 năm 2017./.
"""
PARTY = """|
**BAN CHẤP HÀNH
TRUNG ƯƠNG**
*
|
**ĐẢNG CỘNG SẢN VIỆT NAM**
|
|
Số 384-QĐ/TW
|
*Hà Nội, ngày 19 tháng 11 năm 2025*
|

**QUY ĐỊNH**

VỀ KẾT NỐI DỮ LIỆU

- Căn cứ Điều lệ Đảng;

Điều 1. Phạm vi

|
Nơi nhận:
- Như trên.
|
**T/M BAN BÍ THƯ**
Trần Cẩm Tú
|
"""


@pytest.mark.parametrize(
    ("text", "type_", "number", "date", "issuer", "level"),
    [
        (MARKDOWN, "Quyết định", "49/2012/QĐ-UBND", "2012-10-23", "UBND thành phố Hồ Chí Minh", "provincial"),
        (PDF, "Quyết định", "/2024/QĐ-UBND", "2024", "UBND thành phố Hà Nội", "provincial"),
        (LETTER, "Công văn", "5615/CT-CS", "2025-11-28", "Cục Thuế", "central"),
        (LOST, "Nghị quyết", None, "2017-07-18", "HĐND tỉnh Trà Vinh", "provincial"),
        (PARTY, "Quy định", "384-QĐ/TW", "2025-11-19", "Ban Bí thư", "central"),
        ("", None, None, None, None, None),
    ],
    ids=["markdown", "pdf", "letter", "letterhead lost", "party", "empty"],
)
def test_other_letterheads(
    text: str, type_: str | None, number: str | None, date: str | None, issuer: str | None, level: str | None
) -> None:
    found = header_of(text)
    assert (found.type, found.number, found.date) == (type_, number, date)
    assert (found.issuer, found.level) == (issuer, level)


@pytest.mark.parametrize(("text", "place"), [(MARKDOWN, "Thành phố Hồ Chí Minh"), (PDF, "Hà Nội"), (LETTER, "Hà Nội")])
def test_places(text: str, place: str) -> None:
    assert header_of(text).place == place


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Tuyên truyền cải cách hành chính năm 2023", "2023"),
        ("GIAI ĐOẠN 2023-2025", "2023-2025"),
        ("giai đoạn 2026 - 2030, tầm nhìn đến năm 2045", "2026-2030"),
        ("NGÀY 15 THÁNG 8 NĂM 2024 CỦA THỦ TƯỚNG", None),
        ("ĐẾN NĂM 2030", None),
        ("", None),
    ],
)
def test_period(title: str, years: str | None) -> None:
    assert period(title) == years


@pytest.mark.parametrize(
    ("title", "topic_id"),
    [
        ("VỀ GIẢM NGHÈO ĐA CHIỀU NĂM 2025", "poverty-reduction"),
        ("PHÁT TRIỂN HẠ TẦNG 5G, IOT TRONG CÁC KHU CÔNG NGHỆ CAO", "telecom"),
        ("Về việc nghỉ lễ", None),
    ],
)
def test_topic(title: str, topic_id: str | None) -> None:
    assert topic(title) == topic_id
