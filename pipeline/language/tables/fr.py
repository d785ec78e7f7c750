"""French."""

from __future__ import annotations

from pipeline.language.base import Imprint, Language, Phrases, count, words

TABLE = Language(
    "fr",
    leading=words("le la les un une des du de et ou que au aux par pour dans sur avec sans"),
    large=words("partie livre tome volume"),
    chapters=words("chapitre lettre chant acte leçon discours"),
    small=words("section scène paragraphe"),
    sections=words(
        "préface introduction avant-propos avertissement conclusion appendice bibliographie"
        " prologue épilogue dédicace remerciements postface annexe annexes glossaire errata"
        " abréviations chronologie préambule table_des_illustrations"
    ),
    front=words(
        "préface avant-propos avertissement dédicace remerciements préambule abréviations"
        " note_de_l’éditeur note_de_l'éditeur note_du_traducteur au_lecteur liste_des"
    ),
    contents=words("table sommaire table_des_matières table_des_chapitres"),
    index=words("index index_des_noms index_nominum table_alphabétique"),
    see=words("voir"),
    within=words("ci-dessus ci-dessous plus_haut plus_bas"),
    notes=words("notes notes_de_bas_de_page notes_et_références"),
    numbers=count(
        "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
        "premier/première/1er/1re/1ère deuxième/second/seconde/2e troisième/3e quatrième/4e"
        " cinquième/5e sixième/6e septième/7e huitième/8e neuvième/9e dixième/10e onzième douzième"
        " treizième quatorzième quinzième seizième",
        "vingt=20 vingtième=20 ier=1 ière=1 dernier/dernière=0",
    ),
    articles=words("le la"),
    initial=words("le la les l' un une"),
    pages=words("page"),
    ordinals=words("er re ère e me ème nd nde"),
    units=words("ha"),
    note_labels=words("note"),
    figures=words("figure illustration planche carte"),
    tables=words("tableau"),
    months=words(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
    ),
    abbreviations=words("m mm mme mlle dr st ste p pp t vol liv ch chap art éd av apr n° fol mgr"),
    own_hyphens=0.04,
    hyphenated=(
        r".+-t-(?:il|elle|on|ils|elles|en)|est-ce|peut-être|vis-à-vis|c['’]est-à-dire|rendez-vous"
        r"|(?:celui|celle|ceux|celles)-(?:ci|là)|là-(?:bas|haut|dessus|dessous|dedans)|ci-\w+"
        r"|(?:moi|toi|lui|elle|nous|vous|eux|elles|soi)-mêmes?|(?:au|par|là)-(?:dessus|dessous|delà)"
        r"|au-devant|(?:vingt|trente|quarante|cinquante|soixante|quatre)-.+|quelques-un(?:e?s)"
        r"|(?:grand|belle|beau)-(?:mère|père|frère|sœur|soeur|fils|fille)"
    ),
    compounds=(
        r"(?:demi|mi|semi|ex|vice|quasi|saint|sainte|avant|arrière|très|non|peut|là|néo|pseudo|franco)-.+"
        r"|(?:anglo|nouveau|grand|beau|belle|petit|petite|chef|sous|est|au|par|ci)-.+"
        r"|.+-(?:t-)?(?:il|elle|on|ils|elles|je|tu|nous|vous|ce|moi|toi|lui|leur|le|la|les|en|y)"
        r"|.+-d['’]œuvre|.+-(?:ci|là|même|mêmes|être|dessus|dessous|delà|dire|né)"
    ),
    suspended=words("et ou"),
    inflections=(
        *(
            ("s", ""),
            ("es", ""),
            ("e", ""),
            ("ement", ""),
            ("ment", ""),
            ("rois", "rais"),
            ("roit", "rait"),
        ),
    ),
    doubled=words(
        "nous vous très bien non oui si tout toute trop plus petit petite vite là loin jamais faire"
        " est-ce quoi allons voyons tiens en tant"
    ),
    older=(
        ("ſ", "s"),
        ("oi(?=s$|t$|ent$)", "ai"),
        ("ans$", "ants"),
        ("ens$", "ents"),
    ),
    quotes=("«»", "“”", "‘’", "‹›"),
    elided=r"(?:tit|tite|tits|pa|man|spèce)(?!\w)",
    clipped=r"p|quelqu|v|j|d|l|m|t|s|n|c|qu|entr|presqu|jusqu|puisqu|lorsqu",
    dash="—",
    opening_dash=True,
    narrow=";!?»",
    wide=":",
    measures=words("h min fr. frs sous"),
    numbered=words("t vol n° nos chap art liv fol fig pl v vv"),
    raises_ordinals=True,
    phrases=Phrases(
        note="Note",
        notes="Notes",
        contents="Table des matières",
        cover="Couverture",
        title_page="Page de titre",
        pages="Pages de la source",
        page="Page %s",
        editor_note="Note de l’éditeur %s",
        editor_notes="Notes de l’éditeur",
        back_to_note="Retour à l’appel de la note %s dans le texte",
        absent_note="[Le texte de cette note manque dans la source.]",
        cut_note="[La note s’interrompt ici dans la source.]",
        unmarked_notes="Notes sans appel dans le texte",
        notes_to_page="Notes de la page %s",
        notes_to_pages="Notes des pages %s",
        beginning="Début du texte",
        text_note="Note sur le texte",
        text_source="Texte de base\u00a0: %s.",
        readings=(
            "Là où cette édition s’écarte de sa source, sa leçon précède le crochet et celle"
            " de la source le suit."
        ),
        readings_places="Les nombres renvoient à la page et à la ligne de la source.",
    ),
    imprint=Imprint(
        imprint="Mentions légales",
        source="Source",
        extraction="Extraction du texte",
        first_published="Première parution",
        print="imprimé",
        version="Version",
        page="p.",
        editing="Édition",
        translation="Traduction",
        illustrations="Illustrations",
        introduction="Introduction",
        annotations="Annotation",
        proofreading="Relecture",
        set_in="Composé en %s",
        made_with="Réalisé avec %s",
        decimal=",",
        colon="\u00a0: ",
    ),
)
