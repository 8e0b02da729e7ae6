"""Outcomes: what a run is judged by, each with unit, meaning and formula.

Everything is computed from the records of a run (sums over residents, happenings so far), so the
last day and every day of the series are measured by the same formulas.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sim import counts as c
from sim.state import CRIME_TYPES, Floats

if TYPE_CHECKING:
    from sim.scenario import Weights

POINTS, SHARE = "points (0-100)", "share"
RATE, TIES = "per 1,000 residents a year", "ties per resident"
DOLLARS = "dollars per resident a year"
VIOLENT, PROPERTY = (0,), (1, 2, 3)
DAYS_IN_YEAR = 365.25


@dataclass(frozen=True)
class Outcome:
    """One outcome.

    Attributes:
        name: name in tables and scenarios.
        title: words for a figure.
        unit: unit of measurement, in words.
        meaning: one sentence for a planner.
        formula: how it is computed.
        better: +1 higher is better, -1 lower is better, 0 neither.
        digits: decimals worth showing.
        realised: column with what really happened, beside the expected twin.
    """

    name: str
    title: str
    unit: str
    meaning: str
    formula: str
    better: int
    digits: int
    realised: str | None = None


_LAST = "mean over residents on the last day, x 100"
_EXPECTED = "sum of each day's expected number, per 1,000 residents and year of the run"
_HAPPENED = "number that happened in this run, per 1,000 residents and year of the run"


def _declare(groups: Sequence[str]) -> list[Outcome]:
    types = {name: name.replace("_", " ") for name in CRIME_TYPES}

    def rare(name: str, title: str, meaning: str, better: int, digits: int = 1) -> Outcome:
        return Outcome(name, title, RATE, meaning, _EXPECTED, better, digits, f"{name}_realised")

    return [
        Outcome(
            "trust", "Trust in police", POINTS, "how far residents trust local police", _LAST, 1, 2
        ),
        *(
            Outcome(
                f"trust_{group}",
                f"Trust, {group.replace('_', ' ')}",
                POINTS,
                f"trust of the {group.replace('_', ' ')} group",
                _LAST,
                1,
                2,
            )
            for group in groups
        ),
        Outcome(
            "confident_share",
            "Confident in police",
            SHARE,
            "residents whose trust is at least 50 points",
            "residents with trust of at least measure.confident / residents",
            1,
            3,
        ),
        Outcome(
            "trust_gap",
            "Gap in confidence",
            SHARE,
            "confident share of the most trusting group less that of the least trusting",
            "largest less smallest confident_share of a group",
            -1,
            3,
        ),
        Outcome(
            "reporting",
            "Crimes reported to police",
            SHARE,
            "share of true crimes that victims report",
            "expected reported crimes / expected true crimes",
            1,
            4,
            "reporting_realised",
        ),
        *(
            Outcome(
                f"reporting_{name}",
                f"Reported: {words}",
                SHARE,
                f"share of true crimes of this type ({words}) that victims report",
                "expected reported / expected true, this type",
                1,
                4,
                f"reporting_{name}_realised",
            )
            for name, words in types.items()
        ),
        rare("tips", "Tips on crimes", "what witnesses pass on; fewer crimes mean fewer tips", 0),
        rare(
            "suspicious_activity_reports",
            "Suspicious-activity reports",
            "what residents report before anything happens",
            1,
        ),
        rare("true_crime", "True crime", "crimes that happen, reported or not", -1),
        rare(
            "true_violent", "True violent crime", "violent crimes that happen, reported or not", -1
        ),
        rare(
            "true_property",
            "True property crime",
            "property crimes that happen, reported or not",
            -1,
        ),
        rare(
            "recorded_crime",
            "Recorded crime",
            "crimes that police know of: may rise with trust while true crime falls",
            0,
        ),
        Outcome(
            "clearance",
            "Recorded crimes cleared",
            SHARE,
            "share of recorded crimes that police solve",
            "expected cleared / expected recorded",
            1,
            4,
            "clearance_realised",
        ),
        Outcome(
            "friendly_contacts",
            "Friendly contacts",
            RATE,
            "visits, greetings, gatherings and thanks in which a resident met an officer",
            _HAPPENED,
            1,
            0,
        ),
        Outcome(
            "participation",
            "Participation",
            SHARE,
            "residents in the neighbourhood watch or volunteering",
            "members of watch or volunteers / residents on the last day",
            1,
            4,
        ),
        Outcome(
            "attendance",
            "Attendance",
            RATE,
            "attendances at community events and meetings",
            _HAPPENED,
            1,
            0,
        ),
        Outcome(
            "issues_escalated",
            "Issues escalated",
            RATE,
            "local issues that nobody solved in time",
            _HAPPENED,
            -1,
            1,
        ),
        Outcome(
            "ties",
            "Ties between residents",
            TIES,
            "how many others a resident is tied to",
            "mean over residents on the last day",
            1,
            2,
        ),
        Outcome(
            "ties_between_groups",
            "Ties between groups",
            TIES,
            "ties to residents of another group",
            "mean over residents on the last day",
            1,
            2,
        ),
        Outcome(
            "familiarity",
            "Familiarity with officers",
            POINTS,
            "how well residents know local officers",
            _LAST,
            1,
            1,
        ),
        Outcome(
            "heard",
            "Feeling heard",
            POINTS,
            "whether residents feel that police listen",
            _LAST,
            1,
            1,
        ),
        Outcome(
            "ownership",
            "Ownership and civic pride",
            POINTS,
            "readiness to act for the neighbourhood",
            _LAST,
            1,
            2,
        ),
        Outcome(
            "worry",
            "Worry about crime",
            POINTS,
            "how much residents worry about crime",
            _LAST,
            -1,
            2,
        ),
        Outcome(
            "quality_of_life",
            "Quality of life",
            POINTS,
            "calm, ownership, trust and order, as weighted in the scenario",
            "calm x (100 - worry) + ownership + trust + order, weighted",
            1,
            2,
        ),
        Outcome(
            "quality_of_life_with_crime",
            "Quality of life, with crime",
            POINTS,
            "the same, with a weight for true crime",
            "(1 - weight) x quality of life + weight x 100 (1 - true crime / twice the usual)",
            1,
            2,
        ),
        Outcome(
            "cost",
            "Programme cost",
            DOLLARS,
            "extra dollars that the arm costs",
            "the arm's bill / residents, averaged over the run",
            -1,
            2,
        ),
    ]


@functools.cache
def _names(groups: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(outcomes(groups))


def outcomes(groups: Sequence[str]) -> dict[str, Outcome]:
    """All outcomes in order of display, with the realised twins last."""
    declared = {outcome.name: outcome for outcome in _declare(groups)}
    twins = {
        outcome.realised: Outcome(
            outcome.realised,
            f"{outcome.title} (as it happened)",
            outcome.unit,
            f"{outcome.meaning}; as it happened in the run, not as expected",
            _HAPPENED
            if outcome.unit == RATE
            else outcome.formula.replace("expected ", "realised "),
            outcome.better,
            outcome.digits,
        )
        for outcome in declared.values()
        if outcome.realised
    }
    return declared | twins


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
    """

    means: Floats
    totals: Floats
    order: float
    days: float
    usual_crime: float
    cost: float


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
    residents = sums[c.PEOPLE]

    def mean(row: int) -> float:
        return ratio(sums[row], residents)

    def rate(count: float) -> float:
        return ratio(count * 1000.0 * DAYS_IN_YEAR, residents * record.days)

    def crimes(first: int, types: Sequence[int] = range(4)) -> float:
        return math.fsum(totals[first + kind] for kind in types)

    with np.errstate(invalid="ignore", divide="ignore"):
        shares = record.means[[c.TRUST, c.CONFIDENT]] / record.means[c.PEOPLE]
    trust_of, confident = shares.tolist()
    known = [share for share in confident if not math.isnan(share)]
    calm, trust = 1.0 - mean(c.WORRY), mean(c.TRUST)
    life = 100.0 * (
        weights.calm * calm
        + weights.ownership * mean(c.OWNERSHIP)
        + weights.trust * trust
        + weights.order * record.order
    )
    true_crime = rate(crimes(c.CRIMES_EXPECTED))
    safety = safety_from(true_crime, record.usual_crime)
    values = {
        "trust": 100.0 * trust,
        **{f"trust_{g}": 100.0 * at for g, at in zip(groups, trust_of, strict=True)},
        "confident_share": mean(c.CONFIDENT),
        "trust_gap": max(known) - min(known) if known else float("nan"),
        "participation": mean(c.PARTICIPATION),
        "ties": mean(c.TIES),
        "ties_between_groups": mean(c.TIES_BETWEEN),
        "familiarity": 100.0 * mean(c.FAMILIARITY),
        "heard": 100.0 * mean(c.HEARD),
        "ownership": 100.0 * mean(c.OWNERSHIP),
        "worry": 100.0 * mean(c.WORRY),
        "quality_of_life": life,
        "quality_of_life_with_crime": (1.0 - weights.crime) * life + weights.crime * safety,
        "cost": record.cost,
        "friendly_contacts": rate(
            totals[c.VISITS_MADE]
            + totals[c.GREETINGS]
            + totals[c.MET_AT_GATHERING]
            + totals[c.THANKS]
        ),
        "attendance": rate(totals[c.EVENT_ATTENDANCE] + totals[c.MEETING_ATTENDANCE]),
        "issues_escalated": rate(totals[c.ISSUES_ESCALATED]),
    }
    for suffix, happened, reported, cleared, tips, suspicious in (
        ("", c.CRIMES_EXPECTED, c.REPORTED_EXPECTED, c.CLEARED_EXPECTED,
         c.TIPS_EXPECTED, c.SUSPICIOUS_EXPECTED),
        ("_realised", c.CRIMES, c.REPORTED, c.CLEARED, c.TIPS, c.SUSPICIOUS),
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
        values[f"tips{suffix}"] = rate(totals[tips])
        values[f"suspicious_activity_reports{suffix}"] = rate(totals[suspicious])
    return {name: values[name] for name in _names(tuple(groups))}
