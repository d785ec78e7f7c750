"""All rules by name: what the account holds changes against, and what `explain` explains."""

from __future__ import annotations

from difflib import get_close_matches
from inspect import cleandoc

from pipeline import clean, emend, notes, structure, transcription
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


def explain(name: str) -> str:
    """Give what a rule does and may do, by its docstring and its contract's.

    Raises:
        RecensionError: there is no such rule.
    """
    rule = RULES.get(name.replace("_", "-"))
    if rule is None:
        near = get_close_matches(name, RULES, n=1)
        remedy = f"did you mean {near[0]}?" if near else f"the rules are: {', '.join(RULES)}"
        raise RecensionError("no such rule", name, remedy)
    contract = cleandoc(rule.contract.__doc__ or "")
    return f"{rule.name}\n\n{cleandoc(rule.function.__doc__ or '')}\n\nIts contract: {contract}"
