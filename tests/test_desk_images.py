"""The images of the pages at the desk: how they are shown, where lines stand, what is refused."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import EpsImagePlugin, Image, ImageDraw, ImageFile

from pipeline.desk.facsimile.drawer import Picture
from pipeline.desk.facsimile.facsimile import page_count, rendered
from pipeline.desk.facsimile.images import Drawers, Images, ShownImage
from pipeline.errors import RecensionError
from pipeline.manuscript.folder import BookFolder
from pipeline.proofreading.pages import ProofPage
from pipeline.read import read
from tests.pageimages import TWO, book, found, page_of, scan
from tests.pdfs import drawn, show
from tests.scanned import PROSE
from tests.scans import Page, hocr, plain_lines

BY = Drawers.begin()
"""One for all tests: to begin takes longer than to draw."""


@pytest.fixture(scope="module", autouse=True)
def _closed() -> Iterator[None]:
    yield
    BY.close()


def images(made: BookFolder, pages: Sequence[ProofPage] = ()) -> Images:
    return Images(made, read(made.source_path), pages, BY)


def of(made: BookFolder, page: ProofPage, pages: Sequence[ProofPage] = ()) -> Sequence[ShownImage]:
    return asyncio.run(images(made, pages).of(page))


def png(made: BookFolder, number: int = 1, zoom: int = 1) -> Image.Image:
    return Image.open(BytesIO(asyncio.run(images(made).png(number, zoom))))


def test_a_text_that_shows_no_pages_has_those_in_which_it_is_proofread(tmp_path: Path) -> None:
    made = book(
        tmp_path, "raw.txt", raw_txt="One.\nTwo.\n", pages__1_png=scan(), pages__2_png=scan()
    )
    pages = ProofPage(1, "1", 0, 5, ""), ProofPage(2, "2", 5, 10, "")
    assert found(made) == [""]
    assert found(made, pages) == ["1.png", "2.png"]
    assert [image.url for image in of(made, pages[1], pages)] == ["/image/2.png"]


def test_frames_of_a_tiff_are_the_pages_that_name_it(tmp_path: Path) -> None:
    buffer = BytesIO()
    Image.new("L", (60, 90), 10).save(
        buffer, "TIFF", save_all=True, append_images=[Image.new("L", (60, 90), 200)]
    )
    text = hocr(Page(plain_lines("One.")), Page(plain_lines("Two."))).replace(b"x.png", b"x.tif")
    made = book(tmp_path, "p.hocr", p_hocr=text, x_tif=buffer.getvalue())
    assert [png(made, number).getpixel((5, 5)) for number in (1, 2)] == [10, 200]


def test_scans_in_the_archive_with_the_texts_are_found(tmp_path: Path) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for number in (1, 2):
            archive.writestr(f"t/p{number}.txt", f"Page {number}.\n")
            archive.writestr(f"i/p{number}.png", scan(number))
    made = book(tmp_path, "b.zip", b_zip=packed.getvalue())
    assert found(made) == ["b.zip: i/p1.png", "b.zip: i/p2.png"]
    assert png(made, 2).getpixel((5, 5)) == 2


def test_pdfs_in_archives_are_shown(tmp_path: Path) -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("p1.pdf", gzip.compress(drawn(show(50, 500, "One."))))
    made = book(tmp_path, "b.zip.gz", b_zip_gz=gzip.compress(packed.getvalue()))
    assert png(made).size == (934, 1400)


def test_a_page_of_a_pdf_is_shown_grey_and_upright(tmp_path: Path) -> None:
    up = "BT /F0 10 Tf 0 1 -1 0 200 100 Tm (The bell of the old harbour.) Tj ET"
    made = book(tmp_path, "b.pdf", b_pdf=drawn(up))
    shown = png(made)
    assert (shown.mode, shown.size) == ("L", (1400, 934))
    assert png(made, zoom=2).size == (2800, 1867)
    (view,) = of(made, page_of(made))
    (line,) = view.lines
    assert ink_within(shown, line) > 0.99


def ink_within(shown: Image.Image, box: Sequence[float]) -> float:
    """Give the share of a page's ink that stands in a line's box."""
    left, top, width, height = box[2:6]
    inner = shown.crop(
        (
            round(left * shown.width),
            round(top * shown.height),
            round((left + width) * shown.width),
            round((top + height) * shown.height),
        )
    )
    return sum(inner.histogram()[:128]) / sum(shown.histogram()[:128])


def test_lines_of_a_pdf_stand_where_their_ink_is(tmp_path: Path) -> None:
    one = book(tmp_path, "b.pdf", b_pdf=drawn(show(50, 300, "Bell, (quay) and fig", 12)))
    (view,) = of(one, page_of(one))
    assert not view.estimated
    assert ink_within(png(one), view.lines[0]) > 0.99
    two = "\n".join((show(50, 500, "One line of it."), show(70, 400, "Another line of it.")))
    made = book(tmp_path, "b.pdf", b_pdf=drawn(two))
    (view,) = of(made, page_of(made))
    assert [made_text(made, line) for line in view.lines] == [
        "One line of it.",
        "Another line of it.",
    ]
    assert all(0.4 < ink_within(png(made), line) < 0.6 for line in view.lines)


def made_text(made: BookFolder, line: Sequence[float]) -> str:
    return read(made.source_path).text[int(line[0]) : int(line[1])]


def test_lines_of_a_page_that_lay_askew_stand_where_they_were_read(tmp_path: Path) -> None:
    page = Page(plain_lines(*PROSE * 5), skew=0.8)
    made = book(tmp_path, "p.hocr", p_hocr=hocr(page), x_png=scan(size=(1654, 2552)))
    (view,) = of(made, page_of(made))
    assert len(view.lines) == 20
    for row, line in zip(page.placed(), view.lines, strict=True):
        left = min(box[0] for _, box in row) / 1654
        top, bottom = min(box[1] for _, box in row) / 2552, max(box[3] for _, box in row) / 2552
        assert line.left == pytest.approx(left, abs=0.004)
        assert line.top == pytest.approx(top, abs=0.004)
        assert line.top + line.height == pytest.approx(bottom, abs=0.004)


def test_places_of_lines_are_estimated_where_the_text_shows_none(tmp_path: Path) -> None:
    text = "  HEAD\n\n" + "A line of the page.\n" * 8 + "\fThe last.\n"
    made = book(tmp_path, "raw.txt", raw_txt=text, pages__1_png=scan(), pages__2_png=scan())
    (view,) = of(made, page_of(made))
    assert view.estimated
    assert len(view.lines) == 9  # an empty one takes its room
    tops = [line.top for line in view.lines]
    assert tops == pytest.approx([0.1, *(0.1 + 0.08 * k for k in range(2, 10))], abs=0.001)
    assert view.lines[0].left > view.lines[1].left
    (last,) = of(made, page_of(made, 2))
    assert [line[2:] for line in last.lines] == [(0.1, 0.1, 0.8, 0.08, True)]


def test_a_page_has_the_image_of_the_page_that_its_text_stands_on(tmp_path: Path) -> None:
    three = "One.\n\f\n\fThree.\n"
    scans = {f"pages__{k}_png": scan() for k in (1, 2, 3)}
    made = images(book(tmp_path, "raw.txt", raw_txt=three, **scans))
    pages = {(0, 6): [1], (5, 7): [2], (6, 8): [2], (8, 15): [3], (0, 15): [1, 3]}
    for span, numbers in pages.items():
        shown = asyncio.run(made.of(ProofPage(1, "1", *span, "")))
        assert [image.url for image in shown] == [f"/image/{k}.png" for k in numbers]


@pytest.mark.parametrize(
    "data",
    [b"", b"\x89PNG\r\n\x1a\n" + bytes(40), b"%PDF-1.4 and no more", scan()[:-30], b"\x1f\x8b\0\0"],
)
def test_what_is_damaged_is_said_to_be_so(
    tmp_path: Path, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint sets it
    path = tmp_path / "p.png"
    path.write_bytes(data)
    with pytest.raises(RecensionError, match="cannot be shown"):
        rendered(Picture(path))
    assert page_count(Picture(path)) in (0, 1)


def test_an_image_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.png"
    for size in ((9_000, 9_000), (12_000, 9_000), (20_000, 20_000)):
        path.write_bytes(b"")
        Image.new("1", size).save(path)
        with pytest.raises(RecensionError, match="too large"):
            rendered(Picture(path))


@pytest.mark.parametrize(
    ("kind", "mode"),
    [
        *(
            (kind, mode)
            for kind in ("PNG", "JPEG", "TIFF", "JPEG2000", "WEBP")
            for mode in ("L", "RGB")
        ),
        ("PNG", "1"),
        ("TIFF", "1"),
        ("PNG", "P"),
    ],
)
def test_scans_of_every_kind_are_made_smaller(tmp_path: Path, kind: str, mode: str) -> None:
    page = Image.new("L", (1600, 2100), 255)
    ImageDraw.Draw(page).rectangle((0, 0, 799, 2100), fill=0)
    path = tmp_path / "p"
    page.convert(mode).save(path, kind)
    shown = Image.open(BytesIO(rendered(Picture(path))))
    assert (shown.mode, shown.size) == ("L", (1067, 1400))
    assert shown.getpixel((100, 700)) < 5 < 250 < shown.getpixel((1000, 700))  # type: ignore[operator]


def test_how_high_an_image_is_shown_is_known_before_it_is_there(tmp_path: Path) -> None:
    for data, height in ((scan(size=(60, 90)), 1500), (b"no image", 0)):
        made = book(tmp_path, "raw.txt", raw_txt=TWO, pages__1_png=data, pages__2_png=data)
        (view,) = of(made, page_of(made))
        assert (view.width, view.height) == (1000, height)
    made = book(tmp_path, "b.pdf", b_pdf=drawn(show(50, 500, "One.")))
    (view,) = of(made, page_of(made))
    assert (view.width, view.height) == (1000, 1500)


def test_a_scan_that_is_put_in_anothers_place_is_shown(tmp_path: Path) -> None:
    made = book(tmp_path, "raw.txt", raw_txt=TWO, pages__1_png=scan(9), pages__2_png=scan(9))
    kept = images(made)
    tag = asyncio.run(kept.tag(2, 1))
    (tmp_path / "pages/2.png").write_bytes(scan(200, (61, 90)))
    assert asyncio.run(kept.tag(2, 1)) != tag
    shown = Image.open(BytesIO(asyncio.run(kept.png(2, 1))))
    assert shown.getpixel((5, 5)) == 200


def test_a_scan_that_another_program_would_have_to_draw_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[object] = []
    monkeypatch.setattr(EpsImagePlugin, "Ghostscript", lambda *given, **_: ran.append(given))
    path = tmp_path / "p.png"
    path.write_bytes(
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 60 90\n%%EndComments\nshowpage\n"
    )
    with pytest.raises(RecensionError, match="cannot be shown"):
        rendered(Picture(path))
    assert ran == []
