"""DOCX for authors: written by pandoc from the one tree, with the book's own notes."""
