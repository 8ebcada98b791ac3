"""The spaCy component: the same citations as without spaCy, in spans of a document."""

import subprocess
import sys
from pathlib import Path
from unicodedata import normalize

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import kg
from kg.config import DEFAULT_BASE
from kg.extract.document import extract_source

PLANS = sorted((Path(__file__).parents[2] / "data" / "plans").glob("*.txt"))
TEXT = "Thực hiện Nghị quyết số 05-NQ/TU và Đề án 06, giao Sở Nội\nvụ chủ trì, phối hợp với SỞ TƯ PHÁP"


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.blank("xx")
    pipeline.add_pipe("legal_citations")
    return pipeline


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_a_plan_has_the_citations_that_it_has_without_spacy(nlp: Language, path: Path) -> None:
    source = kg.read(path)
    doc = nlp(source.text)
    wanted = extract_source(source)
    spans = doc.spans["citations"]
    assert len(spans) > 3
    assert tuple(span._.citation for span in spans) == wanted.citations
    assert [span.label_ for span in spans] == [citation.relation for citation in wanted.citations]
    assert kg.resolve(doc._.legal, DEFAULT_BASE).citations == kg.extract(path).citations
    assert (doc._.legal.tasks, doc._.legal.sha256) == (wanted.tasks, wanted.sha256)


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_spans_take_in_the_exact_offsets_and_no_other_token(nlp: Language, path: Path) -> None:
    doc = nlp(kg.read(path).text)
    for span in doc.spans["citations"]:
        citation = span._.citation
        assert span.start_char <= citation.start < citation.end <= span.end_char
        assert doc.text[citation.start : citation.end] == citation.text
        assert span[0].idx + len(span[0]) > citation.start
        assert span[-1].idx < citation.end


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_bodies_are_found_over_a_line_break_and_in_capitals(nlp: Language, form: str) -> None:
    doc = nlp(normalize(form, TEXT))  # type: ignore[arg-type]
    found = [(normalize("NFC", span.text), span.label_) for span in doc.spans["agencies"]]
    assert found == [("Sở Nội\nvụ", "so_nv"), ("SỞ TƯ PHÁP", "so_tp")]


@pytest.mark.parametrize("text", ["", " \n\t", "không có gì"])
def test_a_text_without_citations(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert [len(doc.spans[key]) for key in ("citations", "agencies")] == [0, 0]
    assert doc._.legal.citations == ()


def test_a_span_that_is_no_citation_and_a_document_not_read_have_no_record(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert doc[0:2]._.citation is None
    assert doc.spans["agencies"][0]._.citation is None
    assert nlp.make_doc(TEXT)._.legal is None


def test_two_citations_in_one_token_keep_their_own_records(nlp: Language) -> None:
    words = ["Nghị định số 61/2018/NĐ-CP, Nghị định số 45/2020/NĐ-CP"]
    doc = nlp(Doc(nlp.vocab, words, [False]))
    numbers = [span._.citation.number for span in doc.spans["citations"]]
    assert numbers == ["61/2018/NĐ-CP", "45/2020/NĐ-CP"]
    assert {span.text for span in doc.spans["citations"]} == set(words)


def test_what_was_found_survives_bytes_and_processes(nlp: Language) -> None:
    doc = nlp(TEXT)
    again = Doc(spacy.blank("xx").vocab).from_bytes(doc.to_bytes())
    assert [span._.citation for span in again.spans["citations"]] == list(doc._.legal.citations)
    (piped,) = nlp.pipe([TEXT], n_process=2)
    assert piped._.legal == doc._.legal


def test_the_installed_entry_point_is_enough() -> None:
    code = (
        "import spacy; nlp = spacy.blank('xx'); nlp.add_pipe('legal_citations'); "
        "print(len(nlp('Nghị quyết số 05-NQ/TU').spans['citations']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "1"
