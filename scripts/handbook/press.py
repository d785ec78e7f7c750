"""The book set as a printed book, and extracted from it: Typst and pdftotext do the work."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.handbook.tree import Block, Piece, Work

FIRST_PAGE = 5
"""The leaves before it, with the title and the contents, were not extracted."""
SPECIAL = re.compile(r"[!-/:-@\[-`{-~]")
STYLE = (Path(__file__).parent / "style.typ").read_text(encoding="utf-8")
SOFT_HYPHEN = "\u00ad"


def typst_source(work: Work) -> str:
    """Write the book as Typst source."""
    parts = [STYLE, f"#counter(page).update({FIRST_PAGE})"]
    for chapter in work.chapters:
        parts.append(f"#opening[{escaped(chapter.title)}][{escaped(chapter.short)}]")
        parts += _set_blocks(chapter.blocks[1:], work)
    return "\n\n".join(parts) + "\n"


def typeset(source: str, pdf: Path) -> None:
    """Set Typst source as a PDF, with the typefaces that Typst brings along and no others."""
    import typst  # here, since what comes after the extraction can be done without it

    with TemporaryDirectory() as folder:
        file = Path(folder) / "book.typ"
        file.write_text(source, encoding="utf-8")
        typst.compile(str(file), output=str(pdf), ignore_system_fonts=True)


def extract(pdf: Path) -> str:
    """Extract the text of a PDF as pdftotext does, keeping the layout of the page.

    Of the ways that were tried, this one keeps the hyphens of divided words (pdftotext without
    options joins some, pdfium writes U+FFFE and drops the line's end), and indents too.
    """
    command = ["pdftotext", "-layout", "-enc", "UTF-8", "-eol", "unix", str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode("utf-8")


def tools() -> dict[str, str]:
    """Name the programs and their versions; what they make depends on these.

    Raises:
        FileNotFoundError: there is no pdftotext.
        importlib.metadata.PackageNotFoundError: there is no Typst.
    """
    shown = subprocess.run(["pdftotext", "-v"], check=True, capture_output=True, text=True).stderr
    found = re.search(r"version (\S+)", shown)
    return {"typst": version("typst"), "pdftotext": found[1] if found else "unknown"}


def escaped(text: str) -> str:
    """Give a text with Typst's signs escaped."""
    return SPECIAL.sub(r"\\\g<0>", text)


def _set_blocks(blocks: Sequence[Block], work: Work) -> Iterator[str]:
    for before, block in zip([None, *blocks], blocks, strict=False):
        lines = " \\\n".join(_set_line(line, work) for line in block.lines)
        if block.kind == "paragraph":
            yield lines
        elif block.kind == "heading":
            yield "=" * block.level + " " + lines
        elif block.kind == "verse":
            again = before is not None and before.kind == "verse"
            yield f"#stanza(again: {str(again).lower()})[{lines}]"
        elif block.kind == "item":
            yield f"#item[{escaped(block.label)}][{lines}]"
        elif block.kind == "figure":
            yield f"#picture[{lines}]"
        elif block.kind == "quote":
            yield f"#quotation[{lines}]"
        else:
            yield f"#thought-break[{lines}]"


def _set_line(line: Iterable[Piece], work: Work) -> str:
    return "".join(_set_piece(piece, work) for piece in line)


def _set_piece(piece: Piece, work: Work) -> str:
    if piece.style == "note":
        return "#footnote[" + "\n\n".join(_set_blocks(work.notes[piece.text], work)) + "]"
    if piece.style == "address":
        return f'#link("{piece.text}")'
    form = {"emphasis": "#emph[{}]", "code": "#code[{}]"}.get(piece.style, "{}")
    return form.format(escaped(piece.text))
