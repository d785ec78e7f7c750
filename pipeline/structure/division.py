"""Was a word at a line's end divided by the typesetter, or is the hyphen its own?

Three kinds of evidence: the book's own vocabulary, the language's (wordfreq), and the form of the
parts. Guiguts weighs much the same three; a converter that drops every hyphen makes "wellknown".
"""

from __future__ import annotations

from pipeline.language import Language
from pipeline.lexicon import Lexicon

SOFT = "\u00ad\ufffe"
"""Signs that only a division leaves: the soft hyphen, and pdfium's for hyphen and line end."""
HYPHENS = "-\u2010\u2011" + SOFT
KNOWN = 1.2
"""Zipf frequency from which a word counts as known: about one in 60 million words."""


def one_word(
    left: str,
    right: str,
    lexicon: Lexicon,
    language: Language,
    *,
    soft: bool = False,
    hyphenated: bool = True,
) -> bool | None:
    """Were the two parts one word without a hyphen? None: there is no evidence either way.

    `soft`: the input itself says that the hyphen was the typesetter's. `hyphenated`: he divided
    words at all; where he did not, a hyphen at a line's end is the word's own.
    """
    if right[0].isupper() and not left.isupper():
        return False
    whole, compound = lexicon.count(left + right), lexicon.count(f"{left}-{right}")
    if whole != compound:
        return whole > compound
    if soft:
        return True
    tail, head = left.rsplit("-", 1)[-1], right.split("-", 1)[0]
    known = lexicon.zipf(tail + head)
    parts = min(_familiar(tail, lexicon), _familiar(head, lexicon))
    if not hyphenated:
        return parts < KNOWN and known >= KNOWN
    if known >= KNOWN:
        # "re-covered", "ready-made": both parts are words too. Where they are far commoner than
        # the whole it is a compound, and a prefix that takes a hyphen needs a common whole.
        rare = known < min(3.0, parts - 2.0)
        return not (rare or (known < 3.0 and tail.lower() in language.prefixes and parts > 3.5))
    if parts < KNOWN:
        return True
    if tail.lower() in language.prefixes or parts >= 3.0:
        return False
    return None


def _familiar(word: str, lexicon: Lexicon) -> float:
    """How familiar a word is, in Zipf frequency; one of the book's own counts as known."""
    own = 2.0 if lexicon.count(word) > 1 else 0.0
    return max(own, lexicon.zipf(word))
