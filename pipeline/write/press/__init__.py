"""For the printer: pages with bleed and crop marks, and the whole cover in a file of its own."""
