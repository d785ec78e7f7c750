"""The styles: no rule without an effect, no value of a theme that no style asks for."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import cssselect2
import pytest
import tinycss2
from lxml import etree

from pipeline.build import recovered
from pipeline.manuscript.folder import find_book
from pipeline.model.settings import NotesSettings, Settings
from pipeline.write.edition import edition_of
from pipeline.write.epub.write import write_epub
from pipeline.write.pdf.document import book_document, opened
from pipeline.write.pdf.longnotes import _divide
from pipeline.write.pdf.sheet import sheet_of
from pipeline.write.render import Rendered, Section, render
from pipeline.write.styles import STYLES
from pipeline.write.theme import THEMES, load_theme
from pipeline.write.tree import tree_of
from tests.rendered import HASH, all_settings, book, note, page, ref, section, small_book

MEASURED = ".measured"
"""Of a document that is set only to see where its lines end."""


def everything() -> Rendered:
    """A small book with all that the sample book lacks."""
    announced = Section("ch01", "chapter", "Part", '<h1 id="ch01">Part</h1>', ())
    one = section(
        '<h2 id="a">Section</h2><h3 id="b">Below</h3><p>A.</p><h4 id="c">Lower</h4><p>First.</p>'
        '<h5 id="d">Fifth</h5><h6 id="e">Sixth</h6>'
        '<div class="epigraph" role="doc-epigraph"><p>A <em>motto</em></p></div><p>Next.</p>'
        '<div class="sidenote"><p>aside</p></div>'
        f"<p><em>So <em>it</em> is</em> <strong>bold</strong><sup>2</sup><sub>2</sub> {page('7')}"
        '<span class="smallcaps">Small</span> <span class="initialism">UNESCO</span>'
        f"{ref('n1', '1')}</p>"
        '<div class="verse"><div class="stanza"><p>'
        + "<br/>".join(f'<span class="line indent-{k}">Line</span>' for k in range(1, 5))
        + '</p></div></div><div class="list labelled"><ul><li><p>1. item</p></li></ul></div>'
        '<div class="signature"><p>N. N.</p></div><hr/><p>After.</p>'
        '<figure><img src="a.png" alt="A"/>'
        '<figcaption class="caption"><p>A</p></figcaption></figure>'
        '<figure class="table"><table><thead><tr><th><p>Head</p></th></tr></thead><tbody><tr><td>'
        "<p>x</p></td></tr><tr><td>y</td></tr></tbody></table>"
        '<div class="caption"><p>A table</p></div></figure>',
        note("n1", "1", "<p>A.</p><p>B.</p><blockquote><p>Q</p></blockquote>", "ref-n1"),
        note("n2", "2", '<div class="verse"><div class="stanza"><p>V</p></div></div>'),
        number=2,
    )
    front = Section(
        "front", "front", "", f"<p>Hello{ref('n3', '3')}.</p>",
        (note("n3", "3", "<p>C.</p>", "ref-n3"),),
    )  # fmt: skip
    entries = "".join(f"<li>{word}, 7</li>" for word in ("Small", "Line", "item", "After", "Head"))
    entries = f'<div class="list"><ul>{entries}</ul></div>'
    back = Section("back", "back", "Index", f'<h1 id="back">Index</h1>{entries}', ())
    new = [
        Section(id, "front", "", f"<p>A {id}</p>", (), editorial=True, matter=id)
        for id in ("dedication", "epigraph")
    ]
    return book(*new, front, announced, one, back)


def books() -> Iterator[tuple[Rendered, Settings]]:
    _, real = recovered(find_book("tests/smallbook"))
    yield render(tree_of(real, Settings())), Settings()
    yield small_book(), all_settings()
    for place in ("book", "chapter", "page"):
        yield everything(), Settings(notes=NotesSettings(place=place))


def printed(rendered: Rendered, settings: Settings) -> ElementTree.Element:
    theme = load_theme("classic")
    sheet = sheet_of("A5", theme)
    edition = edition_of(rendered, settings, HASH, "")
    root = book_document(edition, opened(edition, sheet), theme, sheet)
    for foot in list(root.iter("aside")):
        _divide(foot, [1, 1, 1, 1, 1, 1, 1])
    return ElementTree.fromstring(etree.tostring(root))


def selectors(style: str) -> Iterator[str]:
    for rule in tinycss2.parse_stylesheet((STYLES / style).read_text("utf-8"), True, True):
        if rule.type == "qualified-rule":
            for selector in tinycss2.serialize(rule.prelude).split(","):
                yield " ".join(selector.split())
        elif rule.content is not None and rule.lower_at_keyword in ("media", "supports"):
            for inner in tinycss2.parse_rule_list(rule.content, True, True):
                for selector in tinycss2.serialize(inner.prelude).split(","):
                    yield " ".join(selector.split())


def matches(selector: str, roots: list[cssselect2.ElementWrapper]) -> bool:
    """Tell whether a selector finds anything; pseudo-elements are in no tree."""
    bare = re.sub(r"::[\w-]+|:(?:hover|focus|target|visited|link)\b", "", selector)
    names = {None: roots[0].namespace_url} if roots[0].namespace_url else {}
    compiled = cssselect2.compile_selector_list(bare, names)
    return any(root.query(*compiled) for root in roots)


def test_no_rule_of_the_pdfs_style_is_without_effect() -> None:
    roots = [
        cssselect2.ElementWrapper.from_html_root(printed(*each), content_language=None)
        for each in books()
    ]
    assert [each for each in selectors("print.css") if not matches(each, roots)] == [MEASURED]


def test_no_rule_of_the_epubs_style_is_without_effect(tmp_path: Path) -> None:
    roots = []
    for k, (rendered, settings) in enumerate(books()):
        write_epub(rendered, settings, HASH, tmp_path / f"{k}.epub")
        with zipfile.ZipFile(tmp_path / f"{k}.epub") as archive:
            for name in archive.namelist():
                if name.endswith(".xhtml"):
                    root = ElementTree.fromstring(archive.read(name))
                    roots.append(cssselect2.ElementWrapper.from_xml_root(root))
    assert [each for each in selectors("epub.css") if not matches(each, roots)] == []


@pytest.mark.parametrize("name", sorted(file.stem for file in THEMES.glob("*.css")))
def test_every_value_of_a_theme_is_asked_for(name: str) -> None:
    theme = load_theme(name)
    asked = "".join(file.read_text("utf-8") for file in STYLES.rglob("*.css"))
    asked += "".join(file.read_text("utf-8") for file in Path("pipeline/write").rglob("*.py"))
    idle = [
        value
        for value in theme.values
        if f"var({value})" not in asked and f'"{value}"' not in asked
    ]
    assert idle == []
    assert load_theme("classic").values.keys() == theme.values.keys()
