"""All checks, by their families, and what they find in a book."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.checks import (
    characters,
    consistency,
    grammar,
    hyphens,
    identifiers,
    notes,
    pages,
    punctuation,
    quotes,
    references,
    structure,
    words,
)
from pipeline.checks.check import run
from pipeline.checks.ignored import without_ignored
from pipeline.checks.proof import Proof
from pipeline.decisions.silence import unanswered
from pipeline.finding import Finding
from pipeline.memory import uncollected

FAMILIES = {
    "characters": characters.CHECKS,
    "consistency": consistency.CHECKS,
    "grammar": grammar.CHECKS,
    "hyphens": hyphens.CHECKS,
    "identifiers": identifiers.CHECKS,
    "notes": notes.CHECKS,
    "pages": pages.CHECKS,
    "punctuation": punctuation.CHECKS,
    "quotes": quotes.CHECKS,
    "references": references.CHECKS,
    "structure": structure.CHECKS,
    "words": words.CHECKS,
}
CHECKS = tuple(check for family in FAMILIES.values() for check in family)


@uncollected()
def findings(proof: Proof) -> tuple[Finding, ...]:
    """Give what the stages left to ask, and what each check finds, so far as it is to be listed."""
    found = [each for check in CHECKS for each in run(check, proof)]
    return listed([*proof.book.findings, *found], proof)


def listed(found: Iterable[Finding], proof: Proof) -> tuple[Finding, ...]:
    """Give those findings of a book that are unanswered, and not to be ignored by its book.toml."""
    raw = proof.source.text
    rest = without_ignored(found, proof.settings.ignores, raw)
    return tuple(unanswered(rest, proof.book.decisions, raw))
