"""From the records of a run to its outcomes.

Everything is computed from the records of a run (sums over residents, happenings so far), so the
last day and every day of the series are measured by the same formulas.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim.model.outcomes import outcomes
from sim.model.processes.calls import THANKS
from sim.model.processes.contact import JUDGED_BADLY, JUDGED_WELL
from sim.model.processes.crime import (
    CRIMES,
    CRIMES_EXPECTED,
    REPORTED,
    REPORTED_EXPECTED,
    TIPS,
    TIPS_EXPECTED,
)
from sim.model.processes.foot_patrol import GREETINGS
from sim.model.processes.gatherings import EVENT_ATTENDANCE, MEETING_ATTENDANCE, MET_AT_GATHERING
from sim.model.processes.issues import ISSUES_ESCALATED
from sim.model.processes.records import (
    CONFIDENT,
    FAMILIARITY,
    HEARD,
    OWNERSHIP,
    PARTICIPATION,
    PEOPLE,
    TIES,
    TIES_BETWEEN,
    TRUST,
    WORRY,
)
from sim.model.processes.response import CLEARED, CLEARED_EXPECTED
from sim.model.processes.stops import ARRESTS, STOPS, STOPS_UNFOUNDED
from sim.model.processes.suspicious_activity import SUSPICIOUS, SUSPICIOUS_EXPECTED
from sim.model.processes.visits import VISITS_MADE
from sim.model.state import CRIME_TYPES, Floats

if TYPE_CHECKING:
    from sim.model.scenario.quality_of_life import Weights

VIOLENT, PROPERTY = (0,), (1, 2, 3)
DAYS_IN_YEAR = 365.25


@functools.cache
def _names(groups: tuple[str, ...], own: int) -> tuple[str, ...]:
    """Names of all outcomes; ``own``, how many of one's own there are, may grow."""
    return tuple(outcomes(groups))


@dataclass(frozen=True)
class Record:
    """What is known at the end of one day, and since when the happenings are counted.

    Attributes:
        means: sums over residents, shape (means, groups).
        totals: happenings in the period, shape (counts, groups).
        order: mean order of the blocks, 0-1.
        days: days of the period.
        usual_crime: true crimes per 1,000 residents and year on an ordinary day.
        cost: programme dollars per resident and year.
        own: outcomes of one's own, by name.
    """

    means: Floats
    totals: Floats
    order: float
    days: float
    usual_crime: float
    cost: float
    own: Mapping[str, float]


def ratio(above: float, below: float) -> float:
    """``above / below``, or nan where there is nothing to divide by."""
    return above / below if below > 0.0 else float("nan")


def safety_from(true_crime: float, usual_crime: float) -> float:
    """Safety in points: 100 without crime, 50 at the usual rate, 0 at twice the usual or more."""
    if true_crime == 0.0:
        return 100.0
    if math.isnan(true_crime) or usual_crime <= 0.0:
        return float("nan")
    return 100.0 * max(0.0, 1.0 - true_crime / (2.0 * usual_crime))


def measure(record: Record, groups: Sequence[str], weights: Weights) -> dict[str, float]:
    """Every outcome of ``outcomes(groups)``, by name."""
    sums: list[float] = record.means.sum(axis=1).tolist()
    totals: list[float] = record.totals.sum(axis=1).tolist()
    residents = sums[PEOPLE]

    def mean(row: int) -> float:
        return ratio(sums[row], residents)

    def rate(count: float) -> float:
        return ratio(count * 1000.0 * DAYS_IN_YEAR, residents * record.days)

    def crimes(first: int, types: Sequence[int] = range(4)) -> float:
        return math.fsum(totals[first + kind] for kind in types)

    with np.errstate(invalid="ignore", divide="ignore"):
        shares = record.means[[TRUST, CONFIDENT]] / record.means[PEOPLE]
    trust_of, confident = shares.tolist()
    known = [share for share in confident if not math.isnan(share)]
    calm, trust = 1.0 - mean(WORRY), mean(TRUST)
    life = 100.0 * (
        weights.calm * calm
        + weights.ownership * mean(OWNERSHIP)
        + weights.trust * trust
        + weights.order * record.order
    )
    true_crime = rate(crimes(CRIMES_EXPECTED))
    safety = safety_from(true_crime, record.usual_crime)
    values = {
        "trust": 100.0 * trust,
        **{f"trust_{g}": 100.0 * at for g, at in zip(groups, trust_of, strict=True)},
        "confident_share": mean(CONFIDENT),
        "trust_gap": max(known) - min(known) if known else float("nan"),
        "participation": mean(PARTICIPATION),
        "ties": mean(TIES),
        "ties_between_groups": mean(TIES_BETWEEN),
        "familiarity": 100.0 * mean(FAMILIARITY),
        "heard": 100.0 * mean(HEARD),
        "ownership": 100.0 * mean(OWNERSHIP),
        "worry": 100.0 * mean(WORRY),
        "quality_of_life": life,
        "quality_of_life_with_crime": (1.0 - weights.crime) * life + weights.crime * safety,
        "cost": record.cost,
        **record.own,
        "friendly_contacts": rate(
            totals[VISITS_MADE] + totals[GREETINGS] + totals[MET_AT_GATHERING] + totals[THANKS]
        ),
        "judged_well": ratio(totals[JUDGED_WELL], totals[JUDGED_WELL] + totals[JUDGED_BADLY]),
        "attendance": rate(totals[EVENT_ATTENDANCE] + totals[MEETING_ATTENDANCE]),
        "issues_escalated": rate(totals[ISSUES_ESCALATED]),
        "stops": rate(totals[STOPS]),
        "stopped_without_reason": rate(totals[STOPS_UNFOUNDED]),
        "arrests_at_stops": rate(totals[ARRESTS]),
    }
    for suffix, happened, reported, cleared, tips, suspicious in (
        ("", CRIMES_EXPECTED, REPORTED_EXPECTED, CLEARED_EXPECTED,
         TIPS_EXPECTED, SUSPICIOUS_EXPECTED),
        ("_realised", CRIMES, REPORTED, CLEARED, TIPS, SUSPICIOUS),
    ):  # fmt: skip
        values[f"true_crime{suffix}"] = rate(crimes(happened))
        values[f"true_violent{suffix}"] = rate(crimes(happened, VIOLENT))
        values[f"true_property{suffix}"] = rate(crimes(happened, PROPERTY))
        values[f"recorded_crime{suffix}"] = rate(crimes(reported))
        values[f"reporting{suffix}"] = ratio(crimes(reported), crimes(happened))
        for kind, name in enumerate(CRIME_TYPES):
            values[f"reporting_{name}{suffix}"] = ratio(
                totals[reported + kind], totals[happened + kind]
            )
        values[f"clearance{suffix}"] = ratio(crimes(cleared), crimes(reported))
        values[f"violent_crimes_cleared{suffix}"] = rate(crimes(cleared, VIOLENT))
        values[f"property_crimes_cleared{suffix}"] = rate(crimes(cleared, PROPERTY))
        values[f"tips{suffix}"] = rate(totals[tips])
        values[f"suspicious_activity_reports{suffix}"] = rate(totals[suspicious])
    return {name: values[name] for name in _names(tuple(groups), len(record.own))}
