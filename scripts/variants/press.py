"""A book set by Typst."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scripts.handbook.press import escaped, typeset
from scripts.handbook.tree import Piece
from scripts.variants.book import plain
from scripts.variants.sheets import Line, Script, Sheet, contents_heading, shortened, title_of

STYLE = (Path(__file__).parent / "style.typ").read_text(encoding="utf-8")
TYPEFACES = ("Libertinus Serif", "New Computer Modern")
SIGNS = {"1": '"1"', "a": '"a"', "*": '"*"', "all-stars": '(..count) => "*"'}


def set_by_typst(script: Script, pdf: Path) -> None:
    """Set a book as a PDF."""
    parts = [_design(script), STYLE, *(_front(script) if script.design.type.front else [])]
    parts.append("#metadata(none) <first-page>\n#counter(page).update(1)")
    before = None
    for sheet in script.sheets:
        parts.append(_set(sheet, before, script))
        before = sheet
    typeset("\n\n".join(parts) + "\n", pdf)


def _design(script: Script) -> str:
    design, book = script.design, script.book
    kind, heads, notes = design.type, design.heads, design.notes
    paper = kind.paper._asdict()
    size = paper.pop("size")
    values = {
        "paper": "(" + ", ".join(f"{name}: {value}mm" for name, value in paper.items()) + ")",
        "type-size": f"{size}pt",
        "line-space": str(kind.lead),
        "typeface": f'"{TYPEFACES[kind.font]}"',
        "language": f'"{book.language[:2]}"',
        "justified": _flag(kind.justified),
        "hyphenated": _flag(kind.hyphenated),
        "paragraph-mark": f'"{kind.paragraphs}"',
        "first-flush": _flag(kind.first_flush),
        "book-title": f"[{escaped(shortened(book.title, heads.short))}]",
        "book-author": f"[{escaped(book.author)}]",
        "head-verso": f'"{heads.verso}"',
        "head-recto": f'"{heads.recto}"',
        "head-case": f'"{heads.case}"',
        "head-place": f'"{heads.place}"',
        "folio-place": f'"{heads.folio}"',
        "folio-form": f'"{heads.folio_form}"',
        "ink-head": str(script.inks["head"]),
        "ink-folio": str(script.inks["folio"]),
        "notes-by-page": _flag(notes.scheme == "page"),
        "page-signs": SIGNS[notes.signs],
        "note-rule": _flag(notes.rule),
        "marker-form": f'"{notes.form.marker}"',
        "marker-raised": _flag(notes.form.raised),
        "label-form": f'"{notes.form.label}"',
        "label-raised": _flag(notes.form.label_raised),
        "heading-place": f'"{design.headings.align}"',
        "heading-bold": _flag(design.headings.bold),
        "heading-size": str(design.headings.size),
        "chapter-opens": f'"{design.headings.opens}"',
        "passages-apart": _flag(design.passages.space),
        "quote-indent": str(design.passages.quote_indent),
        "quote-scale": str(design.passages.quote_scale),
        "verse-indent": str(design.passages.verse_indent),
    }
    return "\n".join(f"#let {name} = {value}" for name, value in values.items())


def _flag(value: bool) -> str:
    return str(value).lower()


def _front(script: Script) -> Iterator[str]:
    """Set a title page and the contents."""
    book, inks = script.book, script.inks
    lines = [book.title, book.author] if book.author else [book.title]
    yield f"#title-page({inks['title-page']}, " + ", ".join(f"[{escaped(x)}]" for x in lines) + ")"
    entries = [
        f"([{escaped(title_of(sheet))}], {_anchor(sheet)})"
        for sheet in script.sheets
        if sheet.kind == "chapter"
    ]
    yield f"#contents({inks['contents']}, [{contents_heading(book)}], {', '.join(entries)})"


def _anchor(sheet: Sheet) -> str:
    return f'"{sheet.owner}"'


def _title(sheet: Sheet) -> str:
    lines = ("".join(p.text for p in line if p.style != "note") for line in sheet.lines)
    return " ".join(lines)


def _set(sheet: Sheet, before: Sheet | None, script: Script) -> str:
    ink = script.inks[sheet.owner]
    lines = [_line(line, script) for line in sheet.lines]
    body = " \\\n".join(lines)
    listed = ", ".join(f"[{line}]" for line in lines)
    again = _flag(before is not None and before.kind == "verse")
    if sheet.kind == "chapter":
        last = "".join(piece.text for piece in sheet.lines[-1] if piece.style != "note")
        short = shortened(last, script.design.heads.short)
        return f"#opening({ink}, [{escaped(short)}], {_anchor(sheet)}, {listed})"
    if sheet.kind == "notes-heading" and sheet.level == 1:
        return f'#opening({ink}, {listed}, "notes", {listed})'
    if sheet.kind == "endnote":
        key = script.inks[sheet.owner.replace("note", "label")]
        return f'#endnote({ink}, {key}, "{sheet.label}")[{body}]'
    if sheet.kind == "item":
        own = any(map(str.isdigit, sheet.label))
        bullet = script.inks["bullet"]
        label = f"#inked({ink if own else bullet})[{escaped(sheet.label)}~]" if sheet.label else ""
        return f"#item({ink})[{label}][{body}]"
    forms = {
        "heading": f"#subheading({ink}, {listed})",
        "notes-heading": f"#subheading({ink}, {listed})",
        "notes-chapter": f"#subheading({ink}, {listed})",
        "quote": f"#quotation({ink})[{body}]",
        "attribution": f"#quotation({ink}, at-end: true)[{body}]",
        "verse": f"#stanza({ink}, {again})[{body}]",
        "break": f"#thought-break({ink})[{body}]",
        "paragraph": f"#inked({ink})[{body}]",
    }
    return forms[sheet.kind]


def _line(line: Line, script: Script) -> str:
    return "".join(_piece(piece, script) for piece in line)


def _piece(piece: Piece, script: Script) -> str:
    if piece.style != "note":
        return escaped(piece.text)
    owner, marker, key = script.note_inks(piece.text)
    label = script.labels.get(piece.text, "")
    if script.design.notes.place != "foot":
        return f'#marker({marker}, "{label}")'
    body = escaped(plain(script.book.notes[piece.text]))
    return f'#note({owner}, {marker}, {key}, "{label}")[{body}]'
