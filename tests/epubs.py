"""EPUBs, for tests: their files, and what stands in them."""

import zipfile
from pathlib import Path

from lxml import etree

from pipeline.model.settings import Settings
from pipeline.write.epub.write import write_epub
from tests.rendered import HASH, all_settings, small_book

NAMES = {
    "x": "http://www.w3.org/1999/xhtml",
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "epub": "http://www.idpf.org/2007/ops",
}


def files(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def made(out: Path, rendered=None, settings: Settings | None = None) -> dict[str, etree._Element]:
    """Write a book and give its documents and its package, parsed."""
    write_epub(rendered or small_book(), settings or all_settings(), HASH, out)
    return {
        name.removeprefix("EPUB/").removeprefix("text/"): etree.fromstring(data)
        for name, data in files(out).items()
        if name.endswith((".xhtml", ".opf"))
    }


def texts(root: etree._Element, path: str) -> list[str]:
    return [
        " ".join("".join(node.itertext()).split()) for node in root.xpath(path, namespaces=NAMES)
    ]


def values(root: etree._Element, path: str) -> list[str]:
    return [str(value) for value in root.xpath(path, namespaces=NAMES)]
