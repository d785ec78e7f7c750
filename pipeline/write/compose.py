"""The whole edition as one tree: the book, what is new before and behind it, and the pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import RecensionError
from pipeline.manuscript.folder import BookFolder
from pipeline.model.book import Book, Source
from pipeline.model.settings import Settings
from pipeline.write.matter.read import new_matter
from pipeline.write.matter.textnote import note_on_the_text
from pipeline.write.pandoc import Node, Tree, attributes, nodes, para, words
from pipeline.write.pictures import Picture, load_picture
from pipeline.write.render import Rendered, Section, render
from pipeline.write.tree import tree_of

LINK = re.compile(r'<a [^>]*?href="#([^"]+)"')
ID = re.compile(r'\bid="([^"]+)"')


class Composed(NamedTuple):
    """The tree of an edition, and what of it is not the book's."""

    tree: Tree
    pictures: tuple[Picture, ...]
    files: Mapping[str, str]
    """The file of each chapter of new matter, by the chapter's id."""


def compose(folder: BookFolder, source: Source, book: Book) -> tuple[Tree, Rendered]:
    """Give the tree of an edition, and what is rendered of it.

    Raises:
        RecensionError: new matter or a picture cannot be read or shown, or a link of new matter
            leads to a place that the book does not have.
    """
    composed = composed_tree(folder, source, book)
    rendered = render(composed.tree)
    _demand_targets(rendered, composed.files)
    return composed.tree, replace(rendered, pictures=composed.pictures)


def composed_tree(folder: BookFolder, source: Source, book: Book) -> Composed:
    """Put together the tree of an edition. Its note on the text comes last.

    Raises:
        RecensionError: new matter or a picture cannot be read or shown.
    """
    tree = tree_of(book, folder.settings)
    if folder.folder is None:
        return Composed(tree, (), {})
    note = note_on_the_text(source, book, folder.settings)
    pictures = list(_illustrated(tree["blocks"], folder.settings, folder.folder))
    new = new_matter(folder.folder, book.language)
    tree["blocks"] = [*new.front, *tree["blocks"], *new.back, *note]
    # A picture that stands in two places is held once.
    held = {picture.name: picture for picture in [*pictures, *new.pictures]}
    return Composed(tree, tuple(held.values()), new.files)


def _illustrated(chapters: list[Node], settings: Settings, folder: Path) -> Iterator[Picture]:
    """Put the publisher's pictures into the figures of the book that they belong to."""
    if not settings.pictures:
        return
    divisions = (node for node in nodes(chapters) if node["t"] == "Div")
    figures = [node for node in divisions if "figure" in node["c"][0][1]]
    for picture in settings.pictures:
        where = f"{folder / 'book.toml'}: picture"
        if int(picture.figure) > len(figures):
            raise RecensionError(
                f"there is no figure {picture.figure}: the book has {len(figures)}",
                where,
                "count its figures in the order of the source",
            )
        yield load_picture(folder, picture.image, where)
        image = {"t": "Image", "c": [attributes(), words(picture.alt), [picture.image, ""]]}
        figures[int(picture.figure) - 1]["c"][1].insert(0, para([image]))


def _demand_targets(rendered: Rendered, files: Mapping[str, str]) -> None:
    """Demand that the places which new matter links to are there."""
    links = [
        (target, section.id)
        for section in rendered.sections
        if section.editorial
        for target in LINK.findall(_html(section))
    ]
    there = (
        {id for section in rendered.sections for id in ID.findall(_html(section))} if links else {}
    )
    for target, id in links:
        if target not in there:
            raise RecensionError(
                f"a link leads to a place that the book does not have: #{target}",
                files[id],
                "see the ids in the edition's Markdown or EPUB: #page-12, #ch03, #n80",
            )


def _html(section: Section) -> str:
    notes = (f'<p id="{note.id}"/>{note.html}' for note in section.notes)
    return f'<p id="{section.id}"/>{section.html}{"".join(notes)}'
