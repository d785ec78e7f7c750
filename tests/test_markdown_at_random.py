"""Whatever a book holds, its Markdown gives the same tree and the same XHTML."""

from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.model.book import Block, Book, Chapter, Note
from pipeline.model.settings import Contributor, Settings
from pipeline.model.text import Mark, Text
from pipeline.write.pandoc import FORBIDDEN, WHITE
from pipeline.write.render import render
from tests.fuzz.words import strings
from tests.roundtrip import round_trip

LABELS = ["1", "80", "*", "†", "**", "b", "[1]", "1)", '"{&', "^", "\\"]


@st.composite
def texts(draw: st.DrawFn, notes: tuple[str, ...]) -> Text:
    string = draw(strings)
    offset = st.integers(0, len(string))
    kinds = ["emphasis", "strong", "small-capitals", "initialism", "superscript", "subscript"]
    kinds += ["language", "doubt", "page", "noteref"]
    marks = []
    for kind in draw(st.lists(st.sampled_from(kinds if notes else kinds[:-1]), max_size=3)):
        start, end = sorted((draw(offset), draw(offset)))
        data = ""
        if kind == "language":
            data = draw(st.sampled_from(["pl", "ru-Latn"]))
        if kind == "page":
            end, data = start, draw(st.sampled_from(LABELS))
        if kind == "noteref":
            end, data = start, draw(st.sampled_from(notes))
        marks.append(Mark(kind, start, end, data))
    return Text.raw(string).mark(*marks)


def blocks(text: st.SearchStrategy[Text]) -> st.SearchStrategy[Block]:
    """All kinds of blocks as the book may hold them."""

    def leaf(kind: str, highest: int = 0) -> st.SearchStrategy[Block]:
        levels = st.integers(0, highest)
        return st.builds(lambda text, level: Block(kind, text, level=level), text, levels)

    def holder(kind: str, parts: st.SearchStrategy[Block], least: int = 1):
        several = st.lists(parts, min_size=least, max_size=3)
        return several.map(lambda parts: Block(kind, blocks=tuple(parts)))

    paragraph = leaf("paragraph")
    verse = holder("verse", holder("stanza", leaf("line", 3)))
    short = st.one_of(paragraph, verse, holder("quote", paragraph))
    items = holder("list", holder("item", paragraph))
    row = holder("row", holder("cell", paragraph, 0))
    return st.one_of(
        paragraph,
        leaf("heading", 7),
        verse,
        items,
        holder("list", holder("item", st.one_of(short, items))),
        holder("quote", st.one_of(short, items)),
        holder("epigraph", short),
        leaf("signature"),
        st.just(Block("break")),
        holder("table", st.one_of(row, leaf("caption"))),
        holder("figure", st.one_of(leaf("caption"), paragraph)),
    )


@st.composite
def books(draw: st.DrawFn) -> Book:
    number = count(1)
    groups = [[f"n{next(number)}" for _ in range(draw(st.integers(0, 3)))] for _ in range(2)]
    every = tuple(id for group in groups for id in group)
    states = st.sampled_from(["linked", "linked", "cut", "absent", "unmarked"])
    chapters = []
    for k, group in enumerate(groups):
        notes = []
        for id in group:
            body = tuple(draw(st.lists(blocks(texts(every)), max_size=2)))
            notes.append(Note(id, draw(st.sampled_from(LABELS)), body, draw(states)))
        content = draw(st.lists(blocks(texts(every)), max_size=4))
        if draw(st.booleans()):
            content.insert(0, Block("heading", draw(texts(every)), level=1))
        kind = draw(st.sampled_from(["front", "chapter", "back"]))
        chapters.append(Chapter(f"ch{k:02}", kind, tuple(content), tuple(notes)))
    return Book(draw(strings), draw(st.sampled_from(["en", "ru", "tlh"])), tuple(chapters))


def letters(texts: list[str]) -> str:
    """All but white space, with what an edition cannot hold replaced."""
    return WHITE.sub("", FORBIDDEN.sub("\ufffd", "".join(texts))).replace("\u00a0", "")


def letters_of(html: str) -> str:
    """The letters of a fragment, without the references to notes and what the edition supplied."""
    root = etree.fromstring(f"<div>{html}</div>")
    for element in list(root.iter("a", "span")):
        if element.get("class") in ("noteref", "supplied"):
            element.text = ""
    return letters(list(root.itertext()))


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(books(), strings)
def test_the_markdown_gives_the_same_tree_and_the_same_xhtml(book: Book, name: str):
    tree, again = round_trip(book, Settings(contributors=(Contributor(name, role="trl"),)))
    assert again == tree
    rendered = render(tree)
    assert render(again) == rendered
    for chapter, section in zip(book.chapters, rendered.sections, strict=True):
        assert letters_of(section.html) == letters([str(text) for text in chapter.texts()])
    bodies = {note.id: note.html for section in rendered.sections for note in section.notes}
    assert set(bodies) == {note.id for note in book.notes()}
    for note in book.notes():
        assert letters_of(bodies[note.id]) == letters([str(text) for text in note.texts()])
