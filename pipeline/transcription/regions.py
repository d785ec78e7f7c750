"""Blocks that a transcriber marked: /# quotations #/, /* lines kept */, [Illustration: …], <tb>.

A block is handed on as a mark on the text; what a mark says of a line, layout does not overrule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.conventions.aside import PICTURE
from pipeline.model.text import Edit, Mark
from pipeline.transcription.brackets import closings, line_end, line_start

BRACKET = re.compile(rf"\[(?:(?P<figure>{PICTURE})|(?P<sidenote>Side-?note)): ?")
DELIMITER = re.compile(
    r"^[ \t]*(?:/(?P<open>[#*$PQLXITCRF])(?:\[[\d.,-]*\])?|(?P<close>[#*$PQLXITCRF])/)[ \t]*\r?$",
    re.M,
)
LETTERED = re.compile(r"/(?<=^/)[A-Z$]", re.M)
"""It begins with the stroke, for a search from line to line takes ten times as long."""
KINDS = {"#": "quote", "Q": "quote", "F": ""}
"""What the delimiters enclose; all others keep the ends of lines."""
BREAK = re.compile(r"^[ \t]*<tb(?:\s[^>\n]*)?>[ \t]*(?=\r?$)", re.M | re.I)


class Regions(NamedTuple):
    """Marks for the blocks, and the edits that remove their signs."""

    marks: list[Mark]
    edits: list[Edit]


def block_sign(_text: str, regions: Regions) -> Iterator[Edit]:
    """A sign around a block that the transcriber marked, or for a thought break.

    >>> text = "/#\\nQuoted.\\n#/\\n"
    >>> [edit[:3] for edit in block_sign(text, find_regions(text))]
    [(0, 2, ''), (11, 13, '')]
    """
    yield from regions.edits


def find_regions(string: str) -> Regions:
    """Find the blocks that are marked by delimiters or brackets, and the signs of thought breaks.

    >>> [mark.data for mark in find_regions("[Illustration: A lock.]\\n").marks]
    ['figure']
    """
    found = Regions([], [])
    if "[" in string:
        _bracketed(string, found)
    if "/#" in string or "/*" in string or LETTERED.search(string):
        _delimited(string, found)
    if "<" in string:
        found.edits.extend(Edit(*m.span(), "* * *") for m in BREAK.finditer(string))
    found.marks.sort()
    found.edits.sort()
    return found


def _bracketed(string: str, found: Regions) -> None:
    matches = [*BRACKET.finditer(string)]
    closed = closings(string) if matches else {}
    for match in matches:
        end, line = closed.get(match.start(), 0), line_start(string, match.start())
        if line is None or string[line : match.start()].strip(" \t"):
            continue
        if not end or line_end(string, end) is None:
            continue
        kind = "figure" if match["figure"] else "sidenote"
        found.marks.append(Mark("block", match.end(), end - 1, kind))
        found.edits.append(Edit(*match.span(), ""))
        found.edits.append(Edit(end - 1, end, ""))


def _delimited(string: str, found: Regions) -> None:
    """Pair the delimiters, which nest; one without its pair is left in the text."""
    opened: list[re.Match[str]] = []
    for match in DELIMITER.finditer(string):
        if match["open"]:
            opened.append(match)
            continue
        while opened and opened[-1]["open"] != match["close"]:
            opened.pop()
        if not opened:
            continue
        first = opened.pop()
        kind = KINDS.get(match["close"], "verse")
        if kind:
            found.marks.append(Mark("block", first.end(), match.start(), kind))
        found.edits.extend((_sign(string, first), _sign(string, match)))


def _sign(string: str, match: re.Match[str]) -> Edit:
    end = match.end() - match[0].endswith("\r")
    return Edit(match.start(), end, "")


def is_block_sign(before: str, after: str) -> bool:
    """A sign of a block, removed or, for a thought break, written as asterisks.

    >>> is_block_sign("/#[4]", ""), is_block_sign("<tb>", "* * *"), is_block_sign("#", "* * *")
    (True, True, False)
    """
    text = before.strip()
    if after == "* * *":
        return BREAK.fullmatch(text) is not None
    return not after and (text == "]" or (DELIMITER.match(text) or BRACKET.match(text)) is not None)
