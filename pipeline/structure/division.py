"""Was a word at a line's end divided by the typesetter, or is the hyphen its own?

Three kinds of evidence: the book's own words, the language's (wordfreq), and how the language
divides words and joins them (hyphenation patterns, regular compounds). Each function below measures
one thing; the sum of all, weighted, is the log-odds that the parts are one word.

The weights are those of a logistic regression on novels in seven languages whose lines were broken
by a program, rounded. They are the same for all languages: what differs is in the language's table,
in the book's habits, and in the lists of words.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from math import exp, log, log1p
from typing import NamedTuple

from pipeline.language import Language
from pipeline.language.lexicon import Lexicon
from pipeline.model.text import Mark, Text
from pipeline.structure.patterns import divides

SOFT = "\u00ad"
"""The soft hyphen: a division and nothing else. Others leave one sign for either (pdfium: U+FFFE
for every hyphen that ends a line)."""
SIGNS = "\u00ad\ufffe"
"""Signs that stand for a hyphen and are none."""
HYPHENS = "-\u2010\u2011" + SIGNS
PART = re.compile(r"[-’']")
JOIN, KEEP = 2.0, -1.0
"""Log-odds from which parts are joined, and up to which the hyphen is kept, without asking. The
first is further out: a hyphen too many is seen, a hyphen lost is not."""


class Divided(NamedTuple):
    """A word at a line's end, in lower case."""

    left: str
    """All of it on the one line, without the hyphen: "self-con"."""
    right: str
    tail: str
    """Its part next to the hyphen, back to another hyphen or an apostrophe."""
    head: str
    """The part after the hyphen, up to another hyphen or an apostrophe."""
    span: tuple[int, int]
    """Where it begins and ends in its string."""
    capital: bool
    """The second part alone begins with a capital."""
    soft: bool
    """The input itself says that the hyphen was the typesetter's."""
    lexicon: Lexicon
    language: Language

    @property
    def whole(self) -> str:
        """The word without the hyphen."""
        return self.left + self.right

    @property
    def compound(self) -> str:
        """The word with it."""
        return f"{self.left}-{self.right}"


def divided(
    parts: tuple[str, str],
    span: tuple[int, int],
    lexicon: Lexicon,
    language: Language,
    *,
    soft: bool = False,
) -> Divided:
    """Make the word from its two parts as they are printed, without the hyphen between them."""
    left, right = parts
    capital = right[0].isupper() and not left[-1].isupper()
    left, right = left.lower(), right.lower()
    tail, head = PART.split(left)[-1], PART.split(right)[0]
    return Divided(left, right, tail, head, span, capital, soft, lexicon, language)


def doubt(text: Text, hyphen: tuple[int, int], word: Divided) -> Mark | None:
    """Give the mark of a kept hyphen that may be the typesetter's; `hyphen` is its place."""
    odds = joined_odds(word)
    if not KEEP < odds <= JOIN:
        return None
    first, last = text.origins([word.span[0], word.span[1] - 1])
    return Mark("divided", *hyphen, f"{1 / (1 + exp(-odds)):.2f}", (first, last + 1))


def habit(word: Divided) -> float:
    """How often a hyphen at a line's end is the typesetter's in this book, in log-odds."""
    return word.lexicon.habit


def own_spelling(word: Divided) -> float:
    """How the book writes the word where it stands within a line."""
    lexicon = word.lexicon
    joined = lexicon.count(word.whole) or lexicon.count(word.tail + word.head)
    return log((joined + 0.3) / (lexicon.count(word.compound) + 0.3))


def own_forms(word: Divided) -> float:
    """Has the book another form of the word, without the hyphen or with it?

    An elided article, as in Italian "del-l'anno", is a form of its own.
    """
    if word.lexicon.count(word.whole) or word.lexicon.count(word.compound):
        return 0.0
    whole, elided = word.tail + word.head, word.right[len(word.head) : len(word.head) + 1]
    lexicon = word.lexicon
    joined = lexicon.kin(whole) or (elided in ("’", "'") and lexicon.begins(whole + elided))
    return joined - lexicon.kin(word.compound)


def family(word: Divided) -> float:
    """How many of the book's words with a hyphen begin or end as this one would."""
    families = word.lexicon.families
    return log1p(families[word.tail + "-"]) + log1p(families["-" + word.head])


def frequency(word: Divided) -> float:
    """How frequent the whole is in the language; the step is that from unknown to very rare."""
    lexicon = word.lexicon
    zipf = lexicon.zipf(word.tail + word.head) or lexicon.zipf(word.whole.replace("’", "'"))
    return zipf + 0.6 if zipf else 0.0


def inflected(word: Divided) -> float:
    """Is the whole unknown to the language, and known without its last letters?"""
    whole, zipf = word.tail + word.head, word.lexicon.zipf
    if zipf(whole):
        return 0.0
    return any(len(whole) - size > len(word.tail) and zipf(whole[:-size]) for size in (1, 2, 3))


def parts(word: Divided) -> float:
    """How frequent the rarer of the two parts is as a word: a compound's parts are words."""
    return min(_familiar(word.tail, word.lexicon), _familiar(word.head, word.lexicon))


def two_words(word: Divided) -> float:
    """Are both parts words of four letters or more, and the whole none that is known?

    Fragments of two or three letters are in every list of words. In German every two words may
    make one.
    """
    if word.language.closed_compounds or len(word.tail) < 4 or len(word.head) < 4:
        return 0.0
    return parts(word) > 1.5 and not (frequency(word) or own_spelling(word) > 0)


def pattern(word: Divided) -> float:
    """Is the place one where the language divides the whole? Half for a language without rules."""
    whole = word.lexicon.modern(word.tail + word.head)
    found = divides(word.language.code, whole, len(word.tail))
    return 0.6 if found is None else found


def regular(word: Divided) -> float:
    """Has the word a form that the language regularly writes with a hyphen?

    It counts twice where nobody knows the whole.
    """
    if not _compiled(word.language.compounds).fullmatch(f"{word.tail}-{word.right}"):
        return 0.0
    return 1.0 if frequency(word) or own_spelling(word) > 0 or own_forms(word) else 2.0


def always(word: Divided) -> float:
    """Does the language always write the word with this hyphen?"""
    return _compiled(word.language.hyphenated).fullmatch(word.compound) is not None


def inner(word: Divided) -> float:
    """Has the word another hyphen? Typesetters avoid to divide it again."""
    return "-" in word.left or "-" in word.right


def echo(word: Divided) -> float:
    """Does the second part repeat the first, "tut-tut"? Half where it does with letters before."""
    if len(word.tail) < 3 or not word.head.endswith(word.tail[-4:]):
        return 0.0
    return 2.0 if word.head == word.tail else 1.0


def single(word: Divided) -> float:
    """Does one letter stand alone? Few typesetters divide so."""
    return len(word.tail) == 1 or len(word.right) == 1


def capital(word: Divided) -> float:
    """Does the second part begin with a capital? Then it is a name, or a German noun."""
    return word.capital


def soft(word: Divided) -> float:
    """Does the input say that the hyphen was the typesetter's?"""
    return word.soft


WEIGHTS: dict[Callable[[Divided], float], float] = {
    habit: 1.0,
    own_spelling: 2.0,
    own_forms: 1.4,
    family: -1.2,
    frequency: 1.2,
    inflected: 1.8,
    parts: -1.0,
    two_words: -1.6,
    pattern: 2.0,
    regular: -1.8,
    inner: -2.2,
    echo: -2.0,
    # Set by hand: the novels show too few, or their lines were never broken so.
    always: -6.0,
    single: -1.5,
    capital: -8.0,
    soft: 6.0,
}
BIAS = -1.3
SETTLED = 9.0
"""Log-odds of a word that the book has twice within its lines, and never with the hyphen."""


def joined_odds(word: Divided) -> float:
    """Give the log-odds that the parts are one word without a hyphen."""
    if word.lexicon.count(word.whole) > 1 and not word.lexicon.count(word.compound):
        return SETTLED  # two thirds of all, for which no more need be measured
    return BIAS + sum(weight * measure(word) for measure, weight in WEIGHTS.items())


def _familiar(word: str, lexicon: Lexicon) -> float:
    """How familiar a word is, in Zipf frequency; one of the book's own counts as known."""
    return max(2.0 if lexicon.count(word) > 1 else 0.0, lexicon.zipf(word))


_compiled = cache(re.compile)
