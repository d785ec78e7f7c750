"""A book as it is scored: its text as tokens, where its blocks begin, what stands in its notes."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import NotRequired, TypedDict

ALIKE = {
    **dict.fromkeys(map(ord, "‘’‚‛‹›`´′"), "'"),
    **dict.fromkeys(map(ord, "“”„‟«»″"), '"'),
    **dict.fromkeys(map(ord, "‐‑‒–—―−⸺⸻"), "-"),
    **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f"), None),
}
"""What counts as the same sign, or as none."""
ELLIPSIS, DASHES = re.compile(r"\.(?:\s?\.){2,}"), re.compile("-{2,}")
REFERENCE = re.compile("⟦([^⟧]*)⟧")
TOKEN = re.compile(
    r"⟦(?P<key>[^⟧]*)⟧|(?P<line>\n)|(?P<token>\.\.\.|(?:[^\W_]|[\u0300-\u036f])+|[^\s])"
)


class TrueBlock(TypedDict):
    """A block as a truth.json has it; references to notes stand in its text as ⟦key⟧."""

    type: str
    text: str
    level: NotRequired[int]


class TrueNote(TypedDict):
    """A note as a truth.json has it."""

    text: str
    label: NotRequired[str]


class Truth(TypedDict):
    """What is read of a truth.json, or of an edition of that form."""

    id: NotRequired[str]
    blocks: list[TrueBlock]
    notes: dict[str, TrueNote]
    lost_notes: NotRequired[list[str]]
    unmarked_notes: NotRequired[list[str]]
    furniture: NotRequired[list[str]]


@dataclass(frozen=True, slots=True)
class Block:
    """A block: its kind (heading, paragraph, quote, verse, item), and its tokens' places."""

    kind: str
    start: int
    end: int
    level: int = 0


@dataclass(slots=True)
class Scored:
    """A book's text in order, filled block by block, and then not changed."""

    tokens: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    references: list[tuple[int, str]] = field(default_factory=list)
    """Before which token each stands, and the key of its note."""
    lines: list[int] = field(default_factory=list)
    """Tokens that begin a line within verse."""
    notes: dict[str, str] = field(default_factory=dict)
    """What stands in each note, by key."""
    labels: dict[str, str] = field(default_factory=dict)

    def add(self, kind: str, text: str, level: int = 0) -> None:
        """Add a block; one without a word, as the stars of a thought break, is left out."""
        start = len(self.tokens)
        if not any(map(str.isalnum, REFERENCE.sub("", text))) and not REFERENCE.search(text):
            return
        for found in TOKEN.finditer(alike(text)):
            if found["key"] is not None:
                self.references.append((len(self.tokens), found["key"]))
            elif found["line"]:
                self.lines += [len(self.tokens)] if len(self.tokens) > start else []
            else:
                self.tokens.append(found["token"])
        if len(self.tokens) > start:
            self.blocks.append(Block(kind, start, len(self.tokens), level))


def alike(text: str) -> str:
    """Write a text so that what counts as the same is the same.

    >>> alike("“Wait …” — he said")
    '"Wait ..." - he said'
    """
    text = unicodedata.normalize("NFKC", text.translate(ALIKE)).translate(ALIKE)
    return DASHES.sub("-", ELLIPSIS.sub("...", text))


def tokens(text: str) -> list[str]:
    """Give the words and the signs of a text.

    >>> tokens("So‐called “ﬁsh”.")
    ['So', '-', 'called', '"', 'fish', '"', '.']
    """
    return [found["token"] for found in TOKEN.finditer(alike(text)) if found["token"]]


def read_truth(truth: Truth) -> Scored:
    """Read what a truth.json says."""
    made = Scored()
    for block in truth["blocks"]:
        made.add(block["type"], block["text"], block.get("level", 0))
    made.notes.update({key: note["text"] for key, note in truth["notes"].items()})
    made.labels.update({key: note.get("label", "") for key, note in truth["notes"].items()})
    return made


def load(path: Path) -> Truth:
    """Read a truth.json, or an edition of that form."""
    loaded: Truth = json.loads(path.read_text("utf-8"))
    return loaded


def is_word(token: str) -> bool:
    """Tell whether a token is a word or a number, and not a sign."""
    return token[0].isalnum()
