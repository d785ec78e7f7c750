"""Reading: bytes in, a `Source` out. One module an input format, chosen by the content.

`pipeline.read.kinds` lists the formats.
"""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from pipeline.errors import RecensionError
from pipeline.machine.limits import demand_text
from pipeline.model.book import Source
from pipeline.read.archives import unpacked
from pipeline.read.files import REMEDY, File, bare_name, in_line, received
from pipeline.read.kinds import FORMATS, READABLE, TEXT, kind_of

Reader = Callable[[Sequence[File], str], Source]
"""Reads files of one format as one source, whose name is for messages."""


def read(path: Path) -> Source:
    """Read a book: a file, or a folder or archive of page files in natural order.

    Raises:
        RecensionError: there is no such file, it is of no kind that can be read, it holds no text,
            or more than a book may, or its page files are of several kinds.
    """
    given = received(path)
    files = unpacked([File(in_line(str(file)), data, (file.name,)) for file, data in given])
    kind, files = _of_one_kind(files, path)
    if FORMATS[kind].is_scan:
        # Imported here: it is much, and few sources are scans.
        from pipeline.read.ocr import read_ocr

        source = read_ocr(kind, files, str(path))
    else:
        source = cast("Reader", FORMATS[kind].load())(files, str(path))
    demand_text(source.text, str(path))
    return replace(source, name=bare_name(path), sha256=_digest(given, path))


def digest(path: Path) -> str:
    """Give the hash that the source of `read` will have, without reading more than the bytes.

    Raises:
        RecensionError: there is no such file, or it cannot be read.
    """
    return _digest(received(path), path)


def _of_one_kind(files: Sequence[File], path: Path) -> tuple[str, list[File]]:
    """Give the files that can be read, and their kind; empty ones are of any."""
    kinds: dict[str, list[File]] = defaultdict(list)
    for file in files:
        kinds[kind_of(file.data) if file.data else ""].append(file)
    found = [kind for kind in READABLE if kind in kinds]
    if len(found) > 1:
        named = ", ".join(f"{kind} ({kinds[kind][0].name})" for kind in found)
        raise RecensionError(
            f"the page files are of several kinds: {named}", str(path), "give those of one kind"
        )
    if not found and len(files) == 1 and files[0].data:
        raise RecensionError(f"this is {kind_of(files[0].data)}, not a text", files[0].name, REMEDY)
    if not found and "" not in kinds:
        raise RecensionError("none of the files can be read", str(path), REMEDY)
    kind = found[0] if found else TEXT
    return kind, [file for file in files if not file.data or kind_of(file.data) == kind]


def _digest(given: Sequence[tuple[Path, bytes]], path: Path) -> str:
    """Give the hash of the bytes as received; of a folder it covers the names too."""
    if not path.is_dir():
        return hashlib.sha256(given[0][1]).hexdigest()
    digest = hashlib.sha256()
    for file, data in given:
        digest.update(os.fsencode(file.name) + f"\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()
