"""The pages of the source: where they begin, their folios and their running heads."""
