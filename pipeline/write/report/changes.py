"""Every change, by the rule that made it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from inspect import cleandoc
from typing import NamedTuple

from lxml import etree

from pipeline.model import rules as contracts
from pipeline.model.history import DECISION, Change
from pipeline.model.rules import Rule
from pipeline.write.page import element
from pipeline.write.records import Record
from pipeline.write.report.parts import Head, Samples, bar, folded, left_out, line, seen, table

SLIGHT = (
    contracts.spacing,
    contracts.join,
    contracts.marker,
    contracts.ornament,
    contracts.bullet,
    contracts.control,
    contracts.markup,
)
"""Contracts that let no letter be replaced: of such changes, examples are enough."""
EXAMPLES = 3
MOST = 200
"""So many different changes of a rule are listed, and so many lines of one of them below."""
MOST_LINES = 12
FURNITURE = {
    "running-head": "A line at a page’s head or foot that names the book or the chapter.",
    "folio": "A printed page number.",
    "contents": "The printed table of contents: the edition makes its own.",
    "rule": "A printed rule.",
    "blank-page": "What a page that is left blank says of itself.",
    "licence": "The notice that a digital library put around the text.",
    "transcriber": "What whoever transcribed the text says of it.",
    "page-sign": "A sign by which a transcriber marked pages.",
    "notes-heading": "The heading of gathered notes: the edition sets its own.",
    "decided": "A line that a proofreader set aside.",
}
"""What stands on the page and is no text, by its kind."""


class _Group(NamedTuple):
    """The changes of one rule."""

    rule: str
    does: str
    slight: bool
    changes: list[Change]

    @property
    def id(self) -> str:
        return f"rule-{self.rule}"


def changes(record: Record, rules: Mapping[str, Rule], samples: Samples) -> etree._Element:
    """Make the section of the changes; `rules` are those that may have made them, by name."""
    groups = [*_groups(record.changes, rules)]
    groups.sort(key=lambda group: (group.slight, -len(group.changes)))
    most = max((len(group.changes) for group in groups), default=0)
    rows = [
        (
            element("a", group.rule, href=f"#{group.id}"),
            group.does,
            len(group.changes),
            bar(len(group.changes), most),
        )
        for group in groups
    ]
    heads = (Head("Rule"), Head("What it does", "text"), Head("Changes", "number"), Head("", "bar"))
    return element(
        "section",
        element("h2", "Changes by rule", id="changes"),
        line(
            "All that makes the edition’s text another than the source’s. Where letters were"
            " replaced or whole lines set aside, each is listed below its rule, with its lines in"
            " the source; where only space, line ends, or what the edition sets anew were touched,"
            " examples stand for all.",
            kind="lead",
        ),
        table(f"{len(record.changes):,} changes, by rule", heads, rows),
        element("h3", "Each rule’s changes"),
        *(_details(group, samples) for group in groups),
    )


def _groups(made: Sequence[Change], rules: Mapping[str, Rule]) -> Iterator[_Group]:
    by_rule: dict[str, list[Change]] = {}
    for change in made:
        name = "decision" if change.rule.startswith(DECISION) else change.rule
        by_rule.setdefault(name, []).append(change)
    for name, found in by_rule.items():
        rule = rules.get(name)
        if rule:
            does = first_paragraph(rule.function.__doc__)
            yield _Group(name, does, rule.contract in SLIGHT, found)
        else:
            does = FURNITURE.get(name, "What proofreaders decided: see the decisions.")
            yield _Group(name, does, False, found)


def first_paragraph(doc: str | None) -> str:
    """Give what a docstring says first, in one line.

    >>> first_paragraph("One thing,\\n    and another.\\n\\n    More.")
    'One thing, and another.'
    """
    return " ".join(cleandoc(doc or "").partition("\n\n")[0].split()).replace("`", "")


def _details(group: _Group, samples: Samples) -> etree._Element:
    title = (element("code", group.rule), f" {len(group.changes):,}")
    if group.slight:
        step = max(1, len(group.changes) // EXAMPLES)
        examples = group.changes[step // 2 :: step][:EXAMPLES]
        rows = [(samples.line(c.start), samples.changed(c)) for c in examples]
        heads = (Head("Line", "number"), Head("In its place", "text"))
        content = [table(f"Examples of {group.rule}", heads, rows)]
    else:
        content = _listed(group, samples)
    return folded(title, group.id, *content)


def _listed(group: _Group, samples: Samples) -> list[etree._Element]:
    """List a rule's changes; like ones together, with the lines where they were made."""
    alike: dict[tuple[str, str], list[Change]] = {}
    for change in group.changes:
        alike.setdefault((seen(change.before.strip("\n")), seen(change.after)), []).append(change)
    rows = []
    for (before, after), same in list(alike.items())[:MOST]:
        lines = ", ".join(f"{samples.line(change.start):,}" for change in same[:MOST_LINES])
        more = f" … and {len(same) - MOST_LINES:,} more" if len(same) > MOST_LINES else ""
        rows.append((element("del", before), element("ins", after), len(same), lines + more))
    heads = (
        Head("In the source", "text"),
        Head("In the edition", "text"),
        Head("Times", "number"),
        Head("Lines"),
    )
    shown = table(f"Changes by {group.rule}", heads, rows)
    return [shown, *left_out(MOST, len(alike), "changes.jsonl")]
