"""References taken out of a text again: what was lifted for them comes back to its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import accumulate

from pipeline.model.history import DECISION
from pipeline.model.text import Mark, Run, Text

LIFTED = frozenset({"note-marker", "misread-marker"})
SPACING = "marker-spacing"


class StuckError(Exception):
    """A marker that was changed together with other letters cannot come back."""


def without_references(text: Text, gone: Collection[Mark], raw: str) -> Text:
    """Take references out of a text, and give it the letters of their markers back.

    Raises:
        StuckError: a marker was changed together with what stood beside it.
    """
    starts = list(accumulate((len(run.text) for run in text.runs), initial=0))
    kept = [mark for mark in text.marks if mark not in gone]
    shared = {mark.start for mark in kept if mark.kind == "noteref"}
    back: dict[int, list[Run]] = {}
    for mark in gone:
        here = [k for k, at in enumerate(starts[:-1]) if at == mark.start]
        own = [k for k in here if _is_marker_of(text.runs[k], mark)]
        if mark.origin[0] < mark.origin[1] and not own:
            raise StuckError
        back |= {k: _restored(text.runs[k], raw) for k in own}
        if mark.start not in shared:
            around = own or [k for k in here if text.runs[k].start == mark.origin[1]]
            back |= dict(_spacing(text, around, here, raw))
    runs = [new for k, run in enumerate(text.runs) for new in back.get(k, [run])]
    grown = [
        (starts[k], starts[k + 1], sum(len(run.text) for run in new) - len(text.runs[k].text))
        for k, new in back.items()
    ]
    return Text(tuple(runs), tuple(_moved(mark, grown) for mark in kept))


def _is_marker_of(run: Run, mark: Mark) -> bool:
    lifted = run.rule in LIFTED or run.rule.startswith(DECISION)
    inside = mark.origin[0] <= run.start < mark.origin[1]
    return lifted and inside and not run.text and not run.whole


def _restored(run: Run, raw: str) -> list[Run]:
    return list(run.was) or [Run(raw[run.start : run.end], run.start, run.end)]


def _spacing(
    text: Text, markers: Collection[int], here: Collection[int], raw: str
) -> Iterator[tuple[int, list[Run]]]:
    """Take back the blanks that were set, or taken away, beside markers."""
    beside = {k + step for k in markers for step in (-1, 0, 1)}.intersection(here)
    for k in beside:
        if text.runs[k].rule == SPACING:
            inserted = text.runs[k].start == text.runs[k].end
            yield k, [] if inserted else _restored(text.runs[k], raw)


def _moved(mark: Mark, grown: Collection[tuple[int, int, int]]) -> Mark:
    """Move a mark along with what came back; what is set otherwise does not grow at its ends."""
    wide = mark.start < mark.end
    start = mark.start + sum(
        more for first, last, more in grown if first < mark.start or (wide and last == mark.start)
    )
    end = mark.end + sum(more for first, _, more in grown if first < mark.end)
    return mark._replace(start=start, end=end if wide else start)
