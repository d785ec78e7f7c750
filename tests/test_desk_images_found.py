"""Which images of pages the desk finds: by names, by order, in what place."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.desk.facsimile.facsimile import page_count
from pipeline.desk.facsimile.imagefiles import facsimiles
from pipeline.read import read
from tests.pageimages import TWO, book, found, scan
from tests.pdfs import drawn, show
from tests.scans import Page, hocr, plain_lines


def test_scans_are_found_by_the_name_that_the_text_gives(tmp_path: Path) -> None:
    pages = [
        hocr(Page(plain_lines(text))).replace(b"x.png", name.encode())
        for text, name in (("One.", "../a/b-9.tif"), ("Two.", "B-8.PNG"), ("Three.", "lost.png"))
    ]
    made = book(
        tmp_path,
        "source",
        source__p1_hocr=pages[0],
        source__p2_hocr=pages[1],
        source__p3_hocr=pages[2],
        source__images__x_txt="",
        **{"source__scans__b-9_png": scan(), "source__b-8_png": scan()},
    )
    assert found(made) == ["b-9.png", "b-8.png", ""]


def test_scans_are_found_by_the_name_of_the_page_file(tmp_path: Path) -> None:
    files = {f"source__p{k}_txt": f"Page {k}.\n" for k in (1, 2, 10)}
    scans = {f"source__P{k}_JPG": scan(kind="JPEG") for k in (10, 1, 3, 2)}
    assert found(book(tmp_path, "source", **files, **scans)) == ["P1.JPG", "P2.JPG", "P10.JPG"]


@pytest.mark.parametrize("folder", ["source", "source__pages", "source__images"])
def test_scans_are_found_by_their_order_where_there_are_as_many(
    tmp_path: Path, folder: str
) -> None:
    scans = {f"{folder}__{name}_png": scan() for name in ("10", "9")}
    made = book(tmp_path, "source/raw.txt", source__raw_txt=TWO, **scans)
    assert found(made) == ["9.png", "10.png"]
    (tmp_path / folder.replace("__", "/") / "11.png").write_bytes(scan())
    assert found(made) == ["", ""]


def test_the_pictures_of_the_edition_are_not_those_of_the_pages(tmp_path: Path) -> None:
    made = book(tmp_path, "raw.txt", raw_txt=TWO, images__1_png=scan(), images__2_png=scan())
    assert found(made) == ["", ""]


def test_a_scan_in_one_file_shows_as_many_pages_as_it_has(tmp_path: Path) -> None:
    pdf = drawn(show(50, 500, "One."), show(50, 500, "Two."))
    made = book(tmp_path, "raw.txt", raw_txt=TWO, scan_pdf=pdf)
    shown = facsimiles(made, read(made.source_path), (), page_count)
    assert [each.picture and each.picture[1:] for each in shown] == [((), 0), ((), 1)]
    (tmp_path / "raw.txt").write_text("Only one.\n")
    assert found(made) == [""]


def test_no_name_leads_out_of_the_folder(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(scan())
    inside = tmp_path / "book"
    inside.mkdir()
    for name in (str(secret), "../secret.png", "..", "/", "."):
        text = hocr(Page(plain_lines("One."))).replace(b"x.png", name.encode())
        assert found(book(inside, "p.hocr", p_hocr=text)) == [""]
    (inside / "secret.png").symlink_to(secret)
    assert found(book(inside, "p.hocr", p_hocr=text.replace(b'"."', b'"secret.png"'))) == [""]
    (inside / "pages").symlink_to(tmp_path)
    assert found(book(inside, "p.hocr", p_hocr=text)) == [""]
