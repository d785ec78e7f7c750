"""All that is patched in WeasyPrint, which is pinned to version 70 for it. Each patch has a test.

`writing` patches how it writes a PDF: tags, marks, typefaces, pictures, metadata. The others patch
how it lays out pages: `paragraphs` where lines end, `footnotes` that none is lost, `heads` what the
running heads of the notes say, `numbers` that no page is laid out anew for nothing; `common` how
texts are measured and drawn. Each is a context in which it holds, and nothing of it remains.
"""
