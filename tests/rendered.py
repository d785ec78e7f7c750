"""Small rendered books, built by hand."""

from html import escape

from pipeline.model.settings import Contributor, Series, Settings, SourceEdition, ThisEdition
from pipeline.write.render import Rendered, RenderedNote, Section

HASH = "5e" * 32


def ref(note: str, label: str, again: str = "") -> str:
    id = f"ref-{note}{again}"
    return f'<a id="{id}" class="noteref" role="doc-noteref" href="#{note}">{label}</a>'


def page(label: str) -> str:
    return (
        f'<span id="page-{label}" class="pagebreak" role="doc-pagebreak"'
        f' aria-label="Page {label}"></span>'
    )


def note(id: str, label: str, html: str, *refs: str) -> RenderedNote:
    return RenderedNote(id, label, html, refs, "linked" if refs else "unmarked")


def section(html: str, *notes: RenderedNote, number: int = 1, title: str = "One") -> Section:
    id = f"ch{number:02}"
    return Section(id, "chapter", title, f'<h1 id="{id}">{escape(title)}</h1>{html}', notes)


def book(*sections: Section, language: str = "en") -> Rendered:
    labels = [part.split('"')[0] for s in sections for part in s.html.split('id="page-')[1:]]
    return Rendered(
        "A book", language, sections, tuple((label, f"page-{label}") for label in labels)
    )


def small_book() -> Rendered:
    """Two chapters and a letter before them; notes with one reference, with two, with none."""
    letter = Section(
        "front", "front", "", f"<p>{page('2')}Dear reader of this book, hello.</p>", ()
    )
    one = section(
        f"<p>First{ref('n1', '1')} and{ref('n80', '80')} more {page('3')}words.</p>"
        f'<h2 id="ch01-1">A part of it</h2><p>Again{ref("n80", "80", "-2")}.</p>'
        '<blockquote><p>A <span lang="fr">mot juste</span>.</p></blockquote><hr/>'
        '<div class="verse"><div class="stanza"><p><span class="line">Roses</span><br/>'
        '<span class="line indent-1">are red</span></p></div></div>'
        '<div class="list"><ul><li>item</li></ul></div>',
        note("n1", "1", "<p>A body.</p><p>Its second paragraph.</p>", "ref-n1"),
        note("n7", "7", "<p>Nobody calls me.</p>"),
        note("n80", "80", "<blockquote><p>Quoted.</p></blockquote>", "ref-n80", "ref-n80-2"),
    )
    two = section(
        f"<p>{page('4')}Second{ref('n81', '*')}.</p>",
        note("n81", "*", "<p>Star &amp; <em>stripe</em>.</p>", "ref-n81"),
        number=2,
        title="Two <2>",
    )
    return book(letter, one, two)


def all_settings() -> Settings:
    return Settings(
        subtitle='Or <this> & "that"',
        short_title="Or this",
        first_published="1877",
        contributors=(
            Contributor("Émile Zola", "Zola, Émile", isni="0000 0001 2281 955X"),
            Contributor("Anna Tr", "Tr, Anna", "trl", orcid="0000-0002-1825-0097"),
            Contributor("Society of <Readers>", role="edt", kind="body"),
        ),
        series=Series("Old & New", "7", "0024-9319"),
        source=SourceEdition(
            title="Un livre", publisher="Charpentier", place="Paris", year="1880", note="As found."
        ),
        edition=ThisEdition(
            publisher="Re-edition", place="Kraków", date="2026-11", rights="CC0", version="2",
            statement="Second edition", isbn_epub="978-3-16-148410-0", isbn_pdf="0-306-40615-2",
            isbn_print="978-1-4028-9462-6", binding="hardback",
            licence="https://creativecommons.org/publicdomain/zero/1.0/",
            description="Of <books>.", subjects=("History", "Books"), bisac=("FIC004000",),
            thema=("FBC", "3MNQ"),
        ),
    )  # fmt: skip
