"""PDF: the book as one document, its page, its theme, set by WeasyPrint and marked for readers."""

from __future__ import annotations

import ctypes.util
import sys

if sys.platform == "linux":
    # WeasyPrint asks for each library by its names on other systems first. What Linux's own loader
    # does not find, Python would look for by a compiler and a linker: twenty times, for nothing.
    ctypes.util.find_library = lambda name: None
