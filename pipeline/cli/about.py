"""What the command says of itself: the versions in use, and how shells complete it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from pipeline import __version__

SHELLS = ("bash", "zsh", "fish")


class ShowVersions(argparse.Action):
    """Print the versions of all that decides on results, and end."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        """Do so, as argparse has it."""
        # Imported here, as all below: to start, the command needs none of it.
        from pipeline.versions import versions

        print(f"recension {__version__}")
        for name, version in versions():
            print(f"  {name} {version}")
        parser.exit()


class ShowCompletion(argparse.Action):
    """Print what has a shell complete the command, and end."""

    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: str | Sequence[object] | None,
        option_string: str | None = None,
    ) -> None:
        """Do so, as argparse has it."""
        from pipeline.cli.completion import completion

        print(completion(parser, str(values)), end="")
        parser.exit()
