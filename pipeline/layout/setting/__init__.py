"""How the text is set, where the input shows it: edges, type sizes, what is set off from it."""
