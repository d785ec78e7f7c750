"""Proofs on paper: sheets with numbered lines and wide margins, for a corrector with a pen."""
