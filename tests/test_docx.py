"""The DOCX: real notes under the book's labels, styles, words, the same bytes each time."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from pipeline.model.book import Block, Book, Chapter, Note
from pipeline.model.settings import NotesSettings, Settings
from pipeline.model.text import Mark, Text
from pipeline.write.docx.package import W
from pipeline.write.docx.words import differences_of_docx, words_of_docx
from pipeline.write.docx.write import write_docx
from pipeline.write.pandoc import nodes, run
from pipeline.write.render import render
from pipeline.write.tree import tree_of
from tests.blocks import chapter, note, paragraph, text
from tests.rendered import HASH, all_settings
from tests.test_words import HARD

NAMES = {"w": W}


def made(path: Path, *chapters: Chapter, place: str = "book", settings: Settings | None = None):
    """Write a book; give its parts, parsed, after its words were held against the book's."""
    settings = replace(settings or Settings(), notes=NotesSettings(place=place))
    tree = tree_of(Book("Title", "en", chapters), settings)
    rendered = render(tree)
    write_docx(tree, rendered, settings, HASH, path)
    assert differences_of_docx(rendered, path) == []
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        return {
            Path(name).stem: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xml")
        }


def values(root: etree._Element, path: str) -> list[str]:
    return [str(value) for value in root.xpath(path, namespaces=NAMES)]


def styles(root: etree._Element) -> list[str]:
    return values(root, "//w:body/w:p/w:pPr/w:pStyle/@w:val")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "book.docx"


def noted(id: str, *labels: str) -> Chapter:
    marks = "".join(f" word{{{id}-{k}}}" for k in range(len(labels)))
    return Chapter(
        id,
        "chapter",
        (paragraph(f"Text{marks}."),),
        tuple(note(f"{id}-{k}", "Body.", label=label) for k, label in enumerate(labels)),
    )


SIGNS = [noted("ch01", "*", "†"), noted("ch02", "*")]


@pytest.mark.parametrize(
    ("chapters", "own", "restarts"),
    [
        ([noted("ch01", "1", "2"), noted("ch02", "3")], [], {"continuous"}),
        ([noted("ch01", "1", "2"), noted("ch02", "1")], [], {"eachSect"}),
        ([noted("ch01", "1", "3"), noted("ch02", "80")], ["1", "3", "80"], {"continuous"}),
        (SIGNS, ["*", "†", "*"], {"continuous"}),
    ],
    ids=["through the book", "by chapter", "with gaps", "signs"],
)
@pytest.mark.parametrize(("place", "kind"), [("page", "foot"), ("book", "end"), ("chapter", "end")])
def test_notes_have_their_labels_by_word_s_count_or_as_their_own(
    out: Path, chapters, own, restarts, place, kind
):
    parts = made(out, *chapters, place=place)
    document, notes = parts["document"], parts[f"{kind}notes"]
    assert len(values(document, f"//w:{kind}noteReference/@w:id")) == 3
    marks = document.iterfind(f".//{{{W}}}{kind}noteReference[@{{{W}}}customMarkFollows]/..")
    assert ["".join(run.itertext()) for run in marks] == own
    style = f"//w:r[w:rPr/w:rStyle/@w:val='{kind.title()}noteReference']/w:t/text()"
    assert values(notes, style) == own
    assert len(notes.findall(f".//{{{W}}}{kind}noteRef")) == 3 - len(own)
    assert set(values(document, "//w:sectPr//w:numRestart/@w:val")) == restarts
    assert set(values(document, "//w:numFmt/@w:val")) == {"decimal"}


def test_endnotes_stand_where_the_book_s_settings_want_them(out: Path):
    for place, end in ("book", "docEnd"), ("chapter", "sectEnd"):
        parts = made(out, *SIGNS, place=place)
        assert values(parts["settings"], "//w:endnotePr/w:pos/@w:val") == [end]
        assert "footnotes" not in parts
    assert "endnotes" not in made(out, *SIGNS, place="page")


def test_a_chapter_s_endnotes_stand_at_its_end(out: Path):
    parts = made(out, *SIGNS, place="chapter")
    assert len(values(parts["document"], "//w:sectPr/w:type/@w:val")) == 2


def test_pandoc_reads_the_notes_back(out: Path):
    for place in ("page", "book"):
        made(out, noted("ch01", "*", "†"), place=place)
        tree = json.loads(run(["--from=docx", "--to=json", str(out)], "")[0])
        assert sum(node["t"] == "Note" for node in nodes(tree)) == 2


def test_a_second_reference_leads_to_the_first(out: Path):
    parts = made(out, chapter(paragraph("One{n1} two{n1}."), notes=(note("n1", "Body."),)))
    assert values(parts["document"], "//w:hyperlink/@w:anchor") == ["n1"]
    assert "n1" in values(parts["document"], "//w:bookmarkStart/@w:name")
    assert values(parts["document"], "//w:hyperlink//w:t/text()") == ["1"]


def test_a_note_without_a_marker_stands_at_its_chapter_s_end(out: Path):
    loose = note("n2", "Nobody calls me.", "More.", label="2", state="unmarked")
    parts = made(out, chapter(paragraph("One{n1}."), notes=(note("n1", "Body."), loose)))
    assert styles(parts["document"])[-2:] == ["UnmarkedNote"] * 2
    assert words_of_docx(out) == "One. Nobody calls me. More. Body.".split()


def test_notes_may_be_called_in_any_order_and_from_notes_alone(out: Path):
    bodies = (note("n1", "One."), note("n2", "Two{n3}."), note("n3", "Three."))
    later = chapter(paragraph("Late{n4}{n1}."), notes=(note("n4", "Four."),), id="ch02")
    made(out, chapter(paragraph("Two{n2} and one{n1}."), notes=bodies), later)
    assert " ".join(words_of_docx(out)) == "Two and one. Three. Late. Two. One. Four."


def test_a_soft_hyphen_at_the_end_is_no_loss(out: Path):
    made(out, chapter(paragraph("co\u00adoperate divi\u00ad")))


def test_each_kind_of_block_has_its_style(out: Path):
    def block(kind: str, *blocks: Block, string: str = "", level: int = 0) -> Block:
        return Block(kind, text(string), level=level, blocks=blocks)

    line = block("line", string="A line")
    stanza = block("stanza", block("line", string="Another", level=1), string="A line")
    entries = block("list", block("item", string="1. first"), block("item", string="2. second"))
    bullets = block("list", block("item", string="first"), block("item", string="second"))
    parts = made(
        out,
        chapter(
            block("heading", string="Heading", level=1),
            paragraph("First{p:5} paragraph."),
            paragraph("Second."),
            block("quote", string="Quoted."),
            block("verse", stanza),
            block("break"),
            block("epigraph", string="Epigraph."),
            block("signature", string="Me"),
            block("sidenote", string="Aside"),
            entries,
            bullets,
            line,
        ),
        settings=all_settings(),
    )
    document = parts["document"]
    found = styles(document)
    assert found[:4] == ["Title", "Subtitle", "Author", "Date"]
    rest = [style for style in found[4:] if style != "Imprint"]
    assert rest == [
        *("Heading1", "FirstParagraph", "BodyText", "BlockText", "Verse", "ThoughtBreak"),
        *("Epigraph", "Signature", "Sidenote", "Entry", "Entry", "Compact", "Compact"),
        "FirstParagraph",
    ]
    assert "page-5" in values(document, "//w:bookmarkStart/@w:name")
    known = values(parts["styles"], "//w:style/@w:styleId")
    assert set(found) <= set(known)
    assert len(known) == len(set(known))


def test_the_lines_of_a_stanza_begin_below_each_other(out: Path):
    # They are broken in one paragraph, and Word would let all but the first hang.
    (indents,) = made(out, chapter(paragraph("First.")))["styles"].xpath(
        "//w:style[@w:styleId='Verse']/w:pPr/w:ind", namespaces=NAMES
    )
    assert [name.split("}")[1] for name in indents.attrib] == ["left"]


def test_foreign_words_have_their_language(out: Path):
    latin = Text.raw("The mot juste.").mark(Mark("language", 4, 13, "fr"))
    parts = made(out, chapter(Block("paragraph", latin)))
    assert values(parts["document"], "//w:r[w:rPr/w:lang/@w:val='fr']/w:t/text()") == ["mot juste"]


@pytest.mark.parametrize("name", HARD)
def test_hard_texts_come_out_whole(out: Path, name):
    hard = Text.raw(HARD[name])
    styled = hard
    for kind in ("emphasis", "strong", "small-capitals"):
        styled = styled.mark(Mark(kind, 0, len(hard)))
    row = Block("row", blocks=(Block("cell", hard), Block("cell", styled)))
    blocks = [Block(kind, hard) for kind in ("paragraph", "quote", "heading", "caption")]
    blocks += [Block("paragraph", styled), Block("table", blocks=(row, row))]
    blocks += [Block("verse", blocks=(Block("stanza", hard, blocks=(Block("line", hard),)),))]
    body = Note("n1", "1", (Block("paragraph", hard), Block("quote", styled)), "linked")
    made(out, chapter(*blocks, paragraph("x{n1}"), notes=(body,)))


def test_a_planted_fault_is_found(out: Path):
    wanted, other = (
        tree_of(Book("T", "en", (chapter(paragraph(words)),)), Settings())
        for words in ("bread, and butter", "bread and butter")
    )
    write_docx(other, render(other), Settings(), HASH, out)
    (difference,) = differences_of_docx(render(wanted), out)
    assert (difference.expected, difference.found) == ("bread, and butter", "bread and butter")


def test_the_same_bytes_whenever_it_is_made(tmp_path: Path, monkeypatch):
    made(tmp_path / "a", *SIGNS, settings=all_settings())
    monkeypatch.setattr("time.localtime", lambda *_: pytest.fail("the time of the day was asked"))
    parts = made(tmp_path / "b", *SIGNS, settings=all_settings())
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    dates = [node.text for node in parts["core"] if "dcterms" in str(node.prefix)]
    assert dates == ["2026-11-01T00:00:00Z"] * 2
