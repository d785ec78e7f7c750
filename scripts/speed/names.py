"""What the programs, the commands and the stages are called in the tables."""

OURS = "Recension"
PANDOC, CALIBRE, HEURISTICS = "pandoc", "calibre", "calibre with heuristics"
ALONE, TAGGED, TYPST = "WeasyPrint alone", "WeasyPrint alone, PDF/A-2a", "Typst"
DECISION, AGAIN = "EPUB after one decision", "`make epub`, nothing changed"
ASKED, HELP = "`recension findings`, nothing changed", "`recension --help`"
TEXT_STAGES, FTFY = "Recension, reading to book", "ftfy.fix_text"
PDF_STAGE = "Recension, the PDF of a rendered book"
