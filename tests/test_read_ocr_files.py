"""Files of OCR that are broken, unusual, of several pages or of older versions."""

from __future__ import annotations

import pytest

from pipeline.errors import RecensionError
from tests.scanned import PROSE, Write, marked, read_scan
from tests.scans import Page, alto, djvu_xml, hocr, plain_lines


@pytest.mark.parametrize("write", [hocr, alto])
def test_pages_bear_the_labels_of_the_file(write: Write) -> None:
    pages = [Page(plain_lines(*PROSE), label=label) for label in ("xi", "xii", "1")]
    assert read_scan(write(*pages)).labels == ("xi", "xii", "1")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p class='ocr_par'><span class='ocrx_word'>a</span> b</p>", "a b"),
        ("<span class='ocr_line'>no words <b>here</b></span>", "no words here"),
        ("<div class='ocr_footer'><span class='ocr_line'>a</span></div>", "a"),
        ("<span class='ocr_line'>Fish &amp; &eacute;l&nbsp;<br>x</span>", "Fish & él x"),
        ("<span class='ocr_line'><span class='ocrx_word'>a<span class='ocrx_word'>b", "a b"),
        ("<!-- x --><span class='ocr_line'>a\x02b</span>", "ab"),
        (
            "<p class='ocr_par'><span class='ocrx_word' title='bbox 1 1 9 9'>a</span>"
            "<span class='ocrx_word' title='bbox 1 11 9 19'>b</span></p>",
            "a\nb",
        ),
    ],
    ids=["outside", "no-words", "block", "html", "unclosed", "control", "no-lines"],
)
def test_every_letter_of_broken_or_unusual_hocr_is_read(body: str, text: str) -> None:
    source = read_scan(f"<html><body><div class='ocr_page'>{body}</div></body></html>".encode())
    assert source.text == f"{text}\n"


def test_pages_that_were_never_closed_keep_their_order() -> None:
    data = hocr(*(Page(plain_lines(line)) for line in PROSE)).replace(b"</div>", b"")
    assert read_scan(data).text.split() == " ".join(PROSE).split()


@pytest.mark.parametrize(
    ("write", "end"), [(hocr, b"</body>"), (alto, b"</Page>"), (djvu_xml, b"</OBJECT>")]
)
def test_a_file_that_ends_too_soon_is_read_so_far_and_named(write: Write, end: bytes) -> None:
    data = write(Page(plain_lines(*PROSE)), Page(plain_lines("The last line.")))
    cut = data[: data.rindex(end)]
    source = read_scan(cut)
    assert source.text.startswith("\n".join(PROSE))
    assert source.text.endswith("The last line.\n")
    (finding,) = source.findings
    assert (finding.check, finding.severity) == ("damaged-file", "error")
    assert "page-1 is damaged" in finding.message
    assert source.text[slice(*finding.where)].strip() == "The last line."


def test_alto_joins_what_has_no_blank_and_adds_its_hyphens() -> None:
    strings = (
        "<TextLine><String CONTENT='bell'/><String CONTENT='12' STYLE='superscript'/><SP/>"
        "<String CONTENT='har'/><HYP CONTENT='-'/></TextLine>"
        "<TextLine STYLEREFS='T1'><String CONTENT='bour'/></TextLine>"
    )
    data = (
        "<alto><Styles><TextStyle ID='T1' FONTSTYLE='bold smallcaps'/></Styles><Layout><Page>"
        "<BottomMargin><TextBlock><TextLine><String CONTENT='7'/></TextLine></TextBlock>"
        f"</BottomMargin><PrintSpace><TextBlock>{strings}</TextBlock></PrintSpace></Page></Layout>"
        "</alto>"
    )
    source = read_scan(data.encode())
    assert source.text == "bell12 har-\nbour\n7\n"
    assert marked(source, "superscript") == ["12"]
    assert marked(source, "strong") == marked(source, "small-capitals") == ["bour"]


def test_the_reading_order_that_alto_states_is_kept() -> None:
    blocks = "".join(
        f"<TextBlock ID='b{k}'><TextLine><String CONTENT='{word}'/></TextLine></TextBlock>"
        for k, word in enumerate(("second", "note", "first"))
    )
    order = "".join(f"<ElementRef REF='{name}'/>" for name in ("b2", "b0"))
    data = (
        f"<alto><ReadingOrder><OrderedGroup>{order}</OrderedGroup></ReadingOrder><Layout><Page>"
        f"<PrintSpace>{blocks}</PrintSpace></Page></Layout></alto>"
    )
    assert read_scan(data.encode()).text.split() == ["first", "second", "note"]


@pytest.mark.parametrize("version", [2, 3, 4])
def test_every_version_of_alto_is_read(version: int) -> None:
    assert read_scan(alto(Page(plain_lines(*PROSE)), version=version)).text.startswith("The harb")


def test_marks_of_a_regions_end_in_djvu_are_no_damage() -> None:
    data = djvu_xml(Page(plain_lines(*PROSE))).replace(b"</LINE>", b"&#11;</LINE>")
    assert read_scan(data).findings == ()


def test_files_are_pages_of_one_book_and_an_empty_file_is_an_empty_page() -> None:
    files = [alto(Page(plain_lines(line))) for line in PROSE[:2]]
    assert read_scan(files[0], b"", files[1]).text == f"{PROSE[0]}\n\f\n\f{PROSE[1]}\n"


def test_an_encoding_that_the_file_claims_is_believed() -> None:
    data = alto(Page(plain_lines("Pâté"))).decode().replace("UTF-8", "ISO-8859-1")
    assert read_scan(data.encode("latin-1")).text == "Pâté\n"
    assert read_scan(data.replace("ISO-8859-1", "UTF-16").encode("utf-16")).text == "Pâté\n"


def test_scans_without_text_are_refused() -> None:
    with pytest.raises(RecensionError, match="no text in this hOCR"):
        read_scan(hocr(Page([])))
