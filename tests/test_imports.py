"""Imports point downward only, and each library stays in its place (design, section 2)."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# The parts of the package, from the bottom up; a part imports from lower layers only.
LAYERS = (
    {"models", "errors", "callable", "garbage"},
    {"tables", "config"},
    {"text", "extract", "resolve", "graph"},
    {"rules", "intake"},
    {"engines", "pipeline", "evaluate", "analysis", "views"},
    {"cli", "web"},
)
# Within a layer: extraction reads the layout, what analysis found is shown, and ``kg serve`` starts the server.
SIDEWAYS = {("extract", "text"), ("views", "analysis"), ("cli", "web")}
# Who may go through the front door, ``kg`` itself: the command line, and what makes a package a verb.
GUESTS = {"cli", "callable"}
# Where each library may be imported: modules, with all that lies in them.
PLACES = {
    "spacy": ("kg.extract.tasks", "kg.extract.component"),
    "lxml": ("kg.text.formats", "kg.views.footnotes", "kg.web.site"),
    "docx": ("kg.text.formats", "kg.views.footnotes", "kg.views.paper"),
    "pypdfium2": ("kg.text.formats",),
    "PIL": ("kg.text.formats",),
    "networkx": ("kg.analysis", "kg.views"),
    "xlsxwriter": ("kg.views.workbook",),
    "matplotlib": ("kg.views.plots",),
    "pyarrow": ("kg.engines.spark", "kg.views.parquet"),
    "pyspark": ("kg.engines.spark",),
    "py4j": ("kg.engines.spark",),
    "pyvis": ("kg.views",),
    "typer": ("kg.cli",),
    "pyoxigraph": ("kg.graph", "kg.views.export"),
    "rdflib": ("kg.graph", "kg.views.export"),
    "pyshacl": ("kg.graph",),
    "httpx": ("kg.graph.remote", "kg.web.site"),
    "starlette": ("kg.web", "kg.views"),
    "uvicorn": ("kg.web", "kg.views"),
    "jinja2": ("kg.web", "kg.views"),
}


def imported(module: str, source: str, package: bool, known: frozenset[str]) -> Iterator[str]:
    """What *source* imports anywhere, in functions, under TYPE_CHECKING and by name, as full module names."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parts = module.split(".") if package else module.split(".")[:-1]
                base = ".".join([*parts[: len(parts) - node.level + 1], *filter(None, [base])])
            names = (f"{base}.{alias.name}" for alias in node.names)
            yield from (name if name in known else base for name in names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("import_module", "__import__")):
            yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str))


def edges(sources: Mapping[str, str]) -> dict[str, set[str]]:
    """The imports of each module; a package's own module is named ``kg.graph.__init__``."""
    known = frozenset(name.removesuffix(".__init__") for name in sources)
    found: dict[str, set[str]] = {}
    for name, source in sources.items():
        plain = name.removesuffix(".__init__")
        found[plain] = set(imported(plain, source, name != plain, known))
    return found


def faults(sources: Mapping[str, str]) -> list[str]:
    """Every import that the design does not allow, and one cycle where there are any, as sentences."""
    found = edges(sources)
    wrong = [
        f"{module} imports {target}: {reason}"
        for module, targets in sorted(found.items())
        for target in sorted(targets)
        if (reason := _reason(module, target))
    ]
    return wrong + _cycle(found)


def _reason(module: str, target: str) -> str | None:
    library = target.split(".")[0]
    if library != "kg":
        places = PLACES.get(library)
        return None if places is None or _lies_in(module, places) else f"only in {', '.join(places)}"
    if module == "kg":
        return None
    if target == "kg":
        return None if _part(module) in GUESTS else "only the command line goes through the front door"
    here, there = _part(module), _part(target)
    if not any(here in layer for layer in LAYERS):
        return f"{here} is no part of the design"
    if here == there or (here, there) in SIDEWAYS:
        return None
    return None if _layer(there) < _layer(here) else "not downward"


def _lies_in(module: str, places: tuple[str, ...]) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


def _part(module: str) -> str:
    return module.split(".")[1]


def _layer(part: str) -> int:
    return next((i for i, parts in enumerate(LAYERS) if part in parts), len(LAYERS))


def _cycle(found: Mapping[str, set[str]]) -> list[str]:
    inside = {
        module: {t for t in targets if t in found and t != module}
        for module, targets in found.items()
        if module != "kg"
    }
    try:
        TopologicalSorter(inside).prepare()
    except CycleError as error:
        return ["import cycle: " + " → ".join(reversed(error.args[1]))]
    return []


def product() -> dict[str, str]:
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): path.read_text("utf-8")
        for path in sorted((ROOT / "kg").rglob("*.py"))
    }


def test_the_product_keeps_to_the_design() -> None:
    assert faults(product()) == []


def test_every_part_has_a_layer_and_was_walked() -> None:
    parts = {module.split(".")[1] for module in product()} - {"__init__"}
    assert parts == set().union(*LAYERS)
    assert sum(len(targets) for targets in edges(product()).values()) > 300


@pytest.mark.parametrize(
    ("sources", "fault"),
    [
        ({"kg.text.read": "from kg.extract.signs import Sign"}, "kg.text.read imports kg.extract.signs"),
        ({"kg.graph.store": "import kg.resolve.keys"}, "kg.graph.store imports kg.resolve.keys"),
        ({"kg.resolve.keys": "from kg.text import read"}, "kg.resolve.keys imports kg.text"),
        ({"kg.models": "def f():\n    from kg.tables import fold"}, "kg.models imports kg.tables"),
        (
            {"kg.tables.fold": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import kg.web.app"},
            "kg.tables.fold imports kg.web.app",
        ),
        ({"kg.tables.fold": "from ..graph import store"}, "kg.tables.fold imports kg.graph"),
        ({"kg.tables.__init__": "from ..config import load"}, "kg.tables imports kg.config"),
        ({"kg.views.page": "from kg.engines.local import run"}, "kg.views.page imports kg.engines.local"),
        ({"kg.pipeline": "from kg import read"}, "kg.pipeline imports kg"),
        ({"kg.resolve.keys": "import_module('kg.pipeline')"}, "kg.resolve.keys imports kg.pipeline"),
        ({"kg.newcomer": "import kg.cli"}, "kg.newcomer imports kg.cli"),
        ({"kg.models": "import kg.newcomer"}, "kg.models imports kg.newcomer"),
        ({"kg.extract.header": "import spacy"}, "kg.extract.header imports spacy"),
        ({"kg.extract.tasks_more": "import spacy"}, "kg.extract.tasks_more imports spacy"),
        ({"kg.graph.store": "import networkx as nx"}, "kg.graph.store imports networkx"),
        ({"kg.web.app": "import typer"}, "kg.web.app imports typer"),
        ({"kg.resolve.keys": "from rdflib.term import URIRef"}, "kg.resolve.keys imports rdflib.term"),
        ({"kg.views.page": "import pyoxigraph"}, "kg.views.page imports pyoxigraph"),
        ({"kg.cli": "import uvicorn"}, "kg.cli imports uvicorn"),
        ({"kg.graph.queries": "import jinja2"}, "kg.graph.queries imports jinja2"),
        ({"kg.analysis.tables": "from starlette import requests"}, "kg.analysis.tables imports starlette"),
        (
            {"kg.text.a": "from kg.text import b", "kg.text.b": "def f():\n    import kg.text.a"},
            "import cycle: kg.text.",
        ),
        (
            {"kg.text.__init__": "from kg.text.a import x", "kg.text.a": "from kg.text import y"},
            "import cycle: kg.text",
        ),
    ],
)  # fmt: skip
def test_a_forbidden_import_is_found(sources: dict[str, str], fault: str) -> None:
    (found,) = faults(sources)
    assert found.startswith(fault)


@pytest.mark.parametrize(
    "sources",
    [
        {"kg.extract.header": "from kg.text.layout import Layout"},
        {"kg.cli": "import typer\nfrom kg import __version__\nfrom kg.models import Document"},
        {"kg.__init__": "def f():\n    import kg.cli"},
        {"kg.graph.store": "import pyoxigraph\nimport kg.graph.terms", "kg.graph.terms": "import rdflib"},
        {"kg.graph.a": "import kg.graph.b", "kg.graph.b": "import json", "kg.web.app": "import kg.graph.a"},
        {"kg.tables.a": "from .b import c", "kg.tables.b": "from . import d", "kg.tables.d": ""},
        {"kg.extract.tasks": "import spacy", "kg.views.export": "import rdflib"},
    ],
)  # fmt: skip
def test_an_allowed_import_passes(sources: dict[str, str]) -> None:
    assert faults(sources) == []


def test_the_front_door_costs_nothing_until_it_is_opened() -> None:
    code = "import sys, kg; print(sorted(m for m in sys.modules if m.split('.')[0] in {'spacy', 'rdflib', 'kg'}))"
    assert run(code) == "['kg']"


def test_public_verbs_stay_verbs_when_their_packages_are_imported() -> None:
    """``kg.extract`` and ``kg.resolve`` are packages too, and importing these puts them in place of the verbs."""
    code = "import kg; print([callable(getattr(kg, name)) for name in kg.__all__ for _ in range(2)])"
    assert "False" not in run(code)
    plan = ROOT / "data" / "plans" / "vinh-quang-2023.txt"
    code = f"import kg, kg.extract.document; print(len(kg.extract({str(plan)!r}).citations), kg.extract.__name__)"
    assert run(code) == "7 kg.extract"


def run(code: str) -> str:
    """What *code* prints in a process of its own."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()
