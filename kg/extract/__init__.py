"""What a document says: header, citations with their relations, tasks. As a verb: ``kg.extract(path)``."""

from kg.callable import make_callable

make_callable(__name__, "extract_file")
