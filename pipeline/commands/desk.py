"""The proofreading desk."""

from __future__ import annotations

from argparse import Namespace

from pipeline.commands import with_folder


def open_desk(options: Namespace) -> int:
    """Serve a book's desk until it is interrupted."""
    from pipeline.desk.serving.serve import has_browser, serve

    book = with_folder(options.book, "decisions")
    show = has_browser() and not options.no_open
    serve(book, options.host, options.port, options.who.strip(), show)
    return 0
