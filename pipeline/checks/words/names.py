"""Names and rare words: spelt otherwise once, or transliterated in several ways."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from pipeline.checks.proof import Answer, Proof, Query, Word
from pipeline.checks.words.suspects import SURE, suspects
from pipeline.checks.words.unknown import unknown_words
from pipeline.conventions.accents import bare
from pipeline.language import primary
from pipeline.language.spelling import borrowed, speller

POSSESSIVE = re.compile(r"[’'](?:s|S)?$")
SHORTEST, LONG = 5, 9
"""Letters of the words that are looked at, and of those that may differ in two."""
FREQUENT, TIMES = 4, 4
"""How often the usual spelling stands at the least, and how many times as often as the rare one."""
ENDING = 2
"""Letters at the end of both words that have to be alike: what differs there is another form."""
COMMON_ABROAD = 1e-6
"""Share from which a word is one of another language."""
OFTEN = 3
"""Times that a variant of a name may stand beside a more usual one."""
SOUNDS = tuple(
    (re.compile(pattern), new)
    for pattern, new in (
        # How Slavonic names were and are written in Latin letters, and Greek and Arabic ones.
        (r"(?:sk|ck)(?:[iy]j?|ii|iy|yi|ij)$", "ski"),
        (r"(?:off|of|ow|ov)$", "ov"),
        (r"(?:eff|ef|ew|ev|yev|iev)$", "ev"),
        (r"(?<=nk)[oa]$", "o"),
        (r"tsch|tch|cz|č|tsh", "ch"),
        (r"shch|sch|sz|š", "sh"),
        (r"zh|ž|ż", "zh"),
        (r"tz|ts", "c"),
        (r"kh", "h"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"gh", "g"),
        (r"ck|q", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"ee|ij|yi|iy|ii", "i"),
        (r"j|y", "i"),
        (r"(?<=[^i])ie", "e"),
        (r"[’']", ""),
        (r"(.)\1", r"\1"),
    )
)


def rare_spelling(proof: Proof) -> Iterator[Query]:
    """A name or term, once or twice in the book, a letter away from one that is frequent there.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "Then Grindelbach, Grindelbach, Grindelbach and Grindelbach met Grindclbach."
    >>> [(q.message, q.proposals[0].new) for q in rare_spelling(proof_of_text(text))]
    [('"Grindclbach" is "Grindelbach" elsewhere (4 times)', 'Grindelbach')]
    """
    places = proof.once(spellings)
    variants = {text for cluster in proof.once(clusters) for text in cluster}
    misread = {each.places[0].text for each in proof.once(suspects) if each.sure >= SURE}
    unknown = {_base(word.text) for word in proof.once(unknown_words)} - misread - variants
    own = primary(proof.book.language)
    usual = [text for text, found in places.items() if len(found) >= FREQUENT]
    for text, found in places.items():
        if text in unknown and borrowed(text.lower(), own) < COMMON_ABROAD:
            best = _nearest(text, usual, places)
            if best:
                told = f'"{text}" is "{best}" elsewhere ({len(places[best])} times)'
                certainty = 0.8 if len(found) == 1 else 0.65
                yield _query(proof, found, told, best, certainty)


def varying_name(proof: Proof) -> Iterator[Query]:
    """A name that is transliterated in several ways. The proposal is the most frequent one.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "So said Zalessky, and Zalessky, and Zalessky; but Zaleski and Zalesskij did not."
    >>> [(q.message, q.proposals[0].new, len(q.also)) for q in varying_name(proof_of_text(text))]
    [('one name? Zalessky (3), Zaleski (1), Zalesskij (1)', 'Zalessky', 1)]
    """
    places = proof.once(spellings)
    for usual, *others in proof.once(clusters):
        named = ", ".join(f"{text} ({len(places[text])})" for text in (usual, *others))
        rest = [word for text in others for word in places[text]]
        yield _query(proof, rest, f"one name? {named}", usual, 0.7)


def _query(proof: Proof, found: Sequence[Word], told: str, usual: str, certainty: float) -> Query:
    first, *rest = found
    also = [proof.raw(word.start, word.end)[0] for word in rest]
    alike = rest and all(word.text == first.text for word in found)
    answer = Answer(usual, certainty, scope="every" if alike else "here")
    return proof.ask(first.start, first.end, told, [answer], certainty, also)


def spellings(proof: Proof) -> dict[str, list[Word]]:
    """Give the names of the book, and the words that no dictionary knows, with their places."""
    bases = {text: _base(text) for text in proof.places}
    unknown = {_base(word.text) for word in proof.once(unknown_words)}
    # What stands small as well is a word that begins a sentence.
    names = {base for text, base in bases.items() if text[0].isupper()}
    wanted = {text for text in names if text.lower() not in proof.places} | unknown
    places: dict[str, list[Word]] = {}
    for text, base in bases.items():
        if len(base) >= SHORTEST and base in wanted and not base.isupper():
            found = (Word(base, word.start, word.start + len(base)) for word in proof.places[text])
            places.setdefault(base, []).extend(found)
    return dict(sorted(((text, sorted(found)) for text, found in places.items()), key=_first))


def _first(item: tuple[str, list[Word]]) -> int:
    return item[1][0].start


def _base(word: str) -> str:
    """Leave a possessive's ending off."""
    return POSSESSIVE.sub("", word)


def _nearest(rare: str, usual: Sequence[str], places: dict[str, list[Word]]) -> str:
    """Give the frequent word that a rare one was meant for."""
    most = 2 if len(rare) >= LONG else 1
    best, count = "", 0
    for text in usual:
        times = len(places[text])
        if abs(len(text) - len(rare)) > most or times < TIMES * len(places[rare]) or times <= count:
            continue
        alike = text[0] == rare[0] and text[-ENDING:] == rare[-ENDING:]
        if text != rare and alike and OSA.distance(text, rare, score_cutoff=most) <= most:
            best, count = text, times
    return best


def clusters(proof: Proof) -> list[tuple[str, ...]]:
    """Give the names that sound alike, each with its spellings, the most frequent first."""
    places = proof.once(spellings)
    known, own = speller(proof.book.language), primary(proof.book.language)
    groups: dict[str, list[str]] = {}
    for text in places:
        if text[0].isupper():
            groups.setdefault(sound(text), []).append(text)
    found = []
    for group in groups.values():
        usual, *others = sorted(group, key=lambda text: -len(places[text]))
        rare = [
            text
            for text in others
            if len(places[text]) <= min(OFTEN, len(places[usual]) / 2)
            and not known.knows(text)
            and borrowed(text.lower(), own) < COMMON_ABROAD
            and bare(text) != bare(usual)
        ]
        if rare:
            found.append((usual, *rare))
    return found


def sound(name: str) -> str:
    """Give what a name sounds like, however it was transliterated.

    >>> {sound(name) for name in ("Zalessky", "Zaleski", "Zalesskij")}
    {'zaleski'}
    >>> sound("Lukashenka") == sound("Lukaschenko"), sound("Petrov") == sound("Petrova")
    (True, False)
    """
    key = bare(name.lower())
    for pattern, new in SOUNDS:
        key = pattern.sub(new, key)
    return key
