"""The checks that look words up in lists and dictionaries, by their families.

They take most of the time of all checks, and nothing of the layout is imported for them.
"""

from __future__ import annotations

from pipeline.checks import characters, consistency, hyphens, punctuation, words

FAMILIES = {
    "characters": characters.CHECKS,
    "consistency": consistency.CHECKS,
    "hyphens": hyphens.CHECKS,
    "punctuation": punctuation.CHECKS,
    "words": words.CHECKS,
}
