"""The finished editions as pictures, for people to look at: `make shots BOOK=name`.

The PDF's pages face to face; the EPUB's chapters as a reader shows them, in columns as wide as a
telephone and as a tablet, light and dark; contact sheets of all. No test compares pictures.
"""
