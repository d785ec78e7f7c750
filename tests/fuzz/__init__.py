"""Fuzzing: books that nobody would send, and what must hold of each of them.

`rawbooks` makes raw books by lot, `damage` damages them, `decisions` has somebody decide about
them. `invariants` says what must hold whatever is read. `targets` turns any bytes into one of these
trials, so that the same trials are run by hypothesis (`tests/test_fuzz.py`), from the small corpus
in `corpus/`, and led by coverage (`make fuzz`).
"""
