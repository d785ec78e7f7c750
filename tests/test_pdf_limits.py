"""Hostile PDF: pages, or one clear error within bounds, whatever becomes of the library."""

from __future__ import annotations

import sys
import zlib

import pytest

from pipeline.errors import RecensionError
from pipeline.machine import limits
from pipeline.model.book import Source
from pipeline.read import pdf
from pipeline.read.files import File
from tests.pdfs import drawn, endless, page, show

WORDS = show(50, 500, "The harbour lies open.")


def read_pdf(*files: bytes) -> Source:
    return pdf.read_pdf([File(f"{k}.pdf", data) for k, data in enumerate(files, 1)], "book")


def refused(*files: bytes) -> RecensionError:
    with pytest.raises(RecensionError) as caught:
        read_pdf(*files)
    assert caught.value.where
    assert caught.value.remedy
    return caught.value


def test_a_page_without_end_is_left_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PDF_SECONDS", 0.3)
    error = refused(drawn(WORDS), endless())
    assert (error.message, error.where) == ("it takes more than 0.3 seconds", "2.pdf: page 1")


def test_a_page_that_takes_all_memory_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = zlib.compress(zlib.compress(bytes(1 << 29), 9), 9).decode("latin-1")
    stream = f"<< /Length {len(packed)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n{packed}"
    data = page(WORDS, more=(f"{stream}\nendstream",)).replace(b"/Contents 5", b"/Contents 6")
    monkeypatch.setattr(limits, "PDF_MEMORY", 1 << 28)
    assert refused(data)


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "died of it (SIGSEGV)"),
        ("sys.exit(3)", "ended (3)"),
    ],
)
def test_the_death_of_the_library_is_one_error(
    monkeypatch: pytest.MonkeyPatch, program: str, message: str
) -> None:
    said = "import os, signal, sys; sys.stdin.buffer.read(); os.write(1, b'orrorr');"
    monkeypatch.setattr(pdf, "PROGRAM", (sys.executable, "-c", f"{said} {program}"))
    error = refused(b"one", b"two")
    assert message in error.message
    assert error.where == "2.pdf: page 2"


@pytest.mark.parametrize(
    "kids",
    ["2 0 R 2 0 R", "3 0 R 2 0 R 3 0 R"],
    ids=["itself", "among-others"],
)
def test_a_tree_of_pages_that_holds_itself_has_an_end(kids: str) -> None:
    data = page(WORDS).replace(b"/Kids [3 0 R] /Count 1", f"/Kids [{kids}] /Count 9".encode())
    assert refused(data)


def test_more_pages_than_a_book_may_have_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    data = page(WORDS).replace(b"/Count 1", b"/Count 1000000")
    assert "more than 100,000 pages" in refused(data).message


@pytest.mark.parametrize(
    "content",
    [
        "BT /F0 0 Tf 50 400 Td (nothing) Tj ET",
        f"BT /F0 {'9' * 60} Tf 50 400 Td (nothing) Tj ET",
        f"BT /F0 10 Tf {'9' * 60} 0 0 -{'9' * 60} 0 0 Tm (nothing) Tj ET",
    ],
    ids=["no-size", "endless-size", "endless-letters"],
)
def test_text_that_no_page_can_show_is_left_out(content: str) -> None:
    assert read_pdf(page(f"{WORDS} {content}")).text == "The harbour lies open.\n"


@pytest.mark.parametrize("box", ["0 0 0 0", f"0 0 {'9' * 60} {'9' * 60}", "0 0 nan nan", "0 0"])
def test_a_page_of_an_impossible_size_is_read(box: str) -> None:
    data = page(WORDS).replace(b"[0 0 400 600]", f"[{box}]".encode())
    assert read_pdf(data).text == "The harbour lies open.\n"


def test_what_a_pdf_wants_done_is_not_done() -> None:
    actions = "<< /S /JavaScript /JS (while (1);) >>"
    data = page(WORDS).replace(b"/Type /Catalog", f"/Type /Catalog /OpenAction {actions}".encode())
    assert read_pdf(data).text == "The harbour lies open.\n"
