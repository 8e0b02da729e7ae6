"""How far a comparison depends on what nobody has measured.

The arms of a scenario are compared in many sets of all uncertain numbers (``settings``). What
comes out is a share of the sets drawn, not a probability: the ranges are judgements. With 200
sets a share is known to about 7 points either way, and up to one set in forty is called
clear on either side by chance alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np

from sim.common.threads import Progress, in_threads
from sim.compiled.cache import user_folder
from sim.compiled.source_code import code_of
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
from sim.model.state import Floats
from sim.model.version import model_version
from sim.study.assumptions import draw, uncertain, with_base_rates
from sim.study.folder.results_folder import replace_file

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


def vary(
    scenario: Scenario,
    settings: int = SETTINGS,
    replicates: int = REPLICATES,
    workers: int = 1,
    progress: Progress | None = None,
) -> Robustness:
    """Compare the arms of ``scenario`` in every parameter set; each has replicates of its own.

    Numbers that the scenario sets itself stay as it says. ``progress`` counts replicates. The
    result does not depend on ``workers``.
    """
    known = scenario.numbers()
    names = {name: number for name, number in uncertain().items() if name not in known}
    drawn = draw(names, settings)
    varied = [_varied(scenario, dict(zip(names, each, strict=True))) for each in drawn.tolist()]

    def outcomes_of(replicate: int) -> list[dict[str, float]]:
        return _outcomes(varied[(replicate - 1) // replicates], replicate)

    found = in_threads(outcomes_of, range(1, settings * replicates + 1), workers, progress)
    outcomes = tuple(found[0][0])
    values = np.array([[[arm[name] for name in outcomes] for arm in town] for town in found])
    shape = (settings, replicates, len(scenario.arms), len(outcomes))
    return Robustness(scenario, tuple(names), drawn, outcomes, values.reshape(shape))


def _varied(scenario: Scenario, numbers: dict[str, float]) -> Scenario:
    """The scenario with one parameter set."""
    setting = {**scenario.assumptions, **with_base_rates(scenario, numbers)}
    return scenario.with_changes(assumptions=setting)


def _outcomes(scenario: Scenario, replicate: int) -> list[dict[str, float]]:
    """Outcomes by arm in one replicate of one parameter set."""
    day_zero = Simulation.start(scenario, replicate)
    return [day_zero.fork(arm).advance().outcomes() for arm in scenario.arms]


# -- saved results -----------------------------------------------------------------------------

KEPT = Path(__file__).parent / "robustness.json"
NOT_ABOUT = (
    "replicates", "seed", "name", "about", "expect", "record_every", "lesson", "story",
)  # fmt: skip


def version(scenario: Scenario) -> str:
    """Hash of the model and of how parameter sets are drawn and judged, without prose."""
    here = Path(__file__).parent
    sources = [code_of(here / f"{name}.py") for name in ("assumptions", "robustness")]
    model = model_version(scenario.resolved())
    return hashlib.sha256(json.dumps([model, sources]).encode()).hexdigest()[:16]


def fingerprint(scenario: Scenario) -> str:
    """Hash of what a comparison is about: everything but how often and with which seed it runs.

    The order in which groups are written decides who is whose neighbour, so it counts.
    """
    resolved = scenario.resolved()
    for name in NOT_ABOUT:
        resolved.pop(name, None)
    return hashlib.sha256(json.dumps(resolved).encode()).hexdigest()[:16]


def as_data(robustness: Robustness) -> dict[str, Any]:
    """What is saved of a run: ranges, shares, and what decides."""
    settings, replicates = robustness.values.shape[:2]
    return {
        "version": version(robustness.scenario),
        "scenario": robustness.scenario.name,
        "fingerprint": fingerprint(robustness.scenario),
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
        if kept.get("fingerprint") == fingerprint(scenario) and kept["version"] == version(
            scenario
        ):
            return _contrasts(kept)
    return {}


def _of_user(scenario: Scenario) -> Path:
    return user_folder() / f"robustness_{fingerprint(scenario)}.json"


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
