"""The level of each heading: parts, chapters, sections.

Headings of one form have one level. A form that opens pages stands above one that does not; a part
stands above a chapter by its word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from pipeline.layout import Layout
from pipeline.layout.titles import CHAPTER_WORDS, SECTION_WORDS, numbered
from pipeline.structure.passages import Passage, heading_text, opens_page

ABOVE = frozenset(
    "part book volume teil buch band partie livre tome parte libro tomo часть книга том część tom"
    " księga".split()
)


def form(layout: Layout, passage: Passage) -> str:
    """Name the form of a heading: its chapter word, or how its number or letters are set."""
    text = heading_text(layout, passage)
    first = layout.paging.lines[passage.lines[0]].text
    words = re.findall(r"\w+", first.lower())
    if numbered(first):
        return words[0] if words[0] in CHAPTER_WORDS else "digit" if words[0].isdigit() else "roman"
    if text.lower().strip(" .:") in SECTION_WORDS:
        return "section-word"
    return "capitals" if text.isupper() else "plain"


def with_levels(layout: Layout, found: Sequence[Passage]) -> list[Passage]:
    """Give the passages with the levels of the headings among them."""
    headings = [p for p in found if p.kind == "heading"]
    forms = {p.lines[0]: form(layout, p) for p in headings}
    opening = {p.lines[0]: opens_page(layout, p) for p in headings}
    shares: dict[str, list[bool]] = defaultdict(list)
    for passage in headings:
        shares[forms[passage.lines[0]]].append(opening[passage.lines[0]])
    tops = {name for name, seen in shares.items() if sum(seen) >= 0.6 * len(seen)}
    parts = {n for n in shares if n in ABOVE} if any(n in CHAPTER_WORDS - ABOVE for n in shares) else set()
    result = []
    for passage in found:
        if passage.kind != "heading":
            result.append(passage)
            continue
        at = passage.lines[0]
        top = forms[at] in tops or (opening[at] and forms[at] != "roman") or not tops
        level = 1 if top or forms[at] in parts else 2
        result.append(passage._replace(level=level))
    return result
