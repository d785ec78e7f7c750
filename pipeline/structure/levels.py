"""The level of each heading: parts, chapters, sections.

Headings of one form have one level. What tells the forms apart: whose numbers begin again under
another's, whose words stand for larger divisions, and which of them open a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from pipeline.conventions.titles import SECTION_WORDS
from pipeline.language import all_words
from pipeline.layout.headings.counts import read_count
from pipeline.layout.lay_out import Layout
from pipeline.structure.divide import LARGE, SIZES
from pipeline.structure.passages import (
    Passage,
    below_head,
    heading_text,
    opens_page,
    pages_with_heads,
)

SMALL = all_words("small") - LARGE
ORDINARY = all_words("chapters") - LARGE - SMALL

TITLED = {"roman": "roman, titled", "digit": "digit, titled"}
"""The forms of bare numerals, and those of numerals that have titles."""
AKIN = (*TITLED.items(), ("digit, titled", "item"))
"""Forms of which the second is that of the first where there are few headings of either."""
FEW = 3
"""Headings below which numerals with titles, behind or below, are no form of their own."""
# "Section 5.1", "5.1 The Mill": the number says itself what stands above. The form is the points.
DECIMAL = re.compile(r"(?:[^\W\d_]+\s)?\d{1,2}(?P<below>(?:\.\d{1,2})+)(?!\d)")
DEEPEST = 3
OPENING = 0.3
"""Share of the headings of a form that open pages, more than chance would have it."""
BARE = 2
"""Headings that open a page without a running head, for each below one: the book's chapters do."""


@dataclass(frozen=True, slots=True)
class Form:
    """All headings of one form."""

    name: str
    count: int
    restarts: int
    """How often its numbering begins; more than once means that something stands above it."""
    opening: float
    """The share of them that open a page."""
    type: Type | None = None
    """How they are set, where the input shows that."""
    first: int = 0
    """The line of the first of them."""
    last: int = 0
    """The line of the last heading that is set so, whatever its form."""
    alike: int = 0
    """How many headings are set so."""


class Openings(NamedTuple):
    """Which headings open a page, by their first lines.

    Where chapters open theirs without a running head, what stands below one came there by chance.
    """

    of: dict[int, bool]
    shown: bool = False
    """Pages have running heads, but for those that begin with a heading: it is a chapter's."""


class Type(NamedTuple):
    """How a heading is set: what is larger stands above what is smaller, then bold above plain."""

    scale: float
    heavy: bool
    upright: bool

    def above(self, other: Type) -> int:
        """Tell whether it ranks above the other (1), below it (-1), or with it (0)."""
        if abs(self.scale - other.scale) > SIZES * other.scale:
            return 1 if self.scale > other.scale else -1
        mine, its = (self.heavy, self.upright), (other.heavy, other.upright)
        return (mine > its) - (mine < its)


def heading_type(layout: Layout, passage: Passage) -> Type | None:
    """Give how a heading's largest line is set; None where the input does not show it."""
    casts = [cast for i in passage.lines if (cast := layout.casts.get(i)) is not None]
    if not casts:
        return None
    most = max(casts, key=lambda cast: (cast.scale, cast.heavy))
    return Type(round(most.scale, 2), most.heavy, not most.slanted)


def heading_form(layout: Layout, passage: Passage) -> tuple[str, int]:
    """Name the form of a heading, and give its number (0: none).

    The form is its chapter word, or how its number or its letters are set.
    """
    line = passage.lines[0]
    decimal = DECIMAL.match(layout.paging.lines[line].text)
    if decimal is not None:
        below = decimal["below"].split(".")
        return "." * (len(below) - 1), int(below[-1])
    count = read_count(line, layout.paging.lines[line].text)
    if count is not None and (not count.titled or layout.outline.weights.get(line, 0.0) > 0):
        titled = count.titled or len(passage.lines) > 1
        return TITLED.get(count.form, count.form) if titled else count.form, count.value
    text = heading_text(layout, passage)
    if text.lower().strip(" .:") in SECTION_WORDS:
        return "section-word", 0
    return ("capitals" if text.isupper() else "plain"), 0


def with_levels(layout: Layout, found: Sequence[Passage]) -> list[Passage]:
    """Give the passages with the levels of the headings among them."""
    index = layout.index.heading  # it stands after all others, and shows nothing of them
    headings = [p for p in found if p.kind == "heading" and p.lines[0] != index]
    named = _merged({p.lines[0]: heading_form(layout, p) for p in headings})
    opening, shown = _openings(layout, headings)
    types = {p.lines[0]: heading_type(layout, p) for p in headings}
    forms = _forms(list(named.items()), opening, types)
    levels = _levels(forms)
    chapters = min((levels[key] for key in levels if key[0] in ORDINARY), default=1)
    parts = [
        at
        for at, (name, _) in named.items()
        if name in LARGE and levels[name, types[at]] < chapters
    ]
    within, result = frozenset(parts), []
    undivided = False
    for passage in found:
        if passage.kind == "heading" and passage.lines[0] == index:
            passage = passage._replace(level=1)
        elif passage.kind == "heading":
            at = passage.lines[0]
            name, level = named[at][0], levels[named[at][0], types[at]]
            if types[at] is None and _counted(name):
                undivided = at in within
            elif types[at] is None:
                # One on a page of its own ("Conclusion") ranks with the chapters, and so does one
                # in a part that has no chapters.
                if undivided and name != "section-word":
                    level = chapters
                elif opening[at]:
                    level = chapters if _inside(parts, at, name) else 1
                elif shown or forms[name, None].opening > OPENING:
                    level = max(level, 2)  # others of its form open pages
            passage = passage._replace(level=layout.decided.levels.get(at, level))
        result.append(passage)
    return _without_holes(result, layout.decided.levels)


def _openings(layout: Layout, headings: Sequence[Passage]) -> Openings:
    """Tell which headings open a page, and how surely those are the chapters'."""
    opening = {p.lines[0]: opens_page(layout, p) for p in headings}
    headed = [p.lines[0] for p in headings if opening[p.lines[0]] and below_head(layout, p)]
    bare = sum(opening.values()) - len(headed)
    if bare < FEW or bare <= BARE * len(headed):
        return Openings(opening)
    pages = len(layout.paging.starts) - bare
    return Openings(
        opening | dict.fromkeys(headed, False), len(pages_with_heads(layout)) > pages / 2
    )


def _without_holes(found: Iterable[Passage], decided: Container[int]) -> list[Passage]:
    """Let each heading stand one level below the nearest above it that ranks higher, if one does.

    Forms are ranked over the whole book, and one that stands between two elsewhere may be absent.
    What a person `decided` stands.
    """
    result, above = [], list[tuple[int, int]]()
    for passage in found:
        if passage.kind == "heading":
            rank = passage.level
            above = [each for each in above if each[0] < rank]
            if passage.lines[0] not in decided:
                passage = passage._replace(level=above[-1][1] + 1 if above else rank)
            above.append((rank, passage.level))
        result.append(passage)
    return result


def _merged(named: dict[int, tuple[str, int]]) -> dict[int, tuple[str, int]]:
    """Take numerals with and without titles for one form where there are few of either."""
    names = Counter(name for name, _ in named.values())
    for form, other in reversed(AKIN):
        if min(names[form], names[other]) < FEW:
            names[form] += names.pop(other, 0)
            named = {
                at: (form if name == other else name, value) for at, (name, value) in named.items()
            }
    return named


def _inside(parts: Sequence[int], at: int, name: str) -> bool:
    """Does an unnumbered heading stand within the parts? An afterword may follow the last."""
    return bool(parts) and at > parts[0] and (name != "section-word" or at < parts[-1])


Key = tuple[str, Type | None]


def _forms(
    named: Sequence[tuple[int, tuple[str, int]]],
    opening: dict[int, bool],
    types: dict[int, Type | None],
) -> dict[Key, Form]:
    keys: dict[Key, list[tuple[int, int]]] = {}
    for at, (form, value) in named:
        keys.setdefault((form, types[at]), []).append((at, value))
    forms = {}
    for (name, type_), members in keys.items():
        values = [value for _, value in members]
        # Where the first one's heading was not found, a series begins with the second.
        lost = sum(above > 1 and value == 2 for above, value in pairwise(values))
        ones = values.count(1) + lost
        opened = sum(opening[at] for at, _ in members) / len(members)
        alike = [at for at, other in types.items() if other == type_]
        forms[name, type_] = Form(
            name,
            len(members),
            max(1, ones),
            opened,
            type_,
            members[0][0],
            alike[-1],
            len(alike),
        )
    return forms


def _levels(forms: dict[Key, Form]) -> dict[Key, int]:
    """Rank the forms: 1 for what nothing stands above, else one below what stands above it."""
    levels = dict.fromkeys(forms, 1)
    for _ in range(DEEPEST - 1):
        for key, form in forms.items():
            above = [levels[other] for other, upper in forms.items() if _above(upper, form)]
            levels[key] = min(DEEPEST, 1 + max(above, default=0))
    return levels


def _above(upper: Form, lower: Form) -> bool:
    """Does one form stand above the other?"""
    if upper.type is not None and lower.type is not None:
        # What stands before all others, once or twice, is the title page's.
        if upper.alike < 3 and upper.last < lower.first:
            return False
        order = upper.type.above(lower.type)
        if order or not (_counted(upper.name) and _counted(lower.name)):
            return order > 0
    if upper.name in (lower.name, "section-word") or upper.count >= 3 * max(3, lower.count):
        return False
    if lower.restarts > 1 and upper.restarts < lower.restarts and _counted(upper.name):
        return True
    if upper.restarts > 1 and lower.restarts < upper.restarts and _counted(lower.name):
        return False
    through = _counted(lower.name) and lower.restarts == 1
    if through and upper.count == 1 and not _counted(upper.name):
        return False  # one heading does not divide numbers that go through the book
    if _rank(upper) != _rank(lower):
        return _rank(upper) < _rank(lower) and (_counted(upper.name) or upper.opening > 0.5)
    return upper.opening >= 0.5 > lower.opening


def _counted(name: str) -> bool:
    return name not in ("plain", "capitals", "section-word")


def _rank(form: Form) -> int:
    order = (LARGE, ORDINARY | {"section-word"}, SMALL)
    rank = next((k for k, names in enumerate(order) if form.name in names), len(order))
    return rank + form.name.count(".")
