"""A .docx that a person has edited, as a reading: tracked changes accepted, comments kept.

pandoc reads it. A word processor numbers notes by itself and keeps none of their ids, so that notes
are known again by what they say and by their order.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from rapidfuzz import fuzz

from pipeline.absorb.blocks import reading_of
from pipeline.absorb.compare import compare
from pipeline.absorb.draft import Refusal
from pipeline.absorb.edited import Edited
from pipeline.absorb.foreign import NO_DOCX, SAVE, demand_docx, shallow
from pipeline.absorb.reading import WHOLE, WORD, Leaf, Part, Point, Reading
from pipeline.absorb.stream import Stream
from pipeline.absorb.wordtree import CALLED, edition_blocks
from pipeline.errors import RecensionError
from pipeline.write.docx.tree import LOOSE
from pipeline.write.pandoc import div, run

LIKE = 60
"""So alike, of 100, are two bodies of which one is the other, edited."""


def read_word(path: Path, edition: Reading) -> Edited:
    """Read a .docx that was made of an edition. What is in it of new matter is left out.

    Raises:
        RecensionError: it is none.
    """
    demand_docx(path)
    try:
        options = ["--from=docx+styles+empty_paragraphs", "--track-changes=all", "--to=json"]
        written, _ = run(options, path.read_bytes())
    except (OSError, RecensionError) as error:
        raise RecensionError(NO_DOCX, str(path), SAVE) from error
    with shallow(str(path)):
        blocks = list(edition_blocks(json.loads(written)["blocks"]))
        read = reading_of([div([WHOLE, ["chapter"], []], blocks)], [str(path)])
    known = _known(read, edition)
    (part,) = known.parts
    leaves, same = _own(part.leaves, edition)
    refusals = (
        () if same else (Refusal("new matter is edited in front/ and back/", file=str(path)),)
    )
    return Edited(replace(known, parts=(replace(part, leaves=leaves),)), refusals)


def _own(leaves: tuple[Leaf, ...], edition: Reading) -> tuple[tuple[Leaf, ...], bool]:
    """Leave out new matter, and tell whether it reads as in the edition."""
    new = [part.new for part in edition.parts]
    if not any(new):
        return leaves, True
    texts = [part.leaves for part in edition.parts]
    front = sum(map(len, texts[: new.index(False)]))
    back = sum(map(len, texts[len(new) - new[::-1].index(False) :]))
    whole = [leaf for part in texts for leaf in part]
    last = len(whole) - back
    groups = compare(Stream(whole), Stream(leaves)).groups
    start = max((group.new.stop for group in groups if group.old.start < front), default=0)
    end = min((group.new.start for group in groups if group.old.start >= last), default=len(leaves))
    kept = [leaf.text for leaf in (*leaves[:start], *leaves[end:])]
    return leaves[start:end], kept == [leaf.text for leaf in (*whole[:front], *whole[last:])]


def _known(read: Reading, edition: Reading) -> Reading:
    """Give the notes the ids of those of the edition that they are."""
    (part,) = read.parts
    own = {id: body_text(leaves) for id, leaves in edition.notes.items()}
    calls = dict.fromkeys(p.data for each in edition.parts for p in _calls(each.leaves))
    ids: dict[str, str] = {}
    for names, mine in (
        ([name for name in read.notes if name.startswith(CALLED)], [*calls]),
        (
            [name for name in read.notes if name.startswith(LOOSE)],
            [id for id in own if id not in calls],
        ),
    ):
        ids |= _same([(name, body_text(read.notes[name])) for name in names], mine, own)
    notes = {}
    added = {}
    for name, leaves in read.notes.items():
        id = ids.get(name, "")
        label, supplied = edition.added.get(id, ("", ""))
        notes[id], found = _without(leaves, supplied)
        added[id] = (label, supplied if found else "")
    leaves = tuple(_renamed(leaf, ids) for leaf in part.leaves)
    whole = Part(WHOLE, part.kind, leaves, tuple(notes))
    return Reading((whole,), notes, added, WORD, whole=True)


def body_text(leaves: Sequence[Leaf]) -> str:
    """Give the texts of a note as one."""
    return " ".join(leaf.text for leaf in leaves)


def _calls(leaves: Sequence[Leaf]) -> Iterator[Point]:
    return (point for leaf in leaves for point in leaf.points if point.kind == "note")


def _renamed(leaf: Leaf, ids: dict[str, str]) -> Leaf:
    points = tuple(
        point._replace(data=ids.get(point.data, "")) if point.data.startswith(CALLED) else point
        for point in leaf.points
    )
    return replace(leaf, points=points)


def _same(
    found: Sequence[tuple[str, str]], ids: Sequence[str], texts: Mapping[str, str]
) -> dict[str, str]:
    """Tell which notes are which: first those that read the same, then those that are alike."""
    left = list(ids)
    same: dict[str, str] = {}
    for least in (100, LIKE):
        for name, text in found:
            if name in same:
                continue
            for id in left:
                if fuzz.ratio(text, texts[id]) >= least:
                    same[name] = id
                    left.remove(id)
                    break
    # What is hardly alike is told by its place, where one note is left on either side.
    rest = [name for name, _ in found if name not in same]
    return same | (dict(zip(rest, left, strict=True)) if len(rest) == len(left) else {})


def _without(leaves: tuple[Leaf, ...], supplied: str) -> tuple[tuple[Leaf, ...], bool]:
    """Take off what the edition says behind a note, and tell whether it was there."""
    if not (supplied and leaves and leaves[-1].text.endswith(supplied)):
        return leaves, False
    text = leaves[-1].text.removesuffix(supplied).rstrip()
    rest = (replace(leaves[-1], text=text),) if text else ()
    return (*leaves[:-1], *rest), True
