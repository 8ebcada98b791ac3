"""Domain knowledge as tables: CSV files beside typed loaders, each row with its source.

Loaders are cached and return tuples of frozen records; a broken table raises
:class:`~kg.errors.TableError`, which lists every bad row.
"""

from kg.tables.agencies import ProvincialAgency, agencies
from kg.tables.agency_groups import AgencyGroup, agency_groups, group_names
from kg.tables.aliases import Alias, alias_named, aliases
from kg.tables.changes import Change, change_of, changes
from kg.tables.districts import DISTRICTS_END, Commune, District, communes, districts
from kg.tables.document_types import DocumentType, document_types
from kg.tables.folding import digest, digest_of_many, fold, slug
from kg.tables.issuers import Issuer, issuers, issuers_of_code, split_term
from kg.tables.known_documents import KnownDocument, known_documents
from kg.tables.law_names import LawName, law_key, law_named, law_names
from kg.tables.organs import Organ, organs
from kg.tables.provinces import REFORM, Province, provinces, provinces_at
from kg.tables.sources import FactSource, fact_sources
from kg.tables.syllables import syllables
from kg.tables.terms import (
    AssemblyTerm,
    PartyTerm,
    assembly_term_at,
    assembly_terms,
    party_term_at,
    party_terms,
)
from kg.tables.topics import Topic, topics
from kg.tables.type_words import TypeWord, type_of_sign, type_word, type_words

__all__ = [
    "DISTRICTS_END",
    "REFORM",
    "AgencyGroup",
    "Alias",
    "AssemblyTerm",
    "Change",
    "Commune",
    "District",
    "DocumentType",
    "FactSource",
    "Issuer",
    "KnownDocument",
    "LawName",
    "Organ",
    "PartyTerm",
    "Province",
    "ProvincialAgency",
    "Topic",
    "TypeWord",
    "agencies",
    "agency_groups",
    "alias_named",
    "aliases",
    "assembly_term_at",
    "assembly_terms",
    "change_of",
    "changes",
    "communes",
    "digest",
    "digest_of_many",
    "districts",
    "document_types",
    "fact_sources",
    "fold",
    "group_names",
    "issuers",
    "issuers_of_code",
    "known_documents",
    "law_key",
    "law_named",
    "law_names",
    "organs",
    "party_term_at",
    "party_terms",
    "provinces",
    "provinces_at",
    "slug",
    "split_term",
    "syllables",
    "topics",
    "type_of_sign",
    "type_word",
    "type_words",
]
