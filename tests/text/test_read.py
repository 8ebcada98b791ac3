"""Files to text: what is read, and the sentence that says why something is not."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.text.read import read, source_key

PLANS = sorted((Path(__file__).parents[2] / "data" / "plans").glob("*.txt"))
TEXT = "Quyết định\r\nsố 468/QĐ-TTg\n"


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_is_read_byte_for_byte(path: Path) -> None:
    source = read(path)
    assert source.text.encode("utf-8") == path.read_bytes()
    assert source.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (source.pages, source.url) == ((), None)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        b"\xff\xfe" + TEXT.encode("utf-16-le"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 little", "utf-16 big"],
)
def test_encodings(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(data)
    assert read(path).text == TEXT
    assert read(path).sha256 == hashlib.sha256(data).hexdigest()


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no such file"):
        read(tmp_path / "nothing.txt")
    with pytest.raises(InputError, match="is a folder"):
        read(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is readable here")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("x", "utf-8")
    path.chmod(0)
    with pytest.raises(InputError, match="cannot be read"):
        read(path)


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(b"x" * 1001)
    with pytest.raises(InputError, match=r"is larger than 0\.001 MB \(setting max_file_mb\)"):
        read(path, max_mb=0.001)
    assert len(read(path, max_mb=0.0011).text) == 1001


@pytest.mark.parametrize(
    ("path", "root", "key"),
    [
        ("plans/a.txt", "plans", "a.txt"),
        ("plans/2024/a.txt", "plans", "2024/a.txt"),
        ("plans/../plans/a.txt", "plans", "a.txt"),
        ("plans/a.txt", None, "plans/a.txt"),
        ("other/a.txt", "plans", "other/a.txt"),
        ("plans2/a.txt", "plans", "plans2/a.txt"),
        (unicodedata.normalize("NFD", "Kế hoạch.txt"), None, "Kế hoạch.txt"),
    ],
)
def test_the_name_of_a_source(path: str, root: str | None, key: str) -> None:
    assert source_key(path, root) == key


def test_a_source_is_named_by_its_place_under_the_root(tmp_path: Path) -> None:
    path = tmp_path / "2024" / "plan.txt"
    path.parent.mkdir()
    path.write_text("x", "utf-8")
    assert read(path, root=tmp_path).path == "2024/plan.txt"
    assert read(path).path == path.as_posix()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(InputError, match=r"pipe\.txt: is a pipe or a device, not a file"):
        read(tmp_path / "pipe.txt")
