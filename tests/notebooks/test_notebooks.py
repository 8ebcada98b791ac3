"""The notebooks run from top to bottom, import only the project, and are kept without outputs."""

import ast
import os
import sys
from pathlib import Path

import pytest

nbformat = pytest.importorskip("nbformat", reason="the notebook extra is not installed")
nbclient = pytest.importorskip("nbclient", reason="the notebook extra is not installed")
pytest.importorskip("ipykernel", reason="the notebook extra is not installed")
pytest.importorskip("matplotlib", reason="the notebook extra is not installed")
pytest.importorskip("pandas", reason="the notebook extra is not installed")

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
ALLOWED = {"kg", "matplotlib", "pandas", *sys.stdlib_module_names}
# What each has to show: the answer to its question, worked out from the five plans, and a picture.
SHOWN = {
    "before-and-after-the-merger": ("Bắc Ninh", "Đồng Tháp", "Bắc Giang", "Tiền Giang", "image/png"),
    "first-look": ("Quảng Ninh", "Nghệ An", "Hải Phòng", "468/QĐ-TTg", "image/png"),
    "provinces-and-decrees": ("107/2021/NĐ-CP", "Nghệ An", "promulgated_by", "image/png"),
    "sparql-from-pandas": ("http://127.0.0.1:", "06/QĐ-TTg", "Hải Phòng", "image/png"),
}


def test_there_are_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == list(SHOWN)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(FOLDER.parent), *sys.path[1:]]))
    notebook = nbformat.read(path, as_version=4)
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(FOLDER)}}).execute()
    shown = "".join(str(output) for cell in notebook.cells for output in cell.get("outputs", []))
    assert [name for name in SHOWN[path.stem] if name not in shown] == []


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_imports_only_the_project_and_has_no_outputs(path: Path) -> None:
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in cells)
    nodes = [node for cell in cells for node in ast.walk(ast.parse(cell.source))]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= ALLOWED
