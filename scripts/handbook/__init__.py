"""The sample book, made from its own clean text as real books come to be raw text.

`tests/handbook/truth/*.md` is set as a printed book, extracted, and damaged. What comes of it is
`manuscript/handbook/source/raw.txt`; beside the truth stand `truth.json`, the structure that a
recovery should find, and `damage.json`, which lists all that was done and where.
"""
