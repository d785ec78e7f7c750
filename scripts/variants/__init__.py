"""Cases typeset and extracted anew, so that no rule comes to fit one book's design.

The books of a folder of cases (each with its `truth.json`) are set in other designs, by other
engines, extracted by other tools, and damaged by a seeded dose. Each becomes new cases: `raw.txt`,
`truth.json`, `book.pdf`, and `lines.json`, which says of each line of the raw text what it is.

design    which book design: drawn by lot for each case              scripts.variants.design
book      truth.json -> the book's text, worded as the design has it scripts.variants.book
sheets    the text and what is set around it, in order               scripts.variants.sheets
typst     … set by Typst,                                            scripts.variants.press
weasy     … or by WeasyPrint                                         scripts.variants.weasy
extract   PDF -> the text of each page                               scripts.variants.extract
place     what each character of the extraction is                   scripts.variants.place
damage    the dose of damage                                         scripts.variants.damage
record    the truth, and the truth of each line                      scripts.variants.record

What each letter belongs to is known from its colour: every block, note and running head is set in
an ink of its own, all of them nearly black, and PDFium reads the inks from the finished pages.
"""
