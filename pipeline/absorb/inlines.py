"""A text of pandoc's tree as a leaf of a reading: its letters, and what lies on them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.absorb.reading import Leaf, Point, Remark, Setting, Signature
from pipeline.write.pandoc import INDENT, WHITE, Json, Node, plain_text

CALL = re.compile(r"\[\^([^\[\]\s]+)\]")
"""A reference to a note that the file does not define, as pandoc leaves it."""
REMARK = re.compile("\ufdd0(\\d+)\ufdd1")
"""What stands for a remark in a file while pandoc reads it: characters that no text may have."""
KINDS = {
    "Emph": "emphasis",
    "Strong": "strong",
    "SmallCaps": "small-capitals",
    "Superscript": "superscript",
    "Subscript": "subscript",
}
TRACKED = ("insertion", "deletion", "paragraph-insertion", "paragraph-deletion")


@dataclass(slots=True)
class State:
    """What has been read so far."""

    file: str
    remarks: Sequence[Remark | Signature]
    note: Callable[[list[Node], State], str]
    """Reads the body of a note and gives its id."""
    notes: dict[str, tuple[Leaf, ...]] = field(default_factory=dict)
    added: dict[str, tuple[str, str]] = field(default_factory=dict)
    label: tuple[str, str] = ("", "")
    """Id and label of the note that is being read."""
    supplied: str = ""


@dataclass(slots=True)
class _Line:
    """A text while it is read; offsets are in its letters before white space is folded."""

    letters: list[str] = field(default_factory=list)
    length: int = 0
    settings: list[Setting] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    signatures: list[Signature] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    opened: dict[str, Remark] = field(default_factory=dict)
    joined: bool = False
    ended: tuple[Signature, ...] = ()

    def write(self, text: str) -> None:
        self.letters.append(text)
        self.length += len(text)


def leaves_of(inlines: list[Node], kind: str, state: State) -> Iterator[Leaf]:
    """Read a text; there is none where nothing stands in it."""
    line = _Line()
    _inlines(inlines, line, state)
    letters = "".join(line.letters)
    text = WHITE.sub(" ", letters).strip(" ")
    indent = len(text)
    if kind == "line":
        while text.startswith(INDENT):
            text = text[len(INDENT) :]
    indent -= len(text)

    def place(offset: int) -> int:
        folded = WHITE.sub(" ", letters[:offset]).lstrip(" ")
        return min(max(0, len(folded) - indent), len(text))

    leaf = Leaf(
        kind,
        text,
        tuple(_trimmed(text, s.kind, place(s.start), place(s.end)) for s in line.settings),
        tuple(p._replace(at=place(p.at)) for p in line.points),
        tuple(s._replace(start=place(s.start), end=place(s.end)) for s in line.signatures),
        tuple(r._replace(start=place(r.start), end=place(r.end)) for r in line.remarks),
        line.joined,
        line.ended,
        state.file,
    )
    if text or leaf.points or leaf.remarks or leaf.signatures:
        yield leaf


def _trimmed(text: str, kind: str, start: int, end: int) -> Setting:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Setting(kind, start, end)


def _inlines(inlines: list[Node], line: _Line, state: State) -> None:
    for node in inlines:
        name: str = node["t"]
        content: Json = node.get("c")
        if name == "Str":
            _string(content, line, state)
        elif name in ("Space", "SoftBreak", "LineBreak"):
            line.write(" ")
        elif name in KINDS:
            _set(KINDS[name], content, line, state)
        elif name == "Span":
            _span(content, line, state)
        elif name == "Note":
            line.points.append(Point("note", state.note(content, state), line.length))
        elif name in ("Code", "Math", "RawInline"):
            line.write(content[1])
        elif name in ("Link", "Quoted"):
            _inlines(content[1], line, state)
        elif name in ("Underline", "Strikeout"):
            _inlines(content, line, state)


def _string(text: str, line: _Line, state: State) -> None:
    """Read letters, with the references and the remarks that pandoc took for such."""
    at = 0
    for match in sorted((*CALL.finditer(text), *REMARK.finditer(text)), key=lambda m: m.start()):
        line.write(text[at : match.start()])
        at = match.end()
        if match.re is CALL:
            line.points.append(Point("note", match[1], line.length))
        else:
            said = state.remarks[int(match[1])]
            start = max(0, line.length - said.start)
            if isinstance(said, Remark):
                line.remarks.append(said._replace(start=start, end=line.length))
            else:
                line.signatures.append(said._replace(start=start, end=line.length))
    line.write(text[at:])


def _set(kind: str, inlines: list[Node], line: _Line, state: State) -> None:
    start = line.length
    _inlines(inlines, line, state)
    line.settings.append(Setting(kind, start, line.length))


def _span(content: Json, line: _Line, state: State) -> None:
    (id, classes, pairs), inlines = content
    said = dict(pairs)
    if "noteref" in classes:
        line.points.append(Point("note", said.get("target", ""), line.length))
    elif "note-label" in classes:
        state.label = (id, plain_text(inlines))
    elif "supplied" in classes:
        state.supplied = plain_text(inlines)
    elif "pagebreak" in classes:
        line.points.append(Point("page", said.get("label", ""), line.length))
    elif classes and classes[0] in TRACKED:
        _tracked(classes[0], said, inlines, line, state)
    elif classes and classes[0] in ("comment-start", "comment-end"):
        _comment(classes[0], said, inlines, line)
    elif classes and classes[0] in ("superscript", "subscript"):
        _set(classes[0], inlines, line, state)
    elif "lang" in said:
        _set(f"language:{said['lang']}", inlines, line, state)
    else:
        _inlines(inlines, line, state)


def _tracked(
    what: str, said: Mapping[str, str], inlines: list[Node], line: _Line, state: State
) -> None:
    """Read a change that a word processor tracked, as it is once it is accepted."""
    start = line.length
    if what == "insertion":
        _inlines(inlines, line, state)
    line.joined |= what == "paragraph-deletion"
    signed = Signature(start, line.length, said.get("author", ""), said.get("date", ""))
    if what == "paragraph-insertion":
        line.ended = (signed._replace(start=0, end=0),)
    else:
        line.signatures.append(signed)


def _comment(what: str, said: Mapping[str, str], inlines: list[Node], line: _Line) -> None:
    id = said.get("id", "")
    if what == "comment-start":
        text = plain_text(inlines)
        remark = Remark(
            line.length, line.length, text, said.get("author", ""), said.get("date", "")
        )
        line.opened[id] = remark
        line.remarks.append(remark)
    elif id in line.opened:
        k = line.remarks.index(line.opened.pop(id))
        line.remarks[k] = line.remarks[k]._replace(end=line.length)
