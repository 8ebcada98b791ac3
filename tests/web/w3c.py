"""The W3C's tests of HTTP interfaces, read out of their manifests."""

from pathlib import Path

import pyoxigraph as ox
import pytest

W3C = Path(__file__).parents[3] / "shared" / "w3c"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
HT = "http://www.w3.org/2011/http#"
CNT = "http://www.w3.org/2011/content#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"


class Manifest:
    """The statements of a manifest."""

    def __init__(self, name: str) -> None:
        self.folder = W3C / name
        self.engine = ox.Store()
        if self.there:
            self.engine.load(path=str(self.folder / "manifest.ttl"), format=ox.RdfFormat.TURTLE, base_iri="http://m/")

    @property
    def there(self) -> bool:
        return (self.folder / "manifest.ttl").is_file()

    def all(
        self, subject: ox.NamedNode | ox.BlankNode, predicate: str
    ) -> list[ox.NamedNode | ox.BlankNode | ox.Literal]:
        quads = self.engine.quads_for_pattern(subject, ox.NamedNode(predicate), None, None)
        return [quad.object for quad in quads if not isinstance(quad.object, ox.Triple)]

    def one(self, subject: ox.NamedNode | ox.BlankNode, predicate: str) -> ox.NamedNode | ox.BlankNode | None:
        found = self.all(subject, predicate)
        return found[0] if found and not isinstance(found[0], ox.Literal) else None

    def text(self, subject: ox.NamedNode | ox.BlankNode, predicate: str) -> str:
        found = self.all(subject, predicate)
        return found[0].value if found else ""

    def items(self, head: ox.NamedNode | ox.BlankNode | None) -> list[ox.NamedNode | ox.BlankNode]:
        """The items of a list."""
        found = []
        while head is not None and str(head) != f"<{RDF}nil>":
            first = self.one(head, f"{RDF}first")
            assert first is not None
            found.append(first)
            head = self.one(head, f"{RDF}rest")
        return found

    def entries(self) -> list[ox.NamedNode | ox.BlankNode]:
        """The tests, in their order; none where the manifest is not there."""
        heads = [q.object for q in self.engine.quads_for_pattern(None, ox.NamedNode(f"{MF}entries"), None, None)]
        return [item for head in heads if not isinstance(head, ox.Literal | ox.Triple) for item in self.items(head)]


def absent(manifest: Manifest) -> pytest.MarkDecorator:
    """Skip where the W3C's files are not there."""
    return pytest.mark.skipif(not manifest.there, reason="the W3C's manifests are not in ../shared/w3c")
