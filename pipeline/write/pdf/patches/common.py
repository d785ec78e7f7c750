"""What the texts of one style have in common, made once for all of them.

WeasyPrint (version 70) makes Pango's context, the description of the typeface and its features anew
for every piece of text that it measures or draws: a twelfth of the time of a book.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from weasyprint.text import fonts
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p
from weasyprint.text.line_break import Layout

FEATURES = (
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
)


class _Common(NamedTuple):
    """What Pango is told of a style."""

    style: Any
    """Kept, so that its id stays its own."""
    context: Any
    language: Any
    description: Any
    features: Any
    """None if there are none."""


def _common(style: Any) -> _Common:
    context = ffi.gc(
        pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
    )
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    language = pango.pango_language_get_default()
    if style["lang"]:
        pointer, _ = unicode_to_char_p(style["lang"])
        language = pango.pango_language_from_string(pointer)
        pango.pango_context_set_language(context, language)
    asked = fonts.font_features(**{name: style[name] for name in FEATURES})
    text = ",".join(f"{name} {value}" for name, value in asked.items()).encode()
    known = style.font_config.font_features
    if text and text not in known:
        known[text] = pango.pango_attr_font_features_new(text)
    return _Common(style, context, language, fonts.get_font_description(style), known.get(text))


@contextmanager
def shared_styles() -> Iterator[None]:
    """Let texts of one style share what is the same for all of them."""
    ordinary = Layout.setup
    known: dict[int, _Common] = {}

    def setup(self: Layout, style: Any) -> None:
        if style["text_decoration_line"] != "none" or style["font_language_override"] != "normal":
            ordinary(self, style)
            return
        common = known.get(id(style))
        if common is None:
            common = known[id(style)] = _common(style)
        self.style, self.language, self.first_line_direction = style, common.language, 0
        self.layout = ffi.gc(pango.pango_layout_new(common.context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, False)
        pango.pango_layout_set_font_description(self.layout, common.description)
        if common.features is not None:
            # The list is never given back, as with WeasyPrint: the features would go with it.
            attributes = pango.pango_attr_list_new()
            pango.pango_attr_list_insert(attributes, common.features)
            pango.pango_layout_set_attributes(self.layout, attributes)

    Layout.setup = setup
    try:
        yield
    finally:
        Layout.setup = ordinary
