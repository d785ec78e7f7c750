"""What the desk keeps of a book from one run to the next, so that it opens at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline import cache
from pipeline.book import Source
from pipeline.decisions.decision import Decision
from pipeline.desk.shown import Emended
from pipeline.finding import Finding
from pipeline.folder import BookFolder
from pipeline.read import digest
from pipeline.read.files import bare_name


class Kept(NamedTuple):
    """A book as it was shown when it was last shown by the same decisions."""

    source: Source
    emended: Emended
    findings: tuple[Finding, ...] | None
    """None where it was not checked then."""


def kept(folder: BookFolder, decisions: Sequence[Decision]) -> Kept | None:
    """Give what was made of the same source, by the same settings and decisions; None if nothing.

    Raises:
        RecensionError: the source cannot be read.
    """
    sha256 = digest(folder.source_path)
    shown, found = keys_of(folder, sha256, decisions)
    source, emended = cache.load(source_key(folder, sha256)), cache.load(shown)
    return Kept(source, emended, cache.load(found)) if source and emended else None


def keys_of(folder: BookFolder, sha256: str, decisions: Sequence[Decision]) -> tuple[str, str]:
    """Give the keys of a book as it is shown by decisions, and of what is asked about it then.

    `sha256` is the source's. Where a decision is written counts: findings tell it.
    """
    parts = sha256, *_names(folder), repr(folder.settings), *map(repr, decisions)
    return cache.key("shown", *parts), cache.key("findings", *parts)


def source_key(folder: BookFolder, sha256: str) -> str:
    """Give the key of a source."""
    return cache.key("source", sha256, *_names(folder))


def recovered_key(folder: BookFolder, sha256: str) -> str:
    """Give the key of a book as it was last recovered, which says by what decisions it was."""
    settings = folder.settings
    return cache.key("recovered", sha256, *_names(folder), settings.language, settings.title)


def _names(folder: BookFolder) -> tuple[str, str]:
    return bare_name(folder.source_path), folder.name
