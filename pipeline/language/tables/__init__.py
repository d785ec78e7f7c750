"""The tables: one a language. To add a language is to add a file."""
