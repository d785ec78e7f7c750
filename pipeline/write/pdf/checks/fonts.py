"""Checks of a PDF's fonts: each is in the file, with what is shown of it, and can be read.

After the Matterhorn Protocol 1.1 for PDF/UA-1 (ISO 14289-1, 7.21), checkpoint 31, and ISO 19005-2,
6.2.11.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.misc.psCharStrings import T2WidthExtractor
from fontTools.ttLib import TTFont

from pipeline.write.check import Fault
from pipeline.write.pdf.checks.content import FontUse
from pipeline.write.pdf.checks.faults import fault, held, kids_of, name_of

IDENTITY = ("Identity-H", "Identity-V")
SINGLE = re.compile(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]*)>")
CHARACTER = re.compile(rb"<([0-9a-fA-F]{4})>\s+(\d+)")
NO_LETTERS = frozenset("\0\ufffe\ufeff")
DEFAULT = 1000
"""The width of a glyph of which nothing is said (ISO 32000-1, 9.7.4.3)."""


def check_font(use: FontUse) -> Iterator[Fault]:
    """Give the faults of a font, and of what is shown in it."""
    where = name_of(use.font.get("/BaseFont"))
    if name_of(use.font.get("/Subtype")) != "Type0":
        yield fault("typeface", where, "it is none of the kind that the writer makes")
        return
    below = use.font.DescendantFonts[0]
    advances = _advances(below)
    if advances is None:
        yield fault("typeface", where, "it is not embedded")
        return
    if below.Subtype == "/CIDFontType2" and "/CIDToGIDMap" not in below:
        yield fault("typeface", where, "its glyphs cannot be found")
    glyphs = _glyphs(use)
    yield from _letters(use, where)
    yield from _shapes(set(glyphs.values()), advances, _widths(below), where)


def _advances(below: Any) -> list[float] | None:
    """Give the width of every glyph in the font's program; None if it is not in the file."""
    about = held(below, "FontDescriptor")
    outlines, whole = about.get("/FontFile3"), about.get("/FontFile2")
    if outlines is not None and name_of(outlines.get("/Subtype")) == "OpenType":
        whole = outlines
    elif outlines is not None:
        program = CFFFontSet()
        program.decompile(BytesIO(outlines.read_bytes()), None)
        return [*_advances_of_outlines(program[0])]
    if whole is None:
        return None
    font = TTFont(BytesIO(whole.read_bytes()), lazy=True)
    scale = 1000 / font["head"].unitsPerEm
    return [font["hmtx"][name][0] * scale for name in font.getGlyphOrder()]


def _advances_of_outlines(program: Any) -> Iterator[float]:
    scale = program.FontMatrix[0] * 1000
    shapes = program.CharStrings
    for name in program.charset:
        shape = shapes[name]
        about = shape.private
        reader = T2WidthExtractor(
            getattr(about, "Subrs", []),
            shapes.globalSubrs,
            about.nominalWidthX,
            about.defaultWidthX,
        )
        reader.execute(shape)
        yield reader.width * scale


def _glyphs(use: FontUse) -> dict[int, int]:
    """Give the glyph of each code that is shown."""
    encoding = use.font.get("/Encoding")
    if name_of(encoding) in IDENTITY:
        return {code: code for code in use.codes}
    known = {int(c, 16): int(glyph) for c, glyph in CHARACTER.findall(encoding.read_bytes())}
    return {code: known.get(code, 0) for code in use.codes}


def _letters(use: FontUse, where: str) -> Iterator[Fault]:
    """ISO 14289-1, 7.21.7; ISO 19005-2, 6.2.11.7: what each glyph stands for."""
    stream = use.font.get("/ToUnicode")
    told = SINGLE.findall(stream.read_bytes()) if stream is not None else []
    letters = {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be", "replace")
        for code, text in told
    }
    for code in sorted(use.codes):
        text = letters.get(code, "")
        if not text or NO_LETTERS & set(text):
            yield fault("letters", where, f"nothing says what glyph {code} stands for")
        elif code in use.unspelt and any(unicodedata.category(sign) == "Co" for sign in text):
            yield fault("letters", where, f"glyph {code} stands for a letter of private use")


def _shapes(
    glyphs: set[int], advances: list[float], widths: dict[int, float], where: str
) -> Iterator[Fault]:
    """ISO 14289-1, 7.21.4, 7.21.5 and 7.21.8; ISO 19005-2, 6.2.11.4, 6.2.11.5 and 6.2.11.8."""
    for glyph in sorted(glyphs):
        if glyph == 0:
            yield fault("glyph", where, "a letter is shown that the typeface does not have")
        elif glyph >= len(advances):
            yield fault("glyph", where, f"glyph {glyph} is not in the file")
        elif abs(advances[glyph] - widths.get(glyph, DEFAULT)) > 1:
            yield fault("glyph", where, f"glyph {glyph} is said to have another width")


def _widths(below: Any) -> dict[int, float]:
    """Read the widths of glyphs (ISO 32000-1, 9.7.4.3)."""
    widths: dict[int, float] = {}
    items = kids_of(below.get("/W"))
    while items:
        first, then = int(items.pop(0)), items.pop(0)
        if isinstance(then, pikepdf.Array):
            widths |= {first + k: float(width) for k, width in enumerate(kids_of(then))}
        else:
            widths |= dict.fromkeys(range(first, int(then) + 1), float(items.pop(0)))
    return widths
