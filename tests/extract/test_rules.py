"""Every rule of the grammar reads its examples and leaves its counter-examples alone."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from kg.extract.cases import CASES, Case
from kg.extract.cues import Cue
from kg.extract.document import extract_source
from kg.extract.rules import Rule, spaced
from kg.models import Source

# Names in "seen in": plans, files of the corpus, sections of the survey and of the rules of writing.
_INVENTED = "invented"


def rules() -> list[Rule]:
    """All rules of all modules of kg.extract: single ones, those of tables, those of cues; each once."""
    found: dict[int, Rule] = {}
    package = importlib.import_module("kg.extract")
    for module in pkgutil.iter_modules(package.__path__, "kg.extract."):
        for value in vars(importlib.import_module(module.name)).values():
            for item in value if isinstance(value, tuple | list) else (value,):
                rule = item.rule if isinstance(item, Cue) else item
                if isinstance(rule, Rule):
                    found[id(rule)] = rule
    return sorted(found.values(), key=lambda rule: rule.name)


RULES = rules()
EXAMPLES = [(rule, phrase) for rule in RULES for phrase, _ in rule.examples]
COUNTER_EXAMPLES = [(rule, phrase) for rule in RULES for phrase, _ in rule.counter_examples]


def label(value: object) -> str:
    return value.name if isinstance(value, Rule) else repr(value)


@pytest.mark.parametrize(("rule", "phrase"), EXAMPLES, ids=label)
def test_reads_its_example(rule: Rule, phrase: str) -> None:
    assert rule.reads(phrase)


@pytest.mark.parametrize(("rule", "phrase"), COUNTER_EXAMPLES, ids=label)
def test_leaves_its_counter_example(rule: Rule, phrase: str) -> None:
    assert not rule.reads(phrase)


def test_none_was_left_out() -> None:
    """A table that is renamed, or filtered away, shows here: 10 signs, 6 dates, 10 acts, 8 cues."""
    tables = {"sign": 10, "date": 6, "relation": 16, "preamble": 2}
    assert {t: sum(rule.name.startswith(f"{t}.") for rule in RULES) for t in tables} == tables
    assert len(RULES) == sum(tables.values())
    assert len(EXAMPLES) >= 60
    assert len(COUNTER_EXAMPLES) >= 30


def test_names_are_unique() -> None:
    names = [rule.name for rule in RULES]
    assert sorted(set(names)) == names


@pytest.mark.parametrize("rule", RULES, ids=label)
def test_each_rule_shows_a_phrase_and_says_where_it_was_seen(rule: Rule) -> None:
    assert rule.examples
    assert all(phrase.strip() and where.strip() for phrase, where in (*rule.examples, *rule.counter_examples))
    assert any(where != _INVENTED for _, where in rule.examples), "only invented examples"


@pytest.mark.parametrize(
    ("pattern", "text", "found"),
    [
        ("ban hành kèm theo", "ban hành\nkèm  theo", True),
        ("ban hành kèm theo", "ban hànhkèm theo", False),
        ("số ?:", "số:", True),
        ("số ?:", "số\n:", True),
        ("(?:của|do) ", "do ", True),
    ],
)
def test_a_blank_stands_for_white_space(pattern: str, text: str, found: bool) -> None:
    assert Rule("t", pattern, ((text, "t"),)).reads(text) is found
    assert spaced("không") == "không"


def named_rules(phrase: str) -> set[str]:
    """The rules that read the citations of a phrase in a plan, and what stands beside them."""
    source = Source("t.txt", f"KẾ HOẠCH\n\nI. NỘI DUNG\n\n{phrase}.", "0" * 64)
    citations = extract_source(source).citations
    return {rule for c in citations for rule in (*c.rule.split("/"), *c.rules)}


@pytest.mark.parametrize(("case", "phrase"), [(c, p) for c in CASES for p, _ in c.examples], ids=lambda v: str(v)[:60])
def test_a_rule_of_several_steps_reads_its_example(case: Case, phrase: str) -> None:
    assert case.name in named_rules(phrase)


@pytest.mark.parametrize(
    ("case", "phrase"), [(c, p) for c in CASES for p, _ in c.counter_examples], ids=lambda v: str(v)[:60]
)
def test_a_rule_of_several_steps_leaves_its_counter_example(case: Case, phrase: str) -> None:
    assert case.name not in named_rules(phrase)
