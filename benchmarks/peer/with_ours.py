"""Căn Cứ itself: header, citations, relations, tasks and targets."""

from measure import Read, run


def load() -> Read:
    """The program as ``kg extract`` runs it."""
    import kg

    return lambda file: kg.extract(file).citations


if __name__ == "__main__":
    run(load)
