import pytest

from kg.models import Document, Header, Responsible, Task
from kg.resolve.agencies import ENDED, SLIP, agency_of, body_label
from kg.resolve.documents import resolve
from kg.resolve.home import Home
from kg.tables import agencies

NGHE_AN = Home("nghe-an", "provincial", "2024-02-21")
CAN_THO = Home("can-tho-2025", "provincial", "2025-11-17")
BAC_NINH = Home("bac-ninh-2025", "provincial", "2025-11-20")
TIEN_LANG = Home("hai-phong/tien-lang", "district", "2023-01-05")
VINH_QUANG = Home("hai-phong/tien-lang/vinh-quang", "commune", "2023-01-09")
CENTRAL = Home(level="central", date="2024-05-01")


@pytest.mark.parametrize(
    ("name", "home", "body", "agency"),
    [
        ("Sở Nội vụ", NGHE_AN, "nghe-an/so-noi-vu", "so_nv"),
        ("Sở Nội vụ tỉnh Nghệ An", NGHE_AN, "nghe-an/so-noi-vu", "so_nv"),
        ("Sở TT&TT", NGHE_AN, "nghe-an/so-thong-tin-va-truyen-thong", "so_tttt"),
        ("Giám đốc Sở Tài chính", NGHE_AN, "nghe-an/so-tai-chinh", "so_tc"),
        ("UBND tỉnh", NGHE_AN, "nghe-an/ubnd", "ubnd_tinh"),
        ("Chủ tịch UBND tỉnh", NGHE_AN, "nghe-an/ubnd", "ubnd_tinh"),
        ("HĐND tỉnh", NGHE_AN, "nghe-an/hdnd", "hdnd_tinh"),
        ("Công an tỉnh", NGHE_AN, "nghe-an/cong-an", "cong_an_tinh"),
        ("Công an thành phố", CAN_THO, "can-tho-2025/cong-an", "cong_an_tinh"),
        ("Công an huyện", TIEN_LANG, "hai-phong/tien-lang/cong-an", "cong_an_huyen"),
        ("Báo Nghệ An", NGHE_AN, "nghe-an/bao", "bao_tinh"),
        ("Báo Ấp Bắc", Home("tien-giang", "provincial", "2024-01-31"), "tien-giang/bao", "bao_tinh"),
        ("Công ty Điện lực Đắk Lắk", Home("dak-lak-2025", "provincial", "2025-11-24"), None, "dien_luc_tinh"),
        ("Ủy ban Mặt trận Tổ quốc tỉnh", NGHE_AN, "nghe-an/uy-ban-mat-tran-to-quoc-viet-nam", "mttq_tinh"),
        ("Sở Nông nghiệp và Môi trường", BAC_NINH, "bac-ninh-2025/so-nong-nghiep-va-moi-truong", "so_nnmt"),
        ("Bộ Tư pháp", NGHE_AN, "btp", "BTP"),
        ("Bộ Tư pháp", CENTRAL, "btp", "BTP"),
        ("UBND huyện Diễn Châu", NGHE_AN, "nghe-an/dien-chau/ubnd", "ubnd_huyen"),
        ("Tỉnh ủy", NGHE_AN, "nghe-an/tu", "tinh_uy"),
        ("Công an xã", VINH_QUANG, "hai-phong/tien-lang/vinh-quang/cong-an", "cong_an_xa"),
        ("UBND xã", VINH_QUANG, "hai-phong/tien-lang/vinh-quang/ubnd", "ubnd_xa"),
    ],
)
def test_a_name_means_the_body_of_the_plan_s_own_place(name: str, home: Home, body: str | None, agency: str) -> None:
    found = agency_of(name, home)
    assert (found.kind, found.agency, found.name, found.confidence) == ("body", agency, name, 1.0)
    assert body is None or found.body == body


def test_a_stated_province_counts_more_than_the_plan_s_own() -> None:
    assert agency_of("Sở Nội vụ tỉnh Quảng Ninh", NGHE_AN).body == "quang-ninh/so-noi-vu"


@pytest.mark.parametrize(
    ("name", "home", "label", "some"),
    [
        ("Các sở, ban, ngành cấp tỉnh", NGHE_AN, "Các sở, ban, ngành", {"so_nv", "so_khdt"}),
        ("Giám đốc các sở", NGHE_AN, "Các sở, ban, ngành", {"so_nv"}),
        ("UBND các xã, phường", CAN_THO, "UBND cấp xã", {"ubnd_xa"}),
        ("UBND các huyện, thành phố, thị xã", NGHE_AN, "UBND cấp huyện", {"ubnd_huyen"}),
        ("Các tổ chức chính trị - xã hội", NGHE_AN, "Các tổ chức chính trị - xã hội tỉnh", {"hpn", "tinh_doan"}),
        ("Các nhà mạng", NGHE_AN, "Các doanh nghiệp viễn thông", {"vnpt_tinh"}),
        ("Các cơ quan, đơn vị, địa phương", NGHE_AN, "Các cơ quan, đơn vị, địa phương", {"so_nv", "ubnd_xa"}),
        ("Các cơ quan, đơn vị liên quan", NGHE_AN, "Các cơ quan, đơn vị liên quan", set[str]()),
        ("Các bộ, ngành Trung ương", NGHE_AN, "Các bộ, ngành", set[str]()),
    ],
)
def test_groups_stay_groups_with_the_members_that_are_known(name: str, home: Home, label: str, some: set[str]) -> None:
    found = agency_of(name, home)
    assert (found.kind, found.label) == ("group", label)
    assert some <= set(found.members) <= {agency.id for agency in agencies()}
    assert bool(found.members) == bool(some)


def test_members_are_those_of_the_day() -> None:
    before, after = (set(agency_of("Các sở, ban, ngành", home).members) for home in (NGHE_AN, CAN_THO))
    assert "so_khdt" in before - after
    assert "so_nnmt" in after - before


def plan(date: str, *lead: str) -> Document:
    header = Header(type="Kế hoạch", number="5/KH-UBND", date=date, issuer="UBND tỉnh Nghệ An", province="Nghệ An",
                    level="provincial")  # fmt: skip
    return resolve(Document("", "a.txt", None, "ab" * 32, header, tasks=(Task(0, 1, "x", lead),)), "b/")


def test_a_body_that_had_ended_is_told_with_its_successor() -> None:
    found = plan("2025-08-01", "Sở Kế hoạch và Đầu tư")
    assert found.bodies == (
        Responsible(
            "Sở Kế hoạch và Đầu tư", "nghe-an/so-ke-hoach-va-dau-tu", "Sở Kế hoạch và Đầu tư", "body", "so_khdt",
            ended="2025-02-28", successors=("nghe-an/so-tai-chinh",), confidence=1.0,
        ),
    )  # fmt: skip
    assert [finding.code for finding in found.findings] == [ENDED]
    assert plan("2024-08-01", "Sở Kế hoạch và Đầu tư").findings == ()


def test_a_slip_is_read_and_told() -> None:  # corpus tnt_: "Sở Sây dựng"
    found = plan("2024-08-01", "Sở Sây dựng", "Sở Xây dựng")
    assert [body.body for body in found.bodies] == ["nghe-an/so-xay-dung"] * 2
    assert [(f.code, f.message) for f in found.findings] == [(SLIP, "“Sở Sây dựng” is read as “Sở Xây dựng”")]
    assert resolve(found, "b/") == found


@pytest.mark.parametrize("name", ["Bộ Giáo dục và Đào tạo", "Ban Chỉ đạo quốc gia 1237", "Sở Y"])
def test_what_only_looks_like_a_row_is_not_taken_for_it(name: str) -> None:
    found = agency_of(name, NGHE_AN)
    assert found.agency is None or found.agency.isupper()  # codes of central bodies
    assert found.confidence in (0.5, 1.0)


def test_the_committee_s_name_comes_from_its_path() -> None:
    assert body_label("hai-phong/ubnd") == "UBND thành phố Hải Phòng"
    assert body_label("nghe-an/quynh-luu-2025/ubnd") is None
