"""Structure: lines joined to paragraphs, passages found, blocks and chapters made of them."""

from __future__ import annotations

from pipeline.model.rules import bullet, numeral, ornament, rule
from pipeline.structure import lineends
from pipeline.structure.blocks import item_bullet, thought_break
from pipeline.structure.numerals import misread_numeral

RULES = (
    *lineends.RULES,
    rule(item_bullet, bullet),
    rule(thought_break, ornament),
    rule(misread_numeral, numeral),
)
