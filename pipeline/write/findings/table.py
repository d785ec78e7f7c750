"""The findings for the eye: check by check, each with its place, its words and the answers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pipeline.model.decision import Quote
from pipeline.model.finding import Finding, Proposal
from pipeline.questions import questions
from pipeline.write.listing import SEVERITIES, Item, Listing, shown

BLANK_END = re.compile(r"^\s|\s$")
COLOURS = {"error": "bold red", "query": "bold yellow", "advice": "bold cyan"}


def write(listing: Listing) -> str:
    """Write the findings as text, in colours where a terminal shows it."""
    console = Console(highlight=False)
    with console.capture() as captured:
        for check, items in listing.groups():
            console.print(_head(check, items))
            for item in items:
                for line in _lines(item, listing):
                    console.print(line)
            console.print()
        console.print(_sum(listing.findings))
    return "\n".join(line.rstrip() for line in captured.get().split("\n"))


def _head(check: str, items: Sequence[Item]) -> RenderableType:
    """Name a check, and say what it looks for."""
    severity = items[0].finding.severity
    head = Text.assemble((severity, COLOURS[severity]), "  ", (check, "bold"), f"  {len(items):,}")
    said = questions().get(check, "").partition("\n")[0]
    return Text("\n").join([head, Text(said, "dim"), Text()]) if said else head


def _lines(item: Item, listing: Listing) -> Iterator[RenderableType]:
    """Show a finding: where, the words, what is asked, and the answers."""
    page = f"p. {item.page}" if item.page else ""
    lined = f":{item.line}:{item.column}" if listing.lined else ""
    place = "  ".join(filter(None, (listing.path + lined, page, item.chapter)))
    yield Padding(Text(shown(place), "dim", overflow="ellipsis", no_wrap=True), (0, 0, 0, 2))
    yield Padding(_words(item.quote), (0, 0, 0, 4))
    yield Padding(Text(shown(item.finding.message)), (0, 0, 0, 4))
    for proposal, there in zip(item.finding.proposals, item.elsewhere, strict=True):
        answer = Text.assemble("→ ", (said(proposal), "green"), f"  {proposal.certainty:.0%}")
        yield Padding(answer, (0, 0, 0, 4))
        if there is not None:
            yield Padding(_words(there), (0, 0, 0, 6))
    if item.finding.also:
        count = len(item.finding.also)
        places = "place" if count == 1 else "places"
        yield Padding(Text(f"and at {count:,} other {places}", "dim"), (0, 0, 0, 4))


def _words(quote: Quote) -> Text:
    """Show a place with what stands beside it; a point between two letters as a caret."""
    before, exact, after = quote
    return Text.assemble("… ", before, (exact or "‸", "reverse"), after, " …")


def said(proposal: Proposal) -> str:
    """Say what an answer does; what stands in the text's place is shown as it is.

    >>> said(Proposal("Łódź")), said(Proposal(" of")), said(Proposal("", action="delete"))
    ('Łódź', '␣of', '(delete)')
    >>> said(Proposal("marker n7", action="note"))
    '(note) marker n7'
    """
    new, action = shown(BLANK_END.sub("␣", proposal.new)), proposal.action
    if action == "replace":
        return new or "(delete)"
    return f"({action}) {new}".rstrip()


def _sum(findings: Sequence[Finding]) -> RenderableType:
    """Count the findings by check and severity."""
    if not findings:
        return Text("nothing is asked")
    counts = Counter((each.check, each.severity) for each in findings)
    table = Table(box=None, pad_edge=False, show_footer=True)
    total = Counter(each.severity for each in findings)
    table.add_column("check", footer="all")
    for severity in SEVERITIES:
        footer = f"{total[severity]:,}"
        table.add_column(severity, justify="right", footer=footer, header_style=COLOURS[severity])
    for check in dict.fromkeys(each.check for each in findings):
        each_count = [counts[check, severity] for severity in SEVERITIES]
        table.add_row(check, *(f"{count:,}" if count else "" for count in each_count))
    return table
