"""Damage from wrong encodings."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz.distance import Indel

from pipeline.conventions.mojibake import LOST, repaired
from pipeline.model.text import Edit

OBJECT = re.compile("\ufffc")
BYTE_ORDER_MARK = re.compile("\ufeff+")
LONE_SURROGATE = re.compile("[\udc80-\udcff]")
# UTF-8 read as a one-byte encoding always leaves a lead byte's letter and a character from the
# upper half after it; the leads are these in Latin, Cyrillic and Mac code pages. ftfy is slow on
# clean text, so it is shown only the lines that hold such a pair.
# A Cyrillic lead stands before most letters of clean Russian, but no letter of it before what the
# upper half means in that code page.
CYRILLIC = re.escape(bytes(range(0x80, 0xC0)).decode("cp1251", "ignore"))
SUSPECT = re.compile(
    "[\u0080-\u009fÂÃÄÅÆÇÈÎÏÐÑÒØÙÚâãäåæçðÐÑРСв√ŌďĂĹ]"
    f"(?:(?<![РСв])[\u0080-\u2fff\ufb00-\ufb06]|(?<=[РСв])[\u0098{CYRILLIC}])"
)
# A line, or where it is very long (a paragraph or a whole book on one) a part of it, ending with a
# blank behind a sign that no wrong decoding leaves. Comparing old and new takes the square of it.
PIECE = re.compile(r"[^\n]{1,1000}(?![^\n])|[^\n]{500,999}(?<=[!-~]) |[^\n]+")
ENTITY = re.compile(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,9}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")

LAYOUT = ("Cc", "Zl", "Zp")
"""Categories of Unicode: control characters, line ends and page breaks among them."""


def byte_order_mark(text: str) -> Iterator[Edit]:
    """A byte-order mark, at the head of the file or where files were joined.

    >>> [edit[:3] for edit in byte_order_mark("\\ufeffText")]
    [(0, 1, '')]
    """
    if "\ufeff" not in text:
        return
    for match in BYTE_ORDER_MARK.finditer(text):
        yield Edit(*match.span(), "")


def undecodable_byte(text: str) -> Iterator[Edit]:
    """A byte that is no UTF-8. It is shown as U+FFFD, the sign of a lost letter; the record has it.

    >>> [edit[:3] for edit in undecodable_byte("caf\\udce9")]
    [(3, 4, '\ufffd')]
    """
    for match in LONE_SURROGATE.finditer(text):
        yield Edit(*match.span(), LOST)


def object_sign(text: str) -> Iterator[Edit]:
    """A sign that stands for a picture or the like, which was not taken along: something is lost.

    >>> [edit[:3] for edit in object_sign("a\ufffcb")]
    [(1, 2, '\ufffd')]
    """
    for match in OBJECT.finditer(text):
        yield Edit(*match.span(), LOST)


def mojibake(text: str) -> Iterator[Edit]:
    """UTF-8 that was read as another encoding, undone by ftfy line by line, long lines in pieces.

    >>> [edit[:3] for edit in mojibake("the â€œMountain”")]
    [(4, 7, '“')]
    """
    if text.isascii():
        return
    done = 0
    for match in SUSPECT.finditer(text):
        if match.start() < done:
            continue
        start = max(done, text.rfind("\n", done, match.start()) + 1)
        piece = next(p for p in PIECE.finditer(text, start) if p.end() > match.start())
        done = piece.end()
        # ftfy takes the sign of a lost letter for a byte, and makes a control character of it.
        fixed = LOST.join(map(repaired, piece[0].split(LOST)))
        if fixed != piece[0]:
            yield from differences(piece[0], fixed, piece.start())


def differences(old: str, new: str, offset: int) -> Iterator[Edit]:
    """Give the smallest edits that make `new` of `old`, which stands at `offset`.

    None of them deletes or inserts: what has no successor, or succeeds nothing, takes its neighbour
    along, so that every change shows letters for letters.

    >>> [edit[:3] for edit in differences("xaby", "xcy", 10)]
    [(11, 13, 'c')]
    >>> [edit[:3] for edit in differences("xÂy", "xy", 0)]
    [(1, 3, 'y')]
    >>> [edit[:3] for edit in differences("xy", "xay", 0)]
    [(1, 2, 'ay')]
    """
    todo: list[tuple[int, int, int, int]] = []
    for op in Indel.opcodes(old, new):
        if op.tag == "equal":
            continue
        start, end, at, to = op.src_start, op.src_end, op.dest_start, op.dest_end
        if todo and todo[-1][1] >= start:
            start, at = todo[-1][0], todo[-1][2]
            todo.pop()
        one_sided = start == end or at == to
        if one_sided and end < len(old):
            end, to = end + 1, to + 1
        elif one_sided and start > 0:
            start, at = start - 1, at - 1
        todo.append((start, end, at, to))
    for start, end, at, to in todo:
        yield Edit(start + offset, end + offset, new[at:to])


def html_entity(text: str) -> Iterator[Edit]:
    """HTML's character references, where the text is plainly escaped throughout.

    Plainly: at least three references, no bare ampersand before a blank or letter, and no tag.
    A single `&amp;` may be what the author wrote. A reference to what is no character, or ends
    a line, is left.

    >>> [edit.new for edit in html_entity("Fish &amp; chips &lt;1890&gt;")]
    ['&', '<', '>']
    >>> list(html_entity("Fish & chips &amp; peas &lt;&gt;"))
    []
    """
    if "&" not in text:
        return
    found = [(m, html.unescape(m[0])) for m in ENTITY.finditer(text)]
    known = [(m, named) for m, named in found if named != m[0]]
    if len(known) < 3 or len(known) < text.count("&") or re.search(r"</?[a-zA-Z][^<>]*>", text):
        return
    for match, named in known:
        if named and LOST not in named and unicodedata.category(named[0]) not in LAYOUT:
            yield Edit(*match.span(), named)
