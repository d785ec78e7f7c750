"""What is given to be read, for tests of what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import RecensionError
from pipeline.read import read

TEXT = b"The harbour lies open to the north.\n"
LINES = ("The harbour lies open to the north, and the ships", "come in from the fishing grounds.")


def refused(path: Path) -> RecensionError:
    with pytest.raises(RecensionError) as caught:
        read(path)
    assert caught.value.where
    assert caught.value.remedy
    return caught.value


def given(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "given.bin"
    path.write_bytes(data)
    return path
