"""The cover's picture, as shops want it: the typographic front, or the publisher's own, checked."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pipeline.errors import RecensionError
from pipeline.machine.cache import kept, key
from pipeline.write.cover.front import cover_style, dressed, front
from pipeline.write.edition import Edition
from pipeline.write.look import look
from pipeline.write.page import as_html, document, element
from pipeline.write.pdf.sheet import face_rules
from pipeline.write.styles import STYLES
from pipeline.write.theme import Theme, load_theme

if TYPE_CHECKING:
    from PIL import Image

WIDTH, HEIGHT = 1600, 2400
"""Pixels: Apple and Kobo ask for at least 1400 on the shorter side, and none for more than that."""
LEAST = 1400
LARGEST = 5_000_000
"""Bytes: Kobo takes no larger file."""
QUALITY = 88
KINDS = {"JPEG": ("image/jpeg", "jpg"), "PNG": ("image/png", "png")}


class Picture(NamedTuple):
    """A picture as it goes into the publication."""

    content: bytes
    media_type: str
    suffix: str


def cover_picture(edition: Edition) -> Picture:
    """Give the publisher's picture where book.toml names one, else draw the typographic front.

    Raises:
        RecensionError: the publisher's picture is not there, none, or not what shops take.
    """
    if given := edition.settings.cover.image:
        return checked(Path(given))
    return Picture(drawn(edition), *KINDS["JPEG"])


def drawn(edition: Edition) -> bytes:
    """Draw the typographic front as a JPEG: the same bytes for the same edition."""
    said = edition.title, edition.language, repr(edition.settings)
    return kept(lambda: key("cover", *said, *look()), lambda: _jpeg(edition))


def _jpeg(edition: Edition) -> bytes:
    from pipeline.write.cover.painting import painted

    theme = dressed(load_theme(edition.settings.style.theme), edition)
    image = painted(edition, theme, WIDTH, HEIGHT)
    if image is None:
        image = typeset(edition, theme)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _sheet(edition: Edition, theme: Theme) -> tuple[str, str]:
    """Give the front as HTML, and its style."""
    page = f"@page {{ size: {WIDTH}px {HEIGHT}px; margin: 0 }} body {{ margin: 0 }}"
    own = f".cover {{ font-size: {WIDTH / 100}px }}"
    body = element("body", front(edition, theme, HEIGHT / WIDTH))
    html = as_html(document(edition.title, edition.language, [], body)).decode()
    style = "\n".join([face_rules(theme), page, cover_style(theme), own])
    return html, style


def typeset(edition: Edition, theme: Theme) -> Image.Image:
    """Set the front by WeasyPrint in the colours that `dressed` gave a theme."""
    # Imported here, since that takes as long as all else that an EPUB needs.
    import pypdfium2
    from weasyprint import CSS, HTML

    from pipeline.machine.fonts import font_folders
    from pipeline.write.fetcher import Fetcher
    from pipeline.write.fontconfig import font_configuration

    html, style = _sheet(edition, theme)
    fetcher = Fetcher([STYLES, *font_folders()])
    page = HTML(string=html, url_fetcher=fetcher)
    with font_configuration() as fonts:
        sheet = CSS(string=style, font_config=fonts, url_fetcher=fetcher)
        made = page.write_pdf(stylesheets=[sheet], font_config=fonts)
    with pypdfium2.PdfDocument(made) as pdf:
        # A pixel of CSS is three quarters of a point.
        image: Image.Image = pdf[0].render(scale=4 / 3).to_pil().convert("RGB")
    return image


def checked(path: Path) -> Picture:
    """Read the publisher's picture, and demand what the shops do.

    Raises:
        RecensionError: it is not there, no picture, too small, too large, lying, or not in RGB.
    """
    from pipeline.machine.pillow import looks_of

    where = "book.toml: cover.image"
    try:
        content = path.read_bytes()
        kind, mode, width, height = looks_of(content)
    except (OSError, ValueError) as error:
        unread = "cannot be read" if isinstance(error, OSError) else "no picture, or a damaged one"
        raise RecensionError(f"{path}: {unread}", where, "give a JPEG or PNG file") from error
    faults = {
        f"a file of kind {kind}": kind not in KINDS,
        f"colours in {mode}": mode not in ("RGB", "L", "P", "RGBA"),
        f"{width} × {height} pixels": min(width, height) < LEAST or width > height,
        f"{len(content):,} bytes": len(content) > LARGEST,
    }
    if found := [fault for fault, there in faults.items() if there]:
        wanted = (
            f"shops take an upright JPEG or PNG in RGB, at least {LEAST} pixels wide,"
            f" of {LARGEST:,} bytes at most; {WIDTH} × {HEIGHT} pixels suit all of them"
        )
        raise RecensionError(f"{path}: {', '.join(found)}", where, wanted)
    return Picture(content, *KINDS[kind])
