"""Addresses of the web and of mailboxes, in which no sign is the printer's."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"://|^www\.|@\w")
LONGEST_ADDRESS = 500
"""Characters looked back and forth for an address's ends."""


def in_address(text: str, at: int) -> bool:
    """Does a place stand in a web address or that of a mailbox?

    >>> in_address("see http://a.org/x--y", 17), in_address("so--and", 2)
    (True, False)
    """
    start, stop = max(0, at - LONGEST_ADDRESS), min(len(text), at + LONGEST_ADDRESS)
    left = max(text.rfind(sign, start, at) for sign in " \n") + 1
    ends = [end for sign in " \n" if (end := text.find(sign, at, stop)) >= 0]
    return ADDRESS.search(text[max(left, start) : min(ends, default=stop)]) is not None
