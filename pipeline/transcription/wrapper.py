"""What stands around the book: the licence, the credit, the transcriber's own notes.

Project Gutenberg's files have begun and ended with its licence since 1993, in three forms (the
"small print" at the front, at the back, and the present one); all end or begin at a line of their
own. What is found is set aside: it stays in the record and leaves the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.conventions.aside import (
    ABOUT,
    BARE_PICTURE,
    BEGINS,
    CREDIT,
    ENDS,
    EXPORTED,
    LONGEST_CREDIT,
    REMARK,
)
from pipeline.model.book import FurnitureKind
from pipeline.model.translate import lowered
from pipeline.transcription.brackets import closing, line_end
from pipeline.transcription.lines import Paragraph, paragraphs, text_lines

FACT = re.compile(r"^(Title|Language):[ \t]*(.+?)[ \t]*\r?$", re.M)
WORDS = "transcri", "transkri", "trascri", "proofer", "bewerker"
BOX = re.compile(r"[ \t]*[|+]")
MENTION = "PROJECT GUTENBERG"
FAR = 30_000
"""Characters from the ends within which the wrapper stands; the longest licence has 20,000."""
FRONT = 3_000
"""Characters from the beginning within which an export says where it comes from."""
BEFORE_END = 600
"""Characters between "End of Project Gutenberg's …" and the mark of the end."""
APART = 3
"""Blank lines that end a transcriber's note which has only a heading."""
WIDEST = 400
"""Characters of a line, blanks among them."""
LONGEST_REMARK = 20_000
"""Characters of a transcriber's note."""
LANGUAGES = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it",
    "russian": "ru", "polish": "pl", "dutch": "nl", "portuguese": "pt", "finnish": "fi",
    "swedish": "sv", "danish": "da", "norwegian": "no", "hungarian": "hu", "latin": "la",
    "catalan": "ca", "greek": "el", "czech": "cs", "esperanto": "eo", "welsh": "cy",
}  # fmt: skip


class Span(NamedTuple):
    """A stretch of the text that is set aside."""

    start: int
    end: int
    kind: FurnitureKind


class Wrapper(NamedTuple):
    """What stands around the book, and what it says of it."""

    spans: tuple[Span, ...] = ()
    title: str = ""
    language: str = ""


def find_wrapper(string: str) -> Wrapper:
    """Find the licence at both ends, with the credit behind the first.

    >>> find_wrapper("No wrapper here.").spans
    ()
    """
    ends = string[:FAR].upper(), string[-FAR:].upper()
    if not any(MENTION in end for end in ends):
        return Wrapper(tuple(_library(string)))
    start = max((mark.end() for mark in BEGINS.finditer(string, 0, FAR)), default=0)
    end = _end(string, max(start, len(string) - FAR))
    spans = [Span(end, len(string), "licence")] if end < len(string) else []
    if start:
        line = string.find("\n", start)
        start = line + 1 if 0 <= line < end else start
        spans.append(Span(0, start, "licence"))
        spans += _credits(string, start, end)
    facts = dict(FACT.findall(string, 0, start)) if start else {}
    language = LANGUAGES.get(facts.get("Language", "").lower(), "")
    return Wrapper(tuple(sorted(spans)), facts.get("Title", ""), language)


def _library(string: str) -> Iterator[Span]:
    """Give what Wikisource's export adds: the line that says so, and the chapter on the library.

    Without that line a last chapter that names the library is the book's own.
    """
    said = [line for line in text_lines(string, 0, FRONT) if EXPORTED.fullmatch(line.text)]
    if not said:
        return
    yield from (Span(line.start, line.end, "transcriber") for line in said)
    start = max(said[-1].end, len(string) - FAR)
    about = [each for each in ABOUT.finditer(string, start) if _is_heading(string, each.start())]
    if about:
        yield Span(about[-1].start(), len(string), "licence")


def _is_heading(string: str, at: int) -> bool:
    """Does a line begin here, with a blank one above it?"""
    return string[:at].rstrip(" \t\r")[-1:] in ("", "\n", "\f")


def _end(string: str, start: int) -> int:
    marks = [mark.start() for mark in ENDS.finditer(string, start)]
    if not marks:
        return len(string)
    last = next((mark for mark in marks if string.startswith("***", mark)), marks[-1])
    return min(mark for mark in marks if mark >= last - BEFORE_END)


def _credits(string: str, start: int, end: int) -> Iterator[Span]:
    """Give the paragraphs of credit that stand right behind the header."""
    for paragraph in paragraphs(text_lines(string, start, min(end, start + FAR))):
        known = CREDIT.match(paragraph.lines[0].text) or CREDIT.match(
            " ".join(line.text for line in paragraph.lines)
        )
        if not known or len(paragraph.lines) > LONGEST_CREDIT:
            return
        yield Span(paragraph.start, paragraph.end, "transcriber")


def find_remarks(string: str) -> Iterator[Span]:
    """Give the transcriber's own notes: whole paragraphs in brackets or a box, or under a heading.

    >>> list(find_remarks("[Transcriber's Note: old spelling.]\\n"))
    [Span(start=0, end=36, kind='transcriber')]
    """
    done = -1
    for line, words in _by_line(string, _words(string)).items():
        start = _paragraph_start(string, line)
        if start < done or not REMARK.match(string, line):
            continue
        bracket = string.find("[", start, words[-1])
        tried = [-1, bracket] if bracket > words[0] else [bracket]
        ends = (_remark_end(string, start, each) for each in tried)
        if (end := next((end for end in ends if end > start), start)) > start:
            yield Span(start, end, "transcriber")
            done = end


def _by_line(string: str, places: Sequence[int]) -> dict[int, list[int]]:
    """Give the places by the beginnings of their lines, which may be long and hold many."""
    found: dict[int, list[int]] = {}
    line = last = 0
    for at in places:
        line, last = max(line, string.rfind("\n", last, at) + 1), at
        found.setdefault(line, []).append(at)
    return found


def _words(string: str) -> list[int]:
    """Find the words that a transcriber's note begins with; `re` takes ten times as long."""
    lower = lowered(string)
    lower = lower if len(lower) == len(string) else string
    found = []
    for word in WORDS:
        at = lower.find(word)
        while at >= 0:
            found.append(at)
            at = lower.find(word, at + 1)
    return sorted(found)


def _paragraph_start(string: str, line: int) -> int:
    """Give the line's beginning, or that of the box it stands in."""
    above = string.rfind("\n", 0, max(0, line - 1)) + 1
    return above if BOX.match(string, line) and BOX.match(string, above) else line


def _remark_end(string: str, start: int, bracket: int) -> int:
    """Find the end of a transcriber's note; its beginning where it has none that can be told.

    `bracket` is where one opens before it; -1: none does.
    """
    limit = min(len(string), start + LONGEST_REMARK)
    if bracket >= 0:
        at = closing(string, bracket)
        line = line_end(string, at) if 0 < at < limit else None
        return start if line is None else line
    group = list(paragraphs(text_lines(string, start, limit)))
    if BOX.match(string, start):
        return next((p.end for p in group if p.lines[-1].text.startswith("+")), start)
    above = string[max(0, start - WIDEST) : max(0, start - 1)].rstrip(" \t\r")
    if above and above[-1] not in "\n\f":
        return start  # a line of the book that speaks of such a note
    return _headed_end(group, start, at_end=limit == len(string))


def _headed_end(group: list[Paragraph], start: int, *, at_end: bool) -> int:
    """Find where a note ends that has only a heading: at a wide gap, or at the end of the text."""
    first = group[0]
    if len(first.lines) > 1 and not REMARK.match(" ".join(line.text for line in first.lines)):
        return start
    for before, here in pairwise(group):
        if here.gap >= APART and before is not first:
            return before.end
    return group[-1].end if at_end else start


def find_pictures(string: str) -> Iterator[Span]:
    """Give the lines that only say that a picture, or music, stood there.

    >>> list(find_pictures("[Illustration]\\n"))
    [Span(start=0, end=15, kind='transcriber')]
    """
    if "[" not in string:
        return
    for match in BARE_PICTURE.finditer(string):
        end = string.find("\n", match.end()) + 1 or len(string)
        yield Span(match.start(), end, "transcriber")
