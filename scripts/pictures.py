"""The pictures of handbook, README and styles, of the handbook: `python -m scripts.pictures`.

A copy of it is built and opened at a desk, and what is to be seen is kept in few colours, so that
the files are small. No test compares them.
"""

from __future__ import annotations

import shutil
from base64 import b64encode
from collections.abc import Iterator
from html import escape
from io import BytesIO
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from pipeline.cli import main as recension
from pipeline.machine.chromium import chromium
from pipeline.write.styles import STYLES
from scripts.deskspeed import served
from scripts.handbook.make import RAW

BOOK = RAW.parents[1]
COLOURS = 96
"""With half of them, the red of what is marked at the desk would be grey."""
DESK = {"width": 1360, "height": 760}
WORDS = "The small raised figure of the printed page"
"""What stands on the page that is shown beside the edition's."""
SHEET = 0.2, 0.85
"""Of a proof sheet the lower part is shown, down to the questions at its foot."""
SIDE, A5 = 562, 419.5
"""How wide the page of the edition is shown, in pixels, and how wide it is, in points."""
LINES = 48
"""How many lines of raw text stand beside it."""
THEMES = "classic", "modern"
CHAPTER = "The page is an old instrument"
"""What stands on the last of the pages that show a theme."""
SMALL, GAP, GROUND = 0.72, 8, "#cccccc"
"""The scale of these pages, and what is between them."""
PAIR = """<body style="margin: 0; padding: 24px; background: #f2f0eb; display: flex; gap: 24px">
<style>div {{ flex: 1; height: 780px; background: white; border: 1px solid #ddd; overflow: hidden }}
pre {{ font: 11.5px/1.34 'DejaVu Sans Mono', monospace; margin: 20px }}
img {{ width: 100% }}</style><div><pre>{raw}</pre></div><div><img src="{image}"></div></body>"""


def main() -> None:
    """Take the pictures, and name the files."""
    with TemporaryDirectory() as scratch:
        book, out = Path(scratch, "handbook"), Path(scratch, "out")
        shutil.copytree(BOOK, book)
        for command in (["build", "--to", "pdf,print"], ["proof-sheets"]):
            recension([*command, "--out", str(out), "--", str(book)])
        (BOOK / "images").mkdir(exist_ok=True)
        pictures = ((BOOK / "images", *each) for each in _pictures(book, out))
        themes = ((STYLES, theme, _pages(book, out, theme)) for theme in THEMES)
        for folder, name, picture in chain(pictures, themes):
            file = folder / f"{name}.png"
            few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
            few.save(file, optimize=True)
            print(f"{file}: {file.stat().st_size:,} bytes")


def _pictures(book: Path, out: Path) -> Iterator[tuple[str, Image.Image]]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 830})
        edition = _page_with(out / "handbook.pdf", WORDS, SIDE / A5)
        yield "page", _beside(page, _raw_page(), edition)
        with served(book) as address:
            page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
            yield "desk", _desk(page, address)
        browser.close()
    sheet = _page_with(out / "handbook.proof.pdf", "Several hands", 1.6)
    top, bottom = (_blank_row(sheet, int(share * sheet.height)) for share in SHEET)
    yield "sheet", sheet.crop((0, top, sheet.width, bottom))
    yield "cover", _rendered(out / "handbook-cover.pdf", 0, 1.2)


def _raw_page() -> str:
    """Give the page of the source, and the beginning of the next."""
    raw = RAW.read_text("utf-8")
    start = raw.rfind("\f", 0, raw.index(WORDS)) + 1
    return "\n".join(raw[start:].replace("\f", "").split("\n")[:LINES])


def _blank_row(image: Image.Image, row: int) -> int:
    """Give the first row from here on, with its neighbours, in which nothing stands."""
    grey = image.convert("L")
    while min(grey.crop((0, row, image.width, row + 9)).tobytes()) < 255:
        row += 1
    return row + 4


def _beside(page: Page, raw: str, image: Image.Image) -> Image.Image:
    """Show a page of raw text beside a page of the edition."""
    held = BytesIO()
    image.save(held, "PNG")
    address = f"data:image/png;base64,{b64encode(held.getvalue()).decode('ascii')}"
    page.set_content(PAIR.format(raw=escape(raw), image=address))
    return Image.open(BytesIO(page.screenshot()))


def _desk(page: Page, address: str) -> Image.Image:
    """Show the desk at a letter that was lost."""
    page.goto(address)
    page.locator("#queue li", has_text="lost-letter").first.locator("a").click()
    page.locator("form.question", has_text="a letter was lost").wait_for()
    page.evaluate("document.fonts.ready")
    return Image.open(BytesIO(page.screenshot()))


def _pages(book: Path, out: Path, theme: str) -> Image.Image:
    """Show a theme: title page, contents, a chapter's last page and the first of the next."""
    settings = (BOOK / "book.toml").read_text("utf-8")
    (book / "book.toml").write_text(f'{settings}\n[style]\ntheme = "{theme}"\n', encoding="utf-8")
    recension(["build", "--to", "pdf", "--out", str(out), "--", str(book)])
    file = out / "handbook.pdf"
    opening = _number_of(file, CHAPTER)
    shown = [_rendered(file, number, SMALL) for number in (2, 4, opening - 1, opening)]
    width, height = shown[0].width + GAP, shown[0].height + 2 * GAP
    sheet = Image.new("RGB", (width * len(shown) + GAP, height), GROUND)
    for k, page in enumerate(shown):
        sheet.paste(page, (GAP + k * width, GAP))
    return sheet


def _page_with(file: Path, words: str, scale: float) -> Image.Image:
    """Render the first page of a PDF that has some words."""
    return _rendered(file, _number_of(file, words), scale)


def _number_of(file: Path, words: str) -> int:
    with pypdfium2.PdfDocument(file) as document:
        texts = (page.get_textpage().get_text_bounded() for page in document)
        return next(k for k, text in enumerate(texts) if words in " ".join(text.split()))


def _rendered(file: Path, number: int, scale: float) -> Image.Image:
    with pypdfium2.PdfDocument(file) as document:
        image: Image.Image = document[number].render(scale=scale).to_pil()
    return image


if __name__ == "__main__":
    main()
