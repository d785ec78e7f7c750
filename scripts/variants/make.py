"""All of it in order: a book designed, set, extracted, damaged, and recorded."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from scripts.handbook.damage import Damage
from scripts.handbook.press import SOFT_HYPHEN
from scripts.handbook.record import REFERENCE
from scripts.variants.book import Book
from scripts.variants.check import faults, missing
from scripts.variants.damage import damaged, edited
from scripts.variants.design import Design, Taking
from scripts.variants.extract import extractors
from scripts.variants.ink import glyphs
from scripts.variants.place import Letter, Told, placed, tagged
from scripts.variants.press import set_by_typst
from scripts.variants.record import line_truth, raw_lines, truth
from scripts.variants.sheets import Script, script
from scripts.variants.weasy import set_by_weasyprint

ENGINES = {"typst": set_by_typst, "weasy": set_by_weasyprint}
PAGE_END = {"form-feed": "\n\f", "bare-form-feed": "\f", "blank-line": "\n\n", "line": "\n"}


def make(book: Book, design: Design, lot: Random, folder: Path) -> list[str]:
    """Make one variant of a book in a folder; gives what is wrong with it, if anything is."""
    folder.mkdir(parents=True, exist_ok=True)
    pdf = folder / "book.pdf"
    laid = script(book, design, lot)
    ENGINES[design.engine](laid, pdf)
    pages = _letters(laid, pdf)
    raw_pages = extractors()[design.taking.tool](pdf)
    clean = _joined([*map(tagged, raw_pages, pages)], design.taking)
    told, changes = damaged(clean, design.damage, laid.inks, lot)
    told = edited(told, _line_ends(told, design.taking, lot))
    lines = raw_lines(told, laid.inks)
    known = truth(laid, told, changes, pages, lines)
    (folder / "raw.txt").write_bytes(told.text.encode("utf-8"))
    _write(folder / "truth.json", known)
    _write(folder / "lines.json", line_truth(told, laid, lines))
    undamaged = truth(laid, clean, [], pages, [])
    return [*faults(undamaged, clean), *missing(known, told.text)]


def _letters(laid: Script, pdf: Path) -> list[list[Letter]]:
    def blanked(text: str) -> str:
        return REFERENCE.sub(lambda found: " " * len(found[0]), text)

    texts = {laid.inks[owner]: blanked(text) for owner, text in laid.texts.items()}
    return [*placed(glyphs(pdf), texts)]


def _joined(pages: Sequence[Told], taking: Taking) -> Told:
    """Join the pages of an extraction, line feeds at the ends of their lines."""
    end = PAGE_END[taking.page_end]
    parts: list[str] = []
    tags = []
    for page in pages:
        kept = len(page.text.rstrip("\r\n\f"))
        parts += [page.text[:kept], end]
        tags += [*page.tags[:kept], *[None] * len(end)]
    joined = Told("".join(parts), tuple(tags))
    return edited(joined, _plain(joined.text, taking.soft_hyphens))


def _plain(text: str, soft_hyphens: bool) -> Iterator[Damage]:
    """Make line ends plain, and soft hyphens too unless they are wanted."""
    for found in re.finditer(f"\r\n?|{SOFT_HYPHEN}", text):
        if found[0] == SOFT_HYPHEN:
            if not soft_hyphens:
                yield Damage("hyphen", *found.span(), "-")
        else:
            yield Damage("line-end", *found.span(), "\n")


def _line_ends(told: Told, taking: Taking, lot: Random) -> Iterator[Damage]:
    for found in re.finditer("\n", told.text):
        blanks = " " * lot.choice((0, 0, 1, 1, 2)) * taking.trailing
        new = blanks + ("\r\n" if taking.crlf else "\n")
        if new != "\n":
            yield Damage("line-end", *found.span(), new)


def _write(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
