"""Phrases that have capitals in one place and none in another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.checks.consistency.ways import Way, varying
from pipeline.checks.proof import Proof, Query
from pipeline.model.finding import Span

BEGINS = (".", "!", "?", "…", "”", "\n", "")
"""What stands two letters before a sentence's first word."""
LEAST = 5
"""Times that a phrase has capitals from which it is a name."""
STRAY = 0.2
"""Share of its places up to which those without are strays."""


def varying_capitals(proof: Proof) -> Iterator[Query]:
    """A phrase of two words that is a name almost everywhere, and elsewhere lacks a capital.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "He saw the Lower Mill. " * 6 + "He sold the Lower mill."
    >>> [*map(str, varying_capitals(proof_of_text(text)))]
    ['capitals: Lower Mill (6 times), Lower mill (once)']
    """
    if proof.language.code == "de":
        return
    string, found = proof.string, _capitalized(proof)
    names = {key for key, forms in found.items() if max(map(len, forms.values())) >= LEAST}
    seconds = {re.split(r"\W", key)[-1] for key in names}
    words = proof.words
    for k in [k for k, word in enumerate(proof.small) if word in seconds] if names else ():
        left, right = words[k - 1], words[k]
        if k and not right.text[0].isupper() and right.start - left.end == 1:
            key = string[left.start : right.end]
            begins = left.text[0].isupper() and string[left.start - 2 : left.start - 1] in BEGINS
            if key.lower() in names and not begins:
                found[key.lower()].setdefault(key, []).append((left.start, right.end))
    for key in sorted(names):
        ways = [Way(form, places) for form, places in found[key].items() if not form.isupper()]
        if not max(ways, key=lambda way: len(way.places)).name.istitle():
            continue
        yield from varying(proof, "capitals", ways, least=LEAST, most=STRAY)


def _capitalized(proof: Proof) -> dict[str, dict[str, list[Span]]]:
    """Give the phrases of two words with capitals: each in small letters, with its forms."""
    small = proof.language.leading
    found: dict[str, dict[str, list[Span]]] = {}
    for left, right in pairwise(proof.words):
        if not (left.text[0].isupper() and right.text[0].isupper()) or right.start - left.end != 1:
            continue
        if left.text.lower() not in small and not right.text.isupper() and len(right.text) >= 3:
            key = proof.string[left.start : right.end]
            found.setdefault(key.lower(), {}).setdefault(key, []).append((left.start, right.end))
    return found
