"""Damage that letters alone do not show: the input has marked what a sign's shape and place are."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.model.text import Edit, Text

BULLET = "•"


def misread_bullet(text: Text) -> Iterator[Edit]:
    """A list's bullet that OCR read as another sign; its box is a bullet's.

    >>> from pipeline.model.text import Mark
    >>> [edit[:3] for edit in misread_bullet(Text.raw("¢ one").mark(Mark("bullet", 0, 1)))]
    [(0, 1, '•')]
    """
    string = str(text)
    for mark in text.marks:
        if mark.kind == "bullet" and string[mark.start : mark.end] not in ("", BULLET):
            yield Edit(mark.start, mark.end, BULLET)
