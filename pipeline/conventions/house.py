"""The house style for one book: what its language asks for, in the form that the book prefers."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.language import Language

DOUBLE = frozenset("“”„‟«»")
SINGLE = frozenset("‘’‚‛‹›")
LEAST = 10
"""Marks of a kind from which it is the book's habit, and not the trace of a quotation."""


class House(NamedTuple):
    """What the rules ask of a book and its language. A pair is two marks; "": none is known."""

    language: Language
    outer: str
    """The pair that a double straight mark stands for."""
    inner: str
    """The pair for what is quoted within that."""
    single: str
    """The pair that a single straight mark stands for."""
    dash: str
    """The dash between spaces."""

    @property
    def closers(self) -> dict[str, str]:
        """The mark that closes what each mark opens."""
        return {pair[0]: pair[1] for pair in reversed(self.language.quotes)}


def house_of(text: str, language: Language) -> House:
    """Learn which of the language's ways the book goes. One without a table goes none unless shown.

    >>> from pipeline.language import language
    >>> house_of('Er sagte "ja".', language("de"))[1:4]
    ('„“', '‚‘', '‚‘')
    >>> house_of("»Ja.« " * 9, language("de"))[1:4]
    ('»«', '›‹', '›‹')
    >>> house_of('Han sa "ja".', language("sv")).outer
    ''
    """
    pairs = language.quotes
    doubles = [pair for pair in pairs if set(pair) <= DOUBLE]
    counts = {pair: sum(map(text.count, pair)) for pair in doubles}
    most = max(doubles, key=counts.__getitem__)
    outer = most if counts[most] >= LEAST else doubles[0] if language.known else ""
    after = pairs[pairs.index(outer) + 1 :] if outer else ()
    inner = next((pair for pair in after if not set(pair) & set(outer)), "")
    singles = [pair for pair in (inner, *pairs) if pair and set(pair) <= SINGLE]
    spaced = {dash: text.count(f" {dash} ") for dash in "—–"}
    dash = max(spaced, key=spaced.__getitem__)
    return House(
        language,
        outer,
        inner,
        singles[0] if outer else "",
        dash if spaced[dash] >= LEAST else language.dash,
    )
