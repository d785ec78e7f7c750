"""What becomes of a line's end inside a paragraph: a blank, nothing, or a word made whole.

Each rule answers for one kind of line end; `RULES` is asked in order and the first answer holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.language import Language
from pipeline.lexicon import Lexicon
from pipeline.rules import join, rule, spacing
from pipeline.structure.division import HYPHENS, SOFT, one_word
from pipeline.text import Edit, Text

SPACE = " \t\n\r\f\v\x85\u00a0\u2028\u2029"
# The parts of a divided word, with apostrophes and inner hyphens.
LEFT = re.compile(rf"(?:[^\W_]+[’'{HYPHENS}])*[^\W\d_]+[{HYPHENS}]$")
RIGHT = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
ADDRESS = re.compile(r"(?:https?://|www\.|ftp://)\S*$", re.I)
ADDRESS_GOES_ON = re.compile(r"[\w%~+#=&?@:/_-]*[/_=%~?&#\d.-][\w%~+.#=&?@:/_-]*(?=[\s,;)\]]|$)")
LONGEST_ADDRESS = 500
"""Characters looked back for an address's beginning."""
LONGEST_WORD = 60
"""Characters looked back for a word's."""


class Ending(NamedTuple):
    """A line's end: the white space string[start:end] between two letters or signs."""

    string: str
    start: int
    end: int
    lexicon: Lexicon
    language: Language
    hyphenated: bool = True
    """The book's typesetter divided words."""


def broken_address(ending: Ending) -> Edit | None:
    """A web address that runs on over the line's end, which goes; a hyphen is part of the address.

    It runs on when it stops at one of its own signs, or the next line begins like an address and
    not like a sentence.

    >>> broken_address(_example("http://a.org/the-\\nbook")).new
    ''
    >>> broken_address(_example("see http://a.org\\nwhich says")) is None
    True
    """
    string, start, end, *_ = ending
    begin = max(string.rfind(" ", 0, start) + 1, start - LONGEST_ADDRESS)
    if not ADDRESS.search(string, begin, start) or string[start - 1] in ",;>)]":
        return None
    if string[start - 1] in "-/_=?&%~" or ADDRESS_GOES_ON.match(string, end):
        return Edit(start, end, "")
    return None


def divided_word(ending: Ending) -> Edit | None:
    """A word that the typesetter divided. The hyphen goes with the line's end when the word is one.

    `pipeline.structure.division` weighs the evidence; without any the hyphen stays, and the place
    is asked about.

    >>> divided_word(_example("the govern-\\nment of")).new
    ''
    >>> divided_word(_example("in 1914-\\n18")) is None
    True
    """
    string, start, end, lexicon, language, hyphenated = ending
    if string[start - 1] not in HYPHENS:
        return None
    begin = max(0, start - LONGEST_WORD)
    left = LEFT.search(string, max(begin, string.rfind(" ", begin, start) + 1), start)
    right = RIGHT.match(string, end)
    if left is None or right is None:
        return None
    soft = string[start - 1] in SOFT
    if one_word(left[0][:-1], right[0], lexicon, language, soft=soft, hyphenated=hyphenated):
        return Edit(start - 1, end, "")
    return Edit(start - 1, end, "-") if soft else None


def closed_dash(ending: Ending) -> Edit | None:
    """A dash, hyphen or stroke that stands close to its words, so that no blank may come in.

    >>> closed_dash(_example("the end—\\nor not")).new
    ''
    >>> closed_dash(_example("the end —\\nor not")) is None
    True
    """
    string, start, end, *_ = ending
    last, first = string[start - 1], string[end]
    close = start > 1 and string[start - 2] not in SPACE
    if close and (last in "—" + HYPHENS or (last in "–/" and first.isalnum())):
        return Edit(start, end, "")
    if first == "—" and end + 1 < len(string) and string[end + 1] not in SPACE + "—":
        return Edit(start, end, "")
    return None


def line_end(ending: Ending) -> Edit | None:
    """Any other line's end: one blank.

    >>> line_end(_example("two \\n words")).new
    ' '
    """
    return Edit(ending.start, ending.end, " ")


RULES = (
    rule(broken_address, spacing),
    rule(divided_word, join),
    rule(closed_dash, spacing),
    rule(line_end, spacing),
)


class Words(NamedTuple):
    """What joining lines needs to know of the book's words."""

    lexicon: Lexicon
    language: Language
    hyphenated: bool


def join_lines(lines: Iterable[Text], words: Words) -> Text:
    """Join the lines of one paragraph to one text. White space at its two ends goes too."""
    parts = list(lines)
    breaks, length = [], 0
    for part in parts[:-1]:
        length += len(part)
        breaks.append(length)
    whole = Text.join(parts)
    return whole.apply_signed(_edits(str(whole), breaks, words))


def _edits(string: str, breaks: list[int], words: Words) -> Iterator[tuple[Edit, str]]:
    """Decide each line's end; `breaks` are the offsets where the second and later lines begin."""
    body = string.strip(SPACE)
    first = len(string) - len(string.lstrip(SPACE))
    last = first + len(body)
    if first:
        yield Edit(0, first, ""), "line-end"
    if last < len(string) and body:
        yield Edit(last, len(string), ""), "line-end"
    done = first
    for at in breaks:
        start = end = at
        while start > done and string[start - 1] in SPACE:
            start -= 1
        while end < last and string[end] in SPACE:
            end += 1
        if start <= done or end >= last or end <= done:
            continue
        done = end
        yield _decide(Ending(string, start, end, *words))


def _decide(ending: Ending) -> tuple[Edit, str]:
    for each in RULES:
        edit = each.function(ending)
        if isinstance(edit, Edit):
            return edit, each.name
    raise AssertionError("line_end answers for every line's end")


def _example(text: str) -> Ending:
    """Make the ending of a text of two lines, for the examples above."""
    from pipeline.language import language
    from pipeline.lexicon import lexicon_of

    at = text.index("\n")
    start, end = len(text[:at].rstrip()), len(text) - len(text[at:].lstrip())
    return Ending(text, start, end, lexicon_of("government", "en"), language("en"))
