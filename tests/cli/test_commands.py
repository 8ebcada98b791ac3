"""The commands as people run them: output, exit codes, one sentence for each error."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kg.graph.ontology import sample_plans

KG = [sys.executable, "-m", "kg.cli"]


def kg(*arguments: str | Path, store: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``kg`` with a locale that is not UTF-8."""
    given = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "latin-1", **environment}
    given |= {"KG_STORE": str(store)} if store else {}
    return subprocess.run(
        [*KG, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", env=given, timeout=120
    )


def test_a_query_prints_a_table_and_its_scope(store_folder: Path) -> None:
    done = kg("query", "provinces-citing", "--param", "document=468/QĐ-TTg", store=store_folder)
    assert done.returncode == 0
    provinces = {line.split("  ")[0] for line in done.stdout.splitlines()[2:]}
    assert provinces == {"Hải Phòng", "Nghệ An", "Quảng Ninh"}
    assert done.stderr == "Scope: 5 of 5 plans read; 29 of 34 provinces without data.\n"


def test_json_holds_the_scope_and_nothing_goes_to_stderr(store_folder: Path) -> None:
    done = kg("query", "coverage", "--format", "json", "--lang", "vi", store=store_folder)
    told = json.loads(done.stdout)
    assert told["scope"].startswith("đã đọc 5/5")
    assert told["columns"][:2] == ["province", "level"]
    assert done.stderr == ""


def test_one_plan_is_extracted_and_a_bad_file_beside_it_is_reported(tmp_path: Path) -> None:
    empty, binary = tmp_path / "empty.txt", tmp_path / "binary.txt"
    empty.write_bytes(b"")
    binary.write_bytes(b"\x00\x01\x02")
    plan = sample_plans() / "vinh-quang-2023.txt"
    done = kg("extract", empty, plan, binary, tmp_path / "none.txt")
    assert done.returncode == 1
    assert [json.loads(line)["header"]["place"] for line in done.stdout.splitlines()] == ["Vinh Quang"]
    assert [line.split(": ")[0] for line in done.stderr.splitlines()] == ["Error"] * 3


@pytest.mark.parametrize(("lang", "rule", "help_text"), [
    ("en", "resolved, 0.99: the sign gives body, type, number and year", "was not taken, with the reason"),
    ("vi", "đã xác định, 0.99: ký hiệu cho biết cơ quan, tên loại, số và năm", "mà không nhận, kèm lý do"),
])  # fmt: skip
def test_rules_and_findings_are_explained(tmp_path: Path, lang: str, rule: str, help_text: str) -> None:
    file = tmp_path / "plan.txt"
    file.write_text("Theo Nghị định số 61/2018/NĐ-CP ngày 23/4/2018; Mẫu số 12/QĐ-TTg.\n", encoding="utf-8")
    explained = kg("extract", file, "--explain", "--findings", "--lang", lang).stdout
    assert "sign.normative" in explained
    assert rule in explained
    assert "55–64  citation.not-taken: 12/QĐ-TTg: a standard or a form" in explained
    assert "citation.not-taken" not in kg("extract", file, "--format", "table").stdout
    told = json.loads(kg("extract", file).stdout)
    assert ("citation.not-taken", 55, 64) in [(f["code"], f["start"], f["end"]) for f in told["findings"]]
    assert help_text in " ".join(kg("extract", "--help", "--lang", lang).stdout.split())


def test_an_annotated_page_is_written_or_printed(tmp_path: Path) -> None:
    plan = sample_plans() / "vinh-quang-2023.txt"
    written = kg("annotate", plan, "-o", tmp_path / "page.html", "--lang", "en")
    assert (written.returncode, written.stdout) == (0, "")
    printed = kg("annotate", plan)
    assert '<html lang="en">' in (tmp_path / "page.html").read_text("utf-8")
    assert '<html lang="vi">' in printed.stdout
    assert kg("annotate", tmp_path / "none.txt").returncode == 1


def test_a_build_with_two_processes_gives_the_same_graph(tmp_path: Path, store_folder: Path) -> None:
    done = kg("build", sample_plans(), "--jobs", "2", store=tmp_path / "store")
    assert done.returncode == 0
    assert done.stdout.startswith("Read 5 files")
    exports = [kg("export", "graph", "--format", "nquads", store=s) for s in (tmp_path / "store", store_folder)]
    assert exports[0].stdout == exports[1].stdout


@pytest.mark.parametrize(("arguments", "code", "sentence"), [
    (["query", "provinces-citng"], 2, "Did you mean provinces-citing?"),
    (["query", "provinces-citing"], 2, "needs the parameter document"),
    (["query", "documents-cited", "--param", "place=quang nin"], 2, "Did you mean Quảng Ninh"),
    (["query", "matrix", "--param", "level"], 2, "name=value"),
    (["query", "matrix", "--format", "pdf"], 2, "pdf"),
    (["query"], 2, "NAME|FILE|- is missing"),
    (["frobnicate"], 2, "frobnicate"),
    (["matrix", "--frob"], 2, "matrix"),
    (["query", "--frob"], 2, "there is no option --frob"),
    (["export", "graph", "--format", "pdf"], 2, "turtle"),
    (["export", "everything"], 2, "everything"),
    (["text", "none.txt"], 1, "none.txt: there is no such file"),
    (["remove", "none.txt"], 1, "none.txt"),
    (["serve", "--port", "99999"], 2, "--port"),
    (["queries", "--lang", "fr"], 2, "vi or en"),
    (["evaluate", "."], 2, "no gold annotations"),
    (["check", "--store", "nowhere"], 1, "There is no graph in nowhere yet"),
    (["cite", "99999/QĐ-TTg"], 2, "99999/QĐ-TTg"),
])  # fmt: skip
def test_each_error_is_one_sentence(
    store_folder: Path, tmp_path: Path, arguments: list[str], code: int, sentence: str
) -> None:
    done = kg(*arguments, store=store_folder)
    assert done.returncode == code
    assert sentence in done.stderr
    assert done.stderr.count("\n") == 1
    assert done.stdout == ""


def test_a_wrong_query_shows_the_place(store_folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "wrong.rq"
    file.write_text("SELECT ?x WHERE {\n  ?x ?y\n}", encoding="utf-8")
    done = kg("query", file, store=store_folder)
    assert done.returncode == 2
    assert "line 3" in done.stderr
    assert done.stderr.rstrip().endswith("^")


def test_help_speaks_both_languages_at_once() -> None:
    began = time.monotonic()
    english = kg("--help")
    seconds = time.monotonic() - began
    assert "Commands:" in english.stdout
    assert seconds < 1.0  # 0.13 s on an idle machine; loose for a busy one
    assert "Cách dùng: kg query [TÙY CHỌN]" in kg("query", "--help", KG_LANG="vi").stdout


def test_help_imports_nothing_heavy() -> None:
    code = "import sys, kg.cli; print({'pyoxigraph', 'rdflib', 'spacy', 'networkx', 'rich'} & set(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "set()"


def test_a_reader_that_has_seen_enough_ends_it_quietly(store_folder: Path) -> None:
    command = [*KG, "export", "graph", "--format", "nquads", "--store", str(store_folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_a_link_is_followed_and_a_pipe_is_not_replaced(store_folder: Path, tmp_path: Path) -> None:
    page, link = tmp_path / "page.html", tmp_path / "link.html"
    page.write_text("old", encoding="utf-8")
    link.symlink_to(page)
    assert kg("view", "-o", link, store=store_folder).returncode == 0
    assert link.is_symlink()
    assert page.stat().st_size > 100_000
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.html", "page.html"]
    assert kg("view", "-o", "/dev/stdout", store=store_folder).stdout == page.read_text(encoding="utf-8")


def test_a_query_of_ones_own_asks_no_other_server(store_folder: Path, tmp_path: Path) -> None:
    query = tmp_path / "query.rq"
    query.write_text("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", encoding="utf-8")
    done = kg("query", query, store=store_folder)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Error: SERVICE would ask another server")


def test_a_file_that_is_no_document_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text("Chỉ là một tệp văn bản.\n", encoding="utf-8")
    plan = sample_plans() / "vinh-quang-2023.txt"
    sentence = "note.txt has no type, number, date or issuer; it may be no document."
    built = kg("build", note, plan, store=tmp_path / "store")
    assert built.returncode == 0
    assert [line for line in built.stderr.splitlines() if line.startswith("Note: ")] == [f"Note: {sentence}"]
    assert built.stdout.startswith("Read 2 files")
    extracted = kg("extract", note, "--lang", "vi")
    assert "không có tên loại, số, ngày hay cơ quan ban hành" in extracted.stderr
    (finding,) = json.loads(extracted.stdout)["findings"]
    assert finding["code"] == "no-document"


@pytest.mark.parametrize("call", [("--lang", "vi", "query", "coverage"), ("query", "coverage", "--lang", "vi")])
def test_the_language_counts_before_and_after_the_command(store_folder: Path, call: tuple[str, ...]) -> None:
    assert kg(*call, store=store_folder).stderr.startswith("Phạm vi: đã đọc 5/5 kế hoạch")


@pytest.mark.parametrize(
    ("options", "plans"),
    [
        (["--document", "468/QĐ-TTg"], 3),
        (["--province", "Hải Phòng"], 1),
        (["--plan", "122/KH-UBND", "--depth", "0"], 1),
        (["--query", "provinces-citing", "--param", "document=27-NQ/TW"], None),
        (["--query", "most-cited", "--depth", "0"], 0),
    ],
)
def test_a_part_is_drawn(options: list[str], plans: int | None, store_folder: Path, tmp_path: Path) -> None:
    done = kg("view", *options, "-o", tmp_path / "part.html", "--lang", "en", store=store_folder)
    if plans is None:  # its rows name no node
        assert done.returncode == 2
        assert done.stderr == "Error: There is nothing to draw: what was named is not in the graph.\n"
    else:
        assert done.returncode == 0, done.stderr
        assert f">{plans} plans, " in (tmp_path / "part.html").read_text(encoding="utf-8")


def test_what_is_not_there_is_not_drawn(store_folder: Path) -> None:
    done = kg("view", "--province", "Atlantis", store=store_folder)
    assert done.returncode != 0
    assert "Atlantis" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["analyse", "similarity"], 0, "Nghệ An     Quảng Ninh"),
        (["analyse", "together", "--document", "468/QĐ-TTg"], 0, "107/2021/NĐ-CP"),
        (["analyse", "years", "--from", "2023", "--to", "2024", "--top", "2"], 0, "05/KH-UBND"),
        (["analyse", "years"], 2, "--from YEAR and --to YEAR are needed"),
        (["analyse", "years", "--from", "1999", "--to", "2024"], 2, "No plan of 1999 was read."),
        (["plot", "matrix", "-o", "x.pdf"], 2, "x.pdf: a picture is saved as .svg or .png."),
    ],
)
def test_measures_are_printed(arguments: list[str], code: int, said: str, store_folder: Path) -> None:
    done = kg(*arguments, store=store_folder)
    assert (done.returncode, said in (done.stdout if code == 0 else done.stderr)) == (code, True), done.stderr


def test_what_the_last_build_changed_is_told_of_one_store(tmp_path: Path) -> None:
    plan, store = tmp_path / "plan.txt", tmp_path / "store"
    for number in ("61/2018/NĐ-CP", "76/NQ-CP"):
        plan.write_text(f"Theo văn bản số {number}.", encoding="utf-8")
        alone = kg("diff", store) if store.exists() else None
        assert kg("build", plan, store=store).returncode == 0
    told = [line.split("  ")[0] for line in kg("diff", store).stdout.splitlines()[2:]]
    assert told == ["vanished", "appeared"]
    assert alone is not None
    assert (alone.returncode, alone.stdout) == (1, "")
    assert "store keeps no earlier state to compare with; name two states." in alone.stderr
    assert "[STATE]" in kg("diff", "--help").stdout


def test_a_restore_says_how_many_statements_it_brought(tmp_path: Path, store_folder: Path) -> None:
    backup = tmp_path / "backup.nq"
    assert kg("export", "graph", "--format", "nquads", "-o", backup, store=store_folder).returncode == 0
    count = len(backup.read_text("utf-8").splitlines()) - 1  # without the digest
    said = [kg("load", backup, store=tmp_path / "store") for _ in range(2)]
    assert [one.stdout.split()[1] for one in said] == [str(count)] * 2
