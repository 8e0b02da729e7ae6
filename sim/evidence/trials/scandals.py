"""Scandals of three sizes that reach few or many (pattern P17).

Studies: Desmond, Papachristos & Kirk 2016 (doi 10.1177/0003122416663494), calls after a beating in
Milwaukee, and Zoorob 2020 (doi 10.1177/0003122419895254), who finds none lost; Ang, Bencsik, Bruhn
& Derenoncourt 2025 (doi 10.1257/aeri.20230572), calls per gunshot in 13 cities in 2020; White,
Weisburd & Wire 2018 (doi 10.1111/1745-9133.12404), no change in Baltimore; Kochel 2019, trust by
group around Ferguson.

Here: nine forks of a town, three sizes (step of trust of those who hear) by three saliences (chance
to hear, by group), against the same town without a scandal, week by week: reported crimes per true
crime over the first eight weeks; trust by group over the first four weekly surveys, and after
52 weeks. The local case is the middle size with local salience; the national one the largest size
with national salience.

Not the same: an exact counterfactual takes the place of the weeks before; nothing but the news
changes (no protests, no de-policing, no more gunfire); who hears is put in, not found.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.evidence.estimators import Ratio, Value
from sim.evidence.trials.town import Changes, town_for, trust_of
from sim.model.processes.crime import CRIMES_EXPECTED, REPORTED_EXPECTED
from sim.model.simulation import Simulation
from sim.model.state import Floats

WEEKS, CALL_WEEKS, SURVEYS = 52, 8, 4
SIZES = {"minor": -0.03, "serious": -0.10, "very_bad": -0.30}
SALIENCES = ("quiet", "local", "national")
NULL = 1.0  # percent of calls: a fall that nobody would notice
MAJORITY, MINORITY = 0, 1
LOCAL, NATIONAL = ("serious", "local"), ("very_bad", "national")


@dataclass(frozen=True)
class Weekly:
    """Reports per true crime, shape (weeks,); trust in points, shape (weeks, groups)."""

    calls: Floats
    trust: Floats


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """All measures of P17 in the town of one replicate."""
    start = town_for(replicate, 7 * WEEKS, changes)
    followed = {LOCAL, NATIONAL}
    usual = weekly(start.fork(), WEEKS)
    cases = {
        (size, salience): weekly(
            start.fork().scandal(SIZES[size], reach_of(start, salience)),
            WEEKS if (size, salience) in followed else CALL_WEEKS,
        )
        for size in SIZES
        for salience in SALIENCES
    }
    calls = {name: change_of_calls(case, usual) for name, case in cases.items()}
    local, national = (change_of_trust(cases[name], usual) for name in (LOCAL, NATIONAL))
    large_local = change_of_trust(cases["very_bad", "local"], usual)
    early = slice(0, SURVEYS)
    spread = 100.0 * float(trust_of(start).std())
    soon, large = local[early].mean(axis=0) / spread, large_local[early].mean(axis=0) / spread
    return {
        "P17.null_cases": float(sum(change > -NULL for change in calls.values())),
        "P17.local_calls": calls[LOCAL],
        "P17.national_calls": calls[NATIONAL],
        "P17.affected": float(soon[MINORITY]),
        "P17.others": float(soon[MAJORITY]),
        "P17.difference": float(soon[MINORITY] - soon[MAJORITY]),
        "P17.others_very_bad": float(large[MAJORITY]),
        "P17.recovered": recovered(local[:, MINORITY]),
        "P17.recovered_national": recovered(national.mean(axis=1)),
    }


def reach_of(town: Simulation, salience: str) -> dict[str, float]:
    """Chance to hear, by group: as the groups hear local and national news; quiet: half local."""
    groups = town.scenario.community.groups
    if salience == "national":
        return {name: group.hears_national_news for name, group in groups.items()}
    part = 0.5 if salience == "quiet" else 1.0
    return {name: part * group.hears_local_news for name, group in groups.items()}


def weekly(town: Simulation, weeks: int) -> Weekly:
    """Simulate so many weeks and read every seventh day (expected reports and crimes)."""
    groups = [town.town.residents.group == row for row in range(len(town.town.groups.people))]
    calls, trust, told, true = [], [], 0.0, 0.0
    for _ in range(weeks):
        town.advance(7)
        books = town.town.books.counts
        told_now = float(books[REPORTED_EXPECTED:][:4].sum())
        true_now = float(books[CRIMES_EXPECTED:][:4].sum())
        calls.append((told_now - told) / (true_now - true))
        told, true = told_now, true_now
        trust.append([100.0 * float(trust_of(town)[members].mean()) for members in groups])
    return Weekly(np.array(calls), np.array(trust))


def change_of_calls(case: Weekly, usual: Weekly) -> float:
    """Calls per true crime against usual, mean of the first weeks, in percent."""
    weeks = slice(0, CALL_WEEKS)
    return float(100.0 * (case.calls[weeks] / usual.calls[weeks] - 1.0).mean())


def change_of_trust(case: Weekly, usual: Weekly) -> Floats:
    """Trust against usual in points, shape (weeks, groups)."""
    change: Floats = case.trust - usual.trust[: len(case.trust)]
    return change


def recovered(change: Floats) -> Ratio:
    """Share of the early fall that is gone in the last week."""
    early = float(change[:SURVEYS].mean())
    return Ratio(early - float(change[-1]), early)
