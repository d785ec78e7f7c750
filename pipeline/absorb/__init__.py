"""Absorbing: what people edit in an edition, turned into decisions about its source.

The edition as built and the edition as edited are read by the same functions (`reading`), their
words are aligned (`compare`), and every difference is followed back through the book to the source
(`origin`), where it becomes the draft of a decision or is refused (`wishes`). The book is then
rebuilt with these decisions and compared again, until it reads as it was edited (`rounds`): what a
decision does not bring about is not decided, but told.
"""
