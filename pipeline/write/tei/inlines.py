"""What stands in the lines of a TEI document: highlighting, foreign words, gaps, both readings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from pipeline.write.emended import Reading
from pipeline.write.page import add
from pipeline.write.pandoc import Json, Node
from pipeline.write.tei.elements import XML_ID, XML_LANG, element

HIGHLIGHTS = {
    "Emph": "italic",
    "Strong": "bold",
    "SmallCaps": "smallcaps",
    "initialism": "smallcaps",
    "superscript": "superscript",
    "subscript": "subscript",
}
LOST = re.compile("(\ufffd)")
CERTAIN = 0.9


@dataclass(slots=True)
class State:
    """What the whole text has in common."""

    readings: list[Reading]
    readers: dict[str, str]
    changes: dict[str, str]
    note: Callable[[list[Node], State], etree._Element]
    """Makes a note of its blocks."""
    seen: set[str] = field(default_factory=set)
    """Emendations whose earlier reading stands in the text."""


def reader_ids(readings: Iterable[Reading]) -> dict[str, str]:
    """Give the ids of those who decided, by their names, which XML might not allow as ids."""
    names = sorted({each.placed.decision.reader for each in readings})
    return {name: f"reader-{k}" for k, name in enumerate(names, 1)}


def change_ids(readings: Iterable[Reading]) -> dict[str, str]:
    """Give the ids of the changes, by those of the decisions, in the order of time."""
    times = sorted({(d.when, d.id) for d in (each.placed.decision for each in readings)})
    return {id: f"change-{k}" for k, (_, id) in enumerate(times, 1)}


def written(nodes: list[Node], state: State) -> list[etree._Element | str]:
    """Give inlines as text and elements."""
    return [made for node in nodes for made in _inline(node, state)]


def _inline(node: Node, state: State) -> Iterator[etree._Element | str]:
    kind: str = node["t"]
    content: Json = node.get("c")
    if kind == "Str":
        yield from _letters(content)
    elif kind in ("Space", "SoftBreak"):
        yield " "
    elif kind == "LineBreak":
        yield element("lb")
    elif kind in HIGHLIGHTS:
        yield element("hi", *written(content, state), rend=HIGHLIGHTS[kind])
    elif kind == "Note":
        yield state.note(content, state)
    elif kind == "Link":
        _, inlines, (target, _) = content
        yield element("ref", *written(inlines, state), target=target)
    elif kind == "Span":
        yield from _span(content, state)
    else:
        raise ValueError(f"no form in TEI for {kind}")


def _letters(text: str) -> Iterator[etree._Element | str]:
    """Give letters; one that is lost is a gap."""
    for part in LOST.split(text):
        if part == "\ufffd":
            yield element("gap", reason="lost", unit="char", quantity="1")
        elif part:
            yield part


def _span(content: Json, state: State) -> Iterator[etree._Element | str]:
    (id, classes, pairs), inlines = content
    said = dict(pairs)
    if "pagebreak" in classes:
        made = element("pb", n=said["label"])
        made.set(XML_ID, id)
        yield made
    elif "noteref" in classes:
        yield element("ref", *written(inlines, state), target=f"#{said['target']}", type="noteref")
    elif "emended" in classes:
        yield _choice(said["reading"], written(inlines, state), state)
    elif "supplied" in classes:
        yield element("supplied", *written(inlines, state), reason="lost", resp="#edition")
    elif raised := next((name for name in classes if name in HIGHLIGHTS), ""):
        yield element("hi", *written(inlines, state), rend=HIGHLIGHTS[raised])
    elif "lang" in said:
        made = element("foreign", *written(inlines, state))
        made.set(XML_LANG, said["lang"])
        yield made
    else:
        yield from written(inlines, state)


def _choice(number: str, now: list[etree._Element | str], state: State) -> etree._Element:
    """Give both readings. Of an emendation in two parts, the source's stands with the first."""
    placed, before = state.readings[int(number)]
    decision = placed.decision
    old, new = ("orig", "reg") if decision.why == "style" else ("sic", "corr")
    sure = "high" if placed.certainty >= CERTAIN else "medium"
    corrected = element(new, resp=f"#{state.readers[decision.reader]}", cert=sure)
    add(corrected, now)
    was = [] if number in state.seen else list(_letters(before))
    state.seen.add(number)
    made = element("choice", element(old, *was), corrected, ana=f"#{decision.why}")
    made.set("change", f"#{state.changes[decision.id]}")
    return made
