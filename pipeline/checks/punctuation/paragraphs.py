"""How paragraphs begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.checks.proof import Answer, Proof, Query
from pipeline.checks.sections import size
from pipeline.checks.sentences import word_before
from pipeline.conventions.mojibake import LOST

CLOSING = "”’»“)]\"'*†‡ \u00a0\u202f\n"
ENDS = frozenset(".!?…:;—–-,")
"""What may end a paragraph: a comma or a dash where something is set apart behind it."""
FULL = frozenset(".!?…")
LEAST = 60
"""Letters of a paragraph from which it is more than a line that stands alone: a signature."""
HABIT = 0.08
"""Share of the paragraphs without a stop at the end, from which it is the book's way."""
SHOWN = 30
ITEM = re.compile(r"\w{1,3}[.)]")
SALUTATION = re.compile(r"\n[^\n]{1,40}[,!]\s+\Z")


class Paragraph(NamedTuple):
    """A paragraph of a chapter, not of a note, and where it stands in the string."""

    start: int
    end: int
    before: str
    """The kind of the block before it, "" at the beginning."""
    after: str
    follows: int
    """Where the block behind it begins."""


def lower_case_opening(proof: Proof) -> Iterator[Query]:
    """A paragraph that begins with a small letter: it belongs to the one before, or lost its head.

    One behind a quotation, a verse or the like goes on with what was before that.

    >>> from pipeline.checks.proof import proof_of_text
    >>> query, = lower_case_opening(proof_of_text("The mill stood on the", "river Ouse."))
    >>> query.message, query.proposals[0].action
    ('begins with a small letter: river Ouse.', 'join')
    """
    string = proof.string
    for each in _paragraphs(proof):
        if each.before != "paragraph" or not string[each.start].islower():
            continue
        if ITEM.match(string, each.start) or SALUTATION.search(
            string, max(0, each.start - 60), each.start
        ):
            continue
        last = string[max(0, each.start - SHOWN) : each.start].rstrip(CLOSING)[-1:]
        certainty = 0.5 if last in FULL else 0.8
        answers = [Answer("", certainty, "join", (each.start, each.start))]
        if last in FULL:
            letter = string[each.start].upper()
            answers.append(Answer(letter, 0.4, at=(each.start, each.start + 1)))
        shown = " ".join(string[each.start : min(each.end, each.start + SHOWN)].split())
        message = f"begins with a small letter: {shown}"
        yield proof.ask(each.start, each.start + 1, message, answers, 0.8)


def unended_paragraph(proof: Proof) -> Iterator[Query]:
    """A paragraph without a stop at its end, if the next does not seem to go on with it.

    >>> from pipeline.checks.proof import proof_of_text
    >>> text = "The mill, which had stood on the river for so many years that nobody knew, burnt"
    >>> query, = unended_paragraph(proof_of_text(text, "It was night."))
    >>> query.message, [answer.action for answer in query.proposals]
    ('no stop at the end: years that nobody knew, burnt', ['insert', 'join'])
    """
    string = proof.string
    paragraphs = [each for each in _paragraphs(proof) if each.end - each.start >= LEAST]
    found = []
    for each in paragraphs:
        text = string[each.start : each.end].rstrip(CLOSING)
        last = text[-1:]
        apart = each.after not in ("paragraph", "heading", "break", "")
        if last in FULL or last == LOST or (last in ENDS and (apart or last not in ",-")):
            continue
        if apart or (each.follows < len(string) and string[each.follows].islower()):
            continue
        found.append((each, each.start + len(text)))
    if len(found) > max(3.0, HABIT * len(paragraphs)):
        return
    for each, place in found:
        shown = string[max(each.start, place - SHOWN) : place].partition(" ")[2]
        hangs = string[place - 1] in ",-" or word_before(string, place) in proof.language.leading
        answers = [Answer(".", 0.5, "insert", (place, place))]
        if string[place - 1] in ",-":
            answers = [Answer(".", 0.3, at=(place - 1, place))]
        if each.after == "paragraph":
            join = Answer("", 0.8 if hangs else 0.35, "join", (each.follows, each.follows))
            answers.insert(0 if hangs else 1, join)
        message = f"no stop at the end: {shown}"
        yield proof.ask(place - 1, place, message, answers, 0.6)


def _paragraphs(proof: Proof) -> Iterator[Paragraph]:
    """Give the paragraphs that stand directly in chapters."""
    at = 0
    for chapter in proof.book.chapters:
        before = ""
        blocks = chapter.blocks
        for k, block in enumerate(blocks):
            start = proof.starts[at]
            count = size(block)
            if block.kind == "paragraph" and str(block.text).strip():
                after = blocks[k + 1].kind if k + 1 < len(blocks) else ""
                follows = proof.starts[at + count] if after else len(proof.string)
                yield Paragraph(start, start + len(block.text), before, after, follows)
            before = block.kind
            at += count
        at += sum(size(block) for note in chapter.notes for block in note.blocks)
