"""What the endpoint says of itself: SPARQL 1.1 Service Description, and VoID for what it holds."""

from __future__ import annotations

from kg.graph.dataset import query_graphs
from kg.graph.results import GRAPH_FORMATS, ROW_FORMATS
from kg.graph.store import Store
from kg.web.answers import Wanted, written
from kg.web.spool import Given

_FORMATS = "http://www.w3.org/ns/formats/"
_NAMES = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
}
_VOCABULARIES = (
    "https://w3id.org/can-cu/def#",
    "http://data.europa.eu/eli/ontology#",
    "http://purl.org/spar/cito/",
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/ns/prov#",
    "http://www.w3.org/2004/02/skos/core#",
)


def description(store: Store, about: tuple[str, str, bool], wanted: Wanted) -> Given:
    """The description of the endpoint at an address, over data below a base, and whether it takes updates."""
    endpoint, base, write = about
    graph = _template(endpoint, base, write, len(store))
    found = query_graphs(store, f"{_PREFIXES} CONSTRUCT {{ {graph} }} WHERE {{}}", endpoint, union=True)
    return written(found, wanted)


_PREFIXES = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX dcterms: <http://purl.org/dc/terms/>

"""


def _template(endpoint: str, base: str, write: bool, triples: int) -> str:
    languages = "sd:SPARQL11Query , sd:SPARQL11Update" if write else "sd:SPARQL11Query"
    forms = " , ".join(f"<{_FORMATS}{_NAMES[name]}>" for name in [*ROW_FORMATS, *GRAPH_FORMATS])
    data = " , ".join(f"<{_FORMATS}{_NAMES[name]}>" for name in GRAPH_FORMATS)
    vocabularies = " , ".join(f"<{iri}>" for iri in _VOCABULARIES)
    return f"""
  <{endpoint}> a sd:Service ; sd:endpoint <{endpoint}> ; sd:supportedLanguage {languages} ;
    sd:feature sd:UnionDefaultGraph ; sd:resultFormat {forms} ;
    sd:defaultDataset <{endpoint}#dataset> .
  <{endpoint}#dataset> a sd:Dataset , void:Dataset ; dcterms:title "Căn Cứ" ;
    sd:defaultGraph <{endpoint}#graph> ;
    void:sparqlEndpoint <{endpoint}> ; void:uriSpace "{base}" ; void:triples {triples} ;
    void:vocabulary {vocabularies} ; void:feature {data} .
  <{endpoint}#graph> a sd:Graph , void:Dataset ; void:triples {triples} .
"""
