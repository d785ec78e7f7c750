"""An edition read for scoring, as a reader's program would: blocks by elements, notes by links.

A link refers to a note if it says so (`doc-noteref`, `noteref`, a class of that name), or if where
it leads there is a link back. What its target stands in is the note: an element that says so, a
list item, else the nearest block.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from pipeline.bench.score.book import Scored, load, read_truth
from pipeline.bench.score.documents import Documents, Element, documents, kinds, tag

HEADING = re.compile("h([1-6])")
BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption"
    " figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main nav ol p pre section summary"
    " table tbody td tfoot th thead tr ul".split()
)
UNREAD = frozenset("script style head template svg math audio video iframe nav rt rp".split())
NOT_THE_TEXT = frozenset(
    "toc doc-toc landmarks page-list doc-pagelist loi lot titlepage halftitlepage title-page"
    " halftitle cover doc-cover colophon doc-colophon copyright-page imprint contents".split()
)
"""Kinds and classes of what an edition adds: title pages, contents."""
NOTES = frozenset("footnotes endnotes rearnotes doc-endnotes doc-footnotes notes".split())
NOTE = frozenset("footnote endnote rearnote doc-footnote doc-endnote".split())
REFERS = frozenset("noteref doc-noteref footnote-ref footnoteref note-ref fnref".split())
BACK = frozenset("backlink doc-backlink referrer footnote-back backlinks".split())
ARROWS = frozenset("↩↑⤴⏎↵^⮌⇑←⬆▲\ufe0e\ufe0f ")
VERSE = frozenset("verse poem poetry stanza line-block linegroup lg z3998:verse z3998:poem".split())
QUOTE = frozenset("blockquote quote quotation extract epigraph".split())


def read_edition(path: Path) -> Scored:
    """Read an edition: .epub, .html, .md (pandoc's Markdown), or .json (as a truth.json).

    Raises:
        ValueError: it is none of these.
    """
    if path.suffix == ".json":
        return read_truth(load(path))
    read = documents(path)
    reader = _Reader(read, _notes(read))
    for body in read.bodies:
        reader.read(body)
    return reader.made


def _notes(read: Documents) -> dict[Element, str]:
    """Give the elements that notes stand in, each with its key, in the order of the references."""
    bodies: dict[Element, str] = {}
    for link in read.targets:
        if (body := _referred(read, link)) is not None:
            bodies.setdefault(body, f"n{len(bodies)}")
    for whole in read.bodies:
        for element in whole.iter(etree.Element):
            said = kinds(element) & NOTE and not any(a in bodies for a in element.iterancestors())
            if said and element not in bodies:
                bodies[element] = f"n{len(bodies)}"
    return bodies


def _referred(read: Documents, link: Element) -> Element | None:
    """Give the note that a link refers to; None where it is no reference."""
    target = read.targets[link]
    if _leads_back(link):
        return None
    body = _holder(target)
    if body is None or link in body.iter():
        return None
    return body if kinds(link) & REFERS or _links_back(read, link, body) else None


def _holder(target: Element) -> Element | None:
    """Give what a note stands in, from where a link to it leads."""
    nearest = None
    for element in (target, *target.iterancestors()):
        if tag(element) in ("body", "html") or kinds(element) & NOTES:
            break
        if kinds(element) & NOTE or tag(element) == "li":
            return element
        if nearest is None and tag(element) in BLOCKS:
            nearest = element
    return None if nearest is None or HEADING.fullmatch(tag(nearest)) else nearest


def _links_back(read: Documents, link: Element, body: Element) -> bool:
    """Tell whether a note has a link to about where the link to it stands."""
    about = [link, *link.iter(etree.Element)]
    for above in link.iterancestors():
        if tag(above) in BLOCKS:
            break
        about.append(above)
    back = (read.targets.get(each) for each in body.iter(etree.Element) if tag(each) == "a")
    return any(target is each for target in back if target is not None for each in about)


def _leads_back(link: Element) -> bool:
    """Tell whether a link only leads back from a note."""
    said = "".join(map(str, link.itertext())).strip()
    return bool(kinds(link) & BACK) or (bool(said) and set(said) <= ARROWS)


class _Reader:
    """Reads documents into one book; what is read of a block so far is in `_text`."""

    def __init__(self, read: Documents, bodies: Mapping[Element, str]) -> None:
        self.made = Scored()
        self._bodies, self._text = bodies, ""
        self._references: dict[Element, str] = {}
        for link in read.targets:
            if (body := _referred(read, link)) is not None:
                self._references[link] = bodies[body]

    def read(self, body: Element) -> None:
        """Read a document."""
        self._walk(body, "paragraph", 0)
        self._end("paragraph", 0)

    def _walk(self, element: Element, kind: str, level: int) -> None:
        name, said = tag(element), kinds(element)
        if key := self._bodies.get(element):
            self.made.notes[key] = _body(element, self._references)
            return
        if name in UNREAD or said & NOT_THE_TEXT:
            return
        if element in self._references:
            self._text += f"⟦{self._references[element]}⟧"
            return
        if name == "br" or "line" in said:
            self._text += "\n"
        inner, deep = self._kind(element, kind, level)
        if name in BLOCKS:
            self._end(kind, level)
        self._text += _flowing(element.text)
        for child in element:
            if isinstance(child.tag, str):
                self._walk(child, inner, deep)
            self._text += _flowing(child.tail)
        if name in BLOCKS:
            self._end(inner, deep)

    def _kind(self, element: Element, kind: str, level: int) -> tuple[str, int]:
        """Give the kind of what stands in an element, by that of what the element stands in."""
        said = kinds(element) | {tag(element)}
        if found := HEADING.fullmatch(tag(element)):
            in_notes = any(kinds(above) & NOTES for above in element.iterancestors())
            return ("none", 0) if in_notes else ("heading", int(found[1]))
        if kind == "verse" or said & VERSE:
            return "verse", 0
        if said & QUOTE:
            return "quote", 0
        return ("item", 0) if tag(element) == "li" else (kind, level)

    def _end(self, kind: str, level: int) -> None:
        if kind != "none" and self._text.strip():
            self.made.add(kind, self._text.strip(), level)
        self._text = ""


def _flowing(text: str | None) -> str:
    """Give a text in which line feeds are blanks, as they are in HTML."""
    return re.sub(r"\s+", " ", text or "")


def _body(element: Element, references: Mapping[Element, str]) -> str:
    """Give what a note says, without the links back and the markers of other notes."""
    return " ".join("".join(_said(element, references)).split())


def _said(element: Element, references: Mapping[Element, str]) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child not in references and not _is_back(child):
            yield " " if tag(child) in BLOCKS else ""
            yield from _said(child, references)
        yield child.tail or ""


def _is_back(element: Element) -> bool:
    return bool(kinds(element) & BACK) or (tag(element) == "a" and _leads_back(element))
