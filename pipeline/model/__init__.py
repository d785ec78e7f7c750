"""What the stages hand on: texts that know where they come from, the book, findings, decisions."""
