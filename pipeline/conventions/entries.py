"""Entries of a printed table of contents: leaders, and a page's number."""

from __future__ import annotations

import re

LEADER = r"[.·…‥_•]\s*"
ENTRY_END = re.compile(
    rf"(?:(?P<lead>(?:{LEADER}){{3,}}|(?:^|\s+)(?:{LEADER})+)|\s+|^)"
    r"(?P<number>\d{1,4}|[ivxl]{1,6})?$"
)
