"""Elements of TEI."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

TEI = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
XML_ID, XML_LANG = f"{_XML}id", f"{_XML}lang"


def element(name: str, *content: etree._Element | str, **attributes: str) -> etree._Element:
    """Make an element of text and elements; an attribute with an empty value is left out."""
    made = etree.Element(f"{{{TEI}}}{name}", nsmap={None: TEI})  # type: ignore[dict-item]
    for key, value in attributes.items():
        if value:
            made.set(key, value)
    append(made, content)
    return made


def append(parent: etree._Element, content: Iterable[etree._Element | str]) -> None:
    """Add text and elements behind what an element holds."""
    for item in content:
        if not isinstance(item, str):
            parent.append(item)
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + item
        else:
            parent.text = (parent.text or "") + item


def name_of(node: etree._Element) -> str:
    """Give an element's name without its namespace."""
    return etree.QName(node).localname
