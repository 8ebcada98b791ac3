"""The same plan in every format: the same citations, tasks and header; what each format keeps."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from kg.extract.document import extract_source
from kg.models import Source
from kg.text.formats.docx import read_docx
from kg.text.formats.html import is_html, read_html
from kg.text.formats.numbering import letters, roman
from kg.text.read import read
from tests.text.written import PLANS, as_docx, as_html

UNLIMITED = 10**9


def said(text: str) -> tuple[object, ...]:
    """All that is read out of a text, but for where it stands."""
    document = extract_source(Source("plan", text, ""))
    citations = [
        (c.kind, c.type, c.number, c.date, c.issuer, c.relation, c.subject, c.pinpoint) for c in document.citations
    ]
    tasks = [
        (t.lead, t.support, t.deadline and _plain(t.deadline.text), t.section, _plain(t.text)) for t in document.tasks
    ]
    return document.header, citations, tasks, document.agencies


def _plain(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("plan", PLANS, ids=lambda path: path.stem)
@pytest.mark.parametrize(("written", "suffix"), [(as_html, "html"), (as_docx, "docx")], ids=["html", "docx"])
def test_a_plan_says_the_same_in_every_format(
    plan: Path, written: Callable[[str], bytes], suffix: str, tmp_path: Path
) -> None:
    path = tmp_path / f"plan.{suffix}"
    text = plan.read_text("utf-8")
    path.write_bytes(written(text))
    assert said(read(path).text) == said(text)


def word_text(document: docx.document.Document) -> str:
    file = io.BytesIO()
    document.save(file)
    return read_docx(file.getvalue(), UNLIMITED).text


LETTERHEAD = [
    ["ỦY BAN NHÂN DÂN\nTỈNH NGHỆ AN\n-------", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"],
    ["Số: 122/KH-UBND", "Nghệ An, ngày 22 tháng 02 năm 2024"],
]


def test_a_letterhead_side_by_side_is_read_cell_by_cell() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, LETTERHEAD, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_paragraph("KẾ HOẠCH\nKiểm soát thủ tục hành chính năm 2024")
    document.add_paragraph("Căn cứ Luật Tổ chức chính quyền địa phương;")
    header = extract_source(Source("x", word_text(document), "")).header
    assert (header.number, header.date, header.issuer) == ("122/KH-UBND", "2024-02-22", "UBND tỉnh Nghệ An")
    assert (header.type, header.title) == ("Kế hoạch", "Kiểm soát thủ tục hành chính năm 2024")


NUMBERED = """<w:numbering {ns}>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Điều %1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="3"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="2">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl>
</w:abstractNum>
<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="7"><w:abstractNumId w:val="2"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>
</w:numbering>"""


def test_numbers_that_word_writes_by_itself() -> None:
    document = docx.Document()
    part = document.part.numbering_part
    part._element = parse_xml(NUMBERED.format(ns=nsdecls("w")))
    items = [(5, 0, "Phạm vi"), (5, 1, "Một"), (5, 1, "Hai"), (5, 2, "Điểm"), (5, 0, "Đối tượng"), (5, 1, "Lại một"),
             (6, 0, "MỤC ĐÍCH"), (6, 1, "ý"), (6, 0, "YÊU CẦU"), (7, 0, "TỔ CHỨC"), (0, 0, "không số")]  # fmt: skip
    for listed, level, text in items:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{listed}"/></w:numPr>')
        )
    assert word_text(document).split("\n\n")[:-1] == [
        "Điều 1. Phạm vi", "1.1. Một", "1.2. Hai", "c) Điểm", "Điều 2. Đối tượng", "2.1. Lại một",
        "I. MỤC ĐÍCH", "- ý", "II. YÊU CẦU", "IV. TỔ CHỨC", "không số",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "digits"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (1994, "MCMXCIV")]
)
def test_roman_numbers(number: int, digits: str) -> None:
    assert roman(number) == digits


def test_letters_after_z() -> None:
    assert [letters(n) for n in (1, 26, 27, 53)] == ["a", "z", "aa", "aaa"]


@pytest.mark.parametrize("span", ["x", "-3", "2000000000", ""])
def test_a_cell_with_a_senseless_span_is_a_cell(span: str) -> None:
    document = docx.Document()
    document.add_table(rows=1, cols=1).cell(0, 0).text = "một"
    document.add_table(rows=1, cols=2).cell(0, 0).text = "hai"
    properties = document.tables[0].cell(0, 0)._tc.get_or_add_tcPr()
    properties.append(parse_xml(f'<w:gridSpan {nsdecls("w")} w:val="{span}"/>'))
    assert word_text(document).split() == ["một", "hai"]


def run(xml: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{xml}</w:t></w:r>"


PARAGRAPHS = [
    ("deleted words", f"{run('Số ')}<w:del><w:r><w:delText>9</w:delText></w:r></w:del><w:ins>{run('8')}</w:ins>",
     "Số 8"),
    ("hyphen, tab and break", "<w:r><w:t>NĐ</w:t><w:noBreakHyphen/><w:t>CP</w:t><w:tab/><w:t>a</w:t><w:br/></w:r>"
     + run("b"), "NĐ-CP a\nb"),
    ("a link", f"<w:hyperlink>{run('Luật Đất đai')}</w:hyperlink>", "Luật Đất đai"),
    ("a field", "<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("3"), "3"),
    ("a content control", f"<w:sdt><w:sdtContent>{run('Kế hoạch')}</w:sdtContent></w:sdt>", "Kế hoạch"),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "text"), [row[1:] for row in PARAGRAPHS], ids=[row[0] for row in PARAGRAPHS])
def test_the_running_text_of_a_word_paragraph(inside: str, text: str) -> None:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))
    assert word_text(document).strip() == text


def test_a_text_box_is_read_once() -> None:
    box = f"<w:txbxContent><w:p>{run('Số: 5/KH-UBND')}</w:p></w:txbxContent>"
    inside = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))
    assert word_text(document).strip() == "Số: 5/KH-UBND"


def test_footnotes_are_tied_to_their_marks() -> None:
    document = docx.Document()
    for identifier in ("7", "3"):
        paragraph = f"{run('Chương trình')}<w:r><w:footnoteReference w:id='{identifier}'/></w:r>"
        document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}>{paragraph}</w:p>"))
    notes = "".join(f"<w:footnote w:id='{i}'><w:p>{run(text)}</w:p></w:footnote>" for i, text in NOTES.items())
    blob = f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='-1'/>{notes}</w:footnotes>"
    reltype = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", blob.encode(), document.part.package)
    document.part.relate_to(part, reltype)
    assert word_text(document).split("\n\n")[:-1] == [
        "Chương trình[1]", "Chương trình[2]", "[1] Quyết định số 3/QĐ-TTg", "[2] Quyết định số 7/QĐ-TTg",
    ]  # fmt: skip


NOTES = {"7": "Quyết định số 7/QĐ-TTg", "3": "Quyết định số 3/QĐ-TTg"}


def test_merged_cells_keep_the_columns() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row.cells):
            cell.text = f"{r}{c}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "rộng"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "cao"
    assert word_text(document).strip("\n").split("\n") == ["rộng\t\t02", "10\t11\tcao", "20\t21\t"]


def test_the_header_of_the_first_page_but_not_its_number() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "BỘ Y TẾ"
    document.add_paragraph("KẾ HOẠCH")
    assert word_text(document) == "BỘ Y TẾ\n\nKẾ HOẠCH\n\n"
    document.sections[0].header.paragraphs[0].text = "- 2 -"
    assert word_text(document) == "KẾ HOẠCH\n\n"


PAGES = [
    ("<p>Quyết định  số\n<b>468</b>/QĐ-TTg</p>", "Quyết định số 468/QĐ-TTg"),
    ("<p>a<br>b</p><div>c<p>d</p>e</div>", "a\nb\n\nc\n\nd\n\ne"),
    ("<script>var x = 'số 1/QĐ-TTg'</script><style>p {}</style><p>a</p><!-- b -->", "a"),
    ("<ol start=3><li>ba</li><li>bốn</li></ol><ul><li>x</li></ul>", "3. ba\n\n4. bốn\n\n- x"),
    ("<table><tr><th>TT</th><th>Việc</th></tr><tr><td>1</td><td>Rà<br>soát</td></tr></table>", "TT\tViệc\n1\tRà soát"),
    ("<table><tr><td colspan=2>a</td><td rowspan=2>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a\t\tb\nc\td\t"),
    ("<table><tr><td><table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table></td></tr></table>",
     "a\tb\nc\td"),
    ("<p>&lt;b&gt; &amp; Đ&ocirc;ng&nbsp;Á</p>", "<b> & Đông\u00a0Á"),
    ("<p>chưa đóng<p>thẻ<td>lạ", "chưa đóng\n\nthẻ\n\nlạ"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "text"), PAGES)
def test_the_text_of_a_web_page(body: str, text: str) -> None:
    assert read_html(f"<html><head><title>x</title></head><body>{body}</body></html>".encode()).text.strip("\n") == text


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<html><meta charset='windows-1258'><p>Đơn vị</p>".encode("cp1258", "ignore"), "Đơn v"),
        ("<html><meta charset='utf-16'><p>Số</p>".encode(), "Số"),
        ("<html><p>Số</p>".encode("utf-16"), "Số"),
        (b"<html><meta charset='none-such'><p>abc</p>", "abc"),
    ],
    ids=["windows-1258", "says utf-16 and is utf-8", "utf-16", "unknown"],
)
def test_the_characters_of_a_web_page(page: bytes, text: str) -> None:
    assert text in read_html(page).text


def test_the_address_of_a_web_page_is_the_source_s() -> None:
    page = b"<html><head><link rel=canonical href='https://chinhphu.vn/?id=5'></head><body><p>a</p></body></html>"
    assert read_html(page).url == "https://chinhphu.vn/?id=5"
    assert read_html(b"<html><link rel=canonical href='javascript:x'><p>a</p></html>").url is None


@pytest.mark.parametrize(
    ("data", "answer"),
    [
        (b"<!DOCTYPE html><html>", True),
        (b"\xef\xbb\xbf\n <html>", True),
        (b"<?xml version='1.0'?><!-- a --><div class=x>", True),
        (b"<!-- Page 500 -->\n| STT | T |", False),
        (b"<jsontable bang_0>", False),
        ("Số: 1/KH <b>đậm</b>".encode(), False),
        (b"<300 ha", False),
    ],
)
def test_what_begins_like_a_web_page(data: bytes, answer: bool) -> None:
    assert is_html(data) is answer


@pytest.mark.parametrize("depth", [300, 2000])
def test_a_page_nested_very_deep_is_read(depth: int, tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_text(
        "<html><body>" + "<div>" * depth + "<p>sâu</p>" + "</div>" * depth + "<p>cuối</p></body></html>", "utf-8"
    )
    assert "cuối" in read(path).text


def test_a_page_that_is_cut_says_so() -> None:
    page = "<html><body><p>đầu</p>" + "<div>" * 5000 + "<p>sâu</p>" + "</div>" * 5000 + "<p>cuối</p></body></html>"
    content = read_html(page.encode())
    assert (content.text.strip(), [note.code for note in content.notes]) == ("đầu", ["page.cut"])


def test_files_of_an_archive_are_named_below_it(tmp_path: Path) -> None:
    path = tmp_path / "năm 2024.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Kế hoạch/số 5.txt", "Quyết định số 468/QĐ-TTg")
        archive.writestr("__MACOSX/._a.txt", "x")
    source = read(path / "Kế hoạch" / "số 5.txt", root=tmp_path)
    assert (source.path, source.text) == ("năm 2024.zip/Kế hoạch/số 5.txt", "Quyết định số 468/QĐ-TTg")
