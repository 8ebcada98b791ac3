"""What a form lets people choose from, and what it shows where they type."""

from __future__ import annotations

from kg.config import Lang
from kg.tables import topics
from kg.tables.levels import levels
from kg.tables.provinces import UnitSet
from kg.tables.regions import regions


def choices(lang: Lang) -> dict[str, dict[str, str]]:
    """Keys and labels by the kind of a parameter; other kinds are typed.

    >>> choices("vi")["level"]["provincial"]
    'cấp tỉnh'
    """
    vietnamese = lang == "vi"
    return {
        "level": {one.id: one.label_vi if vietnamese else one.label_en for one in levels()},
        "topic": {one.id: one.label_vi if vietnamese else one.label_en for one in topics()},
    }


def region_choices(units: UnitSet, lang: Lang) -> dict[str, str]:
    """The regions that a set of provinces is in."""
    return {one.name: one.name if lang == "vi" else one.name_en for one in regions() if one.set == units}


EXAMPLES = {
    "document": "468/QĐ-TTg", "place": "Nghệ An", "plan": "122/KH-UBND", "agency": "Sở Nội vụ", "year": "2024",
    "month": "02/2024", "date": "30/06/2025",
}  # fmt: skip
"""What people type for a parameter of each kind."""
