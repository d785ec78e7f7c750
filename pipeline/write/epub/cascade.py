"""Which signs of a document are set in which face, by its style.

The cascade for three properties only, family, style and weight, of which nothing in the style may
hang on what a reader does or has (`@media`, `:hover`). So the subset of a face holds what it must,
and no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import cssselect2
import tinycss2
from lxml import etree
from tinycss2.ast import Declaration, QualifiedRule

BROWSER = (
    "em, i, cite, dfn, var, address { font-style: italic } b, strong, th { font-weight: bold }"
)
"""What every reading system brings along; of headings the style itself speaks."""
NAMED = {"normal": "normal", "400": "normal", "bold": "bold", "700": "bold"}


class Setting(NamedTuple):
    """How signs are set; the family is the first one that is named, empty if none is."""

    family: str = ""
    style: str = "normal"
    weight: str = "normal"


class Cascade:
    """The rules of a style that say in which face something is set."""

    def __init__(self, css: str) -> None:
        self.matcher = cssselect2.Matcher()
        for rule in tinycss2.parse_stylesheet(f"{BROWSER}\n{css}", True, True):
            if isinstance(rule, QualifiedRule) and (said := dict(_faces(rule))):
                for selector in cssselect2.compile_selector_list(rule.prelude):
                    self.matcher.add_selector(selector, said)

    def signs(self, documents: Iterable[etree._Element]) -> dict[Setting, set[str]]:
        """Give the signs of documents without namespaces, by how they are set."""
        found: dict[Setting, set[str]] = defaultdict(set)
        for document in documents:
            root = cssselect2.ElementWrapper.from_html_root(document)
            self._gather(root, Setting(), found)
        return found

    def _gather(
        self,
        wrapped: cssselect2.ElementWrapper,
        inherited: Setting,
        found: Mapping[Setting, set[str]],
    ) -> None:
        own = inherited
        for _, _, pseudo, said in self.matcher.match(wrapped):
            if pseudo is None:
                own = own._replace(**said)
        found[own].update(wrapped.etree_element.text or "")
        for child in wrapped.iter_children():
            self._gather(child, own, found)
            found[own].update(child.etree_element.tail or "")


def _faces(rule: QualifiedRule) -> Iterator[tuple[str, str]]:
    for item in tinycss2.parse_blocks_contents(rule.content):
        if isinstance(item, Declaration):
            value = tinycss2.serialize(item.value).strip()
            if item.lower_name == "font":
                yield from _shorthand(value)
            elif item.lower_name == "font-family":
                yield "family", _first(value)
            elif item.lower_name == "font-style":
                yield "style", value
            elif item.lower_name == "font-weight":
                yield "weight", NAMED[value]


def _shorthand(value: str) -> Iterator[tuple[str, str]]:
    """Read what `font` sets, which puts back to normal what it does not name.

    >>> dict(_shorthand("italic 1em Text, serif"))
    {'family': 'Text', 'style': 'italic', 'weight': 'normal'}
    """
    before, _, rest = _first(value).rpartition(" ")
    yield "family", rest
    yield "style", "italic" if "italic" in before.split() else "normal"
    yield "weight", "bold" if "bold" in before.split() else "normal"


def _first(value: str) -> str:
    return value.split(",")[0].strip("\"' ")
