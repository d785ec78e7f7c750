"""The signs of a transcription read, in order: wrapper, remarks, letters, type, pages, notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.conventions.aside import is_bare_picture
from pipeline.language import Language, guess_language, language
from pipeline.language.lexicon import Lexicon, lexicon_of
from pipeline.model.book import Furniture, Page
from pipeline.model.finding import Finding
from pipeline.model.text import Edit, Mark, Text
from pipeline.structure.division import doubt
from pipeline.transcription.headings import find_headings
from pipeline.transcription.letters import foreign_words, letter_code, script_bracket, typed_dash
from pipeline.transcription.lines import outside, paragraphs, text_lines
from pipeline.transcription.pages import PageStart, find_page_numbers, page_number, page_signs
from pipeline.transcription.references import GivenNote, with_references
from pipeline.transcription.regions import Regions, block_sign, find_regions
from pipeline.transcription.remarks import marked_division, marked_words, transcribers_remark
from pipeline.transcription.taking import Item, take_out
from pipeline.transcription.type_signs import find_type, type_sign
from pipeline.transcription.wrapper import Wrapper, find_pictures, find_remarks, find_wrapper
from pipeline.transcription.written import find_notes

SIGNS = "[Footnote", "[**", "[Illustration", "[Greek:", "[Sidenote:", "[Transcriber"
ARROWED = re.compile(r"^[ \t]*(?:\d{1,4}\.[ \t]*)?↑[ \t]*\S", re.M)
"""A note as Wikisource sets it."""
PICTURE = "the source says that a picture, or music, stood here"
STRAY = "a sign for italics or other type that has no pair"


@dataclass(frozen=True, slots=True)
class Transcription:
    """What the signs of a transcription say; without any, the text is as it was."""

    text: Text
    """The running text, its signs read and removed, notes and wrapper taken out."""
    notes: tuple[GivenNote, ...] = ()
    aside: tuple[Furniture, ...] = ()
    pages: tuple[Page, ...] = ()
    findings: tuple[Finding, ...] = ()
    title: str = ""
    language: str = ""
    signs: bool = False
    """Signs were found that only a transcription has."""


def read_transcription(cleaned: Text, tag: str = "") -> Transcription:
    """Read the signs of a transcription; a text that has none comes back as it is.

    `tag` is the language; empty, it is found from the text.
    """
    wrapper = find_wrapper(str(cleaned))
    trusted = bool(wrapper.spans) or _has_signs(str(cleaned))
    core, aside = _unwrapped(cleaned, wrapper, trusted=trusted)
    said = " ".join(str(each.text) for each in aside if each.kind == "transcriber")
    core, asked = _without_remarks(core)
    core = _with_letters(core, trusted=trusted)
    core, strays = _with_type(core, said, trusted=trusted)
    core, pages, signs = _with_pages(core, trusted=trusted)
    written, headings = find_notes(str(core), trusted=trusted)
    items = [Item(note.start, note.end, note) for note in written]
    flow, taken = take_out(core, sorted([*items, *headings, *signs]))
    flow, notes = with_references(flow, taken)
    if "-*" in str(core):
        tag = tag or wrapper.language or guess_language(str(core))
        words = lexicon_of(str(core), tag), language(tag)
        flow = _undivided(flow, *words)
        notes = [replace(note, text=_undivided(note.text, *words)) for note in notes]
    regions = find_regions(str(flow))
    pictures = _pictures(flow, regions, aside)
    flow = _with_blocks(flow, regions, trusted=trusted)
    aside += [Furniture(each.item.kind, each.text, 0) for each in taken if each.item.note is None]
    return Transcription(
        text=flow,
        notes=tuple(notes),
        aside=tuple(sorted(aside, key=lambda each: each.text.runs[0].start)),
        pages=pages,
        findings=(*asked, *strays, *pictures),
        title=wrapper.title,
        language=wrapper.language,
        signs=trusted,
    )


def _has_signs(string: str) -> bool:
    """Does the text hold what only a transcriber writes?"""
    return (
        any(sign in string for sign in SIGNS)
        or bool(page_signs(string))
        or ("↑" in string and ARROWED.search(string) is not None)
    )


def _unwrapped(cleaned: Text, wrapper: Wrapper, *, trusted: bool) -> tuple[Text, list[Furniture]]:
    """Set aside the licence, the credit, the transcriber's notes, the signs of pictures."""
    string = str(cleaned)
    spans = list(wrapper.spans)
    more = [*find_remarks(string), *(find_pictures(string) if trusted else ())]
    for span in sorted(more):
        if all(span.end <= other.start or span.start >= other.end for other in spans):
            spans.append(span)
    items = [Item(span.start, span.end, kind=span.kind) for span in sorted(spans)]
    core, taken = take_out(cleaned, items)
    return core, [Furniture(each.item.kind, each.text, 0) for each in taken]


def _without_remarks(core: Text) -> tuple[Text, list[Finding]]:
    """Take the remarks of proofreaders out of the text, and hand each on as a question."""
    edits = list(transcribers_remark(str(core)))
    said = [str(core)[edit.start : edit.end].strip() for edit in edits]
    found = [
        Finding("transcribers-remark", "query", where, f"the transcriber remarks: {words}")
        for where, words in zip(_places(core, edits), said, strict=True)
    ]
    return core.apply(edits, "transcribers-remark"), found


def _places(text: Text, edits: Iterable[Edit]) -> list[tuple[int, int]]:
    """Give the raw stretches of edits in rising order."""
    raw = text.origins([offset for edit in edits for offset in (edit.start, edit.end - 1)])
    return [(start, end + 1) for start, end in zip(raw[::2], raw[1::2], strict=True)]


def _with_letters(core: Text, *, trusted: bool) -> Text:
    core = core.apply(letter_code(str(core), trusted=trusted), "letter-code")
    core = core.apply(typed_dash(str(core), trusted=trusted), "typed-dash")
    words = list(foreign_words(str(core)))
    if not words:
        return core
    marks = [Mark("language", w.start + w.opening, w.end - 1, w.language) for w in words]
    return core.mark(*marks).apply(script_bracket(str(core), words), "script-bracket")


def _with_type(core: Text, said: str, *, trusted: bool) -> tuple[Text, list[Finding]]:
    """Read the signs of type; `said` is what the transcriber says of them."""
    signs = find_type(str(core), said, trusted=trusted)
    if not signs.stretches:
        return core, []
    where = _places(core, [Edit(at, at + 1, "") for at in signs.strays])
    found = [Finding("stray-type-sign", "query", place, STRAY) for place in where]
    marked = core.mark(*(stretch.mark() for stretch in signs.stretches))
    return marked.apply(type_sign(str(core), signs), "type-sign"), found


def _pictures(flow: Text, regions: Regions, aside: Sequence[Furniture]) -> list[Finding]:
    """Say where pictures stood, for the edition has none of them yet."""
    captions = [mark for mark in regions.marks if mark.data == "figure"]
    raw = flow.origins([offset for m in captions for offset in (m.start, m.end - 1)])
    where = list(zip(raw[::2], [end + 1 for end in raw[1::2]], strict=True))
    bare = (each.text.runs for each in aside if is_bare_picture(str(each.text)))
    where += [(runs[0].start, runs[-1].end) for runs in bare]
    return [Finding("missing-picture", "advice", place, PICTURE) for place in sorted(where)]


def _with_blocks(flow: Text, regions: Regions, *, trusted: bool) -> Text:
    """Lay marks on the blocks that are given, and on the headings that the gaps show."""
    flow = flow.mark(*regions.marks).apply(block_sign(str(flow), regions), "block-sign")
    if not trusted:
        return flow
    blocks = [(mark.start, mark.end) for mark in flow.marks if mark.kind == "block"]
    lines = outside(text_lines(str(flow)), blocks)
    headings = find_headings(list(paragraphs(lines)))
    return flow.mark(*(Mark("block", h[0].start, h[-1].end, "heading") for h in headings))


def _undivided(text: Text, lexicon: Lexicon, table: Language) -> Text:
    """Decide the marked hyphens, and mark those that stay without being sure."""
    string = str(text)
    found = (doubt(text, sign, word) for sign, word in marked_words(string, lexicon, table))
    marked = text.mark(*(mark for mark in found if mark is not None))
    return marked.apply(marked_division(string, lexicon, table), "marked-division")


def _with_pages(core: Text, *, trusted: bool) -> tuple[Text, tuple[Page, ...], list[Item]]:
    """Lay the marks of pages; give these, and the lines between them, which are taken out."""
    string = str(core)
    signs = page_signs(string)
    starts = signs or find_page_numbers(string, trusted=trusted)
    raw = core.origins([start.start for start in starts])
    pages = tuple(
        Page(start.label, start.printed, at) for start, at in zip(starts, raw, strict=True)
    )
    core = core.mark(*_page_marks(string, starts))
    if not signs:
        core = core.apply(page_number(string, starts), "page-number")
    return core, pages, [Item(sign.start, sign.end) for sign in signs]


def _page_marks(string: str, starts: Sequence[PageStart]) -> Iterator[Mark]:
    """Lay each page's mark on the first letter that follows its sign."""
    ends = {start.start: start.end for start in starts}
    for start in starts:
        at = start.end
        while at < len(string) and (string[at].isspace() or at in ends):
            at = ends.get(at, at + 1)
        yield Mark("page", at, at, start.label)
