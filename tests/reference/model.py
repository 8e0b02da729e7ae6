"""The town as a plain Mesa model: one object for every resident and officer, one day a step.

This is the specification of the day to be read, and the oracle of the fast model: from the same
day 0, with the same rules and the same draws, both must live the same lives.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar

import mesa

from sim.model.draws import uniform, uniforms
from sim.model.processes.crime import CRIMES_EXPECTED, REPORTED_EXPECTED
from sim.model.processes.news import HOW_BIG, MONTHLY
from sim.model.processes.response import ON_RESPONSE
from sim.model.processes.ties import TURN
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation

from . import crime, stops
from .beginning import Group, settle_in
from .blocks import Block
from .books import Books
from .contacts import Contact, settle
from .department import Department, Shock, orders_of
from .officers import Beat, Officer
from .residents import Resident
from .rules import drift, exposure_step, fade_share, normal, numbers_of

Thing = TypeVar("Thing")
NORM_LIMIT = 0.25


class Night:
    """Shares that fade in a night, and what is left on the last day of a change to standing."""

    def __init__(self, model: ReferenceModel) -> None:
        n = model.numbers.fading
        self.impression = fade_share(n.impression)
        self.anchor = fade_share(n.anchor)
        self.ownership = fade_share(n.ownership)
        self.worry = fade_share(n.worry)
        self.familiarity = fade_share(n.familiarity)
        self.heard = fade_share(n.heard)
        self.grievance = fade_share(n.grievance)
        nights = model.days - model.day - 1
        self.standing_left = model.books.standing_left[nights] if model.day >= 0 else 0.0


class ReferenceModel(mesa.Model):
    """One town under one arm of a scenario.

    Args:
        scenario: a scenario or the path of one.
        arm: name of the arm; nothing: the scenario's baseline.
        replicate: number of the replicate, from 1.
        rng: start of the luck in which people are visited; changes nothing but rounding.
        start: a simulation whose state and plan to begin from, instead of day 0 of the arm.
    """

    groups: list[Group]
    beats: list[Beat]
    blocks: list[Block]
    crime_types: list[crime.CrimeType]
    department: Department
    shocks: list[Shock]
    turn: mesa.agent.AgentSet  # whose monthly decisions fall on today

    def __init__(
        self,
        scenario: Scenario | str | Path,
        arm: str | None = None,
        replicate: int = 1,
        rng: int | None = None,
        start: Simulation | None = None,
    ) -> None:
        super().__init__(rng=replicate if rng is None else rng)
        if not isinstance(scenario, Scenario):
            scenario = load_scenario(scenario)
        if start is None:
            start = Simulation.start(scenario, replicate).fork(arm or scenario.baseline)
        self.day = start.day
        self.days = scenario.days
        self.burn_in = scenario.burn_in_days
        self.luck = start.town.luck.copy()
        self.numbers = numbers_of(start.numbers)
        self.stages = start.plan.stage.tolist()
        self.orders_by_stage = orders_of(start.plan)
        self.contacts: list[Contact] = []
        self.crimes: list[crime.Crime] = []
        self.books = Books(self)
        settle_in(self, start)
        self.datacollector = mesa.DataCollector(
            {
                "trust": mean_trust,
                "familiarity": mean_familiarity,
                "ownership": mean_ownership,
                "reporting": reporting,
            }
        )

    # -- where to find things ----------------------------------------------------------------------

    @property
    def residents(self) -> mesa.agent.AgentSet:
        """Everybody who lives here."""
        return self.agents_by_type[Resident]

    @property
    def officers(self) -> Sequence[Officer]:
        """Everybody who polices here."""
        return self.agents_by_type.get(Officer, [])

    @property
    def orders(self) -> SimpleNamespace:
        """What the department has decided for today: levers by name, and places."""
        return self.orders_by_stage[self.stages[self.day + self.burn_in]]

    @property
    def is_first_day(self) -> bool:
        """The first day of the burn-in sets what is usual."""
        return self.day == -self.burn_in

    def draw(self, decision: int, who: int, whom: int = 0) -> float:
        """Today's luck of ``who`` in a decision."""
        return uniform(self.luck, decision, self.day, who, whom)

    def draws(self, decision: int, who: int, whom: int = 0) -> tuple[float, float, float, float]:
        """Today's luck of ``who`` in four decisions of one address."""
        return uniforms(self.luck, decision, self.day, who, whom)

    def in_any_order(self, things: Sequence[Thing]) -> list[Thing]:
        """The same things, shuffled: the order in which they are visited cannot matter."""
        return self.random.sample(things, len(things))

    # -- the day -----------------------------------------------------------------------------------

    def step(self) -> None:
        """One day, from the first hour to the night."""
        if self.day >= 0 and self.day % 365 == 0:
            self.residents.do("start_new_year")
        self.turn = self.residents.select(lambda who: (who.home + self.day) % TURN == 0)
        self.department.plan_the_day()
        self.train_officers()
        self.live_with_issues()
        self.look_at_police()
        self.report_suspicious_activity()
        crime.expect_crime(self)
        self.live_with_crime()
        self.respond()
        self.call_police()
        self.visit_homes()
        self.walk_the_beat()
        self.gather()
        self.stop_people()
        self.live_under_cameras()
        self.follow_up()
        self.see_police()
        self.talk()
        self.hear_news()
        self.meet_in_groups()
        self.join_or_lapse()
        self.sleep()
        self.renew_ties()
        self.move()
        self.rotate_officers()
        self.day += 1
        self.running = self.day < self.days
        self.datacollector.collect(self)

    def train_officers(self) -> None:
        """Training, and what the officers of a beat bring to it today."""
        for officer in self.in_any_order(list(self.officers)):
            officer.train()
        for beat in self.beats:
            beat.take_stock()

    def live_with_issues(self) -> None:
        """Local issues arise, are solved by residents, escalate, or become broken promises."""
        for block in self.in_any_order(self.blocks):
            block.issues.live_on()
        settle(self)

    def look_at_police(self) -> None:
        """How residents see police this morning."""
        for block in self.blocks:
            block.wake_up()
        self.residents.shuffle_do("look_at_police")

    def live_with_crime(self) -> None:
        """Crime happens; victims and witnesses decide whether to speak."""
        crime.commit_crimes(self)
        if self.day >= 0:
            crime.expect_reports(self)
            crime.expect_records(self)
        settle(self)

    def report_suspicious_activity(self) -> None:
        """Residents report what looks wrong."""
        for block in self.in_any_order(self.blocks):
            block.report_suspicious_activity()

    def respond(self) -> None:
        """Police answer the crimes that were reported today."""
        for each in self.in_any_order(self.crimes):
            if each.reported:
                crime.respond(each)
        settle(self)
        load = self.department.busy
        self.department.count_work()
        if self.day >= 0:
            crime.expect_clearance(self, load)

    def call_police(self) -> None:
        """Calls for help, accidents, thanks."""
        if self.department.hours[ON_RESPONSE] > 0.0:
            for block in self.in_any_order(self.blocks):
                block.call_police()
        settle(self)

    def visit_homes(self) -> None:
        """Officers at the door."""
        self.department.visit_homes()
        settle(self)

    def walk_the_beat(self) -> None:
        """Officers out of their cars."""
        for block in self.in_any_order(self.blocks):
            if block.foot_hours > 0.0:
                block.be_walked()
        settle(self)

    def gather(self) -> None:
        """Events and meetings."""
        self.department.hold_gatherings()
        settle(self)

    def stop_people(self) -> None:
        """Stops, searches, force."""
        stops.make_stops(self)
        settle(self)

    def live_under_cameras(self) -> None:
        """A day under cameras, where there are any."""
        cameras = sum(block.cameras for block in self.blocks)
        if cameras > 0.0:
            per_thousand = cameras / len(self.residents) * 1000.0
            everybody = exposure_step(self.numbers.surveillance.trust_everybody * per_thousand)
            for block in self.blocks:
                block.be_covered(everybody)
            self.residents.shuffle_do("live_under_cameras")

    def follow_up(self) -> None:
        """Promises kept."""
        self.department.follow_up()
        settle(self)

    def see_police(self) -> None:
        """Police seen more or less than usual."""
        for block in self.in_any_order(self.blocks):
            block.be_policed_visibly()

    def talk(self) -> None:
        """What friends tell."""
        self.residents.shuffle_do("talk")
        settle(self)

    def hear_news(self) -> None:
        """Today's scandals, and once a month the news from elsewhere."""
        for number, shock in enumerate(self.shocks, start=1):
            if shock.day == self.day:
                district = [block for block in self.blocks if shock.here[block.number]]
                self.break_news(shock.size, shock.reach, number, district)
        spread = self.numbers.news.background
        if spread > 0.0 and self.day % MONTHLY == 0:
            size = min(0.5, max(-0.5, spread * normal(self.draw(HOW_BIG, 0))))
            reach = [group.national_news for group in self.groups]
            self.break_news(size, reach, 0, self.blocks)

    def break_news(
        self, size: float, reach: list[float], number: int, district: list[Block]
    ) -> None:
        """News spreads among those who live in a district, in any order."""
        for block in self.in_any_order(district):
            for who in self.in_any_order(block.residents):
                who.hear_news(size, reach, number)

    def meet_in_groups(self) -> None:
        """Civic life without police."""
        for block in self.blocks:
            if block.has_turn:
                block.meet_without_police()

    def join_or_lapse(self) -> None:
        """Watch and volunteering."""
        self.turn.shuffle_do("join_or_lapse")
        self.department.support_watch()

    def sleep(self) -> None:
        """The night, and what everybody makes of the day by tomorrow."""
        self.residents.shuffle_do("sleep", Night(self))
        for block in self.blocks:
            block.take_stock()
        share = fade_share(self.numbers.fading.norm)
        for group, members in self.residents.groupby("group", result_type="list"):
            moved = math.fsum(who.standing for who in members) / len(members) - group.usual_standing
            group.norm = min(NORM_LIMIT, max(-NORM_LIMIT, drift(group.norm, moved, share)))

    def renew_ties(self) -> None:
        """Ties fade, then form; room for new ones goes by home."""
        self.turn.shuffle_do("let_ties_fade")
        self.turn.do("make_tie")

    def move(self) -> None:
        """People come and go; then the newcomers get to know people, home by home."""
        newcomers = self.turn.select(lambda who: who.moves_today())
        newcomers.shuffle_do("move_out")
        newcomers.do("get_to_know_people")

    def rotate_officers(self) -> None:
        """Officers come and go."""
        for officer in self.in_any_order(list(self.officers)):
            officer.perhaps_leave()


def mean_trust(model: ReferenceModel) -> float:
    """Mean trust, 0-1."""
    return mean(model.residents.get("trust"))


def mean_familiarity(model: ReferenceModel) -> float:
    """Mean familiarity with officers, 0-1."""
    return mean(model.residents.get("familiarity"))


def mean_ownership(model: ReferenceModel) -> float:
    """Mean ownership, 0-1."""
    return mean(model.residents.get("ownership"))


def reporting(model: ReferenceModel) -> float:
    """Expected reported crimes of expected crimes since day 0."""
    counts, kinds, groups = model.books.counts, range(4), range(len(model.groups))
    crimes = sum(counts[CRIMES_EXPECTED + kind, group] for kind in kinds for group in groups)
    told = sum(counts[REPORTED_EXPECTED + kind, group] for kind in kinds for group in groups)
    return told / crimes if crimes > 0.0 else math.nan


def mean(values: Sequence[Any]) -> float:
    """Mean of a list of numbers."""
    return math.fsum(values) / len(values)
