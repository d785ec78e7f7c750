"""What PDFium reads of the pages of a PDF, for tests."""

import ctypes
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium


def pages(path: Path) -> list[tuple[str, list[str]]]:
    """Give the label and the lines of each page, from the top."""
    with pypdfium2.PdfDocument(path) as document:
        found = []
        for k in range(len(document)):
            text, (width, height) = document[k].get_textpage(), document[k].get_size()
            head = text.get_text_bounded(0, height * 0.895, width, height)
            foot = text.get_text_bounded(0, 0, width, height * 0.115)
            body = text.get_text_bounded(0, height * 0.115, width, height * 0.895)
            lines = [part for area in (head, body, foot) for part in area.split("\r\n") if part]
            found.append((document.get_page_label(k), lines))
        return found


def links(path: Path) -> list[tuple[str, int, str]]:
    """Give page, target's page, and text of each link."""
    found = []
    with pypdfium2.PdfDocument(path) as document:
        for k in range(len(document)):
            page, position, link = document[k], ctypes.c_int(0), pdfium.FPDF_LINK()
            text = page.get_textpage()
            while pdfium.FPDFLink_Enumerate(page.raw, position, link):
                target = pdfium.FPDFLink_GetDest(document.raw, link)
                box = pdfium.FS_RECTF()
                pdfium.FPDFLink_GetAnnotRect(link, box)
                inside = text.get_text_bounded(box.left, box.bottom, box.right, box.top)
                index = pdfium.FPDFDest_GetDestPageIndex(document.raw, target)
                found.append((document.get_page_label(k), document.get_page_label(index), inside))
    return found
