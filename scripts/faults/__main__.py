"""Kill commands at random moments, and at each of their changes; or give them no room on the disk.

`python -m scripts.faults [--rounds N] [--seed N] [--to FORMATS] [--only STORY]`: more than `make
test` has time for. What is left each time is looked at, and whether the next command puts it right.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from scripts.faults import stories
from scripts.faults.inject import Fault, full_at, killed_at, no_file_beyond
from scripts.faults.stories import Story, changes, length, tried

SEEN = ("os.rename", "ctypes.dlsym")
"""Changes by which something comes under the name that it is known by."""
SIZES = (0, 1, 100, 1000, 4000, 10_000, 20_000, 50_000)
"""Bytes beyond which no file can grow."""


def main() -> int:
    """Tell each story with each fault, and print how many there were."""
    parser = argparse.ArgumentParser(prog="python -m scripts.faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=50, help="kills at random moments, of each")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--to", default="epub,markdown", help="the forms that are built")
    parser.add_argument("--only", choices=sorted(STORIES), help="only this story")
    options = parser.parse_args()
    seed = random.randrange(1 << 32) if options.seed is None else options.seed
    print(f"seed {seed}")
    with tempfile.TemporaryDirectory() as folder:
        for name in [options.only] if options.only else STORIES:
            where = Path(folder, name)
            story = STORIES[name](where, options.to)
            for kind, faults in kinds(story, where / "run").items():
                for fault in faults:
                    tried(story, where / "run", fault)
                print(f"{name}: {kind}: {len(faults)}", flush=True)
            random_kills(story, where / "run", options.rounds, seed)
            print(f"{name}: killed at a random moment: {options.rounds}", flush=True)
    return 0


STORIES: dict[str, Callable[[Path, str], Story]] = {
    "build": stories.build,
    "put": stories.put,
    **{
        each.__name__: partial(lambda tell, where, _formats: tell(where), each)
        for each in (stories.decide, stories.answered, stories.read, stories.absorb, stories.new)
    },
}


def kinds(story: Story, where: Path, every: int = 1) -> dict[str, list[Fault]]:
    """Give the faults that a story may meet at a change, or within a file, by their kinds.

    They come at each change; or else at `every` so-manieth, and at those that others see.
    """
    made = changes(story, where)
    some = [k for k in range(1, len(made) + 1) if k % every == 0]
    seen = [k for k, each in enumerate(made, 1) if each.startswith(SEEN) and "/xdg/" not in each]
    return {
        "killed before a change": [killed_at(k) for k in sorted({*some, *seen})],
        "killed within a file": [no_file_beyond(size, deadly=True) for size in SIZES[::every]],
        "no room from a change on": [full_at(k) for k in some],
        "no room within a file": [no_file_beyond(size) for size in SIZES[::-every]],
    }


def random_kills(story: Story, where: Path, rounds: int, seed: int) -> None:
    """Kill it at moments that are spread over all the time it takes."""
    chance = random.Random(seed)
    whole = length(story, where)
    for k in range(rounds):
        tried(story, where, after=(k + chance.random()) / rounds * whole)


if __name__ == "__main__":
    sys.exit(main())
