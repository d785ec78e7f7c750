"""Words that are set in italics in most places, and upright in others."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from pipeline.checks.consistency.ways import Way, varying
from pipeline.checks.proof import Proof, Query
from pipeline.model.finding import Span

LEAST = 4
"""Times that a word is in italics from which it is always meant to be."""
STRAY = 0.25
PHRASE = re.compile(r"[^\W\d_][\w’-]*(?: [\w’-]+){0,3}")


def varying_emphasis(proof: Proof) -> Iterator[Query]:
    """A name or a foreign word that is in italics in most places, and upright in a few.

    >>> [*map(str, varying_emphasis(_example(5, 1)))]
    ['"Argo": in italics (5 times), upright (once)']
    """
    string = proof.string
    spans = [(m.start, m.end) for m in proof.marks if m.kind == "emphasis"]
    texts = [string[start:end].strip(" .,;:") for start, end in spans]
    often = [text for text, count in Counter(texts).items() if count >= LEAST]
    phrases = [text for text in often if len(text) > 3 and PHRASE.fullmatch(text)]
    if not phrases:
        return
    inside = {at for span in spans for at in range(*span)}
    listed = "|".join(map(re.escape, sorted(phrases, key=lambda text: (-len(text), text))))
    found: dict[str, dict[bool, list[Span]]] = defaultdict(lambda: {True: [], False: []})
    for match in re.finditer(rf"(?<!\w)(?:{listed})(?!\w)", string):
        found[match[0]][match.start() in inside].append(match.span())
    for text, places in sorted(found.items()):
        ways = [Way("in italics", places[True]), Way("upright", places[False])]
        if len(places[True]) > len(places[False]):
            yield from varying(proof, f'"{text}"', ways, least=LEAST, most=STRAY)


def _example(set_apart: int, upright: int) -> Proof:
    from pipeline.checks.proof import proof_of
    from pipeline.model.book import Block, Book, Chapter
    from pipeline.model.text import Mark, Text

    text = Text.raw("Argo " * (set_apart + upright))
    text = text.mark(*(Mark("emphasis", 5 * k, 5 * k + 4) for k in range(set_apart)))
    return proof_of(Book("t", "en", (Chapter("c", "chapter", (Block("paragraph", text),)),)))
