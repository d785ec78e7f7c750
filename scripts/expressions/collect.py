"""The expressions that `pipeline/` has: those with a name, and those written within functions."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
AT_A_PLACE = frozenset({"match", "fullmatch", "pattern", "flags", "groups", "groupindex"})
"""What is asked of an expression that is not sought at each place of a text."""
OF_RE = frozenset(
    {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "finditer", "findall"}
)


class Expression(NamedTuple):
    """An expression, by the file and the name or the line at which it stands."""

    where: str
    pattern: re.Pattern[str] | re.Pattern[bytes]
    sought: bool
    """Is it sought at each place of a text, or only asked at one?"""


def expressions() -> list[Expression]:
    """Give all that can be found without running anything, in the order of the files."""
    trees = {path: ast.parse(path.read_text("utf-8")) for path in (ROOT / "pipeline").rglob("*.py")}
    sought = {name for tree in trees.values() for name in _sought(tree)}
    found: list[Expression] = []
    for path, tree in sorted(trees.items()):
        where = str(path.relative_to(ROOT))
        if path.name != "__main__.py":
            parts = path.relative_to(ROOT).with_suffix("").parts
            for name, pattern in _named(vars(import_module(".".join(parts))), tree):
                short = name.partition("[")[0]
                found.append(Expression(f"{where}:{name}", pattern, short in sought))
        found += (
            Expression(f"{where}:{at}", pattern, is_sought)
            for at, pattern, is_sought in _literals(tree)
        )
    return found


def met(act: Callable[[], object]) -> list[Expression]:
    """Give those that are made while something is done, by functions of `pipeline/`."""
    found: dict[str, Expression] = {}
    own = vars(re)["_compile"]

    def compile_(pattern: str, flags: int) -> re.Pattern[str]:
        made: re.Pattern[str] = own(pattern, flags)
        key = f"met: {pattern!r}"
        if isinstance(made, re.Pattern) and key not in found and _is_ours(sys._getframe(1)):
            found[key] = Expression(key, made, True)
        return made

    vars(re)["_compile"] = compile_
    try:
        act()
    finally:
        vars(re)["_compile"] = own
    return list(found.values())


def _is_ours(frame: FrameType | None) -> bool:
    """Is an expression made by our code, and not by a library?"""
    while frame is not None and frame.f_globals["__name__"] == "re":
        frame = frame.f_back
    return frame is not None and frame.f_globals["__name__"].startswith("pipeline.")


def _named(there: dict[str, object], tree: ast.Module) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Give the expressions that a module defines, also within tuples and tables."""
    targets = (node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign))
    for node in targets:
        for name in (each.id for each in ast.walk(node) if isinstance(each, ast.Name)):
            if isinstance(there.get(name), re.Pattern | tuple | list | dict) and _is_set(
                node, name
            ):
                yield from _within(name, there[name])


def _is_set(node: ast.Assign | ast.AnnAssign, name: str) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return any(
        isinstance(each, ast.Name) and each.id == name for top in targets for each in ast.walk(top)
    )


def _within(name: str, value: object) -> Iterator[tuple[str, re.Pattern[str]]]:
    if isinstance(value, re.Pattern):
        yield name, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _within(f"{name}[{key!r}]", each)
            yield from _within(f"{name}[{key!r}]", key)
    elif isinstance(value, tuple | list):
        for k, each in enumerate(value):
            yield from _within(f"{name}[{k}]", each)


def _literals(tree: ast.Module) -> Iterator[tuple[int, re.Pattern[str], bool]]:
    """Give the expressions that are written out within functions."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        for node in ast.walk(function):
            asked = _asked_of_re(node)
            if not asked or not isinstance(node, ast.Call):
                continue
            given, *others = node.args
            if isinstance(given, ast.Constant) and isinstance(given.value, str):
                ignoring = any(isinstance(n, ast.Attribute) and n.attr == "I" for n in others)
                pattern = re.compile(given.value, re.I if ignoring else 0)
                yield node.lineno, pattern, asked not in AT_A_PLACE


def _asked_of_re(node: ast.AST) -> str:
    """Give the function of `re` that a call calls, or nothing."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return ""
    of, name = node.func.value, node.func.attr
    return name if isinstance(of, ast.Name) and of.id == "re" and name in OF_RE else ""


def _sought(tree: ast.Module) -> Iterator[str]:
    """Give the names that are used otherwise than to be asked at one place."""
    asked = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            asked.add(id(node.value))
            if node.attr not in AT_A_PLACE:
                yield node.value.id
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and id(node) not in asked and isinstance(node.ctx, ast.Load):
            yield node.id
