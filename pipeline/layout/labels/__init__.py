"""Lines that begin a note, and places that may refer to one: read, and aligned over the book."""
