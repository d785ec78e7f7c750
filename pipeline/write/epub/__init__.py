"""EPUB 3: documents, navigation and metadata, packed by EbookLib."""
