"""CiteURL with all the templates that it brings."""

from measure import Read, run


def load() -> Read:
    """The program."""
    from citeurl import Citator

    citator = Citator()
    return lambda file: citator.list_cites(file.read_text("utf-8"))


if __name__ == "__main__":
    run(load)
