"""Captions whose pictures are not there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.proof import Proof, Query
from pipeline.language import all_words
from pipeline.model.finding import Proposal

LONGEST = 300
"""Letters of a caption."""


def lone_caption(proof: Proof) -> Iterator[Query]:
    """A paragraph, or what was taken for a heading, that reads as the caption of a picture.

    The source has only its words.

    >>> from pipeline.checks.proof import proof_of_text
    >>> found = lone_caption(proof_of_text("Fig. 3. The wheel.", "Fig. 3 shows the wheel."))
    >>> [*map(str, found)]
    ['the caption of a picture that is not there? "Fig. 3. The wheel."']
    """
    words = "|".join(sorted(map(re.escape, all_words("figures")), key=len, reverse=True))
    caption = re.compile(
        rf"(?:{words})\.?\s?(?:\d{{1,3}}|[IVXLC]{{1,6}})(?:[.:]|\s?[—–])\s*\S", re.I
    )
    for start, piece in zip(proof.starts, proof.pieces, strict=True):
        if piece.kind in ("paragraph", "heading") and len(piece.text) <= LONGEST:
            text = str(piece.text)
            if caption.match(text) and text[:1].isupper():
                shown = " ".join(text.split())[:60]
                message = f'the caption of a picture that is not there? "{shown}"'
                answer = Proposal("", 0.7, "figure")
                query = proof.ask(start, start + len(text), message, (), 0.6)
                yield query._replace(proposals=(answer,))
