"""The checks that look at signs, numbers and the book's structure, by their families."""

from __future__ import annotations

from pipeline.checks import grammar, identifiers, notes, pages, quotes, references, structure

FAMILIES = {
    "grammar": grammar.CHECKS,
    "identifiers": identifiers.CHECKS,
    "notes": notes.CHECKS,
    "pages": pages.CHECKS,
    "quotes": quotes.CHECKS,
    "references": references.CHECKS,
    "structure": structure.CHECKS,
}
