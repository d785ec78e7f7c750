"""Make what every program is given: `python -m scripts.speed.inputs SOURCE FOLDER`.

text.txt      the text as it is read, for those that take no other source
book.xhtml    the document that WeasyPrint is given for the PDF, and book.css, the style
book.typ      the same text in a like page for Typst, its notes at the foot of the page
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path

from lxml import etree

from pipeline.model.book import Source
from pipeline.model.settings import Settings
from pipeline.read import read
from pipeline.stages import finished
from pipeline.write import pandoc
from pipeline.write.edition import edition_of
from pipeline.write.pdf.document import book_document, opened
from pipeline.write.pdf.sheet import Sheet, face_rules, sheet_of
from pipeline.write.pdf.write import STYLE
from pipeline.write.render import render
from pipeline.write.theme import load_theme
from pipeline.write.tree import tree_of

DESIGN = Path(__file__).parent / "design.typ"
FIELD = re.compile(r"\](?=\.[^\W\d])")
"""The end of a note before that of a file's name, which Typst would take for the note's field."""


def main() -> None:
    """Make the inputs in a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    make(read(options.source), options.folder)


def make(source: Source, folder: Path) -> None:
    """Make the inputs of a source in a folder."""
    (folder / "text.txt").write_text(source.text, "utf-8", "surrogateescape", newline="")
    settings = Settings()
    tree = tree_of(finished(source, settings, "measured"), settings)
    rendered = render(tree)
    edition = edition_of(rendered, settings, source.sha256, "")
    theme = load_theme(settings.style.theme)
    sheet = sheet_of(settings.style.trim, theme)
    parts = opened(edition, sheet)
    root = book_document(edition, parts, theme, sheet)
    style = theme.with_values(sheet.values).styled(STYLE.read_text("utf-8"))
    (folder / "book.xhtml").write_bytes(etree.tostring(root))
    (folder / "book.css").write_text(f"{face_rules(theme)}\n{style}", encoding="utf-8")
    typed = typst_source(tree, edition.title, edition.language, sheet)
    (folder / "book.typ").write_text(typed, encoding="utf-8")


def typst_source(tree: pandoc.Tree, title: str, language: str, sheet: Sheet) -> str:
    """Write a book's tree as Typst source, in a page like that of our PDF.

    Typst numbers the notes, so their labels go; so do the marks of the source's pages.
    """
    tree = json.loads(json.dumps(tree))
    for node in pandoc.nodes(tree["blocks"]):
        if node["t"] == "Span" and {"note-label", "pagebreak"} & set(node["c"][0][1]):
            node.update(t="Str", c="")
    body, _ = pandoc.run(["--from=json", "--to=typst", "--wrap=none"], json.dumps(tree))
    said = {"--language": json.dumps(language.split("-")[0]), "--book-title": json.dumps(title)}
    body = FIELD.sub(r"]\\", body)
    values = (f"#let {name[2:]} = {value}" for name, value in {**sheet.values, **said}.items())
    return "\n".join([*values, DESIGN.read_text("utf-8"), body])


if __name__ == "__main__":
    main()
