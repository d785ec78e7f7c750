"""Decoding: the evidence of each line weighed, and what the lines are decided for all at once."""
