"""The notes of an edition, measured: is each called at its place, and does the call lead to it?"""

from __future__ import annotations

from bisect import bisect_left

from rapidfuzz.distance import Indel

from pipeline.bench.score.book import Scored, Truth, tokens
from pipeline.bench.score.figures import Notes
from pipeline.bench.score.place import Places

WHOLE = 0.98
"""How like a note must be to the true one to be that one."""
Pairs = dict[str, str]
"""The keys of true notes, each with that of the edition's note which is called at its place."""


def measure_notes(given: Truth, truth: Scored, edition: Scored, at: Places) -> tuple[Notes, Pairs]:
    """Measure the notes, and give which of them are called at the same places."""
    lost = {*given.get("lost_notes", []), *given.get("unmarked_notes", [])}
    wanted = [key for _, key in truth.references if key not in lost]
    pairs, spurious = _paired(truth, edition, at)
    linked = [key for key in wanted if key in pairs and _same(truth, key, edition, pairs[key])]
    kept = sum(key in pairs for key in lost)
    if not wanted:
        return {"truth": 0}, pairs
    calls = len(pairs) + spurious - kept
    bodies = {_plain(text) for text in edition.notes.values()}
    figures: Notes = {
        "truth": len(wanted),
        "linked": len(linked) / len(wanted),
        "precision": len(linked) / calls if calls else 0.0,
        "f1": 2 * len(linked) / (len(wanted) + calls),
        "marker_found": sum(key in pairs for key in wanted) / len(wanted),
        "body_found": sum(
            key in linked or _plain(truth.notes.get(key, "")) in bodies for key in wanted
        )
        / len(wanted),
        "spurious_refs": spurious,
        "unlinked": [key for key in wanted if key not in linked],
    }
    return figures, pairs


def _paired(truth: Scored, edition: Scored, at: Places) -> tuple[Pairs, int]:
    """Pair the references that are at the same places, in order; count those without a partner."""
    left = list(truth.references)
    pairs: Pairs = {}
    spurious = 0
    for gap, key in edition.references:
        within = at.within(gap)
        n = bisect_left(left, (within.start, ""))
        near = [each for each in left[n : n + 20] if each[0] in within]
        if not near:
            spurious += 1
            continue
        best = next((each for each in near if _same(truth, each[1], edition, key)), near[0])
        left.remove(best)
        pairs[best[1]] = key
    return pairs, spurious


def _same(truth: Scored, key: str, edition: Scored, other: str) -> bool:
    """Tell whether a note is the true one, with its label in front or without."""
    wanted, said = tokens(truth.notes.get(key, "")), tokens(edition.notes.get(other, ""))
    label = tokens(truth.labels.get(key, ""))
    forms = [said]
    if label and said[: len(label)] == label:
        rest = said[len(label) :]
        forms += [rest, rest[1:] if rest[:1] and rest[0] in ".)]" else rest]
    text = " ".join(wanted)
    return any(Indel.normalized_similarity(" ".join(form), text) >= WHOLE for form in forms)


def _plain(text: str) -> str:
    return " ".join(tokens(text))
