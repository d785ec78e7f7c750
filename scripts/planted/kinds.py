"""The kinds of errors, each a function that gives the places where it may be planted.

They are those that extraction, recognition and typing leave in books. Which of the places are taken
is left to the seed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.language import language
from scripts.planted.clean import Clean
from scripts.planted.fault import Candidates, Fault
from scripts.planted.parts import PARTS

MISREAD = {
    "rn": "m",
    "m": "rn",
    "h": "b",
    "e": "c",
    "c": "e",
    "li": "h",
    "u": "n",
    "ni": "m",
    "cl": "d",
    "tt": "ll",
    "í": "i",
    "é": "e",
    "ш": "щ",
    "и": "н",
    "н": "п",
    "е": "с",
}
"""Letters that engines take for others."""
DIGITS = {"l": "1", "o": "0", "i": "1", "s": "5", "о": "0", "з": "3", "б": "6"}
LOOKALIKES = {"a": "а", "e": "е", "o": "о", "c": "с", "p": "р", "x": "х"}
"""Latin letters and the Cyrillic ones that look like them."""
TWINS = LOOKALIKES | {there: here for here, there in LOOKALIKES.items()}
PAIRS = {"(": ")", "[": "]"}


def lost_letter(clean: Clean) -> Iterator[Fault]:
    """A letter that came out as U+FFFD."""
    for match in clean.places(r"(?<=[^\W\d_])[^\W\d_](?=[^\W\d_]{3})"):
        yield Fault(match.start(), match.end(), "\ufffd")


def misread_letter(clean: Clean) -> Iterator[Fault]:
    """A letter, or two, taken for another: rn for m, e for c."""
    for match in clean.places(r"\b[^\W\d_]{5,}\b"):
        for old, new in MISREAD.items():
            inner = match[0].find(old, 1)
            if inner > 0 and inner + len(old) < len(match[0]):
                yield Fault(match.start() + inner, match.start() + inner + len(old), new)


def dropped_letter(clean: Clean) -> Iterator[Fault]:
    """A letter that is simply gone."""
    for match in clean.places(r"(?<=[^\W\d_]{3})[^\W\d_](?=[^\W\d_]{2})"):
        if match[0].islower():
            yield Fault(match.start(), match.start() + 1, "")


def swapped_letters(clean: Clean) -> Iterator[Fault]:
    """Two letters in each other's place."""
    for match in clean.places(r"(?<=[^\W\d_]{2})[^\W\d_]{2}(?=[^\W\d_]{2})"):
        if match[0].islower() and match[0][0] != match[0][1]:
            yield Fault(match.start(), match.start() + 2, match[0][::-1])


def split_word(clean: Clean) -> Iterator[Fault]:
    """A blank within a word."""
    for match in clean.places(r"\b[^\W\d_]{7,}\b"):
        if match[0].islower():
            middle = (match.start() + match.end()) // 2
            yield Fault(middle, middle, " ")


def joined_words(clean: Clean) -> Iterator[Fault]:
    """A blank lost between two words."""
    for match in clean.places(r"(?<=[^\W\d_]{3}) (?=[^\W\d_]{3})"):
        yield Fault(match.start(), match.end(), "")


def doubled_word(clean: Clean) -> Iterator[Fault]:
    """A word that stands twice."""
    for match in clean.places(r"(?<= )[^\W\d_]{2,6} (?=[^\W\d_])"):
        if match[0].islower():
            yield Fault(match.start(), match.start(), match[0])


def lost_closing_quote(clean: Clean) -> Iterator[Fault]:
    """A closing quotation mark that is gone."""
    yield from _quotes(clean, 1, lambda pair: "")


def turned_quote(clean: Clean) -> Iterator[Fault]:
    """A closing quotation mark that opens."""
    yield from _quotes(clean, 1, lambda pair: pair[0])


def lost_opening_quote(clean: Clean) -> Iterator[Fault]:
    """An opening quotation mark that is gone."""
    yield from _quotes(clean, 0, lambda pair: "")


def _quotes(clean: Clean, side: int, new: Callable[[str], str]) -> Iterator[Fault]:
    pairs = {*map("".join, language(clean.book.language).quotes), "“”", "«»", "„“"}
    for pair in sorted(each for each in pairs if len(each) == 2 and each.isascii() is False):
        left, right = map(re.escape, pair)
        for match in clean.places(rf"{left}[^{left}{right}\n]+{right}"):
            marks = (match.start(), match.end() - 1)
            here, other = marks[side], marks[1 - side]
            yield Fault(here, here + 1, new(pair), ((other, other + 1),))


def lost_bracket(clean: Clean) -> Iterator[Fault]:
    """A bracket that is gone."""
    for match in clean.places(r"\([^()]{3,}\)|\[[^\[\]]{3,}\]"):
        first, last = match.start(), match.end() - 1
        yield Fault(last, last + 1, "", ((first, first + 1),))


def digit_in_word(clean: Clean) -> Iterator[Fault]:
    """A digit in place of the letter that looks like it."""
    for match in clean.places(rf"(?<=[^\W\d_]{{2}})[{''.join(DIGITS)}](?=[^\W\d_])"):
        yield Fault(match.start(), match.start() + 1, DIGITS[match[0]])


def mixed_script(clean: Clean) -> Iterator[Fault]:
    """A letter of another script that looks the same."""
    for match in clean.places(rf"(?<=[^\W\d_])[{''.join(TWINS)}](?=[^\W\d_])"):
        yield Fault(match.start(), match.start() + 1, TWINS[match[0]])


def lost_space(clean: Clean) -> Iterator[Fault]:
    """No blank behind a stop, a comma or a semicolon."""
    for match in clean.places(r"(?<=[a-zа-я]{2}[.,;]) (?=[^\W\d_]{2})"):
        yield Fault(match.start(), match.end(), "")


def space_before_mark(clean: Clean) -> Iterator[Fault]:
    """A blank before a comma, a semicolon or a stop."""
    for match in clean.places(r"(?<=[a-zа-я]{2})(?=[.,;] )"):
        yield Fault(match.start(), match.start(), " ")


def misspelt_name(clean: Clean) -> Iterator[Fault]:
    """A name that stands elsewhere too, with a letter doubled or another vowel."""
    for match in clean.places(r"(?<=[^\W\d_A-ZА-Я][ ,])[A-ZА-Я][^\W\d_]{4,}\b"):
        name = match[0]
        if (
            clean.proof.counts[name] >= 2
            and clean.proof.counts[name.lower()] == 0
            and name[1:].islower()
        ):
            inner = re.search("[aeiouаеиоу]", name[1:-1])
            vowels = "aeiou" if name.isascii() else "аеиоу"
            if inner and inner[0] in vowels:
                new = vowels[(vowels.index(inner[0]) + 1) % len(vowels)]
                place = match.start() + 1 + inner.start()
                yield Fault(place, place + 1, new)


def inner_capital(clean: Clean) -> Iterator[Fault]:
    """A capital within a word."""
    for match in clean.places(r"(?<=[a-zа-я]{2})[a-zа-я](?=[a-zа-я])"):
        yield Fault(match.start(), match.start() + 1, match[0].upper())


def lower_start(clean: Clean) -> Iterator[Fault]:
    """A sentence that begins with a small letter."""
    for match in clean.places(r"(?<=[a-zа-я]{3}[.] )[A-ZА-Я](?=[a-zа-я]+ [a-zа-я])"):
        yield Fault(match.start(), match.start() + 1, match[0].lower())


def false_stop(clean: Clean) -> Iterator[Fault]:
    """A stop within a sentence."""
    for match in clean.places(r"(?<=[a-zа-я]{4})(?= [a-zа-я]{3})"):
        yield Fault(match.start(), match.start(), ".")


def lost_stop(clean: Clean) -> Iterator[Fault]:
    """A sentence without its stop."""
    for match in clean.places(r"(?<=[a-zа-я]{3})\.(?= [A-ZА-Я][a-zа-я]* [a-zа-я])"):
        yield Fault(match.start(), match.start() + 1, "")


def hyphen_variant(clean: Clean) -> Iterator[Fault]:
    """A compound, which stands elsewhere with its hyphen, without it."""
    whole = [match[0] for match in clean.places(r"\b[^\W\d_]{2,}-[^\W\d_]{2,}\b")]
    for match in clean.places(r"\b[^\W\d_]{2,}-[^\W\d_]{2,}\b"):
        if whole.count(match[0]) >= 2:
            hyphen = match.start() + match[0].index("-")
            yield Fault(hyphen, hyphen + 1, "")


def broken_address(clean: Clean) -> Iterator[Fault]:
    """A blank within an address of the web."""
    for match in clean.places(r"https?://\S+\.\w{2,}/\w"):
        stop = match.start() + match[0].rindex(".") + 1
        yield Fault(stop, stop, " ")


def _in_raw(candidates: Candidates) -> Candidates:
    """Bring faults of the proof's string to the raw text, where no rule has touched their place."""

    def found(clean: Clean) -> Iterator[Fault]:
        for fault in candidates(clean):
            place = clean.origin(fault.start, fault.end)
            also = [clean.origin(*span) for span in fault.also]
            if place and all(also):
                yield Fault(*place, fault.new, tuple(filter(None, also)))

    return found


def _name(kind: Candidates) -> str:
    return kind.__name__.replace("_", "-")


LETTERS: tuple[Candidates, ...] = (
    lost_letter,
    misread_letter,
    dropped_letter,
    swapped_letters,
    digit_in_word,
    mixed_script,
    split_word,
    joined_words,
    doubled_word,
    misspelt_name,
    inner_capital,
    lower_start,
    false_stop,
    lost_stop,
    lost_space,
    space_before_mark,
    lost_opening_quote,
    lost_closing_quote,
    turned_quote,
    lost_bracket,
    hyphen_variant,
    broken_address,
)
KINDS: dict[str, Candidates] = {
    **{_name(kind): _in_raw(kind) for kind in LETTERS},
    **{_name(kind): kind for kind in PARTS},
}
"""Every kind, by the fault's name."""
