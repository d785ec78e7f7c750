"""Whatever a chapter holds, what is shown of it leads letter by letter to the raw text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.build import recovered
from pipeline.desk.making.chapters import Chapters
from pipeline.manuscript.folder import find_book
from pipeline.model.book import Block, BlockKind, Book, Chapter, Note, NoteState
from pipeline.model.settings import Settings
from pipeline.model.text import Edit, Mark, Text
from pipeline.write.pandoc import FORBIDDEN
from tests.traced import all_traced

LETTERS = st.text(st.sampled_from("ab é“—\u00a0\n\t\x00\ufffd\ud800<&\u2028"), max_size=12)
POINTS = st.sampled_from(["noteref", "page"])
RANGES = st.sampled_from(["emphasis", "strong", "language", "small-capitals", "superscript"])
TEXTUAL: tuple[BlockKind, ...] = ("paragraph", "heading", "signature", "sidenote")


@st.composite
def texts(draw: st.DrawFn, start: int, calls: bool = True) -> tuple[str, Text]:
    """Make a raw text and a text of it, with changes and marks anywhere."""
    raw = "x" + draw(LETTERS) + draw(LETTERS)
    text = Text.raw(raw, start)
    for rule in draw(st.lists(st.sampled_from(["line-end", "decision:1"]), max_size=2)):
        at = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
        text = text.apply([Edit(*at, draw(LETTERS))], rule)
    whole = st.integers(0, len(text))
    for kind in draw(st.lists(RANGES, max_size=2)):
        text = text.mark(Mark(kind, *sorted((draw(whole), draw(whole))), "fr"))
    for kind in draw(st.lists(POINTS, max_size=2)) if calls else ():
        at = draw(whole)
        text = text.mark(Mark(kind, at, at, "n1", (start, start)))
    return raw, text


@st.composite
def chapters(draw: st.DrawFn) -> tuple[str, Chapter]:
    """Make a chapter of blocks of all kinds, with a note, and its raw text."""
    raw = ""

    def text(calls: bool = True) -> Text:
        nonlocal raw
        more, made = draw(texts(len(raw), calls))
        raw += more
        return made

    def block(depth: int = 0) -> Block:
        kind = draw(st.sampled_from((*TEXTUAL, "quote", "verse", "list", "table", "break")))
        if kind == "break":
            return Block("break", text(calls=False).apply([], "thought-break"))
        if kind in TEXTUAL or depth:
            return Block(draw(st.sampled_from(TEXTUAL)), text(), level=draw(st.integers(1, 3)))
        if kind == "verse":
            lines = tuple(Block("line", text(), level=k) for k in range(2))
            return Block("verse", blocks=(Block("stanza", blocks=lines),))
        inner = tuple(block(1) for _ in range(draw(st.integers(1, 2))))
        if kind == "table":
            row = tuple(Block("cell", blocks=(each,)) for each in inner if each.kind != "break")
            return Block("table", blocks=(Block("row", blocks=row),))
        if kind == "list":
            return Block("list", blocks=tuple(Block("item", blocks=(each,)) for each in inner))
        return Block("quote", blocks=inner)

    blocks = tuple(block() for _ in range(draw(st.integers(1, 4))))
    body = tuple(block() for _ in range(draw(st.integers(0, 2))))
    state = draw(st.sampled_from(get_args(NoteState)))
    return raw, Chapter("ch01", "chapter", blocks, (Note("n1", "1", body, state),))


@given(chapters())
@settings(max_examples=60)
def test_invented_chapters_are_traced_letter_by_letter(made: tuple[str, Chapter]) -> None:
    raw, chapter = made
    (laid_over,) = Chapters(Settings()).shown(Book("Title", "en", (chapter,)))
    found = (each.text for each in all_traced([laid_over], raw))
    wanted = (str(text) for part in (chapter, *chapter.notes) for text in read(part))
    assert letters(found) == FORBIDDEN.sub("\ufffd", letters(wanted))


def letters(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())


def read(part: Chapter | Note) -> Iterator[Text]:
    """Give the texts of which letters are shown."""

    def of_block(block: Block) -> Iterator[Text]:
        if block.kind != "break":
            yield block.text
        for inner in block.blocks:
            yield from of_block(inner)

    for block in part.blocks:
        yield from of_block(block)


def test_the_sample_book_is_traced_letter_by_letter() -> None:
    folder = find_book("handbook")
    source, book = recovered(folder)
    made = Chapters(folder.settings).shown(book)
    found = all_traced(made, source.text)
    assert letters(each.text for each in found) == letters(
        str(text) for c in book.chapters for part in (c, *c.notes) for text in read(part)
    )
    assert [note.id for chapter in made for note in chapter.notes] == [n.id for n in book.notes()]
