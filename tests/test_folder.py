"""Which book is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import RecensionError
from pipeline.manuscript.folder import book_name, find_book


def book(folder: Path, toml: str = 'title = "T"\n') -> Path:
    (folder / "source").mkdir(parents=True)
    (folder / "book.toml").write_text(toml, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("emma.txt", "emma"),
        ("emma/raw.txt", "emma"),
        ("emma/OCR.txt", "emma"),
        ("emma/text-2.txt", "emma"),
        ("emma/ocr-emma.txt", "ocr-emma"),
        ("The Moor (2).txt", "The-Moor-2"),
        ("emma/pages", "emma"),
    ],
)
def test_a_book_is_named_after_its_file_or_folder(path: str, name: str) -> None:
    assert book_name(Path(path)) == name


def test_a_bare_file_has_default_settings(tmp_path: Path) -> None:
    file = tmp_path / "emma.txt"
    file.write_text("Emma", encoding="utf-8")
    found = find_book(str(file))
    assert (found.name, found.source_path, found.folder) == ("emma", file, None)
    assert found.settings.title == ""


def test_a_folder_with_book_toml_names_its_source(tmp_path: Path) -> None:
    folder = book(tmp_path / "emma", 'title = "Emma"\n[source]\nfile = "raw.txt"\n')
    (folder / "raw.txt").write_text("Emma", encoding="utf-8")
    found = find_book(str(folder))
    assert (found.name, found.source_path) == ("emma", folder / "raw.txt")
    assert found.settings.title == "Emma"


def test_the_only_text_under_source_is_taken(tmp_path: Path) -> None:
    folder = book(tmp_path / "emma")
    with pytest.raises(RecensionError, match="no source"):
        find_book(str(folder))
    (folder / "source" / "1.txt").write_text("Emma", encoding="utf-8")
    assert find_book(str(folder)).source_path == folder / "source" / "1.txt"
    (folder / "source" / "2.txt").write_text("Emma", encoding="utf-8")
    assert find_book(str(folder)).source_path == folder / "source"


def test_a_name_under_manuscript_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = book(tmp_path / "manuscript" / "emma")
    (folder / "source" / "raw.txt").write_text("Emma", encoding="utf-8")
    assert find_book("emma").name == "emma"
    with pytest.raises(RecensionError, match="no such file or book") as caught:
        find_book("ema")
    assert "did you mean emma?" in caught.value.remedy


def test_a_source_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = book(tmp_path / "emma", '[source]\nfile = "none.txt"\n')
    with pytest.raises(RecensionError, match="the source is not there"):
        find_book(str(folder))


def test_the_covers_picture_is_found_from_the_books_folder(tmp_path: Path) -> None:
    toml = 'title = "T"\n[cover]\nimage = "images/front.jpg"\nalt = "A gate"\n'
    folder = book(tmp_path / "emma", toml)
    (folder / "source/raw.txt").write_text("Emma", encoding="utf-8")
    found = find_book(str(folder))
    assert found.settings.cover.image == "images/front.jpg"
    assert found.located.cover.image == str(folder / "images/front.jpg")
    assert found.located.cover.alt == "A gate"
