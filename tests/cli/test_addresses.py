"""No sentence of any command holds the user or the password of a store's address, however the address is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.cli.run import main
from kg.config import shown
from kg.errors import StoreError
from kg.graph.ontology import sample_plans
from kg.graph.store import Store

PLAN = str(sample_plans() / "vinh-quang-2023.txt")
USER, PASSWORD = "annam7", "s3cret"
ADDRESSES = [
    f"http://{USER}:{PASSWORD}@127.0.0.1:1/", f"HTTP://{USER}:{PASSWORD}@127.0.0.1:1", f"http://{USER}@127.0.0.1:1/",
    f"http://{USER}:{PASSWORD}/x@host/", f"http://{USER}:{PASSWORD}@x@host/", f"http://{USER}:{PASSWORD}@",
    f"http://{USER}:{PASSWORD}@[::1", f"http://{USER}:{PASSWORD}@xn--☃/", f"http://{USER}:{PASSWORD}",
    f"http://{USER}%3A{PASSWORD}%40host/", f"http://:{PASSWORD}@host/ds#{USER}",
    f"http:/{USER}:{PASSWORD}@host/", f"http:{USER}:{PASSWORD}@host", f"{USER}:{PASSWORD}@host",
    f"ftp://{USER}:{PASSWORD}@host/", f" http://{USER}:{PASSWORD}@host/ ",
    f"http://127.0.0.1:1/ds?user={USER}&password={PASSWORD}",
]  # fmt: skip
COMMANDS = [
    "build", "remove a.txt", "query coverage", "cite 468/QĐ-TTg", "view", "site", "plot matrix",
    "analyse similarity", "export graph", "load backup.nq", "check", "resolve",
    "settle a.txt 1/QĐ-TTg 2/QĐ-TTg --why x", "serve", "diff",
]  # fmt: skip


def said(arguments: list[str], capfd: pytest.CaptureFixture[str]) -> str:
    """All that a command prints."""
    with pytest.raises(SystemExit):
        main(arguments)
    return "".join(capfd.readouterr())


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, with a backup."""
    (tmp_path / "backup.nq").write_text("<a:s> <a:p> <a:o> <a:g> .\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_says_a_password(
    command: str, place: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    name, *rest = command.split()
    for address in ADDRESSES:
        arguments = [name, *rest, *([PLAN] if name == "build" else [])]
        if name == "diff":
            found = said([name, address], capfd) + said([name, address, address], capfd)
        else:
            monkeypatch.setenv("KG_STORE", address)
            found = said(arguments, capfd)
            monkeypatch.delenv("KG_STORE")
            found += said([*arguments, "--store", address, "--verbose"], capfd)
        assert found.strip()
        assert PASSWORD not in found, address
        assert USER not in found, address
        assert "at fault" not in found, address


@pytest.mark.parametrize("address", ADDRESSES)
def test_neither_the_settings_file_nor_what_is_taken_for_a_file_says_it(
    address: str, place: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    found = said(["load", address, "--store", "store"], capfd)
    monkeypatch.setenv("KG_STORE_GRAPHS", address)
    found += said(["check", "--store", "http://127.0.0.1:1"], capfd)
    monkeypatch.delenv("KG_STORE_GRAPHS")
    (place / "kg.toml").write_text(f"store = '{address}'\n", encoding="utf-8")
    found += said(["check"], capfd)
    assert PASSWORD not in found
    assert USER not in found
    assert "at fault" not in found


@pytest.mark.parametrize("address", [
    "http://host", "https://127.0.0.1:7878/ds/query", "HTTP://[::1]:7878/", "kg-store", "/data/me@work/kg store",
    "đồ-thị", "C:\\Users\\me@work\\store", "C:/Users/me@work",
])  # fmt: skip
def test_what_holds_no_password_is_shown_as_it_is(address: str) -> None:
    assert shown(address) == address


@pytest.mark.parametrize("address", ["ftp://host/", "http:/host/", "http://", "http:///ds", "http://host:port/"])
def test_an_address_that_nobody_can_be_asked_at_is_a_sentence(address: str) -> None:
    with pytest.raises(StoreError, match="is no address of a server; one looks like http://"):
        Store.open(address)
