"""What trust does to reporting, and what it cannot do (pattern P16).

Studies: Langton, Berzofsky, Krebs & Smiley-McDonald 2012 (NCJ 238536), why victims of violence do
not report; Powell 2026, "When Victims Don't Call", Police Quarterly, doi
10.1177/10986111261466601, reporting flat while distrust doubled as a reason;
an analysis of the crime survey for England and Wales (International Review of Victimology 2024,
doi 10.1177/02697580241296569), in which severity predicts reporting and trust does not.

Here: three forks of a town run for a year: as it is; with everybody's trust at its maximum; with
everybody's trust 15 points lower. Shares reported come from expected reports; reasons are those
that silent victims of violence gave, counted one by one. The victims of the first fork are also
surveyed: reported or not, on seriousness, trust the evening before, and type (log odds at which
such crimes are reported), each per standard deviation.

Not the same: seriousness is known exactly here, surveys have weapon and injury instead. Trust moves
overnight and for everybody; nothing that moved trust in history did that.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Ratio, Value, logit, odds
from sim.evidence.trials.town import VIOLENT, Changes, town_for, trust_of
from sim.model.draws import normal, uniforms
from sim.model.processes.contact import tag_of
from sim.model.processes.crime import (
    CRIMES_EXPECTED,
    REPORT,
    REPORTED_EXPECTED,
    SILENT_OTHER,
    SILENT_POLICE,
)
from sim.model.simulation import Simulation
from sim.model.state import CRIME_TYPES, FloatRows, Floats

DAYS = 365
TO_THE_TOP, FALL = 100.0, -15.0  # points
REASONS = range(SILENT_POLICE, SILENT_OTHER + 1, 4)


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """All measures of P16 in the town of one replicate."""
    start = town_for(replicate, DAYS, changes)
    usual = start.fork()
    trusting = start.fork().shift_trust(TO_THE_TOP).advance()
    doubting = start.fork().shift_trust(FALL).advance()
    victims = survey_of_victims(usual, DAYS)
    by_severity, by_trust = weights_of(victims)
    before, after = police_as_reason(usual), police_as_reason(doubting)
    return {
        "P16.ceiling": reported(trusting, [VIOLENT]) - reported(usual, [VIOLENT]),
        "P16.fall": reported(doubting, range(4)) - reported(usual, range(4)),
        "P16.reason": before,
        "P16.reason_after": after,
        "P16.reason_rise": after.above / after.below - before.above / before.below,
        "P16.severity": by_severity,
        "P16.trust": by_trust,
        "P16.severity_lead": by_severity - abs(by_trust),
    }


def reported(town: Simulation, types: list[int] | range) -> float:
    """Share of true crimes of these types that victims reported since day 0, percent (expected)."""
    books = town.town.books.counts.sum(axis=1)
    told = sum(books[REPORTED_EXPECTED + kind] for kind in types)
    true = sum(books[CRIMES_EXPECTED + kind] for kind in types)
    return float(100.0 * told / true)


def police_as_reason(town: Simulation) -> Ratio:
    """Silent victims of violence who say police would or could not help, percent."""
    books: FloatRows = town.town.books.counts
    silent = [float(books[first + VIOLENT].sum()) for first in REASONS]
    return Ratio(100.0 * silent[0], sum(silent))


def survey_of_victims(town: Simulation, days: int) -> Floats:
    """Simulate and ask every victim: reported (0 or 1), seriousness, trust, log odds of the type.

    Shape (victims, 4). Seriousness is the draw by which the victim decided.
    """
    shares = [town.numbers.reported_share[name] for name in CRIME_TYPES]
    by_type = [float(np.log(odds(share))) for share in shares]
    rows = []
    for _ in range(days):
        day, trust = town.day, trust_of(town)
        town.advance(1)
        today = town.town.incidents
        for at in range(int(town.town.department.incidents[0])):
            victim, kind = int(today.victim[at]), int(today.type[at])
            tag = tag_of(int(today.block[at]), kind, int(today.number[at]))
            serious = normal(uniforms(town.town.luck, REPORT, day, victim, tag)[0])
            rows.append((float(today.reported[at]), serious, trust[victim], by_type[kind]))
    return np.array(rows)


def weights_of(victims: Floats) -> tuple[float, float]:
    """Log odds of reporting per standard deviation of seriousness and of trust, type held fixed."""
    predictors = victims[:, 1:]
    predictors = (predictors - predictors.mean(axis=0)) / predictors.std(axis=0)
    coefficients = logit(victims[:, 0], predictors)
    return float(coefficients[1]), float(coefficients[2])
