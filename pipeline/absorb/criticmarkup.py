"""CriticMarkup in Markdown: what is proposed is accepted, what is remarked is kept beside it."""

from __future__ import annotations

import re

from pipeline.absorb.reading import Remark, Signature
from pipeline.write.criticmarkup import Piece, replaced

SIGNED = re.compile(r"\A@(?P<who>[^:\n]{1,40}):\s+")
"""Who makes a remark, as its first words may say."""


def accepted(text: str, count: int = 0) -> tuple[str, list[Remark | Signature]]:
    """Accept what is proposed in a text.

    Behind it, and behind what is remarked on, there stands its number, from `count` on; where it
    begins is told by how many letters it has.

    >>> accepted("The {~~mlil~>mill~~} {--is --}stood{++ there++}.")[0]
    'The mill\ufdd00\ufdd1 \ufdd01\ufdd1stood there\ufdd02\ufdd1.'
    >>> accepted("{==Rusians==}{>>one s?<<}")
    ('Rusians\\ufdd00\\ufdd1', [Remark(start=7, end=0, text='one s?', who='', when='')])
    """
    found: list[Remark | Signature] = []

    def read(piece: Piece) -> str:
        if piece.remark is not None:
            who = SIGNED.match(piece.remark)
            words = " ".join(piece.remark[who.end() if who else 0 :].split())
            found.append(Remark(len(piece.stays), 0, words, who["who"] if who else ""))
        elif piece.is_change:
            found.append(Signature(len(piece.stays), 0))
        else:
            return piece.stays
        return f"{piece.stays}\ufdd0{count + len(found) - 1}\ufdd1"

    return replaced(text, read), found
