"""The scorer: how much of a book's true structure an edition has, whatever tool made it.

truth     truth.json -> a book's text and notes               pipeline.bench.score.book
edition   EPUB, HTML, Markdown, JSON -> the same              pipeline.bench.score.edition
place     each place of the one, in the other                 pipeline.bench.score.place
measure   headings, boundaries, notes, words, types           pipeline.bench.score.measure
figures   what that gives, as it is printed                   pipeline.bench.score.figures

It knows nothing of how Recension recovers a book. What it measures is defined in docs/bench.md.
"""
