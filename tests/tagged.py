"""Small tagged PDFs, and their structure as text."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from pipeline.write.fetcher import Fetcher
from pipeline.write.pdf.assembled import Assembled
from pipeline.write.pdf.patches.writing import patched
from pipeline.write.pdf.sheet import face_rules
from pipeline.write.pdf.write import VARIANT
from pipeline.write.theme import load_theme

PAGE = "@page { size: 100mm 60mm; margin: 10mm } html { font: 10pt/12pt Text } p { margin: 0 }"


def set_pages(path: Path, body: str, css: str = "", xml: bool = False) -> Path:
    """Set a body on small pages, as the book is set, and write it as a tagged PDF.

    With `xml` it may be what HTML cannot say: a paragraph in a paragraph.
    """
    fonts, base = FontConfiguration(), path.parent.as_uri() + "/"
    text = f'<html lang="en"><head><title>A book</title></head><body>{body}'
    if xml:
        root = etree.fromstring(
            re.sub(r"=([\w#]+)", r'="\1"', f"{text}</body></html>"),
            etree.XMLParser(no_network=True),
        )
        html = Assembled(root, base, Fetcher([path.parent]))
    else:
        html = HTML(string=text, base_url=base)
    rules = f"{face_rules(load_theme('classic'))}\n{PAGE}\n{css}"
    sheet = CSS(string=rules, font_config=fonts)
    rendering = html.render(font_config=fonts, stylesheets=[sheet], **VARIANT)
    for page in rendering.pages:
        page.links = [link for link in page.links if link[3].element_tag == "a"]
    with patched(rendering, html.etree_element):
        rendering.write_pdf(path, pdf_identifier=b"a book", **VARIANT)
    return path


def structure(path: Path) -> str:
    """Give a PDF's structure: `P(.,Link(.@))`, a dot for content and @ for what can be clicked."""
    with pikepdf.open(path) as pdf:
        return ",".join(told(kid) for kid in kids(pdf.Root.StructTreeRoot.K[0]))


def kids(element: Any) -> list[Any]:
    found = element.get("/K", [])
    return list(found) if isinstance(found, pikepdf.Array) else [found]


def told(item: Any) -> str:
    if isinstance(item, int) or item.get("/Type") == "/MCR":
        return "."
    if item.get("/Type") == "/OBJR":
        return "@"
    inside = "".join(
        told(kid) if told(kid) in ".@" else f",{told(kid)}" for kid in kids(item)
    ).removeprefix(",")
    return f"{str(item.S)[1:]}({inside})"


def elements(path: Path, role: str) -> list[dict[str, Any]]:
    """Give the elements of a role, each with what is said of it as plain values."""
    found: list[dict[str, Any]] = []
    with pikepdf.open(path) as pdf:
        todo = [pdf.Root.StructTreeRoot.K[0]]
        while todo:
            item = todo.pop()
            if isinstance(item, int) or "/S" not in item:
                continue
            if str(item.S)[1:] == role:
                found.append(
                    {
                        key[1:]: plain(value)
                        for key, value in item.items()
                        if key not in ("/K", "/P", "/Pg")
                    }
                )
            todo += reversed(kids(item))
    return found


def plain(value: Any) -> Any:
    if isinstance(value, pikepdf.Dictionary):
        return {key[1:]: plain(each) for key, each in value.items()}
    if isinstance(value, pikepdf.Array):
        return [plain(each) for each in value]
    return str(value) if isinstance(value, pikepdf.Object) else value
