"""SPARQL's tokens (specification, section 19.8), so that a word inside a string, an IRI, a comment, a variable
or a name is never taken for a keyword, nor a keyword for one of those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from kg.web.refused import RefusedError

_TOKEN = re.compile(
    r"""
    (?P<skip> \#[^\r\n]* | [ \t\r\n]+ )
  | (?P<iri> <[^<>"{}|^`\x00-\x20]*> )
  | (?P<text> '''(?:'{0,2}(?:[^'\\]|\\.))*''' | \"\"\"(?:"{0,2}(?:[^"\\]|\\.))*\"\"\"
            | '(?:[^'\\\r\n]|\\.)*' | "(?:[^"\\\r\n]|\\.)*" )
  | (?P<variable> [?$][\w\x80-\U0010ffff]+ )
  | (?P<name> (?:[A-Za-z\x80-\U0010ffff][\w.\x80-\U0010ffff-]*)?
            : (?:[\w:\x80-\U0010ffff-] | %[0-9A-Fa-f]{2} | \\. | \.+(?=[\w:%\\\x80-\U0010ffff-]))* )
  | (?P<tag> @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
  | (?P<word> [A-Za-z_\x80-\U0010ffff][\w\x80-\U0010ffff]* )
  | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind, its text, where it begins, and how many braces are open around it."""

    kind: str
    text: str
    start: int
    depth: int

    @property
    def keyword(self) -> str:
        """The bare word, or the prefix of a name, in upper case; else nothing."""
        return self.text.split(":")[0].upper() if self.kind in ("word", "name") else ""


def tokens(text: str) -> Iterator[Token]:
    """The tokens in their order, without white space and comments.

    >>> [token.text for token in tokens("SELECT * { ?s a 'SERVICE' } # SERVICE")]
    ['SELECT', '*', '{', '?s', 'a', "'SERVICE'", '}']
    """
    depth = 0
    for found in _TOKEN.finditer(text):
        kind = str(found.lastgroup)
        if kind == "skip":
            continue
        depth -= found[0] == "}"
        yield Token(kind, found[0], found.start(), depth)
        depth += found[0] == "{"


def named(text: str, base: str) -> Iterator[tuple[Token, str]]:
    """The tokens without the declarations of prefixes and bases, each with the IRI that it stands for, if any.

    >>> [iri for token, iri in named("PREFIX a: <http://a/> SELECT * FROM a:b FROM <c> {}", "http://x/") if iri]
    ['http://a/b', 'http://x/c']
    """
    prefixes: dict[str, str] = {}
    rest = tokens(text)
    for token in rest:
        match token.kind, token.keyword:
            case "word", "PREFIX":
                name, iri = next(rest, token), next(rest, token)
                prefixes[name.text] = _whole(base, iri)
            case "word", "BASE":
                base = _whole(base, next(rest, token))
            case "iri", _:
                yield token, _whole(base, token)
            case "name", _:
                prefix, _, local = token.text.partition(":")
                start = prefixes.get(f"{prefix}:")
                yield token, "" if start is None else start + re.sub(r"\\(.)", r"\1", local)
            case _:
                yield token, ""


def _whole(base: str, token: Token) -> str:
    """The IRI of a token; RefusedError where its brackets hold none."""
    iri = unescaped(token.text[1:-1])
    try:
        return urljoin(base, iri)
    except ValueError:  # http://[
        raise RefusedError(400, f"{iri[:100]!r} is no IRI.") from None


def unescaped(text: str) -> str:
    r"""The text with the characters that ``\u…`` and ``\U…`` stand for."""
    return _ESCAPE.sub(_character, text)


def _character(escape: re.Match[str]) -> str:
    number = int(escape[1] or escape[2], 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"
