"""Italian."""

from __future__ import annotations

from pipeline.language.base import Imprint, Language, Phrases, count, words

TABLE = Language(
    "it",
    leading=words("il lo la i gli le un una di e o che del della con per da dal nel"),
    large=words("parte libro tomo volume"),
    chapters=words("capitolo lettera atto canto lezione discorso"),
    small=words("sezione scena paragrafo"),
    sections=words(
        "prefazione introduzione prologo epilogo conclusione appendice bibliografia dedica"
        " avvertenza premessa proemio ringraziamenti glossario postfazione abbreviazioni"
        " al_lettore"
    ),
    front=words("prefazione premessa avvertenza dedica ringraziamenti abbreviazioni al_lettore"),
    contents=words("indice sommario indice_generale tavola_dei_contenuti"),
    index=words("indice_dei_nomi indice_analitico indice_alfabetico"),
    see=words("vedi"),
    within=words("sopra sotto più_avanti"),
    notes=words("note note_a_piè_di_pagina"),
    numbers=count(
        "uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici"
        " quindici sedici diciassette diciotto diciannove venti",
        "primo/prima secondo/seconda terzo/terza quarto/quarta quinto/quinta sesto/sesta"
        " settimo/settima ottavo/ottava nono/nona decimo/decima undicesimo/undicesima/undecimo"
        " dodicesimo/dodicesima/duodecimo",
        "ultimo/ultima=0",
    ),
    articles=words("il la"),
    initial=words("il lo la i gli le l' un uno una un'"),
    pages=words("pagina pag"),
    units=words("ha"),
    note_labels=words("nota"),
    figures=words("figura illustrazione tavola carta"),
    tables=words("tabella"),
    months=words(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
        " dicembre"
    ),
    abbreviations=words("sig sigg dott prof s p pp pag vol cap art ed cfr ecc n a.c d.c"),
    own_hyphens=0.002,
    hyphenated=(r"(?:italo|franco|anglo|austro|greco)-\w+|vis-à-vis"),
    compounds=(
        r"(?:ex|semi|vice|anti|pseudo)-.+"
        r"|.{3,}o-.{3,}[oaei]"
    ),
    suspended=words("e o ed"),
    # What hangs on to a verb: "guardarlo", "vedendosi"; and "vedesi" for "si vede".
    inflections=(
        *(("rlo", "re"), ("rla", "re"), ("rli", "re"), ("rle", "re"), ("rsi", "re"), ("rmi", "re")),
        *(("ndolo", "ndo"), ("ndola", "ndo"), ("ndosi", "ndo"), ("si", ""), ("vasi", "va")),
    ),
    doubled=words(
        "via pian piano quasi or ora ben bene bel bello molto più mai sì no così man mano zitto"
        " forte lemme terra sotto mogio passo subito piccolo lungo"
    ),
    older=(
        ("j$", "i"),
        ("j", "i"),
    ),
    quotes=("«»", "“”", "‘’"),
    elided=r"(?:l|n|sta|sto|ste|sti|un|na|nu|ndrangheta|nanzi|ntorno|ncora)(?!\w)|\d\d(?!\w)",
    clipped=r"po|mo|be|va|fa|da|di|sta|to|ca|se|vo|de|co|ne|a|e|que|pe|i|tra|su|fra",
    opening_dash=True,
    measures=words("h min lire"),
    numbered=words("pag pagg n nn t cap capp fig figg art artt tav vol voll"),
    phrases=Phrases(
        note="Nota",
        notes="Note",
        contents="Indice",
        cover="Copertina",
        title_page="Frontespizio",
        pages="Pagine della fonte",
        page="Pagina %s",
        editor_note="Nota del curatore %s",
        editor_notes="Note del curatore",
        back_to_note="Torna alla nota %s nel testo",
        absent_note="[Il testo di questa nota manca nella fonte.]",
        cut_note="[La nota si interrompe qui nella fonte.]",
        unmarked_notes="Note senza richiamo nel testo",
        notes_to_page="Note alla p. %s",
        notes_to_pages="Note alle pp. %s",
        beginning="Inizio del testo",
        text_note="Nota al testo",
        text_source="Testo base: %s.",
        readings=(
            "Dove questa edizione si discosta dalla fonte, la sua lezione precede la"
            " parentesi e quella della fonte la segue."
        ),
        readings_places="I numeri rinviano alla pagina e alla riga della fonte.",
    ),
    imprint=Imprint(
        imprint="Colophon",
        source="Fonte",
        extraction="Estrazione del testo",
        first_published="Prima pubblicazione",
        print="stampa",
        version="Versione",
        page="p.",
        editing="Cura",
        translation="Traduzione",
        illustrations="Illustrazioni",
        introduction="Introduzione",
        annotations="Note",
        proofreading="Revisione",
        set_in="Composto in %s",
        made_with="Realizzato con %s",
        decimal=",",
    ),
)
