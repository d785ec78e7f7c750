"""The words of the book itself, by which those of every form of it are measured."""

from __future__ import annotations

from pipeline.book import Book
from pipeline.language import language
from pipeline.write.pandoc import FORBIDDEN


def words_of_book(book: Book) -> list[str]:
    """Give the book's words: the chapters' in order, then the notes', those without markers last.

    What the edition supplies in brackets for a note that is cut or absent counts among them. What
    no XML file can hold (control characters, bytes that were no UTF-8) is shown as U+FFFD.
    """
    supplied = language(book.language).phrases
    remarks = {"cut": supplied.cut_note, "absent": supplied.absent_note}
    texts = [str(text) for chapter in book.chapters for text in chapter.texts()]
    for chapter in book.chapters:
        for note in sorted(chapter.notes, key=lambda note: note.state == "unmarked"):
            texts += [*(str(text) for text in note.texts()), remarks.get(note.state, "")]
    return FORBIDDEN.sub("\ufffd", " ".join(texts)).split()
