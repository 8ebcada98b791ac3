"""Which act the words before a document name: the last one, with the whole of its phrase."""

from __future__ import annotations

import typing

import pytest

from kg.extract.cues import ACTS, PASSIVE_ACTS, nearest_act
from kg.models import Relation


@pytest.mark.parametrize(
    ("left", "relation"),
    [
        ("về sửa đổi, bổ sung một số điều của ", "amends"),  # tien-giang-2024
        ("sửa đổi, bổ sung một số điều ", "amends"),  # nghe-an-2024
        ("sửa đổi, bổ\nsung một số điều của ", "amends"),
        ("Sửa đổi, bổ sung một số điều của Quy định ban hành theo ", "amends"),
        ("về việc điều chỉnh ", "amends"),
        ("này có hiệu lực kể từ ngày 01 tháng 10 năm 2011 và thay thế ", "replaces"),  # cong_48
        ("Bãi bỏ toàn bộ ", "repeals"),  # hn_VanBanGoc-Q-09-2025
        ("bãi bỏ điểm a khoản 1 Điều 3 ", "repeals"),  # GUIDE
        ("quy định chi tiết, hướng dẫn thi hành một số điều của ", "guides"),  # cong_02
        ("hướng dẫn thi hành một số quy định của ", "guides"),  # nghe-an-2024
        ("về thực hiện ", "implements"),  # quang-ninh-2024
        ("về triển khai thực hiện ", "implements"),
        ("về tổng\nkết thực hiện ", "implements"),  # tnt_a6fb1f372de14a1e
        ("đính chính ", "corrects"),
        ("hợp nhất ", "consolidates"),
        ("về kéo dài thời hạn miễn thuế sử dụng đất nông\nnghiệp được quy định tại ", "extends"),  # tnt_478446b5
        ("kéo dài thời gian thực hiện ", "extends"),  # labels
        ("ngưng hiệu lực thi hành ", "suspends"),  # labels
        ("đình chỉ việc thi hành ", "suspends"),  # labels
        ("về việc hủy bỏ ", "revokes"),
        ("về việc thu hồi ", "revokes"),
        ("hướng dẫn về nghiệp vụ kiểm soát ", None),  # nghe-an-2024
        ("về thực hiện thủ tục hành chính trên môi trường điện tử, ", None),  # nghe-an-2024
        ("Tuyên truyền, phổ biến ", None),
        ("", None),
    ],
)
def test_the_act_named_last(left: str, relation: Relation | None) -> None:
    found = nearest_act(left)
    assert (found[0].relation if found else None) == relation


def test_of_two_acts_the_later_counts() -> None:
    found = nearest_act("sửa đổi, bổ sung Chương trình hành động thực hiện ")
    assert found is not None
    assert (found[0].relation, found[1]["act"]) == ("implements", "thực hiện")


def test_every_act_is_a_relation_of_the_records() -> None:
    known = set(typing.get_args(Relation))
    assert {cue.relation for cue in ACTS} | set(PASSIVE_ACTS.values()) <= known
