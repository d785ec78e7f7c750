"""The structure of a PDF, and what is patched in WeasyPrint for it."""

import re
from pathlib import Path

import pikepdf
import pytest
import weasyprint
import weasyprint.pdf
from PIL import Image

from pipeline.write.pdf.checks.content import Content
from pipeline.write.pdf.checks.fonts import check_font
from pipeline.write.pdf.textlayer import text_layer
from pipeline.write.words import as_set
from tests.tagged import elements, set_pages, structure

LONG = "Many words stand on many small pages of a book like this one, and on the next. " * 12


def test_a_paragraph_over_two_pages_is_one(tmp_path: Path):
    path = set_pages(tmp_path / "a.pdf", f"<p>{LONG}</p><p>Next.</p>")
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 3
    tree = structure(path)
    assert tree.count("P(") == 2
    assert tree.startswith("P(......")


@pytest.mark.parametrize(
    ("body", "tree"),
    [
        # A bullet written by the style is the item's label.
        ("<ul><li>One</li><li><p>Two</p><p>more</p></li></ul>",
         "L(LI(Lbl(.),LBody(.)),LI(Lbl(.),LBody(P(.),P(.))))"),
        ("<ul><li>One<ul><li>Two</li></ul></li></ul>",
         "L(LI(Lbl(.),LBody(.,L(LI(Lbl(.),LBody(.))))))"),
        ("<ul><li class=own>1. One</li></ul>", "L(LI(LBody(.)))"),
        # The edition's own lists of notes: each is a note, its label first.
        ("<section class=notes><ol><li class=note id=n1><p><span class=note-label>1 </span>Note"
         "</p><p>more</p></li></ol></section>", "Sect(Note(Lbl(.),P(.),P(.)))"),
        ("<p>A<a class=noteref href=#n1>1</a>b</p><p id=n1>N</p>",
         "P(.,Reference(Link(.@)).),P(.)"),
        # One link, whatever stands in it.
        ("<p><a href=#n>A <em>b</em> c</a></p><p id=n>N</p>", "P(Link(.,Em(.).@)),P(.)"),
        ("<nav role=doc-toc><h1>C</h1><ol><li><div class=entry><a href=#n>A</a></div><ol><li>"
         "<div class=entry><a href=#n>B</a></div></li></ol></li></ol></nav><p id=n>N</p>",
         "Sect(H1(.),TOC(TOCI(Reference(Link(.@)),TOC(TOCI(Reference(Link(.@))))))),P(.)"),
        ("<h2>A</h2><h4>B</h4><h4>C</h4><h1>D</h1><h2>E</h2>", "H1(.),H2(.),H2(.),H1(.),H2(.)"),
        ("<div class=verse><div class=stanza><p><span class=line>a</span><br><span class=line>b"
         "</span></p></div></div>", "Div(P(Span(.),Span(.)))"),
        ("<blockquote><p>a <strong>b</strong></p></blockquote><hr>", "BlockQuote(P(.,Strong(.)))"),
        # Empty cells are cells; a caption around the table is the table's.
        ("<figure><figcaption>C</figcaption><table><thead><tr><th></th><th>b</th></tr></thead>"
         "<tbody><tr><td>c</td><td></td></tr></tbody></table></figure>",
         "Table(Caption(.),THead(TR(TH(),TH(.))),TBody(TR(TD(.),TD())))"),
        ("<figure><img src=p.png alt=Dots><figcaption>C</figcaption></figure>",
         "Figure(.,Caption(.))"),
        ("<figure><p>[picture]</p><figcaption>C</figcaption></figure>", "P(.),P(.)"),
        # What is said to be ornament is an artifact.
        ("<p>a <img src=p.png alt=''></p>", "P(.)"),
    ],
)  # fmt: skip
def test_what_elements_are_called(tmp_path: Path, body: str, tree: str):
    Image.new("RGB", (8, 8), "red").save(tmp_path / "p.png")
    bullets = "li:not(.note):not(.own)::before { content: '•' } ol, ul { list-style: none }"
    style = f"{bullets} .entry::before {{ content: 'x' }} hr::before {{ content: '* * *' }}"
    assert structure(set_pages(tmp_path / "a.pdf", body, style)) == tree


def test_foreign_words_have_their_language(tmp_path: Path):
    body = (
        "<p>A <span lang=fr>mot</span>, <em lang=de>ein <span lang=de>Wort</span></em></p>"
        "<blockquote lang=ru><p>Слово</p></blockquote><div lang=fr><p>Deux</p></div>"
    )
    path = set_pages(tmp_path / "a.pdf", body)
    assert structure(path) == "P(.,Span(.).,Em(.,Span(.))),BlockQuote(P(.)),Div(P(.))"
    assert [found.get("Lang") for found in elements(path, "Span")] == ["fr", None]
    assert [found.get("Lang") for found in elements(path, "Em")] == ["de"]
    assert [found.get("Lang") for found in elements(path, "BlockQuote")] == ["ru"]
    assert [found.get("Lang") for found in elements(path, "Div")] == ["fr"]


def test_heads_of_tables_say_what_they_are_of(tmp_path: Path):
    rows = "".join(f"<tr><th scope=row>{k}</th><td colspan=2>b</td></tr>" for k in range(12))
    head = "<thead><tr><th>Word</th><th>c</th><th>d</th></tr></thead>"
    path = set_pages(tmp_path / "a.pdf", f"<table>{head}<tbody>{rows}</tbody></table>")
    scopes = [found["A"]["Scope"] for found in elements(path, "TH")]
    assert scopes == ["/Column"] * 3 + ["/Row"] * 12
    assert {found["A"]["ColSpan"] for found in elements(path, "TD")} == {2}
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == 2
    # The head is repeated on the second page, but read once.
    assert text_layer(path)[0].count("Word") == 1


def test_notes_have_ids_that_are_found(tmp_path: Path):
    notes = "".join(
        f"<li class=note id=n{k}><p><span class=note-label>{k}</span> N</p></li>" for k in (2, 10)
    )
    path = set_pages(tmp_path / "a.pdf", f"<section class=notes><ol>{notes}</ol></section>")
    assert [found["ID"] for found in elements(path, "Note")] == ["n2", "n10"]
    with pikepdf.open(path) as pdf:
        names = list(pdf.Root.StructTreeRoot.IDTree.Names)
    assert [str(names[0]), str(names[2])] == ["n10", "n2"]
    assert names[1].ID == "n10"


def test_a_footnote_is_one_note_behind_its_call(tmp_path: Path):
    pieces = "".join(
        f"<aside class=footnote><p class='{runs}'>{LONG[:240]}</p></aside>"
        for runs in ("runs-on", "ran-on runs-on", "ran-on")
    )
    body = (
        "<section><p>Text<a class=noteref href='#n1'>1</a><span class=notes><span class=note id=n1>"
        f"{pieces}<aside class=footnote><p>More.</p></aside></span></span> and more. {LONG}</p>"
        "</section>"
    )
    path = tmp_path / "a.pdf"
    set_pages(path, body, "aside { float: footnote } ::footnote-call { content: none }", xml=True)
    tree = re.sub(r"\.+", ".", structure(path))
    assert tree == "Sect(P(.,Reference(Link(.@)),Note(P(.),P(.)).))"
    first, notes = text_layer(path)
    assert first.split()[:3] == ["Text", "and", "more."]
    assert notes.split()[-1] == "More."


def test_links_say_where_they_lead_and_belong_to_their_element(tmp_path: Path):
    body = "<p><a href=#n aria-label='Note 1'>1</a> <a href=#n>Two</a></p><p id=n>N</p>"
    path = set_pages(tmp_path / "a.pdf", body)
    with pikepdf.open(path) as pdf:
        links = list(pdf.pages[0].Annots)
        assert [str(link.Contents) for link in links] == ["Note 1", "Two"]
        numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
        parents = {int(numbers[k]): numbers[k + 1] for k in range(0, len(numbers), 2)}
        for link in links:
            owner = parents[int(link.StructParent)]
            assert owner.S == "/Link"
            assert owner.K[-1].Obj.objgen == link.objgen
            assert int(link.F) == 4  # it is printed


def test_pictures_are_described_and_not_smoothed(tmp_path: Path):
    Image.new("RGB", (8, 8), "red").save(tmp_path / "p.png")
    body = (
        "<p><img src=p.png alt=Dots></p>"
        "<figure><img src=p.png><figcaption><p>Red dots</p></figcaption></figure>"
    )
    path = set_pages(tmp_path / "a.pdf", body)
    assert [found["Alt"] for found in elements(path, "Figure")] == ["Dots", "Red dots"]
    left, low, right, high = (float(side) for side in elements(path, "Figure")[0]["A"]["BBox"])
    assert (round(right - left), round(high - low)) == (6, 6)
    assert 20 < low < high < 170
    with pikepdf.open(path) as pdf:
        pictures = [item for item in pdf.objects if _is_picture(item)]
        assert len(pictures) == 1
        assert not pictures[0].get("/Interpolate", False)


def _is_picture(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"


def test_furniture_is_an_artifact(tmp_path: Path):
    style = (
        "@page { @top-center { content: string(head) } @bottom-center { content: counter(page) } }"
        "h1 { string-set: head 'Head' } .run { position: running(run) }"
        "@page { @top-left { content: element(run) } }"
    )
    path = set_pages(tmp_path / "a.pdf", f"<p class=run>Run</p><h1>T</h1><p>{LONG}</p>", style)
    assert structure(path).replace(".", "") == "H1(),P()"
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            depth: list[str] = []
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in ("BMC", "BDC"):
                    depth.append(str(operands[0]))
                    assert depth.count("/Artifact") + depth.count("/Span") == 1
                elif str(operator) == "EMC":
                    depth.pop()
                elif str(operator) in ("TJ", "Tj", "f", "S"):
                    assert depth
    assert "Head" not in text_layer(path)[0]


def test_the_file_is_pdfua_and_pdfa_at_once(tmp_path: Path):
    path = set_pages(tmp_path / "a.pdf", "<p>A</p>")
    with pikepdf.open(path) as pdf:
        with pdf.open_metadata() as told:
            assert told["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert told.pdfa_status == "2A"
            assert told["dc:title"] == "A book"
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.Lang == "en"
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert all(page.Tabs == "/S" for page in pdf.pages)


def test_nothing_stays_patched(tmp_path: Path):
    names = ("ColorProfile", "Stream", "add_tags", "build_fonts_dictionary")
    before = [getattr(weasyprint.pdf, name) for name in names]
    with pytest.raises(FileNotFoundError):
        set_pages(tmp_path / "none" / "a.pdf", "<p>A</p>")
    assert [getattr(weasyprint.pdf, name) for name in names] == before


def test_every_glyph_has_letters(tmp_path: Path):
    text = "а́ а е́ е fi ﬁ q̃"
    # The stress mark is a glyph of its own; the letter under it must not lose its own letter.
    path = set_pages(tmp_path / "a.pdf", f"<p>{text}</p>")
    assert as_set(text_layer(path)[0].replace("\n", "")) == as_set(text)
    with pikepdf.open(path) as pdf:
        maps = [item.ToUnicode.read_bytes() for item in pdf.objects if _is_font(item)]
    assert maps
    assert not any(b"> <>" in letters for letters in maps)


def test_a_letter_that_no_typeface_has_is_drawn_by_another_and_read_as_itself(tmp_path: Path):
    path = set_pages(tmp_path / "a.pdf", "<p>a \U0001f9ff b</p><p>c \uf0b7 d</p>")
    assert text_layer(path)[0].split() == ["a", "\U0001f9ff", "b", "c", "\uf0b7", "d"]
    with pikepdf.open(path) as pdf:
        shown = [check_font(use) for use in Content(pdf).fonts.values()]
        assert [fault for faults in shown for fault in faults] == []


def test_of_an_opentype_face_only_the_outlines_are_embedded(tmp_path: Path):
    path = set_pages(tmp_path / "a.pdf", "<p>A <em>b</em></p>")
    with pikepdf.open(path) as pdf:
        programs = [item.FontFile3 for item in pdf.objects if _is_description(item)]
        assert len(programs) == 2
        assert {str(program.Subtype) for program in programs} == {"/CIDFontType0C"}
        assert all(program.read_bytes()[:2] == b"\x01\x00" for program in programs)


def _is_description(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and "/FontFile3" in item


def _is_font(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item


def test_weasyprint_is_the_version_that_is_patched():
    assert weasyprint.__version__ == "70.0"
