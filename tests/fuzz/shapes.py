"""Texts that are all one thing: where time grows faster than the text, these show it."""

from __future__ import annotations

IN_A_LINE = (
    *"aAIl1 .,:;!?'\"“”‘’«»„()[]{}<>*_=/\\|-—–…·&§#@",
    *"+~^\t\x00\x0b\u00a0\u00ad\u200b\u0301\ufffd½²①ﬁ", *"¬ёא中ס\u202e\udc80", "a ", "A ", "Aa ",
    "aA", "1 ", "I ", "IV", "IV. ", "1a", "a1", "1.", "1. ", "1,", "1-", "1–2, ", "a.", "a. ",
    "A. ", "A.B.", "a, ", "a-", "a- ", "a' ", "a'", "'a ", "“a ", "a” ", "“a” ", "« ", ". . ",
    "- ", "-- ", "* ", "** ", "[1]", "[1] ", "a[1] ", "a1 ", "a*", "(a", "(a) ", "a) ", "()",
    "[a", "http://", "http://a", "www.a.", "a@b", "a@b. ", "10.1/", "a/", "a&", "a\u0301",
    "e\u0301 ", "a\u00ad", "a\u200b", "a\ufffd", "\ufffd ", "â€", "â€™", "Ã©", "ﬁ ", "а", "aа",
    "аa ", "אa", "the ", "the the ", "a the ", "word ", "Word ", "WORD ", "Mr. ", "p. 1, ",
    "1851 ", "£1 1s. ", "[Footnote 1: ", "[Illustration: a] ", "_a_ ", "_a ", "=a= ", "<i>",
    "<i>a</i>", "&amp;", "{{a}}", "....5 ", "a....1 ", "a    ", "a\t", "1    ", "|a", "~~",
    "c'est ", "l'", "и ", "ё ", "der ", "[Illustration: ", "[Transcriber's Note: ", "[**a ",
    "word and other words, of 12. ",
)  # fmt: skip
"""What a line is made of that never ends."""

IN_ROWS = (
    "a\n", "a\n\n", "A\n\n", "1\n", "1 a\n", "1. a\n", "I. a\n\n", "* a\n", "  a\n", "\f", "a\f",
    "12\f", "a-\n", "“a\n\n", "a ...... 5\n", "a, 1, 2\n", "Mill, 12\n  weir, 13\n",
    "a word of the\n", "CHAPTER I\n\n", "CHAPTER I\n\nA word.\n\n", "NOTES\n\n1. a\n\n",
    "a.1\n\n1. a\n\n", "[1] a\n\n", "[Footnote 1: a]\n\n", "*[Footnote: a]\n\n",
    "[Illustration: a]\n\n", "Transcriber's note\n", "[Transcriber's Note: a]\n\n",
    "| Transcriber's note |\n", "/*\na\n*/\n", "/#\n", "* * *\n\n",
)  # fmt: skip
"""What lines, paragraphs and pages are made of that never end."""


def shape(unit: str, length: int) -> str:
    """Give the text that is made of a unit and has some length."""
    return unit * max(1, length // len(unit))


UNITS = (*IN_A_LINE, *IN_ROWS)
