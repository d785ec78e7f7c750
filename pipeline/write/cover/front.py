"""The front of the cover, as HTML: a patterned ground, and on it a label with title and names.

Of the theme's colours and of the patterns each book has those that its title and its authors' names
come to, always the same ones. All lengths are in hundredths of the width, the em of `.cover`.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from pipeline.language import language
from pipeline.write.cover.fitting import Fitted, Room, face_width, fitted
from pipeline.write.edition import Edition
from pipeline.write.page import add, element
from pipeline.write.styles import STYLES
from pipeline.write.theme import Theme

STYLE = STYLES / "cover.css"
PATTERNS = STYLES / "patterns"
LABEL = 60.0
"""The width within the label's frame, as cover.css has it."""
AROUND = 58.0
"""The height of what is neither names, nor title, nor subtitle: margins, frame, rule, publisher."""
TITLE = Room(LABEL, 58.0, 13.5, 1.06)
LEAST = 26.0
"""The least height for a title."""
NAMES = Room(LABEL / 1.1, 18.0, 4.2, 1.3)
"""The names' letters stand a little apart."""
SUBTITLE = Room(LABEL, 22.0, 4.6, 1.25)
BY_LINE = 3
"""So many authors have a line each; more share them."""


class Lettering(NamedTuple):
    """What stands on the label, and how large; sizes in hundredths of the width."""

    names: Fitted
    title: Fitted
    subtitle: Fitted
    publisher: str


def dressed(theme: Theme, edition: Edition) -> Theme:
    """Add to a theme's values the colours of a book's cover, and its pattern."""
    pairs = [pair.split() for pair in theme.values["--cover-colours"].split(",")]
    ground, figure = pairs[_digest(edition)[0] % len(pairs)]
    coloured = theme.with_values({"--cover-ground": ground, "--cover-figure": figure})
    tile = coloured.styled(pattern_of(edition).read_text("utf-8"))
    url = f"url(data:image/svg+xml;base64,{b64encode(tile.encode()).decode()})"
    return coloured.with_values({"--cover-pattern": url})


def pattern_of(edition: Edition) -> Path:
    """Give the tile of a book's cover."""
    tiles = sorted(PATTERNS.glob("*.svg"))
    return tiles[_digest(edition)[1] % len(tiles)]


def _digest(edition: Edition) -> bytes:
    names = "\n".join([edition.title, *(person.name for person in edition.authors)])
    return hashlib.sha256(names.encode()).digest()


def cover_style(dressed: Theme) -> str:
    """Give the style of covers, with the values of a theme that `dressed` gave."""
    return dressed.styled(STYLE.read_text("utf-8"))


def lettering(edition: Edition, theme: Theme, ratio: float) -> Lettering:
    """Fit what stands on the label: `ratio` is the front's height as a part of its width."""
    settings = edition.settings
    display, italic = map(face_width, faces(theme))
    names = _names(edition, display)
    below = fitted(settings.subtitle, italic, SUBTITLE) if settings.subtitle else Fitted((), 0)
    taken = AROUND + _height(names, NAMES) + _height(below, SUBTITLE)
    height = max(min(TITLE.height, ratio * 100 - taken), LEAST)
    leading = language(edition.language).leading
    title = fitted(edition.title, display, TITLE._replace(height=height), leading)
    return Lettering(names, title, below, settings.edition.publisher)


def faces(theme: Theme) -> tuple[Path, Path]:
    """Give the files of the two faces of a cover, the second one for its subtitle."""
    return _file(theme, "--cover-face", "normal"), _file(theme, "--text-face", "italic")


def front(edition: Edition, theme: Theme, ratio: float) -> etree._Element:
    """Make the front of the cover: `ratio` is its height as a part of its width.

    Who uses it sets `font-size` to a hundredth of the width.
    """
    names, title, below, publisher = lettering(edition, theme, ratio)
    content = [
        *([_set("p", "cover-author", names)] if names.lines else []),
        _set("h1", "cover-title", title),
    ]
    if below.lines or publisher:
        content.append(element("div", class_="cover-rule"))
    if below.lines:
        content.append(_set("p", "cover-subtitle", below))
    if publisher:
        content.append(element("p", publisher, class_="cover-publisher"))
    label = element("div", element("div", *content, class_="cover-frame"), class_="cover-label")
    return element("div", label, class_="cover", style=f"height: {ratio * 100:.4f}em")


def _names(edition: Edition, width: Callable[[str], float]) -> Fitted:
    names = [person.name for person in edition.authors]
    if len(names) > BY_LINE:
        return fitted("\u00a0· ".join(name.replace(" ", "\u00a0") for name in names), width, NAMES)
    rows = [fitted(name, width, NAMES._replace(height=NAMES.height / len(names))) for name in names]
    lines = tuple(line for row in rows for line in row.lines)
    return Fitted(lines, min((row.size for row in rows), default=0))


def _file(theme: Theme, name: str, style: str) -> Path:
    """Give the file of a face; of a family without an italic, its roman."""
    first = theme.values[name].split(",")[0]
    family = [face for face in theme.faces if face.family == first]
    return next((face for face in family if face.style == style), family[0]).path


def _height(text: Fitted, room: Room) -> float:
    return len(text.lines) * text.size * room.leading


def _set(tag: str, name: str, text: Fitted) -> etree._Element:
    holder = element(tag, text.lines[0], class_=name, style=f"font-size: {text.size:.4f}em")
    for line in text.lines[1:]:
        add(holder, [element("br"), line])
    return holder
