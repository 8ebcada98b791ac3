"""The document that made a change of places or bodies, as an IRI."""

from __future__ import annotations

from kg.resolve.home import Home
from kg.resolve.keys import key_of, periods
from kg.tables import Change


def instrument_iri(base: str, change: Change) -> str | None:
    """The identity of the law, resolution or decision that the table of changes names.

    >>> from kg.tables import changes
    >>> instrument_iri("b/", changes()[0])
    'b/eli/vn/qh15/nq/2024/175'
    """
    date = change.instrument_date
    key = key_of(change.instrument, change.instrument_type, None, Home(level="central"), date)
    return key.iri(base, periods(key, date)[0]) if key else None
