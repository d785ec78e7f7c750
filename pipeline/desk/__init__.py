"""The proofreading desk: a local web application in which a book's questions are answered."""
