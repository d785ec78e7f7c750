"""By what keys the desk keeps what it made of a book, so that it opens at once the next time."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline import cache
from pipeline.decisions.decision import Decision
from pipeline.desk.making.pipe import Name
from pipeline.folder import BookFolder
from pipeline.read.files import bare_name


def source_key(folder: BookFolder, sha256: str) -> str:
    """Give the key of a book's source, which has this hash."""
    return cache.key("source", sha256, bare_name(folder.source_path))


def recovered_key(folder: BookFolder, sha256: str) -> str:
    """Give the key of a book as it was last recovered, which says by what decisions it was."""
    settings = folder.settings
    return cache.key("recovered", *_names(folder, sha256), settings.language, settings.title)


def made_key(name: Name, folder: BookFolder, sha256: str, decisions: Sequence[Decision]) -> str:
    """Give the key of what a job made of a book as decisions have it.

    Where a decision is written counts, since findings tell it.
    """
    return cache.key(name, *_names(folder, sha256), repr(folder.settings), *map(repr, decisions))


def _names(folder: BookFolder, sha256: str) -> tuple[str, str, str]:
    return sha256, bare_name(folder.source_path), folder.name
