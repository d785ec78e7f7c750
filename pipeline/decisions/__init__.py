"""What proofreaders decided: quoted, read, found again in the source; which of it is in force."""
