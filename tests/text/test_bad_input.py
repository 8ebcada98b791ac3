"""What cannot be read: each ends in one sentence, and the files beside it are read."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import random
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from reportlab.pdfgen.canvas import Canvas

from kg.engines.local import run
from kg.errors import InputError
from kg.pipeline import build, extract_file
from kg.text.read import expanded, read
from tests.text.written import as_docx, as_html

GOOD = "KẾ HOẠCH\nCăn cứ Quyết định số 468/QĐ-TTg ngày 27/3/2021 của Thủ tướng Chính phủ;\n"


def zipped(*members: tuple[str, bytes], mode: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", mode) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return file.getvalue()


def office(part: str) -> bytes:
    """What is packed as Word files are, with a part that they have not."""
    return zipped(("[Content_Types].xml", b"x"), ("mimetype", b"x"), (part, b"x"))


def word(**parts: bytes) -> bytes:
    """A Word file with some of its parts replaced: ``document``, ``styles``."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_docx(GOOD))) as good, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bad:
        for info in good.infolist():
            stem = Path(info.filename).stem
            replaced = parts.get(stem) if info.filename.startswith("word/") else None
            bad.writestr(info, replaced or good.read(info))
    return file.getvalue()


def picture(width: int, height: int, data: bytes = b"") -> bytes:
    """A PNG of one colour, or of broken data."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", data or zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


def locked(data: bytes) -> bytes:
    """An archive whose members say that they need a password."""
    changed = bytearray(data)
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(signature)
        while at >= 0:
            changed[at + flags] |= 1
            at = changed.find(signature, at + 4)
    return bytes(changed)


def broken(data: bytes, at: float = 0.5) -> bytes:
    """Some bytes turned over, the length kept."""
    changed = bytearray(data)
    middle = int(len(changed) * at)
    changed[middle : middle + 40] = bytes(b ^ 0x5A for b in changed[middle : middle + 40])
    return bytes(changed)


def paper(pages: int = 1, **options: object) -> bytes:
    """A PDF whose pages hold a line each."""
    file = io.BytesIO()
    canvas = Canvas(file, **options)
    for number in range(pages):
        canvas.drawString(72, 720, f"So {number}/QD-UBND")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def tarred() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(GOOD.encode())
        archive.addfile(info, io.BytesIO(GOOD.encode()))
    return file.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w>&b;</w>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOISE = random.Random(5).randbytes(4000)

# What the file is, its name, its bytes, and the sentence about it.
FILES: list[tuple[str, str, Callable[[], bytes], str]] = [
    ("nothing", "a.txt", lambda: b"", "is empty"),
    ("white space", "a.txt", lambda: b" \n\t\r\n", "is empty"),
    ("a byte-order mark alone", "a.txt", lambda: b"\xef\xbb\xbf", "is empty"),
    ("zeros", "a.txt", lambda: b"\0" * 500, "is binary, not text"),
    ("noise", "a.txt", lambda: NOISE, "is binary, not text (byte 100)"),
    ("half a UTF-16 letter", "a.txt", lambda: b"\xff\xfea", "is not UTF-8 or UTF-16 text"),
    ("Japanese in Shift JIS", "a.txt", lambda: "計画の概要".encode("shift_jis") * 20,
     "is not UTF-8 or UTF-16 text"),
    ("a program", "a.txt", lambda: b"\x7fELF\x02\x01\x01" + bytes(400), "is binary, not text"),
    ("a picture without an end, named .txt", "a.txt", lambda: picture(10, 10)[:40], "is a "),
    ("a picture with broken data", "a.png", lambda: picture(10, 10, b"xxxx"), "is a "),
    ("a picture of 40,000 by 40,000", "a.png", lambda: picture(40_000, 40_000), "is a picture"),
    ("a GIF", "a.gif", lambda: b"GIF89a" + bytes(50), "is a GIF picture"),
    ("a BMP", "a.bmp", lambda: b"BM6\x00\x00\x00" + bytes(50), "is a BMP picture"),
    ("an old Word file", "a.doc", lambda: OLE + bytes(600), "is an old Word, Excel or PowerPoint file"),
    ("a Word file with a password", "a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le") + bytes(99),
     "is a Word file that needs a password"),
    ("an RTF file", "a.rtf", lambda: b"{\\rtf1\\ansi abc}", "is an RTF file"),
    ("an Excel file", "a.xlsx", lambda: office("xl/workbook.xml"), "is an Excel file"),
    ("a PowerPoint file", "a.pptx", lambda: office("ppt/presentation.xml"), "is a PowerPoint file"),
    ("an OpenDocument file", "a.odt", lambda: office("content.xml"), "is an OpenDocument file"),
    ("a book", "a.epub", lambda: office("META-INF/container.xml"), "is an EPUB book"),
    ("half a Word file", "a.docx", lambda: as_docx(GOOD)[:9000], "is a damaged Word file or archive"),
    ("a Word file with a broken part", "a.docx", lambda: word(document=b"<w:document"), "is a damaged Word file"),
    ("a Word file of another XML", "a.docx", lambda: word(document=b"<a/>"), "is a damaged Word file"),
    ("a Word file with an entity bomb", "a.docx", lambda: word(document=BOMB), "is a Word file that declares entities"),
    ("a Word file with a bomb in its styles", "a.docx", lambda: word(styles=BOMB),
     "is a Word file that declares entities"),
    ("a Word file of 30 MB of blanks", "a.docx", lambda: word(styles=b"<a>" + b" " * 30_000_000 + b"</a>"),
     "is a Word file that is too large when unpacked"),
    ("a Word file without text", "a.docx", lambda: as_docx(""), "is a Word file without text"),
    ("an archive without files", "a.zip", lambda: zipped(), "is an empty ZIP archive"),
    ("half an archive", "a.zip", lambda: zipped(("a.txt", NOISE))[:2000], "is a damaged Word file or archive"),
    ("a gzip archive", "a.gz", lambda: gzip.compress(GOOD.encode()), "is a gzip archive; unpack it first"),
    ("a bzip2 archive", "a.bz2", lambda: bz2.compress(GOOD.encode()), "is a bzip2 archive; unpack it first"),
    ("an xz archive", "a.xz", lambda: lzma.compress(GOOD.encode()), "is an xz archive; unpack it first"),
    ("a 7z archive", "a.7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(40), "is a 7z archive; unpack it first"),
    ("a RAR archive", "a.rar", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(40), "is a RAR archive; unpack it first"),
    ("a tar archive", "a.tar", tarred, "is a tar archive; unpack it first"),
    ("a web page without text", "a.html", lambda: b"<html><body><script>1</script></body></html>",
     "is a web page without text"),
    ("a web page of broken entities", "a.html", lambda: b"<!DOCTYPE html [<!ENTITY a 'b'>]><html><body></body></html>",
     "is a web page without text"),
    ("a PDF's first line", "a.pdf", lambda: b"%PDF-1.7\n", "is a broken PDF"),
    ("half a PDF", "a.pdf", lambda: paper()[:700], "is a broken PDF"),
    ("a PDF without its end", "a.pdf", lambda: paper()[:-8], "is a broken PDF: its end is missing"),
    ("a PDF with a password", "a.pdf", lambda: paper(encrypt="secret"), "is a PDF that needs a password"),
    ("a PDF without pages", "a.pdf", lambda: b"%PDF-1.4\n1 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n%%EOF",
     "is a PDF without pages"),
    ("half a JPEG", "a.jpg", lambda: b"\xff\xd8\xff\xe0" + NOISE[:300], "is a "),
    ("noise after a PDF's first line", "a.pdf", lambda: b"%PDF-1.7\n" + NOISE, "is a broken PDF"),
]  # fmt: skip

# Files in an archive: what, the archive's bytes, the member, the sentence.
MEMBERS: list[tuple[str, Callable[[], bytes], str, str]] = [
    ("with a password", lambda: locked(zipped(("a.txt", GOOD.encode()))), "a.txt", "needs a password"),
    ("30 MB of zeros", lambda: zipped(("a.txt", bytes(30_000_000))), "a.txt", "is larger than 20 MB when unpacked"),
    (
        "an archive in it",
        lambda: zipped(("b.zip", zipped(("a.txt", GOOD.encode())))),
        "b.zip",
        "is an archive inside an",
    ),
    ("not there", lambda: zipped(("a.txt", b"x")), "b.txt", "there is no such file"),
    (
        "broken bytes",
        lambda: broken(zipped(("a.txt", NOISE), mode=zipfile.ZIP_STORED)),
        "a.txt",
        "is damaged inside its",
    ),
    ("empty", lambda: zipped(("a.txt", b"")), "a.txt", "is empty"),
]


def test_the_table_has_forty_kinds() -> None:
    assert len({name for name, *_ in FILES}) >= 40


@pytest.mark.parametrize(("name", "make", "sentence"), [row[1:] for row in FILES], ids=[row[0] for row in FILES])
def test_what_cannot_be_read_ends_in_one_sentence(
    name: str, make: Callable[[], bytes], sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / f"Kế hoạch số 5 {name}"
    path.write_bytes(make())
    with pytest.raises(InputError) as refused:
        read(path, root=tmp_path, max_mb=20)
    assert refused.value.reason.startswith(sentence)
    assert str(refused.value) == f"Kế hoạch số 5 {name}: {refused.value.reason}"
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(("make", "member", "sentence"), [row[1:] for row in MEMBERS], ids=[row[0] for row in MEMBERS])
def test_what_cannot_be_read_in_an_archive(
    make: Callable[[], bytes], member: str, sentence: str, tmp_path: Path
) -> None:
    path = tmp_path / "kế hoạch.zip"
    path.write_bytes(make())
    with pytest.raises(InputError) as refused:
        read(path / member, root=tmp_path, max_mb=20)
    assert str(refused.value).startswith(f"kế hoạch.zip/{member}: {sentence}")


def test_a_folder_of_bad_files_and_one_good_one(tmp_path: Path) -> None:
    folder = tmp_path / "văn bản"
    for number, (_, name, make, _) in enumerate(FILES):
        (folder / str(number)).mkdir(parents=True)
        (folder / str(number) / name).write_bytes(make())
    (folder / "tốt.txt").write_text(GOOD, "utf-8")
    (folder / "gói.zip").write_bytes(
        zipped(("trong.txt", GOOD.encode()), ("xấu.rtf", b"{\\rtf1"), ("../ngoài.txt", b"x" * 9))
    )
    report = build([folder], tmp_path / "store", root=tmp_path)
    assert (report.read, report.failed) == (3, len(FILES) + 1)
    assert {key for key, _ in report.failures} >= {"văn bản/0/a.txt", "văn bản/gói.zip/xấu.rtf"}
    assert report.twins == (("văn bản/gói.zip/trong.txt", "văn bản/tốt.txt"),) or report.twins == (
        ("văn bản/tốt.txt", "văn bản/gói.zip/trong.txt"),
    )


def test_every_file_of_a_run_has_an_outcome(tmp_path: Path) -> None:
    for number, (_, name, make, _) in enumerate(FILES):
        (tmp_path / f"{number} {name}").write_bytes(make())
    paths = [path for path, _ in expanded([tmp_path])]
    outcomes = list(run(extract_file, paths, jobs=2))
    assert [outcome.path for outcome in outcomes] == paths
    assert all(outcome.value is None and outcome.reason for outcome in outcomes)


@pytest.mark.parametrize(
    ("glob", "names"),
    [
        ("*", ["2024/a.txt", "2024/b.md", "c.txt", "d.zip/e.txt"]),
        ("*.txt", ["2024/a.txt", "c.txt", "d.zip/e.txt"]),
        ("2024/*", ["2024/a.txt", "2024/b.md"]),
        ("none", []),
    ],
)
def test_which_files_of_a_folder(tmp_path: Path, glob: str, names: list[str]) -> None:
    (tmp_path / "2024").mkdir()
    for name in ("2024/a.txt", "2024/b.md", "c.txt", ".hidden"):
        (tmp_path / name).write_text("x", "utf-8")
    (tmp_path / "d.zip").write_bytes(zipped(("e.txt", b"x"), (".f", b"x"), ("__MACOSX/g.txt", b"x")))
    found = list(expanded([tmp_path], glob))
    assert [path.relative_to(tmp_path).as_posix() for path, _ in found] == names
    assert all(folder == tmp_path for _, folder in found)


def test_a_word_file_is_no_archive(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(GOOD)
    document.save(str(tmp_path / "a.zip"))
    assert [path.name for path, _ in expanded([tmp_path])] == ["a.zip"]
    assert len(extract_file(tmp_path / "a.zip").citations) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_does_not_stop_a_build(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    report = build([tmp_path / "pipe.txt"], tmp_path / "store")
    assert report.failures == (("pipe.txt", "pipe.txt: is a pipe or a device, not a file"),)


_PEAK = """
import resource, sys
from kg.text.read import read
source = read(sys.argv[1])
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(len(source.pages), peak // (1024 if sys.platform == "darwin" else 1))
"""


def test_a_pdf_of_two_thousand_pages_needs_no_more_memory_than_its_text(tmp_path: Path) -> None:
    seen = []
    for pages in (20, 2000):
        path = tmp_path / f"{pages}.pdf"
        path.write_bytes(paper(pages))
        command = [sys.executable, "-c", _PEAK, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
        seen.append(tuple(map(int, done.stdout.split())))
    (few, small), (many, large) = seen
    assert (few, many) == (20, 2000)
    assert large - small < 60_000  # kB


def damaged(data: bytes, by: random.Random) -> bytes:
    """The bytes with some turned over, taken out, or said twice."""
    changed = bytearray(data)
    for _ in range(by.choice([1, 3, 10, 40])):
        at = by.randrange(max(len(changed), 1))
        change = by.randrange(3)
        if change == 0 and changed:
            changed[at] = by.randrange(256)
        elif change == 1:
            del changed[at : at + by.randrange(1, 100)]
        else:
            changed[at:at] = changed[: by.randrange(1, 50)]
    return bytes(changed)


@pytest.mark.parametrize(
    ("make", "rounds"),
    [(lambda: as_docx(GOOD), 300), (lambda: as_html(GOOD), 300), (lambda: paper(2), 15)],  # some pages go to OCR
    ids=["docx", "html", "pdf"],
)
def test_damaged_files_are_read_or_end_in_one_sentence(make: Callable[[], bytes], rounds: int, tmp_path: Path) -> None:
    by, whole = random.Random(20261124), make()
    reasons: list[str] = []
    for number in range(rounds):
        path = tmp_path / f"{number}.bin"
        path.write_bytes(damaged(whole, by))
        try:
            assert read(path).text.strip()
        except InputError as error:
            reasons.append(error.reason)
    assert len(reasons) < rounds
    assert [reason for reason in reasons if "\n" in reason or not reason.startswith(("is ", "needs ", "holds "))] == []


def test_the_limit_of_a_build_holds_in_archives_too(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped(("a.txt", GOOD.encode() + b" " * 2000)))
    small = build([tmp_path / "a.zip"], tmp_path / "store", root=tmp_path, max_mb=0.001)
    assert small.failures == (
        ("a.zip/a.txt", "a.zip/a.txt: is larger than 0.001 MB when unpacked (setting max_file_mb)"),
    )
    assert build([tmp_path / "a.zip"], tmp_path / "store", root=tmp_path, max_mb=0.01).read == 1
