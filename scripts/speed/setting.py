"""Set the inputs as a PDF by a peer: `python -m scripts.speed.setting PEER FOLDER`.

weasyprint    WeasyPrint on our document and style, with none of our corrections, without tags
tagged        the same, as PDF/A-2a with the tags that WeasyPrint itself makes
typst         Typst on the same text
"""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree

from scripts.speed.names import ALONE, TAGGED, TYPST

PEERS = {"weasyprint": ALONE, "tagged": TAGGED, "typst": TYPST}


def main() -> None:
    """Set one PDF."""
    peer, folder = sys.argv[1], Path(sys.argv[2])
    if peer == "typst":
        _typst(folder)
    else:
        weasyprint(folder, {"pdf_variant": "pdf/a-2a"} if peer == "tagged" else {})


def _typst(folder: Path) -> None:
    import typst

    output = folder / "typst.pdf"
    typst.compile(str(folder / "book.typ"), output=str(output), ignore_system_fonts=True)


def weasyprint(folder: Path, options: dict[str, str]) -> None:
    """Set our document with WeasyPrint alone.

    Its tree is given as it is: a paragraph of ours may hold notes, which a parser of HTML would
    take out of it.
    """
    import cssselect2
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    html = HTML(string="<html/>", base_url=str(folder))
    root = ElementTree.parse(folder / "book.xhtml").getroot()
    html.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
    html.etree_element = html.wrapper_element.etree_element
    fonts = FontConfiguration()
    style = CSS(filename=folder / "book.css", font_config=fonts)
    html.write_pdf(folder / "weasyprint.pdf", stylesheets=[style], font_config=fonts, **options)


if __name__ == "__main__":
    main()
