"""Packages that are also the verb they are named after: ``kg.extract(path)``, ``kg.resolve(document)``.

Importing ``kg.extract.document`` puts the package in the place of the function of the same name; a package
that can be called keeps both meanings.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


def make_callable(package: str, verb: str) -> None:
    """Let the imported *package* be called as ``kg``'s public function *verb*."""

    class Verb(ModuleType):
        def __call__(self, *arguments: Any, **named: Any) -> Any:
            return getattr(import_module("kg"), verb)(*arguments, **named)

    sys.modules[package].__class__ = Verb
