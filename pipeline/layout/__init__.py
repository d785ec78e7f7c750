"""Layout: the cleaned text as lines, and what each line is."""
