"""What reading keeps of the pages' images: which they are, and how the lines lie on them."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline.model.book import PageImage, Skew, Source
from pipeline.read import read
from tests.pdfs import drawn, show
from tests.scans import FORMATS, Page, alto, djvu_xml, hocr, plain_lines

PROSE = (
    "The harbour lies open to the north, and the ships that",
    "come in from the fishing grounds are seen from the church",
    "long before the bell is rung. Nobody knows who hung the",
)


def given(folder: Path, name: str, data: bytes) -> Source:
    path = folder / name
    path.write_bytes(data)
    return read(path)


def test_a_pdf_is_the_image_of_its_pages(tmp_path: Path) -> None:
    pages = [show(50, 500, "One."), show(50, 500, "Two.")]
    source = given(tmp_path, "book.pdf", drawn(*pages))
    assert source.images == tuple(
        PageImage(("book.pdf",), number, "book.pdf", 400, 600) for number in (0, 1)
    )


def test_a_page_that_is_set_sideways_says_how_it_is_turned(tmp_path: Path) -> None:
    up = "BT /F0 10 Tf 0 1 -1 0 200 100 Tm (The bell of the old harbour.) Tj ET"
    source = given(tmp_path, "book.pdf", drawn(up, show(50, 500, "Two.")))
    assert [(page.turn, page.width, page.height) for page in source.images] == [
        (90, 600, 400),
        (0, 400, 600),
    ]
    # On the page as it is turned: 100 points from its left edge, 200 from its top.
    assert (source.shapes[0].left, source.shapes[0].base) == pytest.approx((100, 200), abs=1)


def test_members_of_archives_are_named_from_the_outermost(tmp_path: Path) -> None:
    inner, outer = BytesIO(), BytesIO()
    with ZipFile(inner, "w") as archive:
        archive.writestr("b/p2.pdf", gzip.compress(drawn(show(50, 500, "Two."))))
    with ZipFile(outer, "w") as archive:
        archive.writestr("p1.pdf", drawn(show(50, 500, "One.")))
        archive.writestr("p2.zip", inner.getvalue())
    source = given(tmp_path, "book.zip", outer.getvalue())
    assert [page.file for page in source.images] == [
        ("book.zip", "p1.pdf"),
        ("book.zip", "p2.zip", "b/p2.pdf"),
    ]


@pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)
def test_a_page_of_ocr_has_its_size_in_the_unit_of_its_lines(
    tmp_path: Path, write: Callable[..., bytes]
) -> None:
    source = given(tmp_path, "book.xml", write(Page(plain_lines(*PROSE))))
    (page,) = source.images
    # The bounds of tests.scans, at its 300 dots to the inch.
    assert (page.width, page.height) == pytest.approx((1654 * 0.24, 2552 * 0.24), rel=0.01)
    assert page.file == ("book.xml",)


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ('image "scans/a b.png"', "scans/a b.png"),
        ("image &quot;x.png&quot;", "x.png"),
        ("image x.png", "x.png"),
        ("ppageno 3", ""),
    ],
)
def test_hocr_names_the_image_of_its_page(tmp_path: Path, said: str, name: str) -> None:
    made = hocr(Page(plain_lines(*PROSE))).replace(b'image "x.png"', said.encode())
    assert [page.image for page in given(tmp_path, "p.hocr", made).images] == [name]


def test_alto_and_djvu_name_the_image_of_their_page(tmp_path: Path) -> None:
    page = Page(plain_lines(*PROSE))
    source = "<sourceImageInformation><fileName>C:\\x\\0001.tif</fileName></sourceImageInformation>"
    made = alto(page).replace(b"<Description>", f"<Description>{source}".encode())
    assert given(tmp_path, "p.xml", made).images[0].image == "C:\\x\\0001.tif"
    made = djvu_xml(page).replace(b"<PARAM ", b"<PARAM name='PAGE' value='b_0001.djvu'/><PARAM ", 1)
    assert given(tmp_path, "d.xml", made).images[0].image == "b_0001.djvu"


def test_a_page_says_how_it_lay_askew(tmp_path: Path) -> None:
    straight = given(tmp_path, "p.hocr", hocr(Page(plain_lines(*PROSE * 4))))
    assert straight.images[0].skew.slope == pytest.approx(0, abs=0.001)
    askew = given(tmp_path, "p.hocr", hocr(Page(plain_lines(*PROSE * 4), skew=0.6)))
    assert askew.images[0].skew.slope == pytest.approx(0.0105, abs=0.001)
    assert given(tmp_path, "e.hocr", hocr(Page([]), Page(plain_lines("A.")))).images[0].skew == (
        Skew()
    )


def test_pages_of_plain_text_are_named_by_their_files(tmp_path: Path) -> None:
    for name, text in (("p1.txt", "One.\n"), ("p2.txt", ""), ("p10.txt", "Ten.\n\fMore.\n")):
        (tmp_path / name).write_text(text)
    source = read(tmp_path)
    assert len(source.images) == len(source.starts) + 1
    assert source.images == (
        PageImage(("p1.txt",)),
        PageImage(("p10.txt",)),
        PageImage(("p10.txt",), 1),
    )


def test_pictures_beside_the_texts_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = b"\x89PNG" + bytes(3 << 20)
    (tmp_path / "p1.txt").write_text("One.\n")
    (tmp_path / "p1.png").write_bytes(picture)
    assert read(tmp_path).text == "One.\n"
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("p1.txt", "One.\n")
        for number in range(4):
            archive.writestr(f"p{number}.png", picture)
    monkeypatch.setattr("pipeline.machine.limits.UNPACKED", 5 << 20)  # they would unpack to 12 MiB
    assert given(tmp_path, "book.zip", packed.getvalue()).text == "One.\n"
