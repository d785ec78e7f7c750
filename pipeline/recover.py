"""The text stages: from the source to the book.

Each stage is a plain function; this module is the way of the text through them. Nothing here reads
or writes a file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import accumulate

from pipeline.clean import clean
from pipeline.conventions.furniture import RULE
from pipeline.decisions.lost import lost
from pipeline.decisions.structure import everywhere, of_lines
from pipeline.errors import RecensionError
from pipeline.language import guess_language, language
from pipeline.language.lexicon import lexicon_of
from pipeline.layout.lay_out import Layout, lay_out
from pipeline.layout.lines import OUTER
from pipeline.layout.paging.pages import page_labels
from pipeline.machine.memory import uncollected
from pipeline.model.book import (
    Book,
    Chapter,
    Furniture,
    FurnitureKind,
    Moved,
    Note,
    Page,
    Source,
)
from pipeline.model.decision import Placed
from pipeline.model.finding import Finding
from pipeline.model.text import Text
from pipeline.notes import gather, link
from pipeline.notes.inbook import note_of
from pipeline.notes.link import Linked
from pipeline.structure.blocks import blocks
from pipeline.structure.chapters import sections, with_front
from pipeline.structure.decided import as_decided, with_breaks
from pipeline.structure.levels import with_levels
from pipeline.structure.lineends import Words
from pipeline.structure.linetexts import LineTexts
from pipeline.structure.passages import LINED, Passage, passages
from pipeline.structure.quotations import with_quotations
from pipeline.structure.texts import passage_texts
from pipeline.transcription import Transcription, read_transcription
from pipeline.transcription.bodies import given_homes, given_notes


@uncollected()
def recover(
    source: Source,
    tag: str = "",
    title: str = "",
    name: str = "",
    decisions: Sequence[Placed] = (),
) -> Book:
    """Recover the book from its source.

    `tag` is the language (BCP 47), `title` the book's title; empty, they are found from the text.
    A book whose text has no title goes by `name`, else by the source's. Of the `decisions`, in the
    order of time, those that are about lines are followed.

    Raises:
        RecensionError: nothing in the source is text.
    """
    cleaned = clean(source.text, source.marks)
    given = read_transcription(cleaned, tag)
    if not str(given.text).strip(OUTER):
        raise RecensionError("there is no text in it", source.name, "give another source")
    tag = tag or given.language or guess_language(str(given.text))
    layout = _layout(source, given, decisions)
    words = Words(lexicon_of(str(given.text), tag), language(tag))
    parts = LineTexts(given.text, {i: layout.paging.lines[i].start for i in layout.kinds})
    found = as_decided(layout, with_quotations(layout, passages(layout)))
    found = with_breaks(layout, with_levels(layout, found))
    labels = page_labels(layout.paging, source.labels)
    shown = [] if given.pages else [label for label, _ in labels]
    texts = passage_texts(layout, found, parts, words, shown)
    whole, notes = _with_all_notes(layout, found, texts, parts, words, given)
    return Book(
        title=title or given.title or book_title(layout) or name or source.name,
        language=tag,
        chapters=with_front(_chapters(layout, found, whole, notes), words.language),
        furniture=_furniture(layout, parts, given),
        pages=given.pages or _pages(given.text, layout, labels),
        findings=(*source.findings, *given.findings, *_open(layout, parts, decisions)),
        decisions=tuple(_followed(layout, decisions)),
        moved=tuple(_moved(layout, parts)),
    )


def _layout(source: Source, given: Transcription, decisions: Sequence[Placed]) -> Layout:
    """Find what each line is, as it was decided where it was."""
    about = [each for each in everywhere(source.text, decisions) if of_lines(each)]
    shown = source.starts, source.shapes
    return lay_out(given.text, *shown, transcribed=given.signs, decisions=about)


def _open(layout: Layout, parts: LineTexts, decisions: Sequence[Placed]) -> Iterator[Finding]:
    """Give what the lines leave to ask."""
    yield from _unnamed(layout, parts)
    yield from _refused(layout, decisions)


def _with_all_notes(
    layout: Layout,
    found: Sequence[Passage],
    texts: Sequence[list[Text]],
    parts: LineTexts,
    words: Words,
    given: Transcription,
) -> tuple[list[list[Text]], list[tuple[int, Note]]]:
    """Do as `_with_notes`, and add the notes that a transcription gives."""
    taken = {note.id for note in given.notes}
    whole, notes = _with_notes(layout, found, texts, parts, words, taken)
    more = given_notes(given.notes, whole, words)
    return whole, [*notes, *zip(given_homes(given.notes, whole), more, strict=True)]


def _with_notes(
    layout: Layout,
    found: Sequence[Passage],
    texts: Sequence[list[Text]],
    parts: LineTexts,
    words: Words,
    taken: Container[str],
) -> tuple[list[list[Text]], list[tuple[int, Note]]]:
    """Give the passages' texts with the references to notes, and the notes with their passages."""
    # No number in the index is a marker.
    owners = [k for k, each in enumerate(texts) if found[k].kind != "entry" for _ in each]
    flat = [text for k in dict.fromkeys(owners) for text in texts[k]]
    firsts = [layout.paging.lines[line].page for line in _first_lines(found, texts)]
    linked = link(gather(layout, parts), flat, firsts, misread=layout.misread, taken=taken)
    whole = [each if p.kind == "entry" else [] for p, each in zip(found, texts, strict=True)]
    for owner, text in zip(owners, linked.texts, strict=True):
        whole[owner].append(text)
    homes = _homes(layout, found, owners, linked)
    notes = [
        (home, note_of(entry, linked.bodies, words))
        for entry, home in zip(linked.notes, homes, strict=True)
    ]
    return whole, notes


def _unnamed(layout: Layout, parts: LineTexts) -> list[Finding]:
    """Ask about notes that stay text, since the words that they name are not where they say."""
    message = "these notes name words that are not on their pages; they stay text"
    found = []
    for keyed in layout.notes.doubtful:
        where = parts[keyed.heading].origin(0), parts[keyed.keys[-1].line].runs[-1].end
        found.append(Finding("unnamed-notes", "query", where, message))
    return found


def _followed(layout: Layout, decisions: Sequence[Placed]) -> Iterator[Placed]:
    """Give the decisions that were followed; one that holds everywhere, where it was made."""
    ids = {each.decision.id for each in layout.decided.followed}
    yield from (each for each in decisions if each.decision.id in ids)


def _refused(layout: Layout, decisions: Sequence[Placed]) -> Iterator[Finding]:
    followed = {each.decision.id for each in layout.decided.followed}
    own = {(each.decision.id, each.at) for each in decisions}
    for placed, why in layout.decided.refused:
        id_ = placed.decision.id
        if id_ not in followed and (id_, placed.at) in own:
            yield lost(placed.decision, placed.at, why)


def _moved(layout: Layout, parts: LineTexts) -> Iterator[Moved]:
    for placed, first, last, before in layout.decided.moved:
        start, end = parts[first].runs[0].start, parts[last].runs[-1].end
        yield Moved(placed.decision.id, start, end, parts[before].runs[0].start)


def _first_lines(found: Sequence[Passage], texts: Sequence[list[Text]]) -> list[int]:
    firsts = []
    for passage, each in zip(found, texts, strict=True):
        if passage.kind == "entry":
            continue
        if passage.kind in LINED:
            firsts += passage.lines
        elif passage.lines:
            firsts += [passage.lines[0]] * len(each)
        else:  # a break of which nothing is printed
            firsts += firsts[-1:] or [0]
    return firsts


def _chapters(
    layout: Layout,
    found: Sequence[Passage],
    texts: Sequence[list[Text]],
    notes: Sequence[tuple[int, Note]],
) -> tuple[Chapter, ...]:
    """Make the chapters; each note comes with the passage that it belongs to."""
    made = []
    cut = sections(found, layout.index)
    starts = [section.start for section in cut]
    own: list[list[Note]] = [[] for _ in cut]
    for home, note in notes:
        own[bisect_right(starts, home) - 1].append(note)
    for section, mine in zip(cut, own, strict=True):
        span = slice(section.start, section.stop)
        inside = tuple(blocks(layout, found[span], texts[span]))
        made.append(Chapter(section.id, section.kind, inside, tuple(mine)))
    return tuple(made)


def _homes(
    layout: Layout,
    found: Sequence[Passage],
    owners: Sequence[int],
    linked: Linked,
) -> list[int]:
    """Give the passage that each note belongs to: the one that refers to it, or its page's last.

    A gathered note to which nothing refers belongs where the note before it does.
    """
    lasts = [-1] * len(layout.paging.starts)
    for k, passage in enumerate(found):
        for i in passage.lines:
            lasts[layout.paging.lines[i].page] = k
    # A page without text sends its notes to the one before it that has some.
    lasts = list(accumulate(lasts, max))
    homes = []
    for entry in linked.notes:
        if entry.paragraph is not None:
            homes.append(owners[entry.paragraph])
        else:
            body = linked.bodies[entry.body] if entry.body is not None else None
            if body is not None and body.window and homes:
                homes.append(homes[-1])
                continue
            homes.append(max(0, lasts[body.page if body is not None else 0]))
    return homes


def _furniture(layout: Layout, parts: LineTexts, given: Transcription) -> tuple[Furniture, ...]:
    folios = {folio.line for folio in layout.paging.folios.values()}
    found = [
        Furniture(_furniture_kind(layout, folios, i), parts[i], layout.paging.lines[i].page)
        for i, kind in layout.kinds.items()
        if kind == "furniture"
    ]
    return tuple(sorted([*found, *given.aside], key=lambda each: each.text.runs[0].start))


def _furniture_kind(layout: Layout, folios: set[int], line: int) -> FurnitureKind:
    if line in layout.decided.kinds:
        return "decided"
    if line in layout.outline.contents.lines:
        return "contents"
    if RULE.fullmatch(layout.paging.lines[line].text):
        return "rule"
    if line in layout.said:
        return "notes-heading"
    return "folio" if line in folios else "running-head"


def _pages(cleaned: Text, layout: Layout, labels: Sequence[tuple[str, bool]]) -> tuple[Page, ...]:
    lines = layout.paging.lines
    origins = cleaned.origins(lines[start].start for start in layout.paging.starts)
    return tuple(
        Page(label, known, origin) for origin, (label, known) in zip(origins, labels, strict=True)
    )


def book_title(layout: Layout) -> str:
    """Give the title as the running heads have it; empty where none heads a fifth of the pages."""
    pages = len(layout.paging.starts)
    heads = Counter(
        layout.paging.lines[i].key for i, kind in layout.kinds.items() if kind == "furniture"
    )
    key, count = max(heads.items(), key=lambda item: item[1], default=("", 0))
    if not key or key.isdigit() or pages < 10 or count < 0.2 * pages:
        return ""
    return key.title() if key.isupper() else key
