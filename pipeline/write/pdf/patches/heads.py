"""Running heads of the notes: to which pages of this edition those below refer.

Each note sets the named string `note-page` to the page of its call (styles/print.css).
WeasyPrint (version 70) can print the first or the last such value of a page, but not say "page"
where both are the same and "pages" where they are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from weasyprint.formatting_structure.boxes import PageBox
from weasyprint.layout import LayoutContext

from pipeline.language import Phrases

NOTE_PAGES = "note-pages"
"""The string that is made here."""
ENDS = ("first", "last")


@contextmanager
def note_heads(words: Phrases) -> Iterator[None]:
    """Let styles print `string(note-pages)`: "Notes to pages 12–15"."""
    ordinary = LayoutContext.get_string_set_for

    def get(self: LayoutContext, page: PageBox, name: str, keyword: str = "first") -> list[str]:
        if name != NOTE_PAGES:
            found: list[str] = ordinary(self, page, name, keyword)
            return found
        if not "".join(ordinary(self, page, "chapter", "first-except")):
            return [""]  # where the notes open
        first, last = ("".join(ordinary(self, page, "note-page", end)) for end in ENDS)
        return [heading(first, last, words)]

    LayoutContext.get_string_set_for = get
    try:
        yield
    finally:
        LayoutContext.get_string_set_for = ordinary


def heading(first: str, last: str, words: Phrases) -> str:
    """Name the pages that notes refer to.

    >>> heading("12", "15", Phrases()), heading("xi", "xi", Phrases())
    ('Notes to pages 12–15', 'Notes to page xi')
    >>> heading("", "", Phrases())  # only notes without a call
    'Notes'
    """
    if not first:
        return words.notes
    if first == last:
        return words.notes_to_page.replace("%s", first)
    return words.notes_to_pages.replace("%s", f"{first}–{last}")
