"""Every open finding, by its severity and its check."""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from pipeline.model.finding import Finding, Proposal, Severity
from pipeline.questions import questions as looked_for
from pipeline.write.listing import SEVERITIES
from pipeline.write.page import element
from pipeline.write.report.parts import (
    Head,
    Samples,
    bar,
    folded,
    left_out,
    line,
    safe,
    seen,
    table,
)

MOST = 150
"""So many findings of a check are listed."""


def questions(findings: Sequence[Finding], samples: Samples) -> etree._Element:
    """Make the section of the findings."""
    groups = _groups(findings)
    heads = (
        Head("Check"),
        Head("What it finds", "text"),
        Head("Severity"),
        Head("Open", "number"),
        Head("", "bar"),
    )
    most = max(map(len, groups.values()), default=0)
    rows = [
        (
            element("a", check, href=f"#check-{check}"),
            _finds(check),
            severity,
            len(found),
            bar(len(found), most, severity),
        )
        for (severity, check), found in groups.items()
    ]
    if rows:
        content = [table(f"{len(findings):,} open findings, by check", heads, rows)]
        content.append(element("h3", "Each check’s findings"))
        content += [_details(*key, found, samples) for key, found in groups.items()]
    else:
        content = [line("Nothing is open: no check found anything to ask.")]
    return element(
        "section",
        element("h2", "Open findings", id="findings"),
        line(
            "What deserves a proofreader’s look. An error certainly spoils the edition, a query"
            " may; advice is for those who have the time.",
            kind="lead",
        ),
        *content,
    )


def _groups(findings: Sequence[Finding]) -> dict[tuple[Severity, str], list[Finding]]:
    """Give the findings by severity and check, the graver and then the more frequent first."""
    groups: dict[tuple[Severity, str], list[Finding]] = {}
    for each in findings:
        groups.setdefault((each.severity, each.check), []).append(each)
    rank = {name: k for k, name in enumerate(SEVERITIES)}
    order = sorted(groups, key=lambda key: (rank[key[0]], -len(groups[key]), key[1]))
    return {key: groups[key] for key in order}


def _finds(name: str) -> str:
    """Say what a check finds, or what a rule is about that asks where it does not act."""
    return looked_for().get(name, "").partition("\n")[0].replace("`", "")


def _details(
    severity: Severity, check: str, found: list[Finding], samples: Samples
) -> etree._Element:
    paged = samples.page(found[0].where[0]) != ""
    heads = (
        Head("Line", "number"),
        *([Head("Page", "number")] if paged else []),
        Head("In its place", "text"),
        Head("What is asked", "text"),
        Head("Proposals", "text"),
    )
    rows = []
    for each in found[:MOST]:
        also = f" (and at {len(each.also):,} other samples)" if each.also else ""
        rows.append(
            (
                samples.line(each.where[0]),
                *([samples.page(each.where[0])] if paged else []),
                samples.marked(each.where),
                each.message + also,
                _proposals(each.proposals),
            )
        )
    title = (element("code", check), f" {len(found):,} ", element("b", severity, class_=severity))
    shown = table(f"Findings of {check}", heads, rows)
    more = left_out(MOST, len(found), "findings.jsonl")
    return folded(title, f"check-{check}", shown, *more)


def _proposals(proposals: Sequence[Proposal]) -> etree._Element | str:
    if not proposals:
        return ""
    return element("ul", *(element("li", *_proposal(each)) for each in proposals))


def _proposal(proposal: Proposal) -> list[etree._Element | str]:
    said = "" if proposal.action == "replace" else f"{proposal.action} "
    new = [element("ins", safe(seen(proposal.new)))] if proposal.new else []
    return [said, *new, f" {proposal.certainty:.0%}"]
