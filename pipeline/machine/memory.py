"""Memory: what may be left for later, and how much of it there is."""

from __future__ import annotations

import gc
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off the search for cycles: what the stages make has none, and is gone through in vain.

    The collector would take a fifteenth of the time of recovering a book, as much of a build after
    one decision, and a third of that of making thousands of decisions.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def bound(memory: int) -> None:
    """Let this process have no more memory than so many bytes, and leave none behind when dying."""
    with suppress(ValueError, OSError):  # a system that knows no such bounds
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or hard > memory:
            resource.setrlimit(resource.RLIMIT_AS, (memory, hard))
