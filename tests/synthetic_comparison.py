"""A comparison without a model: plausible sizes, and books that add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from sim.model.measures import DAYS_IN_YEAR
from sim.model.registers import CAUSES as CAUSE_LINES
from sim.model.registers import CHANNELS as CHANNEL_LINES
from sim.model.registers import DUTIES
from sim.model.scenario.community import Group
from sim.model.scenario.scenario import Scenario
from sim.study.compare import Comparison
from sim.study.runs import Run

ARMS = ("business_as_usual", "engagement", "surveillance", "funding", "fewer_events")
CHANNELS = tuple(line.name for line in CHANNEL_LINES)
CAUSES = tuple(line.name for line in CAUSE_LINES)
TRUST = {"engagement": 1.9, "surveillance": -0.12, "funding": 0.06, "fewer_events": -0.05}
REPORTING = {"engagement": 0.0045, "surveillance": -0.0003, "funding": 0.0002}
CRIME = {"engagement": -4.8, "surveillance": -38.2, "funding": -4.2, "fewer_events": 1.0}
RECORDED = {"engagement": 0.25, "surveillance": -12.2, "funding": -1.3, "fewer_events": 0.3}
# How a difference splits into channels; the first rows give and take, the rest is small.
TRUST_SPLIT = {
    "engagement": {"visit": 0.62, "event": 0.22, "hearsay": 0.12, "follow_up": 0.1,
                   "moving": -0.08, "victimisation": 0.012, "stop": -0.018, "visibility": 0.006,
                   "meeting": 0.02},
    "surveillance": {"stop": 1.5, "visibility": -0.4, "hearsay": 0.2, "victimisation": -0.3},
}  # fmt: skip
CRIME_SPLIT = {
    "engagement": {"ownership": 0.5, "problem_solving": 0.35, "watch": 0.1, "disorder": 0.05},
    "surveillance": {"cameras": 0.57, "stops": 0.45, "displacement": -0.08, "conduct": 0.06},
}  # fmt: skip


def book_rows(total: float, split: Mapping[str, float], names: Sequence[str], m: int) -> np.ndarray:
    """(m, names) entries that add up to `total`."""
    weights = np.array([split.get(name, 0.0) for name in names])
    if not weights.any():
        weights[: len(names) // 2] = 1.0
    weights = weights / weights.sum()
    return np.outer(np.linspace(0.5, 1.5, m) / m, weights * total)


def synthetic_scenario(
    arms: Sequence[str], groups: Sequence[str], replicates: int, days: int
) -> Scenario:
    """A scenario with arms of any name, in a town of 5,000 residents."""
    plain = Scenario(
        name="town", baseline="a", arms={"a": {}}, days=days, replicates=replicates,
        worlds="declared",
    )  # fmt: skip
    several = {group: Group(share=1.0 / len(groups)) for group in groups}
    community = plain.community.model_copy(update={"residents": 5_000, "groups": several})
    made = plain.model_copy(update={"name": "engagement-vs-surveillance", "community": community})
    vars(made)["arms"] = dict.fromkeys(arms, plain.arms["a"])  # names that no file may have, too
    vars(made)["baseline"] = arms[0]
    return made


def changed(comparison: Comparison, change: Callable[[Run], Run]) -> Comparison:
    """The same comparison with other runs."""
    return replace(comparison, runs=tuple(map(change, comparison.runs)))


def synthetic_comparison(
    arms: Sequence[str] = ARMS,
    groups: Sequence[str] = ("majority", "minority"),
    replicates: int = 20,
    days: int = 730,
    shape: tuple[int, int] = (10, 20),
    seed: int = 1,
) -> Comparison:
    """Runs of a plausible size whose books add up: trust about 50, differences 0.05 to 2."""
    rng = np.random.default_rng(seed)
    recorded_days = np.unique(np.append(np.arange(0, days, 7), days))
    ends = np.unique(np.append(np.arange(30, days, 30), days))
    elapsed = recorded_days / days
    starts = {group: 4.4 - 14.7 * place for place, group in enumerate(groups)}
    y, x = np.divmod(np.arange(shape[0] * shape[1]), shape[1])
    town = 50 + 6 * np.sin(x / 4) * np.cos(y / 3) + rng.normal(0, 1.5, len(x))
    runs = []
    for replicate in range(1, replicates + 1):
        sizes = {"trust": 0.26, "reporting": 0.002, "crime": 11, "recorded": 4}
        luck = {name: rng.normal(0, size) for name, size in sizes.items()}
        walk = np.cumsum(rng.normal(0, 0.03, len(elapsed)))
        noise = rng.normal(0, 0.0012, len(elapsed))
        # Every town is another one: only the first is the one above.
        another = 0 if replicate == 1 else np.random.default_rng(replicate).normal(0, 9, len(x))
        for place, arm in enumerate(arms):
            pair = rng.normal(0, 0.25, 4)
            scale = 0.0 if place == 0 else 1.0
            guess = 0.0 if place == 0 else 0.1 * (place % 5) - 0.2
            effect = scale * (TRUST.get(arm, guess) + 0.3 * pair[0])
            effects = {group: effect * (0.9 + 0.35 * i) for i, group in enumerate(groups)}
            report = scale * (REPORTING.get(arm, guess / 400) + 0.0008 * pair[1])
            crime = scale * (CRIME.get(arm, 10 * guess) + 12 * pair[2])
            written = scale * (RECORDED.get(arm, 3 * guess) + pair[3])
            path = elapsed**0.7
            lines = {"trust": 50.5 + luck["trust"] * path + walk + effect * path}
            for group in groups:
                extra = (effects[group] - effect) * path
                lines[f"trust_{group}"] = lines["trust"] + starts[group] + extra
            lines["reporting"] = 0.32 + luck["reporting"] + noise + report * path
            last = {name: float(line[-1]) for name, line in lines.items()}
            true = 376 + luck["crime"] + crime
            recorded = 121 + luck["recorded"] + written
            outcomes = last | {
                "true_crime": true, "true_crime_realised": true + rng.normal(0, 5),
                "recorded_crime": recorded,
                "recorded_crime_realised": recorded + rng.normal(0, 2),
            }  # fmt: skip
            change = last["trust"] - 50.5 - effect
            common = {"stop": -0.085, "follow_up": 0.2, "event": 0.08}
            ledger = []
            for share in (effect, *effects.values()):
                entries = book_rows(share, TRUST_SPLIT.get(arm, {}), CHANNELS, len(ends))
                for name, value in common.items():
                    entries[:, CHANNELS.index(name)] += value / len(ends)
                rest = change - sum(common.values())
                entries[:, CHANNELS.index("reversion")] += rest / len(ends)
                ledger.append(np.stack([4 * entries, entries], axis=-1))
            crimes = [
                book_rows(crime * share * days / DAYS_IN_YEAR, CRIME_SPLIT.get(arm, {}), CAUSES,
                          len(ends))
                for share in (0.13, 0.2, 0.1, 0.57)
            ]  # fmt: skip
            local = TRUST.get(arm, guess) * (1 + 0.6 * np.cos(x / 3))
            local += 0 if place == 0 else rng.normal(0, 0.05, len(x))
            runs.append(
                Run(
                    arm=arm,
                    replicate=replicate,
                    seed=100 + replicate,
                    outcomes=outcomes,
                    days=recorded_days,
                    series=lines,
                    ledger_days=ends,
                    ledger=np.stack(ledger, axis=1),
                    crime_book=np.stack(crimes, axis=1),
                    block_trust=town + another + local,
                    block_places=np.column_stack([x, y]),
                    idle_hours=np.zeros(len(DUTIES)),
                )
            )
    in_order = sorted(runs, key=lambda run: arms.index(run.arm))
    return Comparison(synthetic_scenario(arms, groups, replicates, days), tuple(in_order))
