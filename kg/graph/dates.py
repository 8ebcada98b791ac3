"""ISO dates to the day, month or year as intervals: what is known roughly does not contradict a day.

Kept apart from the extraction of dates: here they only get compared.
"""

from __future__ import annotations

from calendar import monthrange


def interval(iso: str) -> tuple[str, str]:
    """First and last day of an ISO date to the day, month or year.

    >>> interval("2024-02"), interval("2024")
    (('2024-02-01', '2024-02-29'), ('2024-01-01', '2024-12-31'))
    """
    if len(iso) == 4:
        return f"{iso}-01-01", f"{iso}-12-31"
    if len(iso) == 7:
        year, month = map(int, iso.split("-"))
        return f"{iso}-01", f"{iso}-{monthrange(year, month)[1]:02d}"
    return iso, iso


def compatible(one: str, other: str) -> bool:
    """Whether two dates can be the same day.

    >>> compatible("2023-01", "2023-01-17"), compatible("2022-11-09", "2022-12-09")
    (True, False)
    """
    (first, last), (start, end) = interval(one), interval(other)
    return first <= end and start <= last


def after(one: str, other: str) -> bool:
    """Whether *one* is later than *other* however both are completed.

    >>> after("2023-01-17", "2023-01"), after("2024", "2023-12-31")
    (False, True)
    """
    return interval(one)[0] > interval(other)[1]
