"""Spanish."""

from __future__ import annotations

from pipeline.language.base import Imprint, Language, Phrases, count, words

TABLE = Language(
    "es",
    leading=words("el la los las un una de del y o que en al con por para sin"),
    large=words("parte libro tomo volumen"),
    chapters=words("capítulo carta acto canto jornada lección discurso"),
    small=words("sección escena"),
    sections=words(
        "prefacio introducción prólogo epílogo conclusión apéndice bibliografía dedicatoria"
        " advertencia preámbulo agradecimientos glosario anexo anexos abreviaturas proemio"
        " nota_preliminar"
    ),
    front=words(
        "prefacio prólogo dedicatoria advertencia preámbulo agradecimientos abreviaturas"
        " nota_preliminar al_lector"
    ),
    contents=words("índice contenido sumario tabla_de_contenidos índice_general tabla"),
    index=words("índice_alfabético índice_onomástico índice_de_nombres índice_analítico"),
    see=words("véase véanse"),
    within=words("arriba abajo más_arriba más_abajo más_adelante"),
    notes=words("notas notas_al_pie"),
    numbers=count(
        "uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince"
        " dieciséis diecisiete dieciocho diecinueve veinte",
        "primero/primera/primer segundo/segunda tercero/tercera/tercer cuarto/cuarta quinto/quinta"
        " sexto/sexta séptimo/séptima octavo/octava noveno/novena décimo/décima undécimo/undécima"
        " duodécimo/duodécima",
        "último/última=0",
    ),
    articles=words("el la"),
    initial=words("el la los las un una"),
    pages=words("página pág"),
    ordinals=words("er ero ra"),
    units=words("ha"),
    note_labels=words("nota"),
    figures=words("figura ilustración lámina mapa"),
    tables=words("tabla cuadro"),
    months=words(
        "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre"
        " diciembre"
    ),
    abbreviations=words(
        "sr sra srta dr dra d dña st sto sta p pp pág págs vol cap art ed núm ud uds a.c d.c"
    ),
    own_hyphens=0.002,
    hyphenated=(r"(?:hispano|franco|anglo|italo|greco)-\w+|vis-à-vis"),
    compounds=(
        r"(?:ex|semi|vice|anti|pseudo)-.+"
        r"|.{3,}o-.{3,}[oa]s?"
    ),
    suspended=words("y o e u"),
    # What hangs on to a verb: "mirarlo", "viéndose"; and "hallábase" for "se hallaba".
    inflections=(
        *(("rlo", "r"), ("rla", "r"), ("rle", "r"), ("rse", "r"), ("rme", "r"), ("rles", "r")),
        *(("ábase", "aba"), ("íase", "ía"), ("amente", "o"), ("mente", "")),
    ),
    doubled=words("no sí si muy nunca ya así bien casi luego poco mucho más tan vamos que"),
    older=(
        ("á$", "a"),
        ("ó$", "o"),
        ("é$", "e"),
    ),
    repeats_hyphen=True,
    quotes=("«»", "“”", "‘’"),
    elided=r"(?!)",
    clipped=r"pa|na|to",
    dash="—",
    opening_dash=True,
    measures=words("h min pts. ptas. rs."),
    numbered=words("pág págs núm núms t cap caps fig figs art arts lám"),
    phrases=Phrases(
        note="Nota",
        notes="Notas",
        contents="Índice",
        cover="Cubierta",
        title_page="Portada",
        pages="Páginas de la fuente",
        page="Página %s",
        editor_note="Nota del editor %s",
        editor_notes="Notas del editor",
        back_to_note="Volver a la nota %s en el texto",
        absent_note="[El texto de esta nota falta en la fuente.]",
        cut_note="[La nota se interrumpe aquí en la fuente.]",
        unmarked_notes="Notas sin llamada en el texto",
        notes_to_page="Notas a la p. %s",
        notes_to_pages="Notas a las pp. %s",
        beginning="Comienzo del texto",
        text_note="Nota sobre el texto",
        text_source="Texto base: %s.",
        readings=(
            "Donde esta edición se aparta de su fuente, su lección precede al corchete y la"
            " de la fuente lo sigue."
        ),
        readings_places="Los números remiten a la página y a la línea de la fuente.",
    ),
    imprint=Imprint(
        imprint="Créditos",
        source="Fuente",
        extraction="Extracción del texto",
        first_published="Primera edición",
        print="impreso",
        version="Versión",
        page="p.",
        editing="Edición",
        translation="Traducción",
        illustrations="Ilustraciones",
        introduction="Introducción",
        annotations="Anotación",
        proofreading="Corrección",
        set_in="Compuesto en %s",
        made_with="Hecho con %s",
        decimal=",",
    ),
)
