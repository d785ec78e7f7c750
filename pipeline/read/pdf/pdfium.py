"""What pdfium knows of a PDF: its pages, their labels, their letters with place and typeface.

The letters come in stretches, one for each text object of the page: within one, typeface, size and
baseline do not change, so that these are asked for once and not for every letter. All distances
are in points from the left and the top of the page as it is shown.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import atan2, degrees, hypot, isfinite
from typing import Any, NamedTuple

import pypdfium2 as pdfium
from pypdfium2 import raw as api

from pipeline.conventions.mojibake import LOST
from pipeline.errors import RecensionError
from pipeline.machine.limits import FARTHEST
from pipeline.read.pdf import MEND
from pipeline.read.pdf.faces import face_of
from pipeline.read.pdf.ink import first_tall, raised_among
from pipeline.read.typeset import Face

GUESSED = ""
"""Stands among the letters for a blank that pdfium thinks is there, and the file has not."""
HYPHEN = "\x02"
"""What pdfium gives for a hyphen at a line's end after which the word goes on."""


class Stretch(NamedTuple):
    """Letters in one typeface on one baseline, in the order of the file."""

    letters: list[str]
    """Each may be several characters, or `GUESSED`."""
    lefts: list[float]
    rights: list[float]
    base: float
    size: float
    face: Face
    angle: int
    """How far it is turned against the page, in degrees, anti-clockwise. Its places are given as
    if it were upright."""
    raised: frozenset[int]
    """Those of its letters whose glyphs are superscripts although size and baseline are not."""
    height: tuple[str, float]
    """The first tall letter and how high it rises, as a share of the size; none: ("", 0)."""


Box = tuple[float, float, float, float]
"""Left, right, bottom, top, in the page's own coordinates."""


class Sheet(NamedTuple):
    """One page."""

    stretches: list[Stretch]
    sides: tuple[float, float]
    """How wide and how high it is."""


@contextmanager
def opened(data: bytes, name: str) -> Iterator[Any]:
    """Open a PDF.

    Raises:
        RecensionError: it is encrypted or damaged.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise RecensionError(
                "the PDF is encrypted", name, "save a copy without a password, and give that"
            ) from error
        raise RecensionError(
            "this PDF cannot be read: it is damaged, or ends too soon",
            name,
            f"fetch it anew, or {MEND}",
        ) from error
    try:
        yield document
    finally:
        document.close()


def label(document: Any, number: int) -> str:
    """Give the label that the PDF has for a page, or "" where it has none."""
    return str(document.get_page_label(number) or "").strip()


class Reader:
    """Reads the pages of one document; typefaces are known from page to page."""

    def __init__(self, document: Any, name: str) -> None:
        self.document = document
        self._name = name
        self._faces: dict[tuple[str, int], Face] = {}
        self._mapped: dict[tuple[str, str], bool] = {}

    def sheet(self, number: int) -> Sheet:
        """Read one page, counted from 0. Text beyond its edges is not shown, and left out.

        Raises:
            RecensionError: it is damaged.
        """
        try:
            page = self.document[number]
            text = page.get_textpage()
        except pdfium.PdfiumError as error:
            where = f"{self._name}: page {number + 1}"
            raise RecensionError("this page is damaged", where, MEND) from error
        try:
            frames = {turn: _Frame(page, turn) for turn in (0, 90, 180, 270)}
            stretches = [s for s in self._stretches(text.raw, frames) if _on(s, frames[s.angle])]
            sides = frames[0].width, frames[0].height
            return Sheet(stretches, sides)
        finally:
            text.close()
            page.close()

    def _stretches(self, text: Any, frames: dict[int, _Frame]) -> Iterator[Stretch]:
        count = max(0, api.FPDFText_CountChars(text))  # less than none: an error
        letters = _letters(text, count)
        boxes = _boxes(text, count)
        for start, stop in _objects(text, count):
            chosen = list(range(start, stop))
            for k in chosen:
                if letters[k] in " \r\n" and api.FPDFText_IsGenerated(text, k) == 1:
                    letters[k] = GUESSED
            if all(letters[k] == GUESSED for k in chosen):
                continue
            size, face, turn = self._type(text, chosen[0])
            if not 0 < size <= FARTHEST:  # nor is what is no number
                continue
            angle = (turn - frames[0].turned) % 360
            frame = frames[angle]
            known = {letters[k]: k for k in chosen}
            known_as = {
                letter: self._letter(text, letter, k, face.name) for letter, k in known.items()
            }
            found = [known_as[letters[k]] for k in chosen]
            lefts, rights = frame.across(boxes[start:stop])
            raised: frozenset[int] = frozenset()
            height = ("", 0.0)
            if not frame.turned:
                raised = raised_among(text, chosen, found, size)
                height = first_tall(text, chosen, found, size)
            yield Stretch(
                found,
                lefts,
                rights,
                _base(text, chosen[0], frame),
                size,
                face,
                angle,
                raised,
                height,
            )

    def _type(self, text: Any, at: int) -> tuple[float, Face, int]:
        """Give a letter's size, its typeface, and how far it is turned, in quarters of a circle."""
        matrix = api.FS_MATRIX()
        api.FPDFText_GetMatrix(text, at, matrix)
        size = api.FPDFText_GetFontSize(text, at) * hypot(matrix.c, matrix.d)
        known = isfinite(matrix.a + matrix.b)
        turn = round(degrees(atan2(matrix.b, matrix.a)) / 90) * 90 % 360 if known else 0
        # A slanted matrix makes an italic of an upright typeface.
        upright = hypot(matrix.a, matrix.b) * hypot(matrix.c, matrix.d) or 1.0
        slant = (matrix.a * matrix.c + matrix.b * matrix.d) / upright
        face = face_of(text, at, self._faces)
        return size, face._replace(italic=face.italic or slant > 0.1), turn

    def _letter(self, text: Any, letter: str, at: int, face: str) -> str:
        """Give a letter as it goes into the text; one that stands for nothing known is lost."""
        if letter == GUESSED:
            return letter
        if letter in (HYPHEN, "\ufffe"):
            return "-" if api.FPDFText_IsHyphen(text, at) == 1 else LOST
        key = (face, letter)
        if key not in self._mapped:
            self._mapped[key] = (
                api.FPDFText_HasUnicodeMapError(text, at) != 1
                and (letter.isprintable() or letter.isspace() or letter == "\u00ad")
                and letter not in "\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"
                and not "\ud800" <= letter <= "\udfff"
            )
        return letter if self._mapped[key] else LOST


class _Frame:
    """Turns a page's own coordinates into those of the page as its reader holds it."""

    def __init__(self, page: Any, angle: int) -> None:
        self.left, self.bottom, self.right, self.top = map(float, page.get_bbox())
        self.turned = (page.get_rotation() + angle) % 360
        sides = (self.right - self.left, self.top - self.bottom)
        self.width, self.height = sides if self.turned in (0, 180) else sides[::-1]

    def across(self, boxes: Sequence[Box]) -> tuple[list[float], list[float]]:
        """Give how far from the left edge each box begins, and ends."""
        if self.turned == 0:
            return [box[0] - self.left for box in boxes], [box[1] - self.left for box in boxes]
        if self.turned == 180:
            return [self.right - box[1] for box in boxes], [self.right - box[0] for box in boxes]
        if self.turned == 90:
            return [box[2] - self.bottom for box in boxes], [box[3] - self.bottom for box in boxes]
        return [self.top - box[3] for box in boxes], [self.top - box[2] for box in boxes]

    def down(self, x: float, y: float) -> float:
        """Give how far below the top edge a point is."""
        if self.turned == 0:
            return self.top - y
        if self.turned == 180:
            return y - self.bottom
        if self.turned == 90:
            return x - self.left
        return self.right - x


def _on(stretch: Stretch, frame: _Frame) -> bool:
    """Is a stretch on the page, at least in part?"""
    lefts, rights = stretch.lefts, stretch.rights
    farthest = max(max(lefts), max(rights), -min(lefts), -min(rights))
    if not isfinite(sum(lefts) + sum(rights)) or farthest > FARTHEST:
        return False
    beside = rights[-1] < 0 or lefts[0] > frame.width
    return not beside and 0 <= stretch.base <= frame.height + stretch.size


def _letters(text: Any, count: int) -> list[str]:
    """Give all letters of a page, those included that pdfium generates."""
    buffer = (ctypes.c_ushort * (count + 1))()
    got = api.FPDFText_GetText(text, 0, count, buffer)
    string = bytes(buffer)[: 2 * max(0, got - 1)].decode("utf-16-le", "surrogatepass")
    if len(string) == count:
        return list(string)
    # Letters beyond U+FFFF, or without a code: then the two are not counted alike.
    codes = [api.FPDFText_GetUnicode(text, k) for k in range(count)]
    return [chr(code) if code <= sys.maxunicode else LOST for code in codes]


def _boxes(text: Any, count: int) -> list[Box]:
    """Give the boxes of all letters, as wide as they advance."""
    box = api.FS_RECTF()
    pointer = ctypes.byref(box)
    ask = api.FPDFText_GetLooseCharBox
    found = []
    for k in range(count):
        ask(text, k, pointer)
        found.append((box.left, box.right, box.bottom, box.top))
    return found


def _objects(text: Any, count: int) -> Iterator[tuple[int, int]]:
    """Give the stretches of letters of one text object each.

    An object's letters stand together, so two ends of one object hold nothing else: most letters
    need not be asked.
    """
    known: dict[int, int] = {}

    def of(k: int) -> int:
        if k not in known:
            found = api.FPDFText_GetTextObject(text, k)
            known[k] = ctypes.addressof(found.contents) if found else 0
        return known[k]

    start = 0
    while start < count:
        # What pdfium generates between two objects belongs to none, and is no stretch.
        step, stop = 32 * bool(of(start)), start + 1
        while stop < count and step:
            if stop + step <= count and of(stop + step - 1) == of(start):
                stop += step
            else:
                step //= 2
        yield start, stop
        start = stop


def _base(text: Any, at: int, frame: _Frame) -> float:
    x, y = ctypes.c_double(), ctypes.c_double()
    api.FPDFText_GetCharOrigin(text, at, x, y)
    return frame.down(x.value, y.value)
