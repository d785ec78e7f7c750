"""The tree as XHTML needs it: notes lifted out of the text, references to them made links.

What comes out is pandoc's tree again, a list of blocks for each section and for each note, ready
for pandoc's HTML writer, which knows nothing of notes then.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from pipeline.errors import RecensionError
from pipeline.language import Phrases
from pipeline.model.book import ChapterKind, NoteState
from pipeline.write.inlines import RAISED
from pipeline.write.pandoc import (
    INDENT,
    LINE_BREAK,
    Json,
    Node,
    attributes,
    div,
    header,
    link,
    para,
    plain_text,
    span,
)
from pipeline.write.tables import with_cells

EDITORIAL = "editorial"
"""The class of a chapter that is new in this edition, and none of the book's."""
DEEPEST = 4
"""The deepest indent of verse that the style sheets know (`.indent-4`)."""


@dataclass(slots=True)
class LiftedNote:
    """A note lifted out of the text: its body, without the label that stood at its head."""

    id: str
    label: str
    state: NoteState
    blocks: list[Node]
    refs: list[str] = field(default_factory=list)


@dataclass(slots=True)
class LiftedSection:
    """A chapter without its notes, and these in their order."""

    id: str
    kind: ChapterKind
    title: str
    blocks: list[Node]
    notes: list[LiftedNote]
    editorial: bool = False
    matter: str = ""
    language: str = ""


@dataclass(slots=True)
class _State:
    phrases: Phrases
    chapter: str = ""
    editorial: bool = False
    headings: int = 0
    refs: dict[str, list[str]] = field(default_factory=dict)
    notes: list[LiftedNote] = field(default_factory=list)


def lift(chapters: list[Node], phrases: Phrases) -> list[LiftedSection]:
    """Lift the notes of all chapters; references inside notes count after all others.

    Raises:
        RecensionError: a note does not begin with its label.
    """
    state = _State(phrases)
    sections = [_section(chapter, state) for chapter in chapters]
    notes = [note for section in sections for note in section.notes]
    for section in sections:
        state.chapter = section.id
        for note in section.notes:
            note.blocks = _blocks(note.blocks, state)
    for note in notes:
        note.refs = state.refs.get(note.id, [])
    return sections


def _section(chapter: Node, state: _State) -> LiftedSection:
    (id, (kind, *names), pairs), content = chapter["c"]
    state.chapter, state.headings, state.notes = id, 0, []
    state.editorial = EDITORIAL in names
    body: list[Node] = []
    loose: list[Node] = []
    for node in content:
        (loose if _is(node, "Div", "note") else body).append(node)
    headed = bool(body) and body[0]["t"] == "Header"
    title = plain_text(body[0]["c"][2]) if headed else ""
    if headed:
        level, (_, others, said), inlines = body[0]["c"]
        body[0] = header(level, [id, others, said], inlines)
    blocks = _blocks(body, state)
    notes = state.notes
    for node in loose:
        (_, states, after), content = node["c"]
        note = _note(content, state, unmarked="unmarked" in states)
        before = [k for k, other in enumerate(notes) if other.id == dict(after).get("after")]
        notes.insert(before[0] + 1 if before else 0, note)
    matter = " ".join(name for name in names if name != EDITORIAL)
    tag = dict(pairs).get("lang", "")
    return LiftedSection(id, kind, title, blocks, notes, state.editorial, matter, tag)


def _is(node: Node, kind: str, name: str) -> bool:
    return bool(node["t"] == kind and name in node["c"][0][1])


def _note(blocks: list[Node], state: _State, *, unmarked: bool = False) -> LiftedNote:
    """Take the label off a note's body."""
    first = blocks[0]["c"] if blocks and blocks[0]["t"] == "Para" else []
    if not (first and _is(first[0], "Span", "note-label")):
        raise RecensionError(
            "a note does not begin with its label",
            state.chapter,
            "begin it with its label and its id: [80]{#n80 .note-label}",
        )
    (id, classes, _), label = first[0]["c"]
    known: tuple[NoteState, ...] = ("cut", "absent")
    states = [name for name in known if name in classes]
    rest = first[1:]
    while rest and rest[0]["t"] in ("Space", "SoftBreak"):
        rest = rest[1:]
    body = [para(rest), *blocks[1:]] if rest else blocks[1:]
    default: NoteState = "unmarked" if unmarked else "linked"
    return LiftedNote(id, plain_text(label), states[0] if states else default, body)


def _blocks(blocks: list[Node], state: _State) -> list[Node]:
    return [_BLOCKS.get(node["t"], _same)(node, state) for node in blocks]


def _same(node: Node, _state: _State) -> Node:
    return node


def _text_block(node: Node, state: _State) -> Node:
    return {"t": node["t"], "c": _inlines(node["c"], state)}


def _header(node: Node, state: _State) -> Node:
    level, (id, classes, pairs), inlines = node["c"]
    if not id:
        state.headings += 1
        id = f"{state.chapter}-{state.headings}"
    return header(level, [id, classes, pairs], _inlines(inlines, state))


def _quote(node: Node, state: _State) -> Node:
    return {"t": node["t"], "c": _blocks(node["c"], state)}


def _div(node: Node, state: _State) -> Node:
    attr, blocks = node["c"]
    if "epigraph" in attr[1]:
        attr = [attr[0], attr[1], [*attr[2], ["role", "doc-epigraph"]]]
    return div(attr, _blocks(blocks, state))


def _list(node: Node, state: _State) -> Node:
    return {"t": node["t"], "c": [_blocks(item, state) for item in node["c"]]}


def _stanza(node: Node, state: _State) -> Node:
    """Make a stanza a paragraph of lines, whose indent is a class instead of spaces."""
    content: list[Node] = []
    for line in node["c"]:
        inlines = _inlines(line, state)
        classes = ["line"]
        if inlines and inlines[0]["t"] == "Str":
            text = inlines[0]["c"].lstrip("\u00a0")
            if steps := min((len(inlines[0]["c"]) - len(text)) // len(INDENT), DEEPEST):
                classes.append(f"indent-{steps}")
            inlines = [{"t": "Str", "c": text}, *inlines[1:]]
        content += [LINE_BREAK] if content else []
        content.append(span(attributes("", classes), inlines))
    return div(attributes("", ["stanza"]), [para(content)])


def _table(node: Node, state: _State) -> Node:
    return with_cells(node, lambda blocks: _blocks(blocks, state))


def _inlines(nodes: list[Node], state: _State) -> list[Node]:
    """Lift from inlines; neighbouring Str and Space become one Str, which pandoc reads faster."""
    lifted: list[Node] = []
    text: list[str] = []
    for node in nodes:
        kind = node["t"]
        if kind == "Str":
            text.append(node["c"])
        elif kind in ("Space", "SoftBreak"):
            text.append(" ")
        else:
            if text:
                lifted.append({"t": "Str", "c": "".join(text)})
                text.clear()
            lifted.append(_holder(node, state))
    if text:
        lifted.append({"t": "Str", "c": "".join(text)})
    return lifted


def _holder(node: Node, state: _State) -> Node:
    kind: str = node["t"]
    content: Json = node.get("c")
    if kind in ("Emph", "Strong", "SmallCaps"):
        return _text_block(node, state)
    if kind == "Link":
        attr, inlines, target = content
        return {"t": kind, "c": [attr, _inlines(inlines, state), target]}
    if kind == "Note":
        note = _note(content, state)
        state.notes.append(note)
        return _reference(note.id, note.label, state)
    if kind == "Span":
        (id, classes, pairs), inlines = content
        if "noteref" in classes:
            return _reference(dict(pairs)["target"], plain_text(inlines), state)
        if "pagebreak" in classes:
            name = state.phrases.page.replace("%s", dict(pairs)["label"])
            return span(attributes(id, classes, role="doc-pagebreak", aria_label=name), [])
        for name in RAISED:
            if classes == [name]:
                return {"t": name.title(), "c": _inlines(inlines, state)}
        return span([id, classes, pairs], _inlines(inlines, state))
    return node


def _reference(note: str, label: str, state: _State) -> Node:
    refs = state.refs.setdefault(note, [])
    id = f"ref-{note}-{len(refs) + 1}" if refs else f"ref-{note}"
    refs.append(id)
    attr = attributes(id, ["noteref"], role="doc-noteref")
    if state.editorial:
        attr[2].append(["aria-label", state.phrases.editor_note.replace("%s", label)])
    return link(attr, [{"t": "Str", "c": label}], f"#{note}")


_BLOCKS: dict[str, Callable[[Node, _State], Node]] = {
    "Para": _text_block,
    "Plain": _text_block,
    "Header": _header,
    "BlockQuote": _quote,
    "Div": _div,
    "BulletList": _list,
    "LineBlock": _stanza,
    "Table": _table,
}
