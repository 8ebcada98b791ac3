"""``kg settle`` and ``kg resolve`` as people run them."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.graph.ontology import sample_plans

SOURCE = "nghe-an-2024.txt"


def kg(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kg.cli", *arguments]
    given = {**os.environ, **environment}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", env=given, timeout=120)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a store of one plan."""
    made = tmp_path_factory.mktemp("settling")
    (made / SOURCE).write_bytes((sample_plans() / SOURCE).read_bytes())
    assert kg(made, "build", SOURCE).returncode == 0
    return made


def test_a_ruling_is_written_listed_applied_and_taken_back(folder: Path) -> None:
    asked = ("settle", SOURCE, "468/QĐ-TTg", "468/QĐ-TTg 30/3/2011", "--why", "theo hồ sơ", "--who", "An")
    done = kg(folder, *asked)
    assert done.stdout.startswith(f"468/QĐ-TTg in {SOURCE} is eli/vn/ttg/qd/2011/468; written to rulings.csv.")
    (row,) = csv.DictReader((folder / "rulings.csv").read_text("utf-8").splitlines())
    assert (row["target"], row["who"], row["why"]) == ("eli/vn/ttg/qd/2011/468", "An", "theo hồ sơ")
    assert "theo hồ sơ" in kg(folder, "settle").stdout
    assert kg(folder, "build", SOURCE).stdout.startswith("Read 1 files")
    told = kg(folder, "resolve", "--lang", "vi").stdout.splitlines()
    assert "bằng tay" in told[0]
    assert kg(folder, "settle", SOURCE, "468/qđ-ttg", "--forget").returncode == 0
    assert list(csv.DictReader((folder / "rulings.csv").read_text("utf-8").splitlines())) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((SOURCE, "468/QĐ-TT", "eli/vn/x", "--why", "x"), "does not mention 468/QĐ-TT there. Did you mean 468/QĐ-TTg"),
        (("nghe-an.txt", "468/QĐ-TTg", "eli/vn/x", "--why", "x"), "There is no source nghe-an.txt in the graph."),
        ((SOURCE, "468/QĐ-TTg", "02/NQ-CP", "--why", "x"), "02/NQ-CP has to be one document. '02/NQ-CP' means"),
        ((SOURCE, "468/QĐ-TTg", "999999/QĐ-TTg", "--why", "x"), "999999/QĐ-TTg has to be one document. No document"),
        ((SOURCE, "468/QĐ-TTg", "eli/vn/x"), "SOURCE, NUMBER, DOCUMENT and --why are needed"),
        ((SOURCE, "468/QĐ-TTg", "--forget"), "rulings.csv has no ruling on 468/QĐ-TTg"),
        ((SOURCE, "468/QĐ-TTg", "eli/vn/x", "--why", "x", "--start", "3"), "does not mention 468/QĐ-TTg there."),
    ],
)  # fmt: skip
def test_what_cannot_be_ruled_is_said_in_one_sentence(folder: Path, arguments: tuple[str, ...], sentence: str) -> None:
    done = kg(folder, "settle", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr


def test_a_users_own_documents_are_known(folder: Path, tmp_path: Path) -> None:
    known = tmp_path / "known.csv"
    known.write_text("number,type,date,title\n8431/QĐ-TTg,Quyết định,2020-05-06,Về việc thử\n", encoding="utf-8")
    plan = tmp_path / "plan.txt"
    plan.write_text("Căn cứ Quyết định số 8431/QĐ-TTg của Thủ tướng Chính phủ;", encoding="utf-8")
    assert '"resolution": "unresolved"' in kg(tmp_path, "extract", "plan.txt").stdout
    done = kg(tmp_path, "extract", "plan.txt", KG_KNOWN=str(known))
    assert "eli/vn/ttg/qd/2020/8431" in done.stdout
    assert '"reason": "known"' in done.stdout
    known.write_text("number,type,date,title\n8431/QĐ-TTg,Quyết định,2020-05-06,\n", encoding="utf-8")
    broken = kg(tmp_path, "extract", "plan.txt", KG_KNOWN=str(known))
    assert "known.csv, line 2: title is empty" in broken.stderr
