"""Themes: typefaces by file, values by name."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from pipeline.errors import RecensionError
from pipeline.write.theme import THEMES, Theme, load_theme

FIGURES = set("zero one two three four five six seven eight nine".split())


@pytest.mark.parametrize("name", sorted(file.stem for file in THEMES.glob("*.css")))
def test_every_theme_names_typefaces_that_are_there_and_a_text_face(name: str) -> None:
    theme = load_theme(name)
    families = {face.family for face in theme.faces}
    assert set(theme.values["--text-face"].split(", ")) <= families
    assert {(face.style, face.weight) for face in theme.faces} >= {
        ("normal", "normal"),
        ("italic", "normal"),
        ("normal", "bold"),
    }


@pytest.mark.parametrize("name", sorted(file.stem for file in THEMES.glob("*.css")))
def test_no_typeface_draws_one_figure_for_another(name: str) -> None:
    for face in load_theme(name).faces:
        table = TTFont(face.path)["GSUB"].table
        changed = {
            (feature.FeatureTag, old, new)
            for feature in table.FeatureList.FeatureRecord
            for lookup in feature.Feature.LookupListIndex
            for part in table.LookupList.Lookup[lookup].SubTable
            for old, new in getattr(getattr(part, "ExtSubTable", part), "mapping", {}).items()
            if old in FIGURES and new.split(".")[0] in FIGURES - {old}
        }
        assert changed == set(), face.path.name


def test_an_unknown_theme_is_refused_with_the_names_of_those_there_are() -> None:
    with pytest.raises(RecensionError, match="no such theme: 'baroque'") as caught:
        load_theme("baroque")
    assert "classic" in caught.value.remedy


def test_a_value_may_name_another() -> None:
    theme = Theme("t", (), {"--a": "var(--b)", "--b": "1pt"})
    assert theme.styled("p { margin: var(--a) }") == "p { margin: 1pt }"


def test_a_value_that_is_missing_is_named() -> None:
    with pytest.raises(RecensionError, match="--gap is missing"):
        Theme("t", (), {}).styled("p { margin: var(--gap) }")


def test_values_that_go_in_a_circle_are_refused() -> None:
    with pytest.raises(RecensionError, match="in a circle"):
        Theme("t", (), {"--a": "var(--b)", "--b": "var(--a)"}).styled("p { margin: var(--a) }")
