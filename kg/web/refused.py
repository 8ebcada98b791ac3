"""A request that is not answered, with the status code that says why."""

from __future__ import annotations

from kg.errors import CanCuError


class RefusedError(CanCuError):
    """What a client is told instead of an answer: a sentence, a status, and headers where it needs them."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.headers = headers

    def __reduce__(self) -> tuple[type[RefusedError], tuple[int, str, dict[str, str] | None]]:
        """Worker processes hand it over."""
        return type(self), (self.status, str(self), self.headers)
