"""Named tuples, made as fast as a book needs them."""

from __future__ import annotations

make = tuple.__new__
"""Make a named tuple of all its fields: `make(Run, (...))`.

That takes a third of the time of the tuple's own call, which is a function in Python. It is for
what a book has several of for each line. Nothing checks the fields: all are given, in order.
"""
