"""The printed index: where it stands, and with which lines its entries begin.

No line of it shows what it is; the run does. Its lines end in page numbers, its entries follow each
other by their letters, and their pages, unlike those of a contents, do not rise. Its numbers are
pages, never markers or labels of notes, and its letters ("C", "D") no numbers of chapters.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Container, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.language import all_words
from pipeline.layout.lines import head_key
from pipeline.layout.paging.folios import Folio
from pipeline.model.book import Line

WORDS = all_words("index") | all_words("contents")
"""What heads an index; some languages have one word for both, and only the run tells them apart."""
SEE = all_words("see")
NUMBER = r"\d{1,4}(?:\s?[-–—/]\s?\d{1,4})?(?:\s?(?:ff?|nn?|sqq?|ss)\.?)?"
PAGES = re.compile(rf"(?:^|[\s,;.:·…])(?P<pages>{NUMBER}(?:[,;]\s?{NUMBER})*)(?P<more>[.,;]?)$")
DIGITS, WORD = re.compile(r"\d+"), re.compile(r"[^\W\d_]+")
LETTER_HEAD = re.compile(r"[\W_]*[^\W\d_][\W_]*")
ENDS, TAIL = frozenset("0123456789.,;fnqs"), 12
MOST = 400
"""Characters at a line's end in which its page numbers stand."""
"""What may end a line that ends in a page number, and within how many letters that stands."""
LONGEST = 60
"""Letters of a line that heads an index, at most."""
LAST_PAGE = 999
"""A number above this is a year, unless the book has so many pages."""
MISSED = 0.5
"""What a line without a page speaks against an index, one with a page speaking 1 for it."""
FALL = 6.0
"""How far what speaks for it falls where an index has ended."""
LEAST, UNHEADED = 8.0, 30.0
"""How much must speak for an index below its heading, and for one without a heading."""
ORDERED, LETTERS = 0.75, 4
"""Share of the entries that stand in the order of the letters, and how many letters begin them."""
RISING = 0.8
"""Share of entries whose page is not below the one before from which they are a contents."""
SEVERAL = 0.2
"""Share of an index's lines, where nothing heads it, that give several pages."""
FILLED = 0.85
"""Share of the longest lines' length to which a line that was turned over is filled at least."""


class Index(NamedTuple):
    """The printed index."""

    heading: int
    """The line that says so; -1: none does."""
    begins: Mapping[int, bool]
    """Its lines, folios and heads left out, and whether an entry or a letter begins with each."""
    heads: frozenset[int]
    """The folios and heads of its pages, and what else in it is no heading."""


NO_INDEX = Index(-1, {}, frozenset())


def is_letter(text: str) -> bool:
    """Is it a letter alone, as it stands above the entries that begin with it?

    >>> is_letter("— B —"), is_letter("Bb")
    (True, False)
    """
    return LETTER_HEAD.fullmatch(text) is not None


def says_index(text: str) -> bool:
    """Does a line that gives no page head an index?

    >>> says_index("Index of First Lines"), says_index("INDEX."), says_index("The Index")
    (True, True, False)
    """
    if len(text) > LONGEST:
        return False
    words = text.lower().strip(" .:")
    return words in WORDS or words.split(" ", 1)[0] in WORDS


def find_index(lines: Sequence[Line], folios: Collection[Folio], heads: Counter[str]) -> Index:
    """Find the index; what follows it is not longer than what stands before it.

    `heads` counts the pages at whose head a line with these letters stands.
    """
    last = max((folio.value for folio in folios), default=0)
    edges = _edges(lines, folios, heads)
    filled = [i for i, line in enumerate(lines) if line.text and i not in edges]
    may_end = [i for i in filled if lines[i].text[-1] in ENDS]
    hits = {i: found for i in may_end if (found := _pages(lines[i].text, max(last, LAST_PAGE)))}
    said = {k for k, i in enumerate(filled) if i not in hits and says_index(lines[i].text)}

    def is_head(i: int) -> bool:
        return heads[lines[i].key] > 1 or (i not in hits and says_index(lines[i].text))

    walked = -1
    for k in sorted(said):
        if k > walked and k + 1 not in said:  # a head may say so above the heading
            run, walked = _run(lines, filled, k + 1, hits, is_head, -FALL)
            if len(filled) - walked <= k + 1 and _is_index(lines, run, hits, LEAST):
                return _index(lines, filled[k], run, hits, is_head)
    start = 0
    while start < len(filled):
        run, stop = _run(lines, filled, start, hits, is_head, 0.0)
        several = sum(len(hits.get(i, ())) > 1 for i in run) >= SEVERAL * len(run)
        late = len(filled) - stop <= start
        if late and several and _is_index(lines, run, hits, UNHEADED):
            return _index(lines, -1, run, hits, is_head)
        start = next((k for k in range(stop, len(filled)) if filled[k] in hits), len(filled))
    return NO_INDEX


def _index(
    lines: Sequence[Line],
    heading: int,
    run: Sequence[int],
    hits: Container[int],
    is_head: Callable[[int], bool],
) -> Index:
    """Make the index of its entries' lines; another index may begin within it."""
    begins = _begins(lines, run, hits)
    page = lines[run[0] if heading < 0 else heading].page
    inside = [i for i in range(run[-1] + 1) if lines[i].text and lines[i].page >= page]
    end = next((i for i in range(run[-1] + 1, len(lines)) if lines[i].text), None)
    foot = [end] if end is not None and lines[end].text.isdigit() else []
    own = head_key(lines[heading].text) if heading >= 0 else ""
    others = [i for i in (*inside, *foot) if i not in begins and i != heading]
    heads = frozenset(
        i for i in others if is_head(i) or lines[i].text.isdigit() or head_key(lines[i].text) == own
    )
    return Index(heading, begins, heads)


def _edges(lines: Sequence[Line], folios: Collection[Folio], heads: Counter[str]) -> set[int]:
    """Give the lines that are folios, or may be; numbers of an entry are taken for some."""
    edges = {
        i
        for folio in folios
        if heads[folio.head] > 1 or len(DIGITS.findall(lines[folio.line].text)) < 2
        for i in (folio.line, *range(folio.first, folio.last + 1))
    }
    for a, b in pairwise(i for i, line in enumerate(lines) if line.text):
        if lines[a].page != lines[b].page:
            edges.update(i for i in (a, b) if lines[i].text.isdigit())
    return edges


def _pages(text: str, last: int) -> list[int]:
    """Give the pages that end a line; none if a number is no page of the book.

    >>> _pages("Abbey, the, 12, 45–47", 999), _pages("London, 1920.", 999)
    ([12, 45, 47], [])
    """
    if text[-1] not in ENDS or DIGITS.search(text, len(text) - TAIL) is None:
        return []
    match = PAGES.search(text, max(0, len(text) - MOST))
    values = [int(number) for number in DIGITS.findall(match["pages"])] if match else []
    return values if max(values, default=0) <= last else []


def _run(
    lines: Sequence[Line],
    filled: Sequence[int],
    start: int,
    hits: Container[int],
    is_head: Callable[[int], bool],
    least: float,
) -> tuple[list[int], int]:
    """Give the lines from a place on for which most speaks, and where they end.

    It ends where less than `least` speaks for it. Heads are left out, and so are lines that say
    once more what this is.
    """
    run: list[int] = []
    speaks = most = 0.0
    best, stop = 0, start + 1
    for k in range(start, len(filled)):
        text = lines[filled[k]].text
        if is_head(filled[k]):
            continue
        if filled[k] in hits:
            speaks += 1
        elif not is_letter(text):
            speaks += MISSED if _refers(text) else -MISSED
        run.append(filled[k])
        if speaks >= most:
            most, best, stop = speaks, len(run), k + 1
        elif speaks < max(most - FALL, least):
            break
    return run[:best], stop


def _refers(text: str) -> bool:
    """Does it refer to another entry, "see Mill"?"""
    return not SEE.isdisjoint(WORD.findall(text.lower()))


def _is_index(
    lines: Sequence[Line], run: Sequence[int], hits: Mapping[int, list[int]], least: float
) -> bool:
    """Do lines stand in the order of their letters, and their pages in none?"""
    ended = [i for i in run if i in hits]
    if len(ended) - MISSED * (len(run) - len(ended)) < least:
        return False
    rises = sum(hits[a][0] <= hits[b][0] for a, b in pairwise(ended))
    firsts = [initial(lines[i].text) for i, new in _begins(lines, run, hits).items() if new]
    firsts = [letter for letter in firsts if letter.isalpha()]
    if any(map(str.isupper, firsts)):  # entries below others mostly begin with small letters
        firsts = [letter for letter in firsts if letter.isupper()]
    return (
        rises < RISING * (len(ended) - 1)
        and len(set(firsts)) >= LETTERS
        and _in_order(firsts) >= ORDERED * len(firsts)
    )


def initial(text: str) -> str:
    """Give the letter by which an entry is sorted, without its accent; "": it begins with none.

    >>> initial("Éclair, 12"), initial("“Mill, The,” 4"), initial("— rent of, 4")
    ('E', 'M', '')
    """
    return unicodedata.normalize("NFKD", text.lstrip("“\"«„‘'(")[:1])[:1].strip("—–-")


def _in_order(firsts: Sequence[str]) -> int:
    """Count the most letters that stand in their order: the longest series that does not fall.

    >>> _in_order("ABZCCD")
    5
    """
    ends: list[str] = []
    for letter in firsts:
        k = bisect_right(ends, letter)
        ends[k : k + 1] = [letter]
    return len(ends)


def _begins(lines: Sequence[Line], run: Sequence[int], hits: Container[int]) -> dict[int, bool]:
    """Tell for each line whether an entry begins with it.

    It does behind a page number, and behind a line that was not filled. What refers to another
    entry ends in no number: there the order of the letters tells.
    """
    lengths = sorted(len(lines[i].text) for i in run)
    full = FILLED * lengths[9 * len(lengths) // 10] if lengths else 0.0
    begins = dict.fromkeys(run[:1], True)
    entry = run[0] if run else 0
    for above, here in pairwise(run):
        a, b = lines[above], lines[here]
        if is_letter(a.text) or is_letter(b.text):
            begins[here] = True
        elif b.text[0].isdigit():
            begins[here] = False
        else:
            ended = above in hits and a.text[-1] not in ",;"
            out = a.page == b.page and b.indent < a.indent
            fits = len(a.text) + len(b.text.split(" ", 1)[0]) < full
            next_one = _refers(a.text) and _follows(lines[entry].text, b.text)
            begins[here] = ended or out or fits or next_one
        entry = here if begins[here] else entry
    return begins


def _follows(entry: str, text: str) -> bool:
    """Does a text come after an entry in the order of the letters, below the same letter?"""
    return initial(entry) == initial(text) and entry.casefold() < text.casefold()
