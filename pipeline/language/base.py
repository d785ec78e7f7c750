"""What a table holds: everything that the stages and the editions know of one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

Words = frozenset[str]
NONE: Words = frozenset()


@dataclass(frozen=True, slots=True)
class Phrases:
    """The few words that an edition adds to its book; `%s` stands for a note's or page's label.

    Where one of them stands in the reading text (a lost note), it stands in editorial brackets.
    """

    note: str = "Note"
    notes: str = "Notes"
    contents: str = "Contents"
    cover: str = "Cover"
    title_page: str = "Title page"
    pages: str = "Pages of the source"
    page: str = "Page %s"
    editor_note: str = "Editor’s note %s"
    """The name of a note to new matter, as it is read aloud."""
    editor_notes: str = "Editor’s notes"
    back_to_note: str = "Back to note %s in the text"
    absent_note: str = "[The text of this note is missing from the source.]"
    cut_note: str = "[The note breaks off here in the source.]"
    unmarked_notes: str = "Notes without a marker in the text"
    notes_to_page: str = "Notes to page %s"
    notes_to_pages: str = "Notes to pages %s"
    beginning: str = "Beginning of the text"
    text_note: str = "Note on the text"
    """The heading of the list of emendations, and what is said above them."""
    text_source: str = "Source of the text: %s."
    readings: str = (
        "Where this edition departs from its source, its reading stands before the bracket, and"
        " that of the source behind it."
    )
    readings_places: str = "The numbers name page and line of the source."


@dataclass(frozen=True, slots=True)
class Imprint:
    """The words of an edition's imprint."""

    imprint: str = "Imprint"
    source: str = "Source"
    extraction: str = "Text extraction"
    first_published: str = "First published"
    print: str = "print"
    """The form of the edition that is printed on paper."""
    version: str = "Version"
    page: str = "p."
    """The abbreviation in front of a page's number."""
    editing: str = "Editing"
    translation: str = "Translation"
    illustrations: str = "Illustrations"
    introduction: str = "Introduction"
    annotations: str = "Annotations"
    proofreading: str = "Proofreading"
    set_in: str = "Set in %s"
    """`%s` stands for the typeface."""
    made_with: str = "Made with %s"
    decimal: str = "."
    colon: str = ": "

    @property
    def roles(self) -> dict[str, str]:
        """The names of the parts that contributors played, by MARC relator code."""
        return {
            "edt": self.editing,
            "trl": self.translation,
            "ill": self.illustrations,
            "win": self.introduction,
            "ann": self.annotations,
            "pfr": self.proofreading,
        }


@dataclass(frozen=True, slots=True)
class Language:
    """What is known of a language. All words are in lower case, phrases with single blanks."""

    code: str
    """The primary language subtag of BCP 47."""
    leading: Words = NONE
    """Words with which no sentence ends, nor a heading: articles, conjunctions, prepositions."""
    large: Words = NONE
    """Words for divisions above the chapter, as they open a numbered heading: part, book."""
    chapters: Words = NONE
    """Words for chapters and what ranks with them: letter, canto, lecture."""
    small: Words = NONE
    """Words for divisions below the chapter: section, scene."""
    sections: Words = NONE
    """Headings that stand alone without a number: preface, introduction, appendix."""
    front: Words = NONE
    """What headings of front matter begin with: preface, dedication; not an introduction, which
    opens the text proper (Chicago Manual of Style, 17th edition, 1.46)."""
    contents: Words = NONE
    """Headings of a table of contents."""
    index: Words = NONE
    """Headings of an index."""
    see: Words = NONE
    """Words that refer from an entry of an index to another."""
    within: Words = NONE
    """Words that refer to another place of the same book: above, below."""
    notes: Words = NONE
    """Headings of gathered notes: notes, footnotes."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """Cardinal and ordinal words as headings use them, in all their genders."""
    articles: Words = NONE
    """What may stand between a division's word and its number: "Book the First"."""
    initial: Words = NONE
    """Articles that a title may open with, and under which it is not filed; "l'" is joined."""
    pages: Words = NONE
    """Words and abbreviations in front of a page's number."""
    ordinals: Words = NONE
    """Endings that make an ordinal of the number before them."""
    units: Words = NONE
    """Units of measure, after which a raised 2 or 3 is a power."""
    note_labels: Words = NONE
    """Words that stand before a note's number at the head of its body: note, footnote."""
    figures: Words = NONE
    """Words that open the caption of a picture."""
    tables: Words = NONE
    """Words that open the caption of a table."""
    months: Words = NONE
    abbreviations: Words = NONE
    """Words that end in a full stop without ending a sentence; inner full stops are kept."""
    own_hyphens: float = 0.02
    """How many of the hyphens at line ends are the word's own, of one: as measured on novels."""
    hyphenated: str = ""
    """Words that are always written with a hyphen, as a regular expression for all of a word."""
    compounds: str = ""
    """Forms of words that regularly are, in the same way."""
    suspended: Words = NONE
    """Words before which a first part may stand alone with its hyphen: "pre- and postwar"."""
    older: tuple[tuple[str, str], ...] = ()
    """Regular expressions and what they become, in this order, in a word of older spelling."""
    inflections: tuple[tuple[str, str], ...] = ()
    """Endings, and what stands there in the word that the dictionaries have: of regular forms that
    many of their entries lack, and of forms that they do not have any more."""
    prefixes: Words = NONE
    """What may stand before any word that means it, without a hyphen."""
    doubled: Words = NONE
    """Words that may stand twice in a row: "had had", "nous nous"."""
    closed_compounds: bool = False
    """Any two nouns make one word without a hyphen."""
    divided: Mapping[str, str] = field(default_factory=dict)
    """Two letters that meet at a division, and what they are where the word is not divided."""
    drops_third: bool = False
    """Of three equal consonants the undivided word loses one, at least in the older spelling."""
    repeats_hyphen: bool = False
    """A word's own hyphen at a line's end is printed again where the next line begins."""
    quotes: tuple[str, ...] = ()
    """Pairs of quotation marks, the outer before the inner ones, the usual before the others."""
    elided: str = ""
    """What may follow an apostrophe that begins a word, as a regular expression."""
    clipped: str = ""
    """What may stand before an apostrophe that ends a word, other than a possessive's s."""
    dash: str = "–"
    """The dash that is set with spaces on both sides."""
    opening_dash: bool = False
    """A dash opens what is said in a dialogue."""
    ends_with_dots: bool = False
    """Of four dots, the first ends a sentence."""
    narrow: str = ""
    """Signs that a narrow space keeps off what is before them."""
    wide: str = ""
    """Signs that a space of common width keeps off what is before them."""
    measures: Words = NONE
    """Units and the like that stand behind a number with a space, as they are written."""
    numbered: Words = NONE
    """Abbreviations that stand before a number, without their full stop."""
    raises_ordinals: bool = False
    """The ending of an ordinal in figures is set as a superscript."""
    phrases: Phrases = field(default_factory=Phrases)
    imprint: Imprint = field(default_factory=Imprint)

    @property
    def known(self) -> bool:
        """Whether the language has a table of its own."""
        return bool(self.leading)

    @property
    def divisions(self) -> Words:
        """All words that open a numbered heading."""
        return self.large | self.chapters | self.small

    @property
    def headings(self) -> Words:
        """All headings that stand alone without a number."""
        return self.sections | self.contents | self.index | self.notes

    def with_base(self, base: Language) -> Language:
        """Add the words of a table that all languages share."""
        added = {}
        for each in fields(self):
            mine, shared = getattr(self, each.name), getattr(base, each.name)
            if isinstance(mine, frozenset | dict):
                added[each.name] = shared | mine
        return replace(self, **added)


def words(text: str) -> Words:
    """Give the words of a string; what is joined by "_" is one phrase.

    >>> sorted(words("index table_of_contents"))
    ['index', 'table of contents']
    """
    return frozenset(word.replace("_", " ") for word in text.split())


def count(*lists: str) -> dict[str, int]:
    """Number the words of each list from 1; "/" joins forms of one number, "=" gives another one.

    >>> count("one two", "first second/2nd twenty=20")
    {'one': 1, 'two': 2, 'first': 1, 'second': 2, '2nd': 2, 'twenty': 20}
    """
    numbers = {}
    for each in lists:
        for place, forms in enumerate(each.split(), 1):
            word, _, value = forms.partition("=")
            numbers.update(dict.fromkeys(word.split("/"), int(value or place)))
    return numbers


NEUTRAL = Language(
    "und",
    # Latin and what print shares over its languages.
    large=words("liber pars tomus volumen"),
    chapters=words("caput capitulum cantus"),
    small=words("sectio"),
    sections=words("praefatio prologus epilogus appendix addenda corrigenda errata"),
    index=words("index"),
    within=words("supra infra"),
    numbers=count(
        "primus/prima/primum secundus/secunda/secundum tertius/tertia/tertium"
        " quartus/quarta/quartum quintus/quinta/quintum"
    ),
    pages=words("p pp"),
    ordinals=words("° º ª"),
    units=words("m km cm mm dm"),
    figures=words("fig"),
    abbreviations=words("ibid id op loc cit cf etc al"),
    # Calls, and what Latin doubles.
    doubled=words(
        "ah aha alas bravo eh ha hah haha he hi ho hoho hurrah oh ohe o la las ta tra tut cha bla"
        " quis ubi quo ut iam jam"
    ),
    prefixes=words(
        "agro anti auto bio electro geo hydro inter macro micro mini mono multi neo neuro para poly"
        " pseudo psycho radio semi socio super tele trans ultra"
    ),
    repeats_hyphen=True,
    quotes=("“”", "‘’", "«»", "‹›", "„“", "‚‘"),
    measures=words("m km cm mm dm kg g mg t l ha % ‰ °C °F ° £ € $"),
    numbered=words("§ §§ № p pp vol no fig cap"),
)
"""What holds for every language, and the whole table of one that has none of its own."""
