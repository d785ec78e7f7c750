"""DOCX: a manuscript that an author can go on with, its notes real notes."""

from __future__ import annotations

import json
from pathlib import Path

from pipeline.machine.scratch import temporary
from pipeline.model.settings import Settings
from pipeline.write.docx.package import finish
from pipeline.write.docx.tree import word_tree
from pipeline.write.edition import edition_of
from pipeline.write.pandoc import Tree, run
from pipeline.write.pictures import embedded
from pipeline.write.render import Rendered


def write_docx(
    tree: Tree, rendered: Rendered, settings: Settings, source_sha256: str, path: Path
) -> None:
    """Write a book as a DOCX file: the same bytes for the same arguments.

    Notes are footnotes where notes.place is "page", else endnotes of the book or the chapter.

    Raises:
        RecensionError: pandoc is missing; SOURCE_DATE_EPOCH or the edition's date is no date.
    """
    edition = edition_of(rendered, settings, source_sha256, "")
    word = word_tree(embedded(tree, rendered.pictures), edition)
    with temporary() as folder:
        made = folder / "book.docx"
        run(["--from=json", "--to=docx", f"--output={made}"], json.dumps(word.tree))
        finish(made.read_bytes(), word, settings.notes.place, edition.modified, path)
