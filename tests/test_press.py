"""The files for the printer: what is where on the sheet, the spine, the barcode, the words."""

from collections.abc import Iterator
from dataclasses import replace
from math import degrees
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import zxingcpp
from PIL import Image

from pipeline.errors import RecensionError
from pipeline.model.settings import Cover, Print, Settings, Style
from pipeline.write.edition import edition_of
from pipeline.write.pdf.words import differences_of_pdf
from pipeline.write.press.jacket import Jacket, jacket_pdf
from pipeline.write.press.write import cover_of, write_print
from tests.rendered import HASH, all_settings, book, section, small_book
from tests.test_words import TEXT

MM = 72 / 25.4
ISBN = "978-3-16-148410-0"


def settings(isbn: str = ISBN, description: str = "", **printing) -> Settings:
    made = all_settings()
    edition = replace(made.edition, isbn_print=isbn, description=description)
    return replace(made, edition=edition, style=Style(trim="A5"), print=Print(**printing))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "emma-print.pdf"


def boxes(page: pikepdf.Page) -> dict[str, list[float]]:
    return {
        name: [float(side) / MM for side in page[f"/{name}Box"]]
        for name in ("Media", "Crop", "Bleed", "Trim")
    }


def near(*lengths: float):
    return pytest.approx(list(lengths), abs=0.02)


def test_pages_are_cut_within_their_bleed_and_go_in_fours(out: Path):
    write_print(small_book(), settings(), HASH, out)
    with pikepdf.open(out) as pdf:
        assert len(pdf.pages) % 4 == 0
        for page in pdf.pages:
            found = boxes(page)
            assert found["Trim"] == near(0, 0, 148, 210)
            assert found["Bleed"] == near(-3, -3, 151, 213)
            assert found["Media"] == found["Crop"] == near(-8, -8, 156, 218)
            marks = page.Contents[0].read_bytes().split(b"\n")
            assert marks[0].startswith(b"/Artifact BMC")
            assert sum(line.endswith(b" l") for line in marks) == 8


def test_marks_can_be_left_out_and_lengths_be_in_inches(out: Path):
    write_print(small_book(), settings(bleed="0.125 in", crop_marks=False), HASH, out)
    for path in out, cover_of(out):
        with pikepdf.open(path) as pdf:
            for page in pdf.pages:
                found = boxes(page)
                trim = found["Trim"]
                assert found["Media"] == found["Bleed"]
                grown = [trim[0] - 3.175, trim[1] - 3.175, trim[2] + 3.175, trim[3] + 3.175]
                assert found["Bleed"] == near(*grown)


def test_paper_has_no_links_and_the_file_claims_nothing(out: Path):
    write_print(small_book(), settings(), HASH, out)
    with pikepdf.open(out) as pdf:
        assert not any("/Annots" in page for page in pdf.pages)
        assert not any(
            isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/OBJR"
            for item in pdf.objects
        )
        with pdf.open_metadata() as metadata:
            assert not [key for key in metadata if "pdfaid" in key or "pdfuaid" in key]
            assert metadata["dc:title"] == "A book"


def test_the_words_are_the_book_s(out: Path):
    write_print(small_book(), settings(), HASH, out)
    assert differences_of_pdf(small_book(), out) == []
    longer = book(section(f"<p>{TEXT}</p>"))
    assert differences_of_pdf(longer, out)


def test_the_spine_is_as_thick_as_the_leaves(out: Path):
    said = write_print(small_book(), settings(paper="0.5 mm"), HASH, out)
    with pikepdf.open(out) as pdf, pikepdf.open(cover_of(out)) as cover:
        spine = len(pdf.pages) / 2 * 0.5
        (page,) = cover.pages
        found = boxes(page)
        assert said.startswith(f"{len(pdf.pages)} pages; the spine is {spine:.1f} mm thick")
        assert found["Trim"] == near(3, 3, 3 + 2 * 148 + spine, 213)
        assert found["Media"] == near(-5, -5, 11 + 2 * 148 + spine, 221)
        marks = page.Contents[0].read_bytes()
        for fold in 3 + 148, 3 + 148 + spine:
            assert marks.count(f"{fold * MM:.3f} ".encode()) == 4


def spine_angles(cover: bytes) -> set[int]:
    """Give the angles of all letters that do not stand upright."""
    with pypdfium2.PdfDocument(cover) as pdf:
        text = pdf[0].get_textpage()
        angles = {round(degrees(angle)) % 360 for angle in _angles(text.raw)}
        text.close()
    return angles - {0}


def _angles(text: pdfium.FPDF_TEXTPAGE) -> Iterator[float]:
    for k in range(pdfium.FPDFText_CountChars(text)):
        if chr(pdfium.FPDFText_GetUnicode(text, k)).isalpha():
            yield pdfium.FPDFText_GetCharAngle(text, k)


@pytest.mark.parametrize(
    ("language", "spine", "angles"),
    [("en", 12, {90}), ("nl", 12, {90}), ("fr", 12, {270}), ("pl", 40, {270}), ("en", 5, set())],
)
def test_a_spine_is_lettered_in_its_country_s_direction_if_it_is_thick_enough(
    language, spine, angles
):
    edition = edition_of(small_book(), replace(settings(), language=language), HASH, "")
    cover = jacket_pdf(edition, Jacket(148 * MM, 210 * MM, spine * MM, 3 * MM))
    assert spine_angles(cover) == angles


def shown(path: Path) -> Image.Image:
    with pypdfium2.PdfDocument(path) as pdf:
        return pdf[0].render(scale=2).to_pil()


@pytest.mark.parametrize("isbn", [ISBN, "316148410X", "9791034300013"])
def test_a_scanner_reads_the_isbn(out: Path, isbn):
    write_print(small_book(), settings(isbn), HASH, out)
    (code,) = zxingcpp.read_barcodes(shown(cover_of(out)))
    assert code.format == zxingcpp.BarcodeFormat.EAN13
    assert code.text == {"316148410X": "9783161484100"}.get(isbn, isbn.replace("-", ""))


def test_without_an_isbn_there_is_no_barcode(out: Path):
    write_print(small_book(), settings(""), HASH, out)
    assert zxingcpp.read_barcodes(shown(cover_of(out))) == []


def test_the_description_stands_on_the_back_while_it_has_room(out: Path):
    write_print(small_book(), settings(description=TEXT), HASH, out)
    with pypdfium2.PdfDocument(cover_of(out)) as pdf:
        text = pdf[0].get_textpage()
        half = pdf[0].get_width() / 2
        back = " ".join(text.get_text_bounded(right=half).split())
        text.close()
    assert "nobody should ask him for his name" in back
    with pytest.raises(RecensionError, match="has no room on the back"):
        write_print(small_book(), settings(description=TEXT * 20), HASH, out)


def test_the_publisher_s_picture_covers_the_front_and_its_bleed(out: Path):
    image = out.with_name("front.png")
    Image.new("RGB", (1600, 2400), "#00ff00").save(image)
    given = replace(settings(), cover=Cover(str(image), "Green."))
    write_print(small_book(), given, HASH, out)
    cover = shown(cover_of(out)).convert("RGB")
    # Ten millimetres of marks and bleed lie around; two points of PDF are a pixel's half.
    edge = round(6 * MM * 2)
    for y in edge, cover.height // 2, cover.height - edge:
        assert cover.getpixel((cover.width - edge, y)) == (0, 255, 0)
    assert cover.getpixel((edge, edge)) != (0, 255, 0)


def test_the_same_bytes_whenever_it_is_made(tmp_path: Path):
    made = []
    for name in "ab":
        path = tmp_path / name / "x-print.pdf"
        path.parent.mkdir()
        write_print(small_book(), settings(), HASH, path)
        made.append((path.read_bytes(), cover_of(path).read_bytes()))
    assert made[0] == made[1]
