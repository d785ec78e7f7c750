"""The words of a DOCX, read back with pandoc's own reader."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.write.docx.tree import IMPRINT, LABEL
from pipeline.write.page import fragment, text_of
from pipeline.write.pandoc import Json, Node, run
from pipeline.write.parts import is_apparatus
from pipeline.write.render import Rendered
from pipeline.write.words import Difference, bodies_of_notes, compare, notes_called

MARKS = {IMPRINT, LABEL, "footnote reference", "endnote reference"}
"""Styles of what the edition adds to the book's words."""
SOFT_HYPHEN = "\u00ad"
INLINE = {
    "Str",
    "Emph",
    "Strong",
    "SmallCaps",
    "Superscript",
    "Subscript",
    "Span",
    "Underline",
    "Link",
}


def differences_of_docx(rendered: Rendered, path: Path) -> list[Difference]:
    """Hold the words of a DOCX against those of the book it was made from.

    The words of the chapters come first, with those of notes that nothing in the running text calls
    at each one's end, then the words of all other notes, in the order of their calls. Soft hyphens
    are none: at a paragraph's end pandoc leaves them out.
    """
    called = [id for ids in notes_called(rendered).values() for id in ids]
    bodies = bodies_of_notes(rendered)
    texts: list[str] = []
    for section in rendered.sections:
        texts.append(text_of(fragment(section.html), is_apparatus))
        texts += [bodies[note.id] for note in section.notes if note.id not in called]
    texts += [bodies[id] for id in called]
    return compare(" ".join(texts).replace(SOFT_HYPHEN, "").split(), words_of_docx(path))


def words_of_docx(path: Path) -> list[str]:
    """Give the words of a DOCX that this project wrote: the running text's, then the notes'."""
    written, _ = run(["--from=docx+styles", "--to=json"], path.read_bytes())
    texts: list[str] = []
    notes: list[str] = []
    _gather(json.loads(written)["blocks"], texts, notes)
    return "".join(texts + notes).replace(SOFT_HYPHEN, "").split()


def _gather(part: Json, texts: list[str], notes: list[str]) -> None:
    """Add the text of a part of pandoc's tree, with a space wherever a block begins or ends."""
    if isinstance(part, list):
        for each in part:
            _gather(each, texts, notes)
    elif isinstance(part, dict):
        kind, content = part["t"], part.get("c")
        if kind == "Str":
            texts.append(str(content))
        elif kind == "Note":
            notes.append(" ")
            _gather(content, notes, notes)
        elif kind == "Image" or _style(part) in MARKS:
            return
        else:
            gap = "" if kind in INLINE else " "
            texts.append(gap)
            _gather(content, texts, notes)
            texts.append(gap)


def _style(node: Node) -> str:
    if node["t"] not in ("Div", "Span"):
        return ""
    return str(dict(node["c"][0][2]).get("custom-style", ""))
