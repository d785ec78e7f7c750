"""All rules and checks by name: what the account holds changes against, and what is explained."""

from __future__ import annotations

from inspect import cleandoc

from pipeline import clean, emend, notes, structure, transcription
from pipeline.errors import unknown
from pipeline.model.rules import Rule

_ALL: tuple[Rule, ...] = (
    *clean.RULES,
    clean.SHOWN,
    *transcription.RULES,
    *notes.RULES,
    *structure.RULES,
    *emend.RULES,
)
RULES = {rule.name: rule for rule in _ALL}
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


def asked() -> dict[str, str]:
    """Give what may be asked, by its name; `pipeline.questions` keeps it."""
    # Imported here: the account needs the rules, and no check.
    from pipeline.checks.catalogue import CHECKS

    rules = {name: _said(rule.function) for name, rule in RULES.items()}
    return rules | LEFT | {check.name: _said(check.function) for check in CHECKS}


def explain(name: str) -> str:
    """Give what a rule does and may do, or what a check asks, by its docstring.

    Raises:
        RecensionError: there is none of that name.
    """
    from pipeline.checks.catalogue import CHECKS

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
        raise unknown(name, sorted(asked()), "no such rule or check")
    return "\n\n".join([name, *parts])


def _said(function: object) -> str:
    """Give a docstring up to its examples, each paragraph on one line."""
    said = cleandoc(function.__doc__ or "").partition(">>>")[0]
    return "\n".join(" ".join(part.split()) for part in said.strip().split("\n\n"))
