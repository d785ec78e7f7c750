"""Emending: the house typography, which changes how the text is written, never what it says.

Each rule sees the whole book as one string and yields edits; what a person has decided is left as
it is. The rules stand in families, which book.toml switches; the order is the list below: each
sign first, then the spaces beside it, then how it is set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.conventions.house import House, house_of
from pipeline.emend import dashes, quotation, signs, spaces
from pipeline.emend.bounds import bounds_of
from pipeline.language import language
from pipeline.model.book import Book
from pipeline.model.pieces import Piece, located, pieces_of, string_of, with_texts
from pipeline.model.rules import RuleOf, rule, spacing
from pipeline.model.settings import Typography
from pipeline.model.text import Edit, Mark, MarkKind, Text

Emending = Callable[[str, House], Iterable[Edit]]

FAMILIES: Mapping[str, tuple[RuleOf[Emending], ...]] = {
    "quotes": (rule(quotation.quotation_mark, quotation.quoted),),
    "apostrophes": (rule(quotation.apostrophe, quotation.quoted),),
    "dashes": (
        rule(dashes.double_hyphen, dashes.dashes),
        rule(dashes.doubled_dash, dashes.dashes),
        rule(dashes.spaced_hyphen, dashes.dashes),
    ),
    "ranges": (rule(dashes.number_range, dashes.dashes),),
    "ellipses": (rule(signs.ellipsis, signs.dots),),
    "spaces": (
        rule(spaces.unit_space, spacing),
        rule(spaces.initial_space, spacing),
        rule(spaces.sign_space, spacing),
    ),
    "ordinals": (rule(signs.raised_ordinal, signs.typeface),),
    "initialisms": (rule(signs.initialism, signs.typeface),),
}
"""The rules by the key of [typography] that switches them."""
RULES = tuple(rule for family in FAMILIES.values() for rule in family)

SET_AS: Mapping[str, MarkKind] = {"raised-ordinal": "superscript", "initialism": "initialism"}
"""How rules set what they sign, where they change no letter."""
OWN = frozenset({"sign-space", "unit-space", *SET_AS})
"""Rules that hold for the book's own language, and not for words of another in it."""


def typography(book: Book, settings: Typography) -> Book:
    """Set the book in the house style, so far as `settings` ask.

    What is not sure is left, for the checks to ask about. All texts of chapters and notes are set.
    Furniture is not: it is what the source printed.
    """
    table = language(book.language)
    pieces = pieces_of(book)
    string = string_of(pieces)
    house = house_of(string, table)
    for family, rules in FAMILIES.items():
        wanted = getattr(settings, family)
        if not (table.raises_ordinals if wanted is None else wanted):
            continue
        for each in rules:
            edits = located(pieces, each.function(string, house))
            for k, proposed in edits.items():
                allowed = _allowed(proposed, pieces[k], each.name, book.language)
                pieces[k] = pieces[k]._replace(text=_set(pieces[k].text, allowed, each.name))
            string = string_of(pieces) if edits else string
    return with_texts(book, [piece.text for piece in pieces])


def _set(text: Text, edits: Sequence[Edit], name: str) -> Text:
    """Apply the sure edits; where only the setting changes, the new letters are marked."""
    changed = text.apply(edits, name)
    if name not in SET_AS:
        return changed
    # No letter comes or goes, so that all offsets hold.
    return changed.mark(*(Mark(SET_AS[name], edit.start, edit.end) for edit in edits))


def _allowed(edits: Sequence[Edit], piece: Piece, name: str, tag: str) -> list[Edit]:
    """Give the edits that are outside of all that a person decided, or the rule does not hold for.

    A heading's capitals are no initialisms.
    """
    if name == "initialism" and piece.kind == "heading":
        return []
    bounds = bounds_of(piece.text, SET_AS.get(name, ""), tag if name in OWN else "")
    return [edit for edit in edits if bounds.allow(edit)]
