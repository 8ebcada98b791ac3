"""Paragraphs that cite nothing: ordinary administrative sentences, in their thousands."""

from __future__ import annotations

import math
from functools import cache
from random import Random

from corpus.home import Home
from corpus.tables import shares, words

_STOCK = 1500


@cache
def _sentences(area: str) -> list[str]:
    """The stock of sentences for a tỉnh, a huyện …, each put together once."""
    random = Random(f"prose/{area}")
    return [_sentence(random, area) for _ in range(_STOCK)]


def _sentence(random: Random, area: str) -> str:
    said = words()
    if random.random() < 0.06:
        return random.choice(said["figures"]).format(n=random.randrange(60, 99), m=random.randrange(20, 95))
    verb, thing, scope, aim = (random.choice(said[part]) for part in ("verbs", "objects", "scopes", "purposes"))
    second = random.choice(said["objects"])
    styles = (
        f"{verb} {thing} {scope}, {aim}.",
        f"{verb} {thing}; {random.choice(said['verbs']).lower()} {second} {scope}.",
        f"{verb} {thing} và {second} {scope}, {aim}; {random.choice(said['purposes'])}.",
    )
    return random.choice(styles).format(area=area)


def paragraph(home: Home, random: Random, sentences: int) -> str:
    """Some sentences one after the other."""
    return " ".join(random.choices(_sentences(home.unit.kind), k=sentences))


def framed(random: Random, area: str) -> tuple[str, str]:
    """The words before and after a passage in a sentence."""
    said = words()
    frame = random.choice(said["frames"]).replace("{}", "\0")
    filled = frame.format(
        verb=random.choice(said["verbs"]), object=random.choice(said["objects"]), scope=random.choice(said["scopes"])
    )
    before, _, after = filled.format(area=area).partition("\0")
    return before, after


def length(random: Random) -> int:
    """How long a body is, in characters: log-normal, as in the corpus."""
    return int(random.lognormvariate(math.log(shares()["size"]), shares()["spread"]))


def topic(random: Random) -> str:
    """What a document is about, in general."""
    return random.choice(words()["topics"])


def person(random: Random) -> str:
    """A name of somebody who signs."""
    said = words()
    return " ".join(random.choice(said[part]) for part in ("surnames", "middles", "given"))
