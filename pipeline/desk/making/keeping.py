"""By what keys the desk keeps what it made of a book, so that it opens at once the next time."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.desk.making.pipe import Name
from pipeline.keys import Keys
from pipeline.machine import cache
from pipeline.manuscript.folder import BookFolder
from pipeline.model.decision import Decision


def made_key(name: Name, folder: BookFolder, sha256: str, decisions: Sequence[Decision]) -> str:
    """Give the key of what a job made of a book as decisions have it.

    What is asked about it is the same as in a build, which may have kept that.
    """
    keys = Keys(folder, sha256, decisions)
    if name == "checked":
        return keys.findings()
    return cache.key(name, keys.emended(), repr(folder.settings))
