"""Commands that are killed, or find the disk full, at any moment; and what they may leave then."""
