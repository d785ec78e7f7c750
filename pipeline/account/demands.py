"""The account: proof, at every build, that nothing of the source was lost.

Tiling alone proves little: a paragraph could be thrown away and called furniture, or two halves of
a text swapped, and all would still tile. So five things are demanded.

1. The runs of the book tile the raw source: nothing lost, nothing twice, nothing altered unsigned
   (`pipeline.account.tiling`).
2. Each change kept to the contract of its rule (`pipeline.model.rules`).
3. The text stands in the source's order, but for what a person moved; only notes are moved
   besides, and each keeps its own order.
4. What was removed as furniture is furniture: whole lines at a page's edge that are a number, that
   recur, that repeat a heading, or that cut a sentence in two; or a printed contents, which lists
   the headings.
5. Each removed marker left a reference to the note of that label, and each note kept its label.

`pipeline.write.words` takes the last step: the words of every output are the words of the book.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from unicodedata import digit

from pipeline.account.balance import Account, balance
from pipeline.account.tiling import Fault, untiled
from pipeline.conventions.aside import is_aside
from pipeline.conventions.furniture import Line as FurnitureLine
from pipeline.conventions.furniture import divided, doubtful, listing
from pipeline.conventions.notebrackets import bracket_label
from pipeline.conventions.noteheads import Headings, names_chapter, says_notes
from pipeline.decisions.contract import contracts
from pipeline.machine.memory import uncollected
from pipeline.model.book import Book, Note
from pipeline.model.history import undecided
from pipeline.model.order import Order, out_of_order
from pipeline.model.rules import Rule
from pipeline.model.text import Run, Text

LABEL = re.compile(r"[^\W_]+|#+|[*†‡§‖¶∗+]+")


@uncollected()
def draw_up(raw: str, book: Book, rules: Mapping[str, Rule]) -> Account:
    """Draw up the account of a book against the raw text of its source.

    What the proofreaders decided may be changed as they decided it; the signature of a decision
    that the book does not have is none.
    """
    texts = [*book.flow(), *(t for note in book.notes() for t in note.texts())]
    texts += [line.text for line in book.furniture]
    rules = {**rules, **contracts(book.decisions)}
    faults = [
        *untiled(raw, [run for text in texts for run in text.runs]),
        *(fault for text in texts for run in text.runs for fault in _broken(run, raw, rules)),
        *_disordered(book),
        *_false_furniture(raw, book),
        *_loose_references(raw, book),
    ]
    return Account(tuple(balance(raw, book)), tuple(faults))


# --- 2: every change within its rule's contract -----------------------------------------------


def _broken(run: Run, raw: str, rules: Mapping[str, Rule]) -> Iterator[Fault]:
    for old in run.was:
        yield from _broken(old, raw, rules)
    if not run.rule:
        return
    rule = rules.get(run.rule)
    before, after = run.before(raw), run.whole or run.text
    if rule is None:
        yield Fault(run.start, run.end, f"changed by {run.rule!r}, which is no rule")
    elif not rule.contract(before, after):
        said = f"{run.rule} broke its contract ({rule.contract.__name__}): {before!r} to {after!r}"
        yield Fault(run.start, run.end, said)


# --- 3: the order of the source ----------------------------------------------------------------


def _disordered(book: Book) -> Iterator[Fault]:
    source = Order(())
    flows = [(book.flow(), Order(book.moved))]
    flows += [((line.text for line in book.furniture), source)]
    flows += [(note.texts(), source) for note in book.notes()]
    for flow, order in flows:
        for run in out_of_order(flow, order):
            yield Fault(run.start, run.end, "out of the source's order")


# --- 4: furniture is furniture -------------------------------------------------------------------


def _false_furniture(raw: str, book: Book) -> Iterator[Fault]:
    headings = [
        undecided(block.text, raw)
        for chapter in book.chapters
        for block in chapter.blocks
        if block.kind == "heading"
    ]
    lines: list[FurnitureLine] = []
    contents: list[FurnitureLine] = []
    below, known = _followed_by_notes(book), Headings.of(headings)
    for item in book.furniture:
        if item.kind == "decided" or not item.text.runs:
            continue
        start, end = _extent(item.text)
        if item.kind == "contents":
            contents.append(FurnitureLine(start, end, str(item.text)))
            continue
        text = str(item.text)
        shown = is_aside(item.kind, raw, start, end, text)
        if item.kind == "notes-heading" and not shown and end in below:
            text = text.strip()
            shown = says_notes(text) or names_chapter(text, known)
        if shown is None:
            lines.append(FurnitureLine(start, end, str(item.text)))
        elif not shown:
            yield Fault(start, end, f"set aside as {item.kind}, but nothing shows that it is")
    # What the contents list is also what stands above notes, which the edition heads anew.
    above = [str(item.text) for item in book.furniture if item.kind == "notes-heading"]
    if contents and not listing([line.text for line in contents], [*headings, *above]):
        start, end = contents[0].start, contents[-1].end
        yield Fault(start, end, "set aside as the printed contents, but it lists no headings")
    starts = [page.start for page in book.pages]
    for line in divided(raw, [*lines, *contents], frozenset(starts)):
        yield Fault(line.start, line.end, "removed as furniture, but it is only a part of its line")
    flow = [run for text in book.flow() for run in text.runs if run.text.strip()]
    flow.sort(key=lambda run: run.start)  # what was moved shows nothing of the lines around it
    for line in doubtful(raw, lines, starts, [*headings, book.title], flow):
        yield Fault(line.start, line.end, "removed as furniture, but nothing shows that it is")


def _followed_by_notes(book: Book) -> set[int]:
    """Give the ends of the headings of notes that have nothing but such and a note below them."""
    flow = [text for text in book.flow() if any(map(str.isalnum, str(text)))]
    starts = [(text.runs[0].start, "flow") for text in flow]
    notes = [text.runs for note in book.notes() for text in note.texts()]
    starts += [(runs[0].start, "note") for runs in notes if runs]
    furniture = [item.text for item in book.furniture if item.kind == "notes-heading"]
    heads = [_extent(text) for text in furniture if text.runs]
    starts += [(start, "heading") for start, _ in heads]
    order = sorted(starts)
    noted = {start for (start, _), (_, below) in pairwise(order) if below != "flow"}
    return {end for start, end in heads if start in noted}


def _extent(text: Text) -> tuple[int, int]:
    """Give where the letters of a text stand.

    What was taken away at the head of the next line has left a run without letters at its end.
    """
    runs = [run for run in text.runs if run.text] or text.runs
    return runs[0].start, runs[-1].end


# --- 5: markers and labels ------------------------------------------------------------------------


def _loose_references(raw: str, book: Book) -> Iterator[Fault]:
    notes = {note.id: note for note in book.notes()}
    texts = [*book.flow(), *(t for note in notes.values() for t in note.texts())]
    faults: list[Fault] = []
    opening: list[str] = []
    for text in reversed(texts):
        faults += _unreferenced(raw, text, notes, opening)
        first = [m.data for m in text.marks if m.kind == "noteref" and m.start == 0]
        opening = first if len(text) else first + opening
    yield from reversed(faults)
    for run in (run for text in book.flow() for run in text.runs):
        if run.rule in ("note-label", "misread-label"):
            yield Fault(run.start, run.end, "a note's label was removed from the text itself")
    referred = {mark.data for mark in book.references()}
    for note in notes.values():
        start, end = _span(note)
        if note.state != "unmarked" and note.id not in referred:
            yield Fault(start, end, f"nothing refers to note {note.label}")
        for label in _lifted_labels(note, raw):
            if _plain(label) not in ("", _plain(note.label)):
                yield Fault(start, end, f"the label of note {note.label} was {label!r}")


def _lifted_labels(note: Note, raw: str) -> Iterator[str]:
    """Give the labels that were lifted off a note; a bracket may hold none."""
    for run in (run for text in note.texts() for run in text.runs):
        if run.rule == "note-label":
            yield run.before(raw)
        elif run.rule == "note-bracket" and (label := bracket_label(run.before(raw))):
            yield label


def _unreferenced(
    raw: str, text: Text, notes: Mapping[str, Note], opening: Iterable[str]
) -> Iterator[Fault]:
    """Give the markers of a text that left no reference.

    `opening` are the references with which the text behind it begins. Where a marker opens a
    block, what was removed stays with the letters before it, and the reference goes on.
    """
    marks: dict[int, list[str]] = defaultdict(list)
    marks[len(text)] += opening
    for mark in text.marks:
        if mark.kind == "noteref":
            marks[mark.start].append(mark.data)
            if mark.data not in notes:
                yield Fault(*mark.origin, f"refers to a note that is not there: {mark.data}")
    at = 0
    for run in text.runs:
        label = _plain(run.before(raw)) if run.rule == "note-marker" else ""
        if label and label not in {_plain(notes[id_].label) for id_ in marks[at] if id_ in notes}:
            yield Fault(run.start, run.end, f"a marker {label!r} left no reference")
        if run.rule == "misread-marker" and not marks[at]:
            yield Fault(run.start, run.end, "a misread marker left no reference")
        at += len(run.text)


def _plain(label: str) -> str:
    """Give a label without what encloses or names it ("[FN#3]"), in plain figures.

    >>> _plain("[FN#3] "), _plain("–6"), _plain("∗∗"), _plain("٣."), _plain(" ")
    ('3', '6', '**', '3', '')
    """
    *_, last = ["", *LABEL.findall(label)]
    return "".join(str(digit(char, char)) for char in str(last)).replace("∗", "*")


def _span(note: Note) -> tuple[int, int]:
    runs = [run for text in note.texts() for run in text.runs]
    return (runs[0].start, runs[-1].end) if runs else (0, 0)
