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


def letterhead(names: str, number: str, place: str, title: str = "KẾ HOẠCH\nVề đào tạo") -> str:
    """A letterhead as web text has it, the motto broken over two lines; and a title."""
    motto = "CỘNG\nHÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"
    head = f"|\n{names}\n-------\n|\n{motto}\n|\n|\n{number}\n|\n{place}, ngày 5 tháng 2 năm 2024\n|\n"
    return f"{head}\n{title}\n\nCăn cứ Luật A; ban hành kế hoạch như sau:\nI. MỤC ĐÍCH\n"


@pytest.mark.parametrize(
    ("names", "number", "place", "issuer", "level", "province"),
    [
        # tnt_3870cd0c35318a44, tnt_d97b35347d17f96f, tnt_ca72de8fb3033d5c
        (
            "ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HỒ CHÍ MINH\nSỞ GIÁO DỤC VÀ ĐÀO TẠO",
            "Số: 5155/SGDĐT-GDTX",
            "Thành phố Hồ Chí Minh",
            "Sở Giáo dục và Đào tạo thành phố Hồ Chí Minh",
            "provincial",
            "Hồ Chí Minh",
        ),
        ("SỞ NỘI VỤ", "Số: 3/KH-SNV", "Nghệ An", "Sở Nội vụ tỉnh Nghệ An", "provincial", "Nghệ An"),
        (
            "UBND TỈNH QUẢNG NINH\nSỞ NỘI VỤ",
            "Số: 3/KH-SNV",
            "Hạ Long",
            "Sở Nội vụ tỉnh Quảng Ninh",
            "provincial",
            "Quảng Ninh",
        ),
        (
            "UBND THÀNH PHỐ HÀ NỘI\nTRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG",
            "Số: 1597/QĐ-TTPVHCC",
            "Hà Nội",
            "Trung tâm Phục vụ hành chính công thành phố Hà Nội",
            "provincial",
            "Hà Nội",
        ),
        (
            "UBND TỈNH QUẢNG NINH\nVĂN PHÒNG",
            "Số: 3/KH-VP",
            "Hạ Long",
            "Văn phòng UBND tỉnh Quảng Ninh",
            "provincial",
            "Quảng Ninh",
        ),
        (
            "UBND HUYỆN NGHI LỘC\nPHÒNG NỘI VỤ",
            "Số: 3/KH-PNV",
            "Nghi Lộc",
            "Phòng Nội vụ huyện Nghi Lộc",
            "district",
            None,
        ),
        # tnt_2249fe89ed46eae5, tnt_de1ea1a30ca1e0bc, tnt_e5fc434ba0580ac0, cong_37
        (
            "CỤC THUẾ\nTHUẾ TỈNH TÂY NINH",
            "Số: 3257/TNI-QLDN1",
            "Tây\nNinh",
            "Thuế tỉnh Tây Ninh",
            "regional",
            "Tây Ninh",
        ),
        ("BỘ CÔNG AN\nCÔNG AN TỈNH NGHỆ AN", "Số: 3/KH-CAT", "Vinh", "Công an tỉnh Nghệ An", "provincial", None),
        ("KIỂM TOÁN NHÀ\nNƯỚC", "Số: 1760/QĐ-KTNN", "Hà Nội", "Kiểm toán nhà nước", "central", None),
        (
            "BỘ LAO ĐỘNG-THƯƠNG BINH VÀ XÃ HỘI",
            "Số: 1040/LĐTBXH-NCC",
            "Hà Nội",
            "Bộ Lao động - Thương binh và Xã hội",
            "central",
            None,
        ),
        ("THANH TRA CHÍNH PHỦ", "Số: 5/KH-TTCP", "Hà Nội", "Thanh tra Chính phủ", "central", None),
        # tnt_fe168907f6107711, tnt_6e4d7759e03163f7
        (
            "BAN CHẤP HÀNH\nTRUNG ƯƠNG\nBAN TỔ CHỨC",
            "Số 45-HD/BTCTW",
            "Hà Nội",
            "Ban Tổ chức Trung ương",
            "central",
            None,
        ),
        (
            "BAN CHẤP HÀNH\nTRUNG ƯƠNG\nVĂN PHÒNG",
            "Số 07-KL/VPTW",
            "Hà Nội",
            "Văn phòng Trung ương Đảng",
            "central",
            None,
        ),
        # the form of vinh-quang-2023's "Huyện ủy Tiên Lãng", which the corpus has no letter of
        ("HUYỆN ỦY TIÊN LÃNG", "Số 31-KH/HU", "Tiên Lãng", "Huyện ủy Tiên Lãng", "district", None),
        ("ĐẢNG BỘ HUYỆN\nTIÊN LÃNG", "Số 31-KH/HU", "Tiên Lãng", "Huyện ủy Tiên Lãng", "district", None),
        ("ĐẢNG BỘ TỈNH HÀ TĨNH\nTHỊ ỦY KỲ ANH", "Số 31-KH/ThU", "Kỳ Anh", "Thị ủy Kỳ Anh", "district", None),
        ("ĐẢNG BỘ TP HÀ NỘI\nQUẬN UỶ BA ĐÌNH\n*", "Số 5-KH/QU", "Ba Đình", "Quận ủy Ba Đình", "district", None),
        (
            "ĐẢNG BỘ HUYỆN NGHI LỘC\nĐẢNG ỦY XÃ NGHI HOA",
            "Số 5-KH/ĐU",
            "Nghi Hoa",
            "Đảng ủy xã Nghi Hoa",
            "commune",
            None,
        ),
        # the capital that bears its province's name; a district that is called like another province but for its tones
        ("UBND\nTHÀNH PHỐ LAI CHÂU", "Số: 5/KH-UBND", "Lai Châu", "UBND thành phố Lai Châu", "district", "Lai Châu"),
        ("ỦY BAN NHÂN DÂN\nQUẬN 12", "Số: 5/KH-UBND", "Quận 12", "UBND quận 12", "district", None),
        ("ỦY BAN NHÂN DÂN\nHUYỆN ĐẮK R'LẤP", "Số: 5/KH-UBND", "Đắk R'Lấp", "UBND huyện Đắk R'Lấp", "district", None),
        ("UBND\nHUYỆN THẠNH HÓA", "Số: 5/KH-UBND", "Thạnh Hóa", "UBND huyện Thạnh Hóa", "district", None),
        ("THÀNH ỦY VINH", "Số 5-KH/ThU", "Vinh", "Thành ủy Vinh", "district", None),
        ("ĐẢNG BỘ TỈNH NGHỆ AN\nBAN THƯỜNG VỤ", "Số 5-KH/TU", "Vinh", "Tỉnh ủy Nghệ An", "provincial", "Nghệ An"),
        (
            "TỈNH ỦY NGHỆ AN\nBAN TỔ CHỨC\n*",
            "Số 3-KH/BTCTU",
            "Vinh",
            "Ban Tổ chức Tỉnh ủy Nghệ An",
            "provincial",
            "Nghệ An",
        ),
    ],
)
def test_who_issues_it_by_the_letterhead(
    names: str, number: str, place: str, issuer: str, level: str, province: str | None
) -> None:
    found = header_of(letterhead(names, number, place))
    assert (found.issuer, found.level) == (issuer, level)
    if province:
        assert found.province == province


HANOI = "HỘI ĐỒNG NHÂN DÂN\nTHÀNH PHỐ HÀ NỘI"


@pytest.mark.parametrize(
    ("title", "said", "issuer"),
    [
        # tnt_27e00d593ec30fac: a title that goes on with "BỘ"
        (
            "NGHỊ QUYẾT\n\nQUY ĐỊNH CHI CHO ĐƠN VỊ ĐƯỢC BẢO ĐẢM TOÀN\nBỘ CHI THƯỜNG XUYÊN",
            "QUY ĐỊNH CHI CHO ĐƠN VỊ ĐƯỢC BẢO ĐẢM TOÀN BỘ CHI THƯỜNG XUYÊN",
            "HĐND thành phố Hà Nội",
        ),
        ("THÔNG TƯ\nVỀ HỌC PHÍ\nBỘ TRƯỞNG BỘ\nTÀI CHÍNH", "VỀ HỌC PHÍ", "Bộ Tài chính"),
        (  # like a preamble, but for what the cited document does
            "KẾ HOẠCH\n\nThực hiện Quyết định số 5/QĐ-TTg ngày 5/1/2024 của Thủ tướng Chính phủ ban hành Kế hoạch A\n\n"
            "Căn cứ Luật B;",
            "Thực hiện Quyết định số 5/QĐ-TTg ngày 5/1/2024 của Thủ tướng Chính phủ ban hành Kế hoạch A",
            "HĐND thành phố Hà Nội",
        ),
        ("QUY ĐỊNH\nVỀ A (Kèm theo Quyết định số 5/QĐ-X (bản 2) ngày 5/1/2024)", "VỀ A", "HĐND thành phố Hà Nội"),
    ],
)
def test_where_a_title_ends(title: str, said: str, issuer: str) -> None:
    found = header_of(letterhead(HANOI, "Số: 81/2025/NQ-HĐND", "Hà Nội", title))
    assert (found.title, found.issuer) == (said, issuer)


@pytest.mark.parametrize(
    ("text", "number", "title"),
    [
        # rag_117-2017-nq-hnd: the number is that of what is amended
        (
            "NGHỊ QUYẾT\nSỬA ĐỔI, BỔ SUNG NGHỊ QUYẾT\nSỐ 72/2016/NQ-HĐND NGÀY 08 THÁNG 12 NĂM 2016\n"
            "HỘI ĐỒNG NHÂN DÂN TỈNH ĐỒNG THÁP\nCăn cứ Luật A;\nĐiều 1. B",
            None,
            "SỬA ĐỔI, BỔ SUNG NGHỊ QUYẾT SỐ 72/2016/NQ-HĐND NGÀY 08 THÁNG 12 NĂM 2016",
        ),
        (  # letter-spaced, cong_43
            "| ỦY B AN NHÂN D Â N | CỘNG HÒA XÃ HỘI |\n|---|---|\n| Số: 910/QĐ - U B ND | Huế, ngày 3 tháng 2 năm 2014|"
            "\n\nQUYẾT ĐỊNH\nVỀ PHÍ\nĐiều 1. B",
            "910/QĐ-UBND",
            "VỀ PHÍ",
        ),
        ("NGHỊ QUYẾT\nSố: 5/2016/NQ-HĐND\nVỀ PHÍ\nCăn cứ Luật A;\nĐiều 1. B", "5/2016/NQ-HĐND", None),
        # cong_30, jp_652289, nd30_2020_pl1
        (
            "| CHÍNH PHỦ | CỘNG HÒA XÃ HỘI |\n|---|---|\n| Số: 2403/TTg-KGVX V/v mức trợ cấp | Hà Nội, ngày 3 tháng 12 "
            "năm 2009 |\n\n| Kính gửi: | - Bộ Quốc phòng |\n|---|---|\n\nThủ tướng có ý kiến như sau:\n1. A",
            "2403/TTg-KGVX",
            "V/v mức trợ cấp",
        ),
        ("<!-- Page 500 -->\n| STT | Tên |\n|---|---|\n| 1 | A |", None, None),
        (
            "Phụ lục I\n## THỂ THỨC VĂN BẢN\n(Kèm theo Nghị định số 30/2020/NĐ-CP\nngày 5/3/2020)\n\nPhần I\nA",
            None,
            "Phụ lục I THỂ THỨC VĂN BẢN",
        ),
    ],
)
def test_own_numbers_and_titles(text: str, number: str | None, title: str | None) -> None:
    found = header_of(text)
    assert found.number == number
    if title or not number:
        assert found.title == title
