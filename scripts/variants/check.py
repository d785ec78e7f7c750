"""Whether a variant is fit to measure by: what its truth says stands in its raw text."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from pipeline.bench.score.book import Truth
from scripts.handbook.record import REFERENCE
from scripts.variants.place import HYPHENS, Told

RECALL = 0.998
"""The share of the truth's words that must stand in the undamaged text."""
UNKNOWN = 0.001
"""The share of the text's letters of which it may be unknown whose they are."""
WORD = re.compile(r"[^\W\d_]+")
DIVIDED = re.compile(f"[{HYPHENS}][ \t]*(?:\r?\n\f?[ \t]*)?(?=\\w)")


def faults(truth: Truth, clean: Told) -> Iterator[str]:
    """Name what is wrong with the truth of an undamaged text."""
    if (share := recall(truth, clean.text)) < RECALL:
        yield f"recall of the truth's words is {share:.4f}"
    letters = [tag for char, tag in zip(*clean, strict=True) if char.isalnum()]
    if (unknown := letters.count(None)) > UNKNOWN * len(letters):
        yield f"of {unknown} letters in {len(letters)} it is unknown whose they are"
    for name, keys in (("lost", truth["lost_notes"]), ("unmarked", truth["unmarked_notes"])):
        if keys:
            yield f"{len(keys)} {name} notes although nothing was damaged"


def missing(truth: Truth, raw: str) -> Iterator[str]:
    """Name what the truth of a damaged text has and the text has not, or has otherwise."""
    lines = [line for line in truth["furniture"] if line not in raw]
    if lines:
        yield f"furniture that is not in the raw text: {lines[:3]}"
    text = "".join(block["text"] for block in truth["blocks"])
    references = {found[1:-1] for found in REFERENCE.findall(text)}
    expected = set(truth["notes"]) - set(truth["unmarked_notes"])
    if references != expected:
        yield f"references without notes, or notes without: {sorted(references ^ expected)[:5]}"


def recall(truth: Truth, raw: str) -> float:
    """Give the share of the truth's words that stand in a raw text.

    Words are counted, not placed, and a word that a line's end divided counts whole: this knows
    nothing of how the truth was aligned with the text.

    >>> block = {"text": "a divided line⟦n1⟧"}
    >>> recall({"blocks": [block], "notes": {}}, "a divi-\\nded line1")
    1.0
    """
    texts = [block["text"] for block in truth["blocks"]]
    texts += [note["text"] for note in truth["notes"].values()]
    wanted = Counter(word for text in texts for word in _words(REFERENCE.sub("", text)))
    found, joined = Counter(_words(raw)), Counter(_words(DIVIDED.sub("", raw)))
    missed = sum(max(0, n - max(found[word], joined[word])) for word, n in wanted.items())
    return 1 - missed / max(1, wanted.total())


def _words(text: str) -> Iterator[str]:
    return (found[0] for found in WORD.finditer(unicodedata.normalize("NFKC", text)))
