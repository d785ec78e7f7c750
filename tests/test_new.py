from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from pipeline.errors import RecensionError
from pipeline.manuscript.booktoml import KEYS, load_settings
from pipeline.manuscript.folder import find_book
from pipeline.model.settings import Settings
from pipeline.new import new_book

RAW = (
    '\ufeffTHE LAMPLIGHTER’S "DAUGHTER"\r\n\r\n\r\nCHAPTER I\r\n\r\nThe lamps of the town were lit,'
    " and there was nobody in the\r\nstreet but the old man with his ladder.\x0c\r\n"
).encode()


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "received" / "lamp lighter.txt"
    path.parent.mkdir()
    path.write_bytes(RAW)
    return path


def test_the_source_is_copied_byte_for_byte(source: Path, tmp_path: Path) -> None:
    folder = new_book(source, "lamplighter", tmp_path)
    assert folder == tmp_path / "manuscript" / "lamplighter"
    assert (folder / "source" / "lamp lighter.txt").read_bytes() == RAW
    assert sorted(path.name for path in folder.iterdir()) == ["book.toml", "decisions", "source"]
    assert [path.name for path in folder.parent.iterdir()] == ["lamplighter"]


def test_the_images_of_its_pages_are_copied_with_it(source: Path, tmp_path: Path) -> None:
    scan = source.parent / "scans" / "1.png"
    scan.parent.mkdir()
    scan.write_bytes(b"\x89PNG")
    (source.parent / "other.png").write_bytes(b"\x89PNG")
    folder = new_book(source, "lamplighter", tmp_path)
    assert (folder / "source" / "scans" / "1.png").read_bytes() == b"\x89PNG"
    assert find_book(str(folder)).source_path.read_bytes() == RAW
    assert not (folder / "source" / "other.png").exists()


def test_a_folder_of_page_files_is_copied_with_their_scans(tmp_path: Path) -> None:
    given = tmp_path / "given"
    given.mkdir()
    for name in ("p1.txt", "p2.txt", "p1.png", "p2.png", "notes.docx"):
        (given / name).write_bytes(b"Some words of the page.\n" if "txt" in name else b"\x89PNG")
    folder = new_book(given, "pages", tmp_path)
    copied = sorted(path.name for path in (folder / "source").iterdir())
    assert copied == ["p1.png", "p1.txt", "p2.png", "p2.txt"]


def test_book_toml_says_what_was_found_and_can_be_built(source: Path, tmp_path: Path) -> None:
    folder = new_book(source, "lamplighter", tmp_path)
    settings = load_settings(folder / "book.toml")
    assert settings.title == "lamplighter"
    assert settings.language == "en"
    book = find_book(str(folder))
    assert book.source_path.read_bytes() == RAW
    assert f"{len(RAW.decode()):,} characters" in (folder / "book.toml").read_text("utf-8")


def test_every_key_shown_in_comments_is_a_key(source: Path, tmp_path: Path) -> None:
    path = new_book(source, "lamplighter", tmp_path) / "book.toml"
    uncommented = [
        line.removeprefix("# ") if " = " in line or line.startswith("# [[") else line
        for line in path.read_text("utf-8").splitlines()
    ]
    assert uncommented != path.read_text("utf-8").splitlines()
    path.write_text("\n".join(uncommented), encoding="utf-8")
    assert load_settings(path).contributors[0].name == "Émile Zola"


def test_every_key_is_shown_in_its_table(source: Path, tmp_path: Path) -> None:
    text = (new_book(source, "lamplighter", tmp_path) / "book.toml").read_text("utf-8")
    tables = re.split(r"^(?:# )?\[+(\w+)\]+", text, flags=re.MULTILINE)
    shown = dict(zip(["", *tables[1::2]], tables[::2], strict=True))
    for name, kind in get_type_hints(Settings).items():
        inner = get_args(kind)[0] if get_args(kind) else kind
        table = KEYS.get(name, name) if is_dataclass(inner) else ""
        for key in [field.name for field in fields(inner)] if is_dataclass(inner) else [name]:
            assert re.search(rf"^(?:# )?{key} *=", shown[table], flags=re.MULTILINE), key


def test_a_folder_of_pages_is_copied_whole(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in (1, 2, 10):
        (pages / f"p{number}.txt").write_text(f"Text of the page {number}.\n", encoding="utf-8")
    folder = new_book(pages, "paged", tmp_path)
    assert sorted(path.name for path in (folder / "source").iterdir()) == [
        "p1.txt",
        "p10.txt",
        "p2.txt",
    ]
    assert find_book(str(folder)).source_path == folder / "source"


def test_a_book_is_never_overwritten(source: Path, tmp_path: Path) -> None:
    folder = new_book(source, "lamplighter", tmp_path)
    (folder / "book.toml").write_text("# mine\n", encoding="utf-8")
    with pytest.raises(RecensionError, match="such a book already"):
        new_book(source, "lamplighter", tmp_path)
    assert (folder / "book.toml").read_text("utf-8") == "# mine\n"


@pytest.mark.parametrize("name", ["", ".", "..", "a/b", "../a", ".hidden", "a b", "-x"])
def test_a_name_that_is_no_folder_name_is_refused(source: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(RecensionError, match="cannot be a book's name"):
        new_book(source, name, tmp_path)
    assert not (tmp_path / "manuscript").exists()


def test_nothing_is_left_of_a_source_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(RecensionError, match="no such file"):
        new_book(tmp_path / "nothing.txt", "book", tmp_path)
    assert not (tmp_path / "manuscript").exists()


def test_the_folder_of_a_book_is_no_source(source: Path, tmp_path: Path) -> None:
    folder = new_book(source, "lamplighter", tmp_path)
    with pytest.raises(RecensionError, match="folder of a book already"):
        new_book(folder, "again", tmp_path)
