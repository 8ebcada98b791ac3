"""How exactly made documents are read: by kind of form, of document cited, of typo, or of document.

    python benchmarks/accuracy.py                     1,000 documents, by form of citing
    python benchmarks/accuracy.py 10000 --jobs 2      the figure of the README
    python benchmarks/accuracy.py --by series         by series of the cited documents (typo, kind)
    python benchmarks/accuracy.py --curve             exact F1 at rates of typos from 0 to 1
    python benchmarks/accuracy.py 300 --errors        every disagreement, to standard error

Documents and truth are those of benchmarks/make_corpus.py, read by ``kg.extract``. Exact, pairs and fields are those of
``kg evaluate``: exact is a mention whose kind, type, number and date all agree, in F1; span, relation and issuer are
shares of the mentions that were found, identity the share of the mentions whose document the text makes out that are
tied to it. A mention too many counts against the passage in which it stands; ``elsewhere`` are those in no passage,
and the forms named trap have no other row than those. With typos, the truth is what GUIDE.md asks for.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from multiprocessing.pool import Pool
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from corpus.compose import Made, made

import kg
from kg.evaluate import fold_agency, fold_words, pair_up, same_fields
from kg.models import to_json

RATES = (0.0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)
ELSEWHERE, ALL = "elsewhere", "all"
BATCH = 25
_GROUPS = ("form", "series", "typo", "kind")
_EXACT = ("kind", "type", "number", "date")
_COLUMNS = ("mentions", "exact", "span", "relation", "issuer", "identity")
_DOCUMENT = ("id", "header", "lead", "tasks", "deadline")

Record: TypeAlias = Mapping[str, Any]
# Counts by group and name in it: ("form", "figures-date") → {"gold": 12, "read": 12, "exact": 11 …}.
Tally: TypeAlias = dict[tuple[str, str], Counter[str]]


def main() -> None:
    """Measure, and print a table or JSON."""
    options = _options()
    rates = RATES if options.curve else (options.typos,)
    with Pool(options.jobs) as pool:
        found = {rate: _measured(pool, options, rate) for rate in rates}
    if options.json:
        print(json.dumps(_as_json(found, options), ensure_ascii=False, indent=1))
    elif options.curve:
        _print_curve(found)
    else:
        _print_table(found[options.typos], options.by)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, nargs="?", default=1000, help="how many documents (default: 1000)")
    parser.add_argument("--seed", type=int, default=1, help="of the documents (default: 1)")
    parser.add_argument("--typos", type=float, default=0.0, metavar="RATE", help="chance of damage for each mention")
    parser.add_argument("--by", choices=_GROUPS, default="form", help="what the rows of the table are")
    parser.add_argument("--curve", action="store_true", help="measure at rates of typos from 0 to 1")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="how many processes read")
    parser.add_argument("--errors", action="store_true", help="name every disagreement")
    parser.add_argument("--json", action="store_true", help="print JSON")
    return parser.parse_args()


def _measured(pool: Pool, options: argparse.Namespace, rate: float) -> Tally:
    """The counts over all documents."""
    work = partial(_batch, count=options.count, seed=options.seed, typos=rate, errors=options.errors)
    starts = range(0, options.count, BATCH)
    total: Tally = defaultdict(Counter)
    for tally, errors in pool.imap(work, starts):
        for row, counts in tally.items():
            total[row].update(counts)
        sys.stderr.writelines(f"{error}\n" for error in errors)
    return total


def _batch(start: int, count: int, seed: int, typos: float, errors: bool) -> tuple[Tally, list[str]]:
    """The counts over some documents, made and read."""
    tally: Tally = defaultdict(Counter)
    said: list[str] = []
    with TemporaryDirectory() as folder:
        for index in range(start, min(start + BATCH, count)):
            one = made(index, seed, typos)
            path = Path(folder) / f"{one.name}.txt"
            path.write_bytes(one.text.encode())
            said += compare(one, to_json(kg.extract(path)), tally)
    return tally, said if errors else []


def compare(one: Made, read: Record, tally: Tally) -> Iterator[str]:
    """Count what was read of a document against its truth; what disagrees."""
    pairs = dict(pair_up(one.truth["citations"], read["citations"]))
    back = {j: i for i, j in pairs.items()}
    for number, gold in enumerate(one.truth["citations"]):
        found = read["citations"][pairs[number]] if number in pairs else None
        yield from (f"{one.name}: {said}" for said in _mention(one, gold, found, back, tally))
    for number, extra in enumerate(read["citations"]):
        if number not in back:
            form = next(
                (p["form"] for p in one.truth["passages"] if p["start"] <= extra["start"] < p["end"]), ELSEWHERE
            )
            tally["form", form]["read"] += 1
            tally[ALL, ALL]["read"] += 1
            yield f"{one.name}: {form}: too many @{extra['start']} {extra['text']!r}"
    yield from (f"{one.name}: {said}" for said in _document(one.truth, read, tally["document", "document"]))


def _mention(
    one: Made, gold: Record, found: Record | None, back: Mapping[int, int], tally: Tally
) -> Iterator[str]:  # fmt: skip
    """Count one mention in each group that it belongs to."""
    same = same_fields(gold, found, back) if found else {}
    counts = Counter(gold=1, read=int(found is not None), exact=int(bool(same) and all(same[key] for key in _EXACT)))
    counts.update({key: int(right) for key, right in same.items() if key in _COLUMNS})
    counts["issuers"] = int("issuer" in same)
    if gold["target"] and found:
        counts.update(targets=1, identity=int(found["target"] == gold["target"]))
    for group in _GROUPS:
        tally[group, one.truth["kind"] if group == "kind" else gold[group] or "none"].update(counts)
    tally[ALL, ALL].update(counts)
    at = f"{gold['form']}: {{}} @{gold['start']} {gold['quote']!r}"
    if found is None:
        yield at.format("missed")
        return
    yield from (f"{at.format(key)}: {gold.get(key)!r}, read {found.get(key)!r}" for key, ok in same.items() if not ok)
    if gold["target"] and found["target"] != gold["target"]:
        yield f"{at.format('identity')}: {gold['target']}, read {found['target']} {found['candidates']}"


def _document(gold: Record, read: Record, counts: Counter[str]) -> Iterator[str]:
    """Count the document's own identity and header, its leading bodies and its rows of tasks."""
    wrong = [key for key in ("type", "number", "date") if gold["header"][key] != read["header"][key]]
    counts.update(documents=1, id=int(gold["id"] == read["id"]), header=int(not wrong))
    if gold["id"] != read["id"]:
        yield f"document: identity {gold['id']}, read {read['id']}"
    yield from (f"document: {key} {gold['header'][key]!r}, read {read['header'][key]!r}" for key in wrong)
    if "agencies" in gold:
        want, got = _leads(gold["agencies"]), _leads(read["agencies"])
        counts.update(leads=len(want) + len(got), lead=2 * len(want & got))
        yield from (f"document: lead {name!r} is not both in truth and read" for name in sorted(want ^ got))
    rows = [task for task in read["tasks"] if (task["section"] or "").startswith("table")]
    for row in gold.get("tasks", ()):
        yield from _row(row, rows, counts)


def _row(gold: Record, rows: list[Record], counts: Counter[str]) -> Iterator[str]:
    """Count a row of a table; each row that was read is used once."""
    counts["rows"] += 1
    alike = [row for row in rows if _who(row) == _who(gold)]
    if not alike:
        yield f"document: no row with {gold['lead']} and {gold['support']}"
        return
    found = next((row for row in alike if _due(row) == fold_words(gold["deadline"])), alike[0])
    rows.remove(found)
    due = _due(found) == fold_words(gold["deadline"])
    counts.update(tasks=1, deadline=int(due))
    if not due:
        yield f"document: deadline {gold['deadline']!r}, read {found['deadline']}"


def _due(row: Record) -> str:
    return fold_words((row["deadline"] or {}).get("text"))


def _leads(agencies: Iterable[Record]) -> set[str]:
    return {fold_agency(agency["name"]) for agency in agencies if agency["role"] == "lead"}


def _who(task: Record) -> tuple[list[str], list[str]]:
    return sorted(map(fold_agency, task["lead"])), sorted(map(fold_agency, task["support"]))


def scores(counts: Counter[str]) -> dict[str, float | None]:
    """The measures of one row, from 0 to 1; None where there is nothing to measure."""
    both = counts["gold"] + counts["read"]
    return {
        "mentions": counts["gold"],
        "exact": 2 * counts["exact"] / both if both else None,
        **{key: _share(counts[key], counts["read"] if counts["gold"] else 0) for key in ("span", "relation")},
        "issuer": _share(counts["issuer"], counts["issuers"]),
        "identity": _share(counts["identity"], counts["targets"]),
    }


def document_scores(counts: Counter[str]) -> dict[str, float | None]:
    """The measures of whole documents; lead is an F1, the others are shares."""
    of = dict(zip(_DOCUMENT, ("documents", "documents", "leads", "rows", "rows"), strict=True))
    return {key: _share(counts[key], counts[whole]) for key, whole in of.items()}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _as_json(found: Mapping[float, Tally], options: argparse.Namespace) -> list[dict[str, Any]]:
    return [
        {"typos": rate, "group": group, "name": name, **(document_scores(c) if group == "document" else scores(c))}
        for rate, tally in found.items()
        for (group, name), c in sorted(tally.items())
        if group in (ALL, "document") or (group == options.by and not options.curve)
    ]


def _print_table(tally: Tally, by: str) -> None:
    rows = [(name, scores(counts)) for (group, name), counts in tally.items() if group == by]
    rows.sort(key=lambda row: -(row[1]["mentions"] or 0))
    _print_rows(by, _COLUMNS, [*rows, (ALL, scores(tally[ALL, ALL]))])
    print()
    documents = tally["document", "document"]
    _print_rows(f"{documents['documents']} documents", _DOCUMENT, [("", document_scores(documents))])


def _print_curve(found: Mapping[float, Tally]) -> None:
    _print_rows("typos", _COLUMNS, [(f"{rate:g}", scores(tally[ALL, ALL])) for rate, tally in found.items()])


def _print_rows(
    title: str, columns: Sequence[str], rows: Sequence[tuple[str, Mapping[str, float | None]]]
) -> None:  # fmt: skip
    print(f"{title:<30}" + "".join(f"{column:>10}" for column in columns))
    for name, row in rows:
        print(f"{name:<30}" + "".join(_cell(row[column]) for column in columns))


def _cell(value: float | None) -> str:
    return f"{'–':>10}" if value is None else f"{value:>10}" if isinstance(value, int) else f"{value:>10.4f}"


if __name__ == "__main__":
    main()
