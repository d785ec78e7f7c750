"""Where the styles of editions, reports and the desk stand."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
# A wheel has them within the package; in the repository they stand beside it, for designers.
STYLES = next(filter(Path.is_dir, (_PACKAGE / "styles", _PACKAGE.parent / "styles")))
