"""What all checks of a PDF have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from pipeline.write.check import Fault


def fault(id: str, where: str, message: str) -> Fault:
    """Make an error of a check."""
    return Fault("error", id, where, message)


def kids_of(value: Any) -> list[Any]:
    """Give what may be one thing, several, or nothing as a list."""
    if value is None:
        return []
    return list(value) if isinstance(value, pikepdf.Array) else [value]


def held(item: Any, name: str) -> Any:
    """Give the dictionary that one holds under a name; an empty one if it holds none."""
    return item.get(f"/{name}", pikepdf.Dictionary())


def name_of(value: Any) -> str:
    """Give a name without its slash; what is none or no name: an empty string."""
    return str(value)[1:] if isinstance(value, pikepdf.Name) else ""


def number_tree(node: Any) -> Iterator[tuple[Any, Any]]:
    """Give the keys and values of a number tree or a name tree (ISO 32000-1, 7.9.6 and 7.9.7)."""
    if node is None:
        return
    pairs = kids_of(node.get("/Nums", node.get("/Names")))
    yield from zip(pairs[::2], pairs[1::2], strict=True)
    for kid in kids_of(node.get("/Kids")):
        yield from number_tree(kid)
