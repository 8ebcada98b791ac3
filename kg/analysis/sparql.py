"""What this project's own queries are written with: prefixes, and texts that people typed."""

import json

from kg.graph.vocabulary import NAMESPACES

PREFIXES = "".join(f"PREFIX {terms.prefix}: <{terms.iri}>\n" for terms in NAMESPACES)


def literal(text: str) -> str:
    """A text as SPARQL writes it; JSON's escapes are among SPARQL's (specification, section 19.7).

    >>> print(literal('say "ừ"'))
    "say \\"ừ\\""
    """
    return json.dumps(text, ensure_ascii=False)
