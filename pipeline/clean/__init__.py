"""Cleaning: damage that shows in the letters alone is repaired, before anything is known of lines.

Each rule sees the whole text as `str` and yields edits. The order is the list below: bytes first,
then encodings, then single characters, then spaces, since each makes the next one's work visible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.clean import characters, encoding, shown, spaces
from pipeline.model.rules import control, glyph, reference, replacement, rule, spacing
from pipeline.model.text import Mark, Text

LOST = (
    rule(encoding.undecodable_byte, replacement),
    rule(encoding.object_sign, replacement),
)
CHARACTERS = (
    rule(characters.control_character, control),
    rule(characters.ligature_glyph, glyph),
    rule(characters.decomposed_letter, glyph),
    rule(characters.stray_direction, spacing),
)
RULES = (
    rule(encoding.byte_order_mark, spacing),
    *LOST,
    rule(encoding.mojibake, replacement),
    rule(encoding.html_entity, reference),
    *CHARACTERS,
    rule(characters.soft_hyphen, spacing),
    rule(spaces.zero_width_character, spacing),
    rule(spaces.tab, spacing),
    rule(spaces.doubled_space, spacing),
)

SHOWN = rule(shown.misread_bullet, replacement)


RARE = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u0300-\u036f\u202a-\u202e\u2066-\u2069"
    "\ufb00-\ufb06\ufffc\udc80-\udcff]"
)
"""What these rules look for: most books hold none of it, and each search goes through all."""
OF_RARE = frozenset({*LOST, *CHARACTERS})


def clean(raw: str, marks: Iterable[Mark] = ()) -> Text:
    """Give the raw text with every rule applied in order; `marks` lie on the raw text."""
    text, seen, rare = Text.raw(raw).mark(*marks), "", False
    for each in RULES:
        string = str(text)
        if each in OF_RARE and string is not seen:
            seen, rare = string, RARE.search(string) is not None
        if rare or each not in OF_RARE:
            text = text.apply(each.function(string), each.name)
    return text.apply(shown.misread_bullet(text), SHOWN.name)
