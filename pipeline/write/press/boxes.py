"""What a printer's sheet has around the page: bleed, and marks where it is cut and folded.

The boxes are those of ISO 32000-1, 14.11.2. All lengths are in points.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import pikepdf

from pipeline.write.pdf.sheet import MILLIMETRE

MARK = 5 * MILLIMETRE
"""The length of a mark."""
HAIR = 0.25
"""Its thickness."""


class Box(NamedTuple):
    """A rectangle: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float

    def grown(self, by: float) -> Box:
        """Give the rectangle that is so much larger on each side."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)


def lay_out(
    page: pikepdf.Page, trim: Box, bleed: float, marks: bool, folds: Iterable[float]
) -> None:
    """Say where a page is cut, and draw marks there, and at `folds`, all outside the bleed."""
    bled = trim.grown(bleed)
    media = bled.grown(MARK) if marks else bled
    for name, box in ("MediaBox", media), ("CropBox", media), ("BleedBox", bled), ("TrimBox", trim):
        page[f"/{name}"] = pikepdf.Array([round(side, 4) for side in box])
    if marks:
        # In front of all else, where no one has changed the coordinates yet.
        page.contents_add(_drawn(trim, bleed, folds), prepend=True)


def _drawn(trim: Box, bleed: float, folds: Iterable[float]) -> bytes:
    near, far = bleed, bleed + MARK
    lines = []
    for x in (trim.left, trim.right, *folds):
        lines += [
            f"{x:.3f} {trim.bottom - near:.3f} m {x:.3f} {trim.bottom - far:.3f} l",
            f"{x:.3f} {trim.top + near:.3f} m {x:.3f} {trim.top + far:.3f} l",
        ]
    for y in (trim.bottom, trim.top):
        lines += [
            f"{trim.left - near:.3f} {y:.3f} m {trim.left - far:.3f} {y:.3f} l",
            f"{trim.right + near:.3f} {y:.3f} m {trim.right + far:.3f} {y:.3f} l",
        ]
    strokes = "\n".join(lines)
    return f"/Artifact BMC q {HAIR} w 0 G\n{strokes}\nS Q EMC\n".encode()
