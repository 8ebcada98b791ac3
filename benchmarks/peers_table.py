"""The tables that peers.py makes, in Markdown, and their place in a page."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from peers import Row
    from peers_graphs import Loaded

BEGIN, END = "<!-- made by benchmarks/peers.py: begin -->", "<!-- made by benchmarks/peers.py: end -->"
_PROGRAMS = (
    "program", "texts", "citations found", "per kB", "MB/s", "MB/s, median text", "citations/s", "memory, MB",
    "start, s (first)", "precision", "recall", "F1, exact",
)  # fmt: skip


def put_into(page: str, text: str) -> str:
    """The page with *text* between its marks; ValueError where it has none."""
    before, _, rest = page.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"the page has no lines {BEGIN} and {END}")
    return f"{before}{BEGIN}\n{text}\n{END}{after}"


def markdown(rows: Sequence[Row], graphs: Sequence[Loaded], limit: int) -> str:
    """Both tables, each with a line that says how it was measured."""
    parts = [_table(_PROGRAMS, map(_program, rows)), _how(rows)]
    if graphs:
        parts += [_table(*_graphs(graphs, limit)), _legend(graphs, limit)]
    return "\n\n".join(parts)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The first column to the left, the figures to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _program(row: Row) -> list[str]:
    if row.fault:
        return [row.program, _texts(row), row.fault.replace("|", "/"), *[""] * (len(_PROGRAMS) - 3)]
    size = row.megabytes
    shares = ["–" if share is None else f"{share:.3f}" for share in (row.precision, row.recall, row.exact)]
    found = f"{row.found:,}" + (f" of {row.written:,}" if row.written else "")
    return [row.program, _texts(row), found, f"{row.found / size / 1000:.2f}", _speed(size / row.seconds),
            _speed(row.middle), f"{row.found / row.seconds:,.0f}", f"{row.memory:.0f}",
            f"{row.ready:.1f} ({row.first:.1f})", *shares]  # fmt: skip


def _texts(row: Row) -> str:
    made = "real" if row.written is None else "written"
    return f"{row.language.capitalize()}, {made}, {row.megabytes:.1f} MB"


def _speed(megabytes: float) -> str:
    return f"{megabytes:.3g}"


def _how(rows: Sequence[Row]) -> str:
    most = max(row.rounds for row in rows)
    fewer = "".join(f", {row.program} {row.rounds}" for row in rows if 0 < row.rounds < most)
    return (
        f"{rows[0].documents} texts each; processor time, Python {platform.python_version()}, one process each, the "
        f"median of {most} rounds{fewer and ' (' + fewer[2:] + ')'}. Start is until the first text is read, in "
        "brackets when the program is started for the first time. Written texts are made by the benchmark, as long as "
        "ours and with as many citations per kB. Precision and recall are of finding a citation where the annotations "
        "have one; exact is one with the right kind, type, number and date."
    )


def _graphs(graphs: Sequence[Loaded], limit: int) -> tuple[list[str], list[list[str]]]:
    """Loading and each query by engine and size."""
    head = ["", *[f"{one.engine}, {one.triples:,} triples" for one in graphs]]
    rows = [
        ["load, s", *[f"{one.seconds:.1f}" for one in graphs]],
        ["memory after loading, MB", *[f"{one.megabytes:.0f}" for one in graphs]],
    ]
    for query in graphs[0].answers:
        rows.append([f"`{query}`, ms", *[_answer(one, query, graphs, limit) for one in graphs]])
    return head, rows


def _answer(one: Loaded, query: str, graphs: Sequence[Loaded], limit: int) -> str:
    """Milliseconds, or why there are none; rows only where another engine has other ones."""
    answer: Any = one.answers[query]
    if "rows" not in answer:
        return f"over {limit} s" if "over" in answer else "failed" if "failed" in answer else "not asked"
    others = {other.answers[query].get("rows", answer["rows"]) for other in graphs if other.triples == one.triples}
    milliseconds = answer["milliseconds"]
    told = f"{milliseconds:,.0f}" if milliseconds >= 10 else f"{milliseconds:.1f}"
    return told if len(others) == 1 else f"{told} ({answer['rows']} rows!)"


def _legend(graphs: Sequence[Loaded], limit: int) -> str:
    cells = [_answer(one, query, graphs, limit) for one in graphs for query in one.answers]
    differ = any("rows!" in cell for cell in cells)
    rows = "rows! where the engines differ in their number" if differ else "both answer with as many rows"
    left = "; not asked: over the limit on a smaller graph" if "not asked" in cells else ""
    return (
        "Loading N-Quads: ours onto the disk, rdflib into memory; processor time, of all threads. Queries: the median "
        f"of up to five, warm; {rows}{left}."
    )
