"""Characters that no book is printed with, or not in this place."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import cast

from pipeline.checks.proof import Answer, Proof, Query
from pipeline.checks.words.forms import lone_strokes
from pipeline.checks.words.unknown import addresses
from pipeline.conventions.accents import joined, with_apostrophes, word_around
from pipeline.conventions.mojibake import LOST, repaired
from pipeline.language.spelling import speller

JOINING, TAGS = "\u200c-\u200f\u202a-\u202e\u2066-\u2069", "\U000e0000-\U000e007f"
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b\u2028\u2029\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb"
    f"{JOINING}{TAGS}]"
    f"(?:(?<![{JOINING}{TAGS}])"
    f"|(?<=[{JOINING}])(?<![\u0590-\u0dff].)(?![\u0590-\u0dff])"
    f"|(?<=[{TAGS}])(?<![\U0001f3f4{TAGS}].))"
)
"""Signs of direction and those that join letters are needed beside letters of some scripts, and
tags behind a flag. Of several tags the first is asked about."""
STRANGE = re.compile(r"[\\|~^`{}<>_=#@¦¬¤¨´¸¯ˆ˜˙˚¢\u2190-\u22ff\u2300-\u25ff\u2700-\u27bf]")
"""Signs that OCR leaves of specks and rules. Those that a book uses are of its alphabet."""
EQUATION = re.compile(r"\w\s?=\s?\w|\w_+\w")
"""An equation, or a name of a program's."""
SIGNS = frozenset("=_")
"""What they have."""
BRACKETS = {"{": "[", "}": "]"}
USED, USED_SHARE = 6, 2e-5
"""Times from which a sign is one of the book's, and the share of its characters that they are."""
NOT_ASCII = re.compile(r"[^\x00-\x7f](?:[^\x00-\x7f]+|[^\w\s]?[^\x00-\x7f])")
LONE_ACCENT = re.compile(r"[´`¨ˆ˜¸](?:(?<=[^\W\d_].)|(?=[^\W\d_]))")
DEGREE = re.compile(r"(?<=\d)\s?[º˚](?=\s?[CFNSEWС](?!\w)|\s?\d+\s?[′'’´]|[\s,.;:)])")
MINUTE = re.compile(r"[´`](?<=\d.)(?=\s?\d|[\s,.;:)NSEW])")
ORDINALS = frozenset({"es", "it", "pt", "gl", "ca"})
"""Languages in which º is an ordinal's ending."""


def invisible_character(proof: Proof) -> Iterator[Query]:
    """A character that cannot be seen, and breaks a word for whoever searches or listens.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, invisible_character(proof_of_text("The mi\u200bll.")))]
    ['zero width space in "The mi\u200bll."']
    """
    for match in INVISIBLE.finditer(proof.string):
        name = unicodedata.name(match[0], f"U+{ord(match[0]):04X}").lower()
        told = f'{name} in "{proof.around(*match.span(), 10)}"'
        yield proof.ask(*match.span(), told, [Answer("", 0.9)], 0.9)


def mojibake_left(proof: Proof) -> Iterator[Query]:
    """Letters that were read in a wrong encoding, and that the cleaning could not undo.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, mojibake_left(proof_of_text("The cafÃ©s of KrakÃ³w.")))]
    ['a wrong encoding? "cafÃ©s"', 'a wrong encoding? "KrakÃ³w"']
    """
    string, done = proof.string, 0
    for pair in NOT_ASCII.finditer(string):
        if (
            pair.start() < done
            or LOST in pair[0]
            or not _badness().search(string[pair.start() : pair.end() + 1])
        ):
            continue
        start, end = _word(string, *pair.span())
        done = end
        fixed = repaired(string[start:end])
        answers = [Answer(fixed, 0.9)] if fixed != string[start:end] else []
        yield proof.ask(start, end, f'a wrong encoding? "{string[start:end]}"', answers, 0.8)


@cache
def _badness() -> re.Pattern[str]:
    """Give ftfy's pattern of what looks like a wrong encoding.

    Its module is loaded alone: the rest of ftfy takes longer than to look at all pairs of a book.
    """
    package = cast(ModuleSpec, find_spec("ftfy"))
    path = Path(str(package.origin)).with_name("badness.py")
    spec = cast(ModuleSpec, spec_from_file_location("badness", path))
    module = module_from_spec(spec)
    cast(Loader, spec.loader).exec_module(module)
    return cast(re.Pattern[str], module.BADNESS_RE)


def _word(string: str, start: int, end: int) -> tuple[int, int]:
    """Widen a stretch to the whole of its word."""
    while start and string[start - 1].isalnum():
        start -= 1
    while end < len(string) and string[end].isalnum():
        end += 1
    return start, end


def strange_character(proof: Proof) -> Iterator[Query]:
    """A sign that the book has a few times only, as OCR leaves of specks and rules.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [*map(str, strange_character(proof_of_text("The mill ¦ was | sold to a@b.org.")))]
    ['is "¦" meant? "The mill ¦ was |"', 'is "|" meant? "¦ was | sold to"']
    """
    found = list(STRANGE.finditer(proof.string))
    if not found:
        return
    spared = [*proof.once(addresses), *proof.once(lone_strokes)]
    if not SIGNS.isdisjoint(match[0] for match in found):
        spared += (match.span() for match in EQUATION.finditer(proof.string))
    inside = {at for span in spared for at in range(*span)}
    places = [match for match in found if match.start() not in inside]
    counts = Counter(match[0] for match in places)
    usual = max(USED, USED_SHARE * len(proof.string))
    for match in places:
        accent = LONE_ACCENT.search(proof.string, max(0, match.start() - 1), match.end() + 1)
        if counts[match[0]] < usual and not accent:
            told = f'is "{match[0]}" meant? "{proof.around(*match.span(), 10)}"'
            answers = [Answer(BRACKETS[match[0]])] if match[0] in BRACKETS else []
            yield proof.ask(*match.span(), told, answers)


def lone_accent(proof: Proof) -> Iterator[Query]:
    """An accent beside its letter, or a sign that looks like the one for degrees or minutes.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "In the caf´e it was 12ºC."
    >>> [(q.message, q.proposals[0].new) for q in lone_accent(proof_of_text(text))]
    [('an accent for itself: "caf´e"', 'café'), ('degrees? "was 12ºC."', '°')]
    """
    known = speller(proof.book.language)
    done = 0
    for match in LONE_ACCENT.finditer(proof.string):
        start, end = word_around(proof.string, *match.span())
        if start < done:
            continue
        done = end
        text = proof.string[start:end]
        forms = joined(text)
        listed = [form for form in forms if known.knows(form)]
        answers = [Answer(form, 0.95) for form in listed] or [Answer(form, 0.5) for form in forms]
        if (written := with_apostrophes(text)) != text:
            answers.append(Answer(written, 0.3))
        yield proof.ask(start, end, f'an accent for itself: "{text}"', answers, 0.9)
    for match in DEGREE.finditer(proof.string) if set("º˚") & set(proof.string) else ():
        sign = match[0].strip()
        plain = proof.string[match.end() : match.end() + 1] in " ,.;:)"
        if not (plain and sign == "º"):
            told = f'degrees? "{proof.around(*match.span(), 6)}"'
            yield proof.ask(match.end() - 1, match.end(), told, [Answer("°", 0.95)], 0.9)
    for match in MINUTE.finditer(proof.string):
        told = f'minutes? "{proof.around(*match.span(), 6)}"'
        yield proof.ask(*match.span(), told, [Answer("′", 0.9)], 0.8)
