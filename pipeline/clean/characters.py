"""Single characters that an extractor leaves behind."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.directions import stray
from pipeline.model.text import Edit

# Tab, line feed, vertical tab, form feed and carriage return are layout; U+0085 ends a line.
# What is rare is searched for by its first character, and then by more: for `x+`, unlike `xx*`,
# the search tries at every letter of the text.
CONTROLS = "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
CONTROL = re.compile(f"{CONTROLS}{CONTROLS}*")
LIGATURE = re.compile("[\ufb00-\ufb06]")
# The accents first, then what they stand on: a search from letter to letter is eight times slower.
COMBINING = re.compile(r"[\u0300-\u036f](?<=[^\W\d_].)[\u0300-\u036f]*")
# Of a row only the first is tried: where the line ends after it, none of them fits.
SOFT_HYPHEN = re.compile("\u00ad(?<!\u00ad\u00ad)\u00ad*+(?=[^\\s\u00ad])")


def control_character(text: str) -> Iterator[Edit]:
    """A control character, which no reader sees and no XML file may hold.

    >>> [edit[:3] for edit in control_character("a\\x02b\\n")]
    [(1, 2, '')]
    """
    for match in CONTROL.finditer(text):
        yield Edit(*match.span(), "")


def ligature_glyph(text: str) -> Iterator[Edit]:
    """A ligature's glyph in place of its letters.

    >>> [edit.new for edit in ligature_glyph("ﬁrst oﬃce")]
    ['fi', 'ffi']
    """
    if text.isascii():
        return
    for match in LIGATURE.finditer(text):
        yield Edit(*match.span(), unicodedata.normalize("NFKC", match[0]))


def decomposed_letter(text: str) -> Iterator[Edit]:
    """A letter and its accent as two characters where Unicode has one.

    >>> [edit.new for edit in decomposed_letter("e\\u0301te\\u0301")]
    ['é', 'é']
    """
    if text.isascii():
        return
    for match in COMBINING.finditer(text):
        start, end = match.start() - 1, match.end()
        composed = unicodedata.normalize("NFC", text[start:end])
        if composed != text[start:end]:
            yield Edit(start, end, composed)


def soft_hyphen(text: str) -> Iterator[Edit]:
    """A soft hyphen inside a line. At a line's end it is a division, which is decided later.

    >>> [edit[:3] for edit in soft_hyphen("co\\u00adoperate, divi\\u00ad\\nded")]
    [(2, 3, '')]
    """
    if "\u00ad" not in text:
        return
    for match in SOFT_HYPHEN.finditer(text):
        yield Edit(*match.span(), "")


def stray_direction(text: str) -> Iterator[Edit]:
    """A sign that turns the direction of writing round, or one whose partner its line lacks.

    Pairs that embed or isolate stay, as Hebrew and Arabic text may have them.

    >>> [edit[:3] for edit in stray_direction("a\\u202eb\\u202c \\u2067c\\u2069")]
    [(1, 2, ''), (3, 4, '')]
    """
    if text.isascii():
        return
    for at in stray(text):
        yield Edit(at, at + 1, "")
