"""Which questions belong to a round of formatting: what a passage is, and how it is set."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.settings import Round

FORMATTING = frozenset(
    """
    abandoned-markup bare-heading chapter-number contents-page contents-wording flattened-table
    lone-caption long-paragraph odd-chapter repeated-passage unfound-entry unlisted-heading
    absent-note cut-note doubtful-link empty-note hanging-note long-note lost-marker
    misplaced-marker misspaced-marker note-sequence repeated-marker unlinked-marker unnamed-notes
    note-bracket note-label note-marker misread-label misread-marker varying-markers
    lower-case-opening merged-dialogue unended-paragraph thought-break
    block-sign item-bullet misread-bullet missing-picture varying-headings
    initialism raised-ordinal stray-type-sign type-sign unmarked-language varying-emphasis
    """.split()
)
"""Of the structure, of notes and their markers, of where paragraphs end, of what is set apart, of
type. Distributed Proofreaders part their rounds so too; only the lines that belong to the printed
page alone, its head and its number, are taken out with the text."""


def belongs(check: str, kind: Round, rounds: Sequence[Round]) -> bool:
    """Tell whether what a check asks belongs to the rounds of a kind.

    Where all rounds are of one kind, all does.

    >>> belongs("lost-marker", "text", ("text", "text", "formatting"))
    False
    >>> belongs("lost-marker", "text", ("text",)), belongs("editor", "text", ("text",))
    (True, True)
    """
    return len({*rounds}) == 1 or (check in FORMATTING) == (kind == "formatting")
