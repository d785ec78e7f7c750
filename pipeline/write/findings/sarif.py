"""The findings as SARIF 2.1.0, which editors and code hosts show beside the lines of the source.

An error is an error, a query a warning, advice a note. An answer that replaces, inserts or deletes
letters is a fix; other answers stand among the properties. The fingerprint is of the words of the
place and beside it, so that it outlasts changes of the pipeline and of line numbers.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from pipeline import __version__
from pipeline.model.finding import Finding, Proposal, Span
from pipeline.model.places import Lines, quote
from pipeline.questions import questions
from pipeline.visible import visible_json
from pipeline.write.findings.table import said
from pipeline.write.listing import Item, Listing, shown

Node = dict[str, object]
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {"error": "error", "query": "warning", "advice": "note"}
TEXTUAL = ("replace", "insert", "delete")


def write(listing: Listing) -> str:
    """Write the findings as one run of a tool."""
    checks = list(dict.fromkeys(each.check for each in listing.findings))
    driver = {"name": "Recension", "version": __version__, "rules": [*map(_rule, checks)]}
    artifact: Node = {"uri": _uri(listing.path)}
    hashes = {"sha-256": listing.source.sha256}
    run = {
        "tool": {"driver": driver},
        "artifacts": [{"location": artifact, "hashes": hashes, "roles": ["analysisTarget"]}],
        "columnKind": "unicodeCodePoints",
        "results": [*_results(listing, artifact, checks)],
    }
    document = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return visible_json(json.dumps(document, ensure_ascii=False, indent=1)) + "\n"


def _rule(check: str) -> Node:
    """Describe a check by its docstring."""
    first, _, rest = questions().get(check, "").partition("\n")
    rule: Node = {"id": check}
    if first:
        rule["shortDescription"] = {"text": first}
        rule["help"] = {"text": f"{first}\n\n{rest}".strip()}
    return rule


def _results(listing: Listing, artifact: Node, checks: list[str]) -> Iterator[Node]:
    lines = listing.places.lines if listing.lined else None
    seen = Counter[str]()
    for item in listing.items():
        finding = item.finding
        print_ = fingerprint(listing.source.text, finding)
        seen[print_] += 1
        result: Node = {
            "ruleId": finding.check,
            "ruleIndex": checks.index(finding.check),
            "level": LEVELS[finding.severity],
            "rank": round(100 * finding.certainty, 1),
            "message": {"text": _message(finding.message)},
            "locations": [_location(finding.where, artifact, lines, item)],
            "partialFingerprints": {"quote/v1": f"{print_}:{seen[print_]}"},
        }
        if finding.also and lines is not None:  # pages alone would be there several times
            also = dict.fromkeys(finding.also)
            result["relatedLocations"] = [_location(at, artifact, lines) for at in also]
        if lines is not None and (fixes := [*_fixes(finding, artifact, lines)]):
            result["fixes"] = fixes
        if others := [each for each in finding.proposals if each.action not in TEXTUAL]:
            result["properties"] = {"answers": [_answer(each) for each in others]}
        yield result


def _message(text: str) -> str:
    """Give a text as a message, in which braces and brackets mean what they are (3.11.5, 3.11.6).

    >>> _message("is {0} meant? [a](b)")
    'is {{0}} meant? [a\\\\](b)'
    """
    return shown(text).replace("{", "{{").replace("}", "}}").replace("](", "\\](")


def fingerprint(raw: str, finding: Finding) -> str:
    """Give a number that a finding keeps as long as it is about the same words.

    >>> once, later = Finding("a", "query", (4, 8), ""), Finding("a", "query", (9, 13), "")
    >>> fingerprint("the mill", once) == fingerprint("Now, the\\nmill", later)
    False
    >>> fingerprint("\\n the mill", Finding("a", "query", (6, 10), "")) == fingerprint(
    ...     "the\\nmill", once
    ... )
    True
    """
    words = ["".join(part.split()) for part in quote(raw, finding.where)]
    text = "\0".join([finding.check, *words])
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _location(span: Span, artifact: Node, lines: Lines | None, item: Item | None = None) -> Node:
    """Give a place: in a text file by its lines, in another by its page."""
    place: Node = {"artifactLocation": artifact}
    if lines is not None:
        place["region"] = _region(span, lines)
    if lines is not None and item is not None:
        snippet = {"text": "".join(item.quote).strip()}
        place["contextRegion"] = {**_region(span, lines), "snippet": snippet}
    location: Node = {"physicalLocation": place}
    if item is not None and (item.page or item.chapter):
        page = f"page {item.page}" if item.page else ""
        name = ", ".join(filter(None, (item.chapter, page)))
        location["logicalLocations"] = [{"name": name}]
    return location


def _region(span: Span, lines: Lines) -> Node:
    start, end = span
    return {
        "startLine": lines.at(start),
        "startColumn": lines.column(start),
        "endLine": lines.at(end),
        "endColumn": lines.column(end),
        "charOffset": start,
        "charLength": end - start,
    }


def _fixes(finding: Finding, artifact: Node, lines: Lines) -> Iterator[Node]:
    for proposal in finding.proposals:
        if proposal.action in TEXTUAL:
            span = proposal.at or finding.where
            if proposal.action == "insert":
                span = (span[1], span[1])
            replacement: Node = {"deletedRegion": _region(span, lines)}
            if proposal.action != "delete" and proposal.new:
                replacement["insertedContent"] = {"text": proposal.new}
            change = {"artifactLocation": artifact, "replacements": [replacement]}
            description = f"{said(proposal)} ({proposal.certainty:.0%})"
            yield {"description": {"text": _message(description)}, "artifactChanges": [change]}


def _answer(proposal: Proposal) -> Node:
    row: Node = {"action": proposal.action, "new": proposal.new, "certainty": proposal.certainty}
    return row | ({"at": list(proposal.at)} if proposal.at else {})


def _uri(path: str) -> str:
    """Give a path as a URI reference; a relative one stays relative.

    >>> _uri("a book/raw.txt")
    'a%20book/raw.txt'
    """
    from urllib.parse import quote as percent

    return Path(path).as_uri() if Path(path).is_absolute() else percent(Path(path).as_posix())
