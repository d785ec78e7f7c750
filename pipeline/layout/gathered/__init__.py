"""Notes that stand gathered at the end of a chapter or of the book."""
