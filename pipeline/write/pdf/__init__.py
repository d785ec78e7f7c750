"""PDF: the book as one document, its page, its theme, set by WeasyPrint and marked for readers."""
