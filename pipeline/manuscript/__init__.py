"""A book before it is read: its folder, and what book.toml says."""
