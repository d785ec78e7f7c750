"""EPUB 3: one document a chapter, the notes in their own, linked both ways.

After EPUB 3.3, EPUB Accessibility 1.1 and DPUB-ARIA 1.1 (World Wide Web Consortium).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from pipeline.language import language
from pipeline.model.settings import Settings
from pipeline.write.cover.picture import Picture, cover_picture
from pipeline.write.edition import Edition, edition_of
from pipeline.write.epub.metadata import metadata
from pipeline.write.epub.navigation import NAVIGATION, file_of, navigation
from pipeline.write.epub.packing import DOCUMENT, Item, pack
from pipeline.write.epub.typefaces import typefaces
from pipeline.write.frontmatter import imprint, title_page
from pipeline.write.page import EPUB_TYPE, as_xhtml, classes, document, element
from pipeline.write.parts import Part, chapters, leading, notes
from pipeline.write.render import Rendered
from pipeline.write.styles import STYLES
from pipeline.write.theme import Theme, load_theme


def write_epub(rendered: Rendered, settings: Settings, source_sha256: str, path: Path) -> None:
    """Write a rendered book as an EPUB 3 file: the same bytes for the same arguments.

    Notes that are to stand at the foot of the page stand at the end of the book here: an EPUB has
    no pages.

    Raises:
        RecensionError: SOURCE_DATE_EPOCH or the edition's date is no date, or the publisher's
            picture for the cover is not what shops take.
    """
    edition = edition_of(rendered, settings, source_sha256, settings.edition.isbn_epub)
    theme = load_theme(settings.style.theme)
    front, image = cover(edition, cover_picture(edition))
    body = chapters(edition)
    before = [front, *_preliminaries(edition, theme), *body[: leading(body)]]
    parts = [*before, *body[leading(body) :], *filter(None, [notes(edition)])]
    contents = navigation(edition, parts)
    _adapt(parts)
    shown = list(_illustrated(parts, rendered))
    documents = [_document(part, edition.language) for part in parts]
    style, faces = _style(theme, [*documents, contents])
    items = [
        Item(part.id, file_of(part), DOCUMENT, as_xhtml(html))
        for part, html in zip(parts, documents, strict=True)
    ]
    items.append(Item("nav", NAVIGATION, DOCUMENT, as_xhtml(contents), ("nav",)))
    ids = [part.id for part in parts]
    pack(
        [*items, style, *faces, image, *shown],
        [*ids[: len(before)], "nav", *ids[len(before) :]],
        metadata(edition),
        edition.identifier,
        edition.language,
        edition.modified,
        path,
    )


def _preliminaries(edition: Edition, theme: Theme) -> list[Part]:
    set_in = language(edition.language).imprint.set_in % theme.text("--typeface")
    return [title_page(edition), imprint(edition, [set_in])]


def _adapt(parts: list[Part]) -> None:
    """Make of the parts of an edition those of an EPUB, each for a file of its own."""
    for part in parts:
        _bind(part.content)
        _let_pop_up(part.content)
    _divide(parts)


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
    return Part("cover", word, "frontmatter", content, listed=False), item


def _illustrated(parts: list[Part], rendered: Rendered) -> Iterator[Item]:
    """Give the pictures as files, named by their content, and let the documents show these."""
    names = {}
    for k, (name, media_type, content) in enumerate(rendered.pictures, 1):
        id = f"picture-{k}"
        names[name] = f"images/{id}.{media_type.rpartition('/')[2]}"
        yield Item(id, names[name], media_type, content)
    for part in parts:
        for image in part.content.iter("img"):
            if new := names.get(image.get("src", "")):
                image.set("src", f"../{new}")


def _document(part: Part, language: str) -> etree._Element:
    body = element("body", part.content, epub_type=part.matter)
    link = element("link", rel="stylesheet", type="text/css", href="../style.css")
    return document(part.title, language, [link], body)


def _style(theme: Theme, documents: list[etree._Element]) -> tuple[Item, list[Item]]:
    """Give the style with the theme's values in it, and the typefaces that it names."""
    css = theme.styled((STYLES / "epub.css").read_text("utf-8"))
    rules, faces = typefaces(theme, css, documents)
    return Item("style", "style.css", "text/css", (rules + css).encode()), faces


def _bind(content: etree._Element) -> None:
    """Keep the way back from a note on the line of the note's last word."""
    for links in content.iter("span"):
        if "backlinks" in classes(links):
            before, parent = links.getprevious(), links.getparent()
            if before is not None:
                before.tail = _bound(before.tail)
            elif parent is not None:
                parent.text = _bound(parent.text)


def _bound(text: str | None) -> str | None:
    return f"{text[:-1]}\u00a0" if text and text.endswith(" ") else text


def _let_pop_up(content: etree._Element) -> None:
    """Make of each note in a list what reading systems show beside its reference.

    Apple's on small devices take for that what is called a footnote, not an endnote; they take an
    `aside` out of the text, a `div` not. The role that belongs to it no item of a list may have.
    All that is said of the note is said of the `div`, so that nobody finds two notes in one item.
    """
    for item in content.iter("li"):
        if "note" in classes(item):
            body = element("div", epub_type="endnote footnote", role="doc-footnote")
            body.text, item.text = item.text, None
            body.extend(list(item))
            item.append(body)
            for name in ("id", "class"):
                body.set(name, item.attrib.pop(name))
            del item.attrib[EPUB_TYPE]


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
