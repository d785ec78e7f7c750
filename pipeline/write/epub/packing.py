"""EbookLib, and what has to be done about it (version 0.20).

All documents go in as plain items: EbookLib's own chapters are parsed as HTML and printed anew,
which loses the head, the attributes of the body and the white space. Its writer names an NCX that
is not there, gives the package no language, and stamps the archive with the time of the day.
"""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from ebooklib import epub
from lxml import etree

from pipeline.write.page import XML_LANG
from pipeline.write.pandoc import FORBIDDEN

DOCUMENT = "application/xhtml+xml"
COMPRESSION = 9


class Item(NamedTuple):
    """A file of the publication."""

    id: str
    name: str
    media_type: str
    content: bytes
    properties: tuple[str, ...] = ()


class Metadatum(NamedTuple):
    """An element of the package's metadata: of Dublin Core, or `meta` if the name is empty."""

    name: str
    value: str
    attributes: dict[str, str]


class _Archive:
    """A ZIP archive whose bytes depend on nothing but what is put in."""

    def __init__(self, path: Path, stamp: datetime) -> None:
        self.zip = zipfile.ZipFile(path, "w")
        self.stamp = stamp

    def writestr(
        self, name: str, data: bytes | str, compress_type: int = zipfile.ZIP_DEFLATED
    ) -> None:
        info = zipfile.ZipInfo(name, self.stamp.timetuple()[:6])
        info.compress_type = compress_type
        info.external_attr = 0o644 << 16
        info.create_system = 3  # Unix, on whatever system the book is made
        self.zip.writestr(info, data, compresslevel=COMPRESSION)

    def close(self) -> None:
        self.zip.close()


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """EbookLib's writer with our archive, without the NCX, and with the package's language."""

    def write(self) -> None:
        self.out = _Archive(self.file_name, self.options["mtime"])
        try:
            self.out.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
            self._write_container()
            self._write_opf()
            self._write_items()
        finally:
            self.out.close()

    def _write_opf_spine(self, root: etree._Element, ncx_id: str | None) -> None:
        super()._write_opf_spine(root, ncx_id)
        root.set(XML_LANG, self.book.language)
        for spine in root.iter("spine"):
            del spine.attrib["toc"]


def pack(
    items: list[Item],
    spine: list[str],
    metadata: list[Metadatum],
    identifier: str,
    language: str,
    stamp: datetime,
    path: Path,
) -> None:
    """Pack files as an EPUB 3 publication: the same bytes for the same arguments.

    `spine` holds ids of items in reading order; identifier and language are not in `metadata`.
    """
    book = epub.EpubBook()
    book.metadata.clear()  # EbookLib names itself there as the generator, with its version
    book.set_identifier(identifier)
    book.set_language(language)
    for name, value, attributes in metadata:
        # EbookLib would pass over what XML cannot hold, and the rest of the value with it.
        content = FORBIDDEN.sub("\ufffd", value)
        book.add_metadata("DC" if name else None, name or "meta", content, attributes)
    for item in items:
        made = epub.EpubItem(item.id, item.name, item.media_type, item.content)
        made.properties = list(item.properties)
        book.add_item(made)
    book.spine = spine
    writer = _Writer(path, book, {"mtime": stamp})
    writer.process()
    writer.write()
