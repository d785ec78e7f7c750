"""Books whose notes' markers were misread by a reader of page images: known, and their notes found.

In such a book hardly a raised figure of the text is what was printed, and of the labels at the foot
only some. Notes are then not found by markers and labels that agree, but by the series of the
labels alone (`footpath`), and by how the lines at the foot are set (`footlines`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.conventions.markers import SUPERSCRIPTS
from pipeline.layout.labels.lines import CLEAR as CLEARLY
from pipeline.layout.labels.lines import LINKED, LabelLine, Sight, marker_points
from pipeline.layout.misread.footlines import foot_lines
from pipeline.layout.misread.footpath import Head, note_heads
from pipeline.layout.misread.oddmarks import Open, odd_marks

FEW, PLENTY = 8, 60
"""Odd places from which markers were misread; notes with plain markers from which they were not."""
GATHERED = 2.5
"""How many times as many odd places a page with notes must have as one without."""
PAGES = 4
"""Pages with notes from which it can be told."""
SHARE = 0.3
"""Odd places that there must be on these pages for each note."""
CLEAR = 3.0
"""Weight from which a place is odd by itself."""

STARRED = 0.3
"""Share of the labels from which a book's notes are marked with asterisks, well read."""
PLAIN = re.compile(rf"[\d{SUPERSCRIPTS}\[\](){{}}†‡§‖¶#]")
"""What is seen of a marker that was read as it was printed, or in part."""
STARS = re.compile("[*∗]+")


def odd_places(sight: Sight, labels: Iterable[LabelLine]) -> dict[int, int]:
    """Count each page's places that misread markers may have left; empty: they are read well.

    They are where more notes have a marker in plain sight than there are such places.
    """
    linked = [label for label in labels if label.linked]
    plain = sum(label.marker >= 0 for label in linked)
    starred = sum(label.label[0] == "*" for label in linked) >= max(1.0, STARRED * len(linked))
    if plain > PLENTY:
        return {}
    counts: Counter[int] = Counter()
    state = Open()
    for i, line in enumerate(sight.lines):
        if sight.gaps[i]:
            state = Open()
        places, state = odd_marks(line.text, state)
        clear = [place for place in places if place.weight >= CLEAR]
        ends = {place.end: line.text[place.start : place.end] for place in reversed(clear)}
        counts[line.page] += sum(
            not (PLAIN.search(seen) or (starred and STARS.fullmatch(seen)))
            for seen in ends.values()
        )
    return counts if counts.total() >= max(FEW, plain) else {}


def misread_labels(sight: Sight, odd: Mapping[int, int]) -> dict[int, LabelLine]:
    """Give the lines that begin notes, with the labels that were printed there.

    `odd` counts each page's places that a marker may have left. There are none unless these gather
    on the pages that have notes: otherwise they are no markers.
    """
    heads = note_heads(foot_lines(sight), odd)
    noted = {sight.lines[head.line].page for head in heads}
    pages = 1 + sight.lines[-1].page
    inside = sum(odd.get(page, 0) for page in noted)
    usual = (sum(odd.values()) - inside + 1) / (pages - len(noted) + FEW)
    plain = _plainly_marked(sight, heads)
    least = max(FEW, plain, SHARE * len(heads), GATHERED * usual * len(noted))
    if len(noted) < PAGES or inside < least:
        return {}
    return {
        head.line: LabelLine(
            head.line,
            sight.lines[head.line].page,
            head.label,
            head.length,
            head.line,
            linked=True,
            weight=LINKED,
            misread=head.seen != head.label,
        )
        for head in heads
    }


def _plainly_marked(sight: Sight, heads: Sequence[Head]) -> int:
    """Count the notes of which a marker stands in plain sight on their page."""
    wanted = {(sight.lines[head.line].page, head.label) for head in heads}
    points = marker_points(sight, {label for _, label in wanted}, ())
    clear = {(point.page, point.label) for point, _ in points if point.weight >= CLEARLY}
    return len(clear & wanted)
