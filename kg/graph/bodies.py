"""The names of the bodies that issue documents: central ones from the tables, others as texts write them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import cache

from kg.graph.conflicts import body_name, majority
from kg.graph.identity import body_of
from kg.tables import issuers, split_term


def body_names(
    base: str, issuers: Iterable[tuple[str, str | None]], label: Callable[[str], str | None]
) -> Mapping[str, str]:
    """The name of each body by IRI, from (document IRI, issuer as written) of all documents and mentions.

    A head or an organ stands for its body: "Chủ tịch UBND tỉnh Nghệ An" names "UBND tỉnh Nghệ An". *label* gives
    the name that a body's path alone tells.
    """
    written: dict[str, list[str | None]] = defaultdict(list)
    for document, issuer in issuers:
        if vote := body_vote(base, document, issuer):
            written[vote[0]].append(vote[1])
    named = {iri: body_named(base, iri, majority(names), label) for iri, names in written.items()}
    return {iri: name for iri, name in named.items() if name}


def body_vote(base: str, document: str, issuer: str | None) -> tuple[str, str | None] | None:
    """The body that a document's IRI names, and its name as the issuer has it."""
    body = body_of(base, document)
    return (body.value, body_name(issuer) if issuer else None) if body else None


def body_named(base: str, iri: str, written: str | None, label: Callable[[str], str | None]) -> str | None:
    """A body's name: by the tables, by its path, else as it is mostly *written*."""
    return _central(base, iri) or label(iri.removeprefix(f"{base}body/")) or written


def _central(base: str, iri: str) -> str | None:
    """The name in the tables; a joint document's bodies one after the other."""
    slug = iri.removeprefix(f"{base}body/")
    names = [_central_names().get(split_term(part)[0]) for part in (slug, *slug.split("-"))]
    joint = [name for name in names[1:] if name]
    return names[0] or (", ".join(joint) if len(joint) == len(names) - 1 else None)


@cache
def _central_names() -> dict[str, str]:
    return {issuer.slug: issuer.name for issuer in issuers() if issuer.central}
