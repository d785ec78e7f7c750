"""The forms that an edition can take. To add one is to add a function and its line in `FORMS`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pipeline.model.settings import Settings
    from pipeline.write.pandoc import Tree
    from pipeline.write.render import Rendered
    from pipeline.write.words import Difference


class Copy(NamedTuple):
    """What a form is made from, as a printer calls what he is given to set."""

    tree: Tree
    rendered: Rendered
    settings: Settings
    source_sha256: str


class Form(NamedTuple):
    """How a form is written, and how its words are read back and held against the book's."""

    write: Callable[[Copy, Path], str | None]
    """Gives what whoever made it has to be told, if anything."""
    differences: Callable[[Copy, Path], list[Difference]]


def _form(
    write: Callable[[Rendered, Settings, str, Path], str | None],
    differences: Callable[[Rendered, Path], list[Difference]],
) -> Form:
    """Make a form that is written from the rendering alone, and shows its words in its order."""
    return Form(
        lambda copy, path: write(copy.rendered, copy.settings, copy.source_sha256, path),
        lambda copy, path: differences(copy.rendered, path),
    )


def epub() -> Form:
    """EPUB 3, packed by EbookLib."""
    from pipeline.write.epub.write import write_epub
    from pipeline.write.words import differences_of_epub

    return _form(write_epub, differences_of_epub)


def pdf() -> Form:
    """PDF, set by WeasyPrint, whose import alone takes as long as a short book's EPUB."""
    from pipeline.write.pdf.words import differences_of_pdf
    from pipeline.write.pdf.write import write_pdf

    return _form(write_pdf, differences_of_pdf)


def html() -> Form:
    """HTML for the web, in one file."""
    from pipeline.write.web import write_html
    from pipeline.write.words import differences_of_html

    return _form(write_html, differences_of_html)


def docx() -> Form:
    """DOCX for authors, written by pandoc."""
    from pipeline.write.docx.words import differences_of_docx
    from pipeline.write.docx.write import write_docx

    return Form(
        lambda copy, path: write_docx(*copy, path),
        lambda copy, path: differences_of_docx(copy.rendered, path),
    )


def txt() -> Form:
    """Plain text."""
    from pipeline.write.plaintext import differences_of_txt, write_txt

    return Form(
        lambda copy, path: write_txt(*copy[1:], path),
        lambda copy, path: differences_of_txt(*copy[1:], path),
    )


def press() -> Form:
    """PDF for the printer, and the whole cover as a file of its own."""
    from pipeline.write.pdf.words import differences_of_pdf
    from pipeline.write.press.write import write_print

    return _form(write_print, differences_of_pdf)


def markdown() -> Form:
    """Markdown, a file a chapter, in a folder: the tree itself, whose words are the book's."""
    from pipeline.write.markdown import write_markdown
    from pipeline.write.pictures import write_pictures

    def write(copy: Copy, path: Path) -> None:
        path.mkdir()
        write_markdown(copy.tree, path)
        write_pictures(copy.rendered.pictures, path)

    return Form(write, lambda *_: [])


def file_of(book: str, form: str) -> str:
    """Name the file of a form, of the Markdown its folder.

    >>> file_of("emma", "epub"), file_of("emma", "print")
    ('emma.epub', 'emma-print.pdf')
    """
    named = {"print": f"{book}-print.pdf", "markdown": form}
    return named.get(form, f"{book}.{form}")


FORMS: dict[str, Callable[[], Form]] = {
    "epub": epub,
    "pdf": pdf,
    "html": html,
    "docx": docx,
    "txt": txt,
    "print": press,
    "markdown": markdown,
}
