"""One build, in a process of its own: `python -m pipeline.bench.child SOURCE OUT [--check]`.

Writes the EPUB into OUT as `recension build` does, and prints one JSON object: the EPUB's file, the
count of questions to the proofreader, the characters unaccounted for, the processor time in seconds
since the process began, its peak memory in MB; with --check also the count of errors and warnings
of EPUBCheck. What stops the build goes to standard error, as the command would say it.
"""

from __future__ import annotations

import json
import resource
import sys
from pathlib import Path

from pipeline.build import build
from pipeline.errors import as_message
from pipeline.manuscript.folder import find_book


def build_one(source: Path, out: Path, check: bool) -> dict[str, str | float]:
    """Build the EPUB of a source and measure it.

    Raises:
        RecensionError: as `pipeline.build.build`; EPUBCheck cannot run.
    """
    result = build(find_book(str(source)), frozenset({"epub"}), out)
    epub = next(file for file in result.files if file.suffix == ".epub")
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    told: dict[str, str | float] = {
        "file": str(epub),
        "findings": len(result.findings),
        "unaccounted": result.account.unaccounted,
        # pandoc runs as a child: its time counts, and its memory if it is the greater.
        "seconds": round(sum(usage.ru_utime + usage.ru_stime for usage in usages), 2),
        "memory": round(max(usage.ru_maxrss for usage in usages) / 1024),
    }
    if check:
        from pipeline.write.check import check_epub

        told["faults"] = len(check_epub(epub))
    return told


def main(arguments: list[str]) -> None:
    """Build, and print what there is to say of it."""
    source, out, *check = arguments
    try:
        print(json.dumps(build_one(Path(source), Path(out), bool(check))))
    except Exception as error:
        sys.exit(as_message(error))


if __name__ == "__main__":
    main(sys.argv[1:])
