"""What an EPUB says of its book: who did what, codes, titles, identifiers, accessibility."""

from pathlib import Path

import pytest
from lxml import etree

from pipeline.model.settings import Series, Settings, ThisEdition
from pipeline.write.epub.write import write_epub
from tests.epubs import files, made, texts
from tests.rendered import HASH, book, section, small_book


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "book.epub"


def test_metadata_says_who_did_what(out: Path):
    package = made(out)["content.opf"]
    assert texts(package, "//dc:title") == ["A book", 'Or <this> & "that"']
    assert texts(package, "//dc:creator") == ["Émile Zola"]
    assert texts(package, "//dc:contributor") == ["Anna Tr", "Society of <Readers>"]
    for id, role, name in [
        ("contributor-1", "aut", "Zola, Émile"),
        ("contributor-2", "trl", "Tr, Anna"),
    ]:
        refines = f"//opf:meta[@refines='#{id}']"
        assert texts(package, f"{refines}[@property='role']") == [role]
        assert texts(package, f"{refines}[@property='file-as']") == [name]
    assert texts(package, "//dc:source") == ["Un livre. Paris: Charpentier, 1880"]
    assert texts(package, "//dc:subject") == ["History", "Books", "FIC004000", "FBC", "3MNQ"]
    assert texts(package, "//dc:date") == ["2026-11"]


def test_metadata_says_of_codes_and_series_whose_they_are(out: Path):
    package = made(out)["content.opf"]
    for id, scheme, code in [("bisac-1", "BISAC", "FIC004000"), ("thema-2", "Thema", "3MNQ")]:
        refines = f"//opf:meta[@refines='#{id}']"
        assert texts(package, f"{refines}[@property='authority']") == [scheme]
        assert texts(package, f"{refines}[@property='term']") == [code]
    assert texts(package, "//opf:meta[@property='belongs-to-collection']") == ["Old & New"]
    assert texts(package, "//opf:meta[@refines='#series']") == ["series", "7", "urn:issn:0024-9319"]
    assert texts(package, "//opf:meta[@property='schema:bookEdition']") == ["Second edition"]
    assert texts(package, "//opf:meta[@property='dcterms:license']")[0].endswith("/zero/1.0/")


def test_what_xml_cannot_hold_costs_no_metadata(out: Path):
    bad = ThisEdition(publisher="A \ufffe B", rights="\ud800 C")
    package = made(out, settings=Settings(title="The \uffffMill", edition=bad))["content.opf"]
    assert texts(package, "//dc:title") == ["The \ufffdMill"]
    assert texts(package, "//dc:publisher") == ["A \ufffd B"]
    assert texts(package, "//dc:rights") == ["\ufffd C"]


def test_a_place_in_a_series_that_is_no_number_is_left_out(tmp_path: Path):
    settings = Settings(series=Series("Old & New", "VII"))
    write_epub(small_book(), settings, HASH, tmp_path / "book.epub")
    package = etree.fromstring(files(tmp_path / "book.epub")["EPUB/content.opf"])
    assert texts(package, "//opf:meta[@refines='#series']") == ["series"]


@pytest.mark.parametrize(
    ("title", "language", "filed"),
    [
        ("The Flood", "en", "Flood, The"),
        ("An Essay", "en-US", "Essay, An"),
        ("Theory", "en", "Theory"),
        ("Die Flut", "de", "Flut, Die"),
        ("L'Étranger", "fr", "Étranger, L'"),
        ("Le", "fr", "Le"),
        ("Потоп", "ru", "Потоп"),
    ],
)
def test_titles_are_filed_without_the_article_that_opens_them(out: Path, title, language, filed):
    package = made(out, settings=Settings(title=title, language=language))["content.opf"]
    assert texts(package, "//opf:meta[@refines='#title'][@property='file-as']") == [filed]


def test_the_identifier_is_given_or_the_isbn_or_of_the_source(tmp_path: Path):
    def identifier(sha256: str = HASH, **edition: str) -> str:
        out = tmp_path / "book.epub"
        write_epub(small_book(), Settings(edition=ThisEdition(**edition)), sha256, out)
        package = etree.fromstring(files(out)["EPUB/content.opf"])
        return texts(package, "//dc:identifier")[0]

    assert identifier(identifier="urn:x:1", isbn_epub="316148410X") == "urn:x:1"
    assert identifier(isbn_epub="978-3-16-148410-0") == "urn:isbn:9783161484100"
    assert identifier().startswith("urn:uuid:")
    assert identifier() == identifier() != identifier("6f" * 32)


def test_accessibility_is_claimed_only_where_it_is_true(tmp_path: Path):
    def features(rendered) -> list[str]:
        write_epub(rendered, Settings(), HASH, tmp_path / "book.epub")
        package = etree.fromstring(files(tmp_path / "book.epub")["EPUB/content.opf"])
        return texts(package, "//opf:meta[@property='schema:accessibilityFeature']")

    assert "pageBreakMarkers" in features(small_book())
    without = features(book(section("<p>Text.</p>")))
    assert "pageBreakMarkers" not in without
    # The cover has one.
    assert "alternativeText" in without
