"""What holds the pages: folders, archives, and what is in them, whatever it is called."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest

from pipeline.errors import RecensionError
from pipeline.machine import limits
from pipeline.manuscript.folder import find_book
from pipeline.new import new_book
from pipeline.read import read
from tests.pdfs import drawn, show
from tests.scans import FORMATS, Page, djvu_xml, hocr, plain_lines


def zipped(**members: bytes) -> bytes:
    """Make an archive."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def read_bytes(tmp_path: Path, data: bytes, name: str = "given.bin") -> str:
    path = tmp_path / name
    path.write_bytes(data)
    return read(path).text


TEXT = b"A line of text.\n"
SAMPLES = {
    "text": TEXT,
    "PDF": drawn(show(50, 500, "A line of text.")),
    **{name: write(Page(plain_lines("A line of text."))) for name, write in FORMATS.items()},
}
every_kind = pytest.mark.parametrize("data", SAMPLES.values(), ids=SAMPLES)


@every_kind
def test_every_kind_is_read_by_its_content_packed_or_not(tmp_path: Path, data: bytes) -> None:
    packed = gzip.compress(data)
    for given in (data, packed, zipped(x=data), zipped(x=packed), gzip.compress(zipped(x=data))):
        assert read_bytes(tmp_path, given) == "A line of text.\n"


@every_kind
def test_page_files_of_every_kind_are_read_in_natural_order(tmp_path: Path, data: bytes) -> None:
    pages = {f"p{k}.dat": data.replace(b"text.", b"text%d." % k) for k in (10, 9, 1)}
    folder = tmp_path / "pages"
    (folder / ".cache").mkdir(parents=True)
    for name, page in pages.items():
        (folder / name).write_bytes(page)
    (folder / "p9.png").write_bytes(b"\x89PNG")
    (folder / ".DS_Store").write_bytes(b"text")
    source = read(folder)
    assert source.text.replace("\f", "") == "".join(f"A line of text{k}.\n" for k in (1, 9, 10))
    assert len(source.starts) == 2
    inner = {f"scans/{name}": gzip.compress(page) for name, page in pages.items()}
    trash = {"__MACOSX/scans/._p9.dat": b"\0", "scans/p9.jpg": b"\xff\xd8\xff"}
    assert read_bytes(tmp_path, zipped(**trash, **inner)) == source.text


def test_the_hash_is_of_the_bytes_as_received(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(TEXT, mtime=1))
    (tmp_path / "b.gz").write_bytes(gzip.compress(TEXT, mtime=2))
    one, two = read(tmp_path / "a.gz"), read(tmp_path / "b.gz")
    assert one.text == two.text
    assert one.sha256 != two.sha256


def test_names_in_an_archive_do_no_harm(tmp_path: Path) -> None:
    data = zipped(**{"../../out.txt": TEXT, "/etc/x.txt": TEXT, "a\nb.txt": b"\0\0\1"})
    assert read_bytes(tmp_path, data) == "A line of text.\n" * 2
    assert [path.name for path in tmp_path.parent.glob("*.txt")] == []


def encrypted() -> bytes:
    data = bytearray(zipped(x=TEXT))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped(), "the archive is empty"),
        (zipped(**{".hidden": TEXT}), "the archive is empty"),
        (encrypted(), "encrypted"),
        (zipped(x=TEXT)[:60], "damaged, or ends too soon"),
        (gzip.compress(TEXT * 99)[:40], "damaged, or ends too soon"),
        (b"\x1f\x8b\x08 no archive", "damaged, or ends too soon"),
        (zipped(x=zipped(x=zipped(x=zipped(x=TEXT)))), "archives within archives"),
        (zipped(**{"a.txt": TEXT, "b.hocr": SAMPLES["hOCR"]}), "of several kinds: hOCR .*b.hocr"),
        (zipped(a=b"\x89PNG", b=b"\xff\xd8\xff"), "none of the files can be read"),
        (zipped(a=b"\x89PNG"), "this is a picture"),
        (zipped(mimetype=b"application/epub+zip", x=TEXT), "an EPUB, a DOCX"),
        (zipped(x=b""), "is empty"),
        (SAMPLES["PDF"][:80], "this PDF cannot be read"),
    ],
    ids=[
        "no-members",
        "only-hidden",
        "encrypted",
        "cut-zip",
        "cut-gzip",
        "no-gzip",
        "too-deep",
        "mixed",
        "pictures",
        "a-picture",
        "an-epub",
        "empty-member",
        "cut-pdf",
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, data: bytes, message: str) -> None:
    with pytest.raises(RecensionError, match=message) as caught:
        read_bytes(tmp_path, data)
    assert "given.bin" in caught.value.where
    assert caught.value.remedy


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "UNPACKED", 1 << 21)
    page = b" " * (1 << 20)
    for data in (gzip.compress(page * 3), zipped(a=page, b=page, c=page)):
        with pytest.raises(RecensionError, match="unpacks to more than"):
            read_bytes(tmp_path, data)


def test_a_book_may_be_started_from_any_of_them(tmp_path: Path) -> None:
    given = tmp_path / "letters_djvu.xml"
    given.write_bytes(djvu_xml(Page(plain_lines("CHAPTER I", "The lamps of the town were lit."))))
    folder = new_book(given, "letters", tmp_path)
    book = find_book(str(folder))
    assert book.source_path.read_bytes() == given.read_bytes()
    assert find_book(str(given)).name == "letters"


def test_one_damaged_page_file_does_not_cost_the_others(tmp_path: Path) -> None:
    whole = hocr(Page(plain_lines("The harbour lies open.")))
    data = zipped(**{"1.html": whole, "2.html": whole[: whole.index(b"open")], "3.html": whole})
    (tmp_path / "given.zip").write_bytes(data)
    source = read(tmp_path / "given.zip")
    assert source.text.count("The harbour lies") == 3
    (finding,) = source.findings
    assert "2.html is damaged" in finding.message
    assert source.text[slice(*finding.where)].split() == ["The", "harbour", "lies"]
