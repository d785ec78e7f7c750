"""Signs of other systems that were left in the text: tags, entities, marks of type."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from pipeline.checks.proof import Answer, Proof, Query

TAGS = (
    "a|b|big|blockquote|br|center|div|em|font|h[1-6]|hr|i|img|li|ol|p|pre|small|span|strong|sub|sup"
    "|table|td|th|tr|tt|u|ul"
)
TAG, ENTITY, TYPE = "a tag", "a character's name", "a mark of type"
FORMS = (
    ("<", TAG, re.compile(rf"</?(?:{TAGS})(?:\s[^<>\n]*)?/?>")),
    ("&", ENTITY, re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,5}|#x[\da-fA-F]{2,5});")),
    ("*", TYPE, re.compile(r"(?<![\w*])(\*{1,2})(?=\w)[^*\n]{1,80}(?<=\w)\1(?![\w*])")),
    ("_", TYPE, re.compile(r"(?<!\w)_(?=\w)[^_\n]{1,80}(?<=\w)_(?!\w)")),
    ("\\", "a command", re.compile(r"\\(?:emph|text(?:it|bf|sc)|footnote|begin|end|par)\b\{?")),
    ("{{", "a template", re.compile(r"\{\{[^{}\n]{1,60}\}\}")),
    (
        "[",
        "a remark",
        re.compile(r"\[(?:illegible|unleserlich|illisible|неразборчиво)[^\]\n]{0,40}\]"),
    ),
)
"""The sign without which there is none, what it is called, its form."""


def abandoned_markup(proof: Proof) -> Iterator[Query]:
    """A tag, an entity, or a sign of type that some other system left in the text.

    >>> from pipeline.checks.proof import proof_of_text
    >>> found = [*abandoned_markup(proof_of_text("The old</i> mill &amp; the _new_ one."))]
    >>> [[*map(str, found)][0], *(query.proposals[0].new for query in found)]
    ['a tag left in the text? "</i>"', '', '&', 'new']
    """
    for sign, name, form in FORMS:
        for match in form.finditer(proof.string) if sign in proof.string else ():
            message = f'{name} left in the text? "{match[0]}"'
            yield proof.ask(*match.span(), message, _answers(name, match[0]), 0.8)


def _answers(name: str, text: str) -> list[Answer]:
    if name == TAG:
        return [Answer("", 0.8)]
    if name == ENTITY:
        letter = html.unescape(text)
        return [Answer(letter, 0.9)] if letter != text else []
    return [Answer(text.strip("*_"), 0.6)] if name == TYPE else []
