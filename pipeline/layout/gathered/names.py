"""The lines above gathered notes that name the chapter whose they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from pipeline.conventions.furniture import letters
from pipeline.conventions.noteheads import says_notes
from pipeline.conventions.titles import division, ends_sentence, numbered, title_likeness
from pipeline.layout.paging.heads import OFTEN
from pipeline.model.book import Line

SHORT = 80
"""Characters of a heading's line."""
MOST = 4
"""Lines of a heading."""
EVERYWHERE = 0.2
"""Share of all pages at whose head the book's title stands at least."""


class Names(NamedTuple):
    """What may be a chapter's name in this book."""

    lines: Sequence[Line]
    first: dict[str, int]
    """Where the short lines with these letters, alone or up to four together, stand first."""
    tops: Counter[str]
    """On how many pages a line with these letters stands at the head."""


def names_of(lines: Sequence[Line], tops: Counter[str]) -> Names:
    """Gather what may be a chapter's name."""
    first: dict[str, int] = {}
    filled = [i for i, line in enumerate(lines) if line.text]
    keys = {i: letters(lines[i].text) for i in filled if len(lines[i].text) <= SHORT}
    for k, i in enumerate(filled):
        joined = ""
        for j in filled[k : k + MOST]:
            if j not in keys:
                break
            joined = f"{joined} {keys[j]}".strip()
            if joined:
                first.setdefault(_key(joined, lines[j].text), i)
    return Names(lines, first, tops)


def _key(joined: str, last: str) -> str:
    """Tell a name with a full stop from one without: a book sets its names in one way."""
    return joined + "." * last.endswith(".")


def naming(names: Names, above: Sequence[int], start: int, *, again: bool) -> tuple[int, ...]:
    """Give those of the lines just above a note that name its chapter: the last ones, or none.

    `start` is where the section begins, above which the chapter stands; `again`: the numbers begin
    again at the note.
    """
    for count in range(min(MOST, len(above)), 0, -1):
        chosen = above[len(above) - count :]
        lines = [names.lines[i] for i in chosen]
        if any(len(line.text) > SHORT for line in lines) or not _worded(lines[0].text):
            continue
        if not again and not _parted(names, above, count):
            continue
        if not again and _is_head(names, chosen[0]):
            continue
        text = " ".join(line.text for line in lines)
        known = names.first.get(_key(letters(text), text), start) < start or _counted(text)
        if (known and title_likeness(text) >= 0) or (
            again and (numbered(text) or says_notes(text))
        ):
            return tuple(chosen)
    return ()


def _worded(text: str) -> bool:
    """May a name begin with a line? "138." ends the note above."""
    return bool(letters(text)) or numbered(text)


def _counted(text: str) -> bool:
    """Does it begin with a chapter's word and number, and end without a stop?"""
    return division(text) is not None and not ends_sentence(text)


def _is_head(names: Names, line: int) -> bool:
    """Is a line a running head: at the top of its page a chapter's, anywhere the book's?"""
    lines = names.lines
    count, page = names.tops[lines[line].key], lines[line].page
    below = any(above.text and above.page == page for above in lines[max(0, line - 3) : line])
    return count >= (EVERYWHERE * (lines[-1].page + 1) if below else OFTEN)


def _parted(names: Names, above: Sequence[int], count: int) -> bool:
    """Has the note before ended above the last `count` of the lines between?"""
    return count == len(above) or ends_sentence(names.lines[above[-count - 1]].text)
