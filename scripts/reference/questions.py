"""The rules by which a text may be changed, and the checks that ask about it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.catalogue import FAMILIES
from pipeline.registry import LEFT, RULES
from scripts.reference.said import table, told

RULES_ARE = """\
A rule may change the text only within its contract, to which the account holds it at every build.
Each change stands in `changes.jsonl` under the name of its rule."""
CHECKS_ARE = """\
A check asks, and changes nothing. An error is certainly wrong and spoils the edition; a query may
be; advice is for those who have the time. Findings that a book is meant to have are named under
`[[ignore]]` in `book.toml`."""
LEFT_ARE = "The stages before the checks, and a collation, leave questions of their own:"


def chapters() -> Iterator[str]:
    """Write what is said of all rules, and of all checks by their families."""
    yield "## Rules"
    yield RULES_ARE
    yield table(
        ["rule", "what it changes", "its contract"],
        [[f"`{name}`", told(r.function), told(r.contract)] for name, r in RULES.items()],
    )
    yield "## Checks"
    yield CHECKS_ARE
    for family, checks in FAMILIES.items():
        yield f"### {family.capitalize()}"
        yield table(
            ["check", "", "what it asks about"],
            [[f"`{each.name}`", each.severity, told(each.function)] for each in checks],
        )
    yield "### Beside the checks"
    yield LEFT_ARE
    yield table(["question", "what it asks about"], [[f"`{n}`", says] for n, says in LEFT.items()])
