"""Letters of one script among those of another."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.checks.proof import Answer, Proof, Query, Word
from pipeline.language import primary
from pipeline.language.spelling import speller
from pipeline.model.finding import Scope

LATIN, GREEK, CYRILLIC = "A-Za-zÀ-ÖØ-öø-ɏ", "\u0370-\u03ff\u1f00-\u1fff", "\u0400-\u052f"
TOUCHING = re.compile(
    f"[{GREEK}{CYRILLIC}](?<=[^\\W\\d_])(?:(?<=[{LATIN}].)|(?=[{LATIN}])"
    f"|(?<=[{GREEK}])(?=[{CYRILLIC}])|(?<=[{CYRILLIC}])(?=[{GREEK}]))"
)
"""A letter beside one of another script. Most books have few that are not Latin."""
WORD = re.compile(r"[^\W\d_]+")
STRESS = re.compile("[áàéèëóòúùýỳ]")
"""With these Latin letters Russian is set where its stress is marked."""
LOOKALIKES = (
    ("Cyrl", "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһԛԝ", "ABESIJKMHOPCTYXaesijopcyxdhqw"),
    ("Grek", "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧονι", "ABEZHIKMNOPTYXovi"),
)
TO_LATIN = {ord(a): b for _, other, latin in LOOKALIKES for a, b in zip(other, latin, strict=True)}
FROM_LATIN = tuple(
    {ord(b): a for a, b in zip(other, latin, strict=True)} for _, other, latin in LOOKALIKES
)
ALONE = re.compile(rf"[АаОоІі](?<=[{LATIN}][ ,].)(?=[ ][{LATIN}])")
SYMBOLS = 1
"""Greek letters at a word's head that are a sign: of a unit, of a difference."""
BREATHING = re.compile(
    "(['‘’ʽʼ])(?<![^\\W\\d_].)([ΑΕΗΙΟΥΩΡαεηιουωρ])(?=[\u0370-\u03ff\u1f00-\u1fff])"
)
POLYTONIC = re.compile("[\u1f00-\u1fff]")
ROUGH = "‘ʽ"


def mixed_script(proof: Proof) -> Iterator[Query]:
    """A word with letters of two scripts, which look alike and are found by no search.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "The m\u0456ll, 5 μm wide."
    >>> [(q.message, q.proposals[0].new) for q in mixed_script(proof_of_text(text))]
    [('Latin and Cyrillic letters in "mіll"', 'mill')]
    """
    groups: dict[str, list[Word]] = {}
    for word in _touching(proof.string):
        if not _is_meant(word.text):
            groups.setdefault(word.text, []).append(word)
    for text, (first, *rest) in groups.items():
        scope: Scope = "every" if rest else "here"
        answers = [answer._replace(scope=scope) for answer in _mended(text, proof)]
        also = [proof.raw(word.start, word.end)[0] for word in rest]
        told = f'{" and ".join(_scripts(text))} letters in "{text}"'
        yield proof.ask(first.start, first.end, told, answers, 0.95, also)
    for match in ALONE.finditer(proof.string):
        latin = match[0].translate(TO_LATIN)
        if latin == "a" or latin in "IO":
            told = f'a Cyrillic letter for "{latin}": "{proof.around(*match.span(), 12)}"'
            yield proof.ask(*match.span(), told, [Answer(latin, 0.95)], 0.95)


def _touching(string: str) -> Iterator[Word]:
    """Give the words in which letters of two scripts stand side by side."""
    done = 0
    for touching in TOUCHING.finditer(string):
        if touching.start() < done:
            continue
        start = touching.start()
        while start and string[start - 1].isalpha():
            start -= 1
        match = WORD.match(string, start)
        assert match is not None
        done = match.end()
        yield Word(match[0], start, done)


def _scripts(word: str) -> list[str]:
    scripts = (("Latin", LATIN), ("Greek", GREEK), ("Cyrillic", CYRILLIC))
    return [name for name, letters in scripts if re.search(f"[{letters}]", word)]


def _is_meant(word: str) -> bool:
    """Is a letter of the other script a sign, or a mark of stress?"""
    greek = re.findall(f"[{GREEK}]", word)
    latin = re.findall(f"[{LATIN}]", word)
    cyrillic = re.findall(f"[{CYRILLIC}]", word)
    if cyrillic and latin and not greek:
        return all(map(STRESS.match, map(str.lower, latin)))
    return len(greek) == SYMBOLS and len(word) <= 3


def _mended(word: str, proof: Proof) -> list[Answer]:
    """Give the word in each script that it can be written in wholly: known ones first."""
    forms = [word.translate(TO_LATIN), *(word.translate(table) for table in FROM_LATIN)]
    whole = [form for form in forms if len(_scripts(form)) == 1]
    own = primary(proof.book.language)
    tags = {"Latin": own if own not in ("ru", "el", "uk", "bg") else "en", "Cyrillic": "ru"}
    answers = []
    for form in whole:
        (script,) = _scripts(form)
        listed = script in tags and speller(tags[script]).knows(form)
        kept = sum(a == b for a, b in zip(form, word, strict=True)) / len(word)
        known = listed or proof.counts[form] > 0
        answers.append(Answer(form, round(0.97 if known else 0.8 * kept, 2)))
    return sorted(answers, key=lambda answer: -answer.certainty)


def quote_for_breathing(proof: Proof) -> Iterator[Query]:
    """A quotation mark in place of a Greek breathing.

    >>> from pipeline.checks.proof import proof_of_text
    >>> [q.proposals[0].new for q in quote_for_breathing(proof_of_text("ἐν ‘Ελλάδι", tag="grc"))]
    ['Ἑ']
    """
    if not POLYTONIC.search(proof.string):
        return
    for match in BREATHING.finditer(proof.string):
        mark = "\u0314" if match[1] in ROUGH else "\u0313"
        new = unicodedata.normalize("NFC", match[2] + mark)
        told = f'a breathing? "{proof.around(*match.span(), 10)}"'
        yield proof.ask(*match.span(), told, [Answer(new, 0.8)], 0.8)
