"""New matter: from front/ and back/ into the tree, apart from the book's own words."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from pipeline.errors import RecensionError
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Block, Book, Chapter, Note
from pipeline.model.settings import FigurePicture, Settings
from pipeline.model.text import Mark, Text
from pipeline.write.bookwords import words_of_book, words_of_matter
from pipeline.write.compose import compose
from pipeline.write.markdown import read_markdown, write_markdown
from pipeline.write.pandoc import Tree
from pipeline.write.render import Rendered, Section, render
from pipeline.write.words import words_of_sections
from tests.dump import source_of

INTRODUCTION = """\
# To *this* edition[^t] {.introduction lang=de}

Nothing of "the 'old' book"[^a] is lost -- see [its page](#page-7), <https://example.org/a_b>,
or [the chapter](#ch01).^[Written in the line.] 2^nd^ H~2~O <b>not bold</b> \\emph{nor this} $x$

![A lamp, seen from *below*](images/lamp.png "The lamp, about 1880")

## What was done

3. Lines were joined,
4. and *divided* words made whole:

    - each of them,
    - with its [mot juste]{lang=fr} and [Capitals]{.smallcaps}.

| what   | count |
|--------|------:|
| joined |    12 |
| lost   |     0 |

: What became of it

> A quotation\\
> of two lines.

| Roses
|   are red

***

::: signature
A. E.
:::

[^t]: On the title.
[^a]: With two paragraphs.

    And a [page](#page-7).
"""


def png(width: int = 4, height: int = 3) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "grey").save(out, "PNG")
    return out.getvalue()


def book() -> Book:
    """A chapter with a page break, a note, and two figures."""
    marks = (Mark("page", 4, 4, "7"), Mark("noteref", 9, 9, "n1"))
    text = Text.raw("The lamps were lit.").mark(*marks)
    captions = [Block("caption", Text.raw(f"Plate {k}")) for k in (1, 2)]
    blocks = (
        Block("heading", Text.raw("One"), level=1),
        Block("paragraph", text),
        *(Block("figure", blocks=(caption,)) for caption in captions),
    )
    note = Note("n1", "1", (Block("paragraph", Text.raw("By whom?")),))
    return Book("Lamps", "en", (Chapter("ch01", "chapter", blocks, (note,)),))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "lamps"
    for name in ("front", "back", "images"):
        (path / name).mkdir(parents=True)
    (path / "images" / "lamp.png").write_bytes(png())
    return path


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def composed(folder: Path, settings: Settings = Settings()) -> tuple[Tree, Rendered]:  # noqa: B008
    return compose(BookFolder("lamps", settings, folder / "source", folder), source_of(""), book())


def sections(folder: Path) -> list[Section]:
    return list(composed(folder)[1].sections)


def refused(folder: Path, text: str) -> RecensionError:
    put(folder, "front/introduction.md", text)
    with pytest.raises(RecensionError) as caught:
        composed(folder)
    return caught.value


def text_of(html: str) -> str:
    return " ".join("".join(etree.fromstring(f"<div>{html}</div>").itertext()).split())


def test_the_files_stand_around_the_book_in_the_order_of_their_names(folder: Path) -> None:
    put(folder, "front/2-dedication.md", "For A.")
    put(folder, "front/10-introduction.md", "# Welcome\n\nDear reader.")
    put(folder, "back/x.md", "# On the editor {.about}\n\nA. E.")
    put(folder, "back/notes.txt", "no new matter")
    found = sections(folder)
    assert [(s.id, s.kind, s.editorial, s.matter, s.title) for s in found] == [
        ("new-front-1", "front", True, "dedication", ""),
        ("new-front-2", "front", True, "introduction", "Welcome"),
        ("ch01", "chapter", False, "", "One"),
        ("new-back-1", "back", True, "about", "On the editor"),
    ]


def test_a_book_without_new_matter_is_as_before(folder: Path) -> None:
    bare = compose(BookFolder("lamps", Settings(), folder / "source"), source_of(""), book())
    assert composed(folder) == bare
    assert bare[1].pictures == ()


def test_all_forms_of_text_are_shown(folder: Path) -> None:
    put(folder, "front/a.md", INTRODUCTION)
    section = sections(folder)[0]
    assert (section.title, section.matter, section.language) == (
        "To this edition", "introduction", "de",
    )  # fmt: skip
    for there in [
        '<h1 id="new-front-1">To <em>this</em> edition',
        "Nothing of „the ‚old‘ book“",
        "is lost – see",
        '<a href="#page-7">its page</a>',
        '<a href="https://example.org/a_b">https://example.org/a_b</a>',
        '<a href="#ch01">the chapter</a>',
        "2<sup>nd</sup> H<sub>2</sub>O &lt;b&gt;not bold&lt;/b&gt; \\emph{nor this} $x$",
        '<figure class="figure"><img src="images/lamp.png" alt="A lamp, seen from below"/><figcap',
        "<figcaption><p>The lamp, about 1880</p></figcaption>",
        '<h2 id="new-front-1-1">What was done</h2>',
        '<div class="list labelled">',
        "3. Lines were joined,",
        '<span lang="fr">mot juste</span>',
        '<span class="smallcaps">Capitals</span>',
        '<th style="text-align: right;" scope="col">count</th>',
        "<figcaption><p>What became of it</p></figcaption>",
        "A quotation<br/>",
        '<span class="line indent-1">are red</span>',
        "<hr/>",
        '<div class="signature"><p>A. E.</p></div>',
    ]:
        assert there in section.html.replace("\n", "").replace(' class="caption"', ""), there


def test_its_notes_are_the_editor_s(folder: Path) -> None:
    put(folder, "front/a.md", INTRODUCTION)
    put(folder, "front/b.md", "# Thanks\n\nTo A.[^x]\n\n[^x]: Who is B.\n")
    first, second, chapter = sections(folder)
    assert [(note.id, note.label, note.refs) for note in first.notes] == [
        ("ed1", "1", ("ref-ed1",)),
        ("ed2", "2", ("ref-ed2",)),
        ("ed3", "3", ("ref-ed3",)),
    ]
    assert [text_of(note.html) for note in first.notes] == [
        "On the title.", "With two paragraphs. And a page.", "Written in the line.",
    ]  # fmt: skip
    assert [(note.id, note.label) for note in second.notes] == [("ed4", "1")]
    assert [(note.id, note.label) for note in chapter.notes] == [("n1", "1")]
    assert 'aria-label="Editor’s note 1"' in second.html
    assert "aria-label" not in chapter.html.partition("noteref")[2]


def test_its_words_are_held_apart_from_the_book_s(folder: Path) -> None:
    put(folder, "front/a.md", INTRODUCTION)
    put(folder, "back/b.md", "# Afterword\n\nThe lamps were out.")
    tree, rendered = composed(folder)
    new = words_of_sections(rendered, editorial=True)
    assert new == words_of_matter(tree)
    assert new[:8] == "To this edition Nothing of „the ‚old‘ book“".split()
    assert {"Afterword", "H2O", "1880", "3.", "count", "out."} < set(new)
    assert words_of_sections(rendered, editorial=False) == words_of_book(book())
    assert sorted(words_of_sections(rendered)) == sorted([*new, *words_of_book(book())])


def test_the_markdown_says_all_of_it(folder: Path, tmp_path: Path) -> None:
    put(folder, "front/1-dedication.md", "For A.\\\nand B.")
    put(folder, "front/2-a.md", INTRODUCTION)
    put(folder, "back/b.md", "# {x} [y] *z* #\n\n![\\[alt\\] ![x](y)](images/lamp.png)")
    settings = Settings(pictures=(FigurePicture("2", "images/lamp.png", "A *plate* ]"),))
    tree, rendered = composed(folder, settings)
    out = tmp_path / "markdown"
    out.mkdir()
    write_markdown(tree, out)
    again = read_markdown(out)
    for there, back in zip(tree["blocks"], again["blocks"], strict=True):
        assert back == there
    assert render(again).sections == rendered.sections
    assert sorted(path.name for path in out.glob("*.md")) == [
        "00-new-front-1.md", "01-to-this-edition.md", "02-one.md", "03-x-y-z.md",
    ]  # fmt: skip
    written = (out / "01-to-this-edition.md").read_text("utf-8")
    assert "{#new-front-1" not in written
    assert written.startswith("# To *this* edition[^ed1] {#new-front-2 .front .editorial")


def test_a_figure_of_the_book_is_shown_where_its_caption_stands(folder: Path) -> None:
    settings = Settings(pictures=(FigurePicture("2", "images/lamp.png", "A lamp"),))
    _, rendered = composed(folder, settings)
    html = rendered.sections[0].html.replace("\n", "")
    assert (
        '<figure class="figure"><img src="images/lamp.png" alt="A lamp"/>'
        "<figcaption><p>Plate 2</p></figcaption></figure>"
    ) in html.replace(' class="caption"', "")
    assert html.count("<img") == 1
    assert [(p.name, p.media_type) for p in rendered.pictures] == [("images/lamp.png", "image/png")]
    too_many = Settings(pictures=(FigurePicture("3", "images/lamp.png", "A lamp"),))
    with pytest.raises(RecensionError, match="no figure 3: the book has 2"):
        composed(folder, too_many)


def test_a_picture_is_what_it_holds_and_not_what_it_is_called(folder: Path) -> None:
    (folder / "images" / "a.jpg").write_bytes(png())
    put(folder, "front/a.md", "![A](images/a.jpg)\n\n![B](images/a.jpg)\n")
    (picture,) = composed(folder)[1].pictures
    assert (picture.name, picture.media_type) == ("images/a.jpg", "image/png")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("images/none.png", "cannot be read"),
        ("images/broken.png", "damaged"),
        ("images/half.png", "damaged"),
        ("images/text.png", "not a picture"),
        ("images/inks.jpg", "colours of a press"),
        ("lamp.png", "does not stand under images/"),
        ("images/../front/a.md", "does not stand under images/"),
        ("/etc/hostname", "does not stand under images/"),
        ("https://example.org/a.png", "does not stand under images/"),
    ],
)
def test_what_is_no_picture_of_the_book_is_refused(folder: Path, name: str, said: str) -> None:
    (folder / "images" / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "images" / "half.png").write_bytes(png(400, 300)[:80])
    (folder / "images" / "text.png").write_text("no picture")
    Image.new("CMYK", (40, 30)).save(folder / "images" / "inks.jpg")
    error = refused(folder, f"# A\n\nText.\n\n![A lamp]({name})\n")
    assert said in error.message
    assert error.where == f"{folder / 'front' / 'introduction.md'}:5"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("# A\n\n![](images/lamp.png)\n", 3, "without a description"),
        ('# A\n\n![ ](images/lamp.png "A lamp")\n', 3, "without a description"),
        ("# A\n\nSee ![a lamp](images/lamp.png) here.\n", 3, "within a line"),
        ("# A\n\nText[^gone].\n", 3, "has no text"),
        ("# A\n\n[x](other.md)\n", 3, "leads nowhere"),
        ("# A\n\n[x](javascript:alert(1))\n", 3, "leads nowhere"),
        ("# A\n\n    code\n", 0, "indented like code"),
        ("# A\n\n`code`\n", 0, "code"),
        ("# A\n\n~~gone~~\n", 0, "struck-out"),
        ("# A\n\nText.\n\n[^x]: Nobody calls me.\n", 0, "not used"),
        ("", 0, "nothing in it"),
        ("# A\n\n[x](#page-8)\n", 0, "does not have: #page-8"),
    ],
)
def test_what_cannot_be_shown_is_refused(folder: Path, text: str, line: int, said: str) -> None:
    error = refused(folder, text)
    assert said in error.message
    where = str(folder / "front" / "introduction.md")
    assert error.where == (f"{where}:{line}" if line else where)


def test_french_quotation_marks_keep_their_distance(folder: Path) -> None:
    put(folder, "front/a.md", '# Avis {lang=fr}\n\nUn "mot" et l\'autre.\n')
    assert "Un «\u00a0mot\u00a0» et l’autre." in sections(folder)[0].html
