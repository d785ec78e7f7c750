"""What pandoc writes, finished: styles, notes under their own labels, the same bytes each time.

After ECMA-376, part 1 (WordprocessingML), 17.11 on notes.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

from lxml import etree

from pipeline.model.settings import NotesPlace
from pipeline.write.docx.tree import Count, WordTree
from pipeline.write.styles import STYLES

STYLE = STYLES / "word.xml"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPRESSION = 9
DOCUMENT, FOOTNOTES, SETTINGS = "word/document.xml", "word/footnotes.xml", "word/settings.xml"
CORE, LIST = "docProps/core.xml", "word/styles.xml"
PAGE = {
    "pgSz": {"w": "11906", "h": "16838"},
    "pgMar": {
        **dict.fromkeys(("top", "right", "bottom", "left"), "1701"),
        **{"header": "850", "footer": "850", "gutter": "0"},
    },
}
"""A4 with margins of 30 mm, room for remarks, in twentieths of a point."""
_ENDS = {"book": "docEnd", "chapter": "sectEnd"}


def finish(written: bytes, word: WordTree, place: NotesPlace, stamp: datetime, path: Path) -> None:
    """Finish what pandoc wrote and write it to a file."""
    with zipfile.ZipFile(BytesIO(written)) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
    files[LIST] = _changed(files[LIST], _style)
    files[CORE] = _changed(files[CORE], lambda root: _date(root, stamp))
    if word.count == "own":
        labels, bodies = iter(word.labels), iter(word.labels)
        files[DOCUMENT] = _changed(files[DOCUMENT], lambda root: _mark(root, labels))
        files[FOOTNOTES] = _changed(files[FOOTNOTES], lambda root: _label(root, bodies))
    files[DOCUMENT] = _changed(files[DOCUMENT], lambda root: _lay_out(root, word.count))
    for name in (DOCUMENT, FOOTNOTES):
        if b"<w:ins " in files[name] or b"<w:del " in files[name]:
            files[name] = _changed(files[name], _number)
    if place != "page":
        files = _as_endnotes(files, _ENDS[place])
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, stamp.timetuple()[:6])
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            info.create_system = 3  # Unix, on whatever system it is made
            archive.writestr(info, content, compresslevel=COMPRESSION)


def _changed(xml: bytes, change: Callable[[etree._Element], None]) -> bytes:
    root = etree.fromstring(xml, etree.XMLParser(huge_tree=True, resolve_entities=False))
    change(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _style(root: etree._Element) -> None:
    """Put our styles in the place of pandoc's, and beside them."""
    old = {style.get(_w("styleId")): style for style in root.iter(_w("style"))}
    for new in etree.parse(STYLE).getroot():
        if new.tag == _w("docDefaults"):
            there = root.find(_w("docDefaults"))
        else:
            there = old.get(new.get(_w("styleId")))
        if there is None:
            root.append(new)
        else:
            root.replace(there, new)


def _date(root: etree._Element, stamp: datetime) -> None:
    for name in ("created", "modified"):
        for node in root.iter(f"{{http://purl.org/dc/terms/}}{name}"):
            node.text = stamp.strftime("%Y-%m-%dT%H:%M:%SZ")


def _mark(root: etree._Element, labels: Iterator[str]) -> None:
    """Let each marker show the note's own label.

    A text for each sign: of longer ones, LibreOffice shows its own count as well.
    """
    for reference in list(root.iter(_w("footnoteReference"))):
        reference.set(_w("customMarkFollows"), "1")
        for sign in reversed(next(labels)):
            reference.addnext(_text(sign))


def _label(root: etree._Element, labels: Iterator[str]) -> None:
    """Let each note show its own label; notes stand in the order of their markers."""
    for sign in list(root.iter(_w("footnoteRef"))):
        parent = sign.getparent()
        assert parent is not None
        parent.replace(sign, _text(next(labels)))


def _text(text: str) -> etree._Element:
    made = etree.Element(_w("t"))
    made.text = text
    return made


def _number(root: etree._Element) -> None:
    """Give each tracked change an id of its own: pandoc gives all the same."""
    for k, node in enumerate(root.iter(_w("ins"), _w("del")), 1):
        node.set(_w("id"), str(k))


def _lay_out(root: etree._Element, count: Count) -> None:
    """Give every section its page, and say how its notes are counted."""
    restart = "eachSect" if count == "chapter" else "continuous"
    for section in root.iter(_w("sectPr")):
        section[:] = [
            _made("footnotePr", _made("numFmt", val="decimal"), _made("numRestart", val=restart)),
            _made("type", val="nextPage"),
            *(_made(name, **values) for name, values in PAGE.items()),
        ]


def _made(name: str, *content: etree._Element, **values: str) -> etree._Element:
    made = etree.Element(_w(name), {_w(key): value for key, value in values.items()})
    made.extend(content)
    return made


def _as_endnotes(files: dict[str, bytes], end: str) -> dict[str, bytes]:
    """Make endnotes of footnotes: pandoc writes no others."""

    def place(root: etree._Element) -> None:
        notes = _made("endnotePr", _made("pos", val=end), _made("numFmt", val="decimal"))
        behind = root.find(_w("rsids"))
        assert behind is not None
        behind.addprevious(notes)

    made = {name.replace("footnotes", "endnotes"): content for name, content in files.items()}
    for name in (DOCUMENT, FOOTNOTES.replace("footnotes", "endnotes")):
        made[name] = _changed(made[name], _rename)
    made[SETTINGS] = _changed(made[SETTINGS], place)
    for name in ("[Content_Types].xml", "word/_rels/document.xml.rels"):
        made[name] = made[name].replace(b"footnotes", b"endnotes")
    return made


def _rename(root: etree._Element) -> None:
    for node in root.iter(f"{{{W}}}*"):
        node.tag = node.tag.replace("footnote", "endnote")
        style = node.get(_w("val"), "")
        if style.startswith("Footnote"):
            node.set(_w("val"), style.replace("Footnote", "Endnote"))
