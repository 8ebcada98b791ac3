"""The answers that were given last: a state of the store never changes, so what it answered it would answer again."""

from __future__ import annotations

from hashlib import sha256

from cachetools import LRUCache

from kg.web.spool import Given

_ABOUT = 1000  # bytes that an answer takes beside its own


class Kept:
    """So many bytes of answers, by their questions; the one that nobody asked for longest goes first.

    A question is anything whose ``repr`` holds all that its answer depends on, the state of the store too.

    >>> kept = Kept(3000)
    >>> for number in (1, 2, 1, 3):
    ...     kept.put(number, kept.get(number) or Given("text/plain", b"%d" % number))
    >>> [number for number in (1, 2, 3) if kept.get(number)]
    [1, 3]
    """

    def __init__(self, most: int) -> None:
        self._answers: LRUCache[bytes, Given] = LRUCache(most, _size)

    def get(self, question: object) -> Given | None:
        """What was answered."""
        return self._answers.get(_key(question))

    def put(self, question: object, answer: Given) -> None:
        """Keep an answer, unless it lies in a file or would leave room for few others."""
        if isinstance(answer.content, bytes) and _size(answer) <= self._answers.maxsize / 2:
            self._answers[_key(question)] = answer


def _key(question: object) -> bytes:
    """A digest: clients choose how long their questions are."""
    return sha256(repr(question).encode("utf-8", "surrogatepass")).digest()


def _size(answer: Given) -> int:
    return len(answer.content) + _ABOUT if isinstance(answer.content, bytes) else 0
