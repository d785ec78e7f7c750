"""The documents of an edition: elements, and where the links between them lead."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote

from lxml import etree, html

from pipeline.write.pandoc import run

Element: TypeAlias = etree._Element
TYPE = "{http://www.idpf.org/2007/ops}type"
SPACE = "{http://www.w3.org/XML/1998/namespace}id"


@dataclass(frozen=True, slots=True)
class Documents:
    """The bodies of an edition's documents in the order of reading."""

    bodies: list[Element]
    targets: dict[Element, Element] = field(default_factory=dict)
    """The links to a place within the edition, in order, each with what it leads to."""


def documents(path: Path) -> Documents:
    """Read the documents of an EPUB, an HTML file or a Markdown file.

    Raises:
        ValueError: it is none of these.
    """
    if path.suffix == ".epub":
        return _linked([*_of_epub(path)])
    if path.suffix == ".md":
        written, _ = run(["--from=markdown", "--to=html5"], path.read_text("utf-8"))
        return _linked([("", _parsed(f"<html><body>{written}</body></html>"))])
    if path.suffix == ".html":
        return _linked([("", _parsed(path.read_text("utf-8")))])
    raise ValueError(f"{path}: not .epub, .html, .md or .json")


def tag(element: Element) -> str:
    """Give the name of an element, without that of its language."""
    return str(element.tag).rpartition("}")[2].lower()


def kinds(element: Element) -> set[str]:
    """Give all that an element says it is: by `role`, `epub:type` and `class`."""
    said = (element.get(name, "") for name in ("role", TYPE, "epub:type", "class"))
    return {kind.lower() for each in said for kind in each.split()}


def _parsed(text: str) -> Element:
    return html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))


def _of_epub(path: Path) -> Iterator[tuple[str, Element]]:
    with zipfile.ZipFile(path) as archive:
        container = _xml(archive.read("META-INF/container.xml"))
        package = next(e.get("full-path", "") for e in container.iter() if tag(e) == "rootfile")
        root = _xml(archive.read(package))
        items = {e.get("id"): e for e in root.iter(etree.Element) if tag(e) == "item"}
        for ref in root.iter(etree.Element):
            if tag(ref) != "itemref" or (item := items.get(ref.get("idref"))) is None:
                continue
            name = _joined(package, item.get("href", ""))
            if "nav" not in item.get("properties", "").split() and name in archive.namelist():
                yield name, _xml(archive.read(name))


def _xml(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    return etree.fromstring(data, parser)


def _joined(base: str, href: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(href)))


def _linked(roots: list[tuple[str, Element]]) -> Documents:
    """Find where links lead."""
    ids: dict[tuple[str, str], Element] = {}
    bodies = []
    for name, root in roots:
        bodies.append((name, next((e for e in root.iter(etree.Element) if tag(e) == "body"), root)))
        for element in root.iter(etree.Element):
            for said in filter(None, (element.get("id"), element.get(SPACE), element.get("name"))):
                ids.setdefault((name, said), element)
    made = Documents([body for _, body in bodies])
    for name, body in bodies:
        for link in (each for each in body.iter(etree.Element) if tag(each) == "a"):
            file, sign, place = link.get("href", "").partition("#")
            at = (_joined(name, file) if file else name, unquote(place))
            if sign and at in ids:
                made.targets[link] = ids[at]
    return made
