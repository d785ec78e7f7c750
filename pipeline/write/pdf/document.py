"""The whole book as one HTML document, for WeasyPrint to set."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from pipeline import __version__
from pipeline.language import language
from pipeline.write.edition import Edition
from pipeline.write.frontmatter import colophon, half_title, imprint, title_page
from pipeline.write.page import classes, document, element
from pipeline.write.parts import Entry, Part, chapters, entries, leading, notes
from pipeline.write.pdf.addresses import JOINER, let_break
from pipeline.write.pdf.footnotes import set_footnotes
from pipeline.write.pdf.sheet import MILLIMETRE, Sheet
from pipeline.write.pictures import embed
from pipeline.write.theme import Theme

PROGRAM = f"Recension {__version__}"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SPACED = 0.8
"""Of the letters of a line of text, so many go into one of small capitals set apart."""


def opened(edition: Edition, sheet: Sheet) -> list[Part]:
    """Give the parts that open with a heading, and have running heads behind their first page."""
    at_foot = edition.settings.notes.place == "page"
    body, end = chapters(edition), None if at_foot else notes(edition)
    parts = [*body, *([end] if end else [])]
    start = next((part for part in body if part.matter != "frontmatter"), None)
    title = edition.settings.short_title or edition.title
    for part in parts:
        names = [*classes(part.content), "opening", *(["start"] if part is start else [])]
        if _announces(part.content):
            names.append("part")
        part.content.set("class", " ".join(names))
        if (first := _heading(part)) is not None:
            first.set("class", " ".join([*classes(first), "title"]))
    for part in parts[leading(parts) :]:
        # Not on the section itself: its later pages would be taken for openings too.
        heads = element(
            "div",
            class_="heads",
            data_book=shortened(title, int(sheet.letters * SPACED)),
            data_chapter=shortened(part.title, int(sheet.letters)),
        )
        part.content.insert(0, heads)
    words = language(edition.language)
    _called(parts, words.imprint.page)
    for part in parts:
        _join_calls(part.content)
        _name_calls(part.content, words.phrases.note)
    if at_foot:
        set_footnotes(edition, body)
    return parts


def _heading(part: Part) -> etree._Element | None:
    first = part.content[0] if len(part.content) else None
    return first if first is not None and first.tag in HEADINGS else None


def _announces(content: etree._Element) -> bool:
    """Tell whether a section is but the title of those behind it, perhaps with a motto."""
    return all(child.tag in HEADINGS or "epigraph" in classes(child) for child in content)


def _called(parts: Sequence[Part], page: str) -> None:
    """Let notes know the pages of their calls, and links back show them; the style sets both."""
    roman: set[str] = set()
    started = False
    for part in parts:
        started = started or "start" in classes(part.content)
        if not started:
            roman |= {node.get("id", "") for node in part.content.iter("a")}
    for link in (link for part in parts for link in part.content.iter("a")):
        if link.get("role") != "doc-backlink":
            continue
        call = link.get("href", "")
        front = call.removeprefix("#") in roman
        link.text = None
        link.tail = ", " if link.getnext() is not None else None
        link.set("data-page", page)
        if front:
            link.set("class", "roman")
        note = next(link.iterancestors("li"))
        if not (note.get("data-call") or note.get("data-roman-call")):
            note.set("data-roman-call" if front else "data-call", call)


def _join_calls(content: etree._Element) -> None:
    """Let no line begin with the call of a note: Pango would begin one behind a full stop."""
    for call in content.iterfind(".//a[@class='noteref']"):
        before, around = call.getprevious(), call.getparent()
        if before is not None:
            before.tail = _joined(before.tail)
        elif around is not None:
            around.text = _joined(around.text)


def _name_calls(content: etree._Element, note: str) -> None:
    """Let the calls of notes be spoken as such; a figure alone says nothing."""
    for call in content.iterfind(".//a[@class='noteref']"):
        call.set("aria-label", f"{note} {call.text}")


def _joined(text: str | None) -> str | None:
    return f"{text}{JOINER}" if text and not text[-1].isspace() else text


def book_document(
    edition: Edition, parts: Sequence[Part], theme: Theme, sheet: Sheet
) -> etree._Element:
    """Assemble the whole book in one document."""
    words = language(edition.language).imprint
    face, designer = (theme.text(name) for name in ("--typeface", "--type-designer"))
    made = [words.set_in % face, words.made_with % PROGRAM]
    content = [
        half_title(edition).content,
        title_page(edition).content,
        imprint(edition, made).content,
        *(part.content for part in parts[: leading(parts)]),
        _contents(edition, parts),
    ]
    main = element("main", *(part.content for part in parts[leading(parts) :]))
    sizes = f"{sheet.size:g}/{sheet.line:g}".replace(".", words.decimal)
    width, height = (round(side / MILLIMETRE) for side in (sheet.width, sheet.height))
    facts = (f"{face} ({designer}), {sizes} pt", f"{width} × {height} mm")
    last = colophon([words.set_in % facts[0], facts[1], made[1]]).content
    body = element("body", *content, main, last)
    embed(body, edition.rendered.pictures)
    let_break(body)
    return document(edition.title, edition.language, _head(edition), body)


def _head(edition: Edition) -> list[etree._Element]:
    stamp = edition.modified.strftime("%Y-%m-%dT%H:%M:%SZ")
    this = edition.settings.edition
    facts = [
        *(("author", person.name) for person in edition.authors),
        ("description", this.description),
        ("keywords", ", ".join(this.subjects)),
        ("dcterms.created", stamp),
        ("dcterms.modified", stamp),
    ]
    return [element("meta", name=name, content=value) for name, value in facts if value]


def _contents(edition: Edition, parts: Sequence[Part]) -> etree._Element:
    words = language(edition.language).phrases
    started = False
    lines: list[tuple[int, etree._Element]] = []
    for part in parts:
        started = started or "start" in classes(part.content)
        if not part.listed:
            continue
        entry = Entry(part.title, part.id, entries(part))
        heading = next(part.content.iter(*HEADINGS), None)
        rank = 1 if heading is None else int(heading.tag[1])
        lines.append((rank, _line(entry, "folio" if started else "folio roman")))
    heading = element("h1", words.contents, id="contents")
    listed = element("ol", *_hung(lines))
    return element("nav", heading, listed, class_="contents", role="doc-toc")


def _hung(lines: list[tuple[int, etree._Element]]) -> Iterator[etree._Element]:
    """Hang the lines of chapters under that of the part that is before them."""
    last: etree._Element | None = None
    highest = min((rank for rank, _ in lines), default=1)
    for rank, line in lines:
        if rank == highest or last is None:
            last = line
            yield line
            continue
        if last[-1].tag != "ol":
            last.append(element("ol"))
        last[-1].append(line)


def _line(entry: Entry, folio: str) -> etree._Element:
    """Give the line of a chapter, with its sections; what stands below these, bookmarks list."""
    href = f"#{entry.id}"
    line = element(
        "div",
        element("a", entry.title, href=href),
        element("span", class_=folio, data_href=href),
        class_="entry",
    )
    below = [_line(Entry(each.title, each.id), folio) for each in entry.entries]
    return element("li", line, *([element("ol", *below)] if below else []))


def shortened(title: str, room: int) -> str:
    """Cut a title at a word, so that it fits into a line that has room for so many letters.

    >>> shortened("On the Origin of Species", 30), shortened("On the Origin of Species", 16)
    ('On the Origin of Species', 'On the Origin…')
    """
    if _length(title) <= room:
        return title
    words = title.split()
    while len(words) > 1 and _length(" ".join(words)) >= room:
        words.pop()
    kept = " ".join(words).rstrip(" .,:;–—-")
    while _length(kept) >= room:
        kept = kept[:-1]
    return kept + "…"


def _length(text: str) -> float:
    return sum(1.5 if sign.isupper() else 1 for sign in text)
