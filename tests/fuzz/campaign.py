"""Wrong files through `check` in this process; what it accepts is lived."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.fuzz.cases import ROOT, SCENARIOS, SLOW, SOUND, SWEEPS, Case, case
from tests.fuzz.judge import FINE, asked, at_most, faults, listing
from tests.fuzz.lives import lived
from tests.fuzz.tally import Tally

WRONG = "wrong.yaml"
LIMIT = 5.0
"""Seconds of processor for an answer; twice that where base rates are solved first."""
TO_LIVE = 60.0


def prepare(scratch: Path) -> None:
    """The shipped scenarios and sweeps, for those that are wrong to name and extend."""
    for path in (*SCENARIOS, *SWEEPS):
        copy = scratch / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)


def placed(each: Case, scratch: Path) -> Path:
    """The file of a case, in the folder of the file that it was."""
    folder = scratch / "scenarios" / ("sweeps" if each.is_sweep else "")
    path = folder / WRONG
    path.write_bytes(each.raw)
    return path


def files(
    number: int,
    seed: int,
    scratch: Path,
    kept: Path,
    sources: list[Path] = SOUND,
    quick: bool = False,
) -> Tally:
    """Ask about so many wrong files; those that are accepted are lived.

    With ``quick`` nothing is timed or lived.
    """
    prepare(scratch)
    if not quick:
        _warm_up(scratch)
    tally = Tally("files", kept)
    for at in range(number):
        each = case(at, seed, sources)
        path = placed(each, scratch)
        before, line = listing(scratch), ["check", str(path)]
        limit = 2 * LIMIT if each.source in SLOW else LIMIT
        answer = asked(line, None if quick else limit)
        wrong = faults(answer, path.name, before, listing(scratch), reads=True)
        if answer.status == FINE and not wrong and not quick:
            wrong += _lived(path)
        os.unlink(path)
        name = f"case {at} (seed {seed}): {each.kind} of {each.source.name}"
        tally.note(each.kind, name, answer, wrong, each.raw)
    return tally


def _warm_up(scratch: Path) -> None:
    """Ask about what is sound and live it, so that nothing is compiled or imported later on."""
    for path in sorted(scratch.glob("scenarios/**/*.yaml")):
        answer = asked(["check", str(path)])
        assert answer.status == FINE, answer.err
        assert lived(path) is None, path
        if "base_rates: kept" not in path.read_text(encoding="utf-8"):
            asked(["check", str(path)])  # what is compiled now answers at once from here on


def _lived(path: Path) -> list[str]:
    try:
        with at_most(TO_LIVE):
            told = lived(path)
    except BaseException as error:
        told = f"living it: {type(error).__name__} {error}"
    return [told] if told is not None else []
