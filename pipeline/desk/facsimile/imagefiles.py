"""Which file shows a page of the source: the PDF itself, or scans that stand beside the text.

Scans are known by the name that the text gives for them, by that of the text's own page file, or by
their order, where there are as many of them as pages. They stand beside the source, in a folder
`pages`, `scans` or `images` there, or in the archive that the source is. A name that a text gives
is looked up among those that are there, and never followed as a path.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from zipfile import BadZipFile, ZipFile, is_zipfile

from pipeline.desk.facsimile.drawer import Picture
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import PageImage, Source
from pipeline.proofreading.pages import ProofPage
from pipeline.read.files import bare_name, in_order

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".jp2", ".webp"})
BUNDLES = frozenset({".pdf", ".tif", ".tiff"})
"""What may show several pages in one file."""
PAGES = ("", "pages", "scans")
"""Folders, from where the source stands, in which pictures are taken to be those of its pages."""
IMAGES = "images"
"""The same; beside book.toml, though, this one holds the edition's own pictures."""


class PageShown(NamedTuple):
    """A page whose image is there, or is not."""

    start: int
    end: int
    """The stretch of the raw source that it shows."""
    said: PageImage
    """What the input says of it."""
    picture: Picture | None


def facsimiles(
    folder: BookFolder,
    source: Source,
    pages: Sequence[ProofPage],
    page_count: Callable[[Picture], int],
) -> tuple[PageShown, ...]:
    """Find the image of each page of the source.

    Where the source itself shows no pages, but there are as many pictures as `pages`, in which it
    is proofread, these are the pages. `page_count` counts those of a picture.
    """
    shelf = _Shelf(folder, page_count)
    starts = (0, *source.starts)
    own = source.images if len(source.images) == len(starts) else (PageImage(),) * len(starts)
    found = _named(shelf, own) or _ordered(shelf, len(starts))
    if not found and len(starts) == 1 and len(pages) > 1:
        found = _ordered(shelf, len(pages))
        starts, own = tuple(page.start for page in pages), (PageImage(),) * len(pages)
    ends = (*starts[1:], len(source.text))
    shown = found or [None] * len(starts)
    return tuple(map(PageShown, starts, ends, own, shown))


def _named(shelf: _Shelf, pages: Sequence[PageImage]) -> list[Picture | None]:
    """Find pictures by the names that the pages have; nothing if there is none of them."""
    names = Counter((page.file, page.image) for page in pages)
    files = Counter(page.file for page in pages)
    found = []
    for page in pages:
        shared = names[page.file, page.image] > 1
        picture = shelf.own(page) or shelf.named(page.image, page.number if shared else None)
        if picture is None and files[page.file] == 1 and page.file:
            picture = shelf.named(page.file[-1], None)
        found.append(picture)
    return found if any(found) else []


def _ordered(shelf: _Shelf, count: int) -> list[Picture]:
    """Take the pictures of a folder for those of the pages where there are as many of both."""
    return next((group for group in shelf.groups(count) if len(group) == count), [])


class _Shelf:
    """The files that may show a page: where the source stands, and in the archive that it is."""

    def __init__(self, folder: BookFolder, page_count: Callable[[Picture], int]) -> None:
        self._page_count = page_count
        self._source = folder.source_path
        self._base = self._source if self._source.is_dir() else self._source.parent
        self._limit = (folder.folder or self._base).resolve()
        self._is_books = folder.folder is not None or self._source.is_dir()
        self._folders = PAGES if (self._base / "book.toml").exists() else (*PAGES, IMAGES)
        self._by_name: dict[str, list[Picture]] = defaultdict(list)
        self._by_stem: dict[str, list[Picture]] = defaultdict(list)
        self._groups = [self._files(name) for name in self._folders] + [self._members()]
        for group in self._groups:
            for picture in group:
                name = _base_name(picture.members[-1] if picture.members else picture.path.name)
                self._by_name[name.casefold()].append(picture)
                self._by_stem[_stem(name)].append(picture)

    def own(self, page: PageImage) -> Picture | None:
        """Give the page file itself if it shows the page, as a PDF does."""
        if not page.file or page.image != page.file[-1]:
            return None
        inside = self._source.is_dir()
        path = self._base / _base_name(page.file[0]) if inside else self._source
        if inside and not self._is_within(path):
            return None
        return Picture(path, page.file[1:], page.number)

    def named(self, name: str, number: int | None) -> Picture | None:
        """Find a picture by its name, or by that without what says of which kind it is.

        With a number, it must be one that may show several pages; without, one of one page.
        """
        base, kinds = _base_name(name), PICTURES if number is None else BUNDLES
        for found in (self._by_name.get(base.casefold(), []), self._by_stem.get(_stem(base), [])):
            fit = [each for each in found if _suffix(each) in kinds]
            if fit and base:
                return fit[0]._replace(number=number)
        return None

    def groups(self, count: int) -> Iterator[list[Picture]]:
        """Give what may be the pictures of so many pages, in order, the likeliest first."""
        # Beside a file that is in no book's folder anything may stand.
        groups = self._groups[not self._is_books :]
        for group in groups:
            yield [picture for picture in group if _suffix(picture) in PICTURES]
        for group in groups:
            bundles = [picture for picture in group if _suffix(picture) in BUNDLES]
            if len(bundles) == 1 and self._page_count(bundles[0]) == count > 1:
                yield [bundles[0]._replace(number=number) for number in range(count)]

    def _files(self, name: str) -> list[Picture]:
        folder = self._base / name
        if not folder.is_dir():
            return []
        names = in_order([path.name for path in folder.iterdir()])
        paths = (folder / each for each in names if Path(each).suffix.lower() in PICTURES | BUNDLES)
        return [Picture(path) for path in paths if path != self._source and self._is_within(path)]

    def _is_within(self, path: Path) -> bool:
        """Tell whether a file stands in the book's folder, and is no link that leads out of it."""
        return path.is_file() and path.resolve().is_relative_to(self._limit)

    def _members(self) -> list[Picture]:
        if not self._source.is_file() or not is_zipfile(self._source):
            return []
        try:
            with ZipFile(self._source) as archive:
                names = in_order(archive.namelist())
        except (BadZipFile, OSError):
            return []
        shown = (name for name in names if PurePosixPath(name).suffix.lower() in PICTURES)
        return [Picture(self._source, (name,)) for name in shown]


def _base_name(name: str) -> str:
    r"""Give a file's name without the folders before it, of whatever system.

    >>> _base_name("C:\\scans\\p1.tif"), _base_name("../../p1.tif"), _base_name("..")
    ('p1.tif', 'p1.tif', '')
    """
    base = re.split(r"[/\\]", name)[-1]
    return "" if base in (".", "..") else base


def _stem(name: str) -> str:
    """Give a name without what says of which kind the file is, or how it was made.

    >>> _stem("P1.hocr.gz"), _stem("p1.tif")
    ('p1', 'p1')
    """
    return bare_name(Path(name)).casefold()


def _suffix(picture: Picture) -> str:
    name = picture.members[-1] if picture.members else picture.path.name
    return PurePosixPath(name).suffix.lower()
