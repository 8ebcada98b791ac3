"""Where settings come from, and what is said of wrong ones."""

from pathlib import Path

import pytest

from kg.config import load
from kg.errors import UsageError


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("KG_CONFIG", "KG_STORE", "KG_LANG", "KG_JOBS", "KG_PORT"):
        monkeypatch.delenv(name, raising=False)


def test_a_flag_beats_a_variable_beats_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "kg.toml").write_text('jobs = 2\nport = 81\nstore = "graph"\n')
    monkeypatch.setenv("KG_JOBS", "3")
    monkeypatch.setenv("KG_PORT", "82")
    found = load(port=83, lang=None)
    assert (found.jobs, found.port, found.store, found.lang) == (3, 83, "graph", None)


def test_paths_in_the_file_are_relative_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "conf").mkdir()
    (tmp_path / "conf" / "my.toml").write_text('store = "graph"\n')
    monkeypatch.setenv("KG_CONFIG", "conf/my.toml")
    assert Path(load().store) == Path("conf/graph")


@pytest.mark.parametrize(("flags", "variables", "toml", "parts"), [
    ({"jobs": 0}, {}, "", ("jobs", "--jobs", "from 1 to 512")),
    ({}, {"KG_LANG": "fr"}, "", ("lang", "KG_LANG", "vi or en")),
    ({}, {}, "port = true", ("port", "kg.toml", "0 to 65535")),
    ({}, {}, "prot = 1", ("prot", "kg.toml", "the settings are store")),
    ({}, {}, "port = ", ("kg.toml", "cannot be read")),
    ({"base": "w3id.org"}, {}, "", ("base", "ends with /")),
    ({"query_seconds": "nan"}, {}, "", ("query_seconds", "0.1")),
])  # fmt: skip
def test_a_wrong_value_names_setting_origin_and_what_is_allowed(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    flags: dict[str, object],
    variables: dict[str, str],
    toml: str,
    parts: tuple[str, ...],
) -> None:
    (tmp_path / "kg.toml").write_text(toml)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UsageError) as error:
        load(**flags)
    assert all(part in str(error.value) for part in parts)
