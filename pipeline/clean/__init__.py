"""Cleaning: damage that shows in the letters alone is repaired, before anything is known of lines.

Each rule sees the whole text as `str` and yields edits. The order is the list below: bytes first,
then encodings, then single characters, then spaces, since each makes the next one's work visible.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.clean import characters, encoding, shown, spaces
from pipeline.rules import control, glyph, reference, replacement, rule, spacing
from pipeline.text import Mark, Text

RULES = (
    rule(encoding.byte_order_mark, spacing),
    rule(encoding.undecodable_byte, replacement),
    rule(encoding.mojibake, replacement),
    rule(encoding.html_entity, reference),
    rule(characters.control_character, control),
    rule(characters.ligature_glyph, glyph),
    rule(characters.decomposed_letter, glyph),
    rule(characters.soft_hyphen, spacing),
    rule(spaces.zero_width_character, spacing),
    rule(spaces.tab, spacing),
    rule(spaces.doubled_space, spacing),
)

SHOWN = rule(shown.misread_bullet, replacement)


def clean(raw: str, marks: Iterable[Mark] = ()) -> Text:
    """Give the raw text with every rule applied in order; `marks` lie on the raw text."""
    text = Text.raw(raw).mark(*marks)
    for each in RULES:
        text = text.apply(each.function(str(text)), each.name)  # type: ignore[arg-type]
    return text.apply(shown.misread_bullet(text), SHOWN.name)
