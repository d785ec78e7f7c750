"""What a lost sign may have been that is no letter of a word: its place says.

Each place is told by what stands before and behind the sign, and says how likely which sign is
there. The shares were set by hand, from what books in the languages of our tables print at such
places; which signs a source lost is learned from the source (`pipeline.checks.likelihood`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline.checks.likelihood import Reading

LEFT, RIGHT = 40, 40
"""Characters that are looked at before and behind a sign."""
UNKNOWN = 0.02
"""The share of all signs that a place does not name."""
NAME = r"[^\W\d_a-zа-яà-ÿ][\w’'-]+"
INITIAL = re.compile(rf"\.\s?((?:[^\W\d_]\.\s?)?{NAME})")


class Place(NamedTuple):
    """A kind of place, and the signs that stand there."""

    before: re.Pattern[str]
    behind: re.Pattern[str]
    signs: Mapping[str, float]


def _signs(text: str) -> dict[str, float]:
    """Read "§ 5, № 3" as shares of ten."""
    pairs = (pair.split() for pair in text.split(","))
    return {sign: float(share) / 10 for sign, share in pairs}


PLACES = tuple(
    Place(re.compile(f"(?:{before})\\Z"), re.compile(behind), _signs(signs))
    for before, behind, signs in (
        # References as in Russian libraries' catalogues: "– С. 12." is page 12; before a place of
        # publication or a title "Т. 2" is a volume, "Ч. 2" a part, "Вып. 2" an issue.
        (r"[-–—] ", r"\. \d+(?:[-–—]\d+|[.;,)]*\s*(?:\n|\Z))", "С 9.75, S 0.1, p 0.05, Т 0.05"),
        (r"[-–—] ", r"\. \d", "С 7, Т 1.5, Ч 0.5, S 0.5, p 0.3"),
        (r"[,;] ", r"\. \d", "с 6, С 1, p 1, s 1, S 0.5, т 0.3, ч 0.2"),
        (r"[.:(] ?", r"\. \d", "С 6, p 1, S 1, P 0.7, Т 0.5, Ч 0.3, с 0.5"),
        # Numbers: degrees, spans, money, what is numbered.
        (r"\d\s?", r"\s?[CFС](?!\w)", "° 9.8"),
        (r"\d\s?", r"\s?\d+\s?[′’']", "° 9.5"),
        (r"\d", r"\d", "– 7, - 1, × 0.5, / 0.3, : 0.3, . 0.2"),
        (r"\d ", r" \d", "– 4, × 3, - 1, + 0.5, ÷ 0.3, = 0.5"),
        (r"\n\s*", r" ?(?:1[5-9]|20)\d\d\b", "© 8"),
        (r"\n\s*", r" ?\d", "§ 6, № 2, • 1"),
        (r"[^\W\d_] ", r" \d", "№ 6.5, – 2, § 0.5, — 0.5"),
        (r"[\s(]", r"\d{1,3}(?:[,.]\d{3})+\b", "£ 6, $ 2, € 1, ¥ 0.2"),
        (r"[\s(]", r"\d", "£ 3.5, № 2, § 1, $ 1, € 0.5, – 1, − 0.3"),
        (r"\d", r"(?=[\s,.;)])", "° 3, ½ 2.5, ¼ 1, ¾ 0.8, € 0.5, ′ 0.5, º 0.4, ª 0.2"),
        # Between words.
        (r"\n\s*", r" [^\W\d_]", "• 6, – 1.5, — 1.5, § 0.3, · 0.2"),
        (r"[\w,.;:!?)”»’] ", r" [\w“«„(‘]", "– 6, — 2, • 0.5, · 0.3, & 0.3, × 0.1"),
        (r"[^\W\d_]", r"(?=[^\W\d_])", "’ 2"),
    )
)


def at_place(string: str, start: int, end: int) -> list[Reading]:
    """Give what a single lost sign may have been, by its place.

    >>> [reading.text for reading in at_place("Minsk, 2015. – \ufffd. 118.", 15, 16)][0]
    'С'
    >>> [reading.text for reading in at_place("in the school \ufffd 4 and", 14, 15)][0]
    '№'
    """
    before = ("" if start > LEFT else "\n") + string[max(0, start - LEFT) : start]
    behind = string[end : end + RIGHT]
    for place in PLACES:
        if place.before.search(before) and place.behind.match(behind):
            return [Reading(sign, sign, share) for sign, share in place.signs.items()]
    return []


def initials(string: str, start: int, end: int) -> Iterator[Reading]:
    """Give the initials that the book has with the name beside a lost one.

    >>> text = "\ufffd. Mill wrote to J. Mill, and J. Mill to K. Mill."
    >>> [(reading.text, round(reading.weight, 1)) for reading in initials(text, 0, 1)]
    [('J', 0.7), ('K', 0.3)]
    """
    behind = INITIAL.match(string, end)
    if behind is None:
        return
    found = Counter(re.findall(rf"(?<!\w)([^\W\d_]\b)\.\s?{re.escape(behind[1])}(?!\w)", string))
    total = sum(found.values())
    for letter, count in found.most_common():
        yield Reading(letter, letter, count / total)
