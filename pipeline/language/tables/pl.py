"""Polish."""

from __future__ import annotations

from pipeline.language.base import Imprint, Language, Phrases, count, words

TABLE = Language(
    "pl",
    leading=words("i w na z do od dla o oraz lub że"),
    large=words("część tom księga"),
    chapters=words("rozdział list akt pieśń wykład"),
    small=words("scena odsłona sekcja"),
    sections=words(
        "przedmowa wstęp wprowadzenie zakończenie posłowie dodatek epilog prolog dedykacja"
        " bibliografia podziękowania słowo_wstępne aneks od_autora od_redakcji wykaz_skrótów"
        " spis_ilustracji od_wydawcy"
    ),
    front=words(
        "przedmowa słowo_wstępne dedykacja podziękowania od_autora od_redakcji od_wydawcy"
        " od_tłumacza wykaz_skrótów"
    ),
    contents=words("spis spis_treści spis_rzeczy treść"),
    index=words("indeks skorowidz indeks_osób indeks_nazwisk"),
    see=words("zob zobacz patrz"),
    within=words("wyżej niżej powyżej poniżej"),
    notes=words("przypisy objaśnienia"),
    numbers=count(
        "jeden dwa trzy cztery pięć sześć siedem osiem dziewięć dziesięć jedenaście dwanaście",
        "pierwszy/pierwsza/pierwsze drugi/druga/drugie trzeci/trzecia/trzecie"
        " czwarty/czwarta/czwarte piąty/piąta/piąte szósty/szósta/szóste siódmy/siódma/siódme"
        " ósmy/ósma/ósme dziewiąty/dziewiąta/dziewiąte dziesiąty/dziesiąta/dziesiąte"
        " jedenasty/jedenasta/jedenaste dwunasty/dwunasta/dwunaste trzynasty/trzynasta/trzynaste"
        " czternasty/czternasta/czternaste piętnasty/piętnasta/piętnaste"
        " szesnasty/szesnasta/szesnaste siedemnasty/siedemnasta/siedemnaste"
        " osiemnasty/osiemnasta/osiemnaste dziewiętnasty/dziewiętnasta/dziewiętnaste"
        " dwudziesty/dwudziesta/dwudzieste",
        "ostatni/ostatnia/ostatnie=0",
    ),
    articles=words("nr"),
    pages=words("strona str s"),
    ordinals=words("szy gi ci ty"),
    units=words("ha"),
    note_labels=words("przypis przyp uwaga"),
    figures=words("rys rysunek ryc rycina il ilustracja mapa"),
    tables=words("tabela tab tablica"),
    months=words(
        "styczeń stycznia luty lutego marzec marca kwiecień kwietnia maj maja czerwiec czerwca"
        " lipiec lipca sierpień sierpnia wrzesień września październik października listopad"
        " listopada grudzień grudnia"
    ),
    abbreviations=words(
        "p pp r w s ss t tt dr prof św im np tj tzn itd itp por zob red wyd rozdz ul nr m.in ks"
        " gen płk kpt hr wg ok tzw"
    ),
    own_hyphens=0.003,
    hyphenated=(
        r"(?:polsko|rosyjsko|niemiecko|francusko|austro|anglo)-\w+|(?:północno|południowo)-\w+"
    ),
    compounds=(
        r"(?:pseudo|niby|eks|quasi|neo|wice)-.+"
        r"|(?!(?:niedo|popo|samo|jedno|wielo|około|staro|nowo)-).{3,}o-.{3,}(?:y|i|a|e|ego|emu|ej|ą|ym|im|ych|ich|ymi|imi|o|u)"
    ),
    suspended=words("i lub oraz albo"),
    # What hangs on to the word before the verb: "gdybyśmy", "tegoż".
    inflections=(("śmy", ""), ("ście", ""), ("ż", ""), ("że", ""), ("li", "")),
    doubled=words("nie tak bardzo daleko dawno długo ledwo no już coraz co wiele"),
    older=(
        ("y(?=[aeou])", "j"),
        ("em$", "ym"),
        ("emi$", "ymi"),
    ),
    repeats_hyphen=True,
    quotes=("„”", "«»", "»«", "‚’"),
    elided=r"(?!)",
    clipped=r"(?!)",
    opening_dash=True,
    measures=words("zł gr. godz. min r. w. tys. mln"),
    numbered=words("s str nr t tom rozdz ryc tab poz art ust zob"),
    phrases=Phrases(
        note="Przypis",
        notes="Przypisy",
        contents="Spis treści",
        cover="Okładka",
        title_page="Strona tytułowa",
        pages="Strony źródła",
        page="Strona %s",
        editor_note="Przypis redakcji %s",
        editor_notes="Przypisy redakcji",
        back_to_note="Powrót do odsyłacza %s w tekście",
        absent_note="[W źródle brak tekstu tego przypisu.]",
        cut_note="[W tym miejscu przypis w źródle się urywa.]",
        unmarked_notes="Przypisy bez odsyłacza w tekście",
        notes_to_page="Przypisy do s. %s",
        notes_to_pages="Przypisy do s. %s",
        beginning="Początek tekstu",
        text_note="Nota edytorska",
        text_source="Podstawa wydania: %s.",
        readings=(
            "Tam, gdzie niniejsze wydanie odbiega od podstawy, jego lekcja stoi przed"
            " nawiasem, a lekcja podstawy za nim."
        ),
        readings_places="Liczby oznaczają stronę i wiersz podstawy.",
    ),
    imprint=Imprint(
        imprint="Stopka redakcyjna",
        source="Źródło",
        extraction="Pozyskanie tekstu",
        first_published="Pierwsze wydanie",
        print="druk",
        version="Wersja",
        page="s.",
        editing="Redakcja",
        translation="Przekład",
        illustrations="Ilustracje",
        introduction="Wstęp",
        annotations="Komentarze",
        proofreading="Korekta",
        set_in="Złożono krojem %s",
        made_with="Wykonano w programie %s",
        decimal=",",
    ),
)
