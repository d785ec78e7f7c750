"""The words that rules depend on, one table a language. To add a language is to add a table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """What the stages know of a language. All words in lower case."""

    code: str
    common: frozenset[str]
    """Function words that no page of the language lacks."""
    chapter: frozenset[str]
    """Words that open a numbered heading: chapter, book, part …"""
    section: frozenset[str]
    """Headings that stand alone: preface, introduction, index …"""
    abbreviations: frozenset[str]
    """Words that end in a full stop without ending a sentence."""
    leading: frozenset[str]
    """Words with which no sentence ends: articles, conjunctions, and the like."""
    prefixes: frozenset[str]
    """First parts of real compounds, which keep their hyphen at a line's end."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ENGLISH = Language(
    "en",
    _words("the of and to in that is was he for it with as his on be at by had not are but from"),
    _words("chapter book part section letter canto act scene volume lecture essay discourse"),
    _words(
        "preface introduction foreword contents prologue epilogue conclusion appendix index"
        " bibliography notes acknowledgments acknowledgements afterword dedication glossary"
        " postscript"
    ),
    _words(
        "mr mrs ms dr st prof rev hon capt col gen lieut sergt esq jun sen vol vols no nos p pp ch"
        " chap sec art fig ed eds trans cf viz vs etc ibid op cit loc i.e e.g jan feb mar apr jun"
        " jul aug sept sep oct nov dec inc ltd co"
    ),
    _words("the a an and or nor than every my your their our"),
    _words(
        "self non anti ex pre post co re semi half well ill vice quasi pseudo neo pan inter multi"
        " so all high low long short ever never old new cross counter"
    ),
)
GERMAN = Language(
    "de",
    _words("der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch"),
    _words("kapitel buch teil theil abschnitt brief akt szene band vorlesung"),
    _words(
        "vorwort einleitung inhalt inhaltsverzeichnis nachwort anhang register anmerkungen schluß"
        " schluss widmung vorrede literaturverzeichnis"
    ),
    _words("dr prof hr fr st bd bde nr s ss vgl z.b d.h u.a usw etc hrsg aufl anm kap abs ebd"),
    _words("der die das den dem des ein eine einen einem einer und oder"),
    _words("nicht anti ex selbst halb vor nach neo pan pseudo quasi vize"),
)
FRENCH = Language(
    "fr",
    _words("de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se"),
    _words("chapitre livre partie section lettre chant acte scène tome leçon"),
    _words(
        "préface introduction avant-propos avertissement conclusion appendice index notes"
        " bibliographie prologue épilogue dédicace remerciements table sommaire"
    ),
    _words(
        "m mm mme mlle dr st ste p pp t vol liv ch chap art éd cf etc ibid op cit av apr n° fol"
    ),
    _words("le la les un une des du de et ou que au aux"),
    _words("demi non ex mi semi sous vice anti contre outre quasi porte grand"),
)
SPANISH = Language(
    "es",
    _words("de la que el en y a los se del las un por con no una su para es al lo como más"),
    _words("capítulo libro parte sección carta acto escena tomo canto"),
    _words("prefacio introducción prólogo epílogo conclusión apéndice índice notas bibliografía"),
    _words("sr sra srta dr dra d dña st sto sta p pp vol cap art ed cf etc ibid núm ud uds"),
    _words("el la los las un una de del y o que en al"),
    _words("anti ex no semi vice pseudo franco hispano político socio"),
)
ITALIAN = Language(
    "it",
    _words("di e il la che in un a per è non una sono del con le si da i dei al come nel lo della"),
    _words("capitolo libro parte sezione lettera atto scena canto tomo"),
    _words(
        "prefazione introduzione prologo epilogo conclusione appendice indice note bibliografia"
    ),
    _words("sig sigg dott prof s p pp vol cap art ed cfr etc ecc ibid fig n"),
    _words("il lo la i gli le un una di e o che del della"),
    _words("anti ex non semi vice pseudo italo politico socio"),
)
RUSSIAN = Language(
    "ru",
    _words("и в не на я что он с как это по но к у же из за от так о его бы было она был для"),
    _words("глава книга часть раздел письмо действие явление том лекция песнь"),
    _words(
        "предисловие введение содержание оглавление заключение послесловие приложение указатель"
        " примечания эпилог пролог посвящение"
    ),
    _words(
        "г гг в вв т тт с стр гл им др проф акад см ср напр т.е т.д т.п ред изд рис табл кн вып"
    ),
    _words("и в на с к у от из для о об по но или"),
    _words("кое по во как пол полу вице экс псевдо северо юго все наконец"),
)
POLISH = Language(
    "pl",
    _words("i w na z się do nie że to jest o jak a po ale za od przez co tym był dla są jego ich"),
    _words("rozdział księga część list akt scena tom pieśń"),
    _words("przedmowa wstęp wprowadzenie spis zakończenie posłowie dodatek indeks przypisy epilog"),
    _words("p pp r w s ss t tt dr prof św im np tj tzn itd itp por zob red wyd rozdz ul nr"),
    _words("i w na z do od dla o oraz lub że"),
    _words("anty eks pół północno południowo wice pseudo quasi społeczno polsko"),
)
LANGUAGES = {
    table.code: table for table in (ENGLISH, GERMAN, FRENCH, SPANISH, ITALIAN, RUSSIAN, POLISH)
}


def primary(tag: str) -> str:
    """Give the language of a BCP 47 tag without region and script.

    >>> primary("pt-BR")
    'pt'
    """
    return tag.split("-")[0].lower()


def language(tag: str) -> Language:
    """Give the table for a BCP 47 tag; for a language without one, a table without words."""
    empty: frozenset[str] = frozenset()
    code = primary(tag)
    return LANGUAGES.get(code) or Language(code, empty, empty, empty, empty, empty, empty)
