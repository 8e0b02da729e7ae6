"""Community policing that is well run (P06), and the programme that P07 delivers badly.

Gill, Weisburd, Telep, Vitter & Bennett 2014, Journal of Experimental Criminology 10,
doi 10.1007/s11292-014-9210-y: 25 reports with 65 tests, mostly in neighbourhoods of the US, before
and after with comparison areas. Satisfaction and legitimacy rise, crime and fear hardly move.

Here: of the town's ten beats, paired by crime risk, one of each pair has the programme for twelve
months after a year of business as usual. Dose for about 2,500 residents, bought on top of the
staff's: 3 officer hours of visits a day (about 0.7 people reached per resident and year), 6 hours
of foot patrol, 1.5 hours of follow-up to what residents raise, 3 events a month. At $90 an hour and
$400 an event that is about $160 per treated resident a year.

Each resident answers twice: in the town with the programme and in a fork without, which stands for
the survey before it (same day, same draws). Satisfaction = trust + .2 (familiarity - .1)
- .3 (disorder of the block - .3), split at the controls' median on the first day; legitimacy =
trust, split at one half. True crime is read as its expected value; whether one town would call it
significant is read from crimes counted before and after.

Not the same: the studies' programmes differ widely, none had this dose; satisfaction with police
was asked, not computed; follow-up hours serve the whole town.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sim.evidence.estimators import Value, change_against_controls, odds_ratio
from sim.evidence.trials.town import (
    Changes,
    Crimes,
    Rows,
    add_hours,
    live,
    matched_halves,
    place,
    stayed,
    town_for,
    trust_of,
)
from sim.model.processes.foot_patrol import AT_FOOT_PATROL
from sim.model.processes.gatherings import AT_GATHERINGS
from sim.model.processes.staff import MONTH
from sim.model.processes.visits import AT_VISITS
from sim.model.simulation import Simulation
from sim.model.state import Floats

YEAR = 365
VISIT_HOURS, FOOT_HOURS, FOLLOW_UP_HOURS = 3.0, 6.0, 1.5  # officer hours a day
EVENTS = 3.0  # a month, beside the town's usual one


@dataclass(frozen=True)
class Areas:
    """Treated and control blocks, and who lives there; shares (blocks,) of what is done where."""

    treated: Rows
    control: Rows
    chosen: npt.NDArray[np.bool_]

    def difference(self, values: Floats, kept: npt.NDArray[np.bool_]) -> float:
        """Mean of residents in treated areas less that in control areas, of those ``kept``."""
        return float(values[self.chosen & kept].mean() - values[~self.chosen & kept].mean())


def divide(town: Simulation, replicate: int) -> Areas:
    """Pair the beats by crime risk and draw one of each pair."""
    blocks = town.town.blocks
    risk = np.bincount(blocks.beat, blocks.risk)
    beats, _ = matched_halves(np.argsort(-risk, kind="stable"), replicate)
    chosen = np.isin(blocks.beat, beats)
    treated, control = np.flatnonzero(chosen), np.flatnonzero(~chosen)
    return Areas(treated, control, chosen[town.town.residents.block])


def start_programme(town: Simulation, areas: Areas, follow_up_hours: float, bought: bool) -> None:
    """Visits, foot patrol, events and follow-up from today; hours are bought or from patrol."""
    own = town.lever("bought_hours")
    place(town, AT_VISITS, areas.treated)
    place(town, AT_FOOT_PATROL, areas.treated)
    add_hours(town, "visit_hours", VISIT_HOURS)
    add_hours(town, "foot_patrol_hours", FOOT_HOURS)
    add_hours(town, "follow_up_hours", follow_up_hours)
    usual = town.lever("events_per_month")
    shares = town.town.blocks.homes * usual / town.town.blocks.homes.sum()
    shares[areas.treated] += EVENTS / len(areas.treated)
    town.set_places(AT_GATHERINGS, shares / shares.sum())
    town.set_lever("events_per_month", usual + EVENTS)
    event_hours = EVENTS * town.numbers.hours.event / MONTH
    town.set_lever("bought_hours", town.lever("bought_hours") + event_hours if bought else own)


def satisfaction_of(town: Simulation) -> Floats:
    """Satisfaction with police of every resident."""
    residents, blocks = town.town.residents, town.town.blocks
    known = residents.familiarity - town.numbers.fading.strangers
    untidy = blocks.disorder[residents.block] - town.numbers.issues.disorder_rest
    satisfied: Floats = trust_of(town) + 0.2 * known - 0.3 * untidy
    return satisfied


def is_significant(before: Crimes, after: Crimes, areas: Areas) -> bool:
    """Whether crimes counted before and after in both areas would show a change (5%)."""
    counts = np.array(
        [
            crimes.realised[rows].sum()
            for rows in (areas.treated, areas.control)
            for crimes in (after, before)
        ]
    )
    change = np.log(counts) @ np.array([1.0, -1.0, -1.0, 1.0])
    return bool(abs(change) > 1.96 * np.sqrt((1.0 / counts).sum()))


def cost(town: Simulation) -> float:
    """Dollars a year of the programme at full support."""
    price, hours = town.numbers.cost, VISIT_HOURS + FOOT_HOURS + FOLLOW_UP_HOURS
    an_event = town.numbers.hours.event * price.hour + price.event_goods
    return float(365.25 * hours * price.hour + 12.0 * EVENTS * an_event)


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Odds ratios of satisfaction and legitimacy, crime and fear after twelve months."""
    start = town_for(replicate, 2 * YEAR, changes)
    areas = divide(start, replicate)
    before = live(start, YEAR)
    usual, run = start.fork(), start.fork()
    start_programme(run, areas, FOLLOW_UP_HOURS, bought=True)
    without, after = live(usual, YEAR), live(run, YEAR)

    kept = stayed(start, run)
    median = float(np.median(satisfaction_of(start)[~areas.chosen]))

    def odds_above(line: float, before_it: Floats, after_it: Floats) -> Value:
        shares = [
            float((answers[people & kept] > line).mean())
            for people in (areas.chosen, ~areas.chosen)
            for answers in (before_it, after_it)
        ]
        return odds_ratio(*shares)

    crimes = [
        float(crime.expected[rows].sum())
        for rows in (areas.treated, areas.control)
        for crime in (after, without)
    ]
    worry = [town.town.residents.worry for town in (run, usual)]
    spread = start.town.residents.worry.std(ddof=1)
    return {
        "P06.satisfaction": odds_above(median, satisfaction_of(usual), satisfaction_of(run)),
        "P06.legitimacy": odds_above(0.5, trust_of(usual), trust_of(run)),
        "P06.crime": change_against_controls(*crimes),
        "P06.significant": 100.0 * is_significant(before, after, areas),
        "P06.fear": areas.difference(worry[0] - worry[1], kept) / spread,
        "P06.trust": areas.difference(trust_of(run) - trust_of(usual), kept)
        / trust_of(start).std(ddof=1),
        "P06.cost": cost(run) / areas.chosen.sum(),
    }
