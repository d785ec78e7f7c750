"""The EPUB: links both ways, navigation, metadata, the same bytes each time."""

import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from pipeline.errors import RecensionError
from pipeline.model.settings import Cover, NotesSettings, Settings, ThisEdition
from pipeline.write.check import check_epub
from pipeline.write.epub.write import write_epub
from tests.epubs import NAMES, files, made, texts, values
from tests.rendered import HASH, all_settings, book, note, ref, section, small_book


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "book.epub"


@pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck needs Java")
@pytest.mark.parametrize("place", ["book", "chapter"])
def test_epubcheck_finds_nothing(out: Path, place):
    made(out, settings=replace(all_settings(), notes=NotesSettings(place=place)))
    assert check_epub(out) == []


@pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck needs Java")
def test_epubcheck_finds_nothing_in_a_bare_text(out: Path):
    made(out, book(section("<p>Text.</p>")), Settings())
    assert check_epub(out) == []


def test_the_same_bytes_whenever_it_is_made(tmp_path: Path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first, second = tmp_path / "a.epub", tmp_path / "b.epub"
    write_epub(small_book(), all_settings(), HASH, first)
    monkeypatch.setattr("time.localtime", lambda *_: pytest.fail("the time of the day was asked"))
    write_epub(small_book(), all_settings(), HASH, second)
    assert first.read_bytes() == second.read_bytes()


def test_the_date_is_that_of_the_environment(out: Path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    package = made(out)["content.opf"]
    assert texts(package, "//opf:meta[@property='dcterms:modified']") == ["2023-11-14T22:13:20Z"]
    with zipfile.ZipFile(out) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2023, 11, 14, 22, 13, 20)}


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        ("-1", "1980-01-01T00:00:00Z"),
        ("0", "1980-01-01T00:00:00Z"),
        ("4294967296", "2106-02-07T06:28:16Z"),
        ("99999999999", "2107-12-31T00:00:00Z"),
        ("", "2000-01-01T00:00:00Z"),
    ],
)
def test_a_date_that_no_archive_knows_is_the_nearest_that_one_knows(
    out: Path, monkeypatch, seconds, told
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
    write_epub(small_book(), Settings(), HASH, out)
    with zipfile.ZipFile(out) as archive:
        assert told in archive.read("EPUB/content.opf").decode()
        assert {info.date_time[0] for info in archive.infolist()} == {int(told[:4])}


@pytest.mark.parametrize("date", ["November", "2026-13", "24.11.2026"])
def test_a_date_that_is_none_is_refused(out: Path, monkeypatch, date):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    with pytest.raises(RecensionError, match="not a date"):
        write_epub(small_book(), Settings(edition=ThisEdition(date=date)), HASH, out)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", date)
    with pytest.raises(RecensionError, match="not a count of seconds"):
        write_epub(small_book(), Settings(), HASH, out)


def test_the_archive_begins_with_its_media_type(out: Path):
    made(out)
    with zipfile.ZipFile(out) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_every_reference_leads_to_its_note_and_every_note_back(out: Path):
    documents = made(out)
    ids = {f"{name}#{id}": name for name, root in documents.items() for id in values(root, "//@id")}
    there, back = set(), set()
    for name, root in documents.items():
        for link in root.iter(f"{{{NAMES['x']}}}a"):
            target = link.get("href")
            if link.get("role") in ("doc-noteref", "doc-backlink"):
                assert target in ids, f"{name}: {target}"
            if link.get("role") == "doc-noteref":
                there.add((f"{name}#{link.get('id')}", target))
            elif link.get("role") == "doc-backlink":
                (note,) = link.xpath("ancestor::x:li/x:div", namespaces=NAMES)
                back.add((target, f"{name}#{note.get('id')}"))
    assert there == back
    assert {target for _, target in there} == {f"notes.xhtml#{n}" for n in ("n1", "n80", "n81")}
    assert ("ch01.xhtml#ref-n80-2", "notes.xhtml#n80") in there


def test_notes_keep_their_labels_and_those_without_a_marker_come_last(out: Path):
    notes = made(out)["notes.xhtml"]
    assert texts(notes, "//x:section/x:h2") == ["One", "Two <2>"]
    assert texts(notes, "//*[@class='note-label']") == ["1", "80", "7", "*"]
    assert texts(notes, "//x:h3/following-sibling::x:ol/x:li") == ["7 Nobody calls me."]
    # The label stands at the head of the note, the way back at its end, whatever its blocks are.
    first, quoted = texts(notes, "//x:div[@id='n1' or @id='n80']")
    assert first == "1 A body. Its second paragraph. ↩\ufe0e"
    assert quoted == "80 Quoted. ↩\ufe0e ↩\ufe0e"


def test_notes_are_marked_for_readers_that_show_them_beside_the_text(out: Path):
    documents = made(out)
    calls = documents["ch01.xhtml"].xpath("//x:a[@epub:type='noteref']", namespaces=NAMES)
    assert len(calls) == 3
    # Apple's takes no link that holds an element for a reference.
    assert all(len(call) == 0 and call.get("role") == "doc-noteref" for call in calls)
    notes = documents["notes.xhtml"]
    bodies = notes.xpath("//x:li/x:div[@epub:type]", namespaces=NAMES)
    assert [body.get(f"{{{NAMES['epub']}}}type") for body in bodies] == ["endnote footnote"] * 4
    assert values(notes, "//x:li/@epub:type") == values(notes, "//x:li/@class") == []
    assert [body.get("role") for body in bodies] == ["doc-footnote"] * 4
    assert {call.get("href") for call in calls} <= {f"notes.xhtml#{b.get('id')}" for b in bodies}


def test_a_shared_note_says_to_which_of_its_references_each_link_leads(out: Path):
    links = "//x:div[@id='n80']//x:a/@aria-label"
    assert values(made(out)["notes.xhtml"], links) == [
        "Back to note 80 in the text (1)",
        "Back to note 80 in the text (2)",
    ]


def test_notes_may_stand_in_their_chapter(out: Path):
    documents = made(out, settings=Settings(notes=NotesSettings(place="chapter")))
    assert "notes.xhtml" not in documents
    assert values(
        documents["ch02.xhtml"], "//*[@role='doc-endnotes']//@id[starts-with(., 'n')]"
    ) == ["n81"]
    assert values(documents["ch02.xhtml"], "//*[@role='doc-noteref']/@href") == ["#n81"]


def test_the_foot_of_the_page_is_the_end_of_the_book(out: Path):
    documents = made(out, settings=Settings(notes=NotesSettings(place="page")))
    assert values(documents["notes.xhtml"], "//x:li/x:div/@id") == ["n1", "n80", "n7", "n81"]


def test_the_contents_list_chapters_parts_and_notes(out: Path):
    nav = made(out)["nav.xhtml"]
    toc = "//x:nav[@epub:type='toc']"
    assert texts(nav, f"{toc}/x:ol/x:li/x:a") == [
        "Title page", "Dear reader of this book, hello.", "One", "Two <2>", "Notes",
    ]  # fmt: skip
    assert texts(nav, f"{toc}//x:li/x:ol/x:li/x:a") == ["A part of it"]
    assert values(nav, f"{toc}//x:li/x:ol/x:li/x:a/@href") == ["text/ch01.xhtml#ch01-1"]
    landmarks = values(nav, "//x:nav[@epub:type='landmarks']//x:a/@epub:type")
    assert landmarks == ["cover", "titlepage", "toc", "bodymatter", "endnotes"]


def test_the_page_list_follows_the_files_also_into_the_notes(out: Path):
    inside = '<p>A <span id="page-9" class="pagebreak" role="doc-pagebreak"></span>note.</p>'
    first = section(f"<p>x{ref('n1', '1')}</p>", note("n1", "1", inside, "ref-n1"))
    rendered = small_book()
    later = replace(rendered.sections[2], id="ch03")
    whole = replace(rendered, sections=(first, later), pages=(("9", "page-9"), ("4", "page-4")))
    nav = made(out, whole)["nav.xhtml"]
    links = values(nav, "//x:nav[@epub:type='page-list']//x:a/@href")
    assert links == ["text/ch03.xhtml#page-4", "text/notes.xhtml#page-9"]


def test_the_cover_has_its_picture_and_says_what_stands_on_it(out: Path):
    documents = made(out)
    item = "//opf:item[@properties='cover-image']"
    href = values(documents["content.opf"], f"{item}/@href")
    assert href == ["images/cover.jpg"]
    assert values(documents["content.opf"], f"{item}/@media-type") == ["image/jpeg"]
    assert files(out)["EPUB/images/cover.jpg"].startswith(b"\xff\xd8\xff")
    page = documents["cover.xhtml"]
    assert values(page, "//x:img/@src") == ["../images/cover.jpg"]
    assert values(page, "//x:img/@role") == ["doc-cover"]
    assert values(page, "//x:img/@alt") == [
        'Cover: A book. Or <this> & "that". Émile Zola. Re-edition'
    ]


def test_the_publishers_picture_takes_the_covers_place(out: Path, tmp_path: Path):
    Image.new("RGB", (1600, 2400)).save(tmp_path / "gate.png")
    cover = Cover(str(tmp_path / "gate.png"), "A gate in the rain")
    page = made(out, settings=replace(all_settings(), cover=cover))["cover.xhtml"]
    assert values(page, "//x:img/@src") == ["../images/cover.png"]
    assert values(page, "//x:img/@alt") == ["A gate in the rain"]
    assert files(out)["EPUB/images/cover.png"] == (tmp_path / "gate.png").read_bytes()


def test_the_way_back_keeps_to_the_last_word(out: Path):
    note = made(out)["notes.xhtml"].xpath("//x:div[@id='n81']", namespaces=NAMES)[0]
    assert "".join(note.itertext()).split("\n")[0] == "* Star & stripe.\u00a0↩\ufe0e"


def test_the_imprint_names_the_typeface(out: Path):
    assert "Set in Linux Libertine" in texts(made(out)["imprint.xhtml"], "//x:p")


def test_documents_say_what_they_are(out: Path):
    documents = made(out)
    titles = [texts(root, "//x:title")[0] for name, root in documents.items() if "opf" not in name]
    assert len(set(titles)) == len(titles)
    chapter = documents["ch01.xhtml"]
    assert values(chapter, "//x:section/@epub:type") == ["chapter"]
    assert values(chapter, "//x:section/@role") == ["doc-chapter"]
    assert values(chapter, "//*[@lang='fr']/@xml:lang") == ["fr"]
    assert values(chapter, "//*[@epub:type='pagebreak']/@id") == ["page-3"]
    spine = values(documents["content.opf"], "//opf:spine/opf:itemref/@idref")
    assert spine == ["cover", "titlepage", "imprint", "nav", "front", "ch01", "ch02", "notes"]
    assert values(documents["content.opf"], "//opf:spine/@toc") == []
