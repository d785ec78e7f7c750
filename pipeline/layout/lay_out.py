"""Layout: the cleaned text as lines, and what each line is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise, takewhile

from pipeline.conventions.furniture import RULE, doubtful, listing
from pipeline.conventions.furniture import Line as FurnitureLine
from pipeline.layout.clues import Clues, Kind, Place, folio_lines, places
from pipeline.layout.decided import Decided, with_bodies, with_decided, with_roles
from pipeline.layout.decoding.decode import decode
from pipeline.layout.facts import NEVER, line_facts
from pipeline.layout.flow import first_texts
from pipeline.layout.gathered.roles import (
    Notes,
    Role,
    headings_of,
    note_lines,
    roles_of,
    windows_of,
)
from pipeline.layout.given import Given, as_given, given_lines, whole_paragraphs
from pipeline.layout.habits import Habits, gap_widths, learn_habits, line_widths
from pipeline.layout.headings.outline import IN_CONTENTS, Outline, outline_of
from pipeline.layout.index import Index, find_index
from pipeline.layout.labels.lines import LabelLine, Sight, without
from pipeline.layout.lines import cut_lines, raised_spans
from pipeline.layout.misread.books import misread_labels, odd_places
from pipeline.layout.paging.heads import fresh_lines, head_shares, repeated_heads
from pipeline.layout.paging.pages import Paging, find_pages
from pipeline.layout.rulings import cut_points, decided_lines
from pipeline.layout.setting.casts import Cast, casts_of
from pipeline.layout.setting.shapes import Setting, set_out, setting_of
from pipeline.layout.unpaged import in_stretches, paged_by_notes, shows_no_page
from pipeline.model.book import Line, Shape
from pipeline.model.decision import Placed
from pipeline.model.text import Text

TRIES = 3
SHORT = 0.9
"""Share of the measure below which a line may be a heading's."""
SPARSE = 40
"""Lines to one blank line from which paragraphs must be parted by something else."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of the source and what is known of each."""

    paging: Paging
    kinds: dict[int, Kind]
    """The kind of every filled line, by its index."""
    labels: dict[int, LabelLine]
    """The label of every line that may begin a note."""
    widths: list[float]
    gaps: list[int]
    habits: Habits
    casts: dict[int, Cast]
    """What the type of each line says, where the input shows it."""
    given: dict[int, Given]
    """The block of each line for which the input itself gives one."""
    outline: Outline
    """What the book as a whole says of its headings."""
    windows: dict[int, tuple[int, int]]
    """The stretch of lines in which the marker of a gathered note stands, by the note's line."""
    notes: Notes
    """Where notes stand gathered."""
    index: Index
    """The printed index."""
    said: frozenset[int]
    """The lines that say what gathered notes stand below them."""
    spaced: bool = False
    """Blank lines part its paragraphs, and nothing else does."""
    misread: bool = False
    """Its notes' markers were misread."""
    decided: Decided = field(default_factory=Decided)
    """What people say of its lines."""


def lay_out(
    text: Text,
    starts: Iterable[int],
    shapes: Sequence[Shape] = (),
    *,
    transcribed: bool = False,
    decisions: Sequence[Placed] = (),
) -> Layout:
    """Find what each line of the cleaned text is.

    `starts` are the input's own page breaks, `shapes` its lines' shapes, both in raw offsets.
    `transcribed`: it is a transcription, which has no furniture, and whose notes were taken out.
    `decisions` are those about lines.
    """
    cuts = cut_points(text, decisions)
    lines = cut_lines(text, () if transcribed else starts, shapes, cuts)
    paging, setting = _paged(lines, transcribed=transcribed)
    decided = decided_lines(text, paging.lines, cuts, decisions)
    layout = _laid_out(text, paging, setting, decided, transcribed=transcribed)
    if transcribed or layout.windows or not shows_no_page(paging):
        return layout
    return _laid_out(text, paged_by_notes(paging, layout.kinds), setting, decided)


def _laid_out(
    text: Text,
    paging: Paging,
    setting: Setting | None,
    decided: Decided,
    *,
    transcribed: bool = False,
) -> Layout:
    """Find what each line is, the pages being known or taken for known."""
    lines = paging.lines
    widths, gaps = line_widths(lines, setting), gap_widths(lines)
    folios = folio_lines(paging.folios)
    heads = repeated_heads(lines, paging.starts, paging.folios)
    sides = head_shares(lines, paging.starts, paging.folios, heads[0])
    openers = first_texts(lines, paging.starts, folios, heads[0])
    index = find_index(lines, paging.folios.values(), heads[0])
    sight = Sight(lines, widths, gaps, folios, openers, raised_spans(text, lines))
    sight = in_stretches(sight) if shows_no_page(paging) else sight
    sight = without(sight, index.begins) if index.begins else sight
    notes, misread = _noted(sight, heads[0], paging, transcribed=transcribed)
    labels = with_bodies(notes.labels, decided)
    roles = with_roles(roles_of(notes.sections, sight.lines), labels, decided)
    guess = _below_labels(paging, labels.values(), roles)
    habits = learn_habits(paging, widths, guess, heads)
    fresh = fresh_lines(lines, [width < SHORT * habits.measure for width in widths])
    linked = [label.line for label in labels.values() if label.linked]
    casts = casts_of(lines, setting, linked)
    facts = line_facts(lines, widths, habits, casts)
    kept = frozenset(facts if transcribed else decided.halves | decided.kept)
    others = folios.union(linked, (i for i, role in roles.items() if role != "tail"))
    others |= {label.head for label in labels.values() if label.linked}
    others = others.union(index.begins)
    shown = outline_of(paging, facts, heads, others, transcribed=transcribed)
    outline = {**shown.weights, **dict.fromkeys(index.heads, NEVER), index.heading: IN_CONTENTS}
    said = decided.kinds, decided.prose, decided.ended
    known = habits, labels, heads, sides, fresh, openers, outline, roles, kept
    clues = Clues(paging, facts, *known, *said)
    spaced = transcribed and SPARSE * (1 + sum(map(bool, gaps))) > len(facts)
    given = given_lines(text, lines)
    contents = shown.contents.lines - decided.halves  # a part of a line alone is no furniture
    kinds = _decided(str(text), clues, gaps, contents, index)
    kinds = whole_paragraphs(lines, kinds, gaps) if spaced else kinds
    kinds = with_decided(as_given(kinds, given) if given else kinds, decided)
    titles = [i for i, kind in kinds.items() if kind == "title"]
    windows = windows_of(notes.sections, lines, titles)
    heading = headings_of(notes.sections, lines, titles).difference(decided.kinds, decided.prose)
    kinds |= dict.fromkeys(heading, "furniture")
    seen = widths, gaps, habits, casts, given, shown, windows, notes, index, heading
    return Layout(paging, kinds, labels, *seen, spaced, misread, decided)


def _noted(
    sight: Sight, tops: Counter[str], paging: Paging, *, transcribed: bool
) -> tuple[Notes, bool]:
    """Find the notes' first lines and sections, and tell whether the labels were misread."""
    if transcribed:
        return Notes({}, [], []), False
    notes = note_lines(sight, tops, paging)
    odd = {} if notes.sections else odd_places(sight, notes.labels.values())
    misread = misread_labels(sight, odd) if odd else {}
    return notes._replace(labels=misread or notes.labels), bool(misread)


def _paged(lines: list[Line], *, transcribed: bool) -> tuple[Paging, Setting | None]:
    """Part the lines into pages, and find how the text is set where the input shows it."""
    setting = setting_of(lines)
    lines = set_out(lines, setting) if setting else lines
    paging = Paging(lines, [0], {}, known=False) if transcribed else find_pages(lines)
    return paging, setting


def _decided(
    string: str, clues: Clues, gaps: Sequence[int], contents: frozenset[int], index: Index
) -> dict[int, Kind]:
    """Decide what each filled line is; those of the printed contents and the index stand apart."""
    contents = contents.difference(clues.decided, clues.prose)
    lines, apart = clues.paging.lines, contents.union(index.begins.keys() - clues.decided.keys())
    found = [place for place in places(clues.paging, gaps) if place.line not in apart]
    kinds = _ruled(lines, _begun(lines, _settled(string, clues, found)))
    if index.begins:
        kinds |= dict.fromkeys(index.begins, "text")
        kinds |= {index.heading: "title"} if index.heading >= 0 else {}
        kinds = dict(sorted(kinds.items()))
    return _with_contents(lines, kinds, contents) if contents else kinds


def _with_contents(
    lines: Sequence[Line], kinds: dict[int, Kind], contents: frozenset[int]
) -> dict[int, Kind]:
    """Add the lines of the printed contents: furniture if the headings are those it lists."""
    titles = [lines[i].text for i, kind in kinds.items() if kind == "title"]
    sure = listing([lines[i].text for i in sorted(contents)], titles)
    added: dict[int, Kind] = dict.fromkeys(contents, "furniture" if sure else "text")
    return dict(sorted({**kinds, **added}.items()))


def _begun(lines: Sequence[Line], kinds: dict[int, Kind]) -> dict[int, Kind]:
    """Take for text what would go on with a note before any has begun, or begins on that page."""
    early = [*takewhile(lambda i: kinds[i] != "note", kinds)]
    first = next(islice(kinds, len(early), None), len(lines))
    page = lines[first].page if first < len(lines) else -1
    wrong = [i for i in early if kinds[i] == "note-on" and lines[i].page != page]
    return kinds | dict.fromkeys(wrong, "text")


def _ruled(lines: Sequence[Line], kinds: dict[int, Kind]) -> dict[int, Kind]:
    """Take the printed rule above a page's notes for furniture; elsewhere a rule parts the text."""
    rules = {
        a
        for a, b in pairwise(kinds)
        if kinds[b] in ("note", "note-on")
        and lines[a].page == lines[b].page
        and RULE.fullmatch(lines[a].text)
    }
    return {i: "furniture" if i in rules else kind for i, kind in kinds.items()}


def _settled(string: str, clues: Clues, found: list[Place]) -> dict[int, Kind]:
    """Decode until nothing is called furniture that does not show it is; the rest is text."""
    kinds: dict[int, Kind] = {}
    answer: list[Kind] = []
    for _ in range(TRIES):
        answer = decode(clues, found, answer)
        kinds = {place.line: kind for place, kind in zip(found, answer, strict=True)}
        # The headings of gathered notes leave the text, so they prove nothing of other lines; what
        # people call furniture needs no proof, and gives none.
        apart = {i for i, role in clues.roles.items() if role == "heading"}
        apart |= {i for i, kind in clues.decided.items() if kind == "furniture"}
        left = {i: kind for i, kind in kinds.items() if i not in apart} if apart else kinds
        wrong = _false_furniture(string, clues.paging, left)
        if not {"text", "title", "verse"}.intersection(kinds.values()):
            return dict.fromkeys(kinds, "text")  # notes to nothing are no notes
        if not wrong:
            return kinds
        clues = clues._replace(kept=clues.kept | wrong)
    return {
        i: "text" if i in clues.kept and kind == "furniture" else kind for i, kind in kinds.items()
    }


def _false_furniture(string: str, paging: Paging, kinds: dict[int, Kind]) -> set[int]:
    """Hold the lines called furniture against the contract that the account will check."""
    lines = paging.lines
    called = {lines[i].start: i for i, kind in kinds.items() if kind == "furniture"}
    spans = [FurnitureLine(lines[i].start, lines[i].end, lines[i].text) for i in called.values()]
    titles = [i for i, kind in kinds.items() if kind == "title"]
    headings = [lines[i].text for i in titles]
    headings += [f"{lines[a].text} {lines[b].text}" for a, b in pairwise(titles)]
    flow = [lines[i] for i, kind in kinds.items() if kind in ("text", "title")]
    starts = [lines[i].start for i in paging.starts]
    return {called[line.start] for line in doubtful(string, spans, starts, headings, flow)}


def _below_labels(
    paging: Paging, labels: Iterable[LabelLine], roles: Mapping[int, Role]
) -> list[int]:
    """Give the lines that are likely a note's: gathered, or from a page's first note to its end."""
    tops: dict[int, int] = {}
    if shows_no_page(paging):
        return [label.line for label in labels if label.linked]
    for label in labels:
        if label.linked and label.line not in roles:
            tops[label.page] = min(label.line, tops.get(label.page, label.line))
    for page, start in enumerate(paging.starts):  # a page that is all notes tells nothing
        if not any(line.text for line in paging.lines[start : tops.get(page, start + 1)]):
            tops.pop(page, None)
    furniture, ends = folio_lines(paging.folios), [*paging.starts[1:], len(paging.lines)]
    below = {i for page, top in tops.items() for i in range(top, ends[page])}
    below |= {i for i, role in roles.items() if role != "tail"}
    return [i for i in sorted(below - furniture) if paging.lines[i].text]
