"""A theme: the typefaces of an edition, and the values that its styles ask for by name.

A theme is one small file, styles/themes/<name>.css: rules `@font-face`, which name their
files, and one rule `:root` with custom properties (CSS Custom Properties for Cascading Variables,
level 1). They are put in their places here, once for every form: many readers of EPUBs know no
`var()`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import tinycss2
from tinycss2.ast import AtRule, Declaration, QualifiedRule

from pipeline.errors import RecensionError
from pipeline.machine.fonts import font_file
from pipeline.write.styles import STYLES

THEMES = STYLES / "themes"
VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*\)")
DEEPEST = 10
"""So many values may name one another in a row; more go round in circles."""


@dataclass(frozen=True, slots=True)
class Face:
    """One typeface of a theme: a family's roman, italic, bold and so on."""

    family: str
    path: Path
    style: str = "normal"
    weight: str = "normal"


@dataclass(frozen=True, slots=True)
class Theme:
    """The faces of a theme, and its values by name (`--line`)."""

    name: str
    faces: tuple[Face, ...]
    values: Mapping[str, str]

    def styled(self, css: str) -> str:
        """Put the theme's values into a style.

        >>> Theme("plain", (), {"--line": "12pt"}).styled("p { margin: var(--line) }")
        'p { margin: 12pt }'

        Raises:
            RecensionError: the style asks for a value that the theme does not give.
        """
        for _ in range(DEEPEST):
            css, count = VARIABLE.subn(self._value, css)
            if not count:
                return css
        where = f"styles/themes/{self.name}.css"
        raise RecensionError("values name one another in a circle", where, "give one of them")

    def with_values(self, values: Mapping[str, str]) -> Theme:
        """Give the theme with further values, or with others."""
        return replace(self, values={**self.values, **values})

    def points(self, name: str) -> float:
        """Give a value that is a length in points, or a bare number.

        >>> Theme("plain", (), {"--line": "13.5pt"}).points("--line")
        13.5

        Raises:
            RecensionError: the theme does not give it, or gives something else.
        """
        value = self.styled(f"var({name})")
        try:
            return float(value.removesuffix("pt"))
        except ValueError:
            where = f"styles/themes/{self.name}.css"
            raise RecensionError(f"{name}: no length in points", where, "write 12pt") from None

    def text(self, name: str) -> str:
        """Give a value that is a text, without its quotation marks."""
        return self.styled(f"var({name})").strip("\"'")

    def _value(self, match: re.Match[str]) -> str:
        if match[1] not in self.values:
            where = f"styles/themes/{self.name}.css"
            raise RecensionError(f"{match[1]} is missing", where, "give it a value under :root")
        return self.values[match[1]]


def load_theme(name: str) -> Theme:
    """Read a theme of styles/themes/.

    Raises:
        RecensionError: there is none of that name, or a typeface that it names is not there.
    """
    path = THEMES / f"{name}.css"
    known = sorted(file.stem for file in THEMES.glob("*.css"))
    if name not in known:
        listed = f"there are: {', '.join(known)}"
        raise RecensionError(f"no such theme: {name!r}", "book.toml: style.theme", listed)
    faces: list[Face] = []
    values: dict[str, str] = {}
    rules = tinycss2.parse_stylesheet(path.read_text("utf-8"), True, True)
    for rule in rules:
        if isinstance(rule, AtRule) and rule.lower_at_keyword == "font-face":
            faces.append(_face(_declared(rule), name))
        elif isinstance(rule, QualifiedRule):
            values |= _declared(rule)
    return Theme(name, tuple(faces), values)


def _declared(rule: AtRule | QualifiedRule) -> dict[str, str]:
    items = tinycss2.parse_blocks_contents(rule.content or [])
    return {
        item.name: tinycss2.serialize(item.value).strip()
        for item in items
        if isinstance(item, Declaration)
    }


def _face(declared: Mapping[str, str], theme: str) -> Face:
    file = re.sub(r"""^url\(["']?|["']?\)$""", "", declared["src"])
    path = font_file(file, f"styles/themes/{theme}.css")
    style, weight = (declared.get(f"font-{name}", "normal") for name in ("style", "weight"))
    return Face(declared["font-family"].strip("\"'"), path, style, weight)
