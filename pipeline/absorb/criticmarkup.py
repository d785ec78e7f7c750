"""CriticMarkup in Markdown: what is proposed is accepted, what is remarked is kept beside it."""

from __future__ import annotations

import re

from pipeline.absorb.reading import Remark, Signature
from pipeline.write.criticmarkup import MARKUP, kept

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

    def read(match: re.Match[str]) -> str:
        stays = kept(match)
        if match[0].startswith("\\"):
            return stays
        said = match["about"] or match["remark"]
        if said is not None:
            who = SIGNED.match(said)
            words = " ".join(said[who.end() if who else 0 :].split())
            found.append(Remark(len(stays), 0, words, who["who"] if who else ""))
        elif match["shown"] is None:
            found.append(Signature(len(stays), 0))
        else:
            return stays
        return f"{stays}\ufdd0{count + len(found) - 1}\ufdd1"

    return MARKUP.sub(read, text), found
