"""The few words that an edition adds to its book, by language.

They are the only words of an edition that are not the book's own. Where one of them stands in the
reading text (a lost note), it stands in editorial brackets.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language. `%s` stands for a note's or a page's label."""

    note: str = "Note"
    notes: str = "Notes"
    contents: str = "Contents"
    title_page: str = "Title page"
    pages: str = "Pages of the source"
    page: str = "Page %s"
    back_to_note: str = "Back to note %s in the text"
    absent_note: str = "[The text of this note is missing from the source.]"
    cut_note: str = "[The note breaks off here in the source.]"
    unmarked_notes: str = "Notes without a marker in the text"
    beginning: str = "Beginning of the text"


ENGLISH = Phrases()

_BY_LANGUAGE = {
    "de": Phrases(
        note="Anmerkung",
        notes="Anmerkungen",
        contents="Inhalt",
        title_page="Titelseite",
        pages="Seiten der Vorlage",
        page="Seite %s",
        back_to_note="Zurück zu Anmerkung %s im Text",
        absent_note="[Der Text dieser Anmerkung fehlt in der Vorlage.]",
        cut_note="[Die Anmerkung bricht in der Vorlage hier ab.]",
        unmarked_notes="Anmerkungen ohne Verweiszeichen im Text",
        beginning="Textbeginn",
    ),
    "en": ENGLISH,
    "es": Phrases(
        note="Nota",
        notes="Notas",
        contents="Índice",
        title_page="Portada",
        pages="Páginas de la fuente",
        page="Página %s",
        back_to_note="Volver a la nota %s en el texto",
        absent_note="[El texto de esta nota falta en la fuente.]",
        cut_note="[La nota se interrumpe aquí en la fuente.]",
        unmarked_notes="Notas sin llamada en el texto",
        beginning="Comienzo del texto",
    ),
    "fr": Phrases(
        note="Note",
        notes="Notes",
        contents="Table des matières",
        title_page="Page de titre",
        pages="Pages de la source",
        page="Page %s",
        back_to_note="Retour à l’appel de la note %s dans le texte",
        absent_note="[Le texte de cette note manque dans la source.]",
        cut_note="[La note s’interrompt ici dans la source.]",
        unmarked_notes="Notes sans appel dans le texte",
        beginning="Début du texte",
    ),
    "it": Phrases(
        note="Nota",
        notes="Note",
        contents="Indice",
        title_page="Frontespizio",
        pages="Pagine della fonte",
        page="Pagina %s",
        back_to_note="Torna alla nota %s nel testo",
        absent_note="[Il testo di questa nota manca nella fonte.]",
        cut_note="[La nota si interrompe qui nella fonte.]",
        unmarked_notes="Note senza richiamo nel testo",
        beginning="Inizio del testo",
    ),
    "pl": Phrases(
        note="Przypis",
        notes="Przypisy",
        contents="Spis treści",
        title_page="Strona tytułowa",
        pages="Strony źródła",
        page="Strona %s",
        back_to_note="Powrót do odsyłacza %s w tekście",
        absent_note="[W źródle brak tekstu tego przypisu.]",
        cut_note="[W tym miejscu przypis w źródle się urywa.]",
        unmarked_notes="Przypisy bez odsyłacza w tekście",
        beginning="Początek tekstu",
    ),
    "ru": Phrases(
        note="Примечание",
        notes="Примечания",
        contents="Содержание",
        title_page="Титульный лист",
        pages="Страницы источника",
        page="Страница %s",
        back_to_note="Назад к сноске %s в тексте",
        absent_note="[Текст этого примечания в источнике отсутствует.]",
        cut_note="[Здесь примечание в источнике обрывается.]",
        unmarked_notes="Примечания без знака сноски в тексте",
        beginning="Начало текста",
    ),
}


def phrases(language: str) -> Phrases:
    """Give the words for a BCP 47 tag, by its primary language; English where there are none.

    >>> phrases("pl-PL").notes, phrases("en").page % "12", phrases("tlh").contents
    ('Przypisy', 'Page 12', 'Contents')
    """
    return _BY_LANGUAGE.get(language.lower().replace("_", "-").split("-")[0], ENGLISH)
