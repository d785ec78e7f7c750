"""The level of each heading: parts, chapters, sections.

Headings of one form have one level. What tells the forms apart: whose numbers begin again under
another's, whose words stand for larger divisions, and which of them open a page.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.language import all_words
from pipeline.layout import Layout
from pipeline.layout.folios import roman
from pipeline.layout.titles import SECTION_WORDS, division, numbered
from pipeline.structure.passages import LARGE, Passage, heading_text, opens_page

SMALL = all_words("small") - LARGE
ORDINARY = all_words("chapters") - LARGE - SMALL

DEEPEST = 3
OPENING = 0.3
"""Share of the headings of a form that open pages, more than chance would have it."""


@dataclass(frozen=True, slots=True)
class Form:
    """All headings of one form."""

    name: str
    count: int
    restarts: int
    """How often its numbering begins; more than once means that something stands above it."""
    opening: float
    """The share of them that open a page."""


def heading_form(layout: Layout, passage: Passage) -> tuple[str, int]:
    """Name the form of a heading, and give its number (0: none).

    The form is its chapter word, or how its number or its letters are set.
    """
    first = layout.paging.lines[passage.lines[0]].text
    if (found := division(first)) is not None:
        return found
    if numbered(first):
        number = re.findall(r"\w+", first.lower())[0]
        return ("digit", int(number)) if number.isdigit() else ("roman", roman(number) or 0)
    text = heading_text(layout, passage)
    if text.lower().strip(" .:") in SECTION_WORDS:
        return "section-word", 0
    return ("capitals" if text.isupper() else "plain"), 0


def with_levels(layout: Layout, found: Sequence[Passage]) -> list[Passage]:
    """Give the passages with the levels of the headings among them."""
    headings = [p for p in found if p.kind == "heading"]
    named = {p.lines[0]: heading_form(layout, p) for p in headings}
    opening = {p.lines[0]: opens_page(layout, p) for p in headings}
    forms = _forms(list(named.items()), opening)
    levels = _levels(forms)
    chapters = min((levels[name] for name in levels if name in ORDINARY), default=1)
    parts = [at for at, (name, _) in named.items() if name in LARGE and levels[name] < chapters]
    result = []
    for passage in found:
        if passage.kind == "heading":
            at = passage.lines[0]
            name = named[at][0]
            level = levels[name]
            # An unnumbered heading on a page of its own ("Conclusion") ranks with the chapters.
            if not _counted(name) and opening[at]:
                inside = (
                    bool(parts) and at > parts[0] and (name != "section-word" or at < parts[-1])
                )
                level = chapters if inside else 1
            elif not _counted(name) and forms[name].opening > OPENING:
                level = max(level, 2)  # others of its form open pages
            passage = passage._replace(level=level)
        result.append(passage)
    return result


def _forms(
    named: Sequence[tuple[int, tuple[str, int]]], opening: dict[int, bool]
) -> dict[str, Form]:
    forms = {}
    for name in {form for _, (form, _) in named}:
        members = [(at, value) for at, (form, value) in named if form == name]
        ones = sum(value == 1 for _, value in members)
        opened = sum(opening[at] for at, _ in members) / len(members)
        forms[name] = Form(name, len(members), max(1, ones), opened)
    return forms


def _levels(forms: dict[str, Form]) -> dict[str, int]:
    """Rank the forms: 1 for what nothing stands above, else one below what stands above it."""
    levels = dict.fromkeys(forms, 1)
    for _ in range(DEEPEST - 1):
        for name, form in forms.items():
            above = [levels[other.name] for other in forms.values() if _above(other, form)]
            levels[name] = min(DEEPEST, 1 + max(above, default=0))
    return levels


def _above(upper: Form, lower: Form) -> bool:
    """Does one form stand above the other?"""
    if upper.name in (lower.name, "section-word") or upper.count >= 3 * max(3, lower.count):
        return False
    if lower.restarts > 1 and upper.restarts < lower.restarts and _counted(upper.name):
        return True
    if upper.restarts > 1 and lower.restarts < upper.restarts and _counted(lower.name):
        return False
    if _rank(upper) != _rank(lower):
        return _rank(upper) < _rank(lower) and (_counted(upper.name) or upper.opening > 0.5)
    return upper.opening >= 0.5 > lower.opening


def _counted(name: str) -> bool:
    return name not in ("plain", "capitals", "section-word")


def _rank(form: Form) -> int:
    order = (LARGE, ORDINARY | {"section-word"}, SMALL, {"roman", "digit"})
    return next((k for k, names in enumerate(order) if form.name in names), 3)
