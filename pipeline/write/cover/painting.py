"""The front of the cover, painted: as WeasyPrint sets it by cover.css, in a tenth of the time.

WeasyPrint alone takes longer to load than a short book's text does to be recovered; and a front is
a few boxes and lines. What this does not know is left to WeasyPrint: another cover.css, a tile
without its mask, signs that the faces lack or that run from right to left, a publisher whose name
needs two lines.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz
from PIL import Image, ImageDraw

from pipeline.write.cover.fitting import Fitted
from pipeline.write.cover.front import STYLE, Lettering, faces, lettering, pattern_of
from pipeline.write.edition import Edition
from pipeline.write.theme import Theme

PAINTED = "306c0333f736ff591ec0dbc3658a699b02506d02434f69a2a9270c9bd41a6a8e"
"""The SHA-256 of the cover.css whose lengths these are, in hundredths of the width."""
TILE = 12.5
TOP, LEFT, RIGHT = 15.0, 14.0, 86.0
"""The label's place."""
PADDING, BORDER = 1.6, 0.35
ABOVE, BESIDE, BELOW = 6.0, 4.0, 5.0
"""What the frame keeps free within."""
RULE, OVER, UNDER = 9.0, 4.4, 4.0
"""The width of the rule, and what is free over and under it."""
PUBLISHER = 2.5
"""The size of the publisher's name."""


class Manner(NamedTuple):
    """How a text is set: as parts of its size."""

    leading: float
    spacing: float = 0.0
    """Behind each letter."""
    over: float = 0.0
    """Free over it, if another text stands there."""


NAMES, TITLE = Manner(1.3, 0.04), Manner(1.06, over=0.5)
SUBTITLE, IMPRINT = Manner(1.25), Manner(1.3, 0.08, over=1.7)


class Line(NamedTuple):
    """A line of letters; lengths in hundredths of the width."""

    text: str
    file: Path
    size: float
    spacing: float
    baseline: float


class Laid(NamedTuple):
    """What stands on the label: its lines, the place of its rule if it has one, and its foot."""

    lines: list[Line]
    rule: float | None
    foot: float


def painted(edition: Edition, theme: Theme, width: int, height: int) -> Image.Image | None:
    """Paint the front in the colours that `dressed` gave a theme; None if this is WeasyPrint's.

    The mask of the tile is for a width of 1600 pixels.
    """
    mask = pattern_of(edition).with_suffix(".png")
    if hashlib.sha256(STYLE.read_bytes()).hexdigest() != PAINTED or not mask.is_file():
        return None
    laid = _laid(lettering(edition, theme, height / width), faces(theme))
    if not all(_is_known(line) for line in laid.lines):
        return None
    unit = width / 100
    letters = _letters(laid.lines, edition.language, (width, height), unit)
    if letters is None:
        return None
    image = _ground(theme, mask, (width, height), unit)
    _label(image, theme, laid, unit)
    image.paste(theme.values["--cover-ink"], mask=letters)
    return image


def _laid(texts: Lettering, files: tuple[Path, Path]) -> Laid:
    """Put the texts under one another, as the boxes of cover.css lie."""
    display, italic = files
    y, lines, rule = TOP + PADDING + BORDER + ABOVE, list[Line](), None
    publisher = Fitted((texts.publisher,) if texts.publisher else (), PUBLISHER)
    for text, manner, file in (
        (texts.names, NAMES, display),
        (texts.title, TITLE, display),
        (texts.subtitle, SUBTITLE, italic),
        (publisher, IMPRINT, display),
    ):
        if text.lines and manner in (SUBTITLE, IMPRINT) and rule is None:
            rule = y + OVER
            y = rule + BORDER + UNDER
        elif text.lines and lines:
            y += manner.over * text.size
        for line in text.lines:
            baseline = y + _baseline(file, manner.leading) * text.size
            lines.append(Line(line, file, text.size, manner.spacing, baseline))
            y += manner.leading * text.size
    return Laid(lines, rule, y + BELOW + BORDER + PADDING)


def _baseline(file: Path, leading: float) -> float:
    """Give where the letters stand in a line, from its upper edge, as a part of their size."""
    extents = _font(file).get_font_extents("ltr")
    up, down = extents.ascender / _upem(file), -extents.descender / _upem(file)
    return float((leading + up - down) / 2)


@cache
def _font(file: Path) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))))


def _upem(file: Path) -> int:
    upem: int = _font(file).face.upem
    return upem


def _is_known(line: Line) -> bool:
    return all(
        _font(line.file).get_nominal_glyph(ord(sign)) is not None
        and unicodedata.bidirectional(sign) not in ("R", "AL")
        for sign in line.text
    )


def _letters(
    lines: Sequence[Line], language: str, size: tuple[int, int], unit: float
) -> Image.Image | None:
    """Draw all lines, each on the middle of the front; None if one is too long for the frame."""
    width, height = size
    drawing = uharfbuzz.RasterDraw()
    drawing.extents = uharfbuzz.RasterExtents(0, 0, width, height, 0)
    room = RIGHT - LEFT - 2 * (PADDING + BORDER + BESIDE)
    for line in lines:
        font, scale = _font(line.file), line.size * unit / _upem(line.file)
        glyphs = list(_shaped(line, language))
        length = sum(advance for _, advance, _, _ in glyphs) * scale
        if length > room * unit:
            return None
        x, y = (width - length) / 2, height - line.baseline * unit
        for glyph, advance, right, up in glyphs:
            drawing.transform = (scale, 0, 0, scale, x + right * scale, y + up * scale)
            drawing.draw_glyph(font, glyph)
            x += advance * scale
    drawn = drawing.render()
    # Rows are stored from the foot.
    stride = drawn.extents.stride
    return Image.frombytes("L", size, drawn.buffer, "raw", "L", stride, -1)


def _shaped(line: Line, language: str) -> Iterator[tuple[int, float, int, int]]:
    """Give the glyphs of a line, each with its advance and its offsets, in units of the face."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(line.text)
    buffer.guess_segment_properties()
    buffer.language = language
    # By CSS, letters that are spaced are not joined.
    features = {"liga": False, "clig": False} if line.spacing else {}
    uharfbuzz.shape(_font(line.file), buffer, features)
    spacing = line.spacing * _upem(line.file)
    # Of a text without glyphs the binding gives no list of places.
    places = buffer.glyph_positions or ()
    for info, place in zip(buffer.glyph_infos, places, strict=True):
        yield info.codepoint, place.x_advance + spacing, place.x_offset, place.y_offset


def _ground(theme: Theme, mask: Path, size: tuple[int, int], unit: float) -> Image.Image:
    """Cover the ground with the tile; one of them stands on the middle, at the top."""
    ground, figure = theme.values["--cover-ground"], theme.values["--cover-figure"]
    with Image.open(mask) as opened:
        tile = Image.new("RGB", opened.size, ground)
        tile.paste(figure, mask=opened)
    image = Image.new("RGB", size)
    side = round(TILE * unit)
    for x in range(-((side - size[0]) // 2 % side), size[0], side):
        for y in range(0, size[1], side):
            image.paste(tile, (x, y))
    return image


def _label(image: Image.Image, theme: Theme, laid: Laid, unit: float) -> None:
    """Draw the label, its frame and its rule, on whole pixels."""
    drawing = ImageDraw.Draw(image)
    ground, paper = theme.values["--cover-ground"], theme.values["--cover-paper"]

    def box(inset: float, colour: str) -> None:
        edges = LEFT + inset, TOP + inset, RIGHT - inset, laid.foot - inset
        left, top, right, foot = (round(edge * unit) for edge in edges)
        drawing.rectangle((left, top, right - 1, foot - 1), colour)

    box(0, paper)
    box(PADDING, ground)
    box(PADDING + BORDER, paper)
    if laid.rule is not None:
        left, right = (round((50 + side * RULE / 2) * unit) for side in (-1, 1))
        top, foot = (round(y * unit) for y in (laid.rule, laid.rule + BORDER))
        drawing.rectangle((left, top, right - 1, foot - 1), ground)
