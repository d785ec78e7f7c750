"""Text as it is shown to people who judge it: in reports, at the desk, on the terminal.

What cannot be seen is shown by a sign, character for character, so that places stay what they are:
a control character by its picture, for on a terminal it would move the cursor or change colours; a
direction that would turn round what stands beside it by an arrow; a tag character by an empty
square; what is no character at all by U+FFFD.
"""

from __future__ import annotations

import re

from pipeline.directions import SIGN, stray

PICTURES = {
    **{code: 0x2400 + code for code in range(32)},
    0x7F: 0x2421,
    **dict.fromkeys((0x85, 0x2028, 0x2029), 0x2424),
}
"""Signs of control characters and of ends of lines (Unicode, Control Pictures)."""
WITHIN = {code: sign for code, sign in PICTURES.items() if chr(code) not in "\n\t"}
ARROWS = dict(
    zip("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", "⇨⇦⇩⇨⇦⇨⇦⇨⇩", strict=True)
)
"""By where they lead; those that close point down."""
NONE = re.compile("[\x80-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
TAG = re.compile("[\U000e0000-\U000e007f]")
UNSEEN = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What JSON may hold, and neither a terminal nor an editor should be given."""


def visible(text: str) -> str:
    r"""Show what cannot be seen; line ends and tabs stay.

    >>> visible("a\x1b[2Jb\udce9 \u202egnp.exe"), visible("\u2067שלום\u2069") == "\u2067שלום\u2069"
    ('a␛[2Jb� ⇦gnp.exe', True)
    """
    if text.isprintable():
        return text
    if SIGN.search(text):
        letters = list(text)
        for at in stray(text):
            letters[at] = ARROWS[letters[at]]
        text = "".join(letters)
    return TAG.sub("⬚", NONE.sub("\ufffd", text.translate(WITHIN)))


def visible_json(text: str) -> str:
    r"""Give JSON in which escapes stand for what cannot be seen; it means what it did.

    >>> visible_json('"a\u202e\x9b"')
    '"a\\u202e\\u009b"'
    """
    return UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
