"""Who does what by when: tables of tasks, and the part of a plan that gives them out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from corpus.home import Home
from corpus.passages import Piece
from corpus.sheet import Sheet
from corpus.tables import Body, bodies, words

_HEADS = (
    ("TT", "Nội dung công việc", "Đơn vị thực hiện", "Đơn vị phối hợp", "Thời gian thực hiện"),
    ("STT", "Nội dung, nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian hoàn thành"),
    ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời gian hoàn thành"),
)
_DUTIES = (
    "Chủ trì, phối hợp với {support} triển khai các nội dung của Kế hoạch; {work}; định kỳ tổng hợp kết quả.",
    "Là cơ quan đầu mối theo dõi, đôn đốc việc thực hiện Kế hoạch; {work}.",
    "{work}; tổng hợp khó khăn, vướng mắc để kịp thời đề xuất giải pháp tháo gỡ.",
    "Tham mưu bố trí nguồn lực thực hiện Kế hoạch; {work} theo đúng tiến độ đã đề ra.",
)


@dataclass(frozen=True, slots=True)
class Task:
    """A row of a table: its number, who leads and supports, by when, and where its text stands."""

    row: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    deadline: str


def duties(sheet: Sheet, home: Home, section: str, count: int) -> list[tuple[str, str]]:
    """Write the part that gives each of some bodies its tasks; return who leads and who supports."""
    random, said = sheet.random, []
    sheet.line(f"{section}. TỔ CHỨC THỰC HIỆN")
    chosen = random.sample(_bodies(home), k=min(count + 1, len(_bodies(home))))
    partner = chosen.pop()
    for number, body in enumerate(chosen, 1):
        name, printed = _named(body, home, random)
        support, with_whom = _named(partner, home, random)
        duty = random.choice(_DUTIES)
        work = random.choice(words()["works"]).format(topic=random.choice(words()["topics"]))
        work = work if duty.startswith("{work}") else work[0].lower() + work[1:]
        sheet.line(f"{number}. {printed}")
        sheet.line(duty.format(support=with_whom, work=work))
        said.append((name, "lead"))
        said += [(support, "support")] if "{support}" in duty else []
    sheet.line(f"Trên đây là Kế hoạch của {home.issuer}; quá trình thực hiện nếu có vướng mắc thì kịp thời phản ánh./.")
    return said


def table(sheet: Sheet, home: Home, rows: int, cells: bool) -> list[Task]:
    """Write a table of tasks, each cell between lone bars or each row in a line; return its rows."""
    random = sheet.random
    head = random.choice(_HEADS)
    _row(sheet, list(head), None, cells)
    return [_task(sheet, home, str(number), len(head), cells) for number in range(1, rows + 1)]


def _task(sheet: Sheet, home: Home, number: str, columns: int, cells: bool) -> Task:
    random = sheet.random
    chosen = random.sample(_bodies(home), k=min(random.choice((2, 2, 2, 3)), len(_bodies(home))))
    named = [_named(body, home, random) for body in chosen]
    leads = named[: 2 if len(named) == 3 else 1]
    supports = named[len(leads) :]
    due = _due(random, home.year)
    work = random.choice(words()["works"]).format(topic=random.choice(words()["topics"]))
    piece = sheet.piece("cell") if random.random() < 0.35 else None
    texts = [number, work, *("; ".join(printed for _, printed in who) for who in (leads, supports))]
    texts += [random.choice(words()["products"])] if columns == 6 else []
    _row(sheet, [*texts, due], piece, cells)
    return Task(number, tuple(name for name, _ in leads), tuple(name for name, _ in supports), due)


def _row(sheet: Sheet, texts: list[str], piece: Piece | None, cells: bool) -> None:
    """One row; a passage goes at the end of its second cell."""
    mark = "\n|\n" if cells else "\t"
    sheet.raw(("|\n" if cells else "") + texts[0] + mark + texts[1])
    if piece:
        sheet.cite(" theo ", [piece], "", "", gap="", whole=not cells)
    sheet.raw(mark + mark.join(texts[2:]) + ("\n|\n" if cells else "\n"))


@cache
def _within(level: str, month: str) -> tuple[Body, ...]:
    level = "province" if level == "party" else level
    return tuple(body for body in bodies() if body.level == level and body.begun <= f"{month}-28" <= body.ended)


def _bodies(home: Home) -> tuple[Body, ...]:
    return _within(home.unit.level, home.day[:7])


def _named(body: Body, home: Home, random: Random) -> tuple[str, str]:
    """The name in the truth, and as it is printed here."""
    unit = home.unit.kind
    return body.name.replace("{unit}", unit), random.choice(body.printed).replace("{unit}", unit)


def _due(random: Random, year: int) -> str:
    month = random.randrange(1, 13)
    return random.choice(
        (f"Tháng {month:02}/{year}", f"Quý {random.choice(('I', 'II', 'III', 'IV'))}/{year}", "Thường xuyên",
         f"Trước ngày {random.randrange(10, 29)}/{month}/{year}", f"Cả năm {year}", "Hằng năm", f"Năm {year}",
         f"Từ tháng {min(month, 10)} đến tháng {min(month, 10) + 2}/{year}"),
    )  # fmt: skip
