"""What the tree of a book says about it: the metadata of pandoc's document."""

from __future__ import annotations

from dataclasses import asdict

from pipeline.model.book import Book
from pipeline.model.settings import Settings
from pipeline.write.pandoc import Node, words


def metadata(book: Book, settings: Settings) -> dict[str, Node]:
    """Give title, language (`lang`, as pandoc calls it), names and all else that is set.

    `author` repeats the names of the authors, for those who read the Markdown with pandoc alone.
    """
    authors = [person.name for person in settings.contributors if person.role == "aut"]
    values = {
        **asdict(settings),
        "title": settings.title or book.title,
        "lang": book.language,
        "author": authors,
    }
    del values["language"], values["typography"]
    content = _meta(values)["c"]
    assert isinstance(content, dict)
    return content


def _meta(value: object) -> Node:
    if isinstance(value, dict):
        items = {key: _meta(each) for key, each in value.items() if each}
        return {"t": "MetaMap", "c": {key: node for key, node in items.items() if node["c"]}}
    if isinstance(value, (list, tuple)):
        return {"t": "MetaList", "c": [_meta(each) for each in value]}
    return {"t": "MetaInlines", "c": words(str(value).strip())}
