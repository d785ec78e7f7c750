"""The ISBN as the trade's barcode, EAN-13: python-barcode draws it, in the sizes of GS1."""

from __future__ import annotations

from barcode import EAN13
from barcode.writer import SVGWriter
from lxml import etree

from pipeline.write.edition import isbn13

DIGITS = "font-family: Text; font-size: 3.6px; text-anchor: middle"
"""One of the theme's families: no system's own typeface is asked for. One px is a millimetre."""
OPTIONS = {
    "module_width": 0.33,
    "module_height": 22.85,
    "quiet_zone": 11 * 0.33,
    "font_size": 10,
    "text_distance": 3.4,
    "margin_top": 1,
    "margin_bottom": 0.6,
}
"""Millimetres: the nominal size of the GS1 General Specifications, with its quiet zones."""
LENGTHS = ("x", "y", "width", "height")


def barcode_of(isbn: str) -> etree._Element:
    """Draw the barcode of an ISBN, old or new, as SVG.

    >>> code = barcode_of("3-16-148410-X")
    >>> "".join(text.text for text in code.iter("text"))
    '9783161484100'
    """
    drawn = EAN13(isbn13(isbn), writer=SVGWriter(), guardbar=True).render(OPTIONS)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    root = etree.fromstring(drawn, parser)
    width, height = (root.get(side, "").removesuffix("mm") for side in ("width", "height"))
    for node in list(root.iter()):
        node.tag = etree.QName(node).localname
        if node is root:
            continue
        for name in LENGTHS:
            if length := node.get(name):
                node.set(name, length.removesuffix("mm"))
        if node.tag == "text" and node.text == ">":  # the light margin's sign: there is a frame
            node.getparent().remove(node)
        elif node.tag == "text":
            node.set("style", DIGITS)
    etree.cleanup_namespaces(root)
    root.set("viewBox", f"0 0 {width} {height}")
    return root
