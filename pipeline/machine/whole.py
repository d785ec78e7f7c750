"""Files that are whole at every moment: written beside, flushed to the disk, then renamed."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

NO_FLUSHING = frozenset({errno.EINVAL, errno.EBADF, errno.ENOTSUP})
"""What file systems say that flush no folder."""


def write_whole(path: Path, data: bytes, like: os.stat_result | None = None) -> None:
    """Put data in the place of a file's, all of it and on the disk, or none.

    The new file has the permissions of the old one, if that is given. Two may not write the same
    file at once: what is left by one that was killed is written over.

    Raises:
        OSError: it cannot be written; the file is then as it was.
    """
    new = unfinished(path)
    try:
        new.unlink(missing_ok=True)  # and never through a link that somebody laid there
        with new.open("xb") as file:
            file.write(data)
            file.flush()
            if like is not None:
                os.fchmod(file.fileno(), like.st_mode & 0o7777)
                with suppress(PermissionError):  # only the system's owner gives files away
                    os.fchown(file.fileno(), like.st_uid, like.st_gid)
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise
    flush(path.parent)


def unfinished(path: Path) -> Path:
    """Give the name that a file has as long as it is written.

    >>> unfinished(Path("decisions/ann.toml")).name
    '.ann.toml.new'
    """
    return path.with_name(f".{path.name}.new")


def flush(path: Path) -> None:
    """Have a file, or a folder's list of files, on the disk."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    except OSError as error:
        if error.errno not in NO_FLUSHING:
            raise
    finally:
        os.close(opened)
