"""What the results depend on besides the books, so that all machines can be known to agree on it.

Other than the key of `pipeline.machine.cache`, it names nothing that differs from machine to
machine where the same is installed, like folders and times.
"""

from __future__ import annotations

import hashlib
import sys
import sysconfig
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from pipeline.machine.dictionaries import dictionary_folders
from pipeline.machine.fonts import font_folders
from pipeline.versions import libraries
from pipeline.write.pandoc import pandoc_version
from pipeline.write.styles import STYLES

PACKAGE = Path(__file__).parents[1]


@cache
def version() -> str:
    """Give the hash of the package, its styles, Python, libraries, typefaces and dictionaries."""
    digest = hashlib.sha256(f"{sys.version_info[:3]}".encode())
    for root, pattern in ((PACKAGE, "*.py"), (STYLES, "*.*")):
        for path in sorted(filter(Path.is_file, root.rglob(pattern))):
            data = path.read_bytes()
            digest.update(f"{path.relative_to(root)} {len(data)}\n".encode())
            digest.update(data)
    digest.update("\n".join(sorted({*_installed()})).encode())
    return digest.hexdigest()


def _installed() -> Iterator[str]:
    for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"):
        yield path.name
    for folder in (*font_folders(), *dictionary_folders()):
        for path in folder.glob("*.*"):
            yield f"{path.name} {path.stat().st_size}"
    yield f"pandoc {pandoc_version()}"
    yield from (" ".join(each) for each in libraries())
