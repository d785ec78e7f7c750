"""The checks: what deserves a proofreader's look. One function each, in the order of the list."""

from __future__ import annotations

from pipeline.book import Book, Finding
from pipeline.checks.contents import contents_wording
from pipeline.checks.notes import absent_note, cut_note, doubtful_link, hanging_note, lost_marker
from pipeline.checks.words import divided_word, doubtful_word

CHECKS = (
    absent_note,
    cut_note,
    hanging_note,
    lost_marker,
    doubtful_link,
    contents_wording,
    divided_word,
    doubtful_word,
)


def findings(book: Book) -> tuple[Finding, ...]:
    """Run every check over the book."""
    return tuple(finding for check in CHECKS for finding in check(book))
