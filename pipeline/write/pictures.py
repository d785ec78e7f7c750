"""The pictures of an edition: files under a book's images/, and what they are by their content."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from lxml import etree

from pipeline.errors import RecensionError
from pipeline.write.pandoc import Tree, nodes

FOLDER = "images"
"""Where a book keeps its pictures, and nothing else may be shown."""
MEDIA_TYPES = {"GIF": "image/gif", "JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
"""What every reading system of EPUB 3.3 shows, by Pillow's names."""


class Picture(NamedTuple):
    """A picture, with all that a form needs to hold it."""

    name: str
    """Its path from the book's folder, by which the text calls it."""
    media_type: str
    content: bytes


def load_picture(folder: Path, name: str, where: str) -> Picture:
    """Read a picture of the book in `folder`; `where` is said of what calls it, in an error.

    Raises:
        RecensionError: it stands nowhere under images/, is no picture that readers show, or has the
            colours of a press.
    """
    # Imported here: few books have pictures.
    from pipeline.machine.pillow import looks_of

    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or path.parts[:1] != (FOLDER,):
        message = f"a picture does not stand under {FOLDER}/: {name!r}"
        raise RecensionError(message, where, f"put it there, and write {FOLDER}/name.png")
    try:
        content = (folder / path).read_bytes()
    except OSError as error:
        message = f"a picture cannot be read ({error.strerror}): {name}"
        raise RecensionError(message, where, f"put it into {folder / FOLDER}") from error
    try:
        looks = looks_of(content)
    except ValueError as error:
        message = f"not a picture that readers show, or a damaged one: {name}"
        remedy = f"give a file of one of these: {', '.join(MEDIA_TYPES)}"
        raise RecensionError(message, where, remedy) from error
    if looks.mode == "CMYK":
        # They mean nothing where nobody says for which inks (ISO 19005-2, 6.2.4.3).
        message = f"a picture is in the colours of a press (CMYK): {name}"
        raise RecensionError(message, where, "save it in those of a screen (sRGB)")
    return Picture(name, MEDIA_TYPES[looks.kind], content)


def embed(root: etree._Element, pictures: Iterable[Picture]) -> None:
    """Put pictures into a document itself, for a form that is one file or is made of one."""
    data = _addresses(pictures)
    for image in root.iter("img"):
        if whole := data.get(image.get("src", "")):
            image.set("src", whole)


def embedded(tree: Tree, pictures: Iterable[Picture]) -> Tree:
    """Give a tree that holds its pictures itself."""
    data = _addresses(pictures)
    if not data:
        return tree
    copy: Tree = json.loads(json.dumps(tree))
    for node in nodes(copy["blocks"]):
        if node["t"] == "Image":
            target = node["c"][2]
            target[0] = data.get(target[0], target[0])
    return copy


def _addresses(pictures: Iterable[Picture]) -> dict[str, str]:
    """Give the addresses that hold the pictures, by their names."""
    return {
        name: f"data:{media_type};base64,{base64.b64encode(content).decode('ascii')}"
        for name, media_type, content in pictures
    }


def write_pictures(pictures: Iterable[Picture], folder: Path) -> None:
    """Write pictures into a folder, where a text that lies in it has them."""
    for picture in pictures:
        path = folder / picture.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture.content)
