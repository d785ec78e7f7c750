"""The whole cover, as one sheet: back, spine and front, on one ground that runs into the bleed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pipeline.conventions.widths import natural_width
from pipeline.errors import RecensionError
from pipeline.language import primary
from pipeline.write.cover.fitting import face_width
from pipeline.write.cover.front import cover_style, dressed, front
from pipeline.write.cover.picture import checked
from pipeline.write.edition import Edition, isbn_shown
from pipeline.write.page import as_html, document, element
from pipeline.write.pdf.sheet import MILLIMETRE, face_rules
from pipeline.write.press.barcode import barcode_of
from pipeline.write.styles import STYLES
from pipeline.write.theme import Theme, load_theme

STYLE = STYLES / "jacket.css"
UPWARDS = frozenset("bg ca cs de el es et fr hr hu it lt lv pl pt ro ru sk sl sr uk".split())
"""Languages in whose countries a spine reads from the foot to the head: most of continental Europe
and Latin America. Elsewhere, and after ISO 6357, from the head to the foot."""
THINNEST = 6 * MILLIMETRE
"""The least spine that is lettered: on thinner ones a title would run over the fold."""
SAFE = 1.6 * MILLIMETRE
"""What the lettering of a spine keeps from each fold: so far these may come to lie amiss."""
LARGEST, SMALLEST = 15.0, 6.0
"""The bounds of its size, in points."""
SPINE_ROOM = 0.9
"""The part of a spine's label that its letters may take."""
LABEL_TOP = 0.15
"""Where the labels begin, as a part of the width: in cover.css, 15em."""
BLURB = (11.5, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0)
"""The sizes that a description may have; the first that has room is taken."""
BLURB_WIDTH = 0.59
"""How wide it is, as a part of the page's width."""
AROUND, BELOW = 0.21, 0.15
"""What stands around it in its label, and what is free below that, in the same parts."""
LEADING = 1.35
CODE_HEIGHT = 36 * MILLIMETRE
"""The height of the barcode with the ISBN above it."""


@dataclass(frozen=True, slots=True)
class Jacket:
    """The sizes of a cover, in points: of the page, the spine, and what is cut off."""

    width: float
    height: float
    spine: float
    bleed: float

    @property
    def trimmed(self) -> float:
        """The width of the whole."""
        return 2 * self.width + self.spine

    @property
    def folds(self) -> tuple[float, float]:
        """Where the sheet is folded, from its left edge."""
        return self.bleed + self.width, self.bleed + self.width + self.spine


def jacket_pdf(edition: Edition, jacket: Jacket) -> bytes:
    """Set the whole cover.

    Raises:
        RecensionError: the description has no room, or the picture for the cover is none.
    """
    from weasyprint import CSS, HTML

    from pipeline.machine.fonts import font_folders
    from pipeline.write.fetcher import Fetcher
    from pipeline.write.fontconfig import font_configuration

    theme = dressed(load_theme(edition.settings.style.theme), edition)
    sides = [_back(edition, jacket), _spine(edition, jacket, theme), _front(edition, jacket, theme)]
    body = element("body", element("div", *sides, class_="jacket"))
    served = [STYLES, *font_folders()]
    if image := edition.settings.cover.image:
        served.append(Path(image))
    fetcher = Fetcher(served)
    values = theme.with_values(_values(jacket))
    own = values.styled(STYLE.read_text("utf-8"))
    style = "\n".join([face_rules(theme), cover_style(theme), own])
    html = as_html(document(edition.title, edition.language, _dates(edition), body)).decode()
    with font_configuration() as fonts:
        sheet = CSS(string=style, font_config=fonts, url_fetcher=fetcher)
        made: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(
            stylesheets=[sheet], font_config=fonts, pdf_identifier=edition.identifier.encode()
        )
    return made


def _dates(edition: Edition) -> list[etree._Element]:
    stamp = edition.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
    names = ("created", "modified")
    return [element("meta", name=f"dcterms.{name}", content=stamp) for name in names]


def _values(jacket: Jacket) -> dict[str, str]:
    left, right = jacket.folds
    lengths = {
        "width": jacket.width,
        "height": jacket.height,
        "spine": jacket.spine,
        "bleed": jacket.bleed,
        "safe": SAFE / 2,
        "lettered": jacket.spine - SAFE,
        "sheet-width": jacket.trimmed + 2 * jacket.bleed,
        "sheet-height": jacket.height + 2 * jacket.bleed,
        "left-fold": left,
        "right-fold": right,
        "em": jacket.width / 100,
    }
    return {f"--jacket-{name}": f"{length:.4f}pt" for name, length in lengths.items()}


def _front(edition: Edition, jacket: Jacket, theme: Theme) -> etree._Element:
    if image := edition.settings.cover.image:
        checked(Path(image))
        return element("img", class_="jacket-picture", src=Path(image).resolve().as_uri(), alt="")
    cover = front(edition, theme, jacket.height / jacket.width)
    return element("div", cover, class_="jacket-front")


def _back(edition: Edition, jacket: Jacket) -> etree._Element:
    this = edition.settings.edition
    content: list[etree._Element] = []
    if this.description:
        size = _blurb_size(this.description, jacket, bool(this.isbn_print))
        content.append(element("p", this.description, class_="blurb", style=f"font-size: {size}pt"))
        if this.publisher:
            content += [
                element("div", class_="cover-rule"),
                element("p", this.publisher, class_="cover-publisher"),
            ]
    frame = element("div", *content, class_="cover-frame")
    label = [element("div", frame, class_="cover-label")] if content else []
    return element("div", *label, *_code(this.isbn_print), class_="cover jacket-back")


def _code(isbn: str) -> Iterable[etree._Element]:
    if isbn:
        number = element("p", f"ISBN {isbn_shown(isbn)}")
        yield element("div", number, barcode_of(isbn), class_="jacket-code")


def _blurb_size(text: str, jacket: Jacket, code: bool) -> float:
    room = jacket.height - (LABEL_TOP + AROUND + BELOW) * jacket.width
    room -= CODE_HEIGHT if code else 0
    for size in BLURB:
        lines = natural_width(text) * size / (BLURB_WIDTH * jacket.width) + 1
        if lines * size * LEADING <= room:
            return size
    raise RecensionError(
        "the description has no room on the back of the cover",
        "book.toml: edition.description",
        "shorten it, or choose a larger trim size",
    )


def _spine(edition: Edition, jacket: Jacket, theme: Theme) -> etree._Element:
    """Letter the spine, if it is thick enough: the authors' names and the title, along it."""
    holder = element("div", class_="jacket-spine")
    if jacket.spine < THINNEST:
        return holder
    title = edition.settings.short_title or edition.title
    names = ", ".join(person.name for person in edition.authors)
    line = " ".join(text for text in (names, title) if text)
    width = face_width(next(face.path for face in theme.faces if face.family == "Text"))
    room = (jacket.height - 2 * LABEL_TOP * jacket.width) * SPINE_ROOM
    size = min((jacket.spine - 2 * SAFE) / 1.4, LARGEST, room / (width(line) + 3))
    if size < SMALLEST:
        return holder
    rise = primary(edition.language) in UPWARDS
    content = [element("span", names, class_="spine-names")] if names else []
    content.append(element("span", title, class_="spine-title"))
    label = element("div", *content, class_="spine-upwards" if rise else "spine-downwards")
    label.set("style", f"font-size: {size:.3f}pt")
    holder.append(label)
    return holder
