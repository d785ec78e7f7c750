"""Numbers of pages that the text itself names: in the contents, and in links back to calls.

WeasyPrint (version 70) lays every page out three times that has such a number (`target-counter`):
it takes the number for one of that page itself, leaves out what it knows of pages before it, and
holds all numbers for others as soon as it knows how many pages there are. Here only those pages are
laid out anew that name a page behind them: the contents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import weasyprint.document
from weasyprint.css.targets import CounterLookupItem, TargetCollector, TargetLookupItem

COUNTER = "page"
"""What styles ask of a target; other counters are not looked at."""
CONTENT = "content"


class _Numbers(TargetCollector):  # type: ignore[misc]
    """What is named in the text, and what names it; pages are numbered from 0."""

    def __init__(self) -> None:
        super().__init__()
        self._named: dict[TargetLookupItem, dict[Any, None]] = {}
        """What names the page of a target, as WeasyPrint calls it."""
        self._page = -1
        """The page that is being laid out."""
        self._late: list[CounterLookupItem] = []
        """What has got its number while that page was, and may stand on it."""

    def lookup_target(self, anchor: Any, box: Any, use: str, again: Any) -> TargetLookupItem:
        """Give what is named."""
        target = super().lookup_target(anchor, box, use, again)
        if use == CONTENT:
            self._named.setdefault(target, {})[box, use] = None
        return target

    def collect_missing_counters(
        self, box: Any, use: str, again: Any, _: Any, asked: dict[str, list[str]]
    ) -> None:
        """Note what names something. Counters of its own page are left out: the text shows none."""
        super().collect_missing_counters(box, use, again, [], asked)

    def cache_target_page_counters(
        self, anchor: str, counters: dict[str, list[int]], page: int, pages: Sequence[Any]
    ) -> None:
        """Tell all that names an anchor on which page it is."""
        target = self.target_lookup_items.get(anchor)
        if self.collecting or target is None or target.state != "up-to-date":
            return
        if page != self._page:
            for item in self._late:
                item.pending = False
            self._page, self._late = page, []
        known = target.cached_page_counter_values.get(COUNTER)
        target.page_maker_index = page
        if known == counters[COUNTER]:
            return
        target.cached_page_counter_values = {COUNTER: [*counters[COUNTER]]}
        for key in self._named.get(target, ()):
            if (item := self.counter_lookup_items.get(key)) is not None:
                self._renew(item, pages)

    def _renew(self, item: CounterLookupItem, pages: Sequence[Any]) -> None:
        """Put a number in; if it stands on a page that has been laid out, ask for that anew."""
        item.parse_again(item.cached_page_counter_values)
        if item.page_maker_index is None or item.page_maker_index >= len(pages):
            item.pending = True
            self._late.append(item)
        else:
            pages[item.page_maker_index][-1]["content_changed"] = True


@contextmanager
def known_numbers() -> Iterator[None]:
    """Let no page be laid out anew but for a number on it that has changed."""
    ordinary = weasyprint.document.TargetCollector
    weasyprint.document.TargetCollector = _Numbers
    try:
        yield
    finally:
        weasyprint.document.TargetCollector = ordinary
