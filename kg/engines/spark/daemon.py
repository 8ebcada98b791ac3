"""What Spark starts on each machine to make its Python workers: they are copies of it, and share what it has read.

A worker that begins with the tables and the libraries in place costs nothing to start, and their memory is there once.
"""

from __future__ import annotations

import pyspark.daemon

from kg.extract import document  # noqa: F401  (with all that reading a document takes)
from kg.graph import derive  # noqa: F401
from kg.resolve.documents import resolve  # noqa: F401

if __name__ == "__main__":
    pyspark.daemon.manager()
