"""Recension: from the raw extracted text of a book to a corrected edition."""

__version__ = "0.9.0"
