"""Recover raw books in a fresh process, and print a hash of each: `… fresh FILE [backwards]`.

Two processes have other seeds for the hashes of strings, and each book finds another memory of
what was asked before it. So what is the same in both depends on the book alone.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path

from pipeline.checks.families import findings
from pipeline.checks.proof import Proof
from pipeline.errors import RecensionError
from pipeline.machine import cache
from pipeline.model.settings import Settings
from pipeline.stages import finished
from tests.dump import source_of


def digest_of(tag: str, raw: str) -> str:
    """Give the hash of all that is made of a raw book, and asked about it."""
    source, settings = source_of(raw), Settings(language=tag)
    try:
        book = finished(source, settings, "case")
    except RecensionError as error:
        return str(error)
    made = repr((book, findings(Proof(source, book, settings))))
    return sha256(made.encode("utf-8", "surrogatepass")).hexdigest()


def main() -> None:
    """Print the hashes, in the order of the file."""
    books: list[tuple[str, str]] = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    order = range(len(books))
    backwards = sys.argv[2:] == ["backwards"]
    with cache.unused():
        found = {k: digest_of(*books[k]) for k in (reversed(order) if backwards else order)}
    print(json.dumps([found[k] for k in order]))


if __name__ == "__main__":
    main()
