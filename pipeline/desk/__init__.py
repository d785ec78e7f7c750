"""The proofreading desk: a local web application in which a book's questions are answered.

making      source and decisions -> the book as it is shown, its questions; in processes apart
desk        the state: what was decided, what each reader sees of it, who works where
answering   forms -> decisions that are known to fit
facsimile   the images of the pages, with the places of the lines
views       what is shown, and the addresses where
serving     routes, guard, messages, the server
"""
