"""German, in the old spellings too."""

from __future__ import annotations

from pipeline.language.base import Imprint, Language, Phrases, count, words

TABLE = Language(
    "de",
    leading=words(
        "der die das den dem des ein eine einen einem einer und oder von mit zum zur vom für"
    ),
    large=words("teil theil buch band"),
    chapters=words("kapitel capitel brief akt gesang vorlesung aufzug"),
    small=words("abschnitt szene scene auftritt paragraph"),
    sections=words(
        "vorwort einleitung nachwort anhang schluß schluss widmung vorrede literaturverzeichnis"
        " vorbemerkung einführung zueignung prolog epilog abkürzungen abbildungsverzeichnis"
        " schlußwort schlusswort literatur vorspiel nachspiel"
    ),
    front=words(
        "vorwort vorrede widmung zueignung vorbemerkung geleitwort abkürzungen"
        " abkürzungsverzeichnis abbildungsverzeichnis danksagung dank an_den_leser"
    ),
    contents=words("inhalt inhaltsverzeichnis inhaltsübersicht"),
    index=words("register namenregister sachregister namensverzeichnis personenregister"),
    see=words("siehe vgl"),
    within=words("oben unten s._o s._u"),
    notes=words("anmerkungen fußnoten fussnoten endnoten noten"),
    numbers=count(
        "eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        "erster/erste/erstes zweiter/zweite/zweites dritter/dritte/drittes vierter/vierte/viertes"
        " fünfter/fünfte/fünftes sechster/sechste/sechstes siebenter/siebente/siebentes"
        " achter/achte/achtes neunter/neunte/neuntes zehnter/zehnte/zehntes elfter/elfte/elftes"
        " zwölfter/zwölfte/zwölftes dreizehnter/dreizehnte/dreizehntes"
        " vierzehnter/vierzehnte/vierzehntes fünfzehnter/fünfzehnte/fünfzehntes"
        " sechzehnter/sechzehnte/sechzehntes siebzehnter/siebzehnte/siebzehntes"
        " achtzehnter/achtzehnte/achtzehntes neunzehnter/neunzehnte/neunzehntes"
        " zwanzigster/zwanzigste/zwanzigstes",
        "siebter/siebte/siebtes=7 letzter/letzte/letztes=0",
    ),
    articles=words("der die das"),
    initial=words("der die das ein eine"),
    pages=words("seite s"),
    ordinals=words("te ste"),
    units=words("ha"),
    note_labels=words("anm anmerkung fußnote"),
    figures=words("abb abbildung bild tafel karte"),
    tables=words("tabelle tab"),
    months=words(
        "januar jänner februar märz april mai juni juli august september oktober november dezember"
    ),
    abbreviations=words(
        "dr prof hr fr st bd bde nr s ss vgl z.b d.h u.a usw hrsg aufl anm kap abs ebd bzw ca geb"
        " gest jh jhs sog u.s.w u.s.f d.i v.chr n.chr"
    ),
    own_hyphens=0.003,
    hyphenated=(
        r"(?:deutsch|englisch|französisch|russisch)-\w+isch(?:e[mnrs]?)?|e-mails?|s-bahn|u-bahn"
    ),
    compounds=(
        r"(?:ex|nicht|quasi|pseudo|vize)-.+"
        r"|.+(?:isch|lich|ig)-.+"
        r"|(?:weiß|schwarz|rot|roth|blau|grün|gelb|grau|braun)-(?:weiß|schwarz|rot|roth|blau|grün|gelb|grau|braun).*"
    ),
    suspended=words("und oder bis sowie noch beziehungsweise bzw"),
    inflections=(
        *(("s", ""), ("es", ""), ("e", ""), ("en", ""), ("er", ""), ("em", ""), ("n", "")),
        *(("et", "t"), ("ete", "te"), ("eten", "ten"), ("est", "st")),
    ),
    doubled=words(
        "die der das den dem des sie ja nein nie so sehr immer lange weit viel mehr nur komm halt"
        " wohl nun ach fort ein eine zu wie"
    ),
    older=(
        ("ſ", "s"),
        ("th", "t"),
        ("niß$", "nis"),
        ("ey", "ei"),
        # After a short vowel, until 1996.
        ("ß", "ss"),
    ),
    closed_compounds=True,
    divided={"kk": "ck"},
    drops_third=True,
    quotes=("„“", "‚‘", "»«", "›‹"),
    elided=r"(?:s|n|ne|nen|nem|ner|rauf|rein|raus|rum|runter|rüber|ran|naus|nauf|mal|st)(?!\w)",
    clipped=r"\w+[xzß]|hab|ich|wär|hätt|könnt|möcht|sollt|wollt|würd|lass|heut|nehm|komm|geh",
    measures=words("Uhr Mark M. Pf. Pfd. Ztr. Std. Min. Sek."),
    numbered=words("S Nr Nrn Bd Bde Kap Abb Art Abs Anm Taf Tab Z V Heft H Jg"),
    phrases=Phrases(
        note="Anmerkung",
        notes="Anmerkungen",
        contents="Inhalt",
        cover="Umschlag",
        title_page="Titelseite",
        pages="Seiten der Vorlage",
        page="Seite %s",
        editor_note="Anmerkung des Herausgebers %s",
        editor_notes="Anmerkungen des Herausgebers",
        back_to_note="Zurück zu Anmerkung %s im Text",
        absent_note="[Der Text dieser Anmerkung fehlt in der Vorlage.]",
        cut_note="[Die Anmerkung bricht in der Vorlage hier ab.]",
        unmarked_notes="Anmerkungen ohne Verweiszeichen im Text",
        notes_to_page="Anmerkungen zu S. %s",
        notes_to_pages="Anmerkungen zu S. %s",
        beginning="Textbeginn",
        text_note="Zur Textgestalt",
        text_source="Textgrundlage: %s.",
        readings=(
            "Wo diese Ausgabe von ihrer Vorlage abweicht, steht ihre Lesart vor der Klammer"
            " und die der Vorlage dahinter."
        ),
        readings_places="Die Zahlen nennen Seite und Zeile der Vorlage.",
    ),
    imprint=Imprint(
        imprint="Impressum",
        source="Vorlage",
        extraction="Texterfassung",
        first_published="Erstmals erschienen",
        print="Druck",
        version="Version",
        page="S.",
        editing="Herausgabe",
        translation="Übersetzung",
        illustrations="Illustrationen",
        introduction="Einleitung",
        annotations="Kommentar",
        proofreading="Korrektur",
        set_in="Gesetzt aus der %s",
        made_with="Hergestellt mit %s",
        decimal=",",
    ),
)
