"""XHTML documents, assembled with lxml.

Elements are made without a namespace, as HTML has them; `xhtml` moves a finished document into the
namespaces that EPUB demands. `epub:type` is written as the attribute EPUB_TYPE from the beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from lxml import etree

from pipeline.write.pandoc import FORBIDDEN

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
EPUB_TYPE = f"{{{OPS}}}type"
INLINE = frozenset("a abbr b cite code em i q small span strong sub sup u".split())
"""Elements that do not part the words at their ends."""
_TYPES = {"noteref": "noteref", "pagebreak": "pagebreak", "epigraph": "epigraph"}


def element(tag: str, *content: etree._Element | str, **attributes: str) -> etree._Element:
    """Make an element of text and elements.

    In the names of `attributes`, `_` stands for a hyphen, `class_` and `for_` lose their last one,
    and `epub_type` is `epub:type`. An attribute with an empty value is left out.

    >>> etree.tostring(element("p", "See ", element("em", "him"), ".", aria_label="x"))
    b'<p aria-label="x">See <em>him</em>.</p>'
    """
    made = etree.Element(tag)
    for name, value in attributes.items():
        if value:
            made.set(_attribute(name), FORBIDDEN.sub("\ufffd", value))
    add(made, content)
    return made


def _attribute(name: str) -> str:
    return EPUB_TYPE if name == "epub_type" else name.rstrip("_").replace("_", "-")


def add(parent: etree._Element, content: Iterable[etree._Element | str]) -> None:
    """Add text and elements behind what an element holds; what neither can be is U+FFFD."""
    for item in content:
        if not isinstance(item, str):
            parent.append(item)
            continue
        text = FORBIDDEN.sub("\ufffd", item)
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text


def fragment(html: str) -> list[etree._Element | str]:
    """Read a fragment of XHTML: what stands in it, text and elements, in order."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(f"<div>{html}</div>", parser)
    content: list[etree._Element | str] = [root.text] if root.text else []
    for child in list(root):
        tail, child.tail = child.tail, None
        content.append(child)
        if tail:
            content.append(tail)
    return content


def classes(node: etree._Element) -> list[str]:
    """Give an element's classes."""
    return (node.get("class") or "").split()


def typed(root: etree._Element) -> None:
    """Say by epub:type what the classes of the rendering mean."""
    for node in root.iter("a", "span", "div"):
        for name in classes(node):
            if name in _TYPES:
                node.set(EPUB_TYPE, _TYPES[name])


def text_of(
    content: Iterable[etree._Element | str], without: Callable[[etree._Element], bool]
) -> str:
    """Give the text of a content, with a space wherever a block begins or ends.

    Elements of which `without` is true are left out, and part no words.

    >>> text_of(fragment("<h1>On</h1><p><em>w</em>ord<br/>s</p>"), lambda node: False).split()
    ['On', 'word', 's']
    """
    pieces: list[str] = []
    for item in content:
        _gather(item, without, pieces)
    return "".join(pieces)


def _gather(
    item: etree._Element | str, without: Callable[[etree._Element], bool], pieces: list[str]
) -> None:
    if isinstance(item, str):
        pieces.append(item)
        return
    if without(item):
        return
    gap = "" if etree.QName(item).localname in INLINE else " "
    pieces += [gap, item.text or ""]
    for child in item:
        _gather(child, without, pieces)
        pieces.append(child.tail or "")
    pieces.append(gap)


def head_alone(style: str) -> list[etree._Element]:
    """Give the head of a page that asks for nothing else: its style, in light and in dark."""
    return [
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("meta", name="robots", content="noindex"),
        element("style", f"\n{style}"),
    ]


def document(
    title: str, language: str, head: Iterable[etree._Element], body: etree._Element
) -> etree._Element:
    """Make an HTML document of a body; `head` follows its title."""
    html = element("html", element("head", element("title", title), *head), body, lang=language)
    html[0].insert(0, element("meta", charset="utf-8"))
    return html


def as_html(html: etree._Element) -> bytes:
    """Write a document as HTML, in UTF-8."""
    written: bytes = etree.tostring(
        html, method="html", encoding="utf-8", doctype="<!DOCTYPE html>"
    )
    return written


def as_xhtml(html: etree._Element) -> bytes:
    """Write a document as XHTML, in UTF-8. The document is taken apart, and of no use any more."""
    names: dict[Any, str] = {None: XHTML, "epub": OPS}
    root = etree.Element(f"{{{XHTML}}}html", nsmap=names)
    for name, value in html.attrib.items():
        root.set(name, value)
    root.extend(list(html))
    for node in root.iter():
        if node is not root:
            if node.tag not in INLINE and not node.tail:
                node.tail = "\n"  # so that a person can read the file
            node.tag = f"{{{XHTML}}}{node.tag}"
        if language := node.get("lang"):
            node.set(XML_LANG, language)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
    written: bytes = etree.tostring(
        root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>"
    )
    return written + b"\n"
