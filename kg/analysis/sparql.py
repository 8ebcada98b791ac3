"""The prefixes that this project's own queries are written with."""

from kg.graph.vocabulary import NAMESPACES

PREFIXES = "".join(f"PREFIX {terms.prefix}: <{terms.iri}>\n" for terms in NAMESPACES)
