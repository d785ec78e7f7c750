"""What a rule is, and the contracts that the account holds it to.

A rule may change the text only within its contract, which is checked at every build for every
change that it made: a rule for white space that touches a letter stops the build. A contract sees
what stood before and what stands after, and nothing else.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable
from typing import Generic, NamedTuple, TypeVar

Contract = Callable[[str, str], bool]
F = TypeVar("F", bound=Callable[..., object])
F_co = TypeVar("F_co", bound=Callable[..., object], covariant=True)

HYPHENS = "-\u00ad\u2010\u2011\ufffe"
INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
VISIBLE = re.compile(f"[^{INVISIBLE.pattern[1:-2]}{CONTROL.pattern[1:-1]}]")
PLAIN = re.compile("[0-9A-Za-z]")
MARKER = re.compile(
    r"[\s()\[\]{}.,:^–-]*(?:\d{1,4}|[*†‡§‖¶#∗]{1,6}|[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4}|[a-z]|[ivx]{1,5})"
    r"[\s()\[\]{}.,:]*"
    r"|\s*[\[({](?:FN ?#?|Note |Footnote |#)?(?:\d{1,4}[a-z]?|[A-Za-z]{1,2}|[ivxlcIVXLC]{1,7}"
    r"|[*†‡§‖¶#∗+]{1,6})[\])}][.:]?\s*"
)
MARKUP = re.compile(
    r"[_=~#+^]|[_^]\{|\}|</?[a-z]{1,6}>|\[[A-Z][^\W\d_]{2,20}(?: ?[^\W\d_]{1,20})?:?|\]"
    r"|/[#*$A-Z](?:\[[\d.,-]*\])?|[#*$A-Z]/",
    re.I,
)

ROMAN = re.compile("[IVXLC]+")
STROKES = str.maketrans(dict.fromkeys("ilj1|!", "I"))


class RuleOf(NamedTuple, Generic[F_co]):
    """A rule's name, what it may do, and the function that explains it by its docstring."""

    name: str
    contract: Contract
    function: F_co


Rule = RuleOf[Callable[..., object]]
"""Any rule; each stage knows what it gives to its own."""


def rule(function: F, contract: Contract) -> RuleOf[F]:
    """Register a rule under its function's name, with hyphens for underscores."""
    return RuleOf(function.__name__.replace("_", "-"), contract, function)


def has_text(text: str) -> bool:
    """Tell whether there is anything that a reader sees.

    >>> has_text("\\ufeff \\n\\u200b\\x02"), has_text("\\f1")
    (False, True)
    """
    return VISIBLE.search(text) is not None


def spacing(before: str, after: str) -> bool:
    """White space and invisible characters only.

    >>> spacing(" \\n", " "), spacing("a\\n", " ")
    (True, False)
    """
    return INVISIBLE.sub("", before) == INVISIBLE.sub("", after)


def glyph(before: str, after: str) -> bool:
    """The same letters, written with other characters (Unicode compatibility equivalence).

    >>> glyph("ﬁ", "fi"), glyph("fi", "fj")
    (True, False)
    """
    return unicodedata.normalize("NFKC", before) == unicodedata.normalize("NFKC", after)


def control(before: str, after: str) -> bool:
    """Control characters removed, and nothing else.

    >>> control("\\x02", ""), control("a\\x02", "")
    (True, False)
    """
    return CONTROL.sub("", before) == after


def join(before: str, after: str) -> bool:
    """A hyphen at a line's end removed with it, or written out where a sign stood for it.

    Of a hyphen that the next line repeats, one stays.

    >>> join("-\\n", ""), join("\\ufffe", "-"), join("-\\n-", "-"), join("d-\\n", "")
    (True, True, True, False)
    """
    hyphen = INVISIBLE.sub("", before)
    return len(hyphen) <= 1 + len(after) <= 2 and not (hyphen + after).strip(HYPHENS)


def respelling(before: str, after: str) -> bool:
    """A divided word made whole, with the letter that the division had changed or added.

    A "k" becomes "c", or the third of three equal consonants goes.

    >>> respelling("k-\\n", "c"), respelling("f-\\n", ""), respelling("e-\\n", "")
    (True, True, False)
    """
    letter = INVISIBLE.sub("", before).rstrip(HYPHENS)
    return (letter, after) == ("k", "c") or (letter in set("bdfgklmnprst") and not after)


def marker(before: str, after: str) -> bool:
    """A note's marker or label lifted out: digits, a sign or a letter, with what encloses it.

    Blanks may go by themselves, where those beside it were already changed together with others.

    >>> marker("34", ""), marker("[2]", ""), marker(" ", ""), marker("word", "")
    (True, True, True, False)
    """
    return not after and (MARKER.fullmatch(before) is not None or before.isspace())


def misread(before: str, after: str) -> bool:
    """A note's marker or label lifted out that was read as something else: up to four characters.

    At most one of them may be a letter; what encloses them counts for nothing.

    >>> misread("*°", ""), misread("‘7. ", ""), misread("M ", ""), misread("to", "")
    (True, True, True, False)
    """
    seen = re.sub(r"[\s()\[\].:]", "", before)
    return not after and len(seen) <= 4 and sum(map(str.isalpha, seen)) <= 1


def as_strokes(text: str) -> str:
    """Give a Roman numeral in which all that is one stroke is a one.

    >>> as_strokes("Xll"), as_strokes("V1|")
    ('XII', 'VII')
    """
    return text.translate(STROKES)


def numeral(before: str, after: str) -> bool:
    """A Roman numeral in capitals, whose ones were read as other signs of one stroke.

    >>> numeral("Ill", "III"), numeral("Ill", "II"), numeral("in", "IN")
    (True, False, False)
    """
    return after == as_strokes(before) and ROMAN.fullmatch(after) is not None


def markup(before: str, after: str) -> bool:
    """A sign of a transcriber's markup removed: for type, a block, or what a bracket holds.

    >>> markup("_", ""), markup("[Greek: ", ""), markup("/*", ""), markup("a", "")
    (True, True, True, False)
    """
    return not after.strip() and MARKUP.fullmatch(before.strip()) is not None


def bullet(before: str, after: str) -> bool:
    """A list item's bullet, which the edition sets anew; blanks may go by themselves.

    >>> bullet("• ", ""), bullet(" ", ""), bullet("x", "")
    (True, True, False)
    """
    return not after and before.strip() in {"", "•", "‣", "◦", "·", "–", "—", "-", "*", "▪", "■"}


def ornament(before: str, after: str) -> bool:
    """The signs of a thought break, which the edition sets as its own ornament.

    >>> ornament("* * *", ""), ornament("_____", ""), ornament("* a *", "")
    (True, True, False)
    """
    return not after and not re.search(r"[^\W_]", before)


def reference(before: str, after: str) -> bool:
    """A character reference of HTML replaced by what it names, which may be a blank.

    >>> reference("&nbsp;", "\\u00a0"), reference("&nbsp;", "")
    (True, False)
    """
    return before.startswith("&") and html.unescape(before) == after


def replacement(before: str, after: str) -> bool:
    """Letters replaced by others: allowed, and each such change is listed in the report.

    Nothing may come from nothing or go without a successor. A blank may succeed only what is no
    plain letter or figure: the signs that a wrong decoding makes of a blank are none.

    >>> replacement("â€œ", "“"), replacement("Â\\u00a0", "\\u00a0"), replacement("lost", " ")
    (True, True, False)
    """
    return bool(before and after) and bool(after.strip() or not PLAIN.search(before))
