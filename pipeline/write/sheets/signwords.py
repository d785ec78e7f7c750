"""The signs of correction, and their words by language.

After BS 5261-2 and ISO 5776, which most houses read. In the examples `[x:…]` is how the stretch is
marked in the text (MARKS in `signs`).
"""

from __future__ import annotations

from typing import NamedTuple


class Words(NamedTuple):
    """What the leaf of signs says in a language."""

    title: str
    columns: tuple[str, str, str, str]
    """The heads: the sign in the margin, its meaning, the mark in the text, what becomes of it."""
    rows: str
    """A line for each sign, in the order of DRAWN: meaning, example, what becomes of it."""


DRAWN = (
    "M6 13 C14 13 24 9 24 5 C24 1 17 2 17 8 C17 14 26 16 34 8",
    "M6 13 C14 13 24 9 24 6 C24 3 17 4 17 9 C17 14 26 15 34 9 M8 3 Q20 -2 32 3 M8 17 Q20 22 32 17",
    "M26 3 L18 17 M6 11 C10 11 13 9 12 7 C11 5 6 6 6 11 C6 15 11 15 13 13",
    "M6 9 C10 9 13 7 12 5 C11 3 6 4 6 9 C6 13 11 13 13 11 M20 17 L26 7 L32 17",
    "M6 5 H20 V15 H34",
    "M8 7 Q20 1 32 7 M8 13 Q20 19 32 13",
    "M17 3 L14 17 M26 3 L23 17 M10 7.5 H30 M9 12.5 H29",
    "M18 7 L16 18 M25 7 L23 18 M12 10.5 H29 M11 14.5 H28 M8 5 Q20 -1 32 5",
    "M9 16 H19 V4 H31",
    "M31 4 C36 11 26 10 20 10 C12 10 4 10 9 16",
    "M8 5 H32 M8 10 H32 M8 15 H32",
    "M8 7 H32 M8 13 H32",
    "M8 5 H32 M8 10 H32 M8 15 H32 M26 1 L14 19",
    "M9 6 V14 H31 V6",
    "M9 6 V14 H31 V6 M24 2 L16 18",
    "M4 11 Q8 3 12 11 T20 11 T28 11 T36 11",
    "M10 10 L20 18 L30 10 M20 9 V1 L17 4",
    "M10 10 L20 2 L30 10 M20 19 V11 L17 14",
    "M20 3 A7 7 0 1 0 20 17 A7 7 0 1 0 20 3 M19.4 10 H20.6",
    "M9 4 V16 M31 4 V16 M14 10 H26",
    "M7 4 V16 M7 10 H31 M25 5 L31 10 L25 15",
    "M14 4 H9 V16 H14 M26 4 H31 V16 H26 M20 6 V14",
    "M20 2 A8 8 0 1 0 20 18 A8 8 0 1 0 20 2 M16 10 L19 14 L25 6",
    "M20 2 A8 8 0 1 0 20 18 A8 8 0 1 0 20 2 M17 8 C17 4 23 4 23 8 C23 10 20 10 20 12 M20 14.6 V15",
)
"""The signs as paths of a pen, 40 wide and 20 high."""
ENGLISH = Words(
    "Correction signs",
    ("In the margin", "Meaning", "In the text", "Becomes"),
    """\
Take out|the the [x:the ]lamp|the lamp
Take out and close up|the la[x:d]mp|the lamp
Put this instead|the l[x:u]mp|the lamp
Put in what is written|the l[i:]mp|the lamp
Transpose|the la[s:p][u:m]|the lamp
Close up|the la[c:]mp|the lamp
Put in a space|the[b:]lamp|the lamp
Make the space smaller|the [c:]  lamp|the lamp
Begin a new paragraph|went out. [p:]Then he|went out. / Then he
No new paragraph|went out. [o:]Then he|went out. Then he
Capitals|[3:l]ondon|London
Small capitals|[2:nato]|[sc:nato]
Small letters|the [x:L]amp|the lamp
Italic|the [u:Iliad]|the [em:Iliad]
Roman|the [gi:lamp]|the lamp
Bold|the [w:lamp]|the [st:lamp]
Superior|m[x:2]|m[sup:2]
Inferior|H[x:2]O|H[sub:2]O
Full stop|went out[i:]|went out.
Hyphen|well[i:]known|well-known
Move to the right|[p:]the lamp|\u2003\u2003the lamp
Set in the middle|[p:]the lamp[q:]|the lamp in mid-line
Let it stand as it was|the [d:lamp]|the lamp
Is this right? Ask the author|in [g:1809]|answered by the author
""",
)
GERMAN = Words(
    "Korrekturzeichen",
    ("Am Rand", "Bedeutung", "Im Text", "Ergibt"),
    """\
Tilgen|die die [x:die ]Lampe|die Lampe
Tilgen und zusammenrücken|die La[x:d]mpe|die Lampe
Hierdurch ersetzen|die L[x:u]mpe|die Lampe
Einfügen, was am Rand steht|die L[i:]mpe|die Lampe
Umstellen|die La[s:p][u:m]e|die Lampe
Zusammenrücken|die La[c:]mpe|die Lampe
Zwischenraum einfügen|die[b:]Lampe|die Lampe
Zwischenraum verringern|die [c:]  Lampe|die Lampe
Neuer Absatz|ging aus. [p:]Dann|ging aus. / Dann
Kein neuer Absatz|ging aus. [o:]Dann|ging aus. Dann
Großbuchstaben|[3:l]ondon|London
Kapitälchen|[2:nato]|[sc:nato]
Kleinbuchstaben|die [x:L]ange Nacht|die lange Nacht
Kursiv|die [u:Ilias]|die [em:Ilias]
Gerade|die [gi:Lampe]|die Lampe
Fett|die [w:Lampe]|die [st:Lampe]
Hochgestellt|m[x:2]|m[sup:2]
Tiefgestellt|H[x:2]O|H[sub:2]O
Punkt|ging aus[i:]|ging aus.
Bindestrich|schwarz[i:]weiß|schwarz-weiß
Nach rechts rücken|[p:]die Lampe|\u2003\u2003die Lampe
Auf Mitte setzen|[p:]die Lampe[q:]|die Lampe in der Mitte
Bleibt, wie es war|die [d:Lampe]|die Lampe
Richtig? Verfasser fragen|im Jahr [g:1809]|vom Verfasser beantwortet
""",
)
FRENCH = Words(
    "Signes de correction",
    ("En marge", "Signification", "Dans le texte", "Devient"),
    """\
Supprimer|la la [x:la ]lampe|la lampe
Supprimer et rapprocher|la la[x:d]mpe|la lampe
Remplacer|la l[x:u]mpe|la lampe
Insérer ce qui est en marge|la l[i:]mpe|la lampe
Transposer|la la[s:p][u:m]e|la lampe
Rapprocher|la la[c:]mpe|la lampe
Insérer une espace|la[b:]lampe|la lampe
Réduire l’espace|la [c:]  lampe|la lampe
Faire un alinéa|s’éteignit. [p:]Puis il|s’éteignit. / Puis il
Supprimer l’alinéa|s’éteignit. [o:]Puis il|s’éteignit. Puis il
Capitales|[3:l]ondres|Londres
Petites capitales|[2:otan]|[sc:otan]
Bas de casse|la [x:L]ampe|la lampe
Italique|l’[u:Iliade]|l’[em:Iliade]
Romain|la [gi:lampe]|la lampe
Gras|la [w:lampe]|la [st:lampe]
Exposant|m[x:2]|m[sup:2]
Indice|H[x:2]O|H[sub:2]O
Point|s’éteignit[i:]|s’éteignit.
Trait d’union|peut[i:]être|peut-être
Pousser à droite|[p:]la lampe|\u2003\u2003la lampe
Centrer|[p:]la lampe[q:]|la lampe au milieu
Laisser tel quel|la [d:lampe]|la lampe
À vérifier par l’auteur|en [g:1809]|l’auteur a répondu
""",
)
SPANISH = Words(
    "Signos de corrección",
    ("En el margen", "Significado", "En el texto", "Queda"),
    """\
Suprimir|la la [x:la ]lámpara|la lámpara
Suprimir y unir|la lá[x:d]mpara|la lámpara
Sustituir|la l[x:u]mpara|la lámpara
Insertar lo escrito al margen|la l[i:]mpara|la lámpara
Trasponer|la lá[s:p][u:m]ara|la lámpara
Unir|la lám[c:]para|la lámpara
Insertar un espacio|la[b:]lámpara|la lámpara
Reducir el espacio|la [c:]  lámpara|la lámpara
Punto y aparte|se apagó. [p:]Luego|se apagó. / Luego
Punto y seguido|se apagó. [o:]Luego|se apagó. Luego
Mayúsculas|[3:l]ondres|Londres
Versalitas|[2:otan]|[sc:otan]
Minúsculas|la [x:L]ámpara|la lámpara
Cursiva|la [u:Ilíada]|la [em:Ilíada]
Redonda|la [gi:lámpara]|la lámpara
Negrita|la [w:lámpara]|la [st:lámpara]
Superíndice|m[x:2]|m[sup:2]
Subíndice|H[x:2]O|H[sub:2]O
Punto|se apagó[i:]|se apagó.
Guion|franco[i:]alemán|franco-alemán
Mover a la derecha|[p:]la lámpara|\u2003\u2003la lámpara
Centrar|[p:]la lámpara[q:]|la lámpara en el centro
Vale lo tachado|la [d:lámpara]|la lámpara
Consultar al autor|en [g:1809]|el autor ha respondido
""",
)
ITALIAN = Words(
    "Segni di correzione",
    ("Al margine", "Significato", "Nel testo", "Diventa"),
    """\
Togliere|la la [x:la ]lampada|la lampada
Togliere e unire|la la[x:d]mpada|la lampada
Sostituire|la l[x:u]mpada|la lampada
Inserire ciò che è al margine|la l[i:]mpada|la lampada
Trasporre|la la[s:p][u:m]ada|la lampada
Unire|la lam[c:]pada|la lampada
Inserire uno spazio|la[b:]lampada|la lampada
Ridurre lo spazio|la [c:]  lampada|la lampada
A capo|si spense. [p:]Poi|si spense. / Poi
Di seguito, senza a capo|si spense. [o:]Poi|si spense. Poi
Maiuscole|[3:l]ondra|Londra
Maiuscoletto|[2:nato]|[sc:nato]
Minuscole|la [x:L]ampada|la lampada
Corsivo|l’[u:Iliade]|l’[em:Iliade]
Tondo|la [gi:lampada]|la lampada
Grassetto|la [w:lampada]|la [st:lampada]
Apice|m[x:2]|m[sup:2]
Pedice|H[x:2]O|H[sub:2]O
Punto|si spense[i:]|si spense.
Trattino|anglo[i:]francese|anglo-francese
Spostare a destra|[p:]la lampada|\u2003\u2003la lampada
Centrare|[p:]la lampada[q:]|la lampada al centro
Vive: lasciare com’era|la [d:lampada]|la lampada
Chiedere all’autore|nel [g:1809]|l’autore ha risposto
""",
)
POLISH = Words(
    "Znaki korektorskie",
    ("Na marginesie", "Znaczenie", "W tekście", "Po poprawce"),
    """\
Usunąć|ta ta [x:ta ]lampa|ta lampa
Usunąć i złączyć|ta la[x:d]mpa|ta lampa
Zastąpić|ta l[x:u]mpa|ta lampa
Wstawić to, co na marginesie|ta l[i:]mpa|ta lampa
Przestawić|ta la[s:p][u:m]a|ta lampa
Złączyć|ta lam[c:]pa|ta lampa
Wstawić odstęp|ta[b:]lampa|ta lampa
Zmniejszyć odstęp|ta [c:]  lampa|ta lampa
Nowy akapit|zgasła. [p:]Potem|zgasła. / Potem
Bez nowego akapitu|zgasła. [o:]Potem|zgasła. Potem
Wersaliki|[3:l]ondyn|Londyn
Kapitaliki|[2:nato]|[sc:nato]
Małe litery|ta [x:L]ampa|ta lampa
Kursywa|ta [u:Iliada]|ta [em:Iliada]
Pismo proste|ta [gi:lampa]|ta lampa
Pismo półgrube|ta [w:lampa]|ta [st:lampa]
Indeks górny|m[x:2]|m[sup:2]
Indeks dolny|H[x:2]O|H[sub:2]O
Kropka|zgasła[i:]|zgasła.
Łącznik|biało[i:]czarny|biało-czarny
Przesunąć w prawo|[p:]ta lampa|\u2003\u2003ta lampa
Umieścić na środku|[p:]ta lampa[q:]|ta lampa na środku
Pozostawić, jak było|ta [d:lampa]|ta lampa
Czy dobrze? Zapytać autora|w roku [g:1809]|autor odpowiedział
""",
)
RUSSIAN = Words(
    "Корректурные знаки",
    ("На поле", "Значение", "В тексте", "Станет"),
    """\
Выкинуть|та та [x:та ]лампа|та лампа
Выкинуть и соединить|та ла[x:д]мпа|та лампа
Заменить|та л[x:у]мпа|та лампа
Вставить написанное на поле|та л[i:]мпа|та лампа
Переставить|та ла[s:п][u:м]а|та лампа
Соединить|та лам[c:]па|та лампа
Вставить пробел|та[b:]лампа|та лампа
Уменьшить пробел|та [c:]  лампа|та лампа
Начать с абзаца|погасла. [p:]Потом|погасла. / Потом
Без абзаца, в подбор|погасла. [o:]Потом|погасла. Потом
Прописные|[3:л]ондон|Лондон
Капитель|[2:xix] век|[sc:xix] век
Строчные|та [x:Л]ампа|та лампа
Курсив|та [u:Илиада]|та [em:Илиада]
Прямой шрифт|та [gi:лампа]|та лампа
Полужирный|та [w:лампа]|та [st:лампа]
Верхний индекс|м[x:2]|м[sup:2]
Нижний индекс|H[x:2]O|H[sub:2]O
Точка|погасла[i:]|погасла.
Дефис|чёрно[i:]белый|чёрно-белый
Сдвинуть вправо|[p:]та лампа|\u2003\u2003та лампа
Поставить посередине|[p:]та лампа[q:]|та лампа посередине
Оставить как было|та [d:лампа]|та лампа
Верно ли? Спросить автора|в [g:1809]|автор ответил
""",
)
WORDS = {
    "en": ENGLISH,
    "de": GERMAN,
    "fr": FRENCH,
    "es": SPANISH,
    "it": ITALIAN,
    "pl": POLISH,
    "ru": RUSSIAN,
}
