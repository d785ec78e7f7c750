"""Make the masks of the cover's tiles: `python -m scripts.patterns`.

A mask is as wide as a tile on the picture of a cover: white where the tile has the figure's colour,
black where the ground's.
"""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

import pypdfium2
import weasyprint
from PIL import Image

from pipeline.write.cover.front import PATTERNS
from pipeline.write.cover.painting import TILE
from pipeline.write.cover.picture import WIDTH
from pipeline.write.theme import Theme

SIDE = round(TILE / 100 * WIDTH)
COLOURS = Theme("mask", (), {"--cover-ground": "#000", "--cover-figure": "#fff"})


def main() -> None:
    """Write a mask beside each tile."""
    for tile in sorted(PATTERNS.glob("*.svg")):
        mask_of(tile).save(tile.with_suffix(".png"), optimize=True)


def mask_of(tile: Path) -> Image.Image:
    """Draw the mask of a tile, as it looks with tiles all around it."""
    svg = b64encode(COLOURS.styled(tile.read_text("utf-8")).encode()).decode()
    ground = f"#000 url(data:image/svg+xml;base64,{svg}) 0 0/{SIDE}px"
    style = f"@page {{ size: {3 * SIDE}px; margin: 0; background: {ground} }}"
    made = weasyprint.HTML(string=f"<style>{style}</style>").write_pdf()
    with pypdfium2.PdfDocument(made) as pdf:
        whole: Image.Image = pdf[0].render(scale=4 / 3).to_pil().convert("L")
    return whole.crop((SIDE, SIDE, 2 * SIDE, 2 * SIDE))


if __name__ == "__main__":
    main()
