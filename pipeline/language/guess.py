"""Which language a text is in, by its function words."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.language.tables import LANGUAGES

SAMPLE = 200_000
"""Characters looked at; function words settle it within a page."""


def guess_language(text: str) -> str:
    """Give the code of the language whose function words are most frequent; "und" if none are.

    Each table holds words of like frequency, so the share of all words that they make is
    comparable between languages.

    >>> guess_language("the cat sat on the mat and it was not for the dog")
    'en'
    >>> guess_language("12345")
    'und'
    """
    words = Counter(re.findall(r"[^\W\d_]+", text[:SAMPLE].lower()))
    shares = {
        code: sum(words[word] for word in table.common) / len(table.common) ** 0.5
        for code, table in LANGUAGES.items()
    }
    best = max(shares, key=lambda code: shares[code])
    return best if shares[best] > 0 else "und"
