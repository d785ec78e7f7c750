"""The Markdown says all that the editions need, whatever the book says."""

import re
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.errors import RecensionError
from pipeline.model.book import Block, Book, Chapter, Note
from pipeline.model.settings import Contributor, Settings, ThisEdition
from pipeline.model.text import Mark, Text
from pipeline.write.markdown import name_notes, read_markdown, write_markdown
from pipeline.write.pandoc import FORBIDDEN, WHITE
from pipeline.write.render import render
from pipeline.write.tree import tree_of
from tests.fuzz.words import HOSTILE, ODD, strings

LABELS = ["1", "80", "*", "†", "**", "b", "[1]", "1)", '"{&', "^", "\\"]


LANGUAGE = Mark("language", 0, 2, "pl")


def round_trip(book: Book, edition: Settings = Settings()):  # noqa: B008
    """Give the book's tree, and the tree that its Markdown gives."""
    tree = tree_of(book, edition)
    with TemporaryDirectory() as folder:
        write_markdown(tree, Path(folder))
        return tree, read_markdown(Path(folder))


def book_of(*blocks: Block, notes: tuple[Note, ...] = ()) -> Book:
    return Book("Title", "en", (Chapter("ch01", "chapter", blocks, notes),))


def places(text: str) -> list[Block]:
    """All places in which a book can say the same thing."""
    raw = Text.raw(text)
    paragraph = Block("paragraph", raw)
    line = Block("line", raw)
    return [
        paragraph,
        Block("heading", raw, level=2),
        Block("quote", blocks=(paragraph, paragraph)),
        Block("verse", blocks=(Block("stanza", blocks=(line, Block("line", raw, level=1))),)),
        Block("list", blocks=(Block("item", blocks=(paragraph,)),) * 2),
        Block("list", blocks=(Block("item", blocks=(paragraph, paragraph)),)),
        Block("table", blocks=(Block("row", blocks=(Block("cell", blocks=(paragraph,)),) * 2),)),
        Block("figure", blocks=(Block("caption", raw),)),
        Block("paragraph", raw.mark(Mark("emphasis", 0, len(raw)))),
        Block("paragraph", raw.mark(Mark("small-capitals", 0, len(raw)))),
        Block("paragraph", Text.join([Text.raw("a ").mark(Mark("page", 2, 2, text)), raw])),
    ]


@pytest.mark.parametrize("text", ["{}", "{} a", "a {}", "a{}b"])
def test_every_hostile_word_in_every_place(text: str):
    words = [text.format(word) for word in HOSTILE + ODD]
    chapters = []
    for start in range(0, len(words), 8):
        said = words[start : start + 8]
        content = [Block("heading", Text.raw(said[0]), level=1)]
        notes = []
        for k, word in enumerate(said, start):
            call = Text.raw(word).mark(Mark("noteref", 0, 0, f"n{k}"))
            content += [Block("paragraph", call), *places(word)]
            notes.append(Note(f"n{k}", word, tuple(places(word))))
        chapters.append(Chapter(f"ch{start}", "chapter", tuple(content), tuple(notes)))
    tree, again = round_trip(Book("Title", "en", tuple(chapters)))
    for there, back in zip(tree["blocks"], again["blocks"], strict=True):
        for one, other in zip(there["c"][1], back["c"][1], strict=False):
            assert other == one
        assert back == there
    assert render(again) == render(tree)


@pytest.mark.parametrize(
    ("why", "text", "marks"),
    [
        ("pandoc writes two backslashes, and the sign is lost", r"a \* b \( c", []),
        ("pandoc leaves what looks like a character reference", "&amp; &#65; &nbsp;", []),
        ("a byte order mark", "\ufeffa", []),
        ("a division", "::: a", []),
        ("a rule", "---", []),
        ("an empty image", "![x](y)", [Mark("small-capitals", 0, 7)]),
        ("a span that is a note", "^1 x", [LANGUAGE]),
        ("small capitals, which pandoc writes as capitals", "Word", [Mark("small-capitals", 0, 2)]),
        ("two emphases that cross", "abc def", [Mark("emphasis", 0, 5), Mark("strong", 3, 7)]),
        ("an attribute's value", "x", [Mark("page", 1, 1, '[^1]"}&amp;\\')]),
        ("a bracket in a value in brackets", "ab", [LANGUAGE, Mark("page", 1, 1, "1]")]),
        ("an emphasis that begins with a blank", "a  b c", [Mark("emphasis", 1, 4)]),
    ],
)
def test_what_pandoc_alone_does_not_keep(why: str, text: str, marks: list[Mark]):
    tree, again = round_trip(book_of(Block("paragraph", Text.raw(text).mark(*marks))))
    assert again == tree, why


@pytest.mark.parametrize("text", ["C #", "a {.x}", "# a", "a ##", "a {#id .y}"])
def test_a_heading_keeps_what_looks_like_its_end(text: str):
    tree, again = round_trip(
        book_of(
            Block("heading", Text.raw(text), level=1), Block("heading", Text.raw(text), level=2)
        )
    )
    assert again == tree


def test_a_heading_that_ends_behind_a_note():
    heading = Block("heading", Text.raw("a ##").mark(Mark("noteref", 2, 2, "n1")), level=1)
    tree, again = round_trip(book_of(heading, heading, notes=(Note("n1", "1"),)))
    assert again == tree


def test_a_colon_behind_a_note_makes_no_note_of_the_paragraph():
    text = Text.raw(": and so on").mark(Mark("noteref", 0, 0, "n1"))
    note = Note("n1", "1", (Block("paragraph", Text.raw("Body.")),))
    tree, again = round_trip(book_of(Block("paragraph", text), notes=(note,)))
    assert again == tree


@pytest.mark.parametrize("last", ["paragraph", "quote"])
def test_a_list_whose_items_hold_more_than_a_paragraph(last: str):
    paragraph = Block("paragraph", Text.raw("a"))
    quote = Block("quote", blocks=(paragraph,))
    item = Block("item", blocks=(quote, paragraph) if last == "paragraph" else (paragraph, quote))
    tree, again = round_trip(book_of(Block("list", blocks=(item,))))
    assert again == tree


@pytest.mark.parametrize(
    "version",
    ["1.10", "007", "1e3", "0x1f", ".5", "+1", "true", "null", "~", "2020", "- a", "\x80"],
)
def test_metadata_stays_text(version: str):
    tree, again = round_trip(book_of(), Settings(edition=ThisEdition(version=version)))
    assert again["meta"] == tree["meta"]


def test_notes_are_named_by_their_ids_and_nothing_else_is():
    said = r"[^1] \[^1] ![^1] \\"
    text = Text.raw(said).mark(*(Mark("noteref", k, k, f"n{80 + k}") for k in range(3)))
    text = text.mark(Mark("noteref", len(said), len(said), "n99"))
    notes = tuple(
        Note(id, "*", (Block("paragraph", Text.raw("[^1]: [^2]")),))
        for id in ("n80", "n81", "n82", "n99")
    )
    tree = tree_of(book_of(Block("paragraph", text), notes=notes), Settings())
    with TemporaryDirectory() as folder:
        write_markdown(tree, Path(folder))
        (file,) = Path(folder).glob("*.md")
        markdown = file.read_text(encoding="utf-8")
        again = read_markdown(Path(folder))
    assert again == tree
    unescaped = re.findall(r"(?<!\\)(?:\\\\)*\[\^(\w+)\]", markdown)
    assert unescaped == ["n80", "n81", "n82", "n99"] * 2
    assert r"[\*]{#n99 .note-label} \[^1\]: \[^2\]" in markdown
    assert name_notes(r"\\[^1] \[^1]", ["n9"]) == r"\\[^n9] \[^1]"


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


def test_a_chapter_s_file_is_named_by_its_place_and_heading(tmp_path: Path):
    heading = Block("heading", Text.raw("Émile, or: On Education"), level=1)
    chapters = (
        Chapter("front", "front", (Block("paragraph", Text.raw("Dear reader,")),)),
        Chapter("ch01", "chapter", (heading,)),
        Chapter("ch02", "back", (Block("heading", Text.raw("Ёж"), level=1),)),
    )
    write_markdown(tree_of(Book("T", "en", chapters), Settings()), tmp_path)
    names = ["00-front.md", "01-emile-or-on-education.md", "02-ch02.md"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [*names, "metadata.yaml"]
    assert (tmp_path / names[0]).read_text() == "---\nid: front\nkind: front\n---\n\nDear reader,\n"
    assert (tmp_path / names[1]).read_text() == "# Émile, or: On Education {#ch01}\n"
    assert (tmp_path / names[2]).read_text() == "# Ёж {#ch02 .back}\n"
    assert (tmp_path / "metadata.yaml").read_text().endswith("...\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Text without an id.\n", "does not say its id"),
        ("# Heading {#ch01 .sideways}\n", "no known kind"),
        ("# Heading {#ch01}\n\n[^n1]: A note that nothing calls.\n", "not used"),
        ("# Heading {#ch01}\n\n::: verse\n", "unclosed"),
    ],
)
def test_markdown_that_would_lose_something_is_refused(tmp_path: Path, text: str, message: str):
    write_markdown(
        tree_of(book_of(Block("heading", Text.raw("Heading"), level=1)), Settings()), tmp_path
    )
    (tmp_path / "01-heading.md").write_text(text, encoding="utf-8")
    with pytest.raises(RecensionError, match=message) as error:
        read_markdown(tmp_path)
    assert error.value.where == "01-heading.md"


def test_a_missing_file_is_named(tmp_path: Path):
    with pytest.raises(RecensionError) as error:
        read_markdown(tmp_path)
    assert error.value.where.endswith("metadata.yaml")
