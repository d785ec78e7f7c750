"""Where each letter of the clean text came to stand in the extraction."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from scripts.handbook.press import SOFT_HYPHEN
from scripts.handbook.tree import Block, Work

Role = Literal["text", "note", "head", "folio"]


class Letter(NamedTuple):
    """A letter of the clean text that is no blank: the `at`-th of the text of `owner`.

    An owner is a block ("b12") or a note ("n7"), and its text is as `owner_texts` gives it. Of a
    marker, a note's label or an item's label, `mark` is the whole of it; other letters have none.
    """

    char: str
    owner: str
    at: int
    mark: str = ""


class Line(NamedTuple):
    """A line of the extraction that holds anything, without the blanks around it."""

    start: int
    end: int
    page: int
    role: Role


class Alignment(NamedTuple):
    """The lines, and for each offset of the extraction that holds a letter of the book, which."""

    lines: tuple[Line, ...]
    letters: dict[int, Letter]


def reference(number: str) -> str:
    """Write a note reference as the truth has it."""
    return f"⟦n{number}⟧"


def owner_texts(work: Work) -> dict[str, str]:
    """Give the text of every block and note, keyed by owner; references as in the truth."""
    texts = {}
    for n, block in enumerate(block for chapter in work.chapters for block in chapter.blocks):
        texts[f"b{n}"] = _text(block)
    for number, blocks in work.notes.items():
        texts[f"n{number}"] = " ".join(_text(block) for block in blocks).replace("\n", " ")
    return texts


def align(extraction: str, work: Work) -> Alignment:
    """Find the place of every letter, and what each line of the extraction is.

    Raises:
        ValueError: the extraction does not hold the whole book, in order, and nothing else.
    """
    body, notes = _streams(work)
    lines: list[Line] = []
    letters: dict[int, Letter] = {}
    done = {"text": 0, "note": 0}
    offset = 0
    for page, content in enumerate(extraction.split("\f")):
        for line in content.split("\n"):
            start, end = offset + len(line) - len(line.lstrip()), offset + len(line.rstrip())
            offset += len(line) + 1
            if start >= end:
                continue
            role: Role = "head"
            for name, stream in (("text", body), ("note", notes)):
                found = _match(extraction, start, end, stream, done[name])
                if found:
                    role = "text" if name == "text" else "note"
                    done[name] += len(found)
                    letters.update(found)
                    break
            if role == "head" and extraction[start:end].isdigit():
                role = "folio"
            lines.append(Line(start, end, page, role))
    for name, stream in (("text", body), ("note", notes)):
        if done[name] < len(stream):
            missed = "".join(letter.char for letter in stream[done[name] :][:40])
            raise ValueError(f"not found in the extraction ({name}): {missed}")
    return Alignment(tuple(lines), letters)


def _match(
    extraction: str, start: int, end: int, stream: list[Letter], at: int
) -> dict[int, Letter]:
    """Give the places of a line's letters if they are the next of the stream, otherwise nothing."""
    found: dict[int, Letter] = {}
    for place in range(start, end):
        char = extraction[place]
        if char.isspace() or (char == SOFT_HYPHEN and place == end - 1):
            continue
        if at == len(stream) or stream[at].char != char:
            return {}
        found[place] = stream[at]
        at += 1
    return found


def _streams(work: Work) -> tuple[list[Letter], list[Letter]]:
    body: list[Letter] = []
    notes: list[Letter] = []
    for n, block in enumerate(block for chapter in work.chapters for block in chapter.blocks):
        body += _letters(block, f"b{n}", 0)
    for number, blocks in work.notes.items():
        notes += [Letter(char, f"n{number}", 0, number) for char in number]
        at = 0
        for block in blocks:
            notes += _letters(block, f"n{number}", at)
            at += len(_text(block)) + 1
    return body, notes


def _letters(block: Block, owner: str, at: int) -> Iterator[Letter]:
    label = block.label if block.label != "•" else ""
    for char in block.label:
        yield Letter(char, owner, at, block.label)
    at += len(label) + 1 if label else 0
    for k, line in enumerate(block.lines):
        at += 1 if k else 0
        for piece in line:
            if piece.style == "note":
                yield from (Letter(char, owner, at, piece.text) for char in piece.text)
                at += len(reference(piece.text))
                continue
            for n, char in enumerate(piece.text):
                if not char.isspace():
                    yield Letter(char, owner, at + n)
            at += len(piece.text)


def _text(block: Block) -> str:
    lines = (
        "".join(reference(p.text) if p.style == "note" else p.text for p in line)
        for line in block.lines
    )
    label = f"{block.label} " if block.label and block.label != "•" else ""
    return label + "\n".join(lines)
