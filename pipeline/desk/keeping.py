"""What the desk keeps of a book from one run to the next, so that it opens at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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


class Keys(NamedTuple):
    """By what the parts of a book are kept, made of a source as some decisions have it."""

    shown: str
    findings: str


def kept(folder: BookFolder, decisions: Sequence[Decision]) -> Kept | None:
    """Give what was made of the same source, by the same settings and decisions; None if nothing.

    Raises:
        RecensionError: the source cannot be read.
    """
    keys = keys_of(folder, digest(folder.source_path), decisions)
    shown = cache.load(keys.shown)
    if shown is None:
        return None
    source, emended = shown
    return Kept(source, emended, cache.load(keys.findings))


def keys_of(folder: BookFolder, sha256: str, decisions: Sequence[Decision]) -> Keys:
    """Give the keys of a book as decisions have it; `sha256` is the source's."""
    # Where a decision is written is not known until it is read again; nothing is made by that.
    made = (repr(replace(each, file="", line=0)) for each in decisions)
    parts = sha256, *_names(folder), repr(folder.settings), *made
    return Keys(cache.key("shown", *parts), cache.key("findings", *parts))


def recovered_key(folder: BookFolder, sha256: str) -> str:
    """Give the key of a book as it was last recovered, which says by what decisions it was."""
    settings = folder.settings
    return cache.key("recovered", sha256, *_names(folder), settings.language, settings.title)


def _names(folder: BookFolder) -> tuple[str, str]:
    return bare_name(folder.source_path), folder.name
