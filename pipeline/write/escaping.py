"""What pandoc's Markdown reader would misread of what its writer writes, said so that it does not.

The tree is changed before it is written: a hazardous letter becomes raw Markdown, escaped by a
backslash or written as a character reference. Each case here was found by reading back what was
written (tests/test_markdown_roundtrip.py).
"""

from __future__ import annotations

import re

from pipeline.write.pandoc import Json, Node, attributes, span

# pandoc 3.9 loses a sign behind a backslash, does not escape what looks like a character reference,
# and escapes what looks like an image by half.
_ANYWHERE = r"\\|&(?=#?\w+;)|!(?=\[)"
_HAZARD = re.compile(_ANYWHERE)
# What would begin a list, a division or a rule.
_HAZARD_AT_START = re.compile(rf"\A[-+:]|\A(?:\d+|#)\.|{_ANYWHERE}")
# What would end a heading, or be taken for its attributes.
_HAZARD_IN_HEADING = re.compile(rf"[#{{]|{_ANYWHERE}")
# What would make of a span a reference to a note, and of a reference the beginning of a note.
_HAZARD_IN_SPAN = re.compile(rf"\A\^|{_ANYWHERE}")
_HAZARD_AFTER_NOTE = re.compile(rf"\A:|{_ANYWHERE}")
# What stands in a text for the marks of CriticMarkup (`pipeline.write.critic`), and is gone when
# the text is read: then a sign behind it that pandoc escapes only at a beginning may stand there.
_MARK = re.compile("[\ufdd2\ufdd5][٠-٩]+\ufdd3|\ufdd4")
_BEHIND_MARK = re.compile("(?<=[\ufdd3\ufdd4])[#>|]")
_INTEGER = r"0|[1-9]\d{0,14}"
_NUMBER = re.compile(
    rf"(?!(?:{_INTEGER})\Z)"
    r"(?:[-+]?\.?\d[\d_.]*(?:e[-+]?\d+)?|0[xob][\da-f_]+|[-+]?\.(?:inf|nan))",
    re.IGNORECASE,
)


def safe_blocks(blocks: list[Node]) -> list[Node]:
    """Give the blocks as pandoc's Markdown writer should have them.

    Neighbouring Str and Space become one Str: the writer makes the same of it, several times
    faster.
    """
    return [_block(node) for node in blocks]


def safe_meta(value: Json) -> Json:
    """Give metadata as the writer should have it: what YAML takes for a number stays a text."""
    kind, content = value["t"], value["c"]
    if kind == "MetaMap":
        return {"t": kind, "c": {key: safe_meta(each) for key, each in content.items()}}
    if kind == "MetaList":
        return {"t": kind, "c": [safe_meta(each) for each in content]}
    if len(content) == 1 and content[0]["t"] == "Str" and _NUMBER.fullmatch(content[0]["c"]):
        text = content[0]["c"]
        return {"t": kind, "c": [_raw(f"&#{ord(text[0])};"), {"t": "Str", "c": text[1:]}]}
    return {"t": kind, "c": _inlines(content)}


def _block(node: Node) -> Node:
    kind: str = node["t"]
    content: Json = node.get("c")
    if kind in ("Para", "Plain"):
        return {"t": kind, "c": _inlines(content, _HAZARD_AT_START)}
    if kind == "Header":
        level, attr, inlines = content
        return {"t": kind, "c": [level, attr, _inlines(inlines, _HAZARD_IN_HEADING)]}
    if kind == "BlockQuote":
        return {"t": kind, "c": safe_blocks(content)}
    if kind == "Div":
        attr, blocks = content
        return {"t": kind, "c": [_attributes(attr), safe_blocks(blocks)]}
    if kind == "BulletList":
        return {"t": kind, "c": [safe_blocks(item) for item in content]}
    if kind == "LineBlock":
        return {"t": kind, "c": [_inlines(line, _HAZARD_AT_START) for line in content]}
    if kind == "Table":
        attr, caption, columns, head, bodies, foot = content
        bodies = [[a, n, heads, [_row(row) for row in rows]] for a, n, heads, rows in bodies]
        head = [head[0], [_row(row) for row in head[1]]]
        return {"t": kind, "c": [attr, caption, columns, head, bodies, foot]}
    return node


def _row(row: list[Json]) -> list[Json]:
    attr, cells = row
    return [attr, [[*cell[:4], safe_blocks(cell[4])] for cell in cells]]


def _inlines(nodes: list[Node], hazard: re.Pattern[str] = _HAZARD) -> list[Node]:
    """Escape inlines; `hazard` is what may not stand where they begin."""
    safe: list[Node] = []
    text: list[str] = []
    heading = hazard is _HAZARD_IN_HEADING
    for node in nodes:
        kind = node["t"]
        if kind == "Str":
            text.append(node["c"])
        elif kind in ("Space", "SoftBreak"):
            text.append(" ")
        else:
            safe += _text("".join(text), hazard)
            text.clear()
            safe.append(_holder(node))
            if not heading:
                hazard = _HAZARD_AFTER_NOTE if kind == "Note" else _HAZARD
    return [*safe, *_text("".join(text), hazard)]


def _text(text: str, hazard: re.Pattern[str]) -> list[Node]:
    pieces: list[Node] = []
    at = 0
    for sign in _hazardous(text, hazard):
        if sign > at:
            pieces.append({"t": "Str", "c": text[at:sign]})
        pieces.append(_raw("\\" + text[sign]))
        at = sign + 1
    if at < len(text):
        pieces.append({"t": "Str", "c": text[at:]})
    return pieces


def _hazardous(text: str, hazard: re.Pattern[str]) -> list[int]:
    """Give the places of the signs that are to be escaped, as if no mark stood between them."""
    if not _MARK.search(text):
        return [match.end() - 1 for match in hazard.finditer(text)]
    marks = {at for mark in _MARK.finditer(text) for at in range(*mark.span())}
    places = [at for at in range(len(text)) if at not in marks]
    bare = "".join(text[at] for at in places)
    found = {places[match.end() - 1] for match in hazard.finditer(bare)}
    return sorted(found | {match.start() for match in _BEHIND_MARK.finditer(text)})


def _raw(markdown: str) -> Node:
    return {"t": "RawInline", "c": ["markdown", markdown]}


def _holder(node: Node) -> Node:
    kind: str = node["t"]
    content: Json = node.get("c")
    if kind in ("Emph", "Strong"):
        return {"t": kind, "c": _inlines(content)}
    if kind == "SmallCaps":  # the reader knows this span for what it is
        return span(attributes("", ["smallcaps"]), _inlines(content, _HAZARD_IN_SPAN))
    if kind == "Span":
        attr, inlines = content
        return span(_attributes(attr), _inlines(inlines, _HAZARD_IN_SPAN))
    if kind in ("Link", "Image"):
        attr, inlines, target = content
        return {"t": kind, "c": [attr, _inlines(inlines, _HAZARD_IN_SPAN), target]}
    if kind == "Note":
        return {"t": kind, "c": safe_blocks(content)}
    return node


def _attributes(attr: list[Json]) -> list[Json]:
    """Write as references what means something in an attribute's value, or looks like a note."""
    id, classes, pairs = attr
    coded = [[name, re.sub(r'[&\\\[\]"{}<>]', _reference, value)] for name, value in pairs]
    return [id, classes, coded]


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match[0])};"
