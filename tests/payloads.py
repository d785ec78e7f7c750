"""What some program might run, load or take for markup, put into every place of a book.

Each stands between two words of its own, by which it is found again in whatever form the book has.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

from pipeline.model.book import Block, Book, Chapter, Note
from pipeline.model.settings import Contributor, Series, Settings, SourceEdition, ThisEdition
from pipeline.model.text import Mark, Text
from pipeline.write.words import as_set

HTML = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)> <svg onload=alert(1)>",
    "</p></section></body></html><h1 class=x>",
    "<!-- a --> <![CDATA[ b ]]> ]]> -->",
    "<?xml version=1.0?> <?php b ?> <!DOCTYPE a SYSTEM file:///etc/passwd>",
    "&lt;b&gt; &#x3c;i&#62; &amp;nbsp; &nbsp; &x; & &#0;",
    "<a href=javascript:go()>a</a> <base href=//e.example/> <form action=/undo><button>b",
    "</style><style>@import url(//e.example/a.css)</style></title><title>b",
    "<meta http-equiv=refresh content=0;url=//e.example/> <iframe srcdoc=a></iframe>",
    "<link rel=attachment href=file:///etc/passwd> <xi:include href=file:///etc/passwd />",
    "<b hx-get=/undo hx-trigger=load data-hx-get=/undo hx-on:click=go()>a</b>",
)
ADDRESSES = (
    "javascript:alert(1) data:text/html,<b>a file:///etc/passwd ftp://e.example/a",
    "https://e.example/a?b=c&d=e www.e.example <https://e.example/a> a@e.example mailto:a@b",
)
MARKDOWN = (
    "**a** __b__ ~~c~~ ^d^ ~e~ ==f== `g` ``h``",
    "[a](b) ![c](d) [e]: f [g]{.h #i j=k} [l] []{} ](m)",
    "`<b>a</b>`{=html} `b`{=latex} ```{=html} <b> ``` ~~~ {.c}",
    "::: {.a #b} ::: :::: fenced ::::",
    "[@a; see @b, 3] @c [-@d] [^1] [^a]: b ^[c] [^n1]: d",
    "$a$ $$b$$ \\(c\\) \\[d\\] \\begin{e}f\\end{e} \\input{/etc/passwd} \\write18{id} \\def\\a{b}",
    ":smile: - [ ] a - [x] b (@) c (@d) e i) f #. g 1. h",
    "# a # ## b {#c .d} === --- ***",
    "| a | b |---|:-: +---+===+ a || b",
    "--- title: a ... --- b: c",
    "\\* \\_ \\\\ \\# \\& a\\ b\\",
    "> a >> b   c  #d @e",
)
TEMPLATES = (
    "{{ 7*7 }} {% include a %} {# b #} ${c} $if(d)$ $body$ #{e} <%= f %> %s %(g)s {0} {h!r}",
    "{++a++} {--b--} {~~c~>d~~} {>>e<<} {==f==}{>>g<<}",
    "} body { background: url(//e.example/a) } @import url(a); content: attr(b) /* c */ \\0000201c",
)
PAYLOADS = HTML + ADDRESSES + MARKDOWN + TEMPLATES
TITLE = "<script>a</script> & **b** {{c}} \\input{d} $e$ ]]> (f) %s </title> é"
PLAIN = ("a word",) * len(PAYLOADS)
"""What takes their places in a book of which all elements are ours."""


def sentinels(number: int) -> tuple[str, str]:
    """Give two words that stand nowhere else, in letters that no rule changes."""
    letters = "".join("bdfklmnprs"[int(figure)] for figure in f"{number:04}")
    return f"Zu{letters}o", f"Wu{letters}o"


def marked(text: str, number: int) -> str:
    """Put a payload between its words."""
    before, behind = sentinels(number)
    return f"{before} {text} {behind}"


PLACES: dict[str, Callable[[str], Block]] = {
    "paragraph": lambda text: Block("paragraph", Text.raw(text)),
    "heading": lambda text: Block("heading", Text.raw(text), level=2),
    "quote": lambda text: Block("quote", blocks=(Block("paragraph", Text.raw(text)),)),
    "verse": lambda text: Block(
        "verse", blocks=(Block("stanza", blocks=(Block("line", Text.raw(text), level=1),)),)
    ),
    "item": lambda text: Block(
        "list", blocks=(Block("item", blocks=(Block("paragraph", Text.raw(text)),)),)
    ),
    "cell": lambda text: Block(
        "table",
        blocks=(
            Block("row", blocks=(Block("cell", blocks=(Block("paragraph", Text.raw(text)),)),)),
        ),
    ),
    "figure": lambda text: Block("figure", blocks=(Block("caption", Text.raw(text)),)),
    "signature": lambda text: Block("signature", Text.raw(text)),
    "epigraph": lambda text: Block("epigraph", blocks=(Block("paragraph", Text.raw(text)),)),
    "emphasis": lambda text: Block(
        "paragraph", Text.raw(text).mark(Mark("emphasis", 0, len(text)))
    ),
    "language": lambda text: Block(
        "paragraph", Text.raw(text).mark(Mark("language", 0, len(text), "pl"))
    ),
}
"""Where in a chapter a text may stand."""


def book_of(payloads: Sequence[str]) -> tuple[Book, dict[int, str]]:
    """Build a book in which each payload stands in each place; give the numbers of these, too.

    Each chapter is about one payload: its heading, its notes and their labels hold it as well.
    """
    there: dict[int, str] = {}

    def put(payload: str) -> str:
        there[len(there)] = payload
        return marked(payload, len(there) - 1)

    chapters = []
    for k, payload in enumerate(payloads):
        kind = "back" if k == len(payloads) - 1 else "chapter"
        blocks = [Block("heading", Text.raw(put(payload)), level=1)]
        blocks += [place(put(payload)) for place in PLACES.values()]
        called = put(payload)
        calls = [Mark("noteref", len(called), len(called), f"n{k}")]
        # The page's label is no text of the book, but stands in lists and attributes.
        blocks.append(
            Block("paragraph", Text.raw(called).mark(*calls, Mark("page", 0, 0, f"{k} {payload}")))
        )
        bodies = tuple(Block("paragraph", Text.raw(put(payload))) for _ in range(2))
        note = Note(f"n{k}", payload[:12], bodies)
        chapters.append(Chapter(f"ch{k + 1:02}", kind, tuple(blocks), (note,)))
    return Book("A book", "en", tuple(chapters)), there


def settings(said: str) -> Settings:
    """Let all that book.toml may say be one text."""
    return Settings(
        title=said,
        subtitle=said,
        short_title=said,
        contributors=(Contributor(said, said), Contributor(said, role="trl")),
        series=Series(said, said),
        source=SourceEdition(title=said, publisher=said, place=said, extracted_by=said, note=said),
        edition=ThisEdition(
            publisher=said,
            place=said,
            statement=said,
            version=said,
            rights=said,
            description=said,
            subjects=(said, said),
        ),
    )


def found(text: str, numbers: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Give what stands between the words of each payload."""
    for number in numbers:
        before, behind = sentinels(number)
        for match in re.finditer(f"{before}(.*?){behind}", text, re.S | re.I):
            yield number, match[1]


def bare(text: str) -> str:
    """Give the letters of a text, by whatever white space they are parted."""
    return re.sub(r"[\s\u00ad\u200b\u2060]+", "", unicodedata.normalize("NFC", text))


def on_paper(text: str) -> str:
    """Give the letters as they stand on paper, where a hyphen at a line's end may be anybody's."""
    return re.sub("[-\u2010\ufffe]", "", bare(as_set(text)))


def amiss(text: str, numbers: Mapping[int, str], fold: Callable[[str], str] = bare) -> list[str]:
    """Give the payloads that a text does not show letter by letter, and what it shows."""
    shown: dict[int, set[str]] = {}
    for number, between in found(fold(text), numbers):
        shown.setdefault(number, set()).add(between)
    return [
        f"{payload!r}: {sorted(shown.get(number, []))}"
        for number, payload in numbers.items()
        if shown.get(number) != {fold(payload)}
    ]
