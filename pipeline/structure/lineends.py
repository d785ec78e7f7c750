"""What becomes of a line's end inside a paragraph: a blank, nothing, or a word made whole.

Each rule answers for one kind of line end; `RULES` is asked in order and the first answer holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.language import Language
from pipeline.language.lexicon import Lexicon
from pipeline.model.rules import join, respelling, rule, spacing
from pipeline.model.text import Edit
from pipeline.model.tuples import make
from pipeline.structure.division import (
    HYPHENS,
    JOIN,
    SIGNS,
    SOFT,
    Divided,
    divided,
    joined_odds,
)

SPACE = " \t\n\r\f\v\x85\u00a0\u2028\u2029"
# The parts of a divided word, with apostrophes and inner hyphens; a part may have been divided
# itself, in a narrow column.
BETWEEN = rf"(?:[{HYPHENS}’']|[{HYPHENS}][{SPACE}]+)"
LEFT = re.compile(rf"(?<![^\W_])(?:[^\W_]+{BETWEEN})*[^\W\d_]+(?=[{HYPHENS}]$)")
RIGHT = re.compile(rf"[^\W\d_]+(?:{BETWEEN}[^\W\d_]+)*")
AGAIN = re.compile(rf"[{HYPHENS}][{SPACE}]+|[{SIGNS}]")
ADDRESS = re.compile(r"(?:(?:https?://|www\.|ftp://)\S*|[\w.+-]+@[\w.-]*|\S*\w/\S*/\S*)$", re.I)
ADDRESS_GOES_ON = re.compile(r"[\w%~+#=&?@:/_-]*[/_=%~?&#\d.-][\w%~+.#=&?@:/_-]*(?=[\s,;)\]]|$)")
IN_ADDRESS = re.compile(r"[/@wW](?:(?<=[/@])|(?i:ww\.))")
"""What an address has in it."""
CLOSE = frozenset(HYPHENS + "—–/")
"""Signs at a line's end, or at the next one's beginning, that may stand close to both words."""
LONGEST_ADDRESS = 500
"""Characters looked back for an address's beginning."""
LONGEST_WORD = 60
"""Characters looked back for a word's."""


class Ending(NamedTuple):
    """A line's end: the white space string[start:end] between two letters or signs."""

    string: str
    start: int
    end: int
    language: Language
    word: Divided | None
    """The word that the line's end stands in, if it ends with a hyphen between letters."""


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
    if string[start - 1] in ",;>)]" or not _may_be_address(string, start):
        return None
    begin = max(string.rfind(" ", 0, start) + 1, start - LONGEST_ADDRESS)
    if not ADDRESS.search(string, begin, start):
        return None
    if string[start - 1] in "-/_=?&%~" or ADDRESS_GOES_ON.match(string, end):
        return Edit(start, end, "")
    return None


def suspended_hyphen(ending: Ending) -> Edit | None:
    """A first part that stands alone with its hyphen, before "and", "or" and the like: one blank.

    >>> suspended_hyphen(_example("pre-\\nand postwar")).new
    ' '
    >>> suspended_hyphen(_example("a thous-\\nand years")) is None
    True
    """
    word = ending.word
    if word is None or word.right not in word.language.suspended:
        return None
    # Lists of words hold misprints: "aufund" for "auf- und" is in them too, but far rarer.
    first, whole = (word.lexicon.weight(form) for form in (word.tail, word.whole))
    return Edit(ending.start, ending.end, " ") if first > whole + 2 and whole < 3 else None


def repeated_hyphen(ending: Ending) -> Edit | None:
    """A word's own hyphen at a line's end, printed again where the next line begins: one stays.

    >>> repeated_hyphen(_example("biało-\\n-czerwony", "pl")).new
    '-'
    >>> repeated_hyphen(_example("he came-\\n-and went")) is None
    True
    """
    string, start, end, language, _ = ending
    if not language.repeats_hyphen or string[start - 1] not in HYPHENS or string[end] != "-":
        return None
    left = LEFT.search(string, max(0, start - LONGEST_WORD), start)
    if left is None or RIGHT.match(string, end + 1) is None:
        return None
    return Edit(start - 1, end + 1, "-")


def respelled_word(ending: Ending) -> Edit | None:
    """A word that is spelled otherwise where it is divided: German "Zuk-ker", "Schiff-fahrt".

    The letter that division changed or added is set right, where the book or the language knows the
    word so and not with the letters as they stand.

    >>> respelled_word(_example("der Zuk-\\nker", "de")).new
    'c'
    >>> respelled_word(_example("der Ak-\\nkord", "de")) is None
    True
    """
    word = ending.word
    if word is None or not (respelled := _respelled(word)):
        return None
    plain, other = (word.lexicon.weight(form) for form in (word.tail + word.head, respelled[0]))
    if other <= plain + 1:
        return None
    return Edit(ending.start - 2, ending.end, respelled[1])


def _respelled(word: Divided) -> tuple[str, str] | None:
    """Give the word as it is spelled undivided, and what its last letter before the break becomes.

    None where no spelling changes.
    """
    last, first = word.tail[-1:], word.head[:1]
    if last + first in word.language.divided:
        new = word.language.divided[last + first][:-1]
        return word.tail[:-1] + new + word.head, new
    triple = word.language.drops_third and word.tail[-2:] == first * 2 and first not in "aeiou"
    return (word.tail[:-1] + word.head, "") if triple else None


def divided_word(ending: Ending) -> Edit | None:
    """A word that the typesetter divided. The hyphen goes with the line's end when the word is one.

    `pipeline.structure.division` weighs the evidence; where it is not enough the hyphen stays, and
    the place is asked about.

    >>> divided_word(_example("the govern-\\nment of")).new
    ''
    >>> divided_word(_example("in 1914-\\n18")) is None
    True
    """
    word = ending.word
    if word is not None and joined_odds(word) > JOIN:
        return Edit(ending.start - 1, ending.end, "")
    # Where a sign stood for the hyphen, a hyphen is written.
    sign = word is not None and ending.string[ending.start - 1] in SIGNS
    return Edit(ending.start - 1, ending.end, "-") if sign else None


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


LINE_END = rule(line_end, spacing)
RULES = (
    rule(broken_address, spacing),
    rule(suspended_hyphen, spacing),
    rule(repeated_hyphen, join),
    rule(respelled_word, respelling),
    rule(divided_word, join),
    rule(closed_dash, spacing),
    LINE_END,
)


class Words(NamedTuple):
    """What joining lines needs to know of the book's words."""

    lexicon: Lexicon
    language: Language


def end_edits(string: str, breaks: Iterable[int], words: Words) -> Iterator[tuple[Edit, str]]:
    """Decide each line's end; `breaks` are the offsets where the second and later lines begin."""
    body = string.strip(SPACE)
    first = len(string) - len(string.lstrip(SPACE))
    last = first + len(body)
    if first:
        yield Edit(0, first, ""), LINE_END.name
    if last < len(string) and body:
        yield Edit(last, len(string), ""), LINE_END.name
    done = first
    addressed = IN_ADDRESS.search(body) is not None
    for at in breaks:
        start = end = at
        while start > done and string[start - 1] in SPACE:
            start -= 1
        while end < last and string[end] in SPACE:
            end += 1
        if start <= done or end >= last or end <= done:
            continue
        done = end
        # Most lines end with a whole word, so that no rule but the last can answer.
        close = string[start - 1] in CLOSE or string[end] in CLOSE
        if close or (addressed and _may_be_address(string, start)):
            word = divided_at(string, start, end, words)
            yield _decide(Ending(string, start, end, words.language, word))
        else:
            yield make(Edit, (start, end, " ", True)), LINE_END.name


def _may_be_address(string: str, end: int) -> bool:
    """Does what ends here, after the last blank, bear a sign of an address?"""
    begin = max(string.rfind(" ", 0, end) + 1, end - LONGEST_ADDRESS)
    return IN_ADDRESS.search(string, begin, end) is not None


def divided_at(string: str, start: int, end: int, words: Words) -> Divided | None:
    """Give the word that a line's end stands in, if it ends with a hyphen between letters."""
    if string[start - 1] not in HYPHENS or not string[end].isalpha():
        return None
    begin = max(0, start - LONGEST_WORD)
    left = LEFT.search(string, max(begin, string.rfind(" ", begin, start) + 1), start)
    right = RIGHT.match(string, end, end + LONGEST_WORD)
    if left is None or right is None:
        return None
    before, after = AGAIN.sub("", left[0]), AGAIN.sub("", right[0])
    span = (left.start(), right.end())
    return divided((before, after), span, *words, soft=string[start - 1] == SOFT)


def _decide(ending: Ending) -> tuple[Edit, str]:
    for each in RULES:
        edit = each.function(ending)
        if isinstance(edit, Edit):
            return edit, each.name
    raise AssertionError("line_end answers for every line's end")


def _example(text: str, tag: str = "en") -> Ending:
    """Make the ending of a text of two lines, for the examples above."""
    from pipeline.language import language
    from pipeline.language.lexicon import lexicon_of

    at = text.index("\n")
    start, end = len(text[:at].rstrip()), len(text) - len(text[at:].lstrip())
    words = Words(lexicon_of("", tag), language(tag))
    return Ending(text, start, end, words.language, divided_at(text, start, end, words))
