"""Blocks, notes and chapters of a book, for tests, written as a line each."""

from pipeline.model.book import Block, Chapter, Note
from pipeline.model.text import Mark, Text


def text(string: str) -> Text:
    """Read `{n1}` as a reference to note n1 and `{p:12}` as the beginning of page 12."""
    parts = string.replace("}", "{").split("{")
    made = Text()
    for k, part in enumerate(parts):
        if k % 2 == 0:
            made += Text.raw(part)
        elif part.startswith("p:"):
            made = made.mark(Mark("page", len(made), len(made), part[2:]))
        else:
            made = made.mark(Mark("noteref", len(made), len(made), part))
    return made


def paragraph(string: str) -> Block:
    return Block("paragraph", text(string))


def note(id: str, *bodies: str, label: str = "", state: str = "linked") -> Note:
    return Note(id, label or id[1:], tuple(map(paragraph, bodies)), state)


def chapter(*blocks: Block, notes: tuple[Note, ...] = (), id: str = "ch01") -> Chapter:
    return Chapter(id, "chapter", blocks, notes)
