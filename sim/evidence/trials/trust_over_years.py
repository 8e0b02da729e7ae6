"""How alike the same people's answers about police stay over years (Q12).

Oliveira 2022, Journal of Experimental Criminology 19(1), doi 10.1007/s11292-022-09527-9, Sao Paulo;
computed from the author's public file: 753 people asked three times from 2015 to 2019. Answers
about fairness correlate at .48 and .54 from wave to wave and at .51 over two waves; about
legitimacy and effectiveness a little less (.93 and .85 of what they do from wave to wave).

Here: business as usual; residents who stayed are asked on days 180, 635 and 1090. An answer is
trust with ten points of noise, new at each wave, cut to the scale.

Not the same: the study has several scales, ours is one number; how noisy an answer is was fixed
beforehand and not measured; nothing happens in the world outside.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Value
from sim.evidence.trials.single_visit import SURVEY_NOISE
from sim.evidence.trials.town import Changes, stayed, town_for, trust_of
from sim.model.simulation import Simulation
from sim.model.state import Floats

RESIDENTS, DAYS = 2000, 1100
WAVES = (180, 635, 1090)  # asked at the end of these days, the first day being 0


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Correlation from wave to wave, and over two waves against it."""
    luck = np.random.default_rng(replicate)
    start = town_for(replicate, DAYS, changes, community={"residents": RESIDENTS})
    town = start.fork()
    waves = [answers(town.advance(day + 1 - town.day), luck) for day in WAVES]
    alike = np.asarray(np.corrcoef(np.array(waves)[:, stayed(start, town)]))
    to_next = 0.5 * float(alike[0, 1] + alike[1, 2])
    return {"Q12.lasting": float(alike[0, 2]) / to_next, "Q12.next": to_next}


def answers(town: Simulation, luck: np.random.Generator) -> Floats:
    """What every resident says of police if asked today: trust with noise, 0-1."""
    trust = trust_of(town)
    return np.clip(trust + SURVEY_NOISE * luck.standard_normal(len(trust)), 0.0, 1.0)
