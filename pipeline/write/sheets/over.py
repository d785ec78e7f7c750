"""What is laid over the sheets: running heads, numbers of lines, letters, and lists of findings."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase
from typing import NamedTuple

from lxml import etree

from pipeline.model.finding import Finding, Proposal
from pipeline.write.page import element
from pipeline.write.report.parts import safe, seen
from pipeline.write.sheets.lines import Laid, Line

EVERY = 5
"""Every so many lines are numbered."""
TOP = 24 / 25.4 * 96
"""In pixels: where the text begins on the sheet (styles/sheets.css)."""
LEFT = 30 / 25.4 * 96
RAISED = -1.5
"""In pixels: so far below the top of its line a letter above a word stands."""
MOST = 6
"""So many letters stand beside a line; of more, the first and the last."""
SIGNED = "Read by …………………… on ……………"


class Heads(NamedTuple):
    """What the running heads say on all sheets."""

    book: str
    made: str
    """Of when and from what the sheets are made."""


def letter(number: int) -> str:
    """Give the letter of a finding of a sheet, as columns of tables are lettered.

    >>> letter(0), letter(25), letter(26), letter(27)
    ('a', 'z', 'aa', 'ab')
    """
    before, last = divmod(number, 26)
    return (letter(before - 1) if before else "") + ascii_lowercase[last]


def over_sheet(
    number: int,
    laid: Laid,
    heads: etree._Element,
    labels: dict[str, str],
    listed: Sequence[Finding],
) -> etree._Element:
    """Make what is laid over a sheet; `labels` are those of the source's pages, by their ids."""
    marks = [_at(line, str(k), "number") for k, line in enumerate(laid.lines, 1) if k % EVERY == 0]
    marks += [_at(each.line, f"[{labels[each.name]}]", "label") for each in laid.breaks]
    by_line: dict[Line, list[str]] = {}
    for k, each in enumerate(laid.asked):
        by_line.setdefault(each.line, []).append(letter(k))
        small = element("span", letter(k), class_="above")
        x, y = each.x - LEFT, each.line.top - TOP + RAISED
        small.set("style", f"left:{x:.2f}px;top:{y:.2f}px")
        marks.append(small)
    marks += [_at(line, _beside(names), "letters") for line, names in by_line.items()]
    said = list_of(listed, [letter(k) for k in range(len(listed))])
    free = element("div", *marks, class_="free")
    return element("section", heads, free, said, class_="leaf sheet", id=f"sheet-{number}")


def _beside(names: Sequence[str]) -> str:
    """Give the letters of a line, as many as leave room for the corrector's pen.

    >>> _beside(["a", "b"]), _beside(["a", "b", "c", "d", "e", "f", "g"])
    ('a b', 'a – g')
    """
    return " ".join(names) if len(names) <= MOST else f"{names[0]} – {names[-1]}"


def head(heads: Heads, chapter: str, sheet: str) -> etree._Element:
    """Make what sets the running heads."""
    return element(
        "div",
        class_="made",
        data_book=heads.book,
        data_chapter=chapter,
        data_sheet=sheet,
        data_made=heads.made,
        data_read=SIGNED if sheet else "",
    )


def list_of(findings: Sequence[Finding], names: Sequence[str]) -> etree._Element:
    """List findings under their letters, or say that there are none."""
    if not findings:
        return element("div", element("p", "Nothing is asked on this sheet."), class_="foot")
    items = [
        element("li", element("b", name), " ", *_told(finding))
        for name, finding in zip(names, findings, strict=True)
    ]
    return element("div", element("ol", *items), class_="foot")


def _told(finding: Finding) -> list[etree._Element | str]:
    said: list[etree._Element | str] = [safe(finding.message)]
    # Several may put the same at other places.
    differing = {(each.action, each.new): each for each in reversed(finding.proposals)}
    for k, proposal in enumerate(reversed(differing.values())):
        said += [" or " if k else " → ", *_proposal(proposal)]
    also = f", and {len(finding.also):,} more alike" if finding.also else ""
    about = f"{finding.check}, {finding.severity}{also}"
    return [*said, " ", element("span", f"({about})", class_="check")]


def _proposal(proposal: Proposal) -> list[etree._Element | str]:
    said = "" if proposal.action == "replace" and proposal.new else proposal.action
    if not proposal.new:
        return [said if said != "replace" else "nothing"]
    return [f"{said} " if said else "", element("ins", safe(seen(proposal.new)))]


def _at(line: Line, text: str, kind: str) -> etree._Element:
    made = element("span", text, class_=kind)
    made.set("style", f"top:{line.top - TOP:.2f}px;line-height:{line.height:.2f}px")
    return made
