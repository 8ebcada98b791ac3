"""What goes wrong in Spark, as a sentence: Java's own trace is for the log."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from py4j.protocol import Py4JError, Py4JJavaError
from pyspark.errors import PySparkException

from kg.errors import EngineError

FAULTS: Final = (PySparkException, Py4JError)
_CLASS: Final = re.compile(r"^(?:[a-z_]\w*\.)+(?P<name>[A-Z][\w$]*): ")
_STATE: Final = re.compile(r"\s*SQLSTATE: \w+\s*$")
_log = logging.getLogger(__name__)


def sentence(fault: Exception) -> str:
    """The first line of what Spark or Java says, without the packages of Java's classes and without codes.

    >>> sentence(PySparkException("[PATH_NOT_FOUND] Path does not exist: file:/plans. SQLSTATE: 42K03\\nat java.base"))
    '[PATH_NOT_FOUND] Path does not exist: file:/plans.'
    """
    said = fault.java_exception.toString() if isinstance(fault, Py4JJavaError) else str(fault)
    first = next((line for line in said.splitlines() if line.strip()), type(fault).__name__)
    return _STATE.sub("", _CLASS.sub(r"\g<name>: ", first))


@contextmanager
def told() -> Iterator[None]:
    """Raise an EngineError where Spark gives up."""
    try:
        yield
    except FAULTS as fault:
        _log.debug("", exc_info=True)
        raise EngineError(f"Spark gave up: {sentence(fault)}") from fault
