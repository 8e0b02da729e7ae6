"""What is known of an ensemble: which findings its worlds meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.evidence.patterns import Measure, Pattern
from sim.evidence.worlds.board import Board, Rest, Role, Told
from sim.evidence.worlds.calibration import SEED, Calibration
from sim.evidence.worlds.left_out import Predicted, expected_by, predictive
from sim.evidence.worlds.targets import NINETY, Target, target_of

MIDDLE = (0.05, 0.95)


@dataclass(frozen=True)
class Met:
    """One measure over the worlds.

    Attributes:
        target: what was asked.
        prior: share of settings drawn from the priors that meet it, one town each.
        meets: whether each world meets it, shape (worlds,).
        low: 5th percentile over worlds, on the scale of the measure.
        high: 95th percentile.
    """

    target: Target
    prior: float
    meets: npt.NDArray[np.bool_]
    low: float
    high: float

    @property
    def share(self) -> float:
        """Share of worlds that meet it."""
        return float(self.meets.mean())


def met(found: Calibration) -> list[Met]:
    """Every measure over the worlds.

    As it came out in the worlds themselves, one town each, where they were lived in; else as the
    emulators expect it, with their error.
    """
    rows = []
    for number, target in enumerate(found.targets):
        emulator = found.emulators[target.name]
        if found.lived is not None:
            seen = target.scaled(found.lived.values[target.name].to_numpy(np.float64))
        else:
            unsure = np.random.default_rng(number).standard_normal(len(found.ensemble.u))
            seen = emulator.predict(found.ensemble.u) + emulator.error * unsure
        first = target.scaled(found.waves[0].values[target.name].to_numpy(np.float64))
        ends = np.nanquantile(seen, MIDDLE)
        low, high = np.exp(ends) if target.in_logs else ends
        prior = float(target.met(first).mean())
        rows.append(Met(target, prior, target.met(seen), float(low), float(high)))
    return rows


def as_expected(found: Calibration) -> float:
    """Share of what came out in worlds that lies in the 90% bands of emulators; NaN if not lived.

    Worlds are no settings that emulators were learnt from, so that it is a test of them.
    """
    if found.lived is None:
        return float("nan")
    inside = []
    for target in found.targets:
        by = found.emulators[target.name]
        seen = target.scaled(found.lived.values[target.name].to_numpy(np.float64))
        missed = np.abs(seen - by.predict(found.lived.u))
        inside.append(missed[np.isfinite(missed)] <= NINETY * np.hypot(by.error, by.luck))
    return float(np.concatenate(inside).mean())


def studies_met(rows: Sequence[Met]) -> dict[str, float]:
    """In which share of worlds all measures of a study are met together."""
    studies = dict.fromkeys(row.target.name.split(".")[0] for row in rows)
    return {
        study: float(
            np.all(
                [row.meets for row in rows if row.target.name.split(".")[0] == study], axis=0
            ).mean()
        )
        for study in studies
    }


def narrowed(found: Calibration, names: Sequence[str]) -> dict[str, float]:
    """How much of each prior is left: width of the middle 90% of worlds over that of the prior."""
    low, high = np.quantile(found.ensemble.u, MIDDLE, axis=0)
    width = (high - low) / (MIDDLE[1] - MIDDLE[0])
    return dict(zip(names, width.tolist(), strict=True))


def board_of(
    found: Calibration, patterns: Mapping[str, Pattern], predicted: Sequence[Predicted]
) -> Board:
    """What worlds say of every judged measure, with what was ``predicted`` of those left out.

    Measures that worlds were not asked for are known only where worlds were lived in.
    """
    rest, priors, known = (
        {each.target.name: each for each in rows}
        for rows in (
            predicted,
            expected_by(found.waves[0].u, found.targets, found.emulators, SEED),
            expected_by(found.ensemble.u, found.targets, found.emulators, SEED),
        )
    )
    meets = {row.target.name: row.meets for row in met(found)}
    measures = {}
    for pattern, measure in _judged(patterns):
        target, role = target_of(pattern, measure), role_of(pattern, measure)
        name = target.name
        if found.lived is not None:
            seen = target.scaled(found.lived.values[name].to_numpy(np.float64))
            meets[name] = target.met(seen)
            if role == "never asked":  # by all worlds; the luck of the town is in what was seen
                rest[name] = predictive(target, seen, 0.0, 0.0, SEED)
        if name not in meets:
            continue
        said = role in ("left out", "never asked")
        measures[name] = Told(
            role,
            tuple(meets[name].tolist()),
            _rest(rest.get(name)) if said else None,
            _rest(priors.get(name)) if said else None,
            known[name].meets if name in known and said else None,
        )
    return Board(found.lived is not None, measures)


def _rest(row: Predicted | None) -> Rest | None:
    return None if row is None else Rest(row.low, row.high, row.inside, row.meets)


def without(found: Calibration) -> list[Predicted]:
    """What worlds predict of the measures that they were not asked for."""
    rest = [each for each in found.targets if each.name not in found.asked]
    return expected_by(found.ensemble.u, rest, found.emulators, SEED)


def role_of(pattern: Pattern, measure: Measure) -> Role:
    """How a measure stands to worlds; see ``board.Role``."""
    if pattern.use == "pre-registered":
        return "never asked"
    if measure.kind == "by construction":
        return "by construction"
    return "solved" if measure.kind == "calibrated" else "left out"


def _judged(patterns: Mapping[str, Pattern]) -> Iterator[tuple[Pattern, Measure]]:
    for pattern in patterns.values():
        for measure in pattern.measures:
            if measure.judged != "shown":
                yield pattern, measure
