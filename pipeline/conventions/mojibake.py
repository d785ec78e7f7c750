"""Letters that an encoding lost or made others of."""

from __future__ import annotations

LOST = "\ufffd"
"""What stands where a letter was lost (U+FFFD)."""


def repaired(text: str) -> str:
    """Undo a wrong decoding by ftfy, which is imported here: few texts have any.

    >>> repaired("cafÃ©s")
    'cafés'
    """
    from ftfy import TextFixerConfig, fix_encoding

    # Only what undoes a wrong decoding. `replace_lossy_sequences` is off because it writes U+FFFD:
    # it would turn a repairable trace into a lost letter.
    only = TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_encoding=True,
        restore_byte_a0=True,
        replace_lossy_sequences=False,
        decode_inconsistent_utf8=True,
        fix_c1_controls=True,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )
    return fix_encoding(text, only)
