"""CriticMarkup in Markdown, as it is read: what is proposed, and what is remarked.

    {++come in++} {--gone--} {~~was~>is~~} {==shown==}{>>a remark<<}

After the CriticMarkup toolkit (criticmarkup.com). A brace behind a backslash is the text's own.
"""

from __future__ import annotations

import re

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


def accepted(text: str) -> str:
    """Accept what is proposed in a text, and leave out what is remarked.

    >>> accepted("The {~~mlil~>mill~~} {--is --}stood{++ there++}.{>>one l?<<}")
    'The mill stood there.'
    """
    return MARKUP.sub(kept, text)


def kept(match: re.Match[str]) -> str:
    """Give what stays of a piece of markup, once it is accepted."""
    if match[0].startswith("\\"):
        return match[0]
    return match["come"] or match["now"] or match["shown"] or ""
