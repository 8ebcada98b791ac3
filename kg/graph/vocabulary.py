"""Every term that the graph uses, in one place; a misspelt term is an error, not a new term.

``CAN`` is the project's own namespace; ``ontology/legal.ttl`` says what its terms mean.
"""

from __future__ import annotations

from pyoxigraph import NamedNode


class Terms:
    """A closed set of terms of one namespace.

    >>> ELI.cites.value
    'http://data.europa.eu/eli/ontology#cites'
    >>> ELI.cite
    Traceback (most recent call last):
        ...
    AttributeError: eli:cite is not a term that the graph uses.

    ``OA["prefix"]`` gives a term whose name the class uses itself.
    """

    def __init__(self, prefix: str, iri: str, names: str) -> None:
        self.prefix = prefix
        self.iri = iri
        self.terms = {name: NamedNode(iri + name) for name in names.split()}
        self.__dict__ = self.terms | self.__dict__  # found at once, without asking __getattr__

    def __getattr__(self, name: str) -> NamedNode:
        raise AttributeError(f"{self.prefix}:{name} is not a term that the graph uses.")

    def __getitem__(self, name: str) -> NamedNode:
        return self.terms[name]


CAN = Terms(
    "can",
    "https://w3id.org/can-cu/def#",
    """Plan Citation UnresolvedReference Task Source Finding Conflict CitationSummary Agency AgencyGroup Ruling
    StaleCitation Documents Tally Standing Ranking Holding Presence ResolutionCount
    carriesOut proposedIn implements promulgatedBy details guides replaces suspends extends revokes
    document status reason sha256 rulesVersion path primarySource inSource filesRead filesSkipped filesFailed
    place province level topic period year signer signerPosition capacity numberCertainty numberKey titleKey
    relation record edge rank cue subject pinpoint provision container kind mention resolution candidate openIdentity
    rule page
    assertedNumber assertedType assertedDate assertedIssuer assertedTitle
    inPlan leadAgency supportAgency leadNames supportNames memberKind deadline recurrence earliest latest due asked
    product section text taskCitation
    code message citing cited direct nested alias field value other validFrom validTo successor
    inForceFrom inForceTo changedBy effective inferred class Relations day within planYear actsOn about at
    tally standing plans namedBy nestedBy provinces position first ranks agencyName
    holding holds names agenda leftOpen quote citingName typeName placeName planNames scanned partial
    mentions resolved byGraph manual ambiguous unresolved""",
)
ELI = Terms(
    "eli",
    "http://data.europa.eu/eli/ontology#",
    """LegalResource LegalResourceSubdivision is_part_of cites refers_to based_on amends repeals corrects
    consolidates type_document id_local date_document first_date_entry_in_force passed_by
    jurisdiction""",
)
CITO = Terms("cito", "http://purl.org/spar/cito/", "Citation hasCitingEntity hasCitedEntity")
OA = Terms(
    "oa",
    "http://www.w3.org/ns/oa#",
    """hasTarget SpecificResource hasSource hasSelector TextQuoteSelector exact prefix suffix
    TextPositionSelector start end""",
)
ITSRDF = Terms("itsrdf", "http://www.w3.org/2005/11/its/rdf#", "taConfidence")
PROV = Terms(
    "prov",
    "http://www.w3.org/ns/prov#",
    "Activity Entity SoftwareAgent startedAtTime endedAtTime used wasDerivedFrom generated wasAssociatedWith",
)
ORG = Terms(
    "org",
    "http://www.w3.org/ns/org#",
    "Organization ChangeEvent originalOrganization resultingOrganization changedBy classification",
)
SKOS = Terms(
    "skos",
    "http://www.w3.org/2004/02/skos/core#",
    "Concept ConceptScheme Collection member prefLabel altLabel definition notation inScheme broader",
)
DCTERMS = Terms("dcterms", "http://purl.org/dc/terms/", "title source Location identifier creator date isPartOf")
RDF = Terms("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type")
RDFS = Terms("rdfs", "http://www.w3.org/2000/01/rdf-schema#", "label comment subClassOf subPropertyOf")
XSD = Terms(
    "xsd",
    "http://www.w3.org/2001/XMLSchema#",
    "date gYearMonth gYear dateTime integer double decimal boolean string",
)

NAMESPACES = (CAN, ELI, CITO, OA, ITSRDF, PROV, ORG, SKOS, DCTERMS, RDF, RDFS, XSD)
