"""The tree as XHTML, once, for every edition: pandoc runs one time for the whole book."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import cast

from lxml import etree

from pipeline.language import language
from pipeline.machine.answers import Answers
from pipeline.model.book import ChapterKind, NoteState
from pipeline.write.lift import lift
from pipeline.write.pandoc import Node, Tree, api_version, nodes, plain_text, run
from pipeline.write.pictures import Picture

ARROW = re.compile("[↩↔]\ufe0e?")
WRITTEN: Answers[bytes, str] = Answers("written", 1 << 12)
"""What pandoc wrote of chapters and notes, by their hashes."""
VOID = {"br", "hr", "img", "col", "wbr"}
"""Elements of HTML that have no end tag; all others need one where HTML is not read as XML."""


@dataclass(frozen=True, slots=True)
class RenderedNote:
    """A note of the edition."""

    id: str
    label: str
    html: str
    """The body's blocks as XHTML, without label and without back link."""
    refs: tuple[str, ...]
    """The ids of its references, in order; of an unmarked note, none."""
    state: NoteState


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the edition."""

    id: str
    kind: ChapterKind
    title: str
    """The heading as plain text; empty if there is none."""
    html: str
    """The chapter's blocks as XHTML without its notes; its heading, which has its id, is first."""
    notes: tuple[RenderedNote, ...]
    editorial: bool = False
    """New in this edition, and none of the book's."""
    matter: str = ""
    """Of what kind new matter is: dedication, introduction …; empty if it is of no known one."""
    language: str = ""
    """Its language, where that is not the book's."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A book as XHTML fragments, which are well-formed XML and valid HTML alike."""

    title: str
    language: str
    sections: tuple[Section, ...]
    pages: tuple[tuple[str, str], ...]
    """The source's pages in reading order: label and id."""
    pictures: tuple[Picture, ...] = ()
    """Those that the XHTML shows, whose names it has as addresses."""


def render(tree: Tree, only: Container[str] | None = None) -> Rendered:
    """Render a tree of `tree_of` or `read_markdown`. Its pictures are left to be filled in.

    Where `only` names some chapters by their ids, just these are rendered, as in the whole book.

    A reference to note n80 is `<a id="ref-n80" class="noteref" role="doc-noteref" href="#n80">`
    (`ref-n80-2` for the second one), a page break an empty `<span class="pagebreak">`.

    Raises:
        RecensionError: pandoc is missing, or a note does not begin with its label.
    """
    title, tag = (_meta(tree, key) for key in ("title", "lang"))
    lifted = lift(tree["blocks"], language(tag).phrases)
    if only is not None:
        lifted = [section for section in lifted if section.id in only]
    parts: dict[str, list[Node]] = {}
    for section in lifted:
        parts[section.id] = section.blocks
        parts |= {note.id: note.blocks for note in section.notes}
    html = _written(parts)
    sections = []
    for section in lifted:
        notes = tuple(
            RenderedNote(note.id, note.label, html[note.id], tuple(note.refs), note.state)
            for note in section.notes
        )
        id, kind, heading = section.id, section.kind, section.title
        new = (section.editorial, section.matter, section.language)
        sections.append(Section(id, kind, heading, html[id], notes, *new))
    return Rendered(title, tag, tuple(sections), tuple(_pages(tree)))


def _meta(tree: Tree, key: str) -> str:
    node = tree["meta"].get(key)
    return plain_text(node["c"]) if node else ""


def _pages(tree: Tree) -> Iterable[tuple[str, str]]:
    for node in nodes(tree["blocks"]):
        if node["t"] == "Span" and "pagebreak" in node["c"][0][1]:
            id, _, pairs = node["c"][0]
            yield dict(pairs)["label"], id


def _written(parts: dict[str, list[Node]]) -> dict[str, str]:
    """Write many lists of blocks, at one go those that were not written before."""
    told = {id: json.dumps(part) for id, part in parts.items()}
    hashes = {id: sha256(each.encode()).digest() for id, each in told.items()}
    html = {id: WRITTEN.get(hashed) for id, hashed in hashes.items()}
    new = [id for id, known in html.items() if known is None]
    if new:
        for id, written in zip(new, _by_pandoc([told[id] for id in new]), strict=True):
            html[id] = written
            WRITTEN.give(hashes[id], written)
    return cast(dict[str, str], html)


def _by_pandoc(parts: list[str]) -> list[str]:
    """Write lists of blocks, which are given as JSON.

    Each is a division with an id and a class: of one without, pandoc makes something else where a
    heading comes first.
    """
    blocks = (
        f'{{"t": "Div", "c": [["part-{k}", ["part"], []], {part}]}}' for k, part in enumerate(parts)
    )
    version = json.dumps(api_version())
    document = f'{{"pandoc-api-version": {version}, "meta": {{}}, "blocks": [{", ".join(blocks)}]}}'
    options = ["--from=json", "--to=html5", "--wrap=none"]
    written, _ = run(options, document)
    return _taken_apart(_with_own_arrows(written, document))


def _with_own_arrows(written: str, document: str) -> str:
    """Let arrows be as the book has them: pandoc marks some to be shown in their plain form."""
    if ARROW.search(written) is None:
        return written
    own = iter(ARROW.findall(json.dumps(json.loads(document), ensure_ascii=False)))
    return ARROW.sub(lambda _: next(own), written)


def _taken_apart(html: str) -> list[str]:
    """Give the content of each division that pandoc wrote."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    root = etree.fromstring(f"<div>{html}</div>", parser)
    for element in list(root.iter()):
        _refined(element)
    return [
        "".join([part.text or "", *(etree.tostring(e, encoding="unicode") for e in part)]).strip()
        for part in root
    ]


def _refined(element: etree._Element) -> None:
    """Say in HTML's own words what pandoc has none for, and end every element that must be."""
    names = (element.get("class") or "").split()
    if element.tag == "div" and ("figure" in names or "table" in names):
        element.tag = "figure"
        for child in list(element):
            # A picture is no paragraph.
            if child.tag == "p" and len(child) == 1 and child[0].tag == "img" and not child.text:
                child[0].tail = child.tail
                element.replace(child, child[0])
        captions = [child for child in element if child.get("class") == "caption"]
        # HTML allows one caption, before or after all else.
        if len(captions) == 1 and captions[0] in (element[0], element[-1]):
            captions[0].tag = "figcaption"
    if element.tag == "th":
        element.set("scope", "col")
    if element.text is None and len(element) == 0 and element.tag not in VOID:
        element.text = ""
