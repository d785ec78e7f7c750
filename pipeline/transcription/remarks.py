"""Remarks inside the text: what a proofreader or transcriber wrote for those who came after.

They are no words of the book, so they leave the reading; each is handed on to the proofreader of
this edition as a finding, since most of them are open questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.conventions.aside import REMARK
from pipeline.language import Language
from pipeline.language.lexicon import LAST, LONGEST_WORD, WORD, Lexicon
from pipeline.model.text import Edit
from pipeline.structure.division import JOIN, Divided, divided, joined_odds
from pipeline.transcription.brackets import closing, closings

OPENING = re.compile(
    r"\[(?:\*\*|(?=(?:[^\w\n]|_){0,80}+(?:TN\b|[Tt]rans[ck]ri|TRANS[CK]RI|[Nn]ot|[Aa]nm|[Pp]roof)))"
)
LONGEST = 2000
DIVISION = re.compile(r"(?<=[^\W\d_])-\*\s*\*?(?=[^\W\d_])")


def is_remark(before: str, after: str) -> bool:
    """A remark of a proofreader or transcriber, in brackets that say so, removed as a whole.

    >>> is_remark("[**typo?]", ""), is_remark("[see above]", "")
    (True, False)
    """
    text = before.strip()
    opened = text.startswith("[**") or (text.startswith("[") and REMARK.match(text) is not None)
    return not after and opened and closing(text, 0) == len(text)


def transcribers_remark(text: str) -> Iterator[Edit]:
    """A remark for other proofreaders inside the text, with the blank before it.

    >>> [edit[:3] for edit in transcribers_remark("the hous [**house?] is")]
    [(8, 19, '')]
    """
    starts = [match.start() for match in OPENING.finditer(text)] if "[" in text else []
    closed = closings(text, LONGEST) if starts else {}
    done = 0
    for start in starts:
        end = closed.get(start, 0)
        if start < done or not end or not is_remark(text[start:end], ""):
            continue
        done = end
        after = text[end : end + 1]
        blank = text[start - 1 : start] == " " and not after.isalnum()
        yield Edit(start - blank, end, "")


def is_division(before: str, after: str) -> bool:
    """The sign for a doubtful hyphen, with the page's end in it: the hyphen goes or stays.

    >>> is_division("-*\\n*", ""), is_division("-*", "-"), is_division("-*a", "-")
    (True, True, False)
    """
    return after in ("", "-") and re.fullmatch(r"(?:-\*)?\s*\*?", before) is not None


def marked_division(text: str, lexicon: Lexicon, table: Language) -> Iterator[Edit]:
    """A hyphen at a page's end, or one of which the proofreader was not sure, marked by asterisks.

    It goes when the word is one, by the same evidence as at any line's end.

    >>> example = _example("the govern-*\\n*ment of a self-*made man")
    >>> [edit.new for edit in marked_division(*example)]
    ['', '-']
    """
    for (start, end), word in marked_words(text, lexicon, table):
        yield Edit(start, end, "" if joined_odds(word) > JOIN else "-")


def marked_words(
    text: str, lexicon: Lexicon, table: Language
) -> Iterator[tuple[tuple[int, int], Divided]]:
    """Give the words with such a sign in them, and the place of the sign."""
    for sign in DIVISION.finditer(text):
        left = LAST.search(text, max(0, sign.start() - LONGEST_WORD), sign.start())
        right = WORD.match(text, sign.end())
        if left is not None and right is not None:
            parts = (left[0], right[0])
            yield sign.span(), divided(parts, (left.start(), right.end()), lexicon, table)


def _example(text: str) -> tuple[str, Lexicon, Language]:
    from pipeline.language import language
    from pipeline.language.lexicon import lexicon_of

    return text, lexicon_of(text, "en"), language("en")
