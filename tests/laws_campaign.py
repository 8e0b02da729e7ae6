"""Every law of the model on many random towns: ``python -m tests.laws_campaign``.

``--cases 300`` towns a law (the default), ``--only ledger`` for the laws with that word in their
name, ``--seed 2`` for other towns. Prints the smallest town that breaks a law, and a table: law,
cases tried, failures. The tests themselves try a few towns only, always the same ones.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, seed, settings
from hypothesis.errors import UnsatisfiedAssumption

sys.path.insert(0, str(Path(__file__).parent))

import test_laws_of_books  # noqa: F401  (its laws mark themselves)
import test_laws_of_luck  # noqa: F401
from random_scenarios import CAMPAIGN, LAWS

from sim.model.scenario.scenario import Scenario


def tried(name: str, cases: int, start: int) -> tuple[int, str | None]:
    """Cases in which a law was tried, and how it failed in the smallest of them."""
    law = LAWS[name]
    number, smallest = 0, ""

    def counted(*case: Any) -> None:
        nonlocal number, smallest
        try:
            law.claim(*case)
        except UnsatisfiedAssumption:
            raise
        except Exception:
            number += 1
            smallest = "\n".join(written(each) for each in case)
            raise
        number += 1

    run: Callable[[], None] = seed(start)(
        settings(CAMPAIGN, max_examples=cases)(given(*law.cases)(_of(len(law.cases), counted)))
    )
    try:
        run()
    except Exception as error:
        error.__notes__ = []
        return number, "".join(traceback.format_exception(error, limit=-2)) + smallest
    return number, None


def written(case: Any) -> str:
    """A town as its file, anything else as it is."""
    if not isinstance(case, Scenario):
        return repr(case)
    return yaml.safe_dump(case.model_dump(mode="json", by_alias=True, exclude_unset=True))


def _of(arguments: int, counted: Callable[..., None]) -> Callable[..., None]:
    """The same with named arguments, which is how Hypothesis says what it drew."""
    several: dict[int, Callable[..., None]] = {
        1: lambda case: counted(case),
        2: lambda case, more: counted(case, more),
        3: lambda case, more, yet_more: counted(case, more, yet_more),
    }
    return several[arguments]


def main() -> int:
    """Try every law; 1 if any was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=300, help="random towns a law")
    parser.add_argument("--only", default="", help="laws with this in their name")
    parser.add_argument("--seed", type=int, default=1, help="another number: other towns")
    chosen = parser.parse_args()
    rows = []
    for name in LAWS:
        if chosen.only in name:
            began = time.monotonic()
            number, failure = tried(name, chosen.cases, chosen.seed)
            rows.append((name, number, 0 if failure is None else 1))
            print(f"{name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
            if failure is not None:
                print(f"{name} is broken:\n{failure}\n", flush=True)
    print(f"| {'law':84} | cases tried | failures |\n|{'-' * 86}|------------:|---------:|")
    for name, number, failures in rows:
        words = name.removeprefix("test_").replace("_", " ")
        print(f"| {words:84} | {number:11,} | {failures:8} |")
    return int(any(failures for *_, failures in rows))


if __name__ == "__main__":
    sys.exit(main())
