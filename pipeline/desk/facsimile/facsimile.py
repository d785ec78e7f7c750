"""A page's image made ready for a browser, from a PDF or a scan: grey, and no larger than needed.

Files come from anywhere: what is damaged, or would fill the memory, is refused with a reason.
All of this is done in a process of its own (`drawer`, `child`).
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from typing import IO, Any, cast
from zipfile import ZipFile

from PIL import Image

from pipeline.desk.facsimile.drawer import FAILED, Picture
from pipeline.errors import RecensionError
from pipeline.machine.limits import PIXELS
from pipeline.machine.pillow import opened

SIDE = 1400
"""Pixels of the longer side: type of a book's page is then read with ease, and a grey PNG of it has
some 100 kB."""
MOST_BYTES = 1 << 29
"""Of a file that shows pages."""
GZIPPED = b"\x1f\x8b"


def page_count(picture: Picture) -> int:
    """Count the pages of a file; 0 where it cannot be read."""
    try:
        with _opened(picture) as data:
            if _is_pdf(data):
                with _document(data) as document:
                    return len(document)
            with opened(data) as image:
                return int(getattr(image, "n_frames", 1))
    except Exception:  # as for `rendered`
        return 0


def sides(picture: Picture) -> tuple[int, int]:
    """Give how wide and how high a scan is, by its first bytes; of all else (0, 0)."""
    if picture.members or picture.number is not None:
        return 0, 0
    try:
        with picture.path.open("rb") as data, opened(data) as image:
            return image.size
    except Exception:  # as for `rendered`
        return 0, 0


def rendered(picture: Picture, turn: int = 0, zoom: int = 1) -> bytes:
    """Give a page's image as a PNG, turned clockwise by `turn` degrees, enlarged by `zoom`.

    Raises:
        RecensionError: it cannot be shown.
    """
    try:
        with _opened(picture) as data:
            draw = _of_pdf if _is_pdf(data) else _of_scan
            image = draw(data, picture.number or 0, SIDE * zoom)
        if turn:
            image = image.rotate(-turn, expand=True)
        buffer = BytesIO()
        image.save(buffer, "PNG", compress_level=4)
    except Exception as error:  # what Pillow and pdfium raise of a damaged file is not told
        message, remedy = FAILED
        raise RecensionError(message, picture.name, remedy) from error
    return buffer.getvalue()


def _of_pdf(data: IO[bytes], number: int, side: int) -> Image.Image:
    with _document(data) as document:
        page = document[number]
        scale = side / max(page.get_size())
        return cast("Image.Image", page.render(scale=scale, grayscale=True).to_pil())


def _of_scan(data: IO[bytes], number: int, side: int) -> Image.Image:
    with opened(data) as image:
        if number:
            image.seek(number)
        if image.width * image.height > PIXELS:
            raise ValueError("too many pixels")
        image.draft("L", (side, side))  # so a JPEG is not decoded larger than need be
        page = image.convert("L")
    page.thumbnail((side, side), reducing_gap=2.0)
    return page


@contextmanager
def _opened(picture: Picture) -> Iterator[IO[bytes]]:
    """Open a file, in its archives if it stands in any, unpacked if it is packed."""
    with ExitStack() as stack:
        data = _unpacked(stack.enter_context(picture.path.open("rb")))
        for name in picture.members:
            with ZipFile(data) as archive, archive.open(name) as member:
                data = _unpacked(_read(member))
        yield data


def _unpacked(data: IO[bytes]) -> IO[bytes]:
    packed = data.read(len(GZIPPED)) == GZIPPED
    data.seek(0)
    if not packed:
        return data
    with gzip.open(data) as stream:
        return _read(stream)


def _read(stream: IO[bytes] | gzip.GzipFile) -> IO[bytes]:
    """Read all of a packed file, whatever it says of its size."""
    data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ValueError("it unpacks to too much")
    return BytesIO(data)


def _is_pdf(data: IO[bytes]) -> bool:
    # As `read.kinds` takes it: something may stand before the sign.
    found = b"%PDF-" in data.read(1024)
    data.seek(0)
    return found


@contextmanager
def _document(data: IO[bytes]) -> Iterator[Any]:
    # Imported here: most books have no PDF, and the desk is to start soon.
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    try:
        yield document
    finally:
        document.close()
