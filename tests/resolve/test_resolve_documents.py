import cProfile
import json
from dataclasses import replace
from pathlib import Path

import pytest

from kg.models import OWN_PLACE, Citation, Document, Header, Level, Relation
from kg.resolve import verdict
from kg.resolve.documents import resolve
from kg.resolve.home import home_of

GOLD = Path(__file__).parents[2] / "data" / "gold"
PLACES: dict[str, tuple[str, Level]] = {
    "quang-ninh-2024": ("Quảng Ninh", "provincial"),
    "nghe-an-2024": ("Nghệ An", "provincial"),
    "bac-giang-2024": ("Bắc Giang", "provincial"),
    "tien-giang-2024": ("Tiền Giang", "provincial"),
    "vinh-quang-2023": ("Hải Phòng", "commune"),
}


def plan(name: str) -> Document:
    """The hand-made annotation of a plan, as the record that a perfect extractor would give."""
    gold = json.loads((GOLD / f"{name}.json").read_text("utf-8"))
    header = {key: gold["header"][key] for key in ("type", "number", "date", "issuer", "title", "place")}
    province, level = PLACES[name]
    citations = tuple(
        Citation(0, 1, c["quote"], c["kind"], c["type"], c["number"], date=c["date"], issuer=c["issuer"],
                 relation=c["relation"], subject=c["subject"])
        for c in gold["citations"]
    )  # fmt: skip
    return document(Header(**header, province=province, level=level), citations)


def document(header: Header, citations: tuple[Citation, ...]) -> Document:
    return Document("", "a.txt", None, "ab" * 32, header, citations)


def cite(
    number: str,
    word: str = "Quyết định",
    date: str | None = None,
    issuer: str | None = None,
    *,
    relation: Relation = "cites",
) -> Citation:
    return Citation(0, 1, number, "sign", word, number, date=date, issuer=issuer, relation=relation)


def in_nghe_an(*citations: Citation, date: str | None = "2024-02-21") -> tuple[Citation, ...]:
    header = Header(
        type="Kế hoạch", number="122/KH-UBND", date=date, issuer="UBND tỉnh Nghệ An",
        province="Nghệ An", level="provincial",
    )  # fmt: skip
    return resolve(document(header, citations), "b/").citations


@pytest.mark.parametrize(
    ("name", "iri"),
    [
        ("quang-ninh-2024", "b/eli/vn/quang-ninh/ubnd/kh/2024/2b"),
        ("nghe-an-2024", "b/eli/vn/nghe-an/ubnd/kh/2024/122"),
        ("bac-giang-2024", "b/eli/vn/bac-giang/ubnd/kh/2024/14"),
        ("tien-giang-2024", "b/eli/vn/tien-giang/ubnd/kh/2024/66"),
    ],
)
def test_the_plans_have_their_own_iris(name: str, iri: str) -> None:
    assert resolve(plan(name), "b/").id == iri


def test_a_plan_without_number_is_known_by_its_title() -> None:
    made = resolve(plan("vinh-quang-2023"), "b/").id
    assert made.startswith("b/eli/vn/hai-phong/tien-lang/vinh-quang/ubnd/kh/2023/x-")
    other = plan("vinh-quang-2023")
    other = replace(other, header=replace(other.header, title="Kế hoạch khác"))
    assert resolve(other, "b/").id != made


def test_the_district_of_a_commune_comes_from_its_title() -> None:
    title = "Về dân số trên địa bàn xã Liên Hà, huyện Đông Anh, thành phố Hà Nội"
    header = Header(
        type="Kế hoạch", number="77/KH-UBND", date="2022-03-04", issuer="UBND xã Liên Hà", title=title,
        province="Hà Nội", level="commune",
    )  # fmt: skip
    own = "b/eli/vn/ha-noi/dong-anh/lien-ha/ubnd/kh/2022/77"
    assert resolve(document(header, ()), "b/").id == own
    assert resolve(document(replace(header, title=None), ()), "b/").id != own


def test_the_district_of_a_commune_comes_from_what_it_cites() -> None:
    """Hải Phòng has two communes called Vinh Quang."""
    assert home_of(plan("vinh-quang-2023")).path == "hai-phong/tien-lang/vinh-quang"
    alone = replace(plan("vinh-quang-2023"), citations=())
    assert home_of(alone).path == "hai-phong/vinh-quang"


@pytest.mark.parametrize(
    ("name", "number", "targets"),
    [
        ("quang-ninh-2024", "468/QĐ-TTg", {"ttg/qd/2021/468"}),
        ("nghe-an-2024", "468/QĐ-TTg", {"ttg/qd/2021/468"}),
        ("vinh-quang-2023", "468/QĐ-TTg", {"ttg/qd/2021/468"}),
        ("tien-giang-2024", "35/QĐ-BNV", {"bnv/qd/2024/35"}),
        ("tien-giang-2024", "35/QĐ-UBND", {"tien-giang/ubnd/qd/2024/35"}),
        ("tien-giang-2024", "35/2023/UBTVQH15", {"ubtvqh15/nq/2023/35"}),
        ("tien-giang-2024", "7303/UBND-KSTT", {"tien-giang/ubnd/cv/2023/7303"}),
        ("tien-giang-2024", "26/CT-TTg", {"ttg/ct/2023/26"}),
        ("tien-giang-2024", "72-QĐ/TW", {"tw/qd/nk2021/72"}),
        ("tien-giang-2024", "Đề án 06", {"ttg/qd/2022/6"}),
        ("tien-giang-2024", "Luật Ban hành văn bản quy phạm pháp luật", {"qh13/luat/2015/80"}),
        ("tien-giang-2024", "Luật Phổ biến, giáo dục pháp luật", {"qh13/luat/2012/14"}),
        ("bac-giang-2024", "Đề án 06/CP", {"ttg/qd/2022/6"}),
        ("bac-giang-2024", "/KH-UBND", {"bac-giang/ubnd/kh/2024/14"}),
        ("vinh-quang-2023", "57/KH-UBND", {"hai-phong/ubnd/kh/2022/57"}),
        ("vinh-quang-2023", "150/KH-UBND", {"hai-phong/tien-lang/ubnd/kh/2021/150"}),
        ("vinh-quang-2023", "28-KH/HU", {"hai-phong/tien-lang/hu/kh/nk2020/28"}),
        ("vinh-quang-2023", "03-NQ/TU", {"hai-phong/tu/nq/nk2020/3"}),
        ("vinh-quang-2023", "05/KH-UBND", {"hai-phong/tien-lang/vinh-quang/ubnd/kh/2023/5"}),
        ("quang-ninh-2024", "27-NQ/TW", {"tw/nq/nk2021/27"}),
        ("quang-ninh-2024", "324/VP.UBND-NC", {"quang-ninh/vpubnd/cv/2024/324"}),
        ("quang-ninh-2024", "218/KH-UBND", {"quang-ninh/ubnd/kh/2023/218"}),
        ("nghe-an-2024", "56/2014/QĐ-UBND", {"nghe-an/ubnd/qd-qppl/2014/56"}),
        ("nghe-an-2024", "02/2017/TT-VPCP", {"vpcp/tt/2017/2"}),
        ("nghe-an-2024", "122/KH-UBND", {"nghe-an/ubnd/kh/2024/122"}),
    ],
)
def test_what_the_plans_cite(name: str, number: str, targets: set[str]) -> None:
    found = {c.target for c in resolve(plan(name), "b/").citations if c.number == number}
    assert found == {f"b/eli/vn/{target}" for target in targets}


@pytest.mark.parametrize("name", PLACES)
def test_every_citation_of_the_plans_is_resolved_and_resolving_twice_changes_nothing(name: str) -> None:
    once = resolve(plan(name), "b/")
    assert {c.resolution for c in once.citations} == {"resolved"}
    assert resolve(once, "b/") == once


def test_the_day_does_not_make_another_document() -> None:
    one, other = in_nghe_an(
        cite("02/2017/TT-VPCP", "Thông tư", "2017-10-30"), cite("02/2017/TT-VPCP", "Thông tư", "2017-10-31")
    )
    assert one.target == other.target
    assert one.confidence == verdict.COMPLETE.confidence


def test_a_year_comes_from_another_mention() -> None:
    _, bare = in_nghe_an(cite("942/QĐ-TTg", date="2021-06-15"), cite("942/QĐ-TTg"))
    assert (bare.target, bare.confidence) == ("b/eli/vn/ttg/qd/2021/942", verdict.SIBLING.confidence)


def test_an_issuer_comes_from_another_mention() -> None:
    _, bare = in_nghe_an(cite("9/QĐ-UBND", date="2020", issuer="UBND tỉnh Quảng Ninh"), cite("9/QĐ-UBND"))
    assert bare.target == "b/eli/vn/quang-ninh/ubnd/qd/2020/9"


@pytest.mark.parametrize("order", [(0, 1, 2), (1, 2, 0), (2, 0, 1)])
def test_an_issuers_place_comes_from_another_mention_wherever_that_stands(order: tuple[int, ...]) -> None:
    """Signs of one center, whose place one of three mentions tells (tnt_82483d7fa7f7a186)."""
    center = "Trung tâm Phục vụ hành chính công"
    said = [(f"{center} thành phố Hà Nội", "2025-11-03"), (center, "2025-11-03"), (center, None)]
    signs = [cite("1535/QĐ-TTPVHCC", date=said[i][1], issuer=said[i][0]) for i in order]
    header = Header(type="Quyết định", number="1594/QĐ-TTPVHCC", date="2025-11-20", issuer=said[0][0],
                    province="Hà Nội", level="provincial")  # fmt: skip
    found = resolve(document(header, tuple(signs)), "b/").citations
    assert {c.target for c in found} == {"b/eli/vn/ha-noi/ttpvhcc/qd/2025/1535"}
    assert {c.reason for c in found if c.issuer == center} == {"sibling"}


@pytest.mark.parametrize("name", PLACES)
def test_what_is_said_again_means_the_same_and_changes_nothing(name: str) -> None:
    once = plan(name)
    twice = resolve(replace(once, citations=once.citations * 2), "b/").citations
    assert twice == resolve(once, "b/").citations * 2


def test_saying_more_of_one_sign_takes_no_longer_for_each_mention() -> None:
    """Calls of functions are counted, as they are the same in each run."""

    def calls(times: int) -> int:
        said = (cite("7/QĐ-UBND", date="2020-01-02"), cite("7/QĐ-UBND"), cite("8/QĐ-UBND"))
        with cProfile.Profile() as profile:
            in_nghe_an(*said * times)
        return sum(entry.callcount for entry in profile.getstats())

    calls(1)  # what is read once
    assert calls(800) < 8.1 * calls(100)


def test_an_issuers_level_comes_from_another_mention_whose_place_is_the_own() -> None:
    header = Header(type="Kế hoạch", number="3/KH-UBND", date="2019-05-06", issuer="UBND huyện Mỹ Tú",
                    province="Sóc Trăng", level="district")  # fmt: skip
    full = replace(cite("41/2018/NQ-HĐND", "Nghị quyết", issuer="HĐND tỉnh Sóc Trăng"), rules=(OWN_PLACE,))
    bare = cite("41/2018/NQ-HĐND", "Nghị quyết")
    own = cite("40/2018/NQ-HĐND", "Nghị quyết")
    found = [c.target for c in resolve(document(header, (full, bare, own)), "b/").citations]
    province, district = "b/eli/vn/soc-trang/hdnd", "b/eli/vn/soc-trang/my-tu/hdnd"
    assert found == [f"{province}/nq-qppl/2018/41", f"{province}/nq-qppl/2018/41", f"{district}/nq-qppl/2018/40"]


def test_a_year_comes_from_the_one_known_document() -> None:
    (bare,) = in_nghe_an(cite("766/QĐ-TTg"))
    assert (bare.target, bare.confidence) == ("b/eli/vn/ttg/qd/2022/766", verdict.KNOWN.confidence)


def test_several_known_documents_are_candidates() -> None:
    (bare,) = in_nghe_an(cite("942/QĐ-TTg"))
    assert (bare.resolution, bare.target) == ("ambiguous", None)
    assert set(bare.candidates) == {"b/eli/vn/ttg/qd/2021/942", "b/eli/vn/ttg/qd/2022/942"}


def test_a_known_document_later_than_the_citing_one_is_no_candidate() -> None:
    (bare,) = in_nghe_an(cite("942/QĐ-TTg"), date="2022-01-10")
    assert bare.target == "b/eli/vn/ttg/qd/2021/942"


def test_two_years_stated_for_a_bare_mention_stay_open() -> None:
    *_, bare = in_nghe_an(cite("7/QĐ-UBND", date="2020-01-02"), cite("7/QĐ-UBND", date="2021-01-02"), cite("7/QĐ-UBND"))
    assert bare.resolution == "ambiguous"
    assert len(bare.candidates) == 2


def test_nothing_known_stays_unresolved() -> None:
    found = in_nghe_an(
        cite("99999/QĐ-TTg"),
        cite("12/QĐ-XYZ", date="2020"),
        replace(cite("/QĐ-UBND"), kind="blank"),
        replace(cite("Đề án 999", "Đề án"), kind="alias"),
        replace(cite("Luật Không có thật", "Luật"), kind="name"),
    )
    assert [(c.resolution, c.target, c.confidence) for c in found] == [("unresolved", None, 0.0)] * 5


def test_a_date_after_the_citing_document_is_a_slip() -> None:
    (known,) = in_nghe_an(cite("766/QĐ-TTg", date="2032-06-23"))
    assert (known.target, known.confidence) == ("b/eli/vn/ttg/qd/2022/766", verdict.SLIP.confidence)
    (signed,) = in_nghe_an(cite("15/2029/NĐ-CP", "Nghị định", "2019-03-01"))
    assert (signed.target, signed.confidence) == ("b/eli/vn/cp/nd/2019/15", verdict.SLIP.confidence)


def test_a_month_that_holds_the_citing_day_is_no_slip() -> None:
    (same,) = in_nghe_an(cite("8/KH-UBND", "Kế hoạch", "2024-02"))
    assert same.target == "b/eli/vn/nghe-an/ubnd/kh/2024/8"
    (day,) = in_nghe_an(cite("8/KH-UBND", "Kế hoạch", "2024-02-17"), date="2024-02")
    assert (day.target, day.confidence) == (same.target, verdict.HOME.confidence)


def test_normative_and_administrative_series_are_two() -> None:
    decree, individual = in_nghe_an(cite("38/2023/QĐ-UBND"), cite("38/QĐ-UBND", date="2023-05-01"))
    assert decree.target == "b/eli/vn/nghe-an/ubnd/qd-qppl/2023/38"
    assert individual.target == "b/eli/vn/nghe-an/ubnd/qd/2023/38"


def test_the_word_tells_laws_from_resolutions_of_the_assembly() -> None:
    law, resolution, code, individual = in_nghe_an(
        cite("18/2023/QH15", "Luật"), cite("18/2023/QH15", "Nghị quyết"), cite("45/2019/QH14", "Bộ luật"),
        cite("1656/NQ-UBTVQH15", "Nghị quyết", "2023-06-16"),
    )  # fmt: skip
    assert law.target == "b/eli/vn/qh15/luat/2023/18"
    assert resolution.target == "b/eli/vn/qh15/nq/2023/18"
    assert code.target == "b/eli/vn/qh14/luat/2019/45"
    assert individual.target == "b/eli/vn/ubtvqh15/nq-hc/2023/1656"


def test_rules_and_decisions_of_the_party_are_numbered_together() -> None:
    one, other = in_nghe_an(cite("11-QĐ/TW", "Quy định", "2022-05-19"), cite("11-QĐi/TW", "Quy định", "2022-05-19"))
    assert one.target == other.target == "b/eli/vn/tw/qd/nk2021/11"


def test_the_sign_decides_where_word_and_sign_disagree() -> None:
    (found,) = in_nghe_an(cite("661/TTr-BCA", "Văn bản", "2023-11-05"))
    assert found.target == "b/eli/vn/bca/ttr/2023/661"


@pytest.mark.parametrize(
    ("date", "target"),
    [("2015", "qh13/luat/2015/80"), ("2015-06-22", "qh13/luat/2015/80"), (None, "qh13/luat/2015/80")],
)
def test_laws_by_name(date: str | None, target: str) -> None:
    name = "Luật Ban hành văn bản QPPL"
    (law,) = in_nghe_an(replace(cite(name, "Luật", date), kind="name"))
    assert law.target == f"b/eli/vn/{target}"


def test_a_law_is_the_one_in_force_on_the_citing_day() -> None:
    law = replace(cite("Luật Đất đai", "Luật"), kind="name")
    (old,) = in_nghe_an(law, date="2023-05-01")
    (between,) = in_nghe_an(law, date="2024-03-01")
    (new,) = in_nghe_an(law, date="2025-03-01")
    assert old.target == "b/eli/vn/qh13/luat/2013/45"
    assert between.target == old.target  # the new one was passed in January, and took effect in August
    assert new.target == "b/eli/vn/qh15/luat/2024/31"


def test_a_law_acted_on_is_no_later_than_what_acts_on_it() -> None:
    law = replace(cite("Luật Ban hành văn bản quy phạm pháp luật", "Luật"), kind="name", subject=0)
    _, guided = in_nghe_an(cite("34/2016/NĐ-CP", "Nghị định"), law, date="2025-11-01")
    assert guided.target == "b/eli/vn/qh13/luat/2015/80"


def test_a_dated_law_that_nobody_knows_is_one_by_name_and_year() -> None:
    law = replace(cite("Luật Đất đai", "Luật", "2003"), kind="name")
    one, other = in_nghe_an(law, replace(law, date="2003-11-26", number="Luật đất đai"))
    assert one.target == other.target
    assert (one.target or "").startswith("b/eli/vn/qh11/luat/2003/x-")
    assert one.confidence == verdict.LAW_BY_NAME.confidence


def test_a_short_name_means_the_sign_of_the_same_document_first() -> None:
    _, short = in_nghe_an(
        cite("57/NQ-HĐND", "Nghị quyết", "2023-07-12"),
        replace(cite("Nghị quyết 57", "Nghị quyết"), kind="alias"),
    )
    assert short.target == "b/eli/vn/nghe-an/hdnd/nq/2023/57"


def test_a_short_name_is_not_used_before_its_document() -> None:
    (early,) = in_nghe_an(replace(cite("Nghị quyết 57", "Nghị quyết"), kind="alias"))
    assert early.resolution == "unresolved"
    (late,) = in_nghe_an(replace(cite("Nghị quyết 57", "Nghị quyết"), kind="alias"), date="2025-03-01")
    assert late.target == "b/eli/vn/tw/nq/nk2021/57"


def test_a_party_document_of_a_year_in_which_a_term_began_has_two_candidates() -> None:
    (found,) = in_nghe_an(cite("1-KL/TW", "Kết luận", "2021"))
    assert found.candidates == ("b/eli/vn/tw/kl/nk2016/1", "b/eli/vn/tw/kl/nk2021/1")


def test_units_before_and_after_the_merger_are_two() -> None:
    header = Header(
        type="Kế hoạch", number="165/KH-UBND", date="2025-11-21", issuer="UBND thành phố Cần Thơ",
        province="Cần Thơ", level="provincial",
    )  # fmt: skip
    made = resolve(
        document(
            header,
            (
                cite("53/KH-UBND", "Kế hoạch", "2018-03-21", "UBND thành phố Cần Thơ"),
                cite("54/KH-UBND", "Kế hoạch", "2018-03-21"),
                cite("77/KH-UBND", "Kế hoạch", "2025-09-17"),
            ),
        ),
        "b/",
    )
    assert made.id == "b/eli/vn/can-tho-2025/ubnd/kh/2025/165"
    assert [c.target for c in made.citations] == [
        "b/eli/vn/can-tho/ubnd/kh/2018/53",
        None,  # of one of three provinces
        "b/eli/vn/can-tho-2025/ubnd/kh/2025/77",
    ]


def test_a_file_that_says_nothing_of_itself_has_an_iri() -> None:
    assert resolve(document(Header(), ()), "b/").id == f"b/eli/vn/x-{'ab' * 8}"


def test_what_was_settled_by_hand_stays() -> None:
    (kept,) = in_nghe_an(replace(cite("468/QĐ-TTg"), resolution="manual", target="b/eli/vn/ttg/qd/2011/468"))
    assert (kept.resolution, kept.target) == ("manual", "b/eli/vn/ttg/qd/2011/468")


def test_a_known_date_counts_where_the_letterhead_has_an_earlier_one() -> None:
    """The form of tnt_4c932595ec43aa4d: a resolution printed with the wrong month cites what came after it."""
    header = Header(
        type="Nghị quyết", number="76/NQ-CP", date="2021-05-15", issuer="Chính phủ", level="central",
    )  # fmt: skip
    made = resolve(document(header, (cite("368/TTr-BNV", "Tờ trình", "2021-06-09", "Bộ Nội vụ"),)), "b/")
    assert made.citations[0].target == "b/eli/vn/bnv/ttr/2021/368"
    assert made.citations[0].confidence == verdict.STATED_DATE.confidence
    assert [finding.code for finding in made.findings] == ["header.date"]
