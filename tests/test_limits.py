"""Hostile input, of every kind: an edition, or one clear error within bounds, and nothing else."""

from __future__ import annotations

import gzip
import io
import os
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
from pipeline.recover import recover
from pipeline.registry import RULES
from tests.hostile import TEXT, given, refused


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
