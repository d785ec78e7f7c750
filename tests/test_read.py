"""Reading: what comes in is kept to the last byte, and what is no text is refused clearly."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.account.demands import draw_up
from pipeline.errors import RecensionError
from pipeline.model.history import history
from pipeline.read import read
from pipeline.read.files import received
from pipeline.recover import recover
from pipeline.registry import RULES


def written(tmp_path: Path, data: bytes, name: str = "book.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfOne line.\r\nAnother.\r\n",
        b"One line.\rAnother.\r",
        b"One line.\x0cAnother.\n",
        b"caf\xe9 and caf\xc3\xa9\n",
        "One line.\u2028Another.".encode(),
    ],
    ids=["bom-and-crlf", "cr", "form-feed", "bad-byte", "line-separator"],
)
def test_every_kind_of_line_end_and_byte_is_accounted_for(tmp_path: Path, data: bytes) -> None:
    source = read(written(tmp_path, data))
    book = recover(source, "en")
    assert draw_up(source.text, book, RULES).faults == ()
    words = " ".join(str(text) for chapter in book.chapters for text in chapter.texts())
    assert "\r" not in words
    assert "\ufeff" not in words


def test_a_byte_that_is_no_utf8_is_shown_and_recorded(tmp_path: Path) -> None:
    data = "café au lait, ".encode() + b"caf\xe9 noir, which is French\n"
    source = read(written(tmp_path, data))
    book = recover(source, "en")
    (text,) = book.chapters[0].texts()
    assert str(text).startswith("café au lait, caf\ufffd noir")
    first = next(history(text, source.text))
    assert (first.rule, first.before) == ("undecodable-byte", "\udce9")


def test_form_feeds_and_page_files_begin_pages(tmp_path: Path) -> None:
    source = read(written(tmp_path, b"one\n\x0ctwo\n\x0c"))
    assert source.starts == (4,)
    folder = tmp_path / "pages"
    folder.mkdir()
    for number, words in ((10, "ten"), (9, "nine"), (1, "one")):
        (folder / f"page-{number}.txt").write_text(words, encoding="utf-8")
    (folder / "cover.png").write_bytes(b"\x89PNG")
    pages = read(folder)
    assert pages.text == "onenineten"
    assert pages.starts == (3, 7)
    book = recover(pages, "en")
    assert draw_up(pages.text, book, RULES).faults == ()


def test_page_files_may_have_any_name(tmp_path: Path) -> None:
    names = (b"1\xc2\xb22.txt", b"p\xff.txt", b"\xd9\xa3.txt", b"-x\n.TXT", b"P01.txt", b"p1.txt")
    for k, name in enumerate(names):
        Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_bytes(b"%d" % k)
    assert sorted(read(tmp_path).text) == list("012345")
    assert [file.name for file, _ in received(tmp_path)][3:5] == ["P01.txt", "p1.txt"]


def test_the_hash_is_of_the_bytes(tmp_path: Path) -> None:
    one = read(written(tmp_path, b"text\r\n", "a.txt")).sha256
    two = read(written(tmp_path, b"text\n", "b.txt")).sha256
    assert one != two


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\x0c\n", "empty"),
        (b"\x01\x02\n\x0b\x1c", "empty"),
        ("\u00a0\n\u200b\u2028\ufeff\u3000".encode(), "empty"),
        (b"%PDF-1.7 ...", "this PDF cannot be read"),
        (b"PK\x03\x04....", "damaged"),
        (b"<?xml version='1.0'?><TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "another kind .TEI"),
        (b"<!DOCTYPE html><html><body><p>Text</p></body></html>", "an HTML file"),
        (b"text\0text", "binary"),
    ],
)
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(RecensionError, match=message) as caught:
        read(written(tmp_path, data))
    assert caught.value.where.endswith("book.txt")


def test_a_missing_file_and_a_folder_without_pages_are_refused(tmp_path: Path) -> None:
    with pytest.raises(RecensionError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(RecensionError, match="no page files"):
        read(tmp_path)
