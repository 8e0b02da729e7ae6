"""Try to break the program: `python -m tests.fuzz --files 20000 --by-command 500 --arguments 2000`.

Prints what was tried and what came of it, and ends with status 1 after a failure. Each failing
input is kept in the folder `--kept`. Case 17 of `--seed 1` is always the same.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.fuzz.arguments import arguments
from tests.fuzz.campaign import files
from tests.fuzz.commands import by_command


def main() -> int:
    """Run the campaign; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--by-command", type=int, default=50)
    parser.add_argument("--arguments", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kept", type=Path, default=Path(tempfile.gettempdir()) / "fuzz_failures")
    typed = parser.parse_args()
    failures = 0
    for part, number in (
        (files, typed.files),
        (by_command, typed.by_command),
        (arguments, typed.arguments),
    ):
        if number:
            with tempfile.TemporaryDirectory() as scratch:
                tally = part(number, typed.seed, Path(scratch), typed.kept)
            print(tally, flush=True)
            failures += len(tally.failures)
    print(f"{failures} failures" + (f"; see {typed.kept}" if failures else ""))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
