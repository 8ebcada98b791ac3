import pytest

from kg.errors import UsageError
from kg.resolve.documents import DocumentQuery, find


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("468/QĐ-TTg", DocumentQuery("468/QĐ-TTg")),
        ("  468 / QÐ - TTg ", DocumentQuery("468/QĐ-TTg")),
        ("QĐ 468/QĐ-TTg", DocumentQuery("468/QĐ-TTg", "Quyết định")),
        ("Quyết định số 06/QĐ-TTg ngày 06/01/2022", DocumentQuery("06/QĐ-TTg", "Quyết định", 2022)),
        ("06/QĐ-TTg (2022)", DocumentQuery("06/QĐ-TTg", None, 2022)),
        ("Nghị quyết 76/NQ-CP năm 2021", DocumentQuery("76/NQ-CP", "Nghị quyết", 2021)),
        ("27-NQ/TW", DocumentQuery("27-NQ/TW")),
        ("61/2018/NĐ-CP", DocumentQuery("61/2018/NĐ-CP", None, 2018)),
        ("324/VP.UBND-NC", DocumentQuery("324/VP.UBND-NC")),
        ("đề án 06", DocumentQuery("06/QĐ-TTg", None, 2022)),
        ("Luật Hỗ trợ DNNVV năm 2017", DocumentQuery(year=2017, name="Luật Hỗ trợ doanh nghiệp nhỏ và vừa")),
        ("eli/vn/ttg/qd/2021/468", DocumentQuery(iri="eli/vn/ttg/qd/2021/468")),
        ("https://w3id.org/can-cu/eli/vn/a", DocumentQuery(iri="https://w3id.org/can-cu/eli/vn/a")),
    ],
)
def test_what_people_type_for_a_document(text: str, query: DocumentQuery) -> None:
    assert find(text) == query


@pytest.mark.parametrize("text", ["", "468", "abc", "Quyết định", "/KH-UBND", "Luật"])
def test_what_names_no_document(text: str) -> None:
    with pytest.raises(UsageError, match="names no document; write its number as in 468/QĐ-TTg"):
        find(text)
