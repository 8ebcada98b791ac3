"""What the documentation shows is true: commands give the outputs beside them, quotes stand in the plans.

In a ``console`` block a line after ``$`` is run, and the lines below it are what it prints, on both
streams. A line ``…`` stands for lines left out, ``…`` at the end of a line for the rest of that line;
seconds are not compared. All blocks run in order in one folder that holds ``data``, those of ``make``
in one of their own. A command that ends with ``&`` is a server, on a free port in place of the usual one.
"""

from __future__ import annotations

import doctest
import hashlib
import os
import re
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

import pytest

import kg
from kg.config import Settings, load

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
PORT = str(Settings().port)
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
RUN_ELSEWHERE = {
    "make test": "is this run",
    "make check": "would run the tests within the tests",
    "make soak": "runs long",
}

pytestmark = pytest.mark.docs


class Example(NamedTuple):
    """A command that the README shows, and what is written below it."""

    command: str
    expected: str


def blocks(kind: str) -> list[tuple[str, str]]:
    """The blocks of one kind: the word after the kind, and the text."""
    return [(about, text) for found, about, text in BLOCK.findall(README) if found == kind]


def examples() -> list[Example]:
    """All commands in order."""
    found = []
    for _, text in blocks("console"):
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            command, _, expected = re.sub(r"\\\n\s*", "", part).partition("\n")
            found.append(Example(command, expected))
    return found


def workspace(folder: Path) -> Path:
    """A folder in which the commands find what they find in the project's."""
    shutil.copytree(ROOT / "data", folder / "data")
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv").symlink_to(Path(sysconfig.get_path("data")))
    return folder


class Session:
    """A terminal: runs the commands one after the other, and ends the servers with it."""

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        self.folders = {name: workspace(folder / name) for name in ("kg", "make")}
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("KG_", "MAKE"))}
        path = f"{sysconfig.get_path('scripts')}{os.pathsep}{kept['PATH']}"
        self.environment = kept | {"PATH": path, "HOME": str(folder), "LC_ALL": "C.UTF-8"}
        self.stack = stack
        self.port = PORT

    def run(self, command: str) -> str:
        """What *command* prints."""
        if command in RUN_ELSEWHERE:
            command = f"{command} --dry-run"
        if command.endswith(" &"):
            return self.serve(command.removesuffix(" &"))
        folder = self.folders["make" if command.startswith("make") else "kg"]
        made = command.replace("make ", "make --old-file=.venv/.ready ", 1).replace(PORT, self.port)
        done = subprocess.run(
            made, shell=True, cwd=folder, env=self.environment, timeout=120, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        return done.stdout.replace(self.port, PORT)

    def serve(self, command: str) -> str:
        """The first line that a server prints; it goes on until the session ends."""
        free = command.replace(PORT, "0").split()
        process = self.stack.enter_context(
            subprocess.Popen(
                free, cwd=self.folders["kg"], env=self.environment, stdout=subprocess.PIPE, encoding="utf-8"
            )
        )
        self.stack.callback(process.terminate)
        assert process.stdout
        line = process.stdout.readline()
        self.port = re.findall(r":(\d+)", line)[0]
        return line.replace(self.port, PORT)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with ExitStack() as stack:
        yield Session(tmp_path_factory.mktemp("readme"), stack)


@pytest.fixture(scope="module")
def printed(session: Session) -> list[str]:
    return [session.run(example.command) for example in examples()]


def as_pattern(expected: str) -> str:
    """The expression that an output has to match."""
    lines = [
        r"(?:.*\n)*?"
        if line == "…"
        else re.escape(line).removesuffix("…") + (".*" if line.endswith("…") else "") + "\n"
        for line in expected.splitlines()
    ]
    return re.sub(r"\d+\\\.\d+\\ s\b", r"[\\d.]+\\ s", "".join(lines))


@pytest.mark.parametrize(("number", "example"), list(enumerate(examples())), ids=[e.command for e in examples()])
def test_the_command_prints_what_the_readme_shows(printed: list[str], number: int, example: Example) -> None:
    if "curl " in example.command and not shutil.which("curl"):
        pytest.skip("there is no curl here")
    plain = "".join(f"{line.rstrip()}\n" for line in printed[number].splitlines())
    assert re.fullmatch(as_pattern(example.expected), plain), f"it prints:\n{plain}\nand not:\n{example.expected}"


@pytest.mark.parametrize(("expected", "got", "same"), [
    ("a\n…\nd", "a\nb\nc\nd\n", True),
    ("a\n…\nd", "a\nd\n", True),
    ("a\n…\nd", "a\nb\n", False),
    ("a …", "a b\n", True),
    ("a …", "b\n", False),
    ("5 files. 2.1 s.", "5 files. 13.0 s.\n", True),
    ("5 files. 2.1 s.", "4 files. 2.1 s.\n", False),
    ("", "", True),
    ("", "Error: x\n", False),
])  # fmt: skip
def test_outputs_are_compared_line_by_line(expected: str, got: str, same: bool) -> None:
    assert bool(re.fullmatch(as_pattern(expected), got)) is same


def test_the_first_lines_lead_from_a_plan_to_an_answer() -> None:
    top = "\n".join(README.splitlines()[:30])
    wanted = ["```text data/plans/", "$ kg extract", "$ kg query provinces-citing", "make graph", "make test"]
    assert [words for words in wanted if words not in top] == []
    assert all(place in top for place in ("Quảng Ninh", "Nghệ An", "Hải Phòng", "Scope: "))


@pytest.mark.parametrize(("file", "quote"), blocks("text"))
def test_quotes_stand_in_their_files(file: str, quote: str) -> None:
    text = " ".join((ROOT / file).read_text("utf-8").split())
    assert " ".join(quote.split()) in text


@pytest.mark.parametrize("text", [text for _, text in blocks("pycon")])
def test_python_sessions_run(session: Session, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(session.folders["kg"])
    test = doctest.DocTestParser().get_doctest(text, {}, "README.md", None, 0)
    said: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=said.append)
    assert said == []


@pytest.mark.parametrize("text", [text for _, text in blocks("toml")])
def test_the_settings_file_is_accepted(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "kg.toml"
    file.write_text(text, "utf-8")
    monkeypatch.setenv("KG_CONFIG", str(file))
    assert load() != Settings()


def test_the_settings_named_are_settings() -> None:
    named = re.findall(r"^\| `(\w+)` \|", README.partition("## Settings")[2].partition("\n## ")[0], re.MULTILINE)
    assert set(named) == {field.name for field in fields(Settings)}


@pytest.fixture(scope="module")
def helps(session: Session) -> dict[str, str]:
    """The help of each command."""
    names = re.findall(r"^  (\w+) {2,}\S", session.run("kg --help").partition("Commands:")[2], re.MULTILINE)
    return {name: session.run(f"kg {name} --help") for name in names}


def test_the_commands_of_the_readme_are_those_of_the_program(helps: dict[str, str]) -> None:
    described = re.findall(r"^\| `kg (\w+)", README, re.MULTILINE)
    assert sorted(described) == sorted(helps)
    shown = {name for example in examples() for name in re.findall(r"\bkg (\w+)", example.command)}
    assert shown == set(helps), "each command has an example, and no other"


def test_the_options_of_the_readme_are_those_of_the_program(helps: dict[str, str]) -> None:
    offered = {option for text in helps.values() for option in re.findall(r"^ .*?(--[a-z-]+)", text, re.MULTILINE)}
    section = README.partition("## Commands")[2].partition("\n## ")[0]
    assert set(re.findall(r"`(?:-\w, )?(--[a-z-]+)", section)) == offered


def test_the_named_make_targets_exist() -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"`make (\w+)`", README)) <= targets


@pytest.mark.parametrize("page", ["README.md", "ARCHITECTURE.md", "CHANGELOG.md", "data/README.md"])
def test_links_lead_to_files(page: str) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / page).read_text("utf-8"))
    assert [link for link in links if not (ROOT / page).parent.joinpath(link).exists()] == []


def test_the_files_that_the_architecture_names_exist() -> None:
    missing = []
    for row in (ROOT / "ARCHITECTURE.md").read_text("utf-8").splitlines():
        paths = [name for name in re.findall(r"`([^`\s]+)`", row) if re.match(r"(kg|ontology|tests)/", name)]
        missing += [path for path in paths if not (any(ROOT.glob(path)) or (ROOT / path).is_dir())]
        for beside in re.findall(r"\.py` \(([^)]*)\)", row):
            folder = (ROOT / paths[0]).parent
            missing += [name for name in re.findall(r"`(\w+)`", beside) if not (folder / f"{name}.py").is_file()]
    assert missing == []


def test_the_digests_of_the_data_are_right() -> None:
    rows = re.findall(r"^\| `([\w-]+\.\w+)` .*`([0-9a-f]{64})` \|$", (ROOT / "data/README.md").read_text("utf-8"), re.M)
    found = {path.name: path for folder in ("plans", "gold") for path in (ROOT / "data" / folder).iterdir()}
    assert [name for name, digest in rows if hashlib.sha256(found[name].read_bytes()).hexdigest() != digest] == []
    plans = {name for name, path in found.items() if path.suffix == ".txt"}
    assert plans <= {name for name, _ in rows}


def test_the_changelog_has_the_version() -> None:
    assert re.search(
        rf"^## (Unreleased|\[?{re.escape(kg.__version__)}\b)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M
    )
