"""The images of the book's pages, beside which its text is proofread, and where its lines stand."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from pipeline.desk.facsimile.drawer import Drawer, Picture
from pipeline.desk.facsimile.imagefiles import PageShown, facsimiles
from pipeline.desk.facsimile.lineboxes import LineBox, full_page, line_boxes
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Source
from pipeline.proofreading.pages import ProofPage

KEPT, KNOWN = 32, 4096
"""Images that are held in the memory, of some 100 kB each; and of how many a fact is."""


class ShownImage(NamedTuple):
    """An image of a page as a view shows it."""

    url: str
    width: int
    height: int
    """As a view shows it, enlarged to this width or made smaller; 0 where it is not known."""
    lines: tuple[LineBox, ...]
    estimated: bool
    """The places of its lines are guessed from their numbers."""


class Drawers(NamedTuple):
    """Those who open the files of images: whoever asks for a fact does not wait for a drawing."""

    looker: Drawer
    drawer: Drawer

    @classmethod
    def begin(cls) -> Drawers:
        """Have both."""
        return cls(Drawer(KNOWN), Drawer(KEPT))

    def close(self) -> None:
        """End both. Nothing may be asked any more."""
        self.looker.close()
        self.drawer.close()


class Images:
    """The images of one book, by the pages that its source has."""

    def __init__(
        self, folder: BookFolder, source: Source, pages: Sequence[ProofPage], by: Drawers
    ) -> None:
        self.pages = pages
        """In which the book is proofread."""
        self._folder = folder
        self._source = source
        self._by = by

    async def of(self, page: ProofPage) -> tuple[ShownImage, ...]:
        """Give the images that show a page: one, as a rule; none where the book has no images."""
        return await self._by.looker.run(lambda: self._of(page))

    async def tag(self, number: int, zoom: int) -> str:
        """Give what changes whenever an image does, counted from 1.

        Raises:
            KeyError: there is none of this number.
        """
        return await self._by.looker.run(lambda: self._tag(number, zoom))

    async def png(self, number: int, zoom: int) -> bytes:
        """Give an image, counted from 1, as a PNG.

        Raises:
            KeyError: there is none of this number.
            RecensionError: it cannot be shown.
        """
        picture, turn = await self._by.looker.run(lambda: self._picture(number))
        drawer = self._by.drawer
        return await drawer.run(lambda: drawer.rendered(picture, turn, zoom))

    @cached_property
    def _shown(self) -> tuple[PageShown, ...]:
        return facsimiles(self._folder, self._source, self.pages, self._by.looker.page_count)

    @cached_property
    def _starts(self) -> list[int]:
        return [shown.start for shown in self._shown]

    @cached_property
    def _full(self) -> int:
        return full_page(self._source.text, self._starts)

    def _of(self, page: ProofPage) -> tuple[ShownImage, ...]:
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
            width, height = self._by.looker.sides(picture)
        return ShownImage(
            f"/image/{number + 1}.png",
            1000,
            round(1000 * height / width) if width else 0,
            lines,
            any(line.estimated for line in lines),
        )

    def _tag(self, number: int, zoom: int) -> str:
        picture, _ = self._picture(number)
        said = (self._source.sha256, number, zoom, picture.stamp)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:32]

    def _picture(self, number: int) -> tuple[Picture, int]:
        """Give which file an image is, and by how much that is turned."""
        shown = self._shown[number - 1] if 1 <= number <= len(self._shown) else None
        if shown is None or shown.picture is None:
            raise KeyError(number)
        return shown.picture, shown.said.turn
