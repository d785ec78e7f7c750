"""CriticMarkup in Markdown: what is proposed is accepted, what is remarked is kept beside it.

    {++come in++} {--gone--} {~~was~>is~~} {==shown==}{>>a remark<<}

After the CriticMarkup toolkit (criticmarkup.com). A brace behind a backslash is the text's own.
"""

from __future__ import annotations

import re

from pipeline.absorb.reading import Remark, Signature

MARKUP = re.compile(
    r"\\.|(?:"
    r"\{\+\+(?P<come>.*?)\+\+\}"
    r"|\{--(?P<gone>.*?)--\}"
    r"|\{~~(?P<was>.*?)~>(?P<now>.*?)~~\}"
    r"|\{==(?P<shown>.*?)==\}(?:\{>>(?P<about>.*?)<<\})?"
    r"|\{>>(?P<remark>.*?)<<\}"
    r")",
    re.DOTALL,
)
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
        if match[0].startswith("\\"):
            return match[0]
        said = match["about"] or match["remark"]
        kept: str = match["come"] or match["now"] or match["shown"] or ""
        if said is not None:
            who = SIGNED.match(said)
            words = " ".join(said[who.end() if who else 0 :].split())
            found.append(Remark(len(kept), 0, words, who["who"] if who else ""))
        elif match["shown"] is None:
            found.append(Signature(len(kept), 0))
        else:
            return kept
        return f"{kept}\ufdd0{count + len(found) - 1}\ufdd1"

    return MARKUP.sub(read, text), found
