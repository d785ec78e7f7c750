"""What the elements of the book are called in a tagged PDF (ISO 32000-1, 14.8.4).

An element of which nothing is to be said there has no role: what it holds belongs to what it stands
in. So the tree of the PDF is that of the book, without the boxes that only a style needs.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

HEADING = "H"
"""Any heading; its level follows from those before it."""
OWN_ROLES = {"Em": "Span", "Strong": "Span"}
"""Names that PDF 2.0 has, and PDF 1.7 has not; with each, what it is to who knows only 1.7."""
TABLE_PARTS = frozenset(("THead", "TBody", "TFoot", "TR", "TH", "TD"))

_TAGS = {
    "a": "Link",
    "article": "Art",
    "blockquote": "BlockQuote",
    "caption": "Caption",
    "em": "Em",
    "figcaption": "Caption",
    **{f"h{level}": HEADING for level in range(1, 7)},
    "i": "Em",
    "img": "Figure",
    "li": "LI",
    "main": "Part",
    "nav": "Sect",
    "ol": "L",
    "p": "P",
    "section": "Sect",
    "strong": "Strong",
    "table": "Table",
    "tbody": "TBody",
    "td": "TD",
    "tfoot": "TFoot",
    "th": "TH",
    "thead": "THead",
    "tr": "TR",
    "ul": "L",
}
_CLASSES = {
    "epigraph": "BlockQuote",
    "line": "Span",
    "note": "Note",
    "note-label": "Lbl",
    "verse": "Div",
}
_CONTENTS = {"div": "Reference", "li": "TOCI", "ol": "TOC"}
"""What stands in a list of contents."""
_INLINE = frozenset("abbr b bdi cite code q s small span sub sup u".split())


def role_of(element: Element, around: Element | None, within: str) -> str:
    """Give the role of an element; empty if it has none of its own.

    `around` is its parent, and `within` the role of the nearest element around it that has one.
    """
    names = _names(element)
    role = next((_CLASSES[name] for name in names if name in _CLASSES), "")
    role = role or _role_of_tag(element, around, within)
    if not role and element.get("lang"):
        role = "Span" if element.tag in _INLINE else "Div"
    return role


def _role_of_tag(element: Element, around: Element | None, within: str) -> str:
    tag = str(element.tag)
    if tag == "figure":
        return "Figure" if len(element.findall(".//img")) == 1 else ""
    if tag == "img" and within == "Figure":
        return ""
    if tag in _CONTENTS and (within in ("TOC", "TOCI") or _is_contents(around)):
        return _CONTENTS[tag]
    if tag == "ol" and any("note" in _names(child) for child in element):
        return ""  # a note is more than an item of a list
    return _TAGS.get(tag, "")


def _is_contents(element: Element | None) -> bool:
    return element is not None and element.get("role") == "doc-toc"


def _names(element: Element) -> list[str]:
    return (element.get("class") or "").split()
