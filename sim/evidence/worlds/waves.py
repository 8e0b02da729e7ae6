"""Settings are run: every trial of every finding in one town, part by part, kept as it goes.

Each setting lives in a town of its own, so that luck of the town is part of what is learnt. A part
that is on disk is not run again, whoever ran it: the settings of a wave follow from its seed, or
from the waves before it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from sim.common.threads import Progress, in_threads
from sim.common.whole_files import write_whole
from sim.evidence.patterns import Pattern
from sim.evidence.trials.town import scenario_for
from sim.evidence.validate import run_trial
from sim.evidence.worlds.targets import numbers_of
from sim.model.base_rates import with_base_rates
from sim.model.parameters import Parameter
from sim.model.state import Floats
from sim.study.assumptions import at_share, uncertain

A_PART = 25  # settings
DIGITS = 6  # of a share of the prior, and of what was measured
BILL = ("cost.", "hours.event")
"""Numbers that make up a bill: what things cost, and hours at an event that have to be paid."""


def varied() -> dict[str, Parameter]:
    """The numbers in which worlds differ: all that are uncertain, but for what makes up a bill.

    What things cost is a planner's own to say, and a bill must not depend on the world.
    """
    return {name: number for name, number in uncertain().items() if not name.startswith(BILL)}


def values_at(u: Floats, names: Mapping[str, Parameter]) -> dict[str, float]:
    """The numbers of one setting: shares of their priors, shape (numbers,), to values."""
    return {
        name: float(f"{float(at_share(number, np.array(share))):.6g}")
        for (name, number), share in zip(names.items(), u, strict=True)
    }


def assumptions_at(u: Floats) -> dict[str, float]:
    """One setting as ``assumptions`` of a scenario; what base rates decide is solved again."""
    return with_base_rates(scenario_for(1, {}), values_at(u, varied()))


def run_setting(u: Floats, town: int, trials: Sequence[str]) -> dict[str, float]:
    """Every measure in one town of one setting; NaN where a trial could not be carried out."""
    changes = {"assumptions": assumptions_at(u)}
    found: dict[str, float] = {}
    for trial in trials:
        try:
            found |= numbers_of(run_trial(trial, town, changes))
        except (ArithmeticError, ValueError, np.linalg.LinAlgError):
            found[f"failed.{trial}"] = 1.0
    return found


def trials_of(patterns: Sequence[Pattern]) -> list[str]:
    """The trials that worlds are asked to go through."""
    asked = [each.trial for each in patterns if each.use != "pre-registered"]
    return list(dict.fromkeys(asked))


@dataclass(frozen=True)
class Rows:
    """Settings that were run.

    Attributes:
        u: shares of the priors, shape (settings, numbers).
        values: a column a measure, one row a setting.
    """

    u: Floats
    values: pd.DataFrame

    def __add__(self, other: Rows) -> Rows:
        both = pd.concat([self.values, other.values], ignore_index=True)
        return Rows(np.concatenate([self.u, other.u]), both)


def first_settings(number: int, seed: int) -> Floats:
    """A Latin hypercube over the priors."""
    from scipy.stats import qmc

    points = qmc.LatinHypercube(len(varied()), rng=np.random.default_rng(seed)).random(number)
    rounded: Floats = np.round(points, DIGITS)
    return rounded


def run_wave(
    folder: Path,
    wave: int,
    settings: Floats,
    patterns: Sequence[Pattern],
    workers: int,
    progress: Progress | None = None,
    part: int | None = None,
) -> Rows | None:
    """Run the parts of a wave that are not in ``folder`` (only ``part``, from 1, where given).

    None where parts are still missing afterwards.
    """
    trials = trials_of(patterns)
    parts = math.ceil(len(settings) / A_PART)
    todo = [
        each
        for each in range(parts)
        if not _file(folder, wave, each).exists() and part in (None, each + 1)
    ]
    of = sum(len(_rows_of(each, len(settings))) for each in todo)
    finished = 0
    for each in todo:
        mine = _rows_of(each, len(settings))

        def count(now: int, _: int, before: int = finished) -> None:
            if progress is not None:
                progress(before + now, of)

        found = in_threads(
            lambda at: run_setting(settings[at], _town(wave, at), trials), mine, workers, count
        )
        finished += len(mine)
        _keep(_file(folder, wave, each), settings[mine.start : mine.stop], found)
    return read_wave(folder, wave, parts)


def read_wave(folder: Path, wave: int, parts: int) -> Rows | None:
    """A wave from its parts; None where one is missing."""
    files = [_file(folder, wave, each) for each in range(parts)]
    if not all(path.exists() for path in files):
        return None
    tables = [pd.read_parquet(path) for path in files]
    whole = pd.concat(tables, ignore_index=True)
    names = [f"u.{name}" for name in varied()]
    return Rows(whole[names].to_numpy(np.float64), whole.drop(columns=names))


def _town(wave: int, at: int) -> int:
    return 10_000 * wave + at + 1


def _rows_of(part: int, settings: int) -> range:
    return range(part * A_PART, min((part + 1) * A_PART, settings))


def _file(folder: Path, wave: int, part: int) -> Path:
    return folder / f"wave_{wave}_part_{part + 1:02d}.parquet"


def _keep(path: Path, u: Floats, values: Sequence[Mapping[str, float]]) -> None:
    shares = pd.DataFrame(u, columns=[f"u.{name}" for name in varied()])
    figures = pd.DataFrame(values).map(lambda value: float(f"{value:.{DIGITS}g}"))
    path.parent.mkdir(parents=True, exist_ok=True)
    whole = pd.concat([shares, figures], axis=1)
    write_whole(path, lambda beside: whole.to_parquet(beside, index=False, compression="zstd"))
