"""Documents that are packed as ZIP archives: Word's are read, others are named."""

from __future__ import annotations

import io
import zipfile

from kg.text.formats.archive import BROKEN
from kg.text.formats.blocks import Content
from kg.text.formats.docx import MAIN_PART, read_docx

# A part that only this kind of file has, and what is said of it.
_OTHERS = (
    ("xl/workbook.xml", "is an Excel file; only documents are read: save it as PDF"),
    ("ppt/presentation.xml", "is a PowerPoint file; only documents are read: save it as PDF"),
    ("content.xml", "is an OpenDocument file; save it as .docx or PDF"),
    ("META-INF/container.xml", "is an EPUB book; only documents are read"),
)


def read_office(data: bytes, max_bytes: int) -> Content:
    """The text of a Word file; raises ValueError, with its reason, for any other archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except BROKEN as error:
        raise ValueError("is a damaged Word file or archive") from error
    if MAIN_PART in names:
        return read_docx(data, max_bytes)
    raise ValueError(next((said for part, said in _OTHERS if part in names), "is an archive inside an archive"))
