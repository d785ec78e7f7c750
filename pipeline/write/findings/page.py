"""The findings as one page for the browser, which asks for nothing else.

It can be read without a script; with one, it shows only some severities, one check, or what has
certain words. Paper, ink and samples are those of report.html (`styles/report.css`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from lxml import etree

from pipeline.model.decision import Quote
from pipeline.model.finding import Proposal
from pipeline.questions import questions
from pipeline.write.findings.table import said
from pipeline.write.listing import SEVERITIES, Item, Listing
from pipeline.write.page import as_html, document, element, head_alone
from pipeline.write.report.parts import line, safe, seen
from pipeline.write.styles import STYLES

STYLE, FILTER = STYLES / "findings.css", STYLES / "findings.js"
SHARED = STYLES / "report.css"
Group = tuple[str, list[Item]]


def write(listing: Listing) -> str:
    """Write the findings as HTML: the same letters for the same findings."""
    groups = listing.groups()
    body = element(
        "body",
        _head(listing),
        _filter(listing, groups),
        element("main", *(_section(*group) for group in groups)),
        element("script", f"\n{FILTER.read_text('utf-8')}"),
    )
    style = f"{SHARED.read_text('utf-8')}\n{STYLE.read_text('utf-8')}"
    title = f"Findings: {listing.book.title or listing.name}"
    return as_html(document(title, "en", head_alone(style), body)).decode("utf-8") + "\n"


def _head(listing: Listing) -> etree._Element:
    asked = "nothing is asked" if not listing.findings else f"{len(listing.findings):,} findings"
    return element(
        "header",
        line("Findings", kind="kind"),
        element("h1", safe(listing.book.title or listing.name)),
        line(f"{asked}, in ", element("code", safe(listing.path)), kind="lead"),
    )


def _filter(listing: Listing, groups: Sequence[Group]) -> etree._Element:
    """Make what the script filters by; it is hidden until the script runs."""
    counts = Counter(finding.severity for finding in listing.findings)
    boxes = [
        element(
            "label",
            element("input", type="checkbox", name="severity", value=name, checked="checked"),
            element("b", name, class_=name),
            f" {counts[name]:,}",
        )
        for name in SEVERITIES
        if counts[name]
    ]
    sizes: Counter[str] = Counter()
    for check, items in groups:
        sizes[check] += len(items)
    every = element("option", "all checks")
    every.set("value", "")  # which is not left out: the words would be the value
    options = [element("option", f"{check} ({n:,})", value=check) for check, n in sizes.items()]
    return element(
        "form",
        element("fieldset", element("legend", "Severity"), *boxes),
        element(
            "label",
            "Check",
            element("select", every, *options, name="check"),
        ),
        element("label", "Words", element("input", type="search", name="words")),
        element("output", role="status"),
        id="filter",
        hidden="hidden",
    )


def _section(check: str, items: Sequence[Item]) -> etree._Element:
    severity = items[0].finding.severity
    head = element(
        "h2",
        element("code", check),
        f" {len(items):,}",
        element("b", severity, class_=severity),
    )
    asks = questions().get(check, "").partition("\n")[0].replace("`", "")
    return element(
        "section",
        head,
        *([line(asks, kind="lead")] if asks else []),
        element("ol", *map(_item, items)),
        data_check=check,
        data_severity=severity,
    )


def _item(item: Item) -> etree._Element:
    """Show one finding: where it is, its words, what is asked, the answers."""
    finding = item.finding
    page = [element("span", f"page {item.page}")] if item.page else []
    chapter = [element("span", safe(item.chapter), class_="chapter")] if item.chapter else []
    where = element("p", element("span", f"line {item.line:,}"), *page, *chapter, class_="where")
    content = [
        element("p", *_words(item.quote), class_="place"),
        line(finding.message, kind="said"),
    ]
    if finding.proposals:
        answers = map(_answer, finding.proposals, item.elsewhere)
        content.append(element("ul", *answers, class_="answers"))
    if finding.also:
        also = (
            "one other place" if len(finding.also) == 1 else f"{len(finding.also):,} other places"
        )
        content.append(line(f"and at {also}", kind="more"))
    return element("li", where, element("div", *content))


def _words(quote: Quote) -> list[etree._Element | str]:
    """Show a place with what stands beside it; a point between two letters as a caret."""
    mark = element("mark", seen(quote.exact) if quote.exact else "‸")
    return [safe(quote.prefix), mark, safe(quote.suffix)]


def _answer(proposal: Proposal, place: Quote | None) -> etree._Element:
    """Show an answer, and beside it how sure it is; below, its place, if it is elsewhere."""
    share = f"--share:{100 * proposal.certainty:.0f}%"
    return element(
        "li",
        element("ins", safe(said(proposal))),
        element("span", element("i", style=share), class_="sure", aria_hidden="true"),
        element("span", f"{proposal.certainty:.0%}", class_="number"),
        *([element("span", *_words(place), class_="place")] if place else []),
    )
