"""The checks of a PDF: a good one has no faults, and each damage is found for what it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from pipeline.write.pdf.checks import check_pdf
from pipeline.write.pdf.checks.elements import read_elements
from tests.tagged import set_pages

BODY = """
<style>li::before { content: '•' } ul { list-style: none } @page { @top-left { content: 'Head' } }
h1, h2 { break-after: avoid }</style>
<nav role=doc-toc><h1 id=c>Contents</h1><ol><li><div class=entry><a href=#t>Title</a></div></li>
</ol></nav>
<section><h1 id=t>Title</h1><p>Text<a class=noteref href=#n1>1</a> and <em lang=fr>mot</em>.</p>
<h2>Part</h2><ul><li>One</li><li><p>Two</p></li></ul>
<figure><img src=p.png alt=Dots><figcaption>Caption</figcaption></figure>
<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>
</section>
<section class=notes><h1>Notes</h1><ol>
<li class=note id=n1><p><span class=note-label>1 </span>Note. <a href=#t>back</a></p></li>
<li class=note id=n2><p><span class=note-label>2 </span>Note.</p></li></ol></section>
"""
ABOUT = {"/CreationDate": "D:20261101000000Z", "/ModDate": "D:20261101000000Z"}


@pytest.fixture(scope="module")
def good(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("checks")
    Image.new("RGB", (8, 8), "red").save(folder / "p.png")
    set_pages(folder / "set.pdf", BODY)
    with pikepdf.open(folder / "set.pdf") as pdf:
        labels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D)])
        pdf.Root.PageLabels = labels
        for key, value in ABOUT.items():
            pdf.trailer.Info[key] = pikepdf.String(value)
        saved(pdf, folder / "good.pdf")
    return folder / "good.pdf"


def saved(pdf: pikepdf.Pdf, path: Path, **options: Any) -> None:
    pdf.save(path, fix_metadata_version=False, **options)


def test_a_good_pdf_has_no_faults(good: Path):
    assert check_pdf(good) == []


def element(pdf: pikepdf.Pdf, role: str, number: int = 0) -> Any:
    return [found.item for found in read_elements(pdf) if found.role == role][number]


def link(pdf: pikepdf.Pdf) -> Any:
    return next(page.Annots[0] for page in pdf.pages if "/Annots" in page)


def font(pdf: pikepdf.Pdf) -> Any:
    return next(iter(pdf.pages[0].Resources.Font.values()))


def redrawn(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    """Change the content of the first page that has it."""
    for page in pdf.pages:
        content = page.Contents.read_bytes()
        if old in content:
            page.Contents = pdf.make_stream(content.replace(old, new, 1))
            return
    raise AssertionError(old)


def remark(pdf: pikepdf.Pdf, old: bytes, new: bytes) -> None:
    xmp = pdf.Root.Metadata.read_bytes()
    assert old in xmp
    pdf.Root.Metadata.write(xmp.replace(old, new))


def letters(pdf: pikepdf.Pdf, text: str) -> None:
    """Let all glyphs stand for a text."""
    stream = font(pdf).ToUnicode
    lines = stream.read_bytes().split(b"\n")
    hexed = text.encode("utf-16-be").hex().encode()
    told = [line.split()[0] + b" <" + hexed + b">" if b"> <" in line else line for line in lines]
    stream.write(b"\n".join(told))


def wider(pdf: pikepdf.Pdf) -> None:
    widths = font(pdf).DescendantFonts[0].W
    widths[1] = pikepdf.Array([int(width) + 9 for width in widths[1]])


def orphaned(pdf: pikepdf.Pdf) -> None:
    """Take the content of a paragraph out of the structure, but leave it on the page."""
    del element(pdf, "P").K[0]


def doubled(pdf: pikepdf.Pdf) -> None:
    element(pdf, "P").K.append(element(pdf, "P").K[0])


def blank(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        page.Contents = pdf.make_stream(b"")


def put(item: Any, key: str, value: Any) -> None:
    item[key] = value


def drop(item: Any, key: str) -> None:
    del item[key]


NAME = pikepdf.Name
DAMAGES: dict[str, tuple[str, Callable[[pikepdf.Pdf], object]]] = {
    "not said to be tagged": ("tagged", lambda p: drop(p.Root, "/MarkInfo")),
    "suspect tags": ("tagged", lambda p: put(p.Root.MarkInfo, "/Suspects", True)),
    "title not shown": ("title", lambda p: drop(p.Root, "/ViewerPreferences")),
    "no language": ("language", lambda p: drop(p.Root, "/Lang")),
    "bad language": ("language", lambda p: put(element(p, "Span"), "/Lang", "fr_FR")),
    "a script": ("catalogue", lambda p: put(p.Root, "/OpenAction", pikepdf.Dictionary())),
    "a form": ("catalogue", lambda p: put(p.Root, "/AcroForm", pikepdf.Dictionary())),
    "an action of a page": ("catalogue", lambda p: put(p.pages[0].obj, "/AA", {})),
    "no metadata": ("xmp", lambda p: drop(p.Root, "/Metadata")),
    "no PDF/UA": ("xmp", lambda p: remark(p, b'pdfuaid:part="1"', b'pdfuaid:part="2"')),
    "no PDF/A": ("xmp", lambda p: remark(p, b'conformance="A"', b'conformance="B"')),
    "no schema": (
        "xmp", lambda p: remark(p, b"<pdfaSchema:namespaceURI>", b"<pdfaSchema:namespaceURI>x"),
    ),
    "other titles": ("xmp", lambda p: remark(p, b"A book", b"Another book")),
    "no date": ("metadata", lambda p: drop(p.trailer.Info, "/ModDate")),
    "no output intent": ("colour", lambda p: drop(p.Root, "/OutputIntents")),
    "no labels": ("page-label", lambda p: drop(p.Root, "/PageLabels")),
    "a bookmark to nowhere": ("bookmark", lambda p: drop(p.Root.Outlines.First, "/Dest")),
    "no structure": ("structure", lambda p: drop(p.Root, "/StructTreeRoot")),
    "a stranger for a parent": (
        "structure", lambda p: put(element(p, "P"), "/P", element(p, "Table")),
    ),
    "an unknown type": ("role", lambda p: put(element(p, "P"), "/S", NAME("/Abc"))),
    "another meaning": (
        "role", lambda p: put(p.Root.StructTreeRoot.RoleMap, "/P", NAME("/Span")),
    ),
    "an item without a body": ("nesting", lambda p: put(element(p, "LBody"), "/S", NAME("/P"))),
    "an item without a list": ("nesting", lambda p: put(element(p, "L"), "/S", NAME("/Div"))),
    "a row without a table": ("nesting", lambda p: put(element(p, "Table"), "/S", NAME("/Div"))),
    "a strange entry": ("nesting", lambda p: put(element(p, "Reference"), "/S", NAME("/Span"))),
    "a caption of nothing": ("nesting", lambda p: put(element(p, "Figure"), "/S", NAME("/Div"))),
    "an empty element": ("empty", lambda p: put(element(p, "P", -1), "/K", pikepdf.Array())),
    "a level left out": ("heading", lambda p: put(element(p, "H2"), "/S", NAME("/H3"))),
    "a heading without level": ("heading", lambda p: put(element(p, "H2"), "/S", NAME("/H"))),
    "a short row": ("table", lambda p: drop(element(p, "TR").K, 0)),
    "a head of nothing": ("table", lambda p: drop(element(p, "TH").A, "/Scope")),
    "a table without a body": ("table", lambda p: put(element(p, "TBody"), "/S", NAME("/TFoot"))),
    "a picture not described": ("picture", lambda p: drop(element(p, "Figure"), "/Alt")),
    "a note without id": ("note", lambda p: drop(element(p, "Note"), "/ID")),
    "an id twice": ("note", lambda p: put(element(p, "Note"), "/ID", element(p, "Note", 1).ID)),
    "an id not listed": ("note", lambda p: drop(p.Root.StructTreeRoot, "/IDTree")),
    "a link without element": ("link", lambda p: drop(element(p, "Link").K, -1)),
    "a link in what is none": ("link", lambda p: put(element(p, "Link"), "/S", NAME("/Span"))),
    "a link that does not find back": ("link", lambda p: put(link(p), "/StructParent", 0)),
    "a silent link": ("link", lambda p: drop(link(p), "/Contents")),
    "a link to nowhere": ("link", lambda p: put(link(p), "/Dest", pikepdf.String("gone"))),
    "a link not printed": ("link", lambda p: put(link(p), "/F", 2)),
    "a remark": ("link", lambda p: put(link(p), "/Subtype", NAME("/Text"))),
    "links in no order": ("link", lambda p: drop(p.pages[0].obj, "/Tabs")),
    "content outside": ("content", lambda p: redrawn(p, b"/Artifact", b"/Other")),
    "an artifact that is tagged": ("content", lambda p: redrawn(p, b"/Span", b"/Artifact")),
    "a number twice": ("content", lambda p: redrawn(p, b"/MCID 1", b"/MCID 0")),
    "content of no element": ("content", orphaned),
    "content of two": ("content", doubled),
    "content that does not find back": (
        "content", lambda p: put(p.pages[0].obj, "/StructParents", 99),
    ),
    "CMYK": ("operator", lambda p: redrawn(p, b"BT", b"0 0 0 1 k BT")),
    "no text": ("text-layer", blank),
    "a smoothed picture": ("picture", lambda p: put(picture(p), "/Interpolate", True)),
    "a picture in CMYK": ("colour", lambda p: put(picture(p), "/ColorSpace", NAME("/DeviceCMYK"))),
    "strange blending": (
        "state",
        lambda p: put(
            next(iter(p.pages[0].Resources.ExtGState.values())), "/BM", NAME("/Shiny")
        ),
    ),
    "not embedded": (
        "typeface", lambda p: drop(font(p).DescendantFonts[0].FontDescriptor, "/FontFile3"),
    ),
    "glyphs without letters": ("letters", lambda p: letters(p, "")),
    "glyphs for private use": ("letters", lambda p: letters(p, "\ue000")),
    "other widths": ("glyph", wider),
    "a glyph that is not there": ("glyph", lambda p: redrawn(p, b"[<", b"[<0000")),
}  # fmt: skip


def picture(pdf: pikepdf.Pdf) -> Any:
    return next(
        item
        for item in pdf.objects
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"
    )


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damage_is_found(tmp_path: Path, good: Path, damage: str):
    id, change = DAMAGES[damage]
    with pikepdf.open(good) as pdf:
        change(pdf)
        saved(pdf, tmp_path / "bad.pdf")
    found = check_pdf(tmp_path / "bad.pdf")
    assert id in {fault.id for fault in found}
    assert {fault.severity for fault in found} == {"error"}


def test_a_locked_file(tmp_path: Path, good: Path):
    with pikepdf.open(good) as pdf:
        saved(pdf, tmp_path / "bad.pdf", encryption=pikepdf.Encryption(owner="o", user=""))
    assert "file" in {fault.id for fault in check_pdf(tmp_path / "bad.pdf")}


def test_something_behind_the_end(tmp_path: Path, good: Path):
    (tmp_path / "bad.pdf").write_bytes(good.read_bytes() + b"more")
    assert [fault.id for fault in check_pdf(tmp_path / "bad.pdf")] == ["file"]
