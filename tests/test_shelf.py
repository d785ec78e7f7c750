"""Which books a library holds, and how they are fetched from wherever they stand."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import fsspec
import pytest

from pipeline.batch.fetching import fetched
from pipeline.batch.order import Item
from pipeline.batch.places import write
from pipeline.batch.results import publish
from pipeline.batch.shelf import books_of, named
from pipeline.errors import RecensionError
from pipeline.manuscript.folder import find_book
from tests.libraries import BOOK, ROWS, given


def test_a_folder_holds_files_folders_of_pages_and_books(tmp_path: Path) -> None:
    for name in (
        "emma.txt",
        "cover.png",
        ".hidden.txt",
        "notes.csv",
        "page-files/p1.xml",
        "page-files/scans/p1.png",
        "shelf/lady/book.toml",
        "shelf/lady/source/raw.txt",
        "shelf/10/raw.txt",
        "shelf/9/raw.txt",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"")
    found = books_of(str(tmp_path))
    assert [item.name for item in found] == ["emma", "page-files", "9", "10", "lady"]
    assert found[-1].address == str(tmp_path / "shelf/lady")
    assert [item.name for item in books_of(str(tmp_path / "shelf/lady"))] == ["lady"]
    without = books_of(str(tmp_path), str(tmp_path / "shelf"))  # where results stand is no book
    assert [item.name for item in without] == ["emma", "page-files"]


def test_a_list_has_an_address_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("emma").mkdir()
    Path("emma/raw.txt").write_text(BOOK)
    Path("list.txt").write_text("# novels\n\nemma/raw.txt\n s3://shelf/lady.pdf \nemma/raw.txt\n")
    with pytest.raises(RecensionError, match="s3fs"):
        books_of("list.txt")
    Path("list.txt").write_text("# novels\n\nemma/raw.txt\nmemory://shelf/lady.pdf\nemma/raw.txt\n")
    there = str(tmp_path / "emma/raw.txt")
    assert books_of("list.txt") == [
        Item(there, "emma"),
        Item("memory://shelf/lady.pdf", "lady"),
    ]


def test_books_of_one_name_are_told_apart_wherever_the_library_stands(tmp_path: Path) -> None:
    names = []
    for place in ("here", "there"):
        for shelf in ("a", "b"):
            (tmp_path / place / shelf).mkdir(parents=True)
            (tmp_path / place / shelf / "Poems.txt").write_text(BOOK)
        (tmp_path / place / "summary.txt").write_text(BOOK)
        lines = [f"{tmp_path}/{place}/{name}/Poems.txt" for name in "ab"]
        (tmp_path / f"{place}.txt").write_text("\n".join(lines))
        names.append([item.name for item in books_of(str(tmp_path / place))])
    assert names[0] == names[1]
    listed = [item.name for item in books_of(str(tmp_path / "here.txt"))]
    assert len(set(listed)) == 2
    assert all(re.fullmatch(r"Poems-[0-9a-f]{8}", name) for name in listed)
    assert re.fullmatch(r"summary-[0-9a-f]{8}", names[0][0])


def test_a_book_named_like_another_with_its_hash_has_a_name_of_its_own() -> None:
    accented = named([("/a.txt", "poe\u0301sies"), ("/b.txt", "Po\u00e9sies")], "/")
    assert all(re.fullmatch(r".+-[0-9a-f]{8}", item.name) for item in accented)
    hashed = named([("/a/x.txt", "x"), ("/b/x.txt", "x")], "/")[0].name
    again = named([("/a/x.txt", "x"), ("/b/x.txt", "x"), ("/c.txt", hashed)], "/")
    assert len({item.name for item in again}) == 3


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "shelf").mkdir()
    given(tmp_path / "shelf/emma", raw=BOOK)
    (tmp_path / "shelf/all").symlink_to("..")
    (tmp_path / "shelf/again").symlink_to(".")
    (tmp_path / "linked").symlink_to("shelf/emma")
    assert [item.name for item in books_of(str(tmp_path))] == ["emma"]


@pytest.mark.parametrize(
    "address",
    ["http://[", "github://a", "s3://shelf/lady.pdf", "file:///gone/lady.pdf", "x\0y", "gone:///"],
)
def test_odd_addresses_are_told_with_their_books(tmp_path: Path, address: str) -> None:
    (tmp_path / "emma.txt").write_text(BOOK)
    (tmp_path / "list.txt").write_text(f"{address}\n")
    with pytest.raises(RecensionError):
        books_of(str(tmp_path / "list.txt"))
    with pytest.raises(RecensionError):
        books_of(address)


def test_a_file_system_that_fails_in_its_own_way_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class NoCredentialsError(Exception):
        """As botocore has it, which is no OSError."""

    def fails(*_: object, **__: object) -> None:
        raise NoCredentialsError("Unable to locate credentials")

    memory = type(fsspec.filesystem("memory"))
    for name in ("info", "find", "isdir", "exists", "pipe_file", "cat_file", "makedirs"):
        monkeypatch.setattr(memory, name, fails)
    made = tmp_path / "made"
    made.mkdir()
    for work in (
        lambda: books_of("memory://in"),
        lambda: fetched("memory://in/emma.txt", tmp_path),
        lambda: write("memory://out/a", b""),
        lambda: publish(made, "memory://out/emma", "key", "run", ROWS[0]),
    ):
        with pytest.raises(RecensionError, match="Unable to locate credentials"):
            work()


def test_what_would_fill_the_disk_is_not_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ZipFile(tmp_path / "books.zip", "w", ZIP_DEFLATED) as archive:
        archive.writestr("emma/raw.txt", "a" * 3000)
        archive.writestr("emma/pages/1.png", "a" * 3000)
    monkeypatch.setattr("pipeline.batch.fetching.UNPACKED", 2999)
    for inner in ("emma", "emma/raw.txt"):
        with pytest.raises(RecensionError, match="more than"):
            fetched(f"zip://{inner}::{tmp_path}/books.zip", tmp_path / "scratch")
    monkeypatch.setattr("pipeline.batch.fetching.UNPACKED", 3000)
    assert fetched(f"zip://emma::{tmp_path}/books.zip", tmp_path / "scratch").is_dir()


@pytest.mark.parametrize(
    ("text", "said"),
    [("It was a fine day.\nThe sun shone.\n", "first lines"), ("# nothing\n", "no book in it")],
)
def test_what_is_no_list_is_refused(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "list.txt").write_text(text)
    with pytest.raises(RecensionError, match=said):
        books_of(str(tmp_path / "list.txt"))


def test_books_are_fetched_from_archives_under_their_own_names(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "books.zip", "w") as archive:
        archive.writestr("emma/raw.txt", BOOK)
        archive.writestr("lady/book.toml", 'title = "The Lady"\n')
        archive.writestr("lady/source/p1.txt", BOOK)
        archive.writestr("lady/source/p1.png", b"")
        archive.writestr("lady/scans/1.png", b"")
    found = books_of(f"zip://::{tmp_path}/books.zip")
    assert [item.name for item in found] == ["emma", "lady"]
    there = [fetched(item.address, tmp_path / item.name) for item in found]
    assert [find_book(str(path)).name for path in there] == ["emma", "lady"]
    files = {file.name for file in there[1].rglob("*") if file.is_file()}
    assert files == {"book.toml", "p1.txt"}
