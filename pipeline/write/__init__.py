"""Writing: the book as a tree, and the tree as Markdown, XHTML, EPUB and PDF."""
