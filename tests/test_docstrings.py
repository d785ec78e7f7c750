"""What the docstrings of public functions say holds: the errors that they raise are named."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.house import ROOT

Function = ast.FunctionDef | ast.AsyncFunctionDef


def public(body: list[ast.stmt], said: str = "") -> Iterator[tuple[Function, str]]:
    """Give the public functions with what is said of each; of a class that is said of its start."""
    for node in body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public(node.body, ast.get_docstring(node) or "")
        elif isinstance(node, Function) and not node.name.startswith("_"):
            yield node, ast.get_docstring(node) or ""
        elif isinstance(node, Function) and node.name == "__init__":
            yield node, said


def raised(function: Function) -> Iterator[str]:
    """Give the names of the errors that a function raises itself."""
    waiting: list[ast.AST] = [*function.body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Function | ast.ClassDef | ast.Lambda):
            continue
        match node:
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name))) if name.endswith("Error"):
                yield name
        waiting += ast.iter_child_nodes(node)


def test_every_error_that_a_public_function_raises_is_named() -> None:
    unnamed = [
        f"{path.relative_to(ROOT)}: {function.name} raises {name}"
        for path in sorted((ROOT / "pipeline").rglob("*.py"))
        for function, said in public(ast.parse(path.read_text("utf-8")).body)
        for name in raised(function)
        if name != "AssertionError" and name not in said
    ]
    assert unnamed == []
