"""What each trial begins with: the files of `corpus/`, and for books bytes by lot.

The files are invented, small, and each of them is about something that is read in its own way.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

CORPUS = Path(__file__).with_name("corpus")
FOLDERS = {"file": ("file", "text")}
"""Where the files of a trial stand, if not in the folder of its name alone."""
LENGTHS = (400, 1500, 6000)
MANY = {"books": 8, "decided": 8, "editions": 1, "epubs": 1}
"""Lots of each length, for trials that are led through the strategies."""


def seeds(trial: str) -> Iterator[tuple[str, bytes]]:
    """Give the cases that a trial begins with, each with its name."""
    lot = Random(trial)
    for length in LENGTHS:
        for number in range(MANY.get(trial, 0)):
            yield f"lot-{length}-{number}", lot.randbytes(length)
    for folder in FOLDERS.get(trial, (trial,)):
        for path in sorted((CORPUS / folder).glob("*")):
            yield path.name, path.read_bytes()
