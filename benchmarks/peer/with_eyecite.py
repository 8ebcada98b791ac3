"""Eyecite, with the tokenizer that it takes by itself, or with Hyperscan's where a folder for its database is named."""

import os
from pathlib import Path

from measure import Read, run


def load() -> Read:
    """The program; ``EYECITE_HYPERSCAN`` names the folder in which the compiled patterns are kept."""
    from eyecite import get_citations
    from eyecite.tokenizers import HyperscanTokenizer, default_tokenizer

    kept = os.environ.get("EYECITE_HYPERSCAN")
    if kept:
        Path(kept).mkdir(exist_ok=True)
    tokenizer = HyperscanTokenizer(cache_dir=kept) if kept else default_tokenizer
    return lambda file: get_citations(file.read_text("utf-8"), tokenizer=tokenizer)


if __name__ == "__main__":
    run(load)
