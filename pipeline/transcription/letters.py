"""Letters that a transcriber's character set lacked, written as codes: [=a], [oe], [Greek: logos].

The codes for letters are Distributed Proofreaders' (a mark before the letter stands above it, one
behind it below); a text in Unicode needs none, so one code is no evidence, and those that might be
something else count only inside a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.model.text import Edit

ABOVE = {
    "=": "\u0304",
    ":": "\u0308",
    ".": "\u0307",
    "`": "\u0300",
    "'": "\u0301",
    "´": "\u0301",
    "^": "\u0302",
    "v": "\u030c",
    ")": "\u0306",
    "~": "\u0303",
    ",": "\u0327",
}
BELOW = {"=": "\u0331", ":": "\u0324", ".": "\u0323", ")": "\u032e", "~": "\u0330", ",": "\u0327"}
PAIRS = {"oe": "œ", "OE": "Œ", "Oe": "Œ", "ae": "æ", "AE": "Æ", "Ae": "Æ"}
CODE = re.compile(
    r"\[(?:(?P<pair>oe|OE|Oe|ae|AE|Ae)|(?P<above>[=:.`'´^)~,])(?P<letter>[^\W\d_])"
    r"|(?P<caron>v(?=[cenrstzCENRSTZ]))(?P<under>[A-Za-z])|(?P<base>[^\W\d_])(?P<below>[=:.)~,]))\]"
)
LEAST = 2
"""Codes that show their use where no other sign of a transcription was found."""
DASHES = re.compile(r"(?<!-)(?:--|----)(?!-)")
LEAST_DASHES = 5
OPTION = re.compile(r"(?<=[ \t])--(?=[a-z])")
"""Two hyphens that open a word: an option of a command, and no dash, which has blanks on both sides
or on neither."""
FOREIGN = re.compile(r"\[(?P<name>[A-Z][a-z]+)(?:: ?|\s*(?=\]))")
SCRIPTS = {
    "Greek": ("grc", "GREEK"),
    "Hebrew": ("he", "HEBREW"),
    "Arabic": ("ar", "ARABIC"),
    "Persian": ("fa", "ARABIC"),
    "Syriac": ("syc", "SYRIAC"),
    "Coptic": ("cop", "COPTIC"),
    "Sanskrit": ("sa", "DEVANAGARI"),
    "Russian": ("ru", "CYRILLIC"),
    "Cyrillic": ("ru", "CYRILLIC"),
    "Griechisch": ("grc", "GREEK"),
    "Grec": ("grc", "GREEK"),
    "Grieks": ("grc", "GREEK"),
    "Hébreu": ("he", "HEBREW"),
    "Hebräisch": ("he", "HEBREW"),
}


def decoded(code: str) -> str:
    """Give the letter that a code stands for; the code itself if it stands for none.

    >>> decoded("[=a]"), decoded("[oe]"), decoded("[,c]"), decoded("[ab]")
    ('ā', 'œ', 'ç', '[ab]')
    """
    match = CODE.fullmatch(code)
    if match is None:
        return code
    if match["pair"]:
        return PAIRS[match["pair"]]
    if match["below"]:
        letter, mark = match["base"], BELOW[match["below"]]
    else:
        letter = match["letter"] or match["under"]
        mark = ABOVE[match["above"] or "v"]
    return unicodedata.normalize("NFC", letter + mark)


def coded(before: str, after: str) -> bool:
    """A code of square brackets replaced by the letter it stands for.

    >>> coded("[=a]", "ā"), coded("[=a]", "a")
    (True, False)
    """
    return before != after == decoded(before)


def dashed(before: str, after: str) -> bool:
    """Hyphens replaced by half as many dashes.

    >>> dashed("--", "—"), dashed("-", "—")
    (True, False)
    """
    return bool(after) and not after.strip("—") and before == "--" * len(after)


def letter_code(text: str, *, trusted: bool = False) -> Iterator[Edit]:
    """A letter with its mark, or a ligature, written as a code in square brackets.

    `trusted`: other signs of a transcription were found, so that a single code is believed.

    >>> [edit.new for edit in letter_code("B[=a]b[=u], c[oe]ur")]
    ['ā', 'ū', 'œ']
    >>> list(letter_code("as [ae] says"))
    []
    """
    if "[" not in text:
        return
    edits = []
    for match in CODE.finditer(text):
        start, end = match.span()
        within = text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()
        if within or (match["above"] and match["above"] not in ".,"):
            edits.append(Edit(start, end, decoded(match[0])))
    if trusted or len(edits) >= LEAST:
        yield from edits


def typed_dash(text: str, *, trusted: bool = False) -> Iterator[Edit]:
    """A dash written as two hyphens, as typewriters and early character sets had it.

    >>> [edit[:3] for edit in typed_dash("so--and not--he said--once--or--", trusted=True)][0]
    (2, 4, '—')
    >>> list(typed_dash("grep --count --quiet --invert-match --file --regexp"))
    []
    """
    if "--" not in text:
        return
    found = [m for m in DASHES.finditer(text) if trusted or not OPTION.match(text, m.start())]
    edits = [Edit(*match.span(), "—" * (len(match[0]) // 2)) for match in found]
    if trusted or (len(edits) >= LEAST_DASHES and text.count("—") < len(edits)):
        yield from edits


class Foreign(NamedTuple):
    """Words of another script in brackets that name it: string[start:end] with the brackets."""

    start: int
    end: int
    opening: int
    """Length of what stands before the words."""
    language: str
    """Its BCP 47 tag, with the script where the words are written in Latin letters."""


def foreign_words(string: str) -> Iterator[Foreign]:
    """Find words in another script that were transcribed, or named as missing.

    >>> list(foreign_words("the word [Greek: logos] is"))
    [Foreign(start=9, end=23, opening=8, language='grc-Latn')]
    """
    if "[" not in string:
        return
    for match in FOREIGN.finditer(string):
        if match["name"] not in SCRIPTS:
            continue
        end = string.find("]", match.end())
        words = string[match.end() : end]
        if end < 0 or "[" in words or not words.strip():
            continue
        tag, script = SCRIPTS[match["name"]]
        own = any(script in unicodedata.name(char, "") for char in words if char.isalpha())
        language = tag if own else f"{tag}-Latn"
        yield Foreign(match.start(), end + 1, match.end() - match.start(), language)


def script_bracket(_text: str, words: Iterable[Foreign]) -> Iterator[Edit]:
    """The brackets that name the script of words: the words stay, marked with their language.

    >>> [edit[:3] for edit in script_bracket("[Greek: nous]", [Foreign(0, 13, 8, "grc-Latn")])]
    [(0, 8, ''), (12, 13, '')]
    """
    for each in words:
        yield Edit(each.start, each.start + each.opening, "")
        yield Edit(each.end - 1, each.end, "")
