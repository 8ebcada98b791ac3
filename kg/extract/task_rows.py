"""Tasks in annex tables: columns told by their header words, one task for each row that has a lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.agencies import split_bodies
from kg.extract.deadlines import cell_deadline
from kg.models import Deadline, Task
from kg.text.layout import Layout
from kg.text.offsets import MappedText
from kg.text.tables import Row, Table

_LEAD = re.compile(
    r"chủ trì|(?:cơ quan|đơn vị|bộ phận|phân công|trách nhiệm).*thực hiện|đơn vị thực hiện", re.IGNORECASE
)
_SUPPORT = re.compile(r"phối hợp", re.IGNORECASE)
_DEADLINE = re.compile(r"thời (?:gian|hạn)|tiến độ|hoàn thành", re.IGNORECASE)
_PRODUCT = re.compile(r"kết quả|sản phẩm", re.IGNORECASE)
_CONTENT = re.compile(r"nội dung|nhiệm vụ|công việc|hoạt động|giải pháp", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Columns:
    content: int
    lead: int
    support: int | None
    deadline: int | None
    product: int | None


def _columns(table: Table) -> _Columns | None:
    """Which column says what; None for a table that gives nobody anything to do."""

    def find(pattern: re.Pattern[str], taken: set[int]) -> int | None:
        return next((i for i, cell in enumerate(table.header) if i not in taken and pattern.search(cell)), None)

    support = find(_SUPPORT, set())
    deadline = find(_DEADLINE, {support} if support is not None else set())
    taken = {i for i in (support, deadline) if i is not None}
    lead = find(_LEAD, taken)
    if lead is None or lead == 0:
        return None
    content = find(_CONTENT, taken | {lead})
    product = find(_PRODUCT, taken | {lead})
    return _Columns(content if content is not None else 1, lead, support, deadline, product)


def table_tasks(layout: Layout) -> Iterator[Task]:
    """One task for each row that has a lead; rows without are headings of the rows below."""
    for table in layout.tables:
        columns = _columns(table)
        if columns is None:
            continue
        group = ""
        for row in table.rows:
            numbered = row.label.isdigit()
            section = f"{group}.{row.label}" if numbered and group else row.label
            if not numbered:
                group = row.label
            if task := _row_task(row, columns, f"table:{section}"):
                yield task


def _row_task(row: Row, columns: _Columns, section: str) -> Task | None:
    cells = row.cells
    lead = split_bodies(_text(cells, columns.lead))
    content = cells[columns.content] if columns.content < len(cells) else None
    if not lead or content is None or not content.text:
        return None
    start, end = _first_piece(content)
    return Task(
        start=start,
        end=end,
        text=content.text[: end - start],
        lead=lead,
        support=split_bodies(_text(cells, columns.support)),
        deadline=_due(cells, columns.deadline),
        product=" ".join(_text(cells, columns.product).split()) or None,
        section=section,
    )


def _text(cells: tuple[MappedText, ...], index: int | None) -> str:
    return cells[index].text if index is not None and index < len(cells) else ""


def _first_piece(cell: MappedText) -> tuple[int, int]:
    """The source span of a cell's first piece; a cell joined over a page break has several."""
    last = 1
    for i in range(1, len(cell.starts)):
        if cell.sources[i] - cell.sources[i - 1] > cell.starts[i] - cell.starts[i - 1] + _FAR:
            break
        last = i + 1
    end = cell.starts[last] if last < len(cell.starts) else len(cell.text)
    return cell.span(0, len(cell.text[:end].rstrip()))


_FAR = 8  # more source characters than this between two runs are not a mark that was taken out


def _due(cells: tuple[MappedText, ...], index: int | None) -> Deadline | None:
    return cell_deadline(cells[index]) if index is not None and index < len(cells) else None
