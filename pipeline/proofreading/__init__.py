"""How far the proofreading of a book has come: its pages, who read them, and the sign-off."""
