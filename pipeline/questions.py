"""What may be asked about a book, by the names under which it is asked.

The docstrings of the checks say it, and of the stages before them. To read those is to import all
that these need; so what they say is kept, and who only lists what was found needs none of them.
"""

from __future__ import annotations

from functools import cache, partial

from pipeline.errors import unknown
from pipeline.machine.cache import kept, key


@cache
def questions() -> dict[str, str]:
    """Give what each check looks for, and what a stage asks: their docstrings without examples.

    >>> questions()["encoding"]
    'A source that is not in UTF-8: was it read rightly?'
    """

    def make() -> dict[str, str]:
        from pipeline.registry import asked

        return asked()

    return kept(partial(key, "questions"), make)


def demand_check(name: str) -> None:
    """Demand that something may be asked under a name.

    Raises:
        RecensionError: nothing is.
    """
    if name not in questions():
        raise unknown(name, sorted(questions()), "no such check")
