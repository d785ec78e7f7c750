"""Words with figures or capitals in them, and figures that stand for words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.proof import Answer, Proof, Query
from pipeline.checks.words.unknown import addresses
from pipeline.language import primary
from pipeline.language.spelling import Speller, speller
from pipeline.model.finding import Span

TOUCHING = re.compile(r"\d(?:(?<=[^\W\d_].)|(?=[^\W\d_]))")
"""A figure beside a letter."""
MIXED = re.compile(r"(?<![\w.,:/@#&=-])[^\W_]{2,}(?![\w/@=])")
LONGEST = 30
"""Characters before a figure that are looked at for its word."""
AS_LETTERS = (
    str.maketrans("0158963", "olsbgoe"),
    str.maketrans("01589", "oisbg"),
    str.maketrans("15", "ts"),
)
"""What figures are read for: of each table one way."""
AS_FIGURES = str.maketrans("OoQlIi|SsBZzbg", "00011115582269")
ENDINGS = ("st", "nd", "rd", "th")
ORDINAL = re.compile(r"(\d+)([^\W\d_]+)")
SHORT_WORDS = re.compile(r"0[fnr]|1[fnt]|[tsndg]0")
LONE = re.compile(r"[1l|](?:(?<=[a-z,;—“‘(] .)|(?<![^\n].))(?= ([a-z]+))")
LONE_O = re.compile(r"0(?<![\w.,:/-].)(?= [A-Z][a-z])")
FIRST_PERSON = frozenset(
    "am was have had do did think thought know knew see saw say said must may might can could will"
    " would shall should never am've felt feel found took went came heard believe suppose hope fear"
    " wish love confess remember believe cannot don’t didn’t told asked looked".split()
)
CRY = re.compile(r"I(?<=[a-z] .)(?=[”\"]|’(?!\w))")
BEFORE_I = frozenset(
    "is was am be than as nor not and or but who so if do did could should shall will can have may"
    " might must would had that were".split()
)
SMALL, LARGE = "a-zß-ÿа-яё", "A-ZÀ-ÞА-ЯЁ"
CAPITAL = re.compile(rf"[{LARGE}](?:(?<=[{SMALL}].)|(?<=[{LARGE}][{LARGE}])(?=[{SMALL}]))")
"""A capital behind a small letter, or the last of several."""
CAPITALS = re.compile(
    rf"(?<![\w’'-])(?=[^\W\d_]*[{SMALL}][{LARGE}]|[{LARGE}]{{2,}}[{SMALL}])[^\W\d_]+(?![\w’'-])"
)
SURNAME = re.compile(r"(?:M[a’']?c|Mac|Fitz|De|Du|La|Le|Van|Von|Di|Del|Dal|San|Saint|O)[A-Z]\w+")
LEAST = 4
"""Letters of each of two words that were run together."""
HUMPS = re.compile(rf"(?<=[{SMALL}])(?=[{LARGE}])")


def digit_in_word(proof: Proof) -> Iterator[Query]:
    """A figure within a word, or a letter within a number.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "In I905 the m1ll 0f the 2nd miller, of A4 and 5km, was so1d on the l8th."
    >>> [(q.message, q.proposals[0].new) for q in digit_in_word(proof_of_text(text))][:3]
    [('a letter in "I905"', '1905'), ('a figure in "m1ll"', 'mill'), ('a figure in "0f"', 'of')]
    """
    known = speller(proof.book.language)
    spared = bytearray(len(proof.string))
    for start, end in proof.once(addresses):
        spared[start:end] = b"\1" * (end - start)
    for match in _mixed(proof.string):
        text = match[0]
        if spared[match.start()]:
            continue
        if word := _as_word(text, known):
            yield proof.ask(*match.span(), f'a figure in "{text}"', [Answer(word, 0.9)], 0.9)
        elif number := _as_number(text):
            yield proof.ask(*match.span(), f'a letter in "{text}"', [Answer(number, 0.9)], 0.9)


def _mixed(string: str) -> Iterator[re.Match[str]]:
    """Give the words that have both letters and figures."""
    done = 0
    for touching in TOUCHING.finditer(string):
        if touching.start() >= done:
            found = MIXED.finditer(string, max(done, touching.start() - LONGEST))
            match = next((each for each in found if each.end() > touching.start()), None)
            if match is not None and match.start() <= touching.start():
                done = match.end()
                # A raised figure is neither.
                if all(char.isalpha() or char.isdecimal() for char in match[0]):
                    yield match


def _as_word(text: str, known: Speller) -> str:
    """Give the word that a word with figures in it was read for."""
    letters = sum(map(str.isalpha, text))
    base = text.rstrip("0123456789")
    short = len(text) < 3
    if short and not SHORT_WORDS.fullmatch(text):
        return ""
    # A number behind a word is a note's marker; many figures are a number.
    if (base != text and known.knows(base) and not short) or letters * 2 < len(text):
        return ""
    if ORDINAL.fullmatch(text) and not short and len(text) < 5:
        return ""
    for table in AS_LETTERS[short:]:
        word = text.translate(table)
        if word.isalpha() and known.spells(word if text[0].isupper() else word.lower()):
            return word.upper() if letters > 1 and text.isupper() else word
    return ""


def _as_number(text: str) -> str:
    """Give the number that a number with letters in it was read for, perhaps an ordinal."""
    figures = text.translate(AS_FIGURES)
    count = sum(map(str.isdigit, text))
    if figures.isdigit() and count >= 2 and count * 2 > len(text):
        # "12b" and "5l" are a number with a letter of its own, "B12" is a name.
        inner = text[0].isdigit() and text[-1].isdigit()
        year = (
            len(text) == 4
            and text[0] in "Il|"
            and figures[:2] in ("14", "15", "16", "17", "18", "19")
        )
        return figures if inner or year else ""
    for ending in ENDINGS:
        stem = text.removesuffix(ending)
        if stem != text and not stem.isdigit() and any(map(str.isdigit, stem)):
            number = stem.translate(AS_FIGURES)
            if number.isdigit() and len(number) <= 3 and stem.isalnum() and stem[0] in "Il|123":
                return number + ending
    return ""


def lone_figure(proof: Proof) -> Iterator[Query]:
    """A figure or stroke that stands for the word I, or a nought for O. In English alone.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "And 1 think that l was there, for 1 hour. 0 Lord!"
    >>> [(q.message, q.proposals[0].new) for q in lone_figure(proof_of_text(text))][1:]
    [('"I"? "And 1 think that l was there, for 1"', 'I'), ('"O"? "for 1 hour. 0 Lord!"', 'O')]
    """
    for start, end in proof.once(lone_strokes):
        told = f'"I"? "{proof.around(start, end, 18)}"'
        yield proof.ask(start, end, told, [Answer("I", 0.9)], 0.9)
    if primary(proof.book.language) != "en":
        return
    for match in LONE_O.finditer(proof.string):
        told = f'"O"? "{proof.around(*match.span(), 14)}"'
        yield proof.ask(*match.span(), told, [Answer("O", 0.8)], 0.8)


def lone_strokes(proof: Proof) -> list[Span]:
    """Give the figures and strokes that stand for the word I. There are none but in English."""
    if primary(proof.book.language) != "en":
        return []
    return [
        match.span()
        for match in LONE.finditer(proof.string)
        if (behind := match[1]) in FIRST_PERSON or proof.pairs["i", behind] > 1
    ]


def letter_for_mark(proof: Proof) -> Iterator[Query]:
    """A capital I that stands for an exclamation mark, at the end of what is said.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "“What a mill I” he cried. “It is I” said she."
    >>> [(q.message, q.proposals[0].new) for q in letter_for_mark(proof_of_text(text))]
    [('"!" for "I"? "“What a mill I” he cried. “It"', '!')]
    """
    if primary(proof.book.language) != "en":
        return
    for match in CRY.finditer(proof.string):
        before = proof.beside(*match.span())[0]
        if before not in BEFORE_I:
            told = f'"!" for "I"? "{proof.around(*match.span(), 16)}"'
            yield proof.ask(*match.span(), told, [Answer("!", 0.8)], 0.8)


def mixed_case(proof: Proof) -> Iterator[Query]:
    """A capital within a word, of which small letters or a blank make known ones.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "wHen McDuff came, the millPond of the GIs was in LaTeX."
    >>> [(q.message, q.proposals[0].new) for q in mixed_case(proof_of_text(text))]
    [('capitals in "wHen"', 'when'), ('capitals in "millPond"', 'mill Pond')]
    """
    known = speller(proof.book.language)
    for match in _with_capitals(proof.string):
        text = match[0]
        if proof.counts[text] > 1 or SURNAME.match(text) or known.lists(text):
            continue
        if mended := _mended_case(text, known):
            yield proof.ask(*match.span(), f'capitals in "{text}"', [Answer(mended, 0.85)], 0.85)


def _with_capitals(string: str) -> Iterator[re.Match[str]]:
    """Give the words that have a capital within them."""
    done = 0
    for capital in CAPITAL.finditer(string):
        start = capital.start()
        if start < done:
            continue
        while start and string[start - 1].isalpha():
            start -= 1
        if match := CAPITALS.match(string, start):
            done = match.end()
            yield match


def _mended_case(text: str, known: Speller) -> str:
    parts = HUMPS.split(text)
    if len(parts) == 2 and all(len(part) >= LEAST and known.spells(part) for part in parts):
        return " ".join(parts)
    lower = text.lower()
    if text[:2] == "II" and known.spells("h" + lower[2:]):
        return "H" + lower[2:]
    if len(text) > 2 and known.spells(lower) and not (text[:-1].isupper() and text[-1] == "s"):
        if sum(map(str.isupper, text)) > len(text) / 2 and "l" in text:
            return text.replace("l", "I").upper()
        return lower.capitalize() if text[0].isupper() else lower
    upper = text.replace("l", "I")
    return upper if upper.isupper() and known.spells(upper) else ""
