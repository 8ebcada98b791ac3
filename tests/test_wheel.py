"""The wheel, installed outside the checkout, holds all that it needs, builds a graph and answers."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
NEEDED = ("kg", "ontology", "data/plans", "pyproject.toml", "README.md", "LICENSE", ".gitignore")
FOLDERS = {"kg": "kg", "ontology": "kg/_ontology", "data/plans": "kg/_plans"}
JUNK = shutil.ignore_patterns("__pycache__", "*.pyc")

pytestmark = pytest.mark.wheel


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy, so that nothing is left in the checkout."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("dist")
    for name in NEEDED:
        here, there = ROOT / name, source / name
        there.parent.mkdir(exist_ok=True)
        if here.is_dir():
            shutil.copytree(here, there, ignore=JUNK)
        else:
            shutil.copy(here, there)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(source)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def home(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel in it; what it depends on comes from the environment of the tests."""
    home = tmp_path_factory.mktemp("elsewhere")
    python = home / "venv" / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home / "venv")], check=True)
    install = ["--python", str(python), "install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([sys.executable, "-m", "pip", *install], check=True)
    packages = next((home / "venv" / "lib").glob("python*/site-packages"))
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return home


def kg(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in an empty folder with a clean environment."""
    work = home / "work"
    work.mkdir(exist_ok=True)
    environment = {"PATH": "/usr/bin:/bin", "HOME": str(work), "LC_ALL": "C.UTF-8"}
    command = [str(home / "venv" / "bin" / "kg"), *arguments]
    return subprocess.run(command, cwd=work, env=environment, capture_output=True, encoding="utf-8")


def test_it_holds_all_files_and_no_tests(wheel: Path) -> None:
    inside = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    wanted = {
        f"{place}/{path.relative_to(ROOT / folder).as_posix()}"
        for folder, place in FOLDERS.items()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert inside == wanted


def test_it_does_not_use_the_checkout(home: Path) -> None:
    python = home / "venv" / "bin" / "python"
    done = subprocess.run([python, "-c", "import kg; print(kg.__file__)"], cwd=home, capture_output=True, text=True)
    assert Path(done.stdout.strip()).is_relative_to(home)


def test_it_builds_answers_draws_and_checks(home: Path) -> None:
    built = kg(home, "build")
    assert built.returncode == 0, built.stderr
    assert "Read 5 files (0 in part, 0 not readable, 0 unchanged)." in built.stdout
    answer = kg(home, "query", "provinces-citing", "--param", "document=468/QĐ-TTg", "--format", "csv")
    rows = [(row["province"], row["level"], row["direct"]) for row in csv.DictReader(answer.stdout.splitlines())]
    assert rows == [("Nghệ An", "provincial", "1"), ("Quảng Ninh", "provincial", "1"), ("Hải Phòng", "commune", "1")]
    assert kg(home, "view", "-o", "graph.html").returncode == 0
    page = (home / "work" / "graph.html").read_text("utf-8")
    places = ("Quảng Ninh", "Nghệ An", "Tiền Giang", "Bắc Giang", "Vinh Quang")
    assert [place for place in places if json.dumps(place).strip('"') not in page] == []
    assert kg(home, "check").stdout.splitlines()[-1].startswith("0 violations")
