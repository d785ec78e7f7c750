"""TEI P5: the whole edition, for scholars and archives, with both readings where it departs."""
