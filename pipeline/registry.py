"""All rules and checks by name: what the account holds changes against, and what is explained."""

from __future__ import annotations

from difflib import get_close_matches
from inspect import cleandoc

from pipeline import clean, emend, notes, structure, transcription
from pipeline.checks import CHECKS
from pipeline.errors import RecensionError
from pipeline.rules import Rule

RULES: dict[str, Rule] = {
    rule.name: rule
    for rule in (
        *clean.RULES,
        clean.SHOWN,
        *transcription.RULES,
        *notes.RULES,
        *structure.RULES,
        *emend.RULES,
    )
}
LEFT = {
    "author-query": "What a proofreader asks the author or the editor.",
    "collation": "What another copy of the book reads otherwise, or has alone.",
    "conflict": "Two decisions that contradict each other: neither is made.",
    "damaged-file": "A file of the source of which only a part could be read.",
    "doubtful-decision": "A decision that was made where the source no longer reads as quoted.",
    "encoding": "A source that is not in UTF-8: was it read rightly?",
    "lost-decision": "A decision that was not made: its place is not found, or is none for it.",
    "missing-picture": "A picture of the source edition, of which the source has only the place.",
    "stray-type-sign": "A sign of type (italics, bold) that has no partner.",
    "unused-ignore": "An entry of book.toml that ignores findings of which there are none.",
    "unnamed-notes": "Notes that name words which are not on the pages that they name.",
}
"""What the stages before the checks leave to ask, beside the edits of their rules; and what is
asked when another copy is held against the book."""


def names_asked() -> list[str]:
    """Give the names under which the proofreader may be asked something."""
    return sorted({*LEFT, *RULES, *(check.name for check in CHECKS)})


def question(name: str) -> str:
    """Give what a check looks for, or what a stage asks: its docstring without the examples.

    >>> question("encoding")
    'A source that is not in UTF-8: was it read rightly?'
    """
    for check in CHECKS:
        if check.name == name:
            return _said(check.function)
    return LEFT.get(name) or (_said(RULES[name].function) if name in RULES else "")


def explain(name: str) -> str:
    """Give what a rule does and may do, or what a check asks, by its docstring.

    Raises:
        RecensionError: there is none of that name.
    """
    name = name.replace("_", "-")
    parts = []
    if rule := RULES.get(name):
        contract = cleandoc(rule.contract.__doc__ or "")
        parts += [f"{cleandoc(rule.function.__doc__ or '')}\n\nIts contract: {contract}"]
    parts += [f"{LEFT[name]}\n\nAsked by a stage beside the checks."] if name in LEFT else []
    parts += [
        f"{cleandoc(check.function.__doc__ or '')}\n\nA check; what it finds is of the severity:"
        f" {check.severity}."
        for check in CHECKS
        if check.name == name
    ]
    if not parts:
        raise unknown(name, names_asked(), "no such rule or check")
    return "\n\n".join([name, *parts])


def unknown(name: str, known: list[str], message: str) -> RecensionError:
    """Make the error for a name that is not known; it names the nearest."""
    near = get_close_matches(name, known, n=1)
    remedy = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"
    return RecensionError(message, name, remedy)


def _said(function: object) -> str:
    """Give a docstring up to its examples, each paragraph on one line."""
    said = cleandoc(function.__doc__ or "").partition(">>>")[0]
    return "\n".join(" ".join(part.split()) for part in said.strip().split("\n\n"))
