"""Elements of TEI."""

from __future__ import annotations

from lxml import etree

from pipeline.write.page import add
from pipeline.write.pandoc import FORBIDDEN

TEI = "http://www.tei-c.org/ns/1.0"
_XML = "{http://www.w3.org/XML/1998/namespace}"
XML_ID, XML_LANG = f"{_XML}id", f"{_XML}lang"


def element(name: str, *content: etree._Element | str, **attributes: str) -> etree._Element:
    """Make an element of text and elements; an attribute with an empty value is left out."""
    made = etree.Element(f"{{{TEI}}}{name}", nsmap={None: TEI})  # type: ignore[dict-item]
    for key, value in attributes.items():
        if value:
            made.set(key, FORBIDDEN.sub("\ufffd", value))
    add(made, content)
    return made


def name_of(node: etree._Element) -> str:
    """Give an element's name without its namespace."""
    return etree.QName(node).localname
