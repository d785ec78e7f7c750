"""Tables of pandoc's tree."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.write.pandoc import Json, Node


def with_cells(table: Node, made_of: Callable[[list[Node]], list[Node]]) -> Node:
    """Give a table in whose cells stands what is made of the blocks that stand there."""
    attr, caption, columns, head, bodies, foot = table["c"]

    def rows(there: list[Json]) -> list[Json]:
        return [[a, [[*cell[:4], made_of(cell[4])] for cell in cells]] for a, cells in there]

    new = [[a, n, rows(heads), rows(body)] for a, n, heads, body in bodies]
    head, foot = ([part[0], rows(part[1])] for part in (head, foot))
    return {"t": "Table", "c": [attr, caption, columns, head, new, foot]}
