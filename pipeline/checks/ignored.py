"""What book.toml says is to be ignored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.decisions.quoting import fold, quote
from pipeline.model.finding import Finding
from pipeline.model.settings import Ignore

UNUSED = "unused-ignore"


def without_ignored(
    findings: Iterable[Finding], ignores: Sequence[Ignore], raw: str
) -> Iterator[Finding]:
    """Give the findings that are not ignored, and one for each entry that ignores nothing.

    An entry with words holds where they stand at the finding's place, or reach into it.

    >>> found = [Finding("a", "query", (4, 8), "m"), Finding("a", "query", (0, 3), "m")]
    >>> ignores = Ignore("a", "so it is", "old mill"), Ignore("z", "no more")
    >>> [(each.check, each.where) for each in without_ignored(found, ignores, "the old mill")]
    [('a', (0, 3)), ('unused-ignore', (0, 0))]
    """
    used = [False] * len(ignores)
    for each in findings:
        holding = [k for k, ignore in enumerate(ignores) if _holds(ignore, each, raw)]
        for k in holding:
            used[k] = True
        if not holding:
            yield each
    for ignore, was in zip(ignores, used, strict=True):
        if not was:
            words = f' at the words "{ignore.text}"' if ignore.text else ""
            message = (
                f'book.toml ignores "{ignore.check}"{words}, but nothing is found there: take the'
                " entry out"
            )
            yield Finding(UNUSED, "query", (0, 0), message, certainty=1.0)


def _holds(ignore: Ignore, finding: Finding, raw: str) -> bool:
    """Is a finding among those that are ignored?"""
    if finding.check != ignore.check:
        return False
    if not ignore.text:
        return True
    before, exact, after = quote(raw, finding.where)
    text, sought = before + exact + after, fold(ignore.text)
    at = text.find(sought)
    while at >= 0:
        if at <= len(before) + len(exact) and at + len(sought) >= len(before):
            return True
        at = text.find(sought, at + 1)
    return False
