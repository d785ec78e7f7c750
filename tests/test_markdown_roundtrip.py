"""The Markdown says all that the editions need, whatever the book says."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipeline.errors import RecensionError
from pipeline.model.book import Block, Book, Chapter, Note
from pipeline.model.settings import Settings, ThisEdition
from pipeline.model.text import Mark, Text
from pipeline.write.markdown import name_notes, read_markdown, write_markdown
from pipeline.write.render import render
from pipeline.write.tree import tree_of
from tests.fuzz.words import HOSTILE, ODD
from tests.roundtrip import book_of, round_trip

LANGUAGE = Mark("language", 0, 2, "pl")


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
