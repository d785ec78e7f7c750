"""EPUB 3: one document a chapter, the notes in their own, linked both ways.

After EPUB 3.3, EPUB Accessibility 1.1 and DPUB-ARIA 1.1 (World Wide Web Consortium).
"""

from __future__ import annotations

from pathlib import Path

from pipeline.language import language
from pipeline.settings import Settings
from pipeline.write.cover.picture import Picture, cover_picture
from pipeline.write.edition import Edition, edition_of
from pipeline.write.epub.metadata import metadata
from pipeline.write.epub.navigation import file_of, navigation
from pipeline.write.epub.packing import DOCUMENT, Item, pack
from pipeline.write.frontmatter import imprint, title_page
from pipeline.write.page import as_xhtml, document, element
from pipeline.write.parts import Part, chapters, notes
from pipeline.write.render import Rendered
from pipeline.write.theme import STYLES


def write_epub(rendered: Rendered, settings: Settings, source_sha256: str, path: Path) -> None:
    """Write a rendered book as an EPUB 3 file: the same bytes for the same arguments.

    Notes that are to stand at the foot of the page stand at the end of the book here: an EPUB has
    no pages.

    Raises:
        RecensionError: SOURCE_DATE_EPOCH or the edition's date is no date, or the publisher's
            picture for the cover is not what shops take.
    """
    edition = edition_of(rendered, settings, source_sha256, settings.edition.isbn_epub)
    picture = cover_picture(edition)
    front, image = cover(edition, picture)
    title, facts, body, end = (
        title_page(edition),
        imprint(edition),
        chapters(edition),
        notes(edition),
    )
    parts = [front, title, facts, *body, *([end] if end else [])]
    contents = navigation(edition, parts)
    _divide(parts)
    documents = [_item(part, edition.language) for part in parts]
    style = Item("style", "style.css", "text/css", (STYLES / "epub.css").read_bytes())
    pack(
        [*documents, contents, style, image],
        [*(part.id for part in parts[:3]), "nav", *(part.id for part in parts[3:])],
        metadata(edition),
        edition.identifier,
        edition.language,
        edition.modified,
        path,
    )


def cover(edition: Edition, picture: Picture) -> tuple[Part, Item]:
    """Make the page of the cover and the picture on it.

    The typographic cover's picture is told by what stands on it.
    """
    word = language(edition.language).phrases.cover
    shown = [
        edition.title,
        edition.settings.subtitle,
        *(person.name for person in edition.authors),
        edition.settings.edition.publisher,
    ]
    alt = edition.settings.cover.alt or f"{word}: {'. '.join(filter(None, shown))}"
    name = f"images/cover.{picture.suffix}"
    image = element("img", src=f"../{name}", alt=alt, role="doc-cover")
    content = element("section", image, id="cover", class_="cover", epub_type="cover")
    item = Item("cover-image", name, picture.media_type, picture.content, ("cover-image",))
    return Part("cover", word, "frontmatter", content), item


def _item(part: Part, language: str) -> Item:
    body = element("body", part.content, epub_type=part.matter)
    link = element("link", rel="stylesheet", type="text/css", href="../style.css")
    html = document(part.title, language, [link], body)
    return Item(part.id, file_of(part), DOCUMENT, as_xhtml(html))


def _divide(parts: list[Part]) -> None:
    """Complete the links within the edition by the names of the files they lead to."""
    home = {
        node.get("id"): part.id for part in parts for node in part.content.iter() if node.get("id")
    }
    for part in parts:
        for link in part.content.iter("a"):
            target = (link.get("href") or "").removeprefix("#")
            if target in home and home[target] != part.id:
                link.set("href", f"{home[target]}.xhtml#{target}")
