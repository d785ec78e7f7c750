"""Headings: their words, their numbers, the printed contents, and how this book sets them."""
