"""What an edition can be exported to, for those who work on with it. To add one: a line in EXPORTS.

Where the editions show only what is read now, an export shows what was decided as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.book import Book, Source
from pipeline.finding import Finding
from pipeline.settings import Settings
from pipeline.write.emended import Reading
from pipeline.write.pandoc import Tree
from pipeline.write.render import Rendered
from pipeline.write.words import Difference


@dataclass(frozen=True, slots=True)
class Work:
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


def web_annotations() -> Export:
    """Web Annotations: what was decided and what is asked, beside the source."""
    from pipeline.write.annotations import write_annotations

    return Export(
        ".annotations.jsonld",
        lambda work, path: write_annotations(
            work.source, work.book, work.settings, work.findings, path
        ),
        lambda _work, _path: [],  # it holds no words of the edition
    )


def gutenberg() -> Export:
    """Plain text as Project Gutenberg asks for it."""
    from pipeline.write.gutenberg import differences_of_gutenberg, write_gutenberg

    return Export(
        ".gutenberg.txt",
        lambda work, path: write_gutenberg(*work.text, path),
        lambda work, path: differences_of_gutenberg(*work.text, path),
    )


def tei() -> Export:
    """TEI P5: the whole edition, with both readings where a proofreader decided."""
    from pipeline.write.tei.write import differences_of_tei, write_tei

    return Export(
        ".tei.xml",
        lambda work, path: write_tei(
            work.tree,
            work.rendered,
            work.settings,
            (work.source.name, work.source.sha256),
            work.readings,
            path,
        ),
        lambda work, path: differences_of_tei(work.rendered, path),
    )


def tracked() -> Export:
    """DOCX with the emendations as tracked changes, and what is asked as comments."""
    from pipeline.write.docx.tracked import write_tracked
    from pipeline.write.docx.words import differences_of_docx

    return Export(
        ".tracked.docx",
        lambda work, path: write_tracked(
            work.tree,
            work.rendered,
            work.settings,
            work.source.sha256,
            work.readings,
            work.findings,
            path,
        ),
        lambda work, path: differences_of_docx(work.rendered, path),
    )


def critic() -> Export:
    """Markdown with CriticMarkup, a file a chapter."""
    from pipeline.write.critic import differences_of_critic, write_critic

    return Export(
        "-critic",
        lambda work, path: write_critic(work.tree, work.readings, work.findings, path),
        lambda work, path: differences_of_critic(work.tree, path),
    )


EXPORTS: dict[str, Callable[[], Export]] = {
    "annotations": web_annotations,
    "critic": critic,
    "gutenberg": gutenberg,
    "tei": tei,
    "tracked": tracked,
}
