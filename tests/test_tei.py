"""The export to TEI P5: valid, the words of the edition, both readings where it departs."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest
from lxml import etree

from pipeline.model.book import Block, Book, Chapter, ChapterKind, Note
from pipeline.model.settings import Settings
from pipeline.model.text import Text
from pipeline.write.render import render
from pipeline.write.tei.elements import XML_ID, XML_LANG
from pipeline.write.tei.write import differences_of_tei, words_of_tei, write_tei
from pipeline.write.tree import tree_of
from pipeline.write.words import words_of_sections
from tests.blocks import note, paragraph, text
from tests.exported import exported, lamps

SCHEMA = Path(__file__).parent / "schemas" / "tei_all.rng.xz"
"""TEI P5, edition 4.3.0."""
TEI = {"t": "http://www.tei-c.org/ns/1.0"}


@pytest.fixture(scope="module")
def schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.fromstring(lzma.decompress(SCHEMA.read_bytes())))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> etree._Element:
    return etree.parse(exported(lamps(tmp_path_factory.mktemp("books")), "tei")).getroot()


def shown(node: etree._Element) -> str:
    return etree.tostring(node, encoding="unicode", with_tail=False).replace(
        f' xmlns="{TEI["t"]}"', ""
    )


def test_it_is_valid(root: etree._Element, schema: etree.RelaxNG) -> None:
    assert schema.validate(root), schema.error_log
    ids = root.xpath("//@xml:id")
    assert len(ids) == len(set(ids))
    pointers = root.xpath("//@target | //@resp | //@ana | //@change | //@who")
    inner = {each.removeprefix("#") for each in pointers if each.startswith("#")}
    assert inner <= set(ids)


def test_both_readings_stand_where_a_proofreader_decided(root: etree._Element) -> None:
    choices = root.findall(".//t:choice", TEI)
    found = [["".join(part.itertext()) for part in choice] for choice in choices]
    assert found == [
        *(["Teh", "The"], ["the the", "the"], ["the", "our"]),
        *(["ód", "Łódź"], ["lader", "ladder"], ["", ","]),
    ]
    first, style = choices[0], choices[2]
    assert (first.get("ana"), first[1].get("cert")) == ("#printer", "high")
    names = {node.get(XML_ID): node[1].text for node in root.findall(".//t:respStmt", TEI)}
    assert names[first[1].get("resp").removeprefix("#")] == "Ann <&> Lee"
    assert [part.tag.rpartition("}")[2] for part in style] == ["orig", "reg"]
    assert len(choices[3][0].findall("t:gap", TEI)) == 2
    changes = root.findall(".//t:revisionDesc/t:change", TEI)
    assert [change.text for change in changes].count("So the <second> edition.") == 1
    assert changes[0].get("when") == "2026-11-24T10:12:00Z"


def test_the_header_says_what_book_toml_says(root: etree._Element) -> None:
    titles = [node.text for node in root.findall(".//t:titleStmt/t:title", TEI)]
    assert titles == ["The Lamps & <Others>", "A Tale"]
    printed, digital = root.findall(".//t:sourceDesc/t:bibl", TEI)
    assert [node.text for node in printed] == [
        *("The Lamps", "London", "Old & Sons", "1890", "978-3-16-148410-0")
    ]
    assert digital.find("t:idno", TEI).get("type") == "SHA-256"
    assert root.find(".//t:respStmt/t:resp", TEI).text == "translator"


def test_each_kind_of_block_has_its_form(root: etree._Element) -> None:
    text = root.find("t:text", TEI)
    assert [part.tag.rpartition("}")[2] for part in text] == ["front", "body", "back"]
    assert [part.get("type") for part in text.iter(f"{{{TEI['t']}}}div")] == [
        *("introduction", "section", "chapter", "emendations")
    ]
    lines = [(line.text, line.get("rend")) for line in text.findall(".//t:l", TEI)]
    assert lines == [("Of lamps I sing,", None), ("and of ladders.", "indent-1")]
    assert [cell.text for cell in text.findall(".//t:cell", TEI)] == ["a", "b", "c", "d"]
    assert text.find(".//t:figure/t:graphic", TEI).get("url") == "images/plate.png"
    assert text.find(".//t:milestone", TEI) is not None
    notes = text.findall(".//t:note", TEI)
    assert [(note.get("n"), note.get("type")) for note in notes] == [
        *(("1", "editorial"), ("1", "source"), ("2", "source"))
    ]
    assert text.find(".//t:ref[@type='noteref']", TEI).get("target") == f"#{notes[1].get(XML_ID)}"
    assert [node.get(XML_LANG) for node in text.findall(".//t:foreign", TEI)] == ["fr"]


HEADED = (
    Block("heading", Text.raw("One"), level=1),
    Block("heading", Text.raw("Part"), level=2),
    Block("heading", Text.raw("Deeper"), level=4),
    Block("paragraph", Text.raw("First.")),
    Block("signature", Text.raw("A. W.")),
    Block("paragraph", Text.raw("After it.")),
    Block("heading", Text.raw("Second part"), level=2),
    Block("quote", blocks=(Block("heading", Text.raw("Within"), level=3),)),
    Block("signature", Text.raw("B. W.")),
    Block("sidenote", Text.raw("Beside.")),
    Block("list", blocks=(Block("item", blocks=(Block("paragraph", Text.raw("1. An item")),)),)),
    Block("epigraph", blocks=(Block("paragraph", Text.raw("A motto.")),)),
    Block("table", blocks=(Block("caption", Text.raw("Of nothing")),)),
    Block("signature", Text.raw("C. W.")),
)


@pytest.mark.parametrize("blocks", [HEADED, (), HEADED[:1]], ids=["much", "nothing", "heading"])
def test_any_order_of_blocks_is_valid(
    blocks: tuple[Block, ...], schema: etree.RelaxNG, tmp_path: Path
) -> None:
    book = Book("t", "en", (Chapter("ch01", "chapter", blocks),))
    rendered = render(tree_of(book, Settings()))
    path = tmp_path / "book.xml"
    write_tei(tree_of(book, Settings()), rendered, Settings(), ("raw", "0" * 64), [], path)
    assert schema.validate(etree.parse(path)), schema.error_log
    assert words_of_tei(path) == words_of_sections(rendered)


def test_notes_stand_where_they_are_called_and_chapters_where_they_stood(
    schema: etree.RelaxNG, tmp_path: Path
) -> None:
    def chapter(id: str, kind: ChapterKind, said: str, *notes: Note) -> Chapter:
        return Chapter(id, kind, (Block("heading", text(id), level=1), paragraph(said)), notes)

    bodies = (note("n1", "One."), note("n2", "Two{n3}."), note("n3", "Three."))
    chapters = (
        chapter("a", "front", "Dear"),
        chapter("b", "chapter", "Two{n2} and one{n1}.", *bodies),
        chapter("c", "back", "Index"),
        chapter("d", "front", "Late{n4}{n1}.", note("n4", "Four.")),
        chapter("e", "back", "End"),
    )
    tree, path = tree_of(Book("t", "en", chapters), Settings()), tmp_path / "book.xml"
    write_tei(tree, render(tree), Settings(), ("raw", "0" * 64), [], path)
    assert schema.validate(etree.parse(path)), schema.error_log
    assert differences_of_tei(render(tree), path) == []
    found = {part.tag.partition("}")[2]: len(part) for part in etree.parse(path).getroot()[1]}
    assert found == {"front": 1, "body": 3, "back": 1}


def test_a_book_without_chapters_is_valid(schema: etree.RelaxNG, tmp_path: Path) -> None:
    book = Book("t", "en", ())
    tree = tree_of(book, Settings())
    path = tmp_path / "book.xml"
    write_tei(tree, render(tree), Settings(), ("raw", "0" * 64), [], path)
    assert schema.validate(etree.parse(path)), schema.error_log
