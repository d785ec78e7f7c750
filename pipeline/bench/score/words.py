"""The words of an edition, measured: what is missing, what is there besides, what was to go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.bench.score.book import Scored, Truth, is_word, tokens
from pipeline.bench.score.figures import Furniture, Words
from pipeline.bench.score.place import Places, hyphens


def measure_words(
    given: Truth, truth: Scored, edition: Scored, at: Places, pairs: Mapping[str, str]
) -> Words:
    """Count the words of text and notes, those missing, and those that are there besides.

    A word of a note that stands in the text is misplaced, and not missing. What stands before the
    first word of the text or behind its last is an edition's own matter; of notes that the source
    lost, nothing counts.
    """
    missing, inserted, left, joined = _of_text(truth, edition, at)
    gone = {*given.get("lost_notes", [])}
    ours = {key: text for key, text in truth.notes.items() if key not in gone}
    replaced = {pairs[key] for key in gone if key in pairs}
    theirs = {key: text for key, text in edition.notes.items() if key not in replaced}
    lost, more = _of_notes(ours, theirs, truth.labels, pairs)
    misplaced = (lost & inserted) + (missing & more)
    missing, inserted = missing + lost - misplaced, inserted + more - misplaced
    wanted = _count(truth.tokens) + sum(_count(tokens(each)) for each in ours.values())
    own = edition.tokens[at.first : at.last]
    there = _count(own) + sum(_count(tokens(each)) for each in theirs.values())
    recall = max(0.0, 1 - missing.total() / wanted) if wanted else 1.0
    precision = max(0.0, 1 - inserted.total() / there) if there else 0.0
    return {
        "truth": wanted,
        "recall": recall,
        "precision": precision,
        "f1": 2 * recall * precision / (recall + precision) if recall + precision else 0.0,
        "missing": missing.total(),
        "missed": sorted(missing.elements()),
        "inserted": inserted.total(),
        "misplaced": misplaced.total(),
        "hyphen_left": left,
        "hyphen_joined": joined,
    }


def _of_text(
    truth: Scored, edition: Scored, at: Places
) -> tuple[Counter[str], Counter[str], int, int]:
    missing: Counter[str] = Counter()
    inserted: Counter[str] = Counter()
    left = joined = 0
    for run in at.runs:
        wanted, there = truth.tokens[run.a : run.a_end], edition.tokens[run.b : run.b_end]
        more, less = hyphens(wanted, there)
        left, joined = left + more, joined + less
        if more or less:
            continue
        missing.update(filter(is_word, wanted))
        if at.first <= run.b < at.last:
            inserted.update(filter(is_word, there))
    return missing, inserted, left, joined


def _of_notes(
    ours: Mapping[str, str],
    theirs: Mapping[str, str],
    labels: Mapping[str, str],
    pairs: Mapping[str, str],
) -> tuple[Counter[str], Counter[str]]:
    """Give the words of the true notes that the edition's lack, and those that only these have."""
    lost: Counter[str] = Counter()
    more: Counter[str] = Counter()
    for key, text in ours.items():
        wanted = Counter(filter(is_word, tokens(text)))
        there = Counter(filter(is_word, tokens(theirs.get(pairs.get(key, ""), ""))))
        there -= Counter(tokens(labels[key])) - wanted
        lost += wanted - there
        more += there - wanted
    for key in {*theirs} - {*pairs.values()}:
        more.update(filter(is_word, tokens(theirs[key])))
    both = lost & more  # a note that is there, and called elsewhere or not at all
    return lost - both, more - both


def measure_furniture(
    lines: Sequence[str], truth: Scored, edition: Scored, at: Places
) -> Furniture:
    """Count the running heads and folios of the source that are in an edition.

    A number alone may stand anywhere: it is a folio where it is a block of its own.
    """
    wanted = Counter(filter(None, (tuple(tokens(line)) for line in lines)))
    firsts: dict[str, list[tuple[str, ...]]] = {}
    for line in sorted(filter(_tells, wanted), key=len, reverse=True):
        firsts.setdefault(line[0], []).append(line)
    found: Counter[tuple[str, ...]] = Counter()
    own: set[int] = set()
    for run in at.runs:
        if at.first <= run.b < at.last:
            found.update(_furniture(edition.tokens[run.b : run.b_end], firsts))
            own.update(range(run.b, run.b_end))
    for note in edition.notes.values():
        found.update(_furniture(tokens(note), firsts))
    for note in truth.notes.values():  # its words may be those of a running head
        found.subtract(_furniture(tokens(note), firsts))
    for block in edition.blocks:
        line = tuple(edition.tokens[block.start : block.end])
        if not _tells(line) and own.issuperset(range(block.start, block.end)):
            found[line] += 1
    many = (found & wanted).total()
    return {"lines": len(lines), "residue": many, "rate": many / len(lines) if lines else 0.0}


def _furniture(
    run: Sequence[str], firsts: Mapping[str, Sequence[tuple[str, ...]]]
) -> Iterator[tuple[str, ...]]:
    """Find running heads in a run of tokens."""
    n = 0
    while n < len(run):
        line = next((x for x in firsts.get(run[n], ()) if tuple(run[n : n + len(x)]) == x), ())
        if line:
            yield line
        n += len(line) or 1


def _tells(line: Sequence[str]) -> bool:
    """Tell whether a line has a word, and not numbers and signs alone."""
    return any(len(token) > 1 and token.isalpha() for token in line)


def _count(listed: Sequence[str]) -> int:
    return sum(map(is_word, listed))
