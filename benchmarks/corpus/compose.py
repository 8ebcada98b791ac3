"""A whole document: letterhead, title, bases, body, organisation, signature, recipients, annexes; and its truth."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

from corpus import prose, tasks
from corpus.documents import Shelf
from corpus.home import Home, home
from corpus.sheet import Sheet
from corpus.tables import shares, words
from corpus.truth import record

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_STATE = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
_PER_PASSAGE = 1150
"""Characters of a body to each passage that cites, as in the gold documents."""


@dataclass(frozen=True, slots=True)
class Made:
    """A made document: its file's name without folder, its text, and what is true of it."""

    name: str
    text: str
    truth: dict[str, Any]


def made(index: int, seed: int, typos: float) -> Made:
    """The document with this index; the same for the same seed and rate of typos, whatever else is made."""
    own = home(index, seed)
    random = Random(f"{seed}/{index}/text")
    wrapped = random.random() < shares()["wrapped"]
    sheet = Sheet(Shelf(own, random), wrapped, typos, Random(f"{seed}/{index}/typos"))
    name = f"{own.unit.path.replace('/', '-')}-{own.kind.slug}-{own.iri.split('/')[-2]}-{own.iri.rsplit('/', 1)[1]}"
    return _Writer(sheet, own).written(name)


class _Writer:
    """One document, written from top to bottom."""

    def __init__(self, sheet: Sheet, own: Home) -> None:
        self.sheet, self.home, self.random = sheet, own, sheet.random
        self.topic = prose.topic(self.random)
        self.signer = prose.person(self.random)
        self.star = "*" if self.random.random() < shares()["marked"] else ""
        self.cells = self.random.random() < shares()["cells"]
        self.agencies: list[tuple[str, str]] = []
        self.tasks: list[tasks.Task] = []
        self.title = ""

    def written(self, name: str) -> Made:
        """The finished document."""
        self.letterhead()
        self.heading()
        if self.home.kind.type == "Kế hoạch":
            self.plan()
        elif self.home.kind.type == "Công văn":
            self.letter()
        else:
            self.decision()
        sheet, text = self.sheet, self.sheet.text
        leads = self.agencies + [(who, "lead") for task in self.tasks for who in task.lead]
        leads += [(who, "support") for task in self.tasks for who in task.support]
        truth = record(name, text, self.home, self.title, self.signer, sheet, leads, self.tasks)
        return Made(name, text, truth)

    # ---- the top ----

    def letterhead(self) -> None:
        own, year, month, day = self.home, *self.home.day.split("-")
        dated = f"{_seat(own)}, ngày {day} tháng {month if int(month) < 3 else int(month)} năm {year}"
        body = self.body()
        if own.party:
            lines = [body, "*", f"Số {own.sign}", "ĐẢNG CỘNG SẢN VIỆT NAM", dated]
        else:
            lines = [body, "-------", *_STATE, "---------------", f"Số: {own.sign}", dated]
        if self.cells:
            bold = [f"**{line}**" if self.star and line.isupper() else line for line in lines]
            split = 2 if not own.party else 3
            self.sheet.raw("|\n" + "\n".join(bold[:split]) + "\n|\n" + "\n".join(bold[split:-2]) + "\n|\n|\n")
            self.sheet.raw("\n|\n".join(bold[-2:]) + "\n|\n\n\n")
        else:
            self.sheet.raw("\n".join(lines[:-2]) + "\n\n" + "\n\n".join(lines[-2:]) + "\n\n")

    def body(self) -> str:
        """Who issues, as it stands at the top."""
        unit = self.home.unit
        if self.home.party:
            return self.home.issuer.upper()
        head = "HỘI ĐỒNG NHÂN DÂN" if self.home.council else "ỦY BAN NHÂN DÂN"
        return f"{head}\n{unit.full.upper()}"

    def heading(self) -> None:
        own, sheet = self.home, self.sheet
        if own.kind.type == "Công văn":
            self.title = f"đẩy mạnh công tác {self.topic}"
            sheet.line(f"V/v {self.title}")
            sheet.line("Kính gửi: Các sở, ban, ngành và Ủy ban nhân dân các xã, phường.")
            return
        bold = self.star * 2
        sheet.line(f"{bold}{own.kind.type.upper()}{bold}")
        if own.kind.type == "Kế hoạch" and self.random.random() < 0.3:
            piece = sheet.piece("title")
            self.title = piece.text.rstrip()
            sheet.cite("", [piece], "", "")
        else:
            self.title = f"{'Về việc đẩy mạnh' if self.decides else 'Tăng cường'} công tác {self.topic} {self.where}"
            sheet.line(f"{bold}{self.title}{bold}")

    @property
    def decides(self) -> bool:
        """Whether it is a decision or a resolution."""
        return self.home.kind.type in ("Quyết định", "Nghị quyết")

    @property
    def where(self) -> str:
        """The place and the year of a title, the units above it too."""
        unit, names = self.home.unit, []
        while unit:
            names.append(unit.full)
            unit = unit.parent  # type: ignore[assignment]
        return f"trên địa bàn {', '.join(names)} năm {self.home.year}"

    # ---- plans ----

    def plan(self) -> None:
        sheet, random, own = self.sheet, self.random, self.home
        bases = [sheet.piece("preamble", "basis") for _ in range(random.choice((1, 1, 2, 2, 3, 3, 4, 6)))]
        opening = random.choice(("Thực hiện", "Căn cứ", "Triển khai"))
        who = own.issuer.replace("UBND", "Ủy ban nhân dân") if random.random() < 0.6 else own.issuer
        closing = f", {who} ban hành Kế hoạch tăng cường công tác {self.topic} {self.where}, cụ thể như sau:"
        if random.random() < 0.45:
            for piece in bases:
                sheet.cite(f"{self.star}{opening} ", [piece], "", f";{self.star}")
            sheet.line(
                f"{who[0].upper()}{who[1:]} ban hành Kế hoạch tăng cường công tác {self.topic} {self.where} như sau:"
            )
        else:
            sheet.cite(f"{opening} ", bases, "; ", closing)
        count = self.sections(prose.length(random))
        self.agencies = tasks.duties(sheet, own, _ROMAN[count], random.randrange(3, 7))
        self.close()
        if random.random() < shares()["tables"]:
            sheet.line("PHỤ LỤC")
            sheet.line("DANH MỤC NHIỆM VỤ")
            sheet.cite("", [sheet.piece("annex")], "", "")
            self.tasks = tasks.table(sheet, own, random.randrange(4, 18), self.cells)

    def sections(self, size: int) -> int:
        """Numbered parts up to *size* characters; returns how many."""
        random, sheet, said = self.random, self.sheet, words()
        count = max(2, min(8, size // 1500))
        for number in range(count):
            sheet.line(f"{self.star * 2}{_ROMAN[number]}. {random.choice(said['sections'])}{self.star * 2}")
            end = sheet.length + size // count
            item = 0
            while sheet.length < end:
                item += 1
                sheet.line(f"{item}. {random.choice(said['headings'])}")
                self.paragraphs(random.randrange(1, 5))
        return count

    def paragraphs(self, count: int) -> None:
        """Paragraphs of a body, some of which cite."""
        random, sheet, own = self.random, self.sheet, self.home
        for _ in range(count):
            text = prose.paragraph(own, random, random.randrange(1, 5))
            lead = random.choice(("- ", "", "a) ", "+ "))
            sheet.line(lead + text)
            if random.random() < len(text) / _PER_PASSAGE:
                self.cite(lead)

    def cite(self, lead: str) -> None:
        """A paragraph with a passage: one of its own, or one in a sentence."""
        random, sheet = self.random, self.sheet
        if random.random() < 0.1:
            sheet.cite(lead, [sheet.piece("paragraph")], "", "")
            return
        before, after = prose.framed(random, self.home.unit.kind)
        sheet.cite(lead + before, [sheet.piece("body")], "", after)

    # ---- decisions, resolutions, letters ----

    def decision(self) -> None:
        sheet, random, own = self.sheet, self.random, self.home
        sheet.line(self.body().replace("\n", " "))
        for _ in range(random.choice((2, 3, 4, 5, 6, 8))):
            sheet.cite(f"{self.star}Căn cứ ", [sheet.piece("preamble", "basis")], "", f";{self.star}")
        if not own.council and own.unit.level == "province":
            sheet.cite(self.star, [sheet.piece("proposal")], "", f".{self.star}")
        sheet.line("QUYẾT NGHỊ:" if own.council else "QUYẾT ĐỊNH:")
        annexed = random.random() < shares()["annexes"]
        size = prose.length(random)
        last = self.articles(size // 3 if annexed else size)
        self.ends(last)
        self.close()
        if annexed:
            sheet.line("QUY ĐỊNH")
            sheet.line(f"Về công tác {self.topic} {self.where}")
            sheet.cite("", [sheet.piece("annex")], "", "")
            self.articles(size * 2 // 3)

    def articles(self, size: int) -> int:
        """Articles up to *size* characters; returns the number of the next."""
        random, sheet, number = self.random, self.sheet, 0
        end = sheet.length + size
        while sheet.length < end or not number:
            number += 1
            sheet.line(f"Điều {number}. {random.choice(words()['headings'])}")
            self.paragraphs(random.randrange(1, 5))
        return number + 1

    def ends(self, number: int) -> None:
        """The last articles: what is replaced or repealed, and who carries out."""
        sheet, random = self.sheet, self.random
        for _ in range(random.choice((0, 1, 1, 2))):
            sheet.cite(f"Điều {number}. ", [sheet.piece("end")], "", ".")
            number += 1
        sheet.line(
            f"Điều {number}. Các cơ quan, đơn vị có liên quan chịu trách nhiệm thi hành {self.home.kind.type} này./."
        )

    def letter(self) -> None:
        sheet = self.sheet
        sheet.cite("Thực hiện ", [sheet.piece("preamble", "basis")], "", f", {self.home.issuer} yêu cầu như sau:")
        self.paragraphs(max(2, prose.length(self.random) // 900))
        self.close()

    # ---- the end ----

    def close(self) -> None:
        """Signature and recipients."""
        sheet, own = self.sheet, self.home
        if own.party:
            head, post = "T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"
        elif own.council:
            head, post = "", "CHỦ TỊCH"
        else:
            head, post = "TM. ỦY BAN NHÂN DÂN\n", self.random.choice(("CHỦ TỊCH", "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"))
        sheet.raw("Nơi nhận:\n- Như trên;\n- Các cơ quan có liên quan;\n- Lưu: VT, TH.\n\n")
        sheet.raw(f"{head}{'' if head.endswith(chr(10)) or not head else chr(10)}{post}\n\n{self.signer}\n\n")


def _seat(own: Home) -> str:
    """The place that stands before the date."""
    unit = own.unit
    return f"{unit.kind.capitalize()} {unit.name}" if unit.name == "Hồ Chí Minh" or unit.name.isdigit() else unit.name
