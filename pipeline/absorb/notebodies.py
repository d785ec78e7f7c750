"""The bodies of notes, brought to the file that refers to them.

A text that was moved from one chapter's file to another's takes its marker along, and the body of
the note stays where it was, where pandoc would drop it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

BODY = re.compile(
    r"^\[\^(?P<id>[^\]\s]+)\]:.*\n?(?:(?:[ \t]*\n)*(?:[ ]{4}|\t).*\n?)*(?:[ \t]*\n)*", re.M
)
"""The body of a note: its first line, and all that is indented behind it."""
REFERENCE = re.compile(r"(?<!\\)\[\^(?P<id>[^\[\]\s]+)\](?!:)")


def with_bodies(texts: Sequence[str]) -> list[str]:
    r"""Move bodies of notes to the texts that refer to them, where their own does not.

    >>> with_bodies(["One.\n\n[^n1]: A body.\n", "Two.[^n1]\n"])
    ['One.\n\n', 'Two.[^n1]\n\n[^n1]: A body.\n']
    """
    wanted = [{match["id"] for match in REFERENCE.finditer(text)} for text in texts]
    bodies = [{match["id"]: match[0] for match in BODY.finditer(text)} for text in texts]
    made = list(texts)
    for k, own in enumerate(bodies):
        for id, body in own.items():
            home = next((j for j, ids in enumerate(wanted) if id in ids and id not in bodies[j]), k)
            if id not in wanted[k] and home != k:
                made[k] = made[k].replace(body, "")
                made[home] = f"{made[home].rstrip()}\n\n{body.rstrip()}\n"
    return made
