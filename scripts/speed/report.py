"""The figures as Markdown, for docs/speed.md."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.speed.figures import Group, Point, Results, Row, Spread, Target, ratio
from scripts.speed.growth import LONGEST
from scripts.speed.names import (
    AGAIN,
    ALONE,
    ASKED,
    DECISION,
    FTFY,
    HELP,
    HEURISTICS,
    OURS,
    PANDOC,
    PDF_STAGE,
    TEXT_STAGES,
)

INTRODUCTION = """\
# Speed

Time and memory of Recension and of its peers on the same text, {source}, all in one run
of `make speed`. Seconds are those of the clock: the median of the runs, with the least and the
greatest. The programs were run in turn, {runs} times each, after one run that does not count.
Processor seconds are those of all processes together; memory is the peak of the largest one. A
ratio is that of Recension's median to the other's: below 1, Recension is the quicker."""
EPUB_NOTE = """\
From the command to its end, with nothing kept from before. Recension recovers the book and checks
it. pandoc takes the text for Markdown; calibre looks for paragraphs and, with heuristics, for
headings and divided words."""
PDF_NOTE = """\
From the command to its end, with nothing kept from before. Recension is given the raw text, the
others what it makes of that: WeasyPrint alone the very document and style, without tags and as
PDF/A-2a; Typst the book's tree, in a like page, with the notes at its foot."""
WAITS_NOTE = """\
From the command to its end, in a book built before. Each decision is about another word."""
WARM_NOTE = "In one process, after a run that does not count: what is loaded once has been loaded."
STAGES_NOTE = f"""\
{WARM_NOTE} What a command takes beside, it takes to start, and to load lists of words."""
TEXT_NOTE = f"""\
The text repeated; each size once, in a process of its own. One that would take more than
{LONGEST:.0f} processor seconds is left out."""
PAGES_NOTE = """\
The text cut or repeated, so that the PDF has about so many pages; each size once, from the
command to its end, within the same bound."""


def report(results: Results, plot: str) -> str:
    """Write the page on speed; `plot` is the file of the plot, beside it."""
    return "\n\n".join(_parts(results, plot)) + "\n"


def targets(results: Results) -> Iterator[Target]:
    """Hold what was measured against what was to be reached; peers that were left out give none."""
    epub, pdf = results.editions
    text, warm_pdf, _ = results.warm
    for what, group, ours, theirs, most in (
        ("reading to book beside `ftfy.fix_text`, warm", text, TEXT_STAGES, FTFY, 2.0),
        ("EPUB beside pandoc's", epub, OURS, PANDOC, 3.0),
        ("EPUB beside calibre's with heuristics", epub, OURS, HEURISTICS, 1.0),
        ("PDF beside WeasyPrint alone", pdf, OURS, ALONE, None),
        ("the PDF alone, beside WeasyPrint alone, warm", warm_pdf, PDF_STAGE, ALONE, None),
    ):
        mine, other = group.row(ours), group.row(theirs)
        if mine and other:
            yield Target(what, "×", most, ratio(mine.wall, other.wall))
    for name, most in ((AGAIN, 0.3), (DECISION, 1.0), (ASKED, 0.5), (HELP, 0.15)):
        if row := results.waits.row(name):
            yield Target(name, "s", most, row.wall.median)


def _parts(results: Results, plot: str) -> Iterator[str]:
    everything = [*results.editions, results.waits, *results.warm]
    counts = sorted({len(row.runs) for group in everything for row in group.rows})
    runs = f"{counts[0]} to {counts[-1]}" if len(counts) > 1 else str(counts[0])
    yield INTRODUCTION.format(source=results.source, runs=runs)
    yield "\n".join(f"- {name}: {what}" for name, what in results.machine)
    yield from (f"Left out: {why}." for why in results.left_out)
    yield f"![Time and memory beside the peers]({plot})"
    yield _table(
        ["held against its target", "measured", "target"],
        [
            [each.what, _of_target(each.reached, each.unit), _most(each)]
            for each in targets(results)
        ],
    )
    text, pdf, stages = results.warm
    for group, note in zip(results.editions, (EPUB_NOTE, PDF_NOTE), strict=True):
        yield from (f"## {group.title}", note, _beside(group))
    yield from (f"## {results.waits.title}", WAITS_NOTE, _alone(results.waits))
    for group in (text, pdf):
        yield from (f"## {group.title}", WARM_NOTE, _beside(group))
    yield from (f"## {stages.title}", STAGES_NOTE, _alone(stages))
    yield from ("## Growth of the text", TEXT_NOTE, _growth(results.text, "MB"))
    yield from _more(results.text)
    yield from ("## Growth of the PDF", PAGES_NOTE, _growth(results.pages, "pages"))


def _beside(group: Group) -> str:
    first, *_ = group.rows
    heads = ["", "seconds", "processor seconds", "memory", "ratio", "ratio, processor"]
    return _table(heads, [[*_cells(row), *_ratios(first, row)] for row in group.rows])


def _alone(group: Group) -> str:
    heads = ["", "seconds", "processor seconds", "memory"]
    return _table(heads, [_cells(row) for row in group.rows])


def _cells(row: Row) -> list[str]:
    memory = f"{row.memory.median:.0f} MB" if row.memory.median else ""
    return [row.name, _spread(row.wall), f"{row.processor.median:.2f}", memory]


def _ratios(first: Row, row: Row) -> list[str]:
    if row is first:
        return ["", ""]
    ratios = ratio(first.wall, row.wall), ratio(first.processor, row.processor)
    return [f"{each:.2f}" for each in ratios]


def _growth(points: Sequence[Point], unit: str) -> str:
    heads = ["", unit, "seconds", "processor seconds", "memory"]
    return _table(
        heads,
        [
            [
                point.series,
                f"{point.size:.3g}",
                f"{point.run.wall:.2f}",
                f"{point.run.processor:.2f}",
                f"{point.run.memory:.0f} MB",
            ]
            for point in points
        ],
    )


def _more(points: Sequence[Point]) -> Iterator[str]:
    """Say what a megabyte more takes: without what a process takes for the shortest text too."""
    for series in dict.fromkeys(point.series for point in points):
        ends = [point for point in points if point.series == series][-2:]
        if len(ends) < 2:
            continue
        first, last = ends
        more = last.size - first.size
        seconds = (last.run.processor - first.run.processor) / more
        memory = (last.run.memory - first.run.memory) / more
        yield f"{series}: {seconds:.2f} processor seconds and {memory:.0f} MB for each MB more."


def _spread(figures: Spread) -> str:
    return f"{figures.median:.2f} ({figures.least:.2f}–{figures.greatest:.2f})"


def _of_target(figure: float, unit: str) -> str:
    return f"{figure:.2f} {unit}"


def _most(target: Target) -> str:
    return "" if target.most is None else f"at most {target.most:g} {target.unit}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Write a table in which all columns but the first are set to the right.

    >>> print(_table(["", "s"], [["a", "1"]]))
    |  | s |
    | --- | --: |
    | a | 1 |
    """
    rule = ["---", *["--:"] * (len(heads) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (heads, rule, *rows))
