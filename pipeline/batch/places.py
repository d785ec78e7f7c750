"""Addresses: a path, or what fsspec can reach, like s3://bucket/folder or zip://::books.zip."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fsspec.core import url_to_fs
from fsspec.implementations.local import LocalFileSystem

from pipeline.errors import RecensionError
from pipeline.machine.whole import write_whole

System = Any
"""A file system of fsspec, which has no types."""


def opened(address: str) -> tuple[System, str]:
    """Give the file system of an address, and the path in it.

    Raises:
        RecensionError: there is no such file system, or what it needs is not installed.
    """
    try:
        system, path = url_to_fs(address)
    except ImportError as error:
        raise RecensionError(
            f"its file system is not installed ({error})", address, "install it on all machines"
        ) from error
    except Exception as error:
        known = "a path, or an address that fsspec knows: s3://…, gs://…, zip://…::file.zip"
        raise RecensionError(f"this is no address ({error})", address, f"give {known}") from error
    return system, str(path)


@contextmanager
def reaching(address: str, fault: str, remedy: str = "") -> Iterator[None]:
    """Have all that a file system may raise told as one error, but for a file that is not there.

    What it raises is its own affair: the errors of those of the network are no OSError.

    Raises:
        RecensionError: it has raised anything else.
    """
    try:
        yield
    except (RecensionError, FileNotFoundError):
        raise
    except Exception as error:
        why = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise RecensionError(f"{fault} ({why})", address, remedy) from error


def is_local(system: System) -> bool:
    """Tell whether a file system is this machine's."""
    return isinstance(system, LocalFileSystem)


def absolute(address: str) -> str:
    """Give an address as it is understood wherever a worker stands.

    >>> absolute("memory://books/emma.txt"), Path(absolute("emma.txt")).is_absolute()
    ('memory://books/emma.txt', True)
    """
    system, path = opened(address)
    return path if is_local(system) else address


def within(address: str, path: str) -> str:
    """Give the address of a path that stands in the same file system as an address.

    >>> within("zip://novels::/lib/books.zip", "novels/emma.txt")
    'zip://novels/emma.txt::/lib/books.zip'
    >>> within("memory://novels", "/novels/emma.txt"), within("/lib", "/lib/emma.txt")
    ('memory:///novels/emma.txt', '/lib/emma.txt')
    """
    first, *others = address.split("::")
    if others:
        protocol = first.partition("://")[0]
        return "::".join([f"{protocol}://{path}", *others])
    system, _ = opened(address)
    return path if is_local(system) else str(system.unstrip_protocol(path))


def below(address: str, *names: str) -> str:
    """Give the address of what stands in the folder of an address.

    >>> below("s3://books/out/", "emma", "emma.epub")
    's3://books/out/emma/emma.epub'
    >>> below("zip://::books.zip", "emma.txt")
    'zip://emma.txt::books.zip'
    """
    first, *others = address.split("::")
    joined = first.rstrip("/") if not first.endswith("://") else first
    for name in names:
        joined += name if joined.endswith("://") else f"/{name}"
    return "::".join([joined, *others])


def write(address: str, data: bytes) -> None:
    """Write a file whole or not at all, with the folders that it needs.

    Raises:
        RecensionError: it cannot be written.
    """
    system, path = opened(address)
    parent = path.rpartition("/")[0]
    with writing(address):
        system.makedirs(parent, exist_ok=True)
        if is_local(system):
            write_whole(Path(path), data)
        else:
            system.pipe_file(path, data)


@contextmanager
def writing(address: str) -> Iterator[None]:
    """Have it told that results cannot be written somewhere, whatever the file system raises.

    Raises:
        RecensionError: they cannot.
    """
    fault, remedy = "results cannot be written here", "choose another OUT"
    try:
        with reaching(address, fault, remedy):
            yield
    except FileNotFoundError as error:
        raise RecensionError(f"{fault} ({error.strerror or error})", address, remedy) from error
