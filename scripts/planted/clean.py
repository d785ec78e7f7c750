"""A text that is taken for clean, and where in it errors may be planted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pipeline.checks.families import findings
from pipeline.checks.proof import Proof
from pipeline.model.book import Book, Source
from pipeline.model.finding import Finding, Span
from pipeline.model.settings import Settings
from pipeline.read.files import File
from pipeline.read.plain import read_plain
from pipeline.stages import finished
from scripts.handbook.make import MANIFEST, RAW
from scripts.handbook.record import damaged, undone


@dataclass(frozen=True)
class Clean:
    """A text, the book that comes of it, and what the checks say about that."""

    raw: str
    settings: Settings

    @cached_property
    def proof(self) -> Proof:
        """The book as its proofreader reads it."""
        return proof_of(self.raw, self.settings)

    @property
    def book(self) -> Book:
        """The book."""
        return self.proof.book

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the checks ask about it."""
        return findings(self.proof)

    @cached_property
    def origins(self) -> list[int]:
        """Give for each letter of the proof's string where it stands in the raw text.

        -1 where a rule has written it, and where no errors are planted: in headings.
        """
        origins = [-1] * (len(self.proof.string) + 1)
        for piece, start in zip(self.proof.pieces, self.proof.starts, strict=True):
            at = start
            for run in piece.text.runs:
                if not run.rule and piece.kind not in ("heading", "break"):
                    origins[at : at + len(run.text)] = range(run.start, run.end)
                at += len(run.text)
        return origins

    def origin(self, start: int, end: int) -> Span | None:
        """Give the raw stretch behind one of the string, if no rule has touched it."""
        first, last = (start - 1, end) if start == end else (start, end - 1)
        raw, raw_last = self.origins[first], self.origins[last]
        if raw < 0 or raw_last - raw != last - first:
            return None
        return (raw_last, raw_last) if start == end else (raw, raw_last + 1)

    def places(self, pattern: str) -> Iterator[re.Match[str]]:
        """Give where a pattern stands in the proof's string."""
        return re.finditer(pattern, self.proof.string)


def proof_of(raw: str, settings: Settings) -> Proof:
    """Recover the book from a raw text."""
    source: Source = read_plain([File("planted", raw.encode("utf-8"))], "planted")
    return Proof(source, finished(source, settings, "planted"), settings)


def clean_text(path: Path | None, language: str) -> Clean:
    """Take a file as clean, or without one the handbook before it was damaged."""
    if path is not None:
        return Clean(path.read_bytes().decode("utf-8"), Settings(language=language))
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    raw = RAW.read_bytes().decode("utf-8")
    return Clean(damaged(undone(raw, manifest), []), Settings(language=language or "en"))
