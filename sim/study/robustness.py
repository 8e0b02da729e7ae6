"""How far a comparison depends on what nobody has measured.

The arms of a scenario are compared in many sets of all uncertain numbers (``settings``). What
comes out is a share of the sets drawn, not a probability: the ranges are judgements. With 200
sets a share is known to about 7 points either way, and up to one set in forty is called
clear on either side by chance alone.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np

from sim.compiled.cache import user_folder
from sim.compiled.source_code import code_of
from sim.model.scenario.scenario import Scenario
from sim.model.state import Floats
from sim.study.assumptions import draw, uncertain
from sim.study.folder.results_folder import replace_file
from sim.study.manifest import fingerprint
from sim.study.same_runs import what_runs
from sim.study.sweeps import point
from sim.study.sweeps.conduct import Conducted
from sim.study.sweeps.sweep import Sweep, sweep_over

SETTINGS, REPLICATES = 200, 4
MIDDLE = 0.90  # of the sets, shown as a range
CLEAR = 1.96  # standard errors
DECISIVE = 3  # assumptions named an outcome
BY_CHANCE = 3.5  # standard errors: the largest of 200 rank correlations by chance alone


@dataclass(frozen=True)
class Contrast:
    """One outcome of one arm against another, over all parameter sets.

    Attributes:
        arm: arm that is judged.
        than: arm it is compared with.
        outcome: name of the outcome.
        middle: median of the paired differences.
        low: 5th percentile of the paired differences.
        high: 95th percentile.
        better: share of sets in which the arm is clearly better.
        worse: share in which it is clearly worse; the rest is undecided.
        decided_by: the assumptions that go most with the difference, each with its rank
            correlation.
        settings: how many parameter sets were drawn.
    """

    arm: str
    than: str
    outcome: str
    middle: float
    low: float
    high: float
    better: float
    worse: float
    decided_by: tuple[tuple[str, float], ...]
    settings: int

    @property
    def undecided(self) -> float:
        """Share of sets in which chance and difference cannot be told apart."""
        return 1.0 - self.better - self.worse


@dataclass(frozen=True)
class Robustness:
    """Outcomes of every arm in every parameter set.

    Attributes:
        scenario: what was compared.
        names: the numbers that were varied.
        settings: the parameter sets, shape (sets, numbers).
        outcomes: names of the outcomes.
        values: shape (sets, replicates, arms, outcomes).
    """

    scenario: Scenario
    names: tuple[str, ...]
    settings: Floats
    outcomes: tuple[str, ...]
    values: Floats

    def differences(self, arm: str, than: str, outcome: str) -> Floats:
        """Paired differences, shape (sets, replicates)."""
        arms, column = list(self.scenario.arms), self.outcomes.index(outcome)
        found: Floats = (
            self.values[:, :, arms.index(arm), column] - self.values[:, :, arms.index(than), column]
        )
        return found

    def contrast(self, arm: str, than: str, outcome: str) -> Contrast:
        """One outcome of one arm against another."""
        differences = self.differences(arm, than, outcome)
        means = means_of(differences)
        known = np.isfinite(means)
        if not known.any():
            return Contrast(arm, than, outcome, np.nan, np.nan, np.nan, 0.0, 0.0, (), len(means))
        verdicts = (self._directions[outcome] or 1) * clear_signs(differences)
        tail = (1.0 - MIDDLE) / 2.0
        low, middle, high = np.quantile(means[known], [tail, 0.5, 1.0 - tail])
        return Contrast(
            arm,
            than,
            outcome,
            float(middle),
            float(low),
            float(high),
            float((verdicts > 0).mean()),
            float((verdicts < 0).mean()),
            decisive(self.names, self._ranks[known], means[known]),
            len(means),
        )

    @cached_property
    def _directions(self) -> dict[str, int]:
        from sim.model.outcomes import outcomes

        known = outcomes(self.scenario.community.labels)
        return {name: known[name].better for name in self.outcomes}

    @cached_property
    def contrasts(self) -> dict[tuple[str, str, str], Contrast]:
        """All ordered pairs of arms, all outcomes: by arm, arm compared with, and outcome."""
        return {
            (arm, than, outcome): self.contrast(arm, than, outcome)
            for arm, than in permutations(self.scenario.arms, 2)
            for outcome in self.outcomes
        }

    @cached_property
    def _ranks(self) -> Floats:
        return np.column_stack([_ranks(column) for column in self.settings.T])


def means_of(differences: Floats) -> Floats:
    """Mean over the replicates of each set; NaN where one of them has no value."""
    means: Floats = differences.mean(axis=1)
    return means


def clear_signs(differences: Floats) -> Floats:
    """+1 or -1 where the mean of a set's replicates is clear of zero (95%), else 0.

    The error of a mean of few replicates is judged by the spread between replicates in all sets.
    """
    means = means_of(differences)
    known = np.isfinite(means)
    spread = differences[known].var(axis=1, ddof=1).mean() if known.any() else 0.0
    error = float(np.sqrt(spread / differences.shape[1]))
    signs: Floats = np.where(known & (np.abs(means) > CLEAR * error), np.sign(means), 0.0)
    return signs


def decisive(names: Sequence[str], ranks: Floats, means: Floats) -> tuple[tuple[str, float], ...]:
    """Numbers whose rank goes most with the size of the difference, beyond what chance would give.

    Spearman's rank correlation with each number alone. ``ranks`` of the sets' numbers have
    shape (sets, numbers).
    """
    if np.ptp(means) == 0.0:
        return ()
    found = np.corrcoef(ranks, _ranks(means), rowvar=False)[-1, :-1]
    beyond = np.flatnonzero(np.abs(found) > BY_CHANCE / len(means) ** 0.5)
    order = beyond[np.argsort(-np.abs(found[beyond]))][:DECISIVE]
    return tuple((names[at], float(found[at])) for at in order)


def _ranks(values: Floats) -> Floats:
    from scipy.stats import rankdata

    ranks: Floats = rankdata(values)
    return ranks


def parameter_sets(
    scenario: Scenario, settings: int = SETTINGS, replicates: int = REPLICATES
) -> Sweep:
    """The sweep over all parameter sets; each has replicates of its own.

    Numbers that the scenario sets itself stay as it says.
    """
    known = scenario.numbers()
    names = {name: number for name, number in uncertain().items() if name not in known}
    return sweep_over(
        scenario,
        dict(zip(names, draw(names, settings).T, strict=True)),
        replicates=replicates,
        own_replicates=True,
        base_rates="kept",
    )


def varied(scenario: Scenario, done: Conducted) -> Robustness:
    """What came of the arms of ``scenario`` in all parameter sets."""
    columns, outcomes = done.sweep.columns, done.sweep.recipe.outcomes
    sets: Floats = np.array([*columns.values()], dtype=np.float64).T
    return Robustness(scenario, tuple(columns), sets, outcomes, done.values)


# -- saved results -----------------------------------------------------------------------------

KEPT = Path(__file__).parent / "robustness.json"


def version(scenario: Scenario) -> str:
    """Hash of the model and of how parameter sets are drawn, run and judged, without prose."""
    return fingerprint([point.version(scenario.resolved()), _judging()])[:16]


@functools.cache
def _judging() -> str:
    """What this file does, as it stood when it was first asked for."""
    return code_of(Path(__file__))


def about(scenario: Scenario) -> str:
    """Hash of what a comparison is about: everything but how often and with which seed it runs."""
    return fingerprint(what_runs(scenario.resolved(), "seed", "record_every"))[:16]


def as_data(robustness: Robustness) -> dict[str, Any]:
    """What is saved of a run: ranges, shares, and what decides."""
    settings, replicates = robustness.values.shape[:2]
    return {
        "version": version(robustness.scenario),
        "scenario": robustness.scenario.name,
        "fingerprint": about(robustness.scenario),
        "settings": settings,
        "replicates": replicates,
        "numbers": len(robustness.names),
        "contrasts": [
            {
                "arm": each.arm,
                "than": each.than,
                "outcome": each.outcome,
                **{
                    name: _number(getattr(each, name))
                    for name in ("middle", "low", "high", "better", "worse")
                },
                "decided_by": [[name, round(strength, 2)] for name, strength in each.decided_by],
            }
            for each in robustness.contrasts.values()
        ],
    }


def _number(value: float) -> float | None:
    return float(f"{value:.4g}") if np.isfinite(value) else None


def keep_for_user(found: Robustness) -> None:
    """Save what came out for a scenario of one's own, in the user's cache folder."""
    path = _of_user(found.scenario)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, json.dumps(as_data(found), separators=(",", ":"), allow_nan=False))


def kept_for(scenario: Scenario) -> dict[tuple[str, str, str], Contrast]:
    """Saved contrasts by arm, arm compared with, and outcome; empty where they do not apply.

    They come with the sources, or were made here by ``validate --robustness``. They apply to the
    same scenario under the same version of the model only.
    """
    for path in (KEPT, _of_user(scenario)):
        kept = _read(path)
        same = kept.get("fingerprint") == about(scenario)
        if same and kept["version"] == version(scenario):
            return _contrasts(kept)
    return {}


def _of_user(scenario: Scenario) -> Path:
    return user_folder() / f"robustness_{about(scenario)}.json"


def _read(path: Path) -> dict[str, Any]:
    """What is saved in a file; nothing where it cannot be read."""
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _contrasts(kept: dict[str, Any]) -> dict[tuple[str, str, str], Contrast]:
    known: list[dict[str, Any]] = [
        {name: np.nan if value is None else value for name, value in each.items()}
        for each in kept["contrasts"]
    ]
    contrasts = [
        Contrast(
            **{**each, "decided_by": tuple((name, s) for name, s in each["decided_by"])},
            settings=kept["settings"],
        )
        for each in known
    ]
    return {(each.arm, each.than, each.outcome): each for each in contrasts}
