"""The module ``refex`` of the package ``legal-reference-extraction``: German laws and cases, by patterns."""

from measure import Read, run


def load() -> Read:
    """The program as it is set up without further models."""
    from refex.orchestrator import CitationExtractor

    extractor = CitationExtractor()
    return lambda file: extractor.extract(file.read_text("utf-8"), fmt="plain").citations


if __name__ == "__main__":
    run(load)
