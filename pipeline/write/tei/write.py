"""A TEI document, written and read back."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from pipeline.model.settings import Settings
from pipeline.write.edition import edition_of
from pipeline.write.emended import Reading
from pipeline.write.exports import Export
from pipeline.write.page import fragment, text_of
from pipeline.write.pandoc import Tree
from pipeline.write.parts import is_apparatus
from pipeline.write.render import Rendered
from pipeline.write.tei.body import divisions
from pipeline.write.tei.elements import element, name_of
from pipeline.write.tei.header import header, root
from pipeline.write.words import Difference, bodies_of_notes, compare, notes_called

INLINE = frozenset("hi foreign ref supplied corr reg choice seg gap".split())
"""Elements that do not part the words at their ends."""
STRUCTURE = frozenset(
    "TEI teiHeader fileDesc titleStmt publicationStmt sourceDesc encodingDesc editorialDecl"
    " classDecl taxonomy profileDesc revisionDesc text front body back div lg list table row"
    " quote".split()
)
"""Elements that hold no text of their own."""


def write_tei(
    tree: Tree,
    rendered: Rendered,
    settings: Settings,
    source: tuple[str, str],
    readings: list[Reading],
    path: Path,
) -> None:
    """Write an edition as TEI P5: the same bytes for the same arguments.

    `source` is the name of the source's file and its SHA-256; `readings` are those of the spans
    `.emended` of the tree.
    """
    edition = edition_of(rendered, settings, source[1], "")
    parts = divisions(tree["blocks"], readings)
    text = element("text")
    for name, kind in (("front", "front"), ("body", "chapter"), ("back", "back")):
        content = parts[kind]
        if name == "body" and not content:
            content = [element("div", element("p"))]
        if content:
            text.append(element(name, *content))
    made = root(header(edition, source, readings), text, edition.language)
    _lay_out(made)
    written: bytes = etree.tostring(made, encoding="UTF-8", xml_declaration=True)
    path.write_bytes(written + b"\n")


def _lay_out(root: etree._Element) -> None:
    """Begin a line with each element where white space means nothing."""
    for node in root.iter():
        if len(node) and name_of(node) in STRUCTURE and not node.text:
            node.text = "\n"
            for child in node:
                child.tail = "\n"


def differences_of_tei(rendered: Rendered, path: Path) -> list[Difference]:
    """Hold the words of a TEI document against those of the book it was made from.

    Notes stand where they are called first; those that no running text calls, at their chapter's
    end.
    """
    called, bodies = notes_called(rendered), bodies_of_notes(rendered)
    anywhere = {id for ids in called.values() for id in ids}
    texts = [text_of(fragment(section.html), is_apparatus) for section in rendered.sections]
    for section in rendered.sections:
        texts += [bodies[id] for id in called[section.id]]
        texts += [bodies[note.id] for note in section.notes if note.id not in anywhere]
    return compare(" ".join(texts).split(), words_of_tei(path))


def words_of_tei(path: Path) -> list[str]:
    """Give the words of the text: the divisions' in order, then the notes', chapter by chapter.

    Of two readings the edition's is taken; labels of notes are none.
    """
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    (text,) = etree.parse(path, parser).getroot().findall("{*}text")
    pieces: list[str] = []
    all_notes: list[etree._Element] = []
    for division in (division for part in text for division in part):
        notes: list[etree._Element] = []
        _gather(division, pieces, notes)
        # Those that nothing refers to come after the others of their chapter.
        all_notes += sorted(notes, key=lambda note: name_of(_parent(note)) == "div")
    for note in all_notes:
        pieces.append(" ")
        _inside(note, pieces, [])
    return "".join(pieces).split()


def _parent(node: etree._Element) -> etree._Element:
    parent = node.getparent()
    assert parent is not None
    return parent


def _gather(node: etree._Element, pieces: list[str], notes: list[etree._Element]) -> None:
    name = name_of(node)
    if name == "note" and node.get("place") == "end":
        notes.append(node)
    elif name == "gap":
        pieces.append("\ufffd")
    elif name in ("sic", "orig", "figDesc") or node.get("type") == "noteref":
        return
    else:
        gap = "" if name in INLINE else " "
        pieces.append("" if name == "pb" else gap)
        _inside(node, pieces, notes)
        pieces.append("" if name == "pb" else gap)


def _inside(node: etree._Element, pieces: list[str], notes: list[etree._Element]) -> None:
    pieces.append(node.text or "")
    for child in node:
        _gather(child, pieces, notes)
        pieces.append(child.tail or "")


EXPORT = Export(
    ".tei.xml",
    lambda work, path: write_tei(
        work.tree,
        work.rendered,
        work.settings,
        (work.source.name, work.source.sha256),
        work.readings,
        path,
    ),
    lambda work, path: differences_of_tei(work.rendered, path),
)
