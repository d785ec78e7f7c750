"""The images of the book's pages, beside which its text is proofread, and where its lines stand."""

from __future__ import annotations

import asyncio
import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from typing import NamedTuple

from pipeline.book import Source
from pipeline.desk.facsimile.facsimile import Picture, rendered, sides
from pipeline.desk.facsimile.imagefiles import PageShown, facsimiles
from pipeline.desk.facsimile.lineboxes import LineBox, full_page, line_boxes
from pipeline.folder import BookFolder
from pipeline.proofreading.pages import ProofPage

KEPT = 32
"""Images that are held in the memory, of some 100 kB each."""


class ShownImage(NamedTuple):
    """An image of a page as a view shows it."""

    url: str
    width: int
    height: int
    """As a view shows it, enlarged to this width or made smaller; 0 where it is not known."""
    lines: tuple[LineBox, ...]
    estimated: bool
    """The places of its lines are guessed from their numbers."""


class Images:
    """The images of one book, by the pages that its source has."""

    def __init__(self, folder: BookFolder, source: Source, pages: Sequence[ProofPage]) -> None:
        self.pages = pages
        """In which the book is proofread."""
        self._source = source
        self._shown = facsimiles(folder, source, pages)
        self._starts = [shown.start for shown in self._shown]
        self._full = full_page(source.text, self._starts)
        # One thread: pdfium is not to be called by two, and a scan in the memory is large.
        self._thread = ThreadPoolExecutor(1, "images")
        self._kept = lru_cache(KEPT)(self._rendered)

    def of(self, page: ProofPage) -> tuple[ShownImage, ...]:
        """Give the images that show a page: one, as a rule; none where the book has no images."""
        shown = ((k, self._shown[k]) for k in self._meeting(page))
        return tuple(self._view(k, each, each.picture) for k, each in shown if each.picture)

    def _meeting(self, page: ProofPage) -> list[int]:
        """Tell which images show something of a page; of an empty one, that where it stands."""
        first = max(0, bisect_right(self._starts, page.start) - 1)
        last = max(first, bisect_right(self._starts, page.end - 1) - 1)
        return [k for k in range(first, last + 1) if self._shared(page, k).strip()] or [first]

    def _shared(self, page: ProofPage, number: int) -> str:
        shown = self._shown[number]
        return self._source.text[max(page.start, shown.start) : min(page.end, shown.end)]

    def _view(self, number: int, shown: PageShown, picture: Picture) -> ShownImage:
        lines = line_boxes(self._source, shown.start, shown.end, shown.said, self._full)
        width, height = shown.said.width, shown.said.height
        if not (width and height):
            width, height = sides(picture)
        return ShownImage(
            f"/image/{number + 1}.png",
            1000,
            round(1000 * height / width) if width else 0,
            lines,
            any(line.estimated for line in lines),
        )

    def tag(self, number: int, zoom: int) -> str:
        """Give what changes whenever an image does, counted from 1.

        Raises:
            KeyError: there is none of this number.
        """
        path = self._picture(number)[0].path
        stamp = (path.stat().st_mtime_ns, path.stat().st_size) if path.exists() else None
        said = (self._source.sha256, number, zoom, stamp)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:32]

    async def png(self, number: int, zoom: int) -> bytes:
        """Give an image, counted from 1, as a PNG.

        Raises:
            KeyError: there is none of this number.
            RecensionError: it cannot be shown.
        """
        tag = self.tag(number, zoom)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._kept, tag, number, zoom)

    def _rendered(self, tag: str, number: int, zoom: int) -> bytes:
        """Make an image; it is kept by its tag, too, so that one that changed is made anew."""
        return rendered(*self._picture(number), zoom)

    def _picture(self, number: int) -> tuple[Picture, int]:
        """Give which file an image is, and by how much that is turned."""
        shown = self._shown[number - 1] if 1 <= number <= len(self._shown) else None
        if shown is None or shown.picture is None:
            raise KeyError(number)
        return shown.picture, shown.said.turn
