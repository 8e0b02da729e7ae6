"""Settings are run: every trial of every finding in one town, part by part, kept as it goes.

Each setting lives in a town of its own, so that luck of the town is part of what is learnt. A part
that is on disk is not run again, whoever ran it, where its settings are those that are asked for
and the model is still the same: where sources have changed, settings of it are run again and must
give every figure that is kept of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from sim.common.threads import Progress, in_threads
from sim.common.whole_files import write_whole
from sim.evidence import stored
from sim.evidence.patterns import Pattern
from sim.evidence.trials.town import scenario_for
from sim.evidence.validate import run_trial
from sim.evidence.worlds.targets import numbers_of
from sim.model.base_rates import with_base_rates
from sim.model.parameters import Parameter
from sim.model.state import Floats
from sim.study.assumptions import at_share, uncertain

A_PART = 25  # settings
SAMPLE = 2  # settings of a file that are run again, where the sources have changed
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


def assumptions_at(u: Floats, off: Mapping[str, float] = MappingProxyType({})) -> dict[str, float]:
    """One setting as ``assumptions`` of a scenario, the numbers ``off`` in place of its own.

    What base rates decide is solved again.
    """
    return with_base_rates(scenario_for(1, {}), values_at(u, varied()) | dict(off))


def run_setting(
    u: Floats, town: int, trials: Sequence[str], off: Mapping[str, float] = MappingProxyType({})
) -> dict[str, float]:
    """Every measure in one town of one setting; NaN where a trial could not be carried out."""
    return run_numbers(values_at(u, varied()) | dict(off), town, trials)


def run_numbers(numbers: Mapping[str, float], town: int, trials: Sequence[str]) -> dict[str, float]:
    """The same of numbers by name; what base rates decide is solved again."""
    changes = {"assumptions": with_base_rates(scenario_for(1, {}), numbers)}
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

    def __len__(self) -> int:
        return len(self.u)

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
    trials: Sequence[str],
    workers: int,
    progress: Progress | None = None,
    part: int | None = None,
) -> Rows | None:
    """Run the parts of a wave that are not in ``folder`` (only ``part``, from 1, where given).

    None where parts are still missing afterwards.
    """
    version = stored.version()
    parts = {
        folder / f"wave_{wave}_part_{number:02d}.parquet": range(
            first, min(first + A_PART, len(settings))
        )
        for number, first in enumerate(range(0, len(settings), A_PART), start=1)
    }
    todo = {
        path: rows
        for number, (path, rows) in enumerate(parts.items(), start=1)
        if part in (None, number)
        and not holds(path, settings[rows.start : rows.stop], wave, rows.start, trials)
    }
    of, finished = sum(map(len, todo.values())), 0
    for path, rows in todo.items():

        def count(now: int, _: int, before: int = finished) -> None:
            if progress is not None:
                progress(before + now, of)

        found = in_threads(
            lambda at: run_setting(settings[at], town_of(wave, at), trials), rows, workers, count
        )
        finished += len(rows)
        write_rows(path, Rows(settings[rows.start : rows.stop], in_figures(found)), version)
    if not all(path.exists() for path in parts):
        return None
    whole = [read_rows(path) for path in parts]
    return sum(whole[1:], start=whole[0])


def town_of(wave: int, at: int) -> int:
    """The replicate in which a setting of a wave is run."""
    return 10_000 * wave + at + 1


def in_figures(found: Sequence[Mapping[str, float]]) -> pd.DataFrame:
    """What was measured, to so many figures as are kept."""
    return pd.DataFrame(found).map(lambda value: float(f"{value:.{DIGITS}g}"))


def holds(path: Path, u: Floats | None, wave: int, first: int, trials: Sequence[str]) -> bool:
    """Whether rows are kept at ``path``, of settings ``u`` (any), that this model still gives.

    ``first`` is the number of the first of them in its wave. Under another version of the sources
    some of them are run again: every figure must come out the same.
    """
    if not path.exists():
        return False
    shares = [name for name in pq.read_schema(path).names if name.startswith("u.")]
    if shares != [f"u.{name}" for name in varied()]:
        return False
    rows = read_rows(path)
    if u is not None and not np.array_equal(rows.u, u):
        return False
    if version_of(path) == stored.version():
        return True
    for at in np.linspace(0, len(rows) - 1, min(SAMPLE, len(rows))).astype(int).tolist():
        again = in_figures([run_setting(rows.u[at], town_of(wave, first + at), trials)]).iloc[0]
        before = rows.values.iloc[at].dropna()
        if not again.dropna().sort_index().equals(before.sort_index()):
            return False
    return True


def version_of(path: Path) -> str:
    """Of the model and the trials that gave the rows kept at ``path``; empty where none is said."""
    about: dict[bytes, bytes] = pq.read_schema(path).metadata or {}
    return about.get(b"version", b"").decode()


def write_rows(path: Path, rows: Rows, version: str) -> None:
    """Save settings with what was measured in them, whole or not at all."""
    shares = pd.DataFrame(rows.u, columns=[f"u.{name}" for name in varied()])
    whole = pd.concat([shares, rows.values.reset_index(drop=True)], axis=1)
    table = pa.Table.from_pandas(whole, preserve_index=False)
    table = table.replace_schema_metadata({"version": version})
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, lambda beside: pq.write_table(table, beside, compression="zstd"))


def read_rows(path: Path) -> Rows:
    """Settings that ``write_rows`` saved."""
    whole = pd.read_parquet(path)
    names = [f"u.{name}" for name in varied()]
    return Rows(whole[names].to_numpy(np.float64), whole.drop(columns=names))
