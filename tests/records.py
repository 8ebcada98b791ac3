"""The five plans as records made from the hand annotations in data/gold, for tests past extraction."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from kg.config import DEFAULT_BASE
from kg.extract.deadlines import dated
from kg.models import Agency, Citation, Deadline, Document, Header, Level, Source, Task
from kg.resolve.documents import resolve

ROOT = Path(__file__).resolve().parent.parent
PLANS = ROOT / "data" / "plans"
GOLD = ROOT / "data" / "gold"

# What gold does not say of a plan: level, province, topic (its title), and where the preamble ends.
ABOUT: dict[str, tuple[Level, str, str]] = {
    "bac-giang-2024": ("provincial", "Bắc Giang", "administrative-reform"),
    "nghe-an-2024": ("provincial", "Nghệ An", "administrative-procedures"),
    "quang-ninh-2024": ("provincial", "Quảng Ninh", "administrative-reform"),
    "tien-giang-2024": ("provincial", "Tiền Giang", "administrative-reform"),
    "vinh-quang-2023": ("commune", "Hải Phòng", "administrative-reform"),
}
_BASIS = re.compile(r"Căn cứ|Thực hiện")
_CUES = re.compile(r"Theo đề nghị|thực hiện|sửa đổi, bổ sung|hướng dẫn|kèm theo|ban hành")


def gold_record(path: Path) -> tuple[Source, Document]:
    """The source and the resolved record of one of the five plans, by the path of its text."""
    data = path.read_bytes()
    source = Source(path.name, data.decode(), hashlib.sha256(data).hexdigest())
    gold = json.loads((GOLD / f"{path.stem}.json").read_text(encoding="utf-8"))
    document = Document(
        id="",
        source=path.name,
        source_url=None,
        sha256=source.sha256,
        header=_header(path.stem, gold["header"]),
        citations=tuple(_citation(entry, source.text) for entry in gold["citations"]),
        agencies=tuple(Agency(entry["name"], entry["role"]) for entry in gold["agencies"]),
        tasks=tuple(_task(i, entry) for i, entry in enumerate(gold.get("tasks", []))),
    )
    return source, resolve(document, DEFAULT_BASE)


def _header(stem: str, gold: dict[str, Any]) -> Header:
    level, province, topic = ABOUT[stem]
    return Header(
        type=gold["type"],
        number=gold["number"],
        number_certainty="missing" if gold["number"].startswith("/") else "printed",
        date=gold["date"],
        issuer=gold["issuer"],
        place=gold["place"],
        title=gold["title"],
        signer=gold["signer"],
        province=province,
        level=level,
        period=stem[-4:],
        topic=topic,
    )


def _citation(gold: dict[str, Any], text: str) -> Citation:
    pattern = _BASIS if gold["relation"] == "basis" else _CUES
    cues = pattern.findall(text[: gold["start"]][-3000:])
    return Citation(
        start=gold["start"],
        end=gold["end"],
        text=text[gold["start"] : gold["end"]],
        kind=gold["kind"],
        type=gold["type"],
        number=gold["number"],
        date=gold["date"],
        issuer=gold["issuer"],
        relation=gold["relation"],
        cue=cues[-1] if cues else None,
        subject=gold["subject"],
        pinpoint=gold["pinpoint"],
        rule="gold",
    )


def _task(index: int, gold: dict[str, Any]) -> Task:
    """A row of an annex table; gold has no offsets, so its place in the table stands for them."""
    return Task(
        start=index,
        end=index + 1,
        text=f"Dòng {gold['row']}",
        lead=tuple(gold["lead"]),
        support=tuple(gold["support"]),
        deadline=dated(Deadline(gold["deadline"], index, index + 1), None),
        section=f"table:{gold['row']}",
    )
