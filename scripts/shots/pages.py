"""Pages of a PDF by PDFium, pages of an EPUB by Chromium, and the sheets they are laid out on."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from math import ceil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, NamedTuple

import pypdfium2
from lxml import etree
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from pipeline.errors import RecensionError
from pipeline.machine.chromium import chromium

DPI = 110
SPREADS, SCREENS = 12, 40
"""How many go on a contact sheet."""
COLUMNS = {SPREADS: 3, SCREENS: 10}
SHEET = 2400
"""The width of a contact sheet, in pixels."""
GAP, GROUND = 12, "#8a8a8a"
LONGEST = 16_000
"""Chromium's pictures are not wider than this, in pixels."""


class Screen(NamedTuple):
    """What a reader of EPUBs shows pages on."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"]


SCREENS_OF_READERS = [
    Screen(f"{name}-{scheme}", width, height, scheme)
    for name, width, height in (("phone", 390, 760), ("tablet", 768, 1000))
    for scheme in ("light", "dark")
]
PAGED = """
html {{
  box-sizing: border-box; margin: 0; height: {height}px; padding: {above}px {beside}px;
  column-width: {column}px; column-gap: {gap}px; column-fill: auto;
}}
body {{ margin: 0; }}
"""
"""What readers do to a chapter: columns as wide as the screen."""
DARK = "html { background: #141414; color: #d6d6d6; }"


def shoot_pdf(file: Path, folder: Path) -> list[Path]:
    """Render the pages of a PDF, face to face as a reader of the printed book has them."""
    with pypdfium2.PdfDocument(file) as document:
        pages = [page.render(scale=DPI / 72).to_pil().convert("RGB") for page in document]
    blank = Image.new("RGB", pages[0].size, GROUND)
    # The first page is a right one.
    sides = [blank, *pages, *([] if len(pages) % 2 else [blank])]
    spreads = [_beside(*sides[k : k + 2]) for k in range(0, len(sides), 2)]
    return _kept(spreads, folder, "pdf", SPREADS)


def _beside(left: Image.Image, right: Image.Image) -> Image.Image:
    made = Image.new("RGB", (left.width + right.width + 1, max(left.height, right.height)), GROUND)
    made.paste(left, (0, 0))
    made.paste(right, (left.width + 1, 0))
    return made


def shoot_epub(file: Path, folder: Path) -> list[Path]:
    """Render the documents of an EPUB in the order of its spine, page by page, on all screens.

    Raises:
        RecensionError: there is no Chromium.
    """
    path = chromium()
    if not path:
        raise RecensionError("Chromium is not there", "chromium", "as root: apt install chromium")
    sheets: list[Path] = []
    with TemporaryDirectory() as unpacked, sync_playwright() as playwright:
        with zipfile.ZipFile(file) as archive:
            archive.extractall(unpacked)
        documents = list(_spine(Path(unpacked)))
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for screen in SCREENS_OF_READERS:
            pages = [page for each in _shown(browser, screen, documents) for page in each]
            sheets += _kept(pages, folder, f"epub-{screen.name}", SCREENS)
        browser.close()
    return sheets


def _spine(folder: Path) -> Iterator[Path]:
    container = etree.parse(folder / "META-INF/container.xml")
    package = str(container.xpath("string(//@full-path)"))
    root = etree.parse(folder / package).getroot()
    files = {item.get("id"): item.get("href", "") for item in root.iterfind(".//{*}item")}
    for item in root.iterfind(".//{*}itemref"):
        yield folder / posixpath.dirname(package) / files[item.get("idref")]


def _shown(browser: Browser, screen: Screen, documents: list[Path]) -> Iterator[list[Image.Image]]:
    context = browser.new_context(
        viewport={"width": screen.width, "height": screen.height}, color_scheme=screen.scheme
    )
    page = context.new_page()
    beside = screen.width // 12
    paged = PAGED.format(
        height=screen.height,
        above=screen.height // 16,
        beside=beside,
        column=screen.width - 2 * beside,
        gap=2 * beside,
    )
    for document in documents:
        page.goto(document.as_uri())
        page.add_style_tag(content=paged + (DARK if screen.scheme == "dark" else ""))
        page.evaluate("document.fonts.ready")
        yield list(_pages(page, screen))
    context.close()


def _pages(page: Page, screen: Screen) -> Iterator[Image.Image]:
    """Give the pages of the document that is shown: cut from strips of as many as may be."""
    count = max(1, ceil(page.evaluate("document.documentElement.scrollWidth") / screen.width))
    most = LONGEST // screen.width
    for start in range(0, count, most):
        shown = min(most, count - start)
        left, width = start * screen.width, shown * screen.width
        picture = page.screenshot(
            clip={"x": left, "y": 0, "width": width, "height": screen.height}, full_page=True
        )
        taken = Image.open(BytesIO(picture)).convert("RGB")
        # The document ends with its last column, before the margin.
        strip = Image.new("RGB", (width, screen.height), taken.getpixel((0, 0)))
        strip.paste(taken)
        for k in range(shown):
            yield strip.crop((k * screen.width, 0, (k + 1) * screen.width, screen.height))


def _kept(pictures: list[Image.Image], folder: Path, name: str, many: int) -> list[Path]:
    """Keep pictures in a folder of their own, and lay them out on contact sheets beside it."""
    own = folder / name
    own.mkdir()
    for k, picture in enumerate(pictures, 1):
        picture.save(own / f"{k:03}.png")
    sheets = []
    for start in range(0, len(pictures), many):
        sheets.append(folder / f"{name}-{start // many + 1:02}.png")
        _sheet(pictures[start : start + many], COLUMNS[many]).save(sheets[-1])
    return sheets


def _sheet(pictures: list[Image.Image], columns: int) -> Image.Image:
    width = (SHEET - GAP) // columns - GAP
    height = max(picture.height * width // picture.width for picture in pictures)
    rows = -(-len(pictures) // columns)
    sheet = Image.new("RGB", (SHEET, rows * (height + GAP) + GAP), GROUND)
    for k, picture in enumerate(pictures):
        small = picture.resize((width, picture.height * width // picture.width))
        row, column = divmod(k, columns)
        sheet.paste(small, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return sheet
