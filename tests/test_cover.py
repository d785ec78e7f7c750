"""The cover: a title that fits, the front, its picture, the publisher's own picture."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from pipeline.errors import RecensionError
from pipeline.model.settings import Contributor, Cover, Settings, ThisEdition
from pipeline.write.cover.fitting import Room, fitted
from pipeline.write.cover.front import LABEL, PATTERNS, cover_style, dressed, front
from pipeline.write.cover.painting import painted
from pipeline.write.cover.picture import HEIGHT, WIDTH, checked, cover_picture, typeset
from pipeline.write.edition import Edition, edition_of
from pipeline.write.theme import THEMES, load_theme
from scripts.patterns import mask_of
from tests.rendered import HASH, all_settings, small_book

ROOM = Room(20, 12, 4, 1)


def edition(settings: Settings | None = None) -> Edition:
    return edition_of(small_book(), settings or all_settings(), HASH, "")


def titled(title: str, *names: str) -> Edition:
    return edition(Settings(title=title, contributors=tuple(map(Contributor, names))))


def shown(made: Edition) -> list[str]:
    root = front(made, dressed(load_theme("classic"), made), 1.5)
    return [" ".join(part.itertext()) for part in root.iter("p", "h1")]


# --- a title that fits ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Emma", ["Emma"]),
        ("On Liberty", ["On", "Liberty"]),  # larger in two lines than in one
        ("The Re-edition Handbook", ["The Re-edition", "Handbook"]),
        ("Crime and the Law", ["Crime", "and the Law"]),
        ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfschifffahrtsgesellschaft"]),
    ],
)
def test_a_title_is_broken_where_it_can_stand_largest(title: str, lines: list[str]) -> None:
    found = fitted(title, len, Room(16, 12, 3, 1), {"the", "and"})
    assert list(found.lines) == lines


@pytest.mark.parametrize("count", [1, 3, 10, 40, 200])
def test_a_title_of_any_length_stays_within_its_room_and_loses_no_word(count: int) -> None:
    title = " ".join(f"word{k}" for k in range(count))
    found = fitted(title, len, ROOM)
    assert " ".join(found.lines) == title
    assert found.size * max(map(len, found.lines)) <= ROOM.width + 1e-9
    assert found.size * len(found.lines) * ROOM.leading <= ROOM.height + 1e-9


# --- the front ------------------------------------------------------------------------------------


def test_the_front_shows_authors_title_subtitle_and_publisher() -> None:
    assert shown(edition()) == ["Émile Zola", "A book", 'Or <this> & "that"', "Re-edition"]
    assert shown(titled("Alone")) == ["Alone"]


def test_many_authors_share_their_lines_and_no_name_is_broken() -> None:
    assert (
        shown(titled("T", "A B", "C D", "E F", "G H"))[0]
        == "A\xa0B\xa0· C\xa0D\xa0· E\xa0F\xa0· G\xa0H"
    )


def test_a_book_has_always_the_same_colours_and_others_differ() -> None:
    theme = load_theme("classic")
    covers = [dressed(theme, titled(f"Book {k}")).values for k in range(40)]
    assert covers[0] == dressed(theme, titled("Book 0")).values
    assert len({values["--cover-ground"] for values in covers}) > 4
    assert len({values["--cover-pattern"] for values in covers}) > 4


@pytest.mark.parametrize("name", sorted(file.stem for file in THEMES.glob("*.css")))
def test_every_theme_has_all_that_a_cover_asks_for(name: str) -> None:
    theme = dressed(load_theme(name), edition())
    assert "var(" not in cover_style(theme)
    assert theme.values["--cover-face"] in {face.family for face in theme.faces}


def test_titles_fit_the_label_of_the_style() -> None:
    # Of the hundred, margins of 14 on both sides; then padding, frame, padding.
    assert LABEL <= 100 - 2 * (14 + 1.6 + 0.35 + 4)


def test_patterns_take_their_colours_from_the_book() -> None:
    tiles = [file.read_text("utf-8") for file in PATTERNS.glob("*.svg")]
    assert len(tiles) > 4
    assert all("var(--cover-figure)" in tile and "#" not in tile for tile in tiles)


# --- pictures -------------------------------------------------------------------------------------


def test_the_picture_has_the_size_that_shops_ask_for_and_the_same_bytes_each_time() -> None:
    first, second = cover_picture(edition()), cover_picture(edition())
    assert (first.media_type, first.suffix) == ("image/jpeg", "jpg")
    assert first == second
    with Image.open(io.BytesIO(first.content)) as image:
        assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (WIDTH, HEIGHT))
        # A patterned ground at the edge, the label's paper in the upper third.
        assert len(image.crop((0, 2200, WIDTH, 2400)).getcolors(1 << 20) or []) > 2
        assert min(image.getpixel((236, 252))) > 200


LATIN = titled("The Affair of Fiction in Office", "Émile Zola", "W. Auden")
CYRILLIC = titled("Новый мир", "Иван Петров")


@pytest.mark.parametrize("made", [edition(), LATIN, CYRILLIC], ids=lambda each: each.title)
@pytest.mark.parametrize("name", ["classic", "modern"])
def test_a_front_is_painted_as_weasyprint_sets_it(made: Edition, name: str) -> None:
    theme = dressed(load_theme(name), made)
    found = painted(made, theme, WIDTH, HEIGHT)
    assert found is not None, "cover.css was changed: change painting.py alike"
    ours, theirs = (
        image.resize((WIDTH // 8, HEIGHT // 8)) for image in (found, typeset(made, theme))
    )
    difference = ImageChops.difference(ours, theirs).convert("L")
    # An edge that falls on another pixel, or between two, shows here by a tenth.
    assert max(difference.getextrema()) < 64
    assert ImageStat.Stat(difference).mean[0] < 2


@pytest.mark.parametrize("title", ["漢字", "ספר", "The Book of ספר"])
def test_what_the_faces_lack_or_runs_to_the_left_is_not_painted(title: str) -> None:
    made = titled(title)
    assert painted(made, dressed(load_theme("classic"), made), WIDTH, HEIGHT) is None


def test_a_line_of_nothing_is_painted() -> None:
    made = titled("Emma", "")
    assert painted(made, dressed(load_theme("classic"), made), WIDTH, HEIGHT)


def test_another_style_is_not_painted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "cover.css").write_text(".cover-title { color: red }", encoding="utf-8")
    monkeypatch.setattr("pipeline.write.cover.painting.STYLE", tmp_path / "cover.css")
    assert painted(LATIN, dressed(load_theme("classic"), LATIN), WIDTH, HEIGHT) is None


@pytest.mark.parametrize("tile", sorted(PATTERNS.glob("*.svg")), ids=lambda tile: tile.stem)
def test_every_tile_has_its_mask(tile: Path) -> None:
    with Image.open(tile.with_suffix(".png")) as kept:
        difference = ImageChops.difference(kept, mask_of(tile))
    assert ImageStat.Stat(difference).mean[0] < 1, "run: python -m scripts.patterns"


def picture(path: Path, kind: str = "JPEG", size: tuple[int, int] = (1600, 2400), mode="RGB"):
    Image.new(mode, size).save(path, kind)
    return path


def test_the_publishers_picture_is_taken_as_it_is(tmp_path: Path) -> None:
    path = picture(tmp_path / "front.jpg", "PNG")
    given = cover_picture(edition(replace(all_settings(), cover=Cover(str(path), "A gate"))))
    # Its kind is that of its content, whatever it is called.
    assert given == (path.read_bytes(), "image/png", "png")


@pytest.mark.parametrize(
    ("kind", "size", "mode", "fault"),
    [
        ("JPEG", (1399, 2100), "RGB", "1399 × 2100 pixels"),
        ("JPEG", (2400, 1600), "RGB", "2400 × 1600 pixels"),
        ("GIF", (1600, 2400), "P", "a file of kind GIF"),
        ("JPEG", (1600, 2400), "CMYK", "colours in CMYK"),
    ],
)
def test_what_shops_refuse_is_refused(tmp_path: Path, kind, size, mode, fault) -> None:
    with pytest.raises(RecensionError, match=fault) as caught:
        checked(picture(tmp_path / "front.jpg", kind, size, mode))
    assert "1400 pixels wide" in caught.value.remedy


def test_a_picture_that_is_not_there_or_none(tmp_path: Path) -> None:
    (tmp_path / "text.jpg").write_text("no picture", encoding="utf-8")
    for name, fault in [("text.jpg", "no picture"), ("none.jpg", "cannot be read")]:
        with pytest.raises(RecensionError, match=fault):
            checked(tmp_path / name)


def test_a_picture_too_heavy_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.write.cover.picture.LARGEST", 1000)
    with pytest.raises(RecensionError, match="bytes"):
        checked(picture(tmp_path / "front.png", "PNG"))


def test_a_long_publisher_and_subtitle_stay_on_the_label() -> None:
    long = Settings(
        title="word " * 60,
        subtitle="more " * 60,
        contributors=tuple(Contributor(f"Name Number {k}") for k in range(9)),
        edition=ThisEdition(publisher="House " * 9),
    )
    drawn = cover_picture(edition(long))
    with Image.open(io.BytesIO(drawn.content)) as image:
        # Below the label the pattern goes on: the foot of the cover is dark.
        assert max(image.getpixel((WIDTH // 2, HEIGHT - 4))) < 240
