"""Which document, body and place a mention means, from the record and the tables alone.

As a verb: ``kg.resolve(document, base)``.
"""

from kg.callable import make_callable

make_callable(__name__, "resolve_document")
