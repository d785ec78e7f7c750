"""What a block may be said to be, with the keys of the menu that asks for it."""

from __future__ import annotations

KINDS = (
    *((str(level), f"action=heading&new={level}", f"heading {level}") for level in range(1, 7)),
    ("p", "action=paragraph", "paragraph"),
    ("q", "action=quote", "quotation"),
    ("v", "action=verse", "verse"),
    ("i", "action=item", "item of a list"),
    ("t", "action=table", "table"),
    ("g", "action=figure", "figure"),
    ("x", "action=furniture", "not of the edition"),
)
"""Keys, what is decided of the whole block, and how the menu says it."""
SEAMS = (
    ("j", "action=join", "join with the block before"),
    ("/", "action=split", "split here"),
    ("b", "action=break", "break before it"),
)
"""The same, of where blocks begin and end."""
