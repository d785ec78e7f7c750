"""Passages in another language than the book's, told by their letters and words.

What is marked is divided, spoken and set by the rules of its own language. A wrong mark does harm,
so a passage has to prove itself: by letters of another script, or by words that are, all together,
far more frequent in the other language, its own small words among them. Single words and names
stay unmarked.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from hashlib import sha256
from heapq import nlargest
from itertools import pairwise
from math import log10
from typing import NamedTuple

from pipeline.language import primary, ranked_languages
from pipeline.language.frequencies import Size, frequencies, listed, small_words
from pipeline.machine.answers import Answers
from pipeline.model.book import Book
from pipeline.model.pieces import LINE, Piece, pieces_of, with_texts
from pipeline.model.text import Mark, Text

WORD = re.compile(r"[^\W\d_]+")
CUT = re.compile(r"(?<![.!?;:…])[.!?;:…]++[\"”»’)\]]*+\s+|[“”„«»‹›()\[\]\"]|\s[–—]\s|—")
"""Where a passage in another language may begin or end: at sentences, quotations, brackets."""
LEAST_WORDS = 5
LISTS: Size = "small"
"""Of the lists of words those of the commoner ones, one in a million or more: quickly read."""
UNKNOWN = 1e-7
"""The share of a word that a list does not have."""
COMMON = -4.2
"""Mean logarithm of the words' shares in the book's language above which they are held for it."""
GAIN, MEAN_GAIN = 8.0, 1.0
"""How much likelier the words have to be in the other language, in powers of ten: all, and each."""
KNOWN = 0.7
"""Share of the words that the other language has to know."""
SMALL, SMALL_WORDS, SMALL_TIMES = 1e-3, 2, 30
"""From which share on a word is one of the small ones, how many of these there have to be, and how
much larger their share has to be than in the book's own language."""
CANDIDATES, POSSIBLE = 3, 0.02
"""So many languages are tried, the likeliest first, each of this probability at least."""
LATIN = frozenset(
    "ab ac ad atque aut cum de enim esse est et etiam ex haec hoc id in ipse nec neque nisi non"
    " nos omnia per pro quae quam qui quia quid quidem quod quoque res se sed sic sicut sine sub"
    " sunt tamen ut vel vero".split()
)
"""Small words of Latin, of which there is no list of frequencies."""
LATIN_SMALL = 0.3
SURE = 0.9
"""Probability from which the guess at a passage's language is taken, where letters tell no more."""


class Script(NamedTuple):
    """A script: its letters, languages that may be meant, and the tag where none stands out."""

    letters: str
    languages: tuple[str, ...]
    tag: str


SCRIPTS = (
    Script("A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ", (), ""),
    Script("\u0370-\u03ff\u1f00-\u1fff", (), "el"),
    Script("\u0400-\u052f", ("ru", "uk", "bg", "mk"), "und-Cyrl"),
    Script("\u0590-\u05ff", (), "he"),
    Script("\u0600-\u06ff\u0750-\u077f", ("ar", "fa", "ur"), "und-Arab"),
)
POLYTONIC = re.compile("[\u1f00-\u1fff]")
"""Letters with the accents of ancient Greek; a book that has some means that throughout."""
LEAST_LETTERS = 3
"""A letter or two of another script are signs: of a sum, of a manuscript."""
LEAST_LATIN = 20
"""The same for Latin ones, in which names stand in books of any script."""
APART = 2.0
"""By how many powers of ten the likeliest language of a script has to stand out."""


class Passage(NamedTuple):
    """A stretch of a text that is in another language."""

    start: int
    end: int
    tag: str


JUDGED: Answers[bytes, tuple[tuple[Passage, ...], ...]] = Answers("foreign", 1 << 14)
"""What was found in groups of texts, by their hashes; so many are those of some large books."""


def mark_languages(book: Book) -> Book:
    """Mark the passages of a book that are in another language than it is."""
    pieces = pieces_of(book)
    own = primary(book.language)
    others = list(_other_scripts("".join(str(piece.text) for piece in pieces)))
    judged = own in listed()
    texts = []
    for group in _groups(pieces):
        strings = tuple(str(piece.text) for piece in group)
        by_words = _remembered(strings, own) if judged else ((),) * len(group)
        for piece, string, found in zip(group, strings, by_words, strict=True):
            by_script = [place for script in others for place in _by_script(string, script)]
            texts.append(_marked(piece.text, [*found, *by_script], own))
    return with_texts(book, texts)


def _marked(text: Text, found: Sequence[Passage], own: str) -> Text:
    """Mark passages, but where the text has such marks already, or an earlier passage is."""
    for start, end, tag in found:
        taken = (mark for mark in text.marks if mark.kind == "language")
        if primary(tag) != own and not any(m.start < end and start < m.end for m in taken):
            text = text.mark(Mark("language", start, end, tag))
    return text


def _groups(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Give the pieces that are judged as one: the lines of a stanza, else each by itself."""
    start = 0
    for k in range(1, len(pieces) + 1):
        if k == len(pieces) or pieces[k].gap != LINE:
            yield list(pieces[start:k])
            start = k


def _other_scripts(string: str) -> Iterator[Script]:
    """Give the scripts that a book has letters of, but for that which most of it is in."""
    characters = Counter(string)
    counts = {
        script: sum(n for char, n in characters.items() if re.match(f"[{script.letters}]", char))
        for script in SCRIPTS
    }
    main = max(SCRIPTS, key=counts.__getitem__)
    for script in SCRIPTS:
        if counts[script] and script is not main:
            ancient = script.tag == "el" and POLYTONIC.search(string)
            yield script._replace(tag="grc") if ancient else script


def _by_script(text: str, script: Script) -> Iterator[Passage]:
    letter = f"[{script.letters}]"
    for match in re.finditer(f"{letter}(?:[\\W\\d_\u0300-\u036f]*{letter})*", text):
        if tag := _of_script(match[0], script):
            yield Passage(match.start(), match.end(), tag)


def _of_script(text: str, script: Script) -> str:
    """Name the language of a run of letters in another script; empty if it is too short to tell."""
    letters = sum(map(str.isalpha, text))
    if letters < LEAST_LETTERS or (not script.tag and letters < LEAST_LATIN):
        return ""
    if not script.tag:
        code, probability = ranked_languages(text)[0]
        return code if probability >= SURE else ""
    if not script.languages:
        return script.tag
    words = _words(text)
    (first, best), (second, _) = nlargest(
        2, ((_likelihood(words, code), code) for code in script.languages)
    )
    return best if first - second >= APART else script.tag


def _remembered(strings: tuple[str, ...], own: str) -> tuple[tuple[Passage, ...], ...]:
    """Find passages by their words; where one text of a book was changed, only in that."""
    whole = "\0".join((own, *strings)).encode("utf-8", "surrogatepass")
    return JUDGED.of(sha256(whole).digest(), lambda: _by_words(strings, own))


def _by_words(strings: tuple[str, ...], own: str) -> tuple[tuple[Passage, ...], ...]:
    """Find passages by their words: the lines of a stanza as one, else sentences and quotations."""
    if len(strings) > 1 and (tag := _other_language(" ".join(strings), own)):
        return tuple(
            (_edged(string, Passage(0, len(string), tag), own),)
            if _is_rather(string, tag, own)
            else ()
            for string in strings
        )
    return tuple(tuple(_in_parts(string, own)) for string in strings)


def _in_parts(text: str, own: str) -> list[Passage]:
    """Find passages within a text, and join those that touch."""
    cuts = [(0, 0), *(cut.span() for cut in CUT.finditer(text)), (len(text), len(text))]
    parts = [(start, end) for (_, start), (end, _) in pairwise(cuts)]
    tags = [_other_language(text[start:end], own) for start, end in parts]
    if not any(tags):
        return []
    # Short parts prove nothing by themselves, but go with what stands beside them.
    for order in (range(1, len(parts)), range(len(parts) - 2, -1, -1)):
        for k in order:
            beside = tags[k - order.step]
            if beside and not tags[k] and _is_rather(text[slice(*parts[k])], beside, own):
                tags[k] = beside
    found: list[Passage] = []
    for (start, end), tag in zip(parts, tags, strict=True):
        if not tag:
            continue
        last = found[-1] if found else None
        if last and last.tag == tag and not WORD.search(text, last.end, start):
            found[-1] = last._replace(end=end)
        else:
            found.append(Passage(start, end, tag))
    return [_edged(text, passage, own) for passage in found]


def _edged(text: str, passage: Passage, own: str) -> Passage:
    """Leave words of the book's own language off a passage's ends: "Finsch says in …", "…, p. 9".

    What is kept is the stretch of words whose gains come to most.
    """
    start, end, tag = passage
    part = text[start:end]
    if tag not in listed():
        return Passage(end - len(part.lstrip()), start + len(part.rstrip()), tag)
    words = list(WORD.finditer(text, start, end))
    gains = [
        _likelihood([word[0].lower()], tag) - _likelihood([word[0].lower()], own) for word in words
    ]
    most, total, first, kept = 0.0, 0.0, 0, (0, len(words) - 1)
    for k, gain in enumerate(gains):
        total += gain
        if total <= 0:
            total, first = 0.0, k + 1
        elif total > most:
            most, kept = total, (first, k)
    # Words that neither language knows stay, and so do the signs at an end that is kept.
    cut_left = any(gain < 0 for gain in gains[: kept[0]])
    cut_right = any(gain < 0 for gain in gains[kept[1] + 1 :])
    left = words[kept[0]].start() if cut_left else end - len(part.lstrip())
    right = words[kept[1]].end() if cut_right else start + len(part.rstrip())
    return Passage(left, right, tag)


def _other_language(text: str, own: str) -> str:
    """Name the other language that a passage proves to be in; empty if it does not."""
    words = _words(text)
    if len(words) < LEAST_WORDS or _likelihood(words, own) > COMMON * len(words):
        return ""
    proved = {code for code in _with_small(words, own) if _proved(words, code, own)}
    if sum(word in LATIN for word in words) >= LATIN_SMALL * len(words):
        proved.add("la")
    # The guess comes last: its model takes longer to load than a short book's words to be judged.
    ranked = ranked_languages(text)[:CANDIDATES] if proved else ()
    likely = (code for code, probability in ranked if probability >= POSSIBLE)
    return next((code for code in likely if code in proved), "")


def _with_small(words: Sequence[str], own: str) -> list[str]:
    """Give the other languages that have enough of their small words in a passage."""
    ours = frequencies(own, LISTS)
    found = Counter(
        code
        for word in set(words)
        for code, share in _small().get(word, ())
        if share >= SMALL_TIMES * ours.get(word, UNKNOWN)
    )
    return [code for code, count in found.items() if count >= SMALL_WORDS and code != own]


@cache
def _small() -> Mapping[str, list[tuple[str, float]]]:
    """Give the small words of all languages, each with the languages and its shares there."""
    found = defaultdict(list)
    for code in listed():
        for word, share in small_words(code, SMALL).items():
            found[word].append((code, share))
    return found


def _proved(words: Sequence[str], code: str, own: str) -> bool:
    theirs = frequencies(code, LISTS)
    return _likelihood(words, code) - _likelihood(words, own) >= max(
        GAIN, MEAN_GAIN * len(words)
    ) and sum(word in theirs for word in words) >= KNOWN * len(words)


def _is_rather(text: str, code: str, own: str) -> bool:
    """Are the words of a passage, too few to prove it, likelier in another language?"""
    words = _words(text)
    if code not in listed():
        return bool(words) and _likelihood(words, own) < COMMON * len(words)
    return _likelihood(words, code) > _likelihood(words, own)


def _words(text: str) -> list[str]:
    return [word.lower() for word in WORD.findall(text)]


def _likelihood(words: Sequence[str], code: str) -> float:
    """Give the logarithm of the product of the words' shares in a language."""
    shares = frequencies(code, LISTS)
    return sum(log10(shares.get(word, UNKNOWN)) for word in words)
