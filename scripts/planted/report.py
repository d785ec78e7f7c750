"""The results as a table, and as a document for other programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.table import Table

from pipeline.model.finding import Severity
from scripts.planted.clean import Clean
from scripts.planted.measure import SEVERITIES, Result

PER = 10_000
"""Words to which false alarms are reckoned."""
SHOWN = 3
"""Checks that are named for a kind."""


def table(results: Sequence[Result]) -> Table:
    """Make a table of the kinds, with a row for all."""
    made = Table(box=None, pad_edge=False, show_footer=True)
    planted, found, right, offered = (
        sum(getattr(each, name) for each in results)
        for name in ("planted", "found", "right", "offered")
    )
    made.add_column("planted", footer="all")
    for head, footer in (
        ("", f"{planted:,}"),
        ("found", f"{found:,}"),
        ("", _share(found, planted)),
        ("put right", _share(right, planted)),
        ("by any", _share(offered, planted)),
        ("as advice", f"{sum(each.severest['advice'] for each in results):,}"),
    ):
        made.add_column(head, footer=footer, justify="right")
    made.add_column("by")
    for each in results:
        made.add_row(
            each.kind,
            f"{each.planted:,}",
            f"{each.found:,}",
            _share(each.found, each.planted),
            _share(each.right, each.planted),
            _share(each.offered, each.planted),
            f"{each.severest['advice']:,}",
            ", ".join(f"{check} {n}" for check, n in each.by.most_common(SHOWN)),
        )
    return made


def alarms(clean: Clean, results: Sequence[Result]) -> Table:
    """Make a table of what is asked besides, in 10,000 words."""
    made = Table(box=None, pad_edge=False)
    made.add_column(f"asked in {PER:,} words")
    for severity in SEVERITIES:
        made.add_column(severity, justify="right")
    for name, rates in _rates(clean, results).items():
        made.add_row(name, *(f"{rates[severity]:.1f}" for severity in SEVERITIES))
    return made


def document(clean: Clean, results: Sequence[Result], seed: str) -> dict[str, object]:
    """Give all figures."""
    return {
        "seed": seed,
        "words": len(clean.proof.words),
        "kinds": {
            each.kind: {
                "planted": each.planted,
                "found": each.found,
                "right": each.right,
                "offered": each.offered,
                "severest": dict(each.severest),
                "checks": dict(each.by),
                "missed": each.missed,
            }
            for each in results
        },
        "asked": _rates(clean, results),
    }


def _rates(clean: Clean, results: Sequence[Result]) -> dict[str, dict[Severity, float]]:
    """Give how much is asked in 10,000 words of the clean text, and by each kind's errors more."""
    words = len(clean.proof.words) / PER
    own = Counter(each.severity for each in clean.findings)
    more = Counter[Severity]()
    for each in results:
        more.update(each.alarms)
    count = max(1, sum(each.rounds for each in results))
    return {
        "about the clean text": {s: own[s] / words for s in SEVERITIES},
        "about no error, when errors of a kind are in it": {
            s: more[s] / words / count for s in SEVERITIES
        },
    }


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else "-"
