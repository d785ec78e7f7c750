"""Checks of the book's structure: its headings, its contents, its paragraphs."""

from __future__ import annotations

from pipeline.checks.check import Check
from pipeline.checks.structure import (
    captions,
    contents,
    headings,
    listed,
    markup,
    paragraphs,
    repeated,
)

CHECKS = (
    Check(contents.contents_wording, "query"),
    Check(listed.unfound_entry, "query"),
    Check(listed.unlisted_heading, "advice"),
    Check(listed.contents_page, "query"),
    Check(headings.chapter_number, "query"),
    Check(headings.bare_heading, "query"),
    Check(headings.odd_chapter, "advice"),
    Check(repeated.repeated_passage, "query"),
    Check(markup.abandoned_markup, "query"),
    Check(paragraphs.flattened_table, "query"),
    Check(captions.lone_caption, "advice"),
    Check(paragraphs.long_paragraph, "advice"),
)
