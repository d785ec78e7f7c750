"""How books are printed, whatever the book: what the stages and the checks read alike.

The words and numbers of headings, the signs of notes, furniture, ends of sentences, quotation
marks. Each is told from letters alone: nothing here knows of a stage.
"""
