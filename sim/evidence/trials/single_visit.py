"""One friendly visit at the door (P01), and what is left of it three weeks later (P02).

Peyton, Sierra-Arévalo & Rand 2019, "A field experiment on community policing and police
legitimacy", PNAS 116(40), doi 10.1073/pnas.1910157116, New Haven 2018; a correction of 2023, PNAS
120(16) e2304479120, has not been read. 2,013 people answered a
first survey and were randomised in blocks of four; officers called once, unannounced, at half of
the doors and found 412 of 1,007; 1,484 answered on day 3 and 1,069 on day 21.

Here: 2,012 residents in quartets alike in trust, two of each visited on day 0. An attempt finds
somebody with the model's chance; an officer of the beat comes, who may be known. Dose: one visit a
person reached, none to anybody else. The town is forked, so a respondent's effect is the difference
from the same respondent in the town without visits; those reached count by assignment as
instrument.

Not the same: a home is one resident; who answers is drawn at random; trust is one number, not the
first component of four scales (of which compliance did not move); nothing but the officer's conduct
is left of what was said at the door. The noise of a survey is ours: ten points at each wave.
"""

from __future__ import annotations

import numpy as np

from sim.evidence.estimators import Ratio, Value, effect_on_treated, t_of_difference
from sim.evidence.trials.town import Changes, Rows, stayed, town_for, trust_of
from sim.model.processes.visits import VISIT
from sim.model.simulation import Simulation
from sim.model.state import Floats

PEOPLE = 2012  # 503 quartets; the study had 2,013 people
RESPONDENTS = {3: 1484, 21: 1069}
SURVEY_NOISE = 0.10


def quartets(trust: Floats, people: int, luck: np.random.Generator) -> tuple[Rows, Floats]:
    """Draw people, block them in fours alike in trust, assign two of each: rows and 0 or 1."""
    drawn = luck.permutation(len(trust))[: people // 4 * 4]
    ordered = drawn[np.argsort(trust[drawn], kind="stable")]
    places = luck.random((len(ordered) // 4, 4)).argsort(axis=1)
    return ordered, (places < 2).astype(np.float64).ravel()


def officers_for(town: Simulation, people: Rows, luck: np.random.Generator) -> Rows:
    """One officer of the usual staff for each person: of their beat, where it has any."""
    beat_of, posts = town.town.blocks.beat[town.town.residents.block], town.town.officers
    usual = np.flatnonzero(posts.hired == 0)
    of_beat = {beat: usual[posts.beat[usual] == beat] for beat in np.unique(beat_of)}
    chosen = [
        luck.choice(of_beat[beat] if len(of_beat[beat]) else usual) for beat in beat_of[people]
    ]
    return np.array(chosen)


def survey_t(before: Floats, after: Floats, assigned: Floats) -> float:
    """Welch's t of assigned against others after the first survey is adjusted for."""
    slope, level = np.polyfit(before, after, 1)
    rest = after - level - slope * before
    return t_of_difference(rest[assigned > 0], rest[assigned == 0])


def trial(replicate: int, changes: Changes) -> dict[str, Value]:
    """Effect on day 3 and what is left of it on day 21."""
    luck = np.random.default_rng(replicate)
    start = town_for(replicate, 30, changes)
    people, assigned = quartets(trust_of(start), PEOPLE, luck)
    reached = assigned * (luck.random(len(people)) < start.numbers.visits.reached)

    numbers, officers = start.numbers, officers_for(start, people, luck)
    conduct = numbers.visits.quality + start.town.officers.skill[officers]
    conduct += 0.5 * numbers.contact.spread * luck.standard_normal(len(people))
    visited, untouched = start.fork(), start.fork()
    for at in np.flatnonzero(reached):
        quality = float(np.clip(conduct[at], 0.0, 1.0))
        visited.contact(people[at], VISIT, quality, officer=int(officers[at]))

    noise = SURVEY_NOISE * luck.standard_normal((2, len(people)))
    before = trust_of(start)[people]
    spread = float(before.std(ddof=1))
    effects: dict[int, Ratio] = {}
    t_value = np.nan
    for day, number in RESPONDENTS.items():
        for town in (visited, untouched):
            town.advance(day - town.day)
        there = np.flatnonzero(stayed(start, visited)[people])
        asked = np.sort(luck.permutation(there)[:number])
        after = trust_of(visited)[people]
        gain = (after - trust_of(untouched)[people])[asked]
        effects[day] = effect_on_treated(gain, assigned[asked], reached[asked])
        if day == 3:
            first, second = (before + noise[0])[asked], (after + noise[1])[asked]
            t_value = survey_t(first, second, assigned[asked])

    day3, day21 = effects[3], effects[21]
    return {
        "P01.att": Ratio(day3.above / spread, day3.below),
        "P01.att_points": Ratio(100.0 * day3.above, day3.below),
        "P01.itt": day3.above / spread,
        "P01.reached": day3.below,
        "P01.t": t_value,
        "P02.share_left": Ratio(day21.above / day21.below, day3.above / day3.below),
        "P02.att": Ratio(day21.above / spread, day21.below),
    }
