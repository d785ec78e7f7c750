"""Proofs on paper: sheets with numbered lines and wide margins, for a corrector with a pen."""

import pipeline.write.pdf  # noqa: F401 - before WeasyPrint
