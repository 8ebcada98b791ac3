"""A component for spaCy pipelines: ``nlp.add_pipe("legal_citations")`` after installation.

Citations go into ``doc.spans["citations"]``, labelled with their relation, and responsible bodies into
``doc.spans["agencies"]``, labelled with their id in the table. ``span._.citation`` is a citation's
record and ``doc._.legal`` the whole document's, as read from the text alone: :func:`kg.resolve` ties
it to the documents that are meant. A span covers whole tokens; the record has the exact offsets.

>>> import spacy
>>> nlp = spacy.blank("xx")
>>> component = nlp.add_pipe("legal_citations")
>>> doc = nlp("Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;")
>>> [(span.text, span.label_, span._.citation.date) for span in doc.spans["citations"]]
[('Nghị định số 61/2018/NĐ-CP', 'cites', '2018-04-23')]
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from kg import tables
from kg.extract.document import extract_source
from kg.models import Citation, Document, Source, from_json, to_json
from kg.text.normalise import normalise

NAME = "legal_citations"


@Language.factory(NAME, assigns=["doc.spans", "doc._.legal", "span._.citation"])
def make(nlp: Language, name: str) -> LegalCitations:
    """Make the component for a pipeline; registers the extensions that it fills."""
    Doc.set_extension("legal", getter=_document, force=True)
    Span.set_extension("citation", getter=_citation, force=True)
    return LegalCitations(nlp)


class LegalCitations:
    """Reads each document that passes; what it finds survives ``Doc.to_bytes`` and pipes of processes."""

    def __init__(self, nlp: Language) -> None:
        self._make_doc = nlp.make_doc
        self._matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
        for agency in tables.agencies():
            names = [name for name in (agency.name, *agency.aliases) if not re.search(r"[{/]", name)]
            self._matcher.add(agency.id, [nlp.make_doc(name) for name in names])

    def __call__(self, doc: Doc) -> Doc:
        """Put citations, agencies and the record into *doc*, which is returned."""
        digest = hashlib.sha256(doc.text.encode()).hexdigest()
        found = extract_source(Source("", doc.text, digest))
        doc.user_data[NAME] = to_json(found)  # plain values, which spaCy can store
        doc.spans["citations"] = [
            _char_span(doc, citation.start, citation.end, citation.relation, str(index))
            for index, citation in enumerate(found.citations)
        ]
        doc.spans["agencies"] = list(self._agencies(doc))
        return doc

    def _agencies(self, doc: Doc) -> Iterator[Span]:
        """The bodies of the table, also where a line breaks inside a name; of overlapping names the longest."""
        clean = normalise(doc.text)
        tokens = [token for token in self._make_doc(clean.text) if not token.is_space]
        plain = Doc(doc.vocab, [token.text for token in tokens])
        for span in filter_spans(self._matcher(plain, as_spans=True)):
            last = tokens[span.end - 1]
            start, end = clean.span(tokens[span.start].idx, last.idx + len(last))
            yield _char_span(doc, start, end, span.label_)


def _char_span(doc: Doc, start: int, end: int, label: str, key: str = "") -> Span:
    """The tokens that *doc*'s text from *start* to *end* lies in."""
    span = doc.char_span(start, end, label=label, alignment_mode="expand", span_id=key)
    assert span is not None  # the offsets lie in the text, and the mode takes in the tokens that they cut
    return span


def _document(doc: Doc) -> Document | None:
    """The record of a document that the component has read."""
    found = doc.user_data.get(NAME)
    return from_json(Document, found) if found else None


def _citation(span: Span) -> Citation | None:
    """The record of a span of ``doc.spans["citations"]``, whose id is its place there."""
    found = span.doc.user_data.get(NAME)
    return from_json(Citation, found["citations"][int(span.id_)]) if found and span.id_.isdigit() else None
