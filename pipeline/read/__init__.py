"""Reading: bytes in, a `Source` out. One module an input format, chosen here."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

from pipeline.book import Source
from pipeline.errors import RecensionError
from pipeline.read.folder import page_files
from pipeline.read.plain import decode, has_text, page_starts, refuse_binary


def read(path: Path) -> Source:
    """Read a text file or a PDF, or a folder of page files in natural order.

    Raises:
        RecensionError: there is no such file, it is empty, it holds no text, or the folder holds
            no page files.
    """
    if path.is_dir():
        return _read_pages(path)
    if not path.exists():
        raise RecensionError("no such file", str(path), "check the path given as SOURCE")
    data = _bytes(path)
    if data.startswith(b"%PDF-"):
        return _read_pdf(data, path)
    refuse_binary(data, path)
    text = decode(data)
    if not has_text(text):
        raise RecensionError("the file is empty", str(path), "there is no text to build from")
    return Source(path.stem, text, hashlib.sha256(data).hexdigest(), page_starts(text))


def _read_pdf(data: bytes, path: Path) -> Source:
    # Imported here: pdfium is large, and only PDF needs it.
    from pipeline.read.pdf import read_pdf

    return replace(read_pdf(data, str(path)), name=path.stem)


def _read_pages(folder: Path) -> Source:
    digest = hashlib.sha256()
    parts: list[str] = []
    starts: list[int] = []
    length = 0
    for file in page_files(folder):
        data = _bytes(file)
        refuse_binary(data, file)
        digest.update(os.fsencode(file.name) + f"\0{len(data)}\0".encode())
        digest.update(data)
        part = decode(data)
        starts += [length, *(length + start for start in page_starts(part))]
        parts.append(part)
        length += len(part)
    text = "".join(parts)
    if not has_text(text):
        raise RecensionError("all page files are empty", str(folder), "there is no text in them")
    return Source(folder.name, text, digest.hexdigest(), tuple(sorted({*starts} - {0})))


def _bytes(path: Path) -> bytes:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RecensionError(f"cannot be read ({error.strerror})", str(path)) from error
    return data
