"""Dates, numbers, units, ellipses, markers and abbreviations: in which of their styles."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from pipeline.checks.consistency.ways import Way, varying
from pipeline.checks.proof import Proof, Query
from pipeline.model.finding import Span

NUMBER = re.compile(r"\d[\d.,]*(?:[ \u00a0\u202f]\d{3}(?!\d))*")
NUMBERS = {
    "10,000": re.compile(r"\d{1,3}(?:,\d{3})+"),
    "10.000": re.compile(r"\d{1,3}(?:\.\d{3})+"),
    "10 000": re.compile(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+"),
    "10000": re.compile(r"[1-9]\d{4,6}"),
}
MEASURED = re.compile(r"\d(?!\d)(?=[ \u00a0\u202f]?[%a-z])|[$€£]")
"""Where a number ends that has a unit, or what one begins with."""
PERCENT = {
    "5%": re.compile(r"\d%"),
    "5 %": re.compile(r"\d[ \u00a0\u202f]%"),
    "5 per cent": re.compile(r"\d[ \u00a0]per cent"),
    "5 percent": re.compile(r"\d[ \u00a0]percent"),
}
CURRENCY = {"$5": re.compile(r"[$€£]\d"), "$ 5": re.compile(r"[$€£][ \u00a0]\d")}
UNITS = {
    "5 kg": re.compile(r"\d[ \u00a0\u202f](?:kg|km|cm|mm|mg|ha|lb|oz|ft)\b"),
    "5kg": re.compile(r"\d(?:kg|km|cm|mm|mg|ha|lb|oz|ft)\b"),
}
IN_CODES = frozenset("-/_=.:")
"""Signs beside the figures of an address, an ISBN and the like."""
YEAR = re.compile(r"[12]\d{3}(?!\d)")
BEFORE_YEAR = 24
"""Letters of a date before its year."""
ELLIPSIS = re.compile(r"…|\.(?:\.\.| \. \.)(?!\.| \.)")
ABBREVIATED = re.compile(r"(?<![\w’'.-])[^\W\d_]+\.?(?=[ \u00a0][A-ZА-Я\d])")
"""A word before a name or a number, with its full stop if it has one."""
TITLES = frozenset("mr mrs ms dr st prof hr fr mme mlle mgr".split())
STOPS = ".,;:!?"
STRAY = 0.1
"""Share of the markers up to which those on the other side of a stop are strays."""


def varying_dates(proof: Proof) -> Iterator[Query]:
    """Dates in more than one order or form.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "He came on 4 March 1907. " * 6 + "He left on March 9, 1907."
    >>> [*map(str, varying_dates(proof_of_text(text)))]
    ['dates: 4 March 1907 (6 times), March 4, 1907 (once)']
    """
    if not proof.language.months:
        return
    forms, string = _dates(proof.language.months, proof.language.code == "en"), proof.string
    found: dict[str, list[Span]] = {name: [] for name in forms}
    for year in YEAR.finditer(string):
        start = max(0, year.start() - BEFORE_YEAR)
        for name, form in forms.items():
            if date := form.search(string, start, year.start()):
                found[name].append((date.start(), year.end()))
                break
    yield from varying(proof, "dates", _own(proof, found))


@cache
def _dates(months: frozenset[str], english: bool) -> dict[str, re.Pattern[str]]:
    """Give what may stand before a year in a date."""
    names = [name.capitalize() for name in months] + [name for name in months if not english]
    month = "|".join(sorted(names, key=lambda name: (-len(name), name)))
    forms = {
        "4 March 1907": rf"\d{{1,2}} (?:{month}),? \Z",
        "4th March 1907": rf"\d{{1,2}}(?:st|nd|rd|th) (?:of )?(?:{month}),? \Z",
        "March 4, 1907": rf"(?<!\d )(?:{month}) \d{{1,2}},? \Z",
        "March 4th, 1907": rf"(?<!\d )(?:{month}) \d{{1,2}}(?:st|nd|rd|th),? \Z",
        "4. March 1907": rf"\d{{1,2}}\. (?:{month}) \Z",
        "4.3.1907": r"\d{1,2}\.\d{1,2}\.\Z",
    }
    return {name: re.compile(rf"(?<!\d){form}") for name, form in forms.items()}


def varying_numbers(proof: Proof) -> Iterator[Query]:
    """Large numbers whose thousands are parted in more than one way.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, varying_numbers(proof_of_text("It cost 10,500. " * 6 + "It cost 12500.")))]
    ['numbers: 10,000 (6 times), 10000 (once)']
    """
    found: dict[str, list[Span]] = {name: [] for name in NUMBERS}
    for match in NUMBER.finditer(proof.string):
        number = match[0].rstrip(".,")
        start, end = match.span()
        beside = proof.string[start - 1 : start] + proof.string[end : end + 1]
        if len(number) > 4 and not set(beside) & IN_CODES and not beside.isalnum():
            for name, form in NUMBERS.items():
                if form.fullmatch(number):
                    found[name].append((start, start + len(number)))
    yield from varying(proof, "numbers", _own(proof, found))


def varying_units(proof: Proof) -> Iterator[Query]:
    """Units, percentages and sums of money that are written in more than one way.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, varying_units(proof_of_text("It cost $5. " * 6 + "It grew by $ 7.")))]
    ['sums of money: $5 (6 times), $ 5 (once)']
    """
    kinds = {"percentages": PERCENT, "sums of money": CURRENCY, "units": UNITS}
    measured = [match.start() for match in MEASURED.finditer(proof.string)]
    for what, patterns in kinds.items():
        found = {
            name: [match.span() for at in measured if (match := form.match(proof.string, at))]
            for name, form in patterns.items()
        }
        yield from varying(proof, what, _own(proof, found))


def varying_ellipses(proof: Proof) -> Iterator[Query]:
    """Ellipses that stand close to their word, and others that do not.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, varying_ellipses(proof_of_text("So… it is… " * 6 + "and … then")))]
    ['ellipses: word… (12 times), word … (once)']
    """
    string = proof.string
    found: dict[str, list[Span]] = {}
    for match in ELLIPSIS.finditer(string):
        start, end = match.span()
        blank = string[start - 1] in " \u00a0"
        if string[start - 1 - blank].isalnum():
            name = f"word{' ' * blank}{match[0]}"
            found.setdefault(name, []).append((start, end))
    yield from varying(proof, "ellipses", _own(proof, found), most=STRAY)


def varying_markers(proof: Proof) -> Iterator[Query]:
    """Markers of notes before the stop in a book that has them behind it, or the other way round.

    >>> [*map(str, varying_markers(_example(".¹ " * 12 + "¹.")))]
    ['markers of notes: behind the stop (12 times), before it (once)']
    """
    string = proof.string
    behind, before = Way("behind the stop", []), Way("before it", [])
    for mark in proof.references:
        if string[mark.start : mark.start + 1] in (*STOPS,):
            before.places.append((mark.start, mark.start))
        elif string[mark.start - 1 : mark.start] in (*STOPS,):
            behind.places.append((mark.start, mark.start))
    yield from varying(proof, "markers of notes", [behind, before], most=STRAY)


def varying_abbreviation(proof: Proof) -> Iterator[Query]:
    """A title or an abbreviation before a name or a number, with its full stop and without.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, varying_abbreviation(proof_of_text("Mr. Dow came. " * 12 + "Mr Poe left.")))]
    ['"Mr": Mr. (12 times), Mr (once)']
    """
    table = proof.language
    words = (TITLES & table.abbreviations) | {w.lower() for w in table.numbered if len(w) > 1}
    found: dict[str, dict[str, list[Span]]] = {}
    for text, places in proof.places.items():
        for word in places if text.isalpha() and text.lower() in words else ():
            if match := ABBREVIATED.match(proof.string, word.start):
                found.setdefault(text, {}).setdefault(match[0], []).append(match.span())
    for title, forms in sorted(found.items()):
        ways = [Way(form, places) for form, places in sorted(forms.items())]
        usual = max(ways, key=lambda way: len(way.places))
        yield from varying(proof, f'"{title}"', ways, usual.name, most=STRAY)


def _own(proof: Proof, found: dict[str, list[Span]]) -> Iterable[Way]:
    """Make ways of the places that are not in a passage in another language."""
    own = proof.book.language
    for name, places in found.items():
        kept = [place for place in places if proof.language_at(place[0]) == own]
        yield Way(name, kept if proof.foreign else places)


def _example(string: str) -> Proof:
    from pipeline.checks.proof import proof_of
    from pipeline.model.book import Block, Book, Chapter
    from pipeline.model.text import Mark, Text

    parts = string.split("¹")
    text = Text()
    for part in parts[:-1]:
        text += Text.raw(part, len(text))
        text = text.mark(Mark("noteref", len(text), len(text), "n"))
    text += Text.raw(parts[-1], len(text))
    return proof_of(Book("t", "en", (Chapter("c", "chapter", (Block("paragraph", text),)),)))
