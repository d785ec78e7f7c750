"""Where the styles of editions, reports and the desk stand."""

from __future__ import annotations

from pathlib import Path

STYLES = Path(__file__).parents[1] / "styles"
