"""What an edition can be exported to, for those who work on with it.

Where the editions show only what is read now, an export shows what was decided as well. To add one:
a module with an `EXPORT`, and its line in `EXPORTS`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from pipeline.model.book import Book, Source
    from pipeline.model.finding import Finding
    from pipeline.model.settings import Settings
    from pipeline.write.emended import Reading
    from pipeline.write.pandoc import Tree
    from pipeline.write.render import Rendered
    from pipeline.write.words import Difference


class Work(NamedTuple):
    """What exports are made from."""

    source: Source
    book: Book
    settings: Settings
    findings: tuple[Finding, ...]
    tree: Tree
    """With the emendations marked, and where something is asked."""
    rendered: Rendered
    readings: list[Reading]
    """What the source reads at those marks."""

    @property
    def text(self) -> tuple[Source, Book, Rendered, Settings]:
        """What plain text is made from."""
        return self.source, self.book, self.rendered, self.settings


class Export(NamedTuple):
    """How an export is written, and how its words are held against the edition's."""

    suffix: str
    """What its name has behind the book's."""
    write: Callable[[Work, Path], None]
    differences: Callable[[Work, Path], list[Difference]]


EXPORTS = {
    "annotations": "annotations",  # Web Annotations, beside the source
    "critic": "critic",  # Markdown with CriticMarkup, a file a chapter
    "gutenberg": "gutenberg",  # plain text as Project Gutenberg asks for it
    "tei": "tei.write",  # TEI P5, with both readings where a proofreader decided
    "tracked": "docx.tracked",  # DOCX with tracked changes and comments
}
"""The exports, and the modules of `pipeline.write` whose `EXPORT` says how each is written."""


def export_named(name: str) -> Export:
    """Give an export, whose module is imported only when it is asked for."""
    return cast("Export", import_module(f"pipeline.write.{EXPORTS[name]}").EXPORT)
