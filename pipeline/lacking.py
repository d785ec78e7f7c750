"""What to do about a part that is not there: that depends on how Recension was installed."""

from __future__ import annotations

from pathlib import Path

CHECKOUT = Path(__file__).parents[1] / "scripts/setup.sh"
"""What sets everything up, where this is the project's own folder."""
PANGO = (
    "install Pango and HarfBuzz: apt-get install libpango-1.0-0 libpangoft2-1.0-0"
    " libharfbuzz-subset0; dnf install pango harfbuzz; or brew install pango"
)
JAVA = (
    "install a Java runtime: apt-get install default-jre-headless;"
    " dnf install java-latest-openjdk-headless; or brew install openjdk"
)
WHOLE = "install Recension anew, by a wheel that `make wheel` has made"
"""What brings the packages, typefaces and dictionaries."""
FOLDER = "it is run in the project's own folder only, after: make setup"


def how_to_get(installed: str) -> str:
    """Say what to do: set-up does it in the project's folder; elsewhere, what is given.

    >>> how_to_get(JAVA) in (JAVA, "run: make setup")
    True
    """
    return "run: make setup" if CHECKOUT.is_file() else installed
