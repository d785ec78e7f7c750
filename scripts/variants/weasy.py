"""A book set by WeasyPrint."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from scripts.handbook.tree import Piece
from scripts.variants.book import plain
from scripts.variants.design import Design, Heads
from scripts.variants.ink import colour
from scripts.variants.sheets import Line, Script, Sheet, contents_heading, shortened, title_of

STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
TYPEFACES = ('"Linux Libertine O", serif', '"DejaVu Serif", serif')
SIGNS = {"1": "decimal", "a": "lower-alpha", "*": "stars", "all-stars": "all-stars"}
CASES = {
    "plain": "",
    "caps": "text-transform: uppercase",
    "small": "font-variant: small-caps",
    "italic": "font-style: italic",
}


def set_by_weasyprint(script: Script, pdf: Path) -> None:
    """Set a book as a PDF: first its text, then the front matter, which tells the text's pages."""
    from weasyprint import HTML  # here, since it takes a second to load

    body = HTML(string=_document(script, _body(script), "decimal")).render()
    pages = [*body.pages]
    if script.design.type.front:
        folios = {anchor: n for n, page in enumerate(pages, 1) for anchor in page.anchors}
        front = HTML(string=_document(script, _front(script, folios), "lower-roman")).render()
        pages = [*front.pages, *pages]
    body.copy(pages).write_pdf(pdf)


def _document(script: Script, parts: Iterator[str], folios: str) -> str:
    style = f"{STYLE}\n{_variables(script.design)}\n{_pages(script, folios)}"
    language = escape(script.book.language[:2])
    return (
        f'<html lang="{language}"><head><title>{escape(script.book.title)}</title>'
        f"<style>{style}</style></head><body>" + "\n".join(parts) + "</body></html>"
    )


def _variables(design: Design) -> str:
    kind, notes, form = design.type, design.notes, design.notes.form
    indent = "0" if kind.paragraphs == "space" else "1.4em"
    call = "counter(footnote, {})" if notes.scheme == "page" else "attr(data-label)"
    call = call.format(SIGNS[notes.signs])
    values = {
        "indent": indent,
        "between": "0" if kind.paragraphs == "indent" else "0.6em",
        "text-align": "justify" if kind.justified else "left",
        "heading-align": design.headings.align,
        "heading-weight": "bold" if design.headings.bold else "normal",
        "heading-size": f"{design.headings.size}em",
        "apart": "0.7em" if design.passages.space else "0",
        "quote-indent": f"{design.passages.quote_indent}em",
        "quote-size": f"{design.passages.quote_scale}em",
        "verse-indent": f"{design.passages.verse_indent}em",
        "marker-size": "0.68em" if form.raised else "1em",
        "marker-rise": "super" if form.raised else "baseline",
        "label-size": "0.68em" if form.label_raised else "1em",
        "label-rise": "super" if form.label_raised else "baseline",
        "call": _around(form.marker, call),
        "told": _around(form.label + " ", call),
    }
    listed = "; ".join(f"--{name}: {value}" for name, value in values.items())
    hyphens = "auto" if kind.hyphenated else "manual"
    return (
        f"html {{ {listed} }} body {{ font: {kind.paper.size}pt/{kind.lead}"
        f" {TYPEFACES[kind.font]}; text-align: {values['text-align']}; hyphens: {hyphens} }}"
    )


def _around(form: str, content: str) -> str:
    before, after = form.split("{}")
    return " ".join(part for part in (_quoted(before), content, _quoted(after)) if part)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', r"\"") + '"' if text else ""


def _pages(script: Script, folios: str) -> str:
    """Write the rules of the pages, with running heads and folios on either side."""
    heads, paper = script.design.heads, script.design.type.paper
    front = folios != "decimal"
    restart = "counter-reset: footnote;" if script.design.notes.scheme == "page" else ""
    rule = "border-top: 0.4pt solid; " if script.design.notes.rule else ""
    base = (
        f"@page {{ size: {paper.width}mm {paper.height}mm; {restart}"
        f" @footnote {{ {rule}margin-top: 0.9em; padding-top: 0.3em }} }}"
    )
    sides = []
    for side, told in (("left", heads.verso), ("right", heads.recto)):
        left, right = (paper.outer, paper.inner) if side == "left" else (paper.inner, paper.outer)
        boxes = "" if front else _head(told, side, script)
        boxes += _folio(folios, side, heads, front, script.inks["folio"])
        margins = f"margin: {paper.top}mm {right}mm {paper.foot}mm {left}mm"
        sides.append(f"@page :{side} {{ {margins}; {boxes} }}")
    return "\n".join([base, *sides])


def _place(place: str, side: str) -> str:
    """Name the place in a margin: centre, left or right."""
    if place == "centre":
        return "center"
    return side if place == "outer" else {"left": "right", "right": "left"}[side]


def _head(told: str, side: str, script: Script) -> str:
    heads, book = script.design.heads, script.book
    titles = {
        "title": _quoted(shortened(book.title, heads.short)),
        "author": _quoted(book.author),
        "chapter": "string(chapter, first-except)",
    }
    if not titles.get(told):
        return ""
    style = f"color: {colour(script.inks['head'])}; {CASES[heads.case]}; width: max-content"
    place = _place(heads.place, side)
    if place in heads.folio and "head" in heads.folio:
        place = "center"
    if heads.folio.startswith("head") and place == _place(heads.folio[5:], side):
        place = "center"
    return f"@top-{place} {{ content: {titles[told]}; {style} }} "


def _folio(folios: str, side: str, heads: Heads, front: bool, ink: int) -> str:
    if heads.folio == "none":
        return ""
    edge, place = heads.folio.split("-")
    if front:
        edge, place = "foot", "centre"
    box = f"@{'top' if edge == 'head' else 'bottom'}-{_place(place, side)}"
    content = _around(heads.folio_form, f"counter(page, {folios})")
    return f"{box} {{ content: {content}; color: {colour(ink)} }}"


def _front(script: Script, folios: dict[str, int]) -> Iterator[str]:
    book, inks = script.book, script.inks
    style = f'style="color: {colour(inks["title-page"])}"'
    for line in filter(None, (book.title, book.author)):
        yield f'<p class="title" {style}>{escape(line)}</p>'
    style = f'style="color: {colour(inks["contents"])}"'
    yield f'<div class="contents" {style}><p class="title">{contents_heading(book)}</p>'
    for sheet in script.sheets:
        if sheet.kind == "chapter":
            page = folios[sheet.owner]
            yield f'<p class="entry" data-page="{page}">{escape(title_of(sheet))} </p>'
    yield "</div>"


def _body(script: Script) -> Iterator[str]:
    before = None
    for sheet in script.sheets:
        yield _set(sheet, before, script)
        before = sheet


def _set(sheet: Sheet, before: Sheet | None, script: Script) -> str:
    style = f'style="color: {colour(script.inks[sheet.owner])}"'
    lines = [_line(line, script) for line in sheet.lines]
    body = "<br>".join(lines)
    if sheet.kind == "chapter" or (sheet.kind == "notes-heading" and sheet.level == 1):
        return _opening(sheet, body, script)
    if sheet.kind in ("heading", "notes-heading", "notes-chapter"):
        return f"<h{sheet.level} {style}>{body}</h{sheet.level}>"
    if sheet.kind == "verse":
        stanza = "".join(f'<span class="line">{line}</span>' for line in lines)
        return f'<p class="verse" {style}>{stanza}</p>'
    if sheet.kind == "endnote":
        form = script.design.notes.form
        printed = escape(form.label.format(sheet.label))
        key = colour(script.inks[sheet.owner.replace("note", "label")])
        raised = 'class="raised" ' if form.label_raised else ""
        label = f'<span {raised}style="color: {key}">{printed}</span>'
        return f'<p class="endnote" {style}>{label} {body}</p>'
    if sheet.kind == "item" and sheet.label:
        own = any(map(str.isdigit, sheet.label))
        bullet = script.inks[sheet.owner if own else "bullet"]
        label = f'<span style="color: {colour(bullet)}">{escape(sheet.label)}</span> '
        return f'<p class="item" {style}>{label}{body}</p>'
    flush = before is not None and before.kind in ("chapter", "heading", "break")
    names = {
        "paragraph": "flush" if flush and script.design.type.first_flush else "running",
        "attribution": "quote attribution",
    }
    return f'<p class="{names.get(sheet.kind, sheet.kind)}" {style}>{body}</p>'


def _opening(sheet: Sheet, body: str, script: Script) -> str:
    last = "".join(piece.text for piece in sheet.lines[-1] if piece.style != "note")
    short = escape(shortened(last, script.design.heads.short))
    opens = {"page": "break-before: page", "recto": "break-before: right", "run-on": ""}
    style = f"color: {colour(script.inks[sheet.owner])}; {opens[script.design.headings.opens]}"
    return f'<h1 id="{sheet.owner}" data-short="{short}" style="{style}">{body}</h1>'


def _line(line: Line, script: Script) -> str:
    return "".join(_piece(piece, script) for piece in line)


def _piece(piece: Piece, script: Script) -> str:
    if piece.style != "note":
        return escape(piece.text)
    note, marker, key = map(colour, script.note_inks(piece.text))
    label = escape(script.labels.get(piece.text, ""))
    form = script.design.notes.form
    if script.design.notes.place != "foot":
        raised = 'class="raised" ' if form.raised else ""
        return f'<span {raised}style="color: {marker}">{escape(form.marker).format(label)}</span>'
    body = escape(plain(script.book.notes[piece.text]))
    style = f"color: {note}; --marker: {marker}; --label: {key}"
    return f'<span class="note" data-label="{label}" style="{style}">{body}</span>'
