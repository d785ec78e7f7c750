"""What is measured of an edition, by the definitions of docs/bench.md."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from statistics import harmonic_mean

from pipeline.bench.score.book import Block, Scored, Truth, is_word
from pipeline.bench.score.figures import Boundaries, Figures, Headings, Kind, Rates, Types
from pipeline.bench.score.notes import measure_notes
from pipeline.bench.score.place import Places, places
from pipeline.bench.score.words import measure_furniture, measure_words

KINDS = ("quote", "verse", "item")


def measure(given: Truth, truth: Scored, edition: Scored) -> Figures:
    """Measure an edition; `given` is the truth as it stands in truth.json."""
    at = places(truth, edition)
    heading, boundary = _headings(truth, edition, at), _boundaries(truth, edition, at)
    notes, pairs = measure_notes(given, truth, edition, at)
    said = measure_words(given, truth, edition, at, pairs)
    parts = [heading["f1"], boundary["f1"], notes.get("f1"), said["f1"]]
    counted = [part for part in parts if part is not None]
    return {
        "case": given.get("id", ""),
        "structure": harmonic_mean(counted) if all(counted) else 0.0,
        "heading": heading,
        "boundary": boundary,
        "notes": notes,
        "words": said,
        "furniture": measure_furniture(given.get("furniture", []), truth, edition, at),
        **_types(truth, edition, at),
    }


def rates(hits: int, found: int, wanted: int) -> Rates:
    """Give precision, recall and F1; there is none of them where nothing is wanted.

    >>> rates(1, 1, 2)
    {'precision': 1.0, 'recall': 0.5, 'f1': 0.6666666666666666}
    """
    if not wanted:
        return {"precision": None, "recall": None, "f1": None}
    precision, recall = hits / found if found else 0.0, hits / wanted
    f1 = 2 * hits / (found + wanted)
    return {"precision": precision, "recall": recall, "f1": f1}


def _inside(blocks: Iterable[Block], at: Places) -> Iterator[Block]:
    """Give those blocks of an edition that are of the text, and not what it has around it."""
    return (block for block in blocks if block.end > at.first and block.start < at.last)


def _headings(truth: Scored, edition: Scored, at: Places) -> Headings:
    wanted = [block for block in truth.blocks if block.kind == "heading"]
    found = [block for block in _inside(edition.blocks, at) if block.kind == "heading"]
    left, levels, hits = list(wanted), 0, 0
    for block in found:
        starts, ends = at.within(block.start), at.within(block.end)
        words = _words(edition, block)
        for other in left:
            if (other.start in starts or other.end in ends) and _words(truth, other) == words:
                left.remove(other)
                hits += 1
                levels += other.level == block.level
                break
    exact = levels / hits if hits else 0.0
    missed = [_words(truth, other) for other in left]
    made = rates(hits, len(found), len(wanted))
    return {**made, "truth": len(wanted), "level_exact": exact, "missed": missed}


def _words(book: Scored, block: Block) -> str:
    """Give the words of a block; signs between the parts of a heading are a matter of taste."""
    return " ".join(filter(is_word, book.tokens[block.start : block.end]))


def _boundaries(truth: Scored, edition: Scored, at: Places) -> Boundaries:
    wanted = [block.start for block in truth.blocks]
    lines = sorted({*truth.lines} - {*wanted})
    left, hits, neutral = list(wanted), 0, 0
    starts = [block.start for block in _inside(edition.blocks, at)]
    for start in starts:
        if (place := _first(left, at.within(start))) is not None:
            left.remove(place)
            hits += 1
        elif _first(lines, at.within(start)) is not None:
            neutral += 1
    return {**rates(hits, len(starts) - neutral, len(wanted)), "truth": len(wanted)}


def _first(listed: Sequence[int], within: range) -> int | None:
    """Give the first of some numbers in order that is within a range."""
    n = bisect_left(listed, within.start)
    return listed[n] if n < len(listed) and listed[n] in within else None


def _types(truth: Scored, edition: Scored, at: Places) -> Types:
    """Measure whether blocks have their kind, and verse its lines."""
    starts = [block.start for block in edition.blocks]
    right: Counter[str] = Counter()
    for block in truth.blocks:
        places_of = [place for place in at.found[block.start : block.end] if place >= 0]
        kinds = Counter(_holding(edition.blocks, starts, place).kind for place in places_of)
        right[block.kind] += bool(kinds) and kinds.most_common(1)[0][0] == block.kind
    all_of = Counter(block.kind for block in truth.blocks)
    types: dict[str, Kind] = {
        k: {"truth": all_of[k], "accuracy": right[k] / all_of[k]} for k in KINDS if all_of[k]
    }
    made: Types = {"types": types}
    if truth.lines:
        left = list(truth.lines)
        for start in sorted({*edition.lines, *starts}):
            if (place := _first(left, at.within(start))) is not None:
                left.remove(place)
        made["verse_lines"] = {"truth": len(truth.lines), "kept": 1 - len(left) / len(truth.lines)}
    return made


def _holding(blocks: Sequence[Block], starts: Sequence[int], place: int) -> Block:
    return blocks[bisect_left(starts, place + 1) - 1]
