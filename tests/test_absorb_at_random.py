"""Whatever is edited in the Markdown, nothing is lost, and the next build reads as edited."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.absorb.edited import read_edited
from pipeline.absorb.rounds import settled
from pipeline.absorb.run import Bench
from pipeline.account.demands import draw_up
from pipeline.decisions.make import Maker
from pipeline.manuscript.folder import find_book
from pipeline.registry import RULES
from tests.mill import built_once

MARKUP = re.compile(r"\[\^?\w*\](?:\{[^}]*\})?:?|\{[^}]*\}")
WORDS = re.compile(r"[A-Za-z’]+")
PUT_IN = ("and", "Łódź", "10", "—", "“", ", so", "don’t", "*", "well-known", "e", "1712", "1", "[^")


@st.composite
def edited_lines(draw: st.DrawFn, text: str) -> str:
    """Edit words of a text at random: replaced, taken out, put in, doubled, run together."""
    masked = MARKUP.sub(lambda match: " " * len(match[0]), text)
    places = [match.span() for match in WORDS.finditer(masked)]
    chosen = draw(st.sets(st.sampled_from(places), max_size=6))
    for start, end in sorted(chosen, reverse=True):
        kind = draw(st.sampled_from(("replace", "delete", "insert", "append", "double", "join")))
        new = draw(st.sampled_from(PUT_IN)).replace("*", r"\*").replace("[", r"\[")
        word = text[start:end]
        if kind == "join" and text[end : end + 1] == " ":
            text = text[:end] + text[end + 1 :]
        elif kind == "delete" and text[end : end + 1] == " ":
            text = text[:start] + text[end + 1 :]
        else:
            now = {"insert": f"{new} {word}", "append": f"{word}{new}", "double": f"{word} {word}"}
            text = text[:start] + now.get(kind, new) + text[end:]
    return text


@st.composite
def edited_blocks(draw: st.DrawFn, text: str) -> str:
    """Edit the structure of a chapter's paragraphs at random."""
    head, *blocks = [block for block in text.strip().split("\n\n") if not block.startswith("[^")]
    notes = [block for block in text.strip().split("\n\n") if block.startswith("[^")]
    for _ in range(draw(st.integers(0, 3))):
        k = draw(st.integers(0, len(blocks) - 1))
        kind = draw(st.sampled_from(("split", "join", "quote", "heading", "swap", "emphasis")))
        block = blocks[k]
        spaces = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", block)]
        if kind == "split" and spaces:
            at = draw(st.sampled_from(spaces))
            blocks[k : k + 1] = [block[:at], block[at + 1 :]]
        elif (
            kind == "join"
            and k + 1 < len(blocks)
            and not set(block[0] + blocks[k + 1][0]) & {*"#>"}
        ):
            blocks[k : k + 2] = [f"{block} {blocks[k + 1]}"]
        elif kind in ("quote", "heading") and block[0] not in "#>":
            blocks[k] = f"{'>' if kind == 'quote' else '##'} {block}"
        elif kind == "swap" and k + 1 < len(blocks):
            blocks[k], blocks[k + 1] = blocks[k + 1], blocks[k]
        elif kind == "emphasis" and spaces and "*" not in block:
            at = draw(st.sampled_from(spaces))
            end = at + 1 + len(re.split(r"\W", block[at + 1 :])[0])
            blocks[k] = f"{block[: at + 1]}*{block[at + 1 : end]}*{block[end:]}"
    return "\n\n".join([head, *blocks, *notes]) + "\n"


@given(st.data())
@settings(max_examples=8, suppress_health_check=[*HealthCheck])
def test_whatever_blocks_are_edited_nothing_is_lost(data: st.DataObject) -> None:
    bench = Bench(find_book(str(built_once() / "mill")))
    with TemporaryDirectory() as folder:
        paths = []
        for path in sorted((built_once() / "dist" / "markdown").glob("0*.md")):
            now = path.read_text(encoding="utf-8")
            now = now if path.name.startswith("01") else data.draw(edited_blocks(now))
            paths.append(Path(folder) / path.name)
            paths[-1].write_text(now, encoding="utf-8")
        edited = read_edited(paths, bench.edition(()).ids, whole=True)
    outcome = settled(bench.edition, edited.reading, Maker(bench.source, "Ann"), {})
    last = bench.edition([decision for decision, _ in outcome.decisions])
    assert draw_up(bench.source.text, last.proof.book, RULES).faults == ()
    if not outcome.refusals:
        mine, theirs = (
            [(leaf.kind, leaf.text) for part in reading.parts for leaf in part.leaves]
            for reading in (last.reading, edited.reading)
        )
        assert mine == theirs


@given(st.data())
@settings(max_examples=8, suppress_health_check=[*HealthCheck])
def test_whatever_words_are_edited_the_next_build_has_them(data: st.DataObject) -> None:
    bench = Bench(find_book(str(built_once() / "mill")))
    first = bench.edition(())
    with TemporaryDirectory() as folder:
        paths = []
        for path in sorted((built_once() / "dist" / "markdown").glob("0*.md")):
            now = path.read_text(encoding="utf-8")
            # A heading of which no word is left has nowhere for its page to begin.
            now = now if path.name.startswith("01") else data.draw(edited_lines(now))
            paths.append(Path(folder) / path.name)
            paths[-1].write_text(now, encoding="utf-8")
        edited = read_edited(paths, first.ids, whole=True)
    outcome = settled(bench.edition, edited.reading, Maker(bench.source, "Ann"), {})
    assert not outcome.refusals, outcome.refusals
    last = bench.edition([decision for decision, _ in outcome.decisions])
    assert draw_up(bench.source.text, last.proof.book, RULES).faults == ()
    for mine, theirs in zip(last.reading.parts, edited.reading.parts, strict=True):
        assert [leaf.text for leaf in mine.leaves] == [leaf.text for leaf in theirs.leaves]
    for id, leaves in last.reading.notes.items():
        assert [leaf.text for leaf in leaves] == [leaf.text for leaf in edited.reading.notes[id]]
