"""Words for books that are made by lot: invented sentences of several scripts, and odd signs."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

# What Markdown, HTML or YAML might take for markup, and letters that are easily lost.
SIGNS = r"""
< > <a> </a> <a href="x">y</a> <div> </div> <br/> <!-- --> <b>b</b> & &amp; &nbsp; &#65; &#x41;
&lt;b&gt; &foo; AT&T * ** *** *a* **b** _ __ _a_ a_b_c [ ] [1] [^1] [^n1] [^1]: [a](b) ![a](b) ![
[a]: [a]{.x} [x] [[a]] ]( ^[a] ( ) (1) (1986) (a) (b) (@) @ @a @cite [@cite] a@b.de mailto:a@b
https://x.org/a_b_*c*?d=e&f#g <https://x.org> www.x.org # ## #a #. {#id} {.x} { } {=html} `a`{=html}
` `` ``` ~~~ ~ ~~ ~a~ ~~a~~ ^ ^a^ $ $x$ $$ \ \\ \* \[ \] \( \a \begin{x} \n - -- --- ---- -a + +++
+--+ = == === > >a | || |a |- |-- --|-- : :: ::: :::: ::::x :a 1. 1) 10. 1986. i. iv) A. a. a)
A.B. Mr. • . .. ... … ' " '' `' “ ” ‘ ’ « » ! !! !a ? % %a Table: – — ― ¹ ² § † ‡ \1 \| -|- 1.a
"""
HOSTILE = SIGNS.split()
ODD = [
    "\u00a0", "\u202f", "\u2009", "\u3000", "\u00ad", "\u200b", "\u200d", "\u200e", "\u200f",
    "\u2060", "\ufeff", "\ufffd", "\u0085", "\u2028", "\x00", "\x07", "\x1b", "\x7f", "\x80",
    "\ud83d", "\ufffe", "\u0301", "\t", "\n", "\r", "\f", "\v", " ", "  ", "🙂", "👩\u200d👧",
    "Łódź", "Ёж", "שלום", "مرحبا", "中文", "ﬁ", "ß", "İ", "𝔄", "x" * 200,
]  # fmt: skip
# What only raw text has: bytes that were no UTF-8, what is turned about, and numbers that are none.
RAW_ODD = [
    *ODD, "\udc80", "\udcff\udc9f", "\u202e", "\u2066", "\u2029", "\u0338", "â€™", "Ã©", "Â ",
    "½", "²³", "٣", "Ⅻ", "①", "ſ", "ﬃ", "ﬅ", "\x1a", "\x02", "¬", "‐", "·", "■", "\U0010ffff",
]  # fmt: skip


class Tongue(NamedTuple):
    """What a book in some language is made of."""

    tag: str
    chapter: str
    """What stands over a chapter, with its number."""
    titles: tuple[str, ...]
    sentences: tuple[str, ...]


TONGUES = (
    Tongue(
        "en",
        "CHAPTER",
        ("The Mill", "Of the Cats", "The Flood, and what came of it", "NOTES", "Appendix A"),
        (
            "The miller kept three cats in the loft above the stones.",
            "In winter they came down to the hearth, all but one of them.",
            "“It was there before me,” said he; “and it’ll be there after me.”",
            "Nobody knew, in 1851, who had built the wheel.",
            "See also the well-known account of the governor’s oldest office (vol. ii, p. 12).",
            "The water stood for nine days.",
            "Mr. Dell paid £3 10s. for it, i.e. less than half; cf. https://example.org/mill?a=1.",
            "She asked: 'Is it so?' and went out---into the rain, which had not stopped.",
            "A. B. Carr wrote that 4 of 12 were lost, 5.25 per cent. in all.",
        ),
    ),
    Tongue(
        "de",
        "Kapitel",
        ("Die Mühle", "Über die Katzen", "ANMERKUNGEN"),
        (
            "Der Müller hielt drei Katzen auf dem Boden über den Steinen.",
            "„Das weiß ich nicht“, sagte er, „und ihr wißt es auch nicht.“",
            "Im Jahre 1851 war das Wasser so hoch, daß niemand über die Straße kam (s. S. 12).",
        ),
    ),
    Tongue(
        "fr",
        "CHAPITRE",
        ("Le moulin", "Des chats", "NOTES"),
        (
            "Le meunier avait trois chats dans le grenier, au-dessus des meules.",
            "« Où est-il ? » demanda-t-elle ; l’été n’était pas fini.",
            "L’œuvre parut en 1851 : on n’en savait rien jusqu’alors.",
        ),
    ),
    Tongue(
        "pl",
        "Rozdział",
        ("Młyn", "O kotach", "Przypisy"),
        (
            "Młynarz trzymał trzy koty na strychu, nad kamieniami.",
            "„Nie wiem” – rzekł, a nikt go o to nie pytał.",
            "W 1851 r. woda stała przez dziewięć dni w sadzie i w ogrodzie.",
        ),
    ),
    Tongue(
        "ru",
        "ГЛАВА",
        ("Мельница", "О кошках", "Примечания"),
        (
            "Мельник держал трёх кошек на чердаке, над жерновами.",
            "— Не знаю, — сказал он, и никто его больше не спрашивал.",
            "В 1851 г. вода стояла девять дней, и лодка осталась в саду.",
        ),
    ),
    Tongue(
        "el",
        "ΚΕΦΑΛΑΙΟΝ",
        ("Ο μύλος", "Περί γάτων"),
        ("Ο μυλωνάς είχε τρεις γάτες πάνω από τις πέτρες.", "Κανείς δεν ήξερε· το νερό έφυγε."),
    ),
    Tongue(
        "he",
        "פרק",
        ("הטחנה",),
        ("לטוחן היו שלושה חתולים בעליית הגג.", "המים עמדו תשעה ימים (1851)."),
    ),
    Tongue(
        "ar",
        "الفصل",
        ("الطاحونة",),
        ("كان للطحان ثلاث قطط فوق الحجارة.", "بقي الماء تسعة أيام، ثم ذهب."),
    ),
    Tongue("zh", "第", ("磨坊",), ("磨坊主在石磨上面养了三只猫。", "水停了九天。")),
)

pieces = st.one_of(
    st.sampled_from(HOSTILE),
    st.sampled_from(HOSTILE),
    st.sampled_from(ODD),
    st.sampled_from(["word", "Word", "words,", "end."]),
    st.text(max_size=4),
)
"""Words of which a few stand beside each other in odd strings."""
strings = st.lists(
    st.tuples(pieces, st.sampled_from([" ", " ", " ", ""])), min_size=1, max_size=5
).map(lambda pairs: "".join(piece + gap for piece, gap in pairs))
