"""Signing a book: who answers for it, or what is missing."""

from __future__ import annotations

import sys
from argparse import Namespace

from pipeline.commands import RESULTS, progress_shown, proofreading_of, say_next, tell, with_folder

FEW = 5
"""Places that are shown of what is missing."""


def sign_off(options: Namespace) -> int:
    """Sign a book, and name the file; or say what is missing, and give 1."""
    from pipeline import build
    from pipeline.decisions.make import reader_name
    from pipeline.proofreading.missing import missing
    from pipeline.proofreading.signoff import sign
    from pipeline.proofreading.states import states_of

    book = with_folder(options.book, "readings")
    with progress_shown() as progress:
        progress("checking")
        proof, findings = build.proofread(book)
    wanting = [*missing(proof, findings, states_of(book, proof.source, proof.book))]
    for each in wanting:
        print(f"{each.what}: {len(each.places):,}")
        for place in each.places[:FEW]:
            tell(f"    {place}")
        if len(each.places) > FEW:
            print(f"    and {len(each.places) - FEW:,} more")
    if wanting:
        print("not signed", file=sys.stderr)
        say_next(proofreading_of(book))
        return 1
    print(sign(book, proof.source, options.out or RESULTS / book.name, reader_name(options.who)))
    return 0
