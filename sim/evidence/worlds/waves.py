"""Settings are run: every trial of every finding in one town, part by part, kept as it goes.

Each setting lives in a town of its own, so that luck of the town is part of what is learnt. A part
that is on disk is not run again, whoever ran it: the settings of a wave follow from its seed, or
from the waves before it.
"""

from __future__ import annotations

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
DRAWN = "drawn with"  # column of the log likelihood with which a setting was drawn
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
        drawn: log likelihood with which each was drawn, shape (settings,); 0 from the priors.
        values: a column a measure, one row a setting.
    """

    u: Floats
    drawn: Floats
    values: pd.DataFrame

    def __len__(self) -> int:
        return len(self.u)

    def __add__(self, other: Rows) -> Rows:
        return Rows(
            np.concatenate([self.u, other.u]),
            np.concatenate([self.drawn, other.drawn]),
            pd.concat([self.values, other.values], ignore_index=True),
        )

    def part(self, rows: range) -> Rows:
        """Some of the settings."""
        these = slice(rows.start, rows.stop)
        return Rows(self.u[these], self.drawn[these], self.values.iloc[these])


def first_settings(number: int, seed: int) -> Rows:
    """A Latin hypercube over the priors, nothing measured yet."""
    from scipy.stats import qmc

    points = qmc.LatinHypercube(len(varied()), rng=np.random.default_rng(seed)).random(number)
    return Rows(np.round(points, DIGITS), np.zeros(number), pd.DataFrame(index=range(number)))


def run_wave(
    folder: Path,
    wave: int,
    settings: Rows,
    patterns: Sequence[Pattern],
    workers: int,
    progress: Progress | None = None,
    part: int | None = None,
) -> Rows | None:
    """Run the parts of a wave that are not in ``folder`` (only ``part``, from 1, where given).

    None where parts are still missing afterwards.
    """
    trials = trials_of(patterns)
    parts = [
        range(first, min(first + A_PART, len(settings)))
        for first in range(0, len(settings), A_PART)
    ]
    files = [
        folder / f"wave_{wave}_part_{number:02d}.parquet" for number in range(1, len(parts) + 1)
    ]
    todo = [
        (path, rows)
        for number, (path, rows) in enumerate(zip(files, parts, strict=True), start=1)
        if not path.exists() and part in (None, number)
    ]
    of, finished = sum(len(rows) for _, rows in todo), 0
    for path, rows in todo:

        def count(now: int, _: int, before: int = finished) -> None:
            if progress is not None:
                progress(before + now, of)

        found = in_threads(
            lambda at: run_setting(settings.u[at], town_of(wave, at), trials), rows, workers, count
        )
        finished += len(rows)
        there = settings.part(rows)
        write_rows(path, Rows(there.u, there.drawn, in_figures(found)))
    if not all(path.exists() for path in files):
        return None
    whole = [read_rows(path) for path in files]
    return sum(whole[1:], start=whole[0])


def town_of(wave: int, at: int) -> int:
    """The replicate in which a setting of a wave is run."""
    return 10_000 * wave + at + 1


def in_figures(found: Sequence[Mapping[str, float]]) -> pd.DataFrame:
    """What was measured, to so many figures as are kept."""
    return pd.DataFrame(found).map(lambda value: float(f"{value:.{DIGITS}g}"))


def write_rows(path: Path, rows: Rows, version: str = "") -> None:
    """Save settings with what was measured in them, whole or not at all."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    shares = pd.DataFrame(rows.u, columns=[f"u.{name}" for name in varied()])
    values = rows.values.reset_index(drop=True)
    whole = pd.concat([shares, values], axis=1).assign(**{DRAWN: rows.drawn})
    table = pa.Table.from_pandas(whole, preserve_index=False)
    table = table.replace_schema_metadata({"version": version})
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, lambda beside: pq.write_table(table, beside, compression="zstd"))


def read_rows(path: Path) -> Rows:
    """Settings that ``write_rows`` saved."""
    whole = pd.read_parquet(path)
    names = [f"u.{name}" for name in varied()]
    return Rows(
        whole[names].to_numpy(np.float64),
        whole[DRAWN].to_numpy(np.float64),
        whole.drop(columns=[*names, DRAWN]),
    )
