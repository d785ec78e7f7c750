"""Memory: what may be left for later."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
