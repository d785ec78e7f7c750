"""The text is text: whatever it holds, each form shows it letter by letter, and does nothing."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from pipeline.write.docx.write import write_docx
from pipeline.write.epub.write import write_epub
from pipeline.write.forms import Copy
from pipeline.write.markdown import read_markdown, write_markdown
from pipeline.write.pandoc import nodes, run
from pipeline.write.pdf.textlayer import text_layer
from pipeline.write.pdf.write import write_pdf
from pipeline.write.plaintext import write_txt
from pipeline.write.render import render
from pipeline.write.tei.write import write_tei
from pipeline.write.tree import tree_of
from pipeline.write.web import write_html
from tests.payloads import PAYLOADS, PLAIN, TITLE, amiss, book_of, on_paper, settings
from tests.rendered import HASH

PAGE = re.compile(r"page-\d+-[\w.-]+")
"""The id of a page, which is made of its label."""
SAID = frozenset({"alt", "aria-label", "content", "data-label", "title"})
"""Attributes that hold a text for people."""


def copy_of(payloads: tuple[str, ...], said: str) -> Copy:
    tree = tree_of(book_of(payloads)[0], settings(said))
    return Copy(tree, render(tree), settings(said), HASH)


NUMBERS = book_of(PAYLOADS)[1]
HEADINGS = range(0, len(NUMBERS), len(NUMBERS) // len(PAYLOADS))
"""The numbers of the chapters' headings."""


@pytest.fixture(scope="module")
def hostile() -> Copy:
    return copy_of(PAYLOADS, TITLE)


@pytest.fixture(scope="module")
def plain() -> Copy:
    return copy_of(PLAIN, "A title")


def skeleton(root: etree._Element) -> Iterator[tuple[str, ...]]:
    """Give the elements of a document in their order, with all attributes but what these say."""
    for node in root.iter():
        assert isinstance(node.tag, str), f"a comment or an instruction: {node}"
        said = {name: "" if name in SAID else value for name, value in node.attrib.items()}
        pairs = (f"{name}={PAGE.sub('page', said[name])}" for name in sorted(said))
        yield node.tag, *pairs


def documents(path: Path) -> dict[str, etree._Element]:
    """Give the XML files of an archive."""
    with zipfile.ZipFile(path) as archive:
        return {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(("xml", "xhtml", "opf", "rels"))
        }


def text_of(root: etree._Element) -> str:
    return "".join(root.itertext())


def test_the_epub(hostile: Copy, plain: Copy, tmp_path: Path) -> None:
    for name, copy in (("hostile", hostile), ("plain", plain)):
        write_epub(*copy[1:], tmp_path / f"{name}.epub")
    ours = documents(tmp_path / "plain.epub")
    made = documents(tmp_path / "hostile.epub")
    assert made.keys() == ours.keys()
    pages = [root for name, root in made.items() if name.startswith("EPUB/text")]
    assert amiss("".join(map(text_of, pages)), NUMBERS) == []
    for name, root in made.items():
        assert list(skeleton(root)) == list(skeleton(ours[name])), name
    (package,) = (root for name, root in made.items() if name.endswith(".opf"))
    titles = [node.text for node in package.iter("{http://purl.org/dc/elements/1.1/}title")]
    assert titles == [TITLE, TITLE]


def test_the_html(hostile: Copy, plain: Copy, tmp_path: Path) -> None:
    roots = []
    for name, copy in (("hostile", hostile), ("plain", plain)):
        write_html(*copy[1:], tmp_path / f"{name}.html")
        parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
        roots.append(etree.fromstring((tmp_path / f"{name}.html").read_bytes(), parser))
    made, ours = roots
    assert amiss(text_of(made.find("body")), NUMBERS) == []
    assert list(skeleton(made)) == list(skeleton(ours))
    (script,) = made.iter("script")
    assert script.get("type") == "application/ld+json"
    assert json.loads(script.text or "")["name"] == TITLE
    assert made.findtext(".//title") == TITLE


def test_the_pdf(hostile: Copy, tmp_path: Path) -> None:
    path = tmp_path / "book.pdf"
    write_pdf(*hostile[1:], path)
    assert amiss("\n".join(text_layer(path)), NUMBERS, on_paper) == []
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo["/Title"]) == TITLE
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == TITLE
        with pdf.open_outline() as outline:
            marks = [item.title for item in outlined(outline.root)]
        assert amiss(" ".join(marks), {n: p for n, p in NUMBERS.items() if n in HEADINGS}) == []
        items = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary)]
        links = [item for item in items if item.get("/Subtype") == "/Link"]
        assert all("/Dest" in link and "/A" not in link for link in links)
        actions = {"/JS", "/JavaScript", "/EmbeddedFiles", "/URI", "/Launch", "/AA", "/OpenAction"}
        assert actions.isdisjoint(key for item in items for key in item)


def outlined(items: list[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from outlined(item.children)


def test_the_docx(hostile: Copy, plain: Copy, tmp_path: Path) -> None:
    for name, copy in (("hostile", hostile), ("plain", plain)):
        write_docx(*copy, tmp_path / f"{name}.docx")
    made, ours = (documents(tmp_path / f"{name}.docx") for name in ("hostile", "plain"))
    text = text_of(made["word/document.xml"]) + text_of(made["word/endnotes.xml"])
    assert amiss(text, NUMBERS) == []
    assert made.keys() == ours.keys()
    for name, root in made.items():
        there = Counter(node.tag for node in root.iter())
        assert there.keys() == Counter(node.tag for node in ours[name].iter()).keys(), name
    linked = made["word/_rels/document.xml.rels"]
    assert [node for node in linked if node.get("TargetMode") == "External"] == []
    assert TITLE in [node.text for node in made["docProps/core.xml"]]


def test_the_plain_text(hostile: Copy, tmp_path: Path) -> None:
    write_txt(*hostile[1:], tmp_path / "book.txt")
    assert amiss((tmp_path / "book.txt").read_text("utf-8"), NUMBERS) == []


def test_the_tei(hostile: Copy, plain: Copy, tmp_path: Path) -> None:
    roots = []
    for name, copy in (("hostile", hostile), ("plain", plain)):
        path = tmp_path / f"{name}.xml"
        write_tei(copy.tree, copy.rendered, copy.settings, (f"{name} <&>.txt", HASH), [], path)
        roots.append(etree.parse(path).getroot())
    made, ours = roots
    assert amiss(text_of(made), NUMBERS) == []
    assert [node.tag for node in made.iter()] == [node.tag for node in ours.iter()]


def test_the_markdown(hostile: Copy, tmp_path: Path) -> None:
    write_markdown(hostile.tree, tmp_path)
    assert read_markdown(tmp_path) == hostile.tree
    for path in tmp_path.glob("*.md"):
        # Other programs do not know what of the pages is ours; but they must run nothing either.
        written, _ = run(["--from=commonmark", "--to=json"], path.read_text("utf-8"))
        kinds = {node["t"] for node in nodes(json.loads(written))}
        assert kinds.isdisjoint({"RawInline", "RawBlock", "Image", "Link"})
