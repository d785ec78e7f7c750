"""Does a note's body break off in the source?"""

from __future__ import annotations

import re

from pipeline.language import Language

# The end of an address, a citation's page or a name is no sentence, so a missing full stop says
# nothing; these say that something was to come.
HANGING = re.compile(r"(?:[\w)\]]-|[,(\[{]|[:;])$", re.I)
OPEN = re.compile(r"[(\[{][^)\]}]{0,60}$")


def is_cut(text: str, language: Language) -> bool:
    """Tell whether a note plainly stops before its end.

    >>> from pipeline.language import language
    >>> [is_cut(t, language("en")) for t in ("See p. 7", "Matveeva, N. // [Electronic", "in the")]
    [False, True, True]
    """
    end = text.rstrip()
    if not end:
        return True
    last = re.search(r"[^\W\d_]+$", end)
    hanging = last is not None and last[0].islower() and last[0] in language.common
    return bool(HANGING.search(end) or OPEN.search(end) or hanging)
