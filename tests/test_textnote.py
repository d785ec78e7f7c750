"""The note on the text: the emendations that an edition lists, in every form of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from pipeline.amend.emendations import emendations
from pipeline.errors import RecensionError
from pipeline.manuscript.booktoml import load_settings
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Block, Book, Chapter, Furniture, Note, Page
from pipeline.model.decision import Decision, Placed, Quote
from pipeline.model.finding import Action
from pipeline.model.settings import Settings, SourceEdition, ThisEdition
from pipeline.model.text import Edit, Mark, Text
from pipeline.write.bookwords import words_of_book, words_of_matter
from pipeline.write.compose import compose
from pipeline.write.markdown import read_markdown, write_markdown
from pipeline.write.matter.textnote import note_on_the_text
from pipeline.write.pandoc import plain_text
from pipeline.write.words import words_of_sections
from tests.dump import source_of

RAW = """\
LAMPS 6
The lamps of teh town were lit,
and and the old man, went home
with his lader. Nobody was there.
\f7
In teh morning he came again. (See teh note.)
"""


def decision(
    id: str, action: Action, old: str, new: str = "", why: str = "printer"
) -> tuple[Decision, str]:
    at = (RAW.index(old), RAW.index(old) + len(old))
    made = Decision(id, "Ann", "editor", action, at, Quote("", old, ""), new, why=why)  # type: ignore[arg-type]
    return made, old


DECISIONS = (
    decision("A", "replace", "teh", "the"),
    decision("B", "delete", "and "),
    decision("C", "replace", "lader", "ladder", "extraction"),
    decision("D", "insert", "Nobody", "“", "editorial"),
    decision("E", "replace", "man,", "man"),
)


def text(start: int, end: int) -> Text:
    """Take a stretch of the source, with what was decided of it."""
    made = Text.raw(RAW[start:end].rstrip("\n"), start)
    edits = []
    for each, old in DECISIONS:
        at = str(made).find(old)
        while at >= 0:
            insert = each.action == "insert"
            edits.append(
                (Edit(at, at if insert else at + len(old), each.new), "decision:" + each.id)
            )
            at = str(made).find(old, at + 1) if each.id == "A" else -1
    return made.apply_signed(edits)


def book() -> Book:
    cut, end = RAW.index("\f"), len(RAW)
    first, second = RAW.index("The lamps"), RAW.index("In teh")
    one = text(first, cut).mark(Mark("page", 0, 0, "6"))
    two = text(second, end).mark(Mark("page", 0, 0, "7"))
    heads = (Text.raw(RAW[:first]), Text.raw(RAW[cut:second], cut))
    return Book(
        "Lamps",
        "en",
        (Chapter("ch01", "chapter", (Block("paragraph", one), Block("paragraph", two))),),
        tuple(Furniture("running-head", head, k) for k, head in enumerate(heads)),
        (Page("6", True, 0), Page("7", True, cut)),
        decisions=tuple(Placed(each, each.at) for each, _ in DECISIONS),
    )


def settings(*why: str, source: SourceEdition | None = None) -> Settings:
    return Settings(edition=ThisEdition(emendations=why), source=source or SourceEdition())


def listed(*why: str, of: Book | None = None) -> list[str]:
    """Give the lines of the note, as they are read."""
    made = of or book()
    found = note_on_the_text(source_of(RAW), made, settings(*why))
    if not found:
        return []
    items = found[0]["c"][1][-1]["c"][1][0]["c"]
    return [plain_text(item[0]["c"]) for item in items]


def test_an_emendation_is_listed_as_whole_words_with_page_and_line() -> None:
    assert listed("printer") == [
        "6.1, 7.1\u2003the] teh",
        "6.2\u2003and] and and",
        "6.2\u2003man] man,",
    ]


def test_only_what_is_asked_for_is_listed() -> None:
    assert listed("extraction") == ["6.3\u2003ladder] lader"]
    assert listed("editorial") == ["6.3\u2003“Nobody] Nobody"]
    assert listed("style") == listed() == []


def test_without_pages_no_numbers_are_given() -> None:
    bare = replace(book(), pages=(), furniture=())
    assert listed("extraction", of=bare) == ["ladder] lader"]


def test_what_is_set_otherwise_is_no_emendation() -> None:
    made, _ = decision("A", "heading", "teh")
    assert emendations(RAW, book(), [made]) == []


def test_a_change_in_parts_is_one_emendation() -> None:
    apart = Text.raw("the lamps, the streets").split([10])
    made = Text.join([apart[0].apply([Edit(4, 10, "street")], "decision:A"), apart[1]])
    cut = made.split([7])
    joined = Text.join(cut)
    raw = "the lamps, the streets"
    one = Book("t", "en", (Chapter("c", "chapter", (Block("paragraph", joined),)),))
    (found,) = emendations(raw, one, [decision("A", "replace", "teh")[0]])
    assert (found.source, found.edition) == ("lamps,", "street")


def test_two_emendations_of_a_word_show_what_the_source_had() -> None:
    raw = "the lader."
    made = Text.raw(raw).apply_signed(
        [(Edit(4, 9, "ladder"), "decision:A"), (Edit(9, 10, ","), "decision:B")]
    )
    one = Book("t", "en", (Chapter("c", "chapter", (Block("paragraph", made),)),))
    decided = [decision(id, "replace", "teh")[0] for id in "AB"]
    found = emendations(raw, one, decided)
    assert [(each.source, each.edition) for each in found] == [("lader.", "ladder,")] * 2


def test_the_note_joins_every_form_of_the_edition(tmp_path: Path) -> None:
    of = SourceEdition(title="Lamps", publisher="Old & Sons", place="London", year="1890")
    folder = BookFolder("lamps", settings("printer", source=of), tmp_path / "source", tmp_path)
    tree, rendered = compose(folder, source_of(RAW), book())
    assert words_of_sections(rendered, False) == words_of_book(book())
    new = words_of_sections(rendered, True)
    assert new == words_of_matter(tree)
    said = " ".join(new)
    assert said.startswith("Note on the text Source of the text: Lamps. London: Old & Sons, 1890.")
    assert said.endswith("6.1, 7.1 the] teh 6.2 and] and and 6.2 man] man,")
    last = rendered.sections[-1]
    assert (last.kind, last.editorial, last.title) == ("back", True, "Note on the text")
    links = etree.fromstring(f"<div>{last.html}</div>").xpath("//a/@href")
    (tmp_path / "markdown").mkdir()
    write_markdown(tree, tmp_path / "markdown")
    assert read_markdown(tmp_path / "markdown")["blocks"] == tree["blocks"]
    assert links == ["#page-6", "#page-7", "#page-6", "#page-6"]


def test_an_emendation_in_a_note_is_listed() -> None:
    body = Block("paragraph", text(RAW.index("In teh"), len(RAW)))
    note = Note("n1", "1", (body,))
    chapter = Chapter("c", "chapter", (), (note,))
    assert listed("printer", of=replace(book(), chapters=(chapter,))) == ["7.1\u2003the] teh"]


def test_book_toml_names_what_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "book.toml"
    path.write_text('[edition]\nemendations = ["printer", "editorial"]\n', encoding="utf-8")
    assert load_settings(path).edition.emendations == ("printer", "editorial")
    path.write_text('[edition]\nemendations = ["printers"]\n', encoding="utf-8")
    with pytest.raises(RecensionError, match="wrong value for 'emendations'") as caught:
        load_settings(path)
    assert "extraction, printer, editorial, style" in caught.value.remedy
