"""Real phrases for the rules that are more than one pattern: names, short names, issuers, provisions, titles.

Such a rule is code over tables, so its examples stand here: phrases with a citation that it reads, and phrases
that look alike and that it must leave to others. A test runs every one, as it does for :class:`kg.extract.rules.Rule`.
"""

from __future__ import annotations

from dataclasses import dataclass

Seen = tuple[tuple[str, str], ...]
"""Phrases, each with the file it was seen in."""


@dataclass(frozen=True, slots=True)
class Case:
    """A rule by its name, with what it reads and what it leaves alone."""

    name: str
    examples: Seen
    counter_examples: Seen


CASES: tuple[Case, ...] = (
    Case(
        "name.known",
        (("Luật Phổ biến, giáo dục pháp luật", "bac-giang-2024"), ("Luật Tổ ch ức chính quyền địa phương", "hn_Q-07")),
        (("pháp luật về đất đai", "nghe-an-2024"), ("Trường Đại học Luật Hà Nội", "survey 14")),
    ),
    Case(
        "name.dated",
        (("Luật Hoạt động giám sát viễn thám ngày 20 tháng 11 năm 2015", "invented"),),
        (("Luật Đất đai năm 2024", "tien-giang-2024"), ("luật mới ngày 20/11/2015", "invented")),
    ),
    Case("name.bare", (("vi phạm Luật Viễn thám", "invented"),), (("Luật Việt Nam", "survey 14"),)),
    Case(
        "name.amending",
        (("Luật sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư", "tnt_14d45619867d65a2"),),
        (("dự thảo Luật sửa đổi, bổ sung một số điều của Luật Báo chí", "dev tnt_53b3"),),
    ),
    Case("name.constitution", (("Hiến pháp năm 2013", "dvhc_60-NQ_TW"),), (("trái với hiến định", "invented"),)),
    Case("alias.table", (("Đề án 06/CP", "bac-giang-2024"),), (("Đề án 061", "invented"),)),
    Case(
        "alias.bare-number",
        (("Nghị quyết 57", "tnt_74e2ddc7b11340da"), ("thực hiện QĐ22", "cong_36")),
        (("các Nghị quyết 15", "invented"), ("Quyết định 2025", "invented"), ("Thông tư 05 ngày", "invented")),
    ),
    Case("date.list", (("Tờ trình số 347/TTr-CP và Đề án số 348/ĐA-CP ngày 09/5/2025", "GUIDE"),),
         (("Tờ trình số 347/TTr-CP; Kế hoạch số 12/KH-UBND ngày 09/5/2025", "invented"),)),
    Case("date.before", (("Ngày 30/6/2025, Chính phủ ban hành Nghị định số 175/2025/NĐ-CP", "tnt_28219392db3ee2e0"),),
         (("Ngày 30/6/2025, họp về Nghị định số 175/2025/NĐ-CP", "invented"),)),
    Case("issuer.pm", (("Quyết định số 468/QĐ-TTg của Thủ tướng Chính phủ", "quang-ninh-2024"),),
         (("Nghị định số 61/2018/NĐ-CP của Chính phủ", "nghe-an-2024"),)),
    Case("issuer.ministry", (("Quyết định số 35/QĐ-BNV của Bộ trưởng Bộ Nội vụ", "tien-giang-2024"),),
         (("Kết luận số 132-KL/TW của Bộ Chính trị", "tnt_f069c23c942c1ec6"),)),
    Case("issuer.committee", (("Kế hoạch số 06/KH-UBND của UBND huyện Tiên Lãng", "vinh-quang-2023"),),
         (("Nghị quyết số 15/NQ-HĐND của HĐND tỉnh Nghệ An", "nghe-an-2024"),)),
    Case("issuer.council", (("Nghị quyết số 15/NQ-HĐND của HĐND tỉnh Nghệ An", "nghe-an-2024"),),
         (("Kế hoạch số 06/KH-UBND của UBND huyện Tiên Lãng", "vinh-quang-2023"),)),
    Case("issuer.party", (("Nghị quyết số 05-NQ/TU của Ban Thường vụ Tỉnh ủy Quảng Ninh", "quang-ninh-2024"),),
         (("Nghị quyết số 27-NQ/TW của Ban Chấp hành Trung ương Đảng", "quang-ninh-2024"),)),
    Case("issuer.of-sign", (("Nghị định số 61/2018/NĐ-CP", "nghe-an-2024"),),
         (("Kế hoạch số 06/KH-UBND", "vinh-quang-2023"),)),
    Case("issuer.of-type", (("Luật Đất đai", "tien-giang-2024"),), (("Nghị quyết số 27-NQ/TW", "quang-ninh-2024"),)),
    Case("issuer.named-before", (("của Sở Nội vụ tỉnh Nghệ An tại Tờ trình số 06/TTr-SNV", "quang-ninh-2024"),),
         (("Tờ trình số 06/TTr-SNV", "quang-ninh-2024"),)),
    Case("pinpoint.before", (("khoản 2 Điều 5 Nghị định số 61/2018/NĐ-CP", "tien-giang-2024"),),
         (("Điều 5 quy định như sau. Nghị định số 61/2018/NĐ-CP", "invented"),)),
    Case("pinpoint.after", (("Nghị định số 61/2018/NĐ-CP (khoản 2 Điều 5)", "passages"),),
         (("Nghị định số 61/2018/NĐ-CP tại khoản 2 Điều 5 Luật Giá", "invented"),)),
    Case("title.after", (("Nghị định số 61/2018/NĐ-CP về thực hiện cơ chế một cửa", "nghe-an-2024"),),
         (("Luật Đất đai quy định người sử dụng đất", "invented"), ("Nghị định số 61/2018/NĐ-CP đến nay", "invented"))),
)  # fmt: skip
