"""The findings of a book as a document: for the eye, for other programs, for the browser."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.write.listing import Listing

FORMS = {"table": "table", "json": "rows", "sarif": "sarif", "html": "page"}
"""The forms, and the modules here that write them."""


def document(listing: Listing, form: str) -> str:
    """Write the findings in one of `FORMS`."""
    # Each form is imported when it is asked for: none needs what the others do.
    write: Callable[[Listing], str] = import_module(f"{__name__}.{FORMS[form]}").write
    return write(listing)
