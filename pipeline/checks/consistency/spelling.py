"""Words that a book spells in two ways which are both in use."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.checks.consistency.ways import Way, varying
from pipeline.checks.proof import Proof, Query
from pipeline.model.finding import Span


class Family(NamedTuple):
    """Words that print in Britain spells in one way and print in America in another."""

    begins: str
    """What the words begin with, as a regular expression."""
    british: str
    american: str
    ends: str
    """What they end with."""


FAMILIES = {
    "-ise, -ize": Family(r"\w{3,}", "is", "iz", r"e|ed|es|er|ers|ing|ation|ations"),
    "-yse, -yze": Family(r"\w{3,}", "ys", "yz", r"e|ed|er|ers|ing"),
    "-our, -or": Family(
        r"(?:mis|dis)?(?:col|hon|fav|lab|neighb|harb|hum|rum|vap|vig|od|arm|behavi|flav|endeav|parl"
        r"|savi|sav|splend|tum|val|rig|ard|clam|cand|ferv|ranc|demean)",
        "our",
        "or",
        r"|s|ed|ing|able|ably|ite|ites|less|ful|y|er|ers|hood|ly",
    ),
    "-re, -er": Family(
        r"(?:amphi)?theat|cent|fib|lit|\w*met|lust|somb|spect|calib|meag|sab|sepulch",
        "re",
        "er",
        r"|s",
    ),
    "-ce, -se": Family(r"(?:def|off|pret)en", "ce", "se", r"|s|less"),
    "-ogue, -og": Family(r"\w{2,}o", "gue", "g", r"|s"),
    "-ll-, -l-": Family(r"\w{3,}[aeiou]", "ll", "l", r"ed|ing|er|ers|or|ors"),
    "grey, gray": Family("gr", "e", "a", r"y|ys|yer|yish|yness"),
}
"""The one packaged list of such words (breame) has had no release since 2021."""
COMMON, CLOSE = 2.0, 2.0
"""Frequency in the language (log10 of its count in 10⁹ words) from which a spelling is in use, and
how far apart the two may be."""
QUOTED = re.compile(r"[“«„][^“”«»„\n]*[”»]")


def varying_spelling(proof: Proof) -> Iterator[Query]:
    """Words of one family in the British spelling and in the American one, outside of quotations.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "They organise and realise. " * 4 + "They organize. “They realize.”"
    >>> [*map(str, varying_spelling(proof_of_text(text)))]
    ['spelling: organise, realise (8 times), organize (once)']
    """
    if proof.language.code != "en":
        return
    forms = "\n".join(sorted(word for word in proof.counts if word.islower()))
    for family in FAMILIES.values():
        british, american = _spellings(proof, family, forms)
        if not (_used(proof, british) and _used(proof, american)):
            continue
        quoted = [match.span() for match in QUOTED.finditer(proof.string)]
        ways = [_way(proof, side, quoted) for side in (british, american)]
        yield from varying(proof, "spelling", ways)


def _spellings(proof: Proof, family: Family, forms: str) -> tuple[set[str], set[str]]:
    """Give the words of a family, one a line in `forms`, in both spellings, which are in use."""
    sign = f"{family.british}|{family.american}"
    pattern = re.compile(f"^({family.begins})(?:{sign})({family.ends})$", re.M)
    british, american = set(), set()
    for found in pattern.finditer(forms):
        pair = [f"{found[1]}{each}{found[2]}" for each in (family.british, family.american)]
        left, right = map(proof.lexicon.zipf, pair)
        if min(left, right) > COMMON and abs(left - right) < CLOSE:
            british.add(pair[0])
            american.add(pair[1])
    return british, american


def _used(proof: Proof, words: set[str]) -> bool:
    return any(proof.counts[word] for word in words)


def _way(proof: Proof, forms: set[str], quoted: list[Span]) -> Way:
    """Find the words of one spelling, outside of quotations and passages in other languages."""
    own, words = proof.book.language, []
    for word in sorted(word for form in forms for word in proof.places.get(form, ())):
        if proof.language_at(word.start) == own:
            k = bisect_right(quoted, word.start, key=lambda span: span[0]) - 1
            if k < 0 or word.start >= quoted[k][1]:
                words.append(word)
    examples = ", ".join(sorted({word.text for word in words})[:3])
    return Way(examples, sorted((word.start, word.end) for word in words))
