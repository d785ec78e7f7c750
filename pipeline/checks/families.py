"""All checks, by their families, and what they find in a book."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipeline.checks import formal, lexical
from pipeline.checks.check import Found, found_by
from pipeline.checks.ignored import without_ignored
from pipeline.checks.proof import Proof
from pipeline.decisions.silence import unanswered
from pipeline.finding import Finding
from pipeline.memory import uncollected

FAMILIES = dict(sorted({**formal.FAMILIES, **lexical.FAMILIES}.items()))
CHECKS = tuple(check for family in FAMILIES.values() for check in family)


@uncollected()
def findings(
    proof: Proof, looked_up: Callable[[], Found | None] = lambda: None
) -> tuple[Finding, ...]:
    """Give what the stages left to ask, and what each check finds, so far as it is to be listed.

    `looked_up` gives what the lexical checks find, where another process runs them; it is asked at
    last, and what it does not have is found here.
    """
    found = found_by(formal.FAMILIES, proof)
    found |= looked_up() or found_by(lexical.FAMILIES, proof)
    checked = (each for family in FAMILIES for each in found[family])
    return listed([*proof.book.findings, *checked], proof)


def listed(found: Iterable[Finding], proof: Proof) -> tuple[Finding, ...]:
    """Give those findings of a book that are unanswered, and not to be ignored by its book.toml."""
    raw = proof.source.text
    rest = without_ignored(found, proof.settings.ignores, raw)
    return tuple(unanswered(rest, proof.book.decisions, raw))
