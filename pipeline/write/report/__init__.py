"""The report: a build's record as one page to read, for proofreaders and publishers."""
