"""Books that go through their Markdown and back, for tests."""

from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.model.book import Block, Book, Chapter, Note
from pipeline.model.settings import Settings
from pipeline.write.markdown import read_markdown, write_markdown
from pipeline.write.tree import tree_of


def round_trip(book: Book, edition: Settings = Settings()):  # noqa: B008
    """Give the book's tree, and the tree that its Markdown gives."""
    tree = tree_of(book, edition)
    with TemporaryDirectory() as folder:
        write_markdown(tree, Path(folder))
        return tree, read_markdown(Path(folder))


def book_of(*blocks: Block, notes: tuple[Note, ...] = ()) -> Book:
    return Book("Title", "en", (Chapter("ch01", "chapter", blocks, notes),))
