"""What the code says of itself: docstrings, those below a class's fields among them."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from textwrap import dedent


def told(function: Callable[..., object] | type) -> str:
    """Give a docstring up to its examples and its errors, each paragraph on one line.

    Raises:
        ValueError: there is none.
    """
    said = inspect.getdoc(function) or ""
    for end in (">>>", "Raises:"):
        said = said.partition(end)[0]
    paragraphs = [" ".join(part.split()) for part in said.strip().split("\n\n")]
    if not paragraphs[0]:
        raise ValueError(f"nothing is said of {function.__qualname__}")
    return "\n\n".join(paragraphs)


def fields_told(kind: type) -> dict[str, str]:
    """Give what the docstrings below the fields of a class say; "" for a field without one."""
    (tree,) = ast.parse(dedent(inspect.getsource(kind))).body
    assert isinstance(tree, ast.ClassDef)
    said = {}
    for each, below in pairwise([*tree.body, ast.Pass()]):
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
            said[each.target.id] = " ".join(_string(below).split())
    return said


def _string(statement: ast.stmt) -> str:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return str(statement.value.value)
    return ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""Write a table of Markdown.

    >>> print(table(["key", "value"], [["a", "x|y"]]))
    | key | value |
    |---|---|
    | a | x\|y |
    """
    shown = [[cell.replace("|", r"\|").replace("\n", " ") for cell in row] for row in (head, *rows)]
    first, *rest = [f"| {' | '.join(row)} |" for row in shown]
    return "\n".join([first, f"|{'---|' * len(head)}", *rest])
