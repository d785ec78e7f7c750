"""The cover: a typographic front, its picture for the EPUB, or the publisher's own picture."""
