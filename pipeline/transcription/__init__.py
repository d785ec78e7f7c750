"""Transcriptions: texts that others have prepared, whose signs say outright what is what.

Project Gutenberg's and Distributed Proofreaders' conventions are read here, and others of their
kind, each switched on by its own evidence in the whole text, so that a book which merely has a
number in brackets is not harmed. What is found is taken out (notes, the licence), or removed with
a mark left in its place (italics, page numbers); the stages after this one see plain text.
"""

from __future__ import annotations

from pipeline.model.rules import markup, rule
from pipeline.transcription import letters, notes, pages, regions, remarks, type_signs
from pipeline.transcription.read import Transcription, read_transcription

RULES = (
    rule(remarks.transcribers_remark, remarks.is_remark),
    rule(remarks.marked_division, remarks.is_division),
    rule(letters.letter_code, letters.coded),
    rule(letters.typed_dash, letters.dashed),
    rule(letters.script_bracket, markup),
    rule(type_signs.type_sign, markup),
    rule(pages.page_number, pages.is_page_number),
    rule(regions.block_sign, regions.is_block_sign),
    rule(notes.note_bracket, notes.is_note_bracket),
)

__all__ = ["RULES", "Transcription", "read_transcription"]
