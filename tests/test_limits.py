"""Hostile input, of every kind: an edition, or one clear error within bounds, and nothing else."""

from __future__ import annotations

import gzip
import io
import os
import re
import stat
import struct
import zipfile
from pathlib import Path

import pytest

from pipeline.account.demands import draw_up
from pipeline.errors import RecensionError
from pipeline.machine import limits
from pipeline.model.book import Source
from pipeline.read import read
from pipeline.read.encodings import decode
from pipeline.read.files import natural
from pipeline.read.kinds import kind_of
from pipeline.read.ocr.markup import demand_tags
from pipeline.recover import recover
from pipeline.registry import RULES
from tests.scans import FORMATS, Page, plain_lines

TEXT = b"The harbour lies open to the north.\n"
LINES = ("The harbour lies open to the north, and the ships", "come in from the fishing grounds.")


def refused(path: Path) -> RecensionError:
    with pytest.raises(RecensionError) as caught:
        read(path)
    assert caught.value.where
    assert caught.value.remedy
    return caught.value


def given(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "given.bin"
    path.write_bytes(data)
    return path


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


# Text


@pytest.mark.parametrize(
    ("limit", "text", "message"),
    [
        ("LETTERS", "many words " * 99, "more than 99 characters"),
        ("PAGES", "a word\n\f" * 101, "more than 99 pages"),
        ("LINES", "\n" * 101 + "a word", "more than 99 lines"),
        ("LINES", "\r" * 101 + "a word", "more than 99 lines"),
        ("LINE", "a word\n" + "a" * 101, "a line has more than 99 characters"),
        ("LINE", "a" * 101 + "\u2028a word", "a line has more than 99 characters"),
    ],
)
def test_a_text_that_is_longer_than_a_book_may_be_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, text: str, message: str
) -> None:
    monkeypatch.setattr(limits, limit, 99)
    assert message in refused(given(tmp_path, text.encode())).message


def test_the_line_that_is_too_long_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LINE", 9)
    limits.demand_text("nine char\nnine char\rnine char\n" * 3, "book.txt")
    with pytest.raises(RecensionError) as caught:
        limits.demand_text("one\ntwo\r\n\nthe fifth and last", "book.txt")
    assert caught.value.where == "book.txt:5"


@pytest.mark.parametrize("limit", ["BYTES", "FILES"])
def test_a_folder_that_holds_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_bytes(TEXT)
    monkeypatch.setattr(limits, limit, 3 if limit == "FILES" else 3 * len(TEXT))
    assert "more than" in refused(tmp_path).message


def test_words_of_a_million_letters_are_decoded_at_once() -> None:
    # It took hours: from each of its letters on, all of a word was looked through.
    assert decode(b"\xe9t\xe9 " + b"a" * 1_000_000).text.startswith("été a")


@pytest.mark.parametrize(
    ("row", "after"),
    [("\t", "\nword"), ("\t ", "\nword"), ("\u00ad", "\nword"), ("[", "word"), ("[* ", "word")],
    ids=["tabs", "tabs-and-blanks", "soft-hyphens", "brackets", "brackets-and-signs"],
)
def test_a_row_of_a_hundred_thousand_signs_is_gone_through_once(row: str, after: str) -> None:
    # From each of its signs on, all of the row was looked through: that took minutes.
    text = f"A word{row * (100_000 // len(row))}{after}."
    assert draw_up(text, recover(Source("row", text, ""), "en"), RULES).unaccounted == 0


def test_a_first_element_is_looked_for_once() -> None:
    # The row of parts can be divided in 2^30 ways.
    for part in (b"<??>", b"<!---->", b"<!DOCTYPE a>"):
        assert kind_of(part * 30 + b"x") == "text"


def test_of_an_attribute_only_the_first_names_are_looked_at() -> None:
    # From each attribute on, all of the file was looked through.
    page = b'<html><div class="%socr_page">'
    assert kind_of(page % (b"a " * 9)) == "hOCR"
    assert kind_of(page % (b"a " * 99)) == "an HTML file"


def test_bytes_without_a_meaning_are_weighed_against_letters_of_utf8() -> None:
    assert decode("ä ".encode() + b"\xe9").text == "ä \udce9"
    assert decode("ä ".encode() + b"\xe9t\xe9").text == "Ã¤ été"


@pytest.mark.parametrize("name", ["undefined", "punycode", "unicode_escape", "zlib", "x" * 500])
def test_what_no_file_is_in_is_no_encoding(name: str) -> None:
    assert decode(b"caf\xe9 \\x41", name).text == "café \\x41"


# Files and folders


def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "a pipe" in refused(tmp_path / "pipe.txt").message
    assert "a pipe, a device" in refused(Path("/dev/zero")).message
    (tmp_path / "loop").symlink_to("loop")
    assert refused(tmp_path / "loop").message.startswith("cannot be read (Too many levels")
    assert "no such file" in refused(tmp_path / "a\0b").message
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    (tmp_path / "1.txt").write_bytes(TEXT)
    assert read(tmp_path).text == TEXT.decode()


def test_a_name_of_five_thousand_figures_has_its_place() -> None:
    assert sorted(["9" * 5000, "10", "p"], key=natural) == ["10", "9" * 5000, "p"]


def test_a_name_may_be_too_long(tmp_path: Path) -> None:
    assert "name too long" in refused(tmp_path / ("a" * 5000)).message
    inner = zipped(("b" * 60_000, b"\x89PNG"))
    assert "b…: this is a picture" in (said := str(refused(given(tmp_path, inner))))
    assert len(said) < 2000


def test_names_are_shown_and_not_obeyed(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2J\n\u202ebin"
    path.write_bytes(b"\x89PNG")
    assert "a␛[2J␊⇦bin: this is a picture" in str(refused(path))
    inner = zipped(("b\x1b[2J\n\u202egnp", b"\x89PNG"))
    assert "given.bin: b␛[2J␊⇦gnp: " in str(refused(given(tmp_path, inner)))


# Archives


def entry(name: str, kind: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, kind << 16
    return info


def poked(data: bytes, sign: bytes, at: int, layout: str, value: int) -> bytes:
    changed = bytearray(data)
    struct.pack_into(layout, changed, changed.index(sign) + at, value)
    return bytes(changed)


def unknown_method() -> bytes:
    return poked(
        poked(zipped(("a", TEXT)), b"PK\x01\x02", 10, "<H", 99), b"PK\x03\x04", 8, "<H", 99
    )


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped((entry("a", stat.S_IFLNK), b"/etc/hosts"), ("b", TEXT)), "a link or a device"),
        (zipped((entry("a", stat.S_IFCHR), b""), ("b", TEXT)), "a link or a device"),
        (unknown_method(), "packed in a way that is not known"),
        (poked(zipped(("a", TEXT)), b"PK\x01\x02", 16, "<I", 1), "damaged"),
        (poked(zipped(("a", TEXT)), b"PK\x01\x02", 42, "<I", 1 << 30), "damaged"),
        (gzip.compress(TEXT) + b"junk", "damaged"),
        (b"a.txt".ljust(257, b"\0") + b"ustar\0" + bytes(250) + TEXT, "a tar archive"),
    ],
    ids=["link", "device", "method", "sum", "offset", "gzip-tail", "tar"],
)
def test_archives_that_are_not_in_order_are_refused(
    tmp_path: Path, data: bytes, message: str
) -> None:
    assert message in refused(given(tmp_path, data)).message


def test_two_files_of_one_name_are_no_pages(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.txt", TEXT), ("a.txt", b"Other words.\n"))
    assert "2 files of this name" in refused(given(tmp_path, data)).message


def test_what_unpacks_to_hundreds_of_times_its_size_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "EXEMPT", 1 << 16)
    bomb = b" " * (1 << 20)
    for data in (gzip.compress(bomb), zipped(("a", bomb)), zipped(("a", gzip.compress(bomb)))):
        assert "250 times its size" in refused(given(tmp_path, data)).message
    monkeypatch.setattr(limits, "FILES", 3)
    four = zipped(*[(f"{number}.txt", TEXT) for number in range(4)])
    assert "3 files" in refused(given(tmp_path, four)).message


# hOCR, ALTO, _djvu.xml

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
