"""The checks find what is wrong with an edition, and say where."""

import shutil
import zipfile
from pathlib import Path

import pytest
import weasyprint

from pipeline.errors import RecensionError
from pipeline.model.settings import Settings
from pipeline.write.check import check_epub
from pipeline.write.epub.ace import check_access, missing_for_ace
from pipeline.write.epub.write import write_epub
from pipeline.write.pdf.checks import check_pdf
from pipeline.write.theme import load_theme
from tests.rendered import HASH, small_book

needs_ace = pytest.mark.skipif(bool(missing_for_ace()), reason=f"Ace needs {missing_for_ace()}")
needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck needs Java")


def damaged(path: Path, name: str, old: bytes, new: bytes) -> Path:
    """Give a copy of an EPUB in which one file is changed."""
    copy = path.with_name("damaged.epub")
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(copy, "w") as broken:
        for info in whole.infolist():
            data = whole.read(info)
            if info.filename == name:
                assert old in data
                data = data.replace(old, new)
            broken.writestr(info, data)
    return copy


@needs_java
def test_epubcheck_tells_file_and_line(tmp_path: Path):
    write_epub(small_book(), Settings(), HASH, tmp_path / "book.epub")
    broken = damaged(
        tmp_path / "book.epub", "EPUB/text/ch02.xhtml", b'href="notes.xhtml#n81"', b'href="#gone"'
    )
    found = check_epub(broken)
    assert [(fault.severity, fault.id) for fault in found] == [("error", "RSC-012")]
    assert found[0].where.startswith("EPUB/text/ch02.xhtml:")


@needs_java
def test_what_is_no_epub_is_an_error_of_the_book(tmp_path: Path):
    (tmp_path / "book.epub").write_bytes(b"no archive")
    assert {fault.severity for fault in check_epub(tmp_path / "book.epub")} == {"error"}


@needs_ace
def test_ace_finds_what_shuts_readers_out(tmp_path: Path):
    write_epub(small_book(), Settings(), HASH, tmp_path / "book.epub")
    assert check_access(tmp_path / "book.epub") == []
    broken = damaged(
        tmp_path / "book.epub", "EPUB/text/ch02.xhtml", b"<title>Two &lt;2&gt;</title>", b""
    )
    found = check_access(broken)
    assert [(fault.severity, fault.id) for fault in found] == [("error", "document-title")]
    assert found[0].where == "text/ch02.xhtml"


def test_without_chromium_the_check_goes_on_and_says_so(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None if "chromium" in name else name)
    assert "Chromium" in missing_for_ace()
    with pytest.raises(RecensionError, match=r"not there: .*Chromium"):
        check_access(tmp_path / "book.epub")


def test_without_java_it_says_so(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(RecensionError, match="needs Java"):
        check_epub(tmp_path / "book.epub")


def test_a_bare_pdf_lacks_what_a_book_has(tmp_path: Path):
    face = load_theme("classic").faces[0].path.as_uri()
    style = f"@font-face {{ font-family: T; src: url({face}) }} p {{ font-family: T }}"
    weasyprint.HTML(string=f"<style>{style}</style><p>Text").write_pdf(tmp_path / "bare.pdf")
    found = {(fault.severity, fault.id) for fault in check_pdf(tmp_path / "bare.pdf")}
    assert found >= {
        ("error", "metadata"),
        ("error", "language"),
        ("error", "page-label"),
        ("error", "structure"),
        ("error", "content"),
        ("error", "xmp"),
        ("warning", "bookmark"),
    }


def test_a_pdf_without_text(tmp_path: Path):
    weasyprint.HTML(string="<title>x</title>").write_pdf(tmp_path / "empty.pdf")
    assert "text-layer" in {fault.id for fault in check_pdf(tmp_path / "empty.pdf")}


def test_what_is_no_pdf(tmp_path: Path):
    (tmp_path / "book.pdf").write_bytes(b"no PDF")
    for name in ("book.pdf", "none.pdf"):
        with pytest.raises(RecensionError, match="not a PDF"):
            check_pdf(tmp_path / name)
