"""What all families of checks find in a book."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pipeline.checks import formal
from pipeline.checks.check import Found, found_by
from pipeline.checks.ignored import without_ignored
from pipeline.checks.proof import Proof
from pipeline.decisions.silence import unanswered
from pipeline.machine.memory import uncollected
from pipeline.model.finding import Finding


@uncollected()
def findings(
    proof: Proof, looked_up: Callable[[], Found | None] = lambda: None
) -> tuple[Finding, ...]:
    """Give what the stages left to ask, and what each check finds, so far as it is to be listed.

    `looked_up` gives what the lexical checks find, where another process runs them; it is asked at
    last, and what it does not have is found here.
    """
    found = found_by(formal.FAMILIES, proof)
    theirs = looked_up()
    if theirs is None:
        # Imported here: where another process runs them, they are not needed in this one.
        from pipeline.checks import lexical

        theirs = found_by(lexical.FAMILIES, proof)
    found |= theirs
    checked = (each for family in sorted(found) for each in found[family])
    return listed([*proof.book.findings, *checked], proof)


def listed(found: Iterable[Finding], proof: Proof) -> tuple[Finding, ...]:
    """Give those findings of a book that are unanswered, and not to be ignored by its book.toml."""
    raw = proof.source.text
    rest = without_ignored(found, proof.settings.ignores, raw)
    return tuple(unanswered(rest, proof.book.decisions, raw))
