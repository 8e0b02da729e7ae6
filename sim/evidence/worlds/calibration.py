"""The whole way from priors to worlds, wave by wave, each kept as it goes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sim.common.threads import Progress
from sim.evidence.patterns import Pattern
from sim.evidence.worlds.emulator import Emulator
from sim.evidence.worlds.ensemble import (
    Ensemble,
    ensemble,
    learn_all,
    next_settings,
    total,
)
from sim.evidence.worlds.targets import Target, targets
from sim.evidence.worlds.waves import (
    DIGITS,
    Rows,
    first_settings,
    read_rows,
    run_wave,
    varied,
    write_rows,
)

SIZES = (300, 250, 300)
SEED = 19
Watch = Callable[[str, int], AbstractContextManager[Progress]]
"""Told what begins and of how many pieces it is; gives what is told of each piece."""


@dataclass(frozen=True)
class Calibration:
    """What came of all waves.

    Attributes:
        rows: the settings of each wave, with what every finding was in them.
        targets: what was asked.
        emulators: learnt from all rows.
        ensemble: the worlds.
    """

    rows: tuple[Rows, ...]
    targets: list[Target]
    emulators: dict[str, Emulator]
    ensemble: Ensemble


def calibrate_worlds(
    folder: Path,
    patterns: Sequence[Pattern],
    workers: int,
    watch: Watch,
    sizes: Sequence[int] = SIZES,
    part: int | None = None,
    kept: Sequence[Rows] = (),
) -> Calibration | None:
    """Run what is missing in ``folder`` and make the ensemble; None where parts are missing yet.

    With ``part`` (from 1) only that part of the first unfinished wave is run. ``kept`` are waves
    that need not be run again.
    """
    asked = targets(patterns)
    waves: list[Rows] = []
    for wave, size in enumerate(sizes, start=1):
        done: Rows | None
        if len(kept) >= wave and len(kept[wave - 1]) == size:
            done = kept[wave - 1]
        else:
            settings = _settings(folder, wave, size, waves, asked, workers, watch)
            with watch(f"settings of wave {wave}", size) as show:
                done = run_wave(folder, wave, settings, patterns, workers, show, part)
        if done is None:
            return None
        waves.append(done)
    emulators = _learnt(waves, asked, workers, watch)
    found = ensemble(waves[-1], emulators, asked, seed=SEED)
    return Calibration(tuple(waves), asked, emulators, found)


def _settings(
    folder: Path,
    wave: int,
    size: int,
    waves: Sequence[Rows],
    asked: Sequence[Target],
    workers: int,
    watch: Watch,
) -> Rows:
    """Settings of a wave, nothing measured yet; they are kept, so drawn once."""
    path = folder / f"wave_{wave}_settings.parquet"
    if not path.exists():
        drawn = first_settings(size, SEED)
        if waves:
            emulators = _learnt(waves, asked, workers, watch)
            u, _ = next_settings(asked, emulators, len(varied()), size, SEED + wave)
            u = np.clip(np.round(u, DIGITS), 10.0**-DIGITS, 1.0 - 10.0**-DIGITS)
            drawn = Rows(u, total(u, asked, emulators), drawn.values)
        write_rows(path, drawn)
    return read_rows(path)


def _learnt(
    waves: Sequence[Rows], asked: Sequence[Target], workers: int, watch: Watch
) -> dict[str, Emulator]:
    with watch("findings learnt", len(asked)) as show:
        return learn_all(sum(waves[1:], start=waves[0]), asked, workers, show)
