"""What a file is, from its content: its name says nothing."""

from __future__ import annotations

import re
from importlib import import_module
from typing import NamedTuple

from pipeline.read.encodings import marked_encoding

PDF, HOCR, ALTO, DJVU, TEXT = "PDF", "hOCR", "ALTO", "DjVu XML", "text"


class Format(NamedTuple):
    """A format that a source may be in."""

    reader: str
    """The function that reads files of it, as `module:name`; the module is one of `pipeline.read`.
    Those in `ocr` read one text each, and give a `Scan`."""
    root: str = ""
    """The root element of its XML, in small letters."""

    @property
    def is_scan(self) -> bool:
        """Do OCR engines write it?"""
        return self.reader.startswith("ocr.")

    def load(self) -> object:
        """Import what reads it: each needs other libraries, and most sources were read before."""
        module, _, name = self.reader.partition(":")
        return getattr(import_module(f"pipeline.read.{module}"), name)


FORMATS = {
    PDF: Format("pdf:read_pdf"),
    HOCR: Format("ocr.hocr:read_hocr"),
    ALTO: Format("ocr.alto:read_alto", root="alto"),
    DJVU: Format("ocr.djvuxml:read_djvu_xml", root="djvuxml"),
    TEXT: Format("plain:read_plain"),
}
"""To add one: the module that reads it, and its line here; what is no XML, `kind_of` must know."""
READABLE = tuple(FORMATS)
GZIP, ZIP = "gzip", "zip"
BINARY = "a binary file"

SIGNS = {
    b"%PDF-": PDF,
    b"\x1f\x8b": GZIP,
    b"PK\x03\x04": ZIP,
    b"PK\x05\x06": ZIP,
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"{\\rtf": "a rich text file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"II*\x00": "a picture",
    b"MM\x00*": "a picture",
    b"\x00\x00\x00\x0cjP": "a picture",
    b"AT&TFORM": "a DjVu file",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"BZh91AY&SY": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"(\xb5/\xfd": "a zstd archive",
}
HEAD = 65536
"""Bytes that tell what a file is."""
TAR, TAR_AT = b"ustar", 257
# What may stand before an XML file's or HTML file's first element. What was taken for a part of it
# is not tried otherwise (*+): a row of parts can be divided in more ways than can ever be tried.
ROOT = re.compile(
    r"\s*(?P<declared>(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|\s)*+)"
    r"<(?:[\w.-]+:)?(?P<name>[A-Za-z][\w.-]*)(?P<attributes>[^>]*)>",
    re.S | re.I,
)
# Of an attribute only its first names are looked at, of which there are one or two.
OCR_PAGE = re.compile(
    r"class\s{0,9}=\s{0,9}[\"']?[^\"'>]{0,99}\bocr_page\b|\bocr-capabilities\b", re.I
)
ROOTS = {each.root: name for name, each in FORMATS.items() if each.root}


def kind_of(data: bytes) -> str:
    """Tell what a file is: one of `READABLE`, `GZIP`, `ZIP`, or what no reader is for, in words.

    >>> kind_of(b"%PDF-1.7"), kind_of(b"Some words."), kind_of(b"\\x89PNG")
    ('PDF', 'text', 'a picture')
    >>> kind_of(b'<?xml version="1.0"?><alto></alto>'), kind_of(b"<i>Emma</i> was written")
    ('ALTO', 'text')
    """
    head = data[:HEAD]
    for sign, kind in SIGNS.items():
        if head.startswith(sign):
            return kind
    encoding = marked_encoding(head)
    if not encoding and b"\0" in head:
        archive = "a tar archive" if head.startswith(TAR, TAR_AT) else BINARY
        return PDF if b"%PDF-" in head[:1024] else archive
    return _of_text(head.decode(encoding or "latin-1", "replace"))


def _of_text(head: str) -> str:
    head = head.lstrip("\ufeff\xef\xbb\xbf \t\r\n")
    if head.startswith("%PDF-"):
        return PDF
    root = ROOT.match(head) if head.startswith("<") else None
    if root is None:
        return TEXT
    name, declared = root["name"].lower(), root["declared"].lower()
    if name in ROOTS:
        return ROOTS[name]
    if OCR_PAGE.search(head):
        return HOCR
    if name == "html" or "<!doctype html" in declared:
        return "an HTML file"
    if "<?xml" in declared or "xmlns" in root["attributes"]:
        return f"an XML file of another kind ({root['name']})"
    return TEXT
