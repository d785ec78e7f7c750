"""Case files: why, then `--- name` before each part. \\u00ad and the like stand for themselves."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent


def read_case(path: Path) -> dict[str, str]:
    """Give the parts of a case by name; the text before the first is its `why`."""
    parts = re.split(r"^--- (.+)\n", path.read_text(encoding="utf-8"), flags=re.M)
    case = {"why": parts[0].strip()}
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        case[name] = re.sub(
            r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), text.removesuffix("\n")
        )
    return case


def cases(folder: str) -> list[Path]:
    """Give the case files of a folder."""
    return sorted((HERE / folder).rglob("*.txt"))


def case_id(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"
