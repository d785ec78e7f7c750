"""Hostile hOCR, ALTO and _djvu.xml: read, or refused with one clear error."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import RecensionError
from pipeline.machine import limits
from pipeline.read import read
from pipeline.read.ocr.markup import demand_tags
from pipeline.recover import recover
from tests.hostile import LINES, given, refused
from tests.scans import FORMATS, Page, plain_lines

SCANS = {name: write(Page(plain_lines(*LINES))) for name, write in FORMATS.items()}
every_scan = pytest.mark.parametrize("data", SCANS.values(), ids=SCANS)
NUMBERS = {
    "hOCR": (rb"(?<=bbox )\d+", rb"(?<=x_wconf )\d+"),
    "ALTO": (rb"(?<=HEIGHT=')[\d.]+", rb"(?<=WC=')[\d.]+"),
    "DjVu XML": (rb"(?<=coords=')\d+", rb"(?<=x-confidence=')\d+"),
}


@pytest.mark.parametrize("number", ["nan", "-inf", "1e308", "1.2.3", ".", "", "9" * 5000, "0"])
@pytest.mark.parametrize("kind", SCANS)
def test_what_is_no_place_on_a_page_costs_no_word(kind: str, number: str, tmp_path: Path) -> None:
    for pattern in NUMBERS[kind]:
        data = re.sub(pattern, number.encode(), SCANS[kind])
        book = recover(read(given(tmp_path, data)), "en")
        shown = " ".join(str(text) for chapter in book.chapters for text in chapter.texts())
        assert shown.split() == " ".join(LINES).split()


def test_boxes_that_end_before_they_begin_cost_no_word(tmp_path: Path) -> None:
    data = re.sub(rb"(?<=bbox )(\d+ \d+) (\d+ \d+)", rb"\2 \1", SCANS["hOCR"])
    book = recover(read(given(tmp_path, data)), "en")
    shown = " ".join(str(text) for chapter in book.chapters for text in chapter.texts())
    assert shown.split() == " ".join(LINES).split()


def test_elements_within_elements_have_an_end(tmp_path: Path) -> None:
    data = SCANS["hOCR"].replace(b"<strong>", b"")
    deep = data.replace(b"harbour", b"<b>" * 5000 + b"harbour" + b"</b>" * 5000)
    assert "Excessive depth" in refused(given(tmp_path, deep)).message
    shallow = data.replace(b"harbour", b"<b>" * 50 + b"harbour" + b"</b>" * 50)
    assert read(given(tmp_path, shallow)).text == "\n".join(LINES) + "\n"


LAUGHS = b"".join(b'<!ENTITY %c "%s">' % (98 + k, b"&%c;" % (97 + k) * 10) for k in range(9))


@pytest.mark.parametrize("name", ["ALTO", "DjVu XML"])
@pytest.mark.parametrize(
    "declared",
    [
        b'<!ENTITY a "laugh">' + LAUGHS,
        b'<!ENTITY j SYSTEM "file:///etc/hosts">',
        b'<!ENTITY % j SYSTEM "http://127.0.0.1/j.dtd"> %j;',
        b'<!ATTLIST Page a CDATA "x">',
    ],
    ids=["laughs", "file", "parameter", "attribute"],
)
def test_a_file_that_declares_entities_is_refused(
    tmp_path: Path, name: str, declared: bytes
) -> None:
    root = b"alto" if name == "ALTO" else b"DjVuXML"
    start = SCANS[name].index(b"<" + root)
    data = b"<!DOCTYPE " + root + b"[" + declared + b"]>" + SCANS[name][start:]
    data = data.replace(b"harbour", b"&j;")
    assert "declares entities" in refused(given(tmp_path, data)).message


MANY = b" ".join(b"a%d" % number for number in range(200_000))


def with_tag(kind: str, attributes: bytes) -> bytes:
    """Give a scan at whose end an element has some attributes."""
    child = {"hOCR": b"<span %s>.</span>", "ALTO": b"<SP %s/>", "DjVu XML": b"<PARAM %s/>"}
    end = re.search(rb"(?=</\w+>\s*(?:</\w+>\s*)*\Z)", SCANS[kind])
    assert end
    return SCANS[kind][: end.start()] + child[kind] % attributes + SCANS[kind][end.start() :]


@pytest.mark.parametrize(
    "attributes",
    [
        MANY,
        MANY.replace(b" ", b"='' "),
        b"a='>' " + MANY,
        b"a\"b='>' " + MANY,
        b"a/" + MANY.replace(b" ", b"/"),
        b"<a " + MANY,
        b"a=" + b"9" * (limits.TAG + 1),
    ],
    ids=["bare", "empty", "behind-quotes", "behind-quote", "strokes", "tag", "bare-value"],
)
def test_tags_of_html_that_no_tool_writes_are_refused(tmp_path: Path, attributes: bytes) -> None:
    error = refused(given(tmp_path, with_tag("hOCR", attributes)))
    assert error.message.startswith("the tag in line ")


@pytest.mark.parametrize("kind", SCANS)
def test_a_tag_that_is_longer_than_a_picture_is_refused(tmp_path: Path, kind: str) -> None:
    data = with_tag(kind, b"a='" + b"9" * (limits.TAG + 1) + b"'")
    assert "has no end" in refused(given(tmp_path, data)).message


def test_tags_within_tags_have_an_end() -> None:
    with pytest.raises(RecensionError, match="line 2 has no end"):
        demand_tags("<p>\n" + "<b" * 100_000)


@pytest.mark.parametrize(
    "text",
    [
        "<p " + " ".join(f"a{number}='>'" for number in range(limits.ATTRIBUTES)) + "/>",
        f"<img src='data:image/png;base64,{'A' * (1 << 24)}'>",
        f"<img src='data:image/svg+xml,{'<path/>' * 10_000}'>",
        "<script>for (i = 0; i<n; i++) { a(i, b = 'c > d'); }</script>",
        "<p>a < b, <1 and <é, 5<x</p>" * 1000,
        "<p title=bbox\n1 class><br/><hr noshade>" * 1000,
        "<!-- <p a b c -->" * 1000,
    ],
    ids=["attributes", "picture", "drawing", "script", "text", "loose", "comments"],
)
def test_tags_that_tools_may_write_are_read(text: str) -> None:
    demand_tags(text)


@every_scan
def test_a_byte_without_a_meaning_is_asked_about(tmp_path: Path, data: bytes) -> None:
    source = read(given(tmp_path, data.replace(b"harbour", b"h\xc3\xa4rb\xffour")))
    assert "härb\ufffdour" in source.text
    source = read(given(tmp_path, data.replace(b"harbour", b"harb&#xD800;&#57343;our")))
    assert "harb\ufffd\ufffdour" in source.text


@every_scan
def test_more_pages_than_a_book_may_have_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    monkeypatch.setattr(limits, "PAGES", 2)
    folder = tmp_path / "pages"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.xml").write_bytes(data)
    assert "more than 2 pages" in refused(folder).message
