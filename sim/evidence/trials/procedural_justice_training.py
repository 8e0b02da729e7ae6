"""Hot-spot officers trained in procedural justice (P08).

Weisburd and others 2022, PNAS 119(14), doi 10.1073/pnas.2118780119: in Tucson, Cambridge and
Houston 120 hot spots were policed for about nine months, half of them by officers with five days of
training, half by others with the same hours; 28 officers, about 500 observed encounters. Trained
officers behaved better and disrespected people less; crime incidents fell by 14%; residents of the
hot spots saw less harassment, but thought of police as before.

Here: the 24 riskiest of 200 blocks, each with .75 officer hours of car patrol and .33 of stops a
day (the study's 28 full-time officers had about as much for each place), bought on top of the
staff's, for 270 days: 2.5 stops a resident of the hot spots beside the everyday ones. In one fork
the officers who stop people there are trained and mean it, in the other not. Same places, same
hours, same draws, so each place is its own control; residents who stayed are asked.

Disrespect is the share of stops judged below the model's line, as a difference of logits in SD
(pi / sqrt 3). Harassment is read as grievance after searches and force.

Not the same: places were drawn by lot into two halves, here all of them are both; trained officers
patrolled as well as stopped people, and behaved better in every contact, here at stops only.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Ratio, Value, odds
from sim.evidence.trials.town import (
    Changes,
    add_hours,
    hottest,
    live,
    living_in,
    place,
    stayed,
    town_for,
    trust_of,
)
from sim.model.processes.hot_spots import AT_HOT_SPOTS
from sim.model.processes.stops import ARRESTS, AT_STOPS, DISRESPECT, STOPS
from sim.model.simulation import Simulation

PLACES, DAYS = 24, 270
PATROL_EACH, STOPS_EACH = 0.75, 1.0 / 3.0  # officer hours a day and hot spot


def logit_difference(share: float, other: float) -> float:
    """Difference of two shares in standard deviations of a latent logistic scale."""
    return float(np.log(odds(share) / odds(other)) * np.sqrt(3.0) / np.pi)


def counted(town: Simulation, row: int) -> float:
    """Happenings of the trial, all groups."""
    return float(town.town.books.counts[row].sum())


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Conduct at stops, arrests, crime at the hot spots, and what residents think."""
    start = town_for(replicate, DAYS, changes)
    spots = hottest(start, PLACES)
    place(start, AT_HOT_SPOTS, spots)
    place(start, AT_STOPS, spots)
    add_hours(start, "hot_spot_hours", PATROL_EACH * PLACES)
    add_hours(start, "stop_hours", STOPS_EACH * PLACES)
    standard, trained = start.fork(), start.fork()
    trained.set_lever("stop_conduct", float(start.numbers.contact.training_effect))
    crimes = [float(live(town, DAYS).expected[spots].sum()) for town in (trained, standard)]

    stops, arrests, disrespect = (
        [counted(town, row) for town in (trained, standard)] for row in (STOPS, ARRESTS, DISRESPECT)
    )
    people = living_in(start, spots) & stayed(start, trained)
    trust = trust_of(trained) - trust_of(standard)
    grievance = [town.town.residents.grievance[people] for town in (trained, standard)]
    return {
        "P08.disrespect": logit_difference(disrespect[0] / stops[0], disrespect[1] / stops[1]),
        "P08.arrests": Ratio(100.0 * (arrests[0] - arrests[1]), arrests[1]),
        "P08.crime": 100.0 * (crimes[0] / crimes[1] - 1.0),
        "P08.legitimacy": float(trust[people].mean()) / float(trust_of(start).std(ddof=1)),
        "P08.harassment": float(grievance[0].mean() - grievance[1].mean())
        / float(grievance[1].std(ddof=1)),
    }
