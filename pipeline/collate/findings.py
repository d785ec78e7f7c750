"""The differences as findings: questions to the proofreader of the first book."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from statistics import fmean

from pipeline.checks.proof import Answer, Query
from pipeline.collate.align import Match, Region
from pipeline.collate.difference import Difference, Kind
from pipeline.collate.judge import Judge, Verdict
from pipeline.collate.markers import markers
from pipeline.collate.stream import Stream, is_word
from pipeline.conventions.mojibake import LOST
from pipeline.model.finding import Finding, Severity

CHECK = "collation"
BETTER, WORSE = 0.6, 0.4
"""Certainty that the other copy is right from which it is to be preferred, or ours is."""
SURE = 0.8
"""Certainty from which a letter lost here, and read there, is an error."""
MISSING, EXTRA, MOVED, FURNITURE = 0.7, 0.3, 0.3, 0.6
"""Certainty that a passage which one copy lacks belongs in the book, and the like. What stands in a
copy was rarely made up by it."""
TWICE = 0.9
"""Certainty that a passage is to go which the other copy has once and ours twice."""
SHOWN = 60
"""Letters of a reading that a message shows."""
MANY = 3
"""Tokens before a place among which a word is looked for, to name it."""
GROUPED: frozenset[Kind] = frozenset(("word", "letters", "division", "case"))
"""The kinds of which like ones are one question."""


def as_findings(
    ours: Stream, theirs: Stream, found: Sequence[Difference], other: str
) -> list[Finding]:
    """Make findings of the differences; like ones are made one, with all their places."""
    judge = Judge(ours, theirs)
    judge.learn(found)
    asked: dict[object, list[Finding]] = {}
    for place, each in enumerate(found):
        finding = _finding(ours, theirs, each, judge, other)
        region = each.region
        a, b = ours.keys[region.a : region.a_end], theirs.keys[region.b : region.b_end]
        alike = (each.kind, *a, "\n", *b) if each.kind in GROUPED and a and b else place
        asked.setdefault(alike, []).append(finding)
    return [*map(_as_one, asked.values())]


def marker_findings(
    ours: Stream, theirs: Stream, alike: Sequence[Match], other: str
) -> Iterator[Finding]:
    """Make findings of the markers that the other copy has, or has in another place."""
    for note, query in markers(ours, theirs, alike, other):
        yield _signed(query, "error" if note.state == "unmarked" else "query")


def _as_one(findings: list[Finding]) -> Finding:
    """Make one finding of several that ask the same and propose the same.

    Those whose raw letters call for another proposal are rare; they are shown with the others, and
    the proposal is the first one's.
    """
    first, *others = findings
    if not others:
        return first
    certainty = fmean(each.certainty for each in findings)
    return replace(
        first,
        message=f"{first.message}; so at {len(findings)} places",
        certainty=round(certainty, 2),
        severity=_severity(certainty),
        proposals=tuple(each._replace(certainty=round(certainty, 2)) for each in first.proposals),
        also=tuple(each.where for each in others),
    )


def _finding(
    ours: Stream, theirs: Stream, difference: Difference, judge: Judge, other: str
) -> Finding:
    region, kind = difference.region, difference.kind
    here, there = (
        ours.string(region.a, region.a_end),
        theirs.string(region.b, region.b_end),
    )
    if kind == "order":
        note = " in a note" if region.b >= theirs.noted > 0 else " in the text"
        where = note if (region.a >= ours.noted) != (region.b >= theirs.noted) else ""
        message = f"{_shown(here)} stands in another place in {other},{where}".rstrip(",")
        return _signed(_asked(ours, region, message, (), MOVED), "advice")
    if kind == "furniture":
        message = f"{_shown(here)}: in {other} this is furniture of the page"
        answers = [Answer("", FURNITURE, "furniture")]
        return _signed(_asked(ours, region, message, answers, FURNITURE), "query")
    if not here and kind == "missing":
        words = theirs.words(region.b, region.b_end)
        message = f"{words:,} words of {other} are not here: {_shown(there)}"
        return _signed(_inserted(ours, theirs, region, message, MISSING), "error")
    if not there and kind == "extra":
        return _extra(ours, theirs, region, other)
    verdict = judge.verdict(region)
    certainty = round(verdict.other, 2)
    message = _readings(ours, theirs, region, other) + _preferred(verdict)
    if not here:
        query = _inserted(ours, theirs, region, message, certainty)
    elif not there:
        query = _deleted(ours, region, message, certainty)
    else:
        within = theirs.whole(region.b, region.b_end)
        answers = [Answer(there, certainty)] if within else []
        query = _asked(ours, region, message, answers, certainty)
    lost = LOST in here and LOST not in there and certainty >= SURE
    return _signed(query, "error" if lost else _severity(certainty))


def _severity(certainty: float) -> Severity:
    return "query" if certainty >= WORSE else "advice"


def _signed(query: Query, severity: Severity) -> Finding:
    return Finding(CHECK, severity, *query)


def _readings(ours: Stream, theirs: Stream, region: Region, other: str) -> str:
    """Name both readings; signs with the word before them."""
    here = _shown(ours.string(region.a, region.a_end))
    there = _shown(theirs.string(region.b, region.b_end))
    if region.a == region.a_end:
        return f"{there}{_place(ours, region)} stands only in {other}"
    if region.b == region.b_end:
        return f"{here}{_place(ours, region)} stands only here"
    if not (is_word(ours.keys[region.a]) and is_word(theirs.keys[region.b])):
        here, there = (
            _shown(stream.string(max(0, start - stream.whole(start - 1, end)), end))
            for stream, start, end in (
                (ours, region.a, region.a_end),
                (theirs, region.b, region.b_end),
            )
        )
    return f"{here} here, {there} in {other}"


def _place(ours: Stream, region: Region) -> str:
    """Say behind or before which word of our copy a stretch stands."""
    if region.a and (region.a == len(ours.keys) or ours.whole(region.a - 1, region.a + 1)):
        return f" after {_shown(ours.string(_word(ours, region.a - 1), region.a))}"
    return f" before {_shown(ours.string(region.a_end, region.a_end + 1))}"


def _word(ours: Stream, at: int) -> int:
    """Give the token before a place with which a message names it: a word, if one is near."""
    near = range(at, max(-1, at - MANY), -1)
    return next((k for k in near if is_word(ours.keys[k]) and ours.whole(k, at + 1)), at)


def _preferred(verdict: Verdict) -> str:
    if WORSE < verdict.other < BETTER:
        return ""
    better = verdict.other >= BETTER
    reasons = []
    if verdict.known[better] and not verdict.known[not better]:
        reasons.append("a word of the language")
    if times := verdict.elsewhere[better]:
        reasons.append(f"{times:,} time{'s' * (times > 1)} elsewhere")
    because = f" ({', '.join(reasons)})" if reasons else ""
    return f": the {'latter' if better else 'former'} is likelier{because}"


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return f'"{text if len(text) <= SHOWN else text[: SHOWN - 1].rstrip() + "…"}"'


def _asked(
    ours: Stream, region: Region, message: str, answers: Sequence[Answer], certainty: float
) -> Query:
    """Ask about a stretch; where it goes over several texts, about the whole, without answers."""
    start, end = ours.spans[region.a][0], ours.spans[region.a_end - 1][1]
    if ours.whole(region.a, region.a_end):
        return ours.proof.ask(start, end, message, answers, certainty)
    parts = [span for _, span in sorted(_parts(ours, region))]
    places = [ours.proof.raw(*part)[0] for part in parts]
    where = (min(start for start, _ in places), max(end for _, end in places))
    return Query(where, message, (), certainty)


def _parts(ours: Stream, region: Region) -> Iterator[tuple[int, tuple[int, int]]]:
    """Give the stretch of each text that tokens stand in, with the number of its piece."""
    spans: dict[int, tuple[int, int]] = {}
    for k in range(region.a, region.a_end):
        start, end = ours.spans[k]
        spans[ours.pieces[k]] = (spans.get(ours.pieces[k], (start, end))[0], end)
    yield from spans.items()


def _inserted(
    ours: Stream, theirs: Stream, region: Region, message: str, certainty: float
) -> Query:
    """Ask whether to put in what only the other copy has, as it stands there beside its words.

    It goes behind the word before it, but before the word that it touches there.
    """
    before, after = region.a - 1, region.a
    first, last = theirs.spans[region.b][0], theirs.spans[region.b_end - 1][1]
    string = theirs.proof.string
    follows = region.b > 0 and theirs.whole(region.b - 1, region.b + 1)
    goes_on = region.b_end < len(theirs.keys) and theirs.whole(region.b_end - 1, region.b_end + 1)
    left = string[theirs.spans[region.b - 1][1] : first] if follows else ""
    right = string[last : theirs.spans[region.b_end][0]] if goes_on else ""
    touches = bool(left) and goes_on and not right
    if before >= 0 and (follows or after == len(ours.keys)) and not touches:
        point, new = ours.spans[before][1], left + string[first:last]
    else:
        point, new = ours.spans[after][0], string[first:last] + right
    answers = [Answer(new, certainty, "insert")] if theirs.whole(region.b, region.b_end) else []
    return ours.proof.ask(point, point, message, answers, certainty)


def _deleted(ours: Stream, region: Region, message: str, certainty: float) -> Query:
    """Ask whether to take out what only our copy has, with the blank before or behind it."""
    start, end = ours.spans[region.a][0], ours.spans[region.a_end - 1][1]
    answers = []
    if region.a and ours.whole(region.a - 1, region.a_end):
        answers = [Answer("", certainty, "delete", (ours.spans[region.a - 1][1], end))]
    elif region.a_end < len(ours.keys) and ours.whole(region.a, region.a_end + 1):
        answers = [Answer("", certainty, "delete", (start, ours.spans[region.a_end][0]))]
    elif ours.whole(region.a, region.a_end):
        answers = [Answer("", certainty, "delete")]
    return _asked(ours, region, message, answers, certainty)


def _extra(ours: Stream, theirs: Stream, region: Region, other: str) -> Finding:
    """Ask about a passage that only our copy has: a copy may have it twice."""
    words = ours.words(region.a, region.a_end)
    here = _shown(ours.string(region.a, region.a_end))
    if _stands_again(ours, region):
        message = f"{words:,} words stand here twice, in {other} once: {here}"
        return _signed(_deleted(ours, region, message, TWICE), "error")
    message = f"{words:,} words are not in {other}: {here}"
    return _signed(_deleted(ours, region, message, EXTRA), "advice")


def _stands_again(ours: Stream, region: Region) -> bool:
    """Whether a passage stands once more beside itself: a page or a paragraph taken twice."""
    size = region.a_end - region.a
    before = ours.keys[max(0, region.a - size) : region.a]
    passage = ours.keys[region.a : region.a_end]
    return passage in (before, ours.keys[region.a_end : region.a_end + size])
