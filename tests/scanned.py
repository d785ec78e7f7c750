"""A page as engines of OCR write it, for tests, and what is read of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.model.book import Source
from pipeline.read.files import File
from pipeline.read.kinds import kind_of
from pipeline.read.ocr import read_ocr
from tests.scans import FORMATS

PROSE = (
    "The harbour lies open to the north, and the ships that",
    "come in from the fishing grounds are seen from the church",
    "long before the bell is rung. Nobody knows who hung the",
    "bell, or when; it was there when the oldest were young,",
)

Write = Callable[..., bytes]
every_format = pytest.mark.parametrize("write", FORMATS.values(), ids=FORMATS)


def read_scan(*files: bytes) -> Source:
    kind = kind_of(files[0])
    return read_ocr(kind, [File(f"page-{k}", data) for k, data in enumerate(files, 1)], "book")


def marked(source: Source, kind: str) -> list[str]:
    return [source.text[m.start : m.end].strip() for m in source.marks if m.kind == kind]
