"""The workers of the desk: they make the book anew after each decision, and check it."""
