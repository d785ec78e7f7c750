"""What is decided at the desk, seen in the edition that its engine makes of it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from shutil import copytree

import pytest

from pipeline.desk.answering.answers import Preview, Saved, answer, undo
from pipeline.desk.answering.spans import texts, words_at
from pipeline.desk.making.engine import Engine
from pipeline.errors import RecensionError
from pipeline.manuscript.folder import find_book
from pipeline.read import read
from tests.handbookdesk import HANDBOOK, Handbook, shown


@pytest.fixture(scope="module")
def engine() -> Engine:
    folder = find_book(str(HANDBOOK))
    return Engine(folder, read(folder.source_path))


@pytest.fixture
def at_handbook(
    tmp_path: Path, engine: Engine
) -> Callable[[Callable[[Handbook], Awaitable[None]]], None]:
    """Give what does some work at the desk of the sample book."""
    where = tmp_path / "handbook"
    copytree(HANDBOOK, where)

    def run(work: Callable[[Handbook], Awaitable[None]]) -> None:
        async def do() -> None:
            handbook = Handbook(where, engine)
            await handbook.desk.start()
            await handbook.emended()
            await work(handbook)
            await handbook.desk.stop()

        asyncio.run(do())

    return run


AtHandbook = Callable[[Callable[[Handbook], Awaitable[None]]], None]


def test_what_passages_are_said_to_be_is_seen_in_the_edition(at_handbook: AtHandbook) -> None:
    kinds = {
        "The last fault is the worst": ("heading", "3", "heading-3"),
        "Milton, who was arguing": ("quote", "", "quote"),
        "The eight chapters may": ("verse", "", "verse"),
        "What is left over is": ("item", "", "list"),
        "It is the fate of those": ("paragraph", "", "paragraph"),
        "The last word on correction": ("figure", "", "figure"),
        "Two builds of one source": ("table", "", "table"),
    }

    async def work(at: Handbook) -> None:
        at.workers.open.clear()
        for words, (action, new, _) in kinds.items():
            await at.decide((at.block(words).start, at.block(words).end), action, new)
        sign = next(b for c in at.book.chapters for b in c.blocks if b.kind == "break")
        await at.decide((sign.start, sign.end), "furniture")
        gone = at.block("Where the evidence does not decide")
        await at.decide((gone.start, gone.end), "furniture")
        await at.emended()
        assert {w: at.block(w).kind for w in kinds} == {w: kind for w, (*_, kind) in kinds.items()}
        aside = {at.raw[a:b].strip(): kind for a, b, kind in at.book.furniture}
        assert aside["*   *   *"] == "decided"
        assert any(text.startswith("Where the evidence does not") for text in aside)
        assert not at.told.of("notice")

    at_handbook(work)


def test_where_passages_begin_and_belong_is_seen_in_the_edition(at_handbook: AtHandbook) -> None:
    async def work(at: Handbook) -> None:
        block, place = at.block, at.place
        at.workers.open.clear()
        joined, before = block("The page break itself"), block("A line that has been recognised")
        await at.decide((joined.start, joined.end), "join")
        split = place("the first of these and throws")[0]
        await at.decide((split, split), "split")
        broken = block("A key that the program does not")
        await at.decide((broken.start, broken.end), "break")
        marker = place("A hyphen too many")[1]
        await at.decide((marker, marker), "note", "marker n21")
        moved = block("No one kind is enough")
        await at.decide((moved.start, moved.end), "move", "before Three kinds of evidence help it")
        assert at.note("n21").state == "unmarked"
        await at.emended()

        blocks = [b for c in at.book.chapters for b in c.blocks]
        starts = [b.start for b in blocks]
        assert at.block("A line that has been recognised").end == joined.end > before.end
        assert at.block("the first of these and throws").start == split
        assert blocks[starts.index(broken.start) - 1].kind == "break"
        assert at.note("n21").state == "linked"
        assert at.note("n21").calls == ((marker, marker),)
        help_ = at.block("Three kinds of evidence help").start
        assert starts.index(moved.start) + 1 == starts.index(help_)
        assert not at.told.of("notice")

    at_handbook(work)


def test_a_passage_is_made_a_note(at_handbook: AtHandbook) -> None:
    async def work(at: Handbook) -> None:
        body = at.block("A PDF has pages, and must")
        await at.decide((body.start, body.end), "note", "body 38")
        await at.emended()
        notes = {note.start: note for note in at.book.notes()}
        assert (notes[body.start].label, notes[body.start].end) == ("38", body.end)
        assert body.start not in {b.start for c in at.book.chapters for b in c.blocks}

    at_handbook(work)


def test_every_decision_about_words_is_seen_in_the_edition(at_handbook: AtHandbook) -> None:
    async def work(at: Handbook) -> None:
        before = at.book
        at.workers.open.clear()
        await at.decide(at.place("The eight chapters"), "replace", "The nine chapters")
        await at.decide(at.place("Three kinds of evidence help"), "emphasis")
        await at.decide(at.place("None of this is negligence"), "strong")
        await at.decide(at.place("Whether an edition is finished"), "small-capitals")
        await at.decide(at.place("Two builds of one source"), "language", "la")
        await at.decide(at.place("It is tempting"), "insert", " indeed")
        await at.decide(at.place("When the source itself"), "insert", "And ", before="1")
        await at.decide(at.place("The last fault is the worst, "), "delete")
        await at.emended()
        html = "".join(b.html for c in at.book.chapters for b in c.blocks)
        read = shown(html)
        assert "The nine chapters may be read" in read
        assert re.search(r"<em><span[^>]*>Three kinds of evidence help</span></em>", html)
        assert re.search(r"<strong><span[^>]*>None of this is negligence</span></strong>", html)
        assert re.search(r'class="smallcaps"><span[^>]*>Whether an edition is finished<', html)
        assert re.search(r'lang="la"[^>]*><span[^>]*>Two builds of one source<', html)
        assert "It is tempting indeed to take" in read
        assert "And When the source itself" in read
        assert "The last fault" not in read
        await at.decide(at.place("Three kinds of evidence help"), "emphasis", "off")
        await at.emended()
        assert "<em>" not in at.block("Three kinds of evidence help").html
        at.workers.open.clear()
        for _ in range(9):
            await undo(at.desk, "Ann", {})
        await at.emended()
        assert at.book == before

    at_handbook(work)


def test_a_decision_that_only_the_book_can_refuse_is_told(at_handbook: AtHandbook) -> None:
    async def work(at: Handbook) -> None:
        first = at.block("This handbook is for people")
        await at.decide((first.start, first.end), "move", "before Nothing that stands here")
        await at.until(lambda: at.told.of("notice"))
        (notice,) = at.told.of("notice")
        assert "no passage begins with these words" in str(notice["said"])
        assert notice["to"] == "Ann"
        (asked,) = (each for each in at.desk.asked("Ann") if each.finding.check == "lost-decision")
        await answer(at.desk, "Ann", {"key": asked.key, "do": "take-back"})
        await at.emended()
        assert "lost-decision" not in {each.finding.check for each in at.desk.asked("Ann")}

    at_handbook(work)


def test_what_cannot_be_joined_or_moved_is_told_before_it_is_written(
    at_handbook: AtHandbook,
) -> None:
    async def work(at: Handbook) -> None:
        first = at.block("This handbook is for people")
        second = at.block("It is also a sample")
        aside = next((a, b) for a, b, kind in at.book.furniture if kind == "folio")
        for at_, action, fault in (
            ((first.start, first.end), "join", "nothing stands before it"),
            (at.place("it stands in the text;"), "join", "no line begins there"),
            ((first.start, second.start + 9), "move", "only whole passages"),
            (aside, "move", "no passage of the text"),
        ):
            with pytest.raises(RecensionError, match=fault):
                await at.decide(at_, action, "before Three kinds of evidence help it")
        assert at.desk.decisions == ()

    at_handbook(work)


def test_what_is_answered_is_seen_in_the_edition_and_previewed_before(
    at_handbook: AtHandbook,
) -> None:
    async def work(at: Handbook) -> None:
        asked = [each for each in at.desk.asked("Ann") if each.finding.check == "lost-letter"]
        assert len(asked) > 1
        form = {"key": asked[0].key, "do": "accept"}
        preview = await answer(at.desk, "Ann", form | {"preview": "1"})
        assert isinstance(preview, Preview)
        saved = await answer(at.desk, "Ann", form)
        assert isinstance(saved, Saved)
        (made,) = saved.decisions
        await at.emended()
        by = {
            (run.start, run.end): run.text
            for chapter in at.book.chapters
            for block in chapter.blocks
            for text in texts(block.html)
            for run in text.runs
            if run.by == f"decision:{made.id}"
        }
        assert {*by} == {place.at for place in preview.places}
        assert {*by.values()} == {made.new}

    at_handbook(work)


def test_words_on_two_pages_and_the_notes_between_are_decided_about(
    at_handbook: AtHandbook,
) -> None:
    async def work(at: Handbook) -> None:
        start, _ = at.place("Eng- 18 The classical account")
        word = start, at.place("lish, of French or of Polish")[0] + 5
        note = at.place("The classical account")
        at.workers.open.clear()
        saved = await at.decide(word, "replace", "German,")
        assert [(each.action, each.new) for each in saved.decisions] == [
            ("replace", "German,"),
            ("delete", ""),
        ]
        await at.decide(note, "replace", "The usual account")
        await at.decide(note, "emphasis")
        await at.decide(word, "emphasis")
        await at.emended()
        assert not at.told.of("notice")
        html = at.block("Three kinds of evidence are heard").html
        assert "of German, of French" in shown(html)
        assert "<em>" in html
        body = next(n for n in at.book.notes() if n.start <= note[0] < n.end)
        assert "The usual account" in shown(body.html)
        assert "conflict" not in {each.finding.check for each in at.desk.asked("Ann")}
        at.workers.open.clear()
        for _ in range(4):
            await undo(at.desk, "Ann", {})
        await at.emended()
        assert "of English, of French" in shown(at.block("Three kinds of evidence are heard").html)

    at_handbook(work)


def test_words_of_the_edition_lead_to_the_source_and_back(at_handbook: AtHandbook) -> None:
    async def work(at: Handbook) -> None:
        for chapter in at.book.chapters:
            for block in chapter.blocks:
                for text in texts(block.html):
                    for run in text.runs:
                        if not run.text.strip():
                            continue
                        found = words_at(at.book, at.raw, (run.start, run.end))
                        assert found.at[0] <= run.start + len(run.text) - len(run.text.lstrip())
                        assert found.edition.strip() == run.text.strip()

    at_handbook(work)


def test_the_reading_of_the_source_comes_back_in_the_edition(at_handbook: AtHandbook) -> None:
    async def work(at: Handbook) -> None:
        changed = next(
            run
            for chapter in at.book.chapters
            for block in chapter.blocks
            for text in texts(block.html)
            for run in text.runs
            if run.by == "ligature-glyph"
        )
        await at.decide((changed.start, changed.end), "raw")
        await at.emended()
        found = words_at(at.book, at.raw, (changed.start, changed.end))
        assert found.edition == re.sub(r"\s+", "", at.raw[changed.start : changed.end])
        with pytest.raises(RecensionError, match="reads there what the source has"):
            await at.decide(at.place("The eight chapters"), "raw")
        # Of a word divided over two pages, only what stands on the first is decided about.
        first, _ = at.place("Eng- 18 The classical account")
        saved = await at.decide((first, first + 3), "raw")
        assert [each.at for each in saved.decisions] == [(first, first + 3)]
        await at.emended()
        assert "Eng-lish" in shown(at.block("Three kinds of evidence are heard").html)

    at_handbook(work)
