"""What the report says of the whole: the book, its account, its notes, its pages."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from lxml import etree

from pipeline import __version__
from pipeline.account.balance import Row
from pipeline.model.book import Note, NoteState, Page
from pipeline.model.finding import Severity
from pipeline.model.settings import Settings
from pipeline.write.edition import source_statement
from pipeline.write.listing import SEVERITIES
from pipeline.write.page import element
from pipeline.write.records import Record
from pipeline.write.report.parts import Head, Samples, bar, line, safe, table

STATES: dict[NoteState, str] = {
    "linked": "Marker and body are both there.",
    "cut": "Linked, but the body ends too soon in the source.",
    "absent": "There is a marker; the body is gone.",
    "unmarked": "There is a body; its marker is gone.",
}
MOST_NOTES = 200
COLUMNS = 120
"""How many columns the chart of the pages has at most; in a longer book one is several pages."""
HEIGHT, STEP = 64, 6
BUSIEST = 10
MANY: dict[Severity, str] = {"error": "errors", "query": "queries", "advice": "pieces of advice"}


def head(record: Record, settings: Settings) -> etree._Element:
    """Make the head of the report: the book, its source, and this build."""
    names = ", ".join(person.name for person in settings.contributors if person.role == "aut")
    facts = list(_facts(record, settings))
    listed = element("dl", *(element("div", *pair) for pair in facts))
    return element(
        "header",
        line("Report of a build", kind="kind"),
        element("h1", safe(settings.title or record.book.title)),
        *([line(settings.subtitle, kind="subtitle")] if settings.subtitle else []),
        *([line(names, kind="author")] if names else []),
        listed,
    )


def _facts(record: Record, settings: Settings) -> Iterator[list[etree._Element]]:
    source, book = record.source, record.book
    hashed = element("dd", element("code", source.sha256))
    facts = {
        "Source": source.name,
        "Taken from": source_statement(settings.source),
        "Extracted by": settings.source.extracted_by,
        "Pages": _page_range(book.pages),
        "Size": f"{len(source.text):,} characters in {source.text.count(chr(10)) + 1:,} lines",
        "Language": book.language,
        "This edition": ", ".join(
            part for part in (settings.edition.statement, settings.edition.date) if part
        ),
        "Version": settings.edition.version,
        "Sign-off": record.signed,
        "Built with": f"Recension {__version__}",
    }
    for name, said in facts.items():
        if said:
            yield [element("dt", name), element("dd", safe(said))]
        if name == "Source":
            yield [element("dt", "SHA-256"), hashed]


def _page_range(pages: Sequence[Page]) -> str:
    if not pages:
        return ""
    counted = sum(not page.printed for page in pages)
    without = f"; {counted:,} without a printed number" if counted else ""
    if counted == len(pages):
        without = ", counted: they have no printed numbers"
    return f"{len(pages):,}, from {pages[0].label} to {pages[-1].label}{without}"


def account(rows: Sequence[Row], faults: int) -> etree._Element:
    """Make the section of the account: where each character of the source went."""
    total = max((row.characters for row in rows), default=0)
    parts = [row for row in rows if row.label != "the source"]
    cells = [(r.label, r.characters, bar(r.characters, total), r.places) for r in parts]
    heads = (Head("What became of it"), Head("Characters", "number"), Head("", "bar"))
    verdict = (
        f"{faults:,} places are unaccounted for."
        if faults
        else f"Every character of the source is accounted for, {total:,} in all: none is lost, none"
        " stands twice, none was altered without a signature."
    )
    return element(
        "section",
        element("h2", "The account", id="account"),
        line(verdict, kind="lead"),
        table("The account", (*heads, Head("Places", "number")), cells),
    )


def notes(found: Sequence[Note], samples: Samples) -> etree._Element:
    """Make the section of the notes: how many are linked, and which are not."""
    counts = Counter(note.state for note in found)
    rows = [
        (state, said, counts[state], bar(counts[state], len(found), state))
        for state, said in STATES.items()
        if counts[state]
    ]
    heads = (Head("State"), Head("What it means", "text"), Head("Notes", "number"), Head("", "bar"))
    content = [table(f"{len(found):,} notes, by state", heads, rows)] if found else []
    odd = [note for note in found if note.state != "linked"]
    if odd:
        listed = [_note(note, samples) for note in odd[:MOST_NOTES]]
        columns = (Head("Note"), Head("State"), Head("Line", "number"), Head("It begins", "text"))
        content.append(table("Notes that are not linked", columns, listed))
    return element(
        "section",
        element("h2", "Notes", id="notes"),
        *(content or [line("The book has no notes.")]),
    )


def _note(note: Note, samples: Samples) -> tuple[str, str, str, str]:
    text = " ".join(str(text) for text in note.texts())
    runs = [run for text in note.texts() for run in text.runs]
    at = f"{samples.line(runs[0].start):,}" if runs else ""
    return note.label, note.state, at, f"{text[:80]}{'…' if len(text) > 80 else ''}"


def pages(record: Record) -> etree._Element:
    """Make the section of the pages: where in the book the questions stand."""
    there = record.book.pages
    title = element("h2", "Pages", id="pages")
    if not there:
        return element("section", title, line("The source does not show its pages."))
    said = line(f"The source has {_page_range(there)}.", kind="lead")
    starts = [page.start for page in there]
    placed = [
        (max(0, bisect_right(starts, each.where[0]) - 1), each.severity) for each in record.findings
    ]
    shown = [_chart(placed, there), _busiest(placed, there)] if placed else []
    return element("section", title, said, *shown)


def _chart(placed: Sequence[tuple[int, Severity]], there: Sequence[Page]) -> etree._Element:
    """Draw a column for each page, or few pages, as high as the number of findings on it."""
    each = -(-len(there) // COLUMNS)
    found = Counter((page // each, severity) for page, severity in placed)
    most = max(Counter(page // each for page, _ in placed).values())
    drawing = element("svg", preserveAspectRatio="none", role="img", aria_label="Findings by page")
    drawing.set("viewBox", f"0 0 {STEP * -(-len(there) // each)} {HEIGHT}")
    for k in range(0, -(-len(there) // each)):
        labels = [page.label for page in there[k * each : (k + 1) * each]]
        top = float(HEIGHT)
        for severity in SEVERITIES:
            if count := found[k, severity]:
                high = count * HEIGHT / most
                top -= high
                box = element("rect", class_=severity, x=f"{STEP * k}", y=f"{top:.1f}")
                box.set("width", f"{STEP - 1}")
                box.set("height", f"{high:.1f}")
                said = f"page {' to '.join(_ends(labels))}: {count:,} {severity}"
                box.append(element("title", safe(said)))
                drawing.append(box)
    of = f"columns of {each:,} pages" if each > 1 else "a column a page"
    words = f"Open findings from the first page to the last, {of}; the highest: {most:,}."
    legend = [element("b", severity, class_=severity) for severity in SEVERITIES]
    return element("figure", drawing, element("figcaption", words, *legend))


def by_severity(counts: Counter[Severity]) -> str:
    """Say how many findings there are of each severity.

    >>> by_severity(Counter({"query": 2, "error": 1}))
    '1 error, 2 queries'
    """
    named = ((counts[name], name) for name in SEVERITIES if counts[name])
    return ", ".join(f"{count:,} {name if count == 1 else MANY[name]}" for count, name in named)


def _ends(labels: list[str]) -> list[str]:
    return labels if len(labels) < 2 else [labels[0], labels[-1]]


def _busiest(placed: Sequence[tuple[int, Severity]], there: Sequence[Page]) -> etree._Element:
    """List the pages with the most findings, for those who do not see the chart."""
    by_page: dict[int, Counter[Severity]] = defaultdict(Counter)
    for page, severity in placed:
        by_page[page][severity] += 1
    worst = sorted(by_page.items(), key=lambda item: (-item[1].total(), item[0]))[:BUSIEST]
    rows = [
        (
            there[page].label,
            counts.total(),
            by_severity(counts),
        )
        for page, counts in worst
    ]
    heads = (Head("Page"), Head("Findings", "number"), Head("of which", "text"))
    return table("The pages with the most open findings", heads, rows)
