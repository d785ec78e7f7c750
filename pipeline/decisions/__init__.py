"""What proofreaders decided: read, found again in the source, and made true of the book."""
