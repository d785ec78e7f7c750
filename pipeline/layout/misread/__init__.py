"""Books whose notes' markers and labels were misread: what may have been printed there."""
