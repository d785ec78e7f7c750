"""What speaks for a page's notes beginning at a line, the line above being text.

Notes stand between one page's text and the next, so the strongest sign is what no line shows by
itself: with them taken out, the sentence before them goes on after them. A note that the page
before has broken off must go on somewhere, and where it does, its own sentence goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from pipeline.layout.clues import Clues, Kind, Place
from pipeline.layout.flow import SHORTENED, flows

Entry = tuple[float, float]
SHARE = 0.5
"""How much of what the sentences say counts for a line that has a label of its own."""
OPEN = 4.0
"""What a note that waits for its rest makes likelier."""
LABEL = (0.0, 9.0)
"""Of a line that is nothing but a note's label."""
UNKNOWN = (0.0, OPEN)
"""Before anything is known of the notes."""


def entries(
    clues: Clues, found: Sequence[Place], waits: Sequence[int], spans: Iterable[range]
) -> Iterator[tuple[int, Entry]]:
    """Weigh the lines of spans for opening their page's notes, with a note or a note's rest.

    `waits` gives the end of the note that still waits for its rest, as `open_notes` does. Of the
    lines that are not given nothing speaks for either or against it.
    """
    lines = clues.paging.lines
    following = _following(clues)
    apart = {label.head for label in clues.labels.values() if label.head != label.line}
    labelled = apart | clues.labels.keys()
    places = chain.from_iterable(spans)
    for k in [k for k in places if waits[k] >= 0 or found[k].line in labelled]:
        place = found[k]
        label, waiting = clues.labels.get(place.line), waits[k]
        if place.line in apart:
            yield k, LABEL
            continue
        if not place.top:
            if waiting >= 0:
                yield k, UNKNOWN
            continue
        here, last = lines[place.line], lines[found[k - 1].line].text
        onward = flows(last, following[here.page]) if following[here.page] else 0.0
        start = here.text[label.length :] if label is not None else here.text
        opens = SHARE * (onward - flows(last, start)) if start else 0.0
        rest = 0.0
        if waiting >= 0:
            rest = OPEN + onward + flows(lines[waiting].text, here.text) - flows(last, here.text)
            rest += 3.0 if place.gap > clues.habits.usual_gap else 1.5 if place.gap else 0.0
        yield k, (opens, rest)


def open_notes(
    clues: Clues, found: Sequence[Place], kinds: Sequence[Kind], ends: Sequence[int]
) -> list[int]:
    """Give for each line the end of the note that still waits for its rest; -1: none.

    `ends` are the places where pages begin and end.
    """
    waiting: list[int] = []
    last_note = -1
    # A note whose last line was ended early has ended, whatever its last character is.
    full = 0.8 * clues.habits.note_measure / max(1.0, clues.habits.measure)
    for start, stop in pairwise(ends):
        page = clues.paging.lines[found[start].line].page
        broken = last_note >= 0 and clues.facts[last_note].width > full
        broken = broken and _unended(clues, last_note)
        before = last_note if broken and clues.paging.lines[last_note].page == page - 1 else -1
        own = kinds[start:stop]
        first = start + own.index("note") if "note" in own else stop
        waiting += [before] * (first - start) + [-1] * (stop - first)
        last_note = _last_note(clues, found, kinds, range(start if before >= 0 else first, stop))
    return waiting


def _last_note(clues: Clues, found: Sequence[Place], kinds: Sequence[Kind], own: range) -> int:
    """Give the last line of a page's notes, which can stand in `own`; -1: there is none.

    The last of gathered notes goes on in its section only.
    """
    for k in reversed(own):
        if found[k].line in clues.roles:
            return -1
        if kinds[k] in ("note", "note-on"):
            return found[k].line
    return -1


def _unended(clues: Clues, line: int) -> bool:
    return (
        not clues.facts[line].ended or SHORTENED.search(clues.paging.lines[line].text) is not None
    )


def _following(clues: Clues) -> list[str]:
    """Give for each page what the text after it begins with."""
    texts, following = [], ""
    for opener in reversed(clues.openers):
        texts.append(following)
        following = clues.paging.lines[opener].text if opener >= 0 else following
    return texts[::-1]
