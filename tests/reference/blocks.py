"""Blocks of about twenty-five homes: who lives there, what police leave behind, civic life."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.model.processes.calls import (
    ACCIDENTS,
    CALL_FOR_HELP,
    CALLS_FOR_HELP,
    HOW,
    HOW_MANY,
    THANKS,
    WHICH_OFFICER,
    WHO,
    mood_to_thank,
)
from sim.model.processes.causes_of_crime import ON_PROBLEM_SOLVING
from sim.model.processes.community_groups import FATE, ON_RESIDENTS_GROUPS, WITH_WHOM
from sim.model.processes.contact import BY_RESIDENT, FORCE, OTHERWISE
from sim.model.processes.foot_patrol import FOOT_PATROL, GREETING, GREETINGS, ON_FOOT_PATROL
from sim.model.processes.foot_patrol import WHICH_OFFICER as WHO_WALKS
from sim.model.processes.hot_spots import ON_HOT_SPOTS
from sim.model.processes.response import CALLS_WITH_FORCE
from sim.model.processes.staff import ON_PATROL
from sim.model.processes.stops import ON_STOPS
from sim.model.processes.suspicious_activity import HOW_MANY as HOW_MANY_REPORTS
from sim.model.processes.suspicious_activity import SUSPICIOUS, SUSPICIOUS_EXPECTED
from sim.model.processes.suspicious_activity import WHO as WHO_REPORTS
from sim.model.processes.ties import TURN

from .issues import Issues
from .rules import (
    camera_step,
    drift,
    exposure_step,
    fade_share,
    first_past,
    greeting_chance,
    happenings,
    logistic,
    nothing_left_to_solve,
    race,
    seen,
    tag_of,
    treatment,
)

if TYPE_CHECKING:
    from .model import ReferenceModel
    from .officers import Beat
    from .residents import Resident

LEAST_UNUSUAL = 1e-12  # smaller differences are rounding
HELP, ACCIDENT, THANK = 0, 1, 2  # what a call is about


class Block:
    """One block and today's memory of it.

    Attributes:
        doubt: chance that a resident holds police unhelpful, summed by group.
        tipping: mean chance that a witness tips.
        eyes: chances to report suspicious activity, summed.
        expected: expected crimes today by type.
        recorded: expected crimes that are reported today by type.
    """

    def __init__(self, model: ReferenceModel, number: int, beat: Beat, **state: Any) -> None:
        self.model, self.number, self.beat = model, number, beat
        self.residents: list[Resident] = []
        self.neighbours: list[Block | None] = []
        self.people: Counter[int] = Counter()
        self.issues = Issues(self)
        self.x: int = state["x"]
        self.y: int = state["y"]
        self.community_group = bool(state["community_group"])
        self.risk: float = state["risk"]
        self.issue_rate: float = state["issue_rate"]
        self.risk_of: list[float] = state["risk_of"]
        self.heat: list[float] = state["heat"]
        self.usual_heat: list[float] = state["usual_heat"]
        self.patrol_share: float = state["patrol_share"]
        self.disorder: float = state["disorder"]
        self.presence: float = state["presence"]
        self.usual_presence: float = state["usual_presence"]
        self.lasting: float = state["lasting"]
        self.usual_visible: float = state["usual_visible"]
        self.enforcement: float = state["enforcement"]
        self.lawful_stops: float = state["lawful_stops"]
        self.usual_lawful_stops: float = state["usual_lawful_stops"]
        self.conduct: float = state["conduct"]
        self.usual_conduct: float = state["usual_conduct"]
        self.solving: float = state["solving"]
        self.usual_solving: float = state["usual_solving"]
        self.ownership: float = state["ownership"]
        self.usual_ownership: float = state["usual_ownership"]
        self.watch: float = state["watch"]
        self.usual_watch: float = state["usual_watch"]
        self.cameras: float = state["cameras"]
        self.offending: float = state["offending"]
        self.usual_offending: float = state["usual_offending"]
        self.usual_trust: float = state["usual_trust"]
        self.car_hours = self.foot_hours = 0.0
        self.cover = self.camera_step = 0.0
        self.doubt: defaultdict[int, float] = defaultdict(float)
        self.tipping = self.eyes = 0.0
        self.expected: list[float] = state["expected"]
        self.recorded: list[float] = state["recorded"]

    @property
    def next_door(self) -> list[Block]:
        """The blocks around, as far as the town goes."""
        return [block for block in self.neighbours if block is not None]

    @property
    def has_turn(self) -> bool:
        """Whether what is decided once a month is decided today."""
        return (self.number + self.model.day) % TURN == 0

    def share(self, kind: str) -> float:
        """Share of what is done at places of a kind that is done here (cameras: their number)."""
        return self.model.orders.places[kind][self.number]

    def distance(self, other: Block) -> int:
        """Blocks to walk."""
        return abs(self.x - other.x) + abs(self.y - other.y)

    def mean_trust(self) -> float:
        """Mean trust of those who live here; 0 where nobody does."""
        return math.fsum(who.trust for who in self.residents) / max(1, len(self.residents))

    def somebody(self, decision: int, tag: int) -> Resident | None:
        """One resident, all equally likely."""
        return first_past(self.residents, lambda who: self.model.draw(decision, who.home, tag))

    # -- police here -----------------------------------------------------------------------------

    def be_patrolled(self, hours: Mapping[int, float]) -> None:
        """Officer hours here today, by duty in the town, and the memory they leave."""
        n = self.model.numbers.hours
        solving = hours[ON_PROBLEM_SOLVING] * self.share("problem_solving")
        self.car_hours = (
            hours[ON_PATROL] * self.patrol_share
            + hours[ON_HOT_SPOTS] * self.share("hot_spots")
            + hours[ON_STOPS] * self.share("stops")
            + n.solving_presence * solving
        )
        self.foot_hours = hours[ON_FOOT_PATROL] * self.share("foot_patrol")
        keep = 1.0 if self.model.is_first_day else fade_share(n.memory_block)
        self.presence = drift(self.presence, self.car_hours + self.foot_hours, keep)

    def forget(self) -> None:
        """Memories of stops and problem solving fade; today's problem solving is added."""
        n = self.model.numbers.crime
        self.offending = drift(self.offending, 1.0, fade_share(n.removed_memory))
        if self.model.day >= 0:
            more = max(0.0, self.presence - self.usual_presence)
            reach = 1.0 - math.exp(-more / n.presence_scale)
            self.lasting = drift(self.lasting, reach, fade_share(n.presence_history))
        self.enforcement = drift(self.enforcement, 0.0, fade_share(n.stops_memory))
        self.lawful_stops = drift(self.lawful_stops, 0.0, fade_share(n.stops_memory))
        self.solving = drift(self.solving, 0.0, fade_share(n.solving_memory))
        hours = self.model.department.hours[ON_PROBLEM_SOLVING] * self.share("problem_solving")
        self.solving += hours
        extra, fade = self.solving - self.usual_solving, fade_share(n.solving_memory)
        in_vain = nothing_left_to_solve(hours, extra, self.usual_solving, n.solving_rate, fade)
        self.model.books.work_in_vain(ON_PROBLEM_SOLVING, in_vain)
        self.cameras = self.share("cameras")

    def be_walked(self) -> None:
        """Officers on foot greet residents."""
        n = self.model.numbers.foot_patrol
        chance = greeting_chance(self.foot_hours, n.greeted, n.hours)
        for who in self.model.in_any_order(self.residents):
            u_greeted, u_conduct, _, _ = self.model.draws(GREETING, who.home)
            if u_greeted >= chance:
                continue
            officer = self.beat.send(WHO_WALKS, who)
            if officer is not None:
                base = n.quality + self.model.orders.foot_patrol_conduct
                quality = officer.conduct(base, u_conduct, 0.5 * self.model.numbers.contact.spread)
                familiar = self.model.numbers.contact.familiar_passing
                who.meet(officer, FOOT_PATROL, quality, n.weight, familiar)
                self.model.books.count(GREETINGS, who.group.number)

    def be_covered(self, everybody: float) -> None:
        """What cameras mean today; ``everybody`` is the step of those whom no camera sees."""
        self.cover = min(1.0, self.cameras)
        covered = self.model.numbers.surveillance.trust_covered
        self.camera_step = camera_step(everybody, exposure_step(covered), self.cover)

    def be_policed_visibly(self) -> None:
        """Residents notice when more or less police are seen than usual, and get used to it."""
        n = self.model.numbers.visibility
        today = seen(self.car_hours, self.foot_hours, n.car, n.foot)
        if self.model.is_first_day:
            self.usual_visible = today
        unusual = today - self.usual_visible
        if abs(unusual) >= LEAST_UNUSUAL:
            self.usual_visible += fade_share(n.habit) * unusual
            for who in self.model.in_any_order(self.residents):
                who.see_police(unusual)

    # -- what residents do -----------------------------------------------------------------------

    def report_suspicious_activity(self) -> None:
        """Residents report what looks wrong, each as readily as they are vigilant."""
        if self.model.day < 0:
            return
        n, count = self.model.numbers.tips, self.model.books.count
        expected = n.suspicious / 365.25 / logistic(n.neutral) * self.eyes
        count(SUSPICIOUS_EXPECTED, 0, expected)
        for number in range(happenings(self.model.draw(HOW_MANY_REPORTS, self.number), expected)):
            who = first_past(
                self.residents,
                lambda who, number=number: race(
                    self.model.draw(WHO_REPORTS, who.home, number), who.vigilance()
                ),
            )
            if who is not None:
                count(SUSPICIOUS, who.group.number)
                who.note_contact(BY_RESIDENT)

    def call_police(self) -> None:
        """Calls for help, accidents, and thanks."""
        n, luck = self.model.numbers.calls, self.model.draws(HOW_MANY, self.number)
        thanks = n.thanks * (1.0 + n.thanks_familiar)
        for kind, rate in ((HELP, n.help), (ACCIDENT, n.accidents), (THANK, thanks)):
            for number in range(happenings(luck[kind], rate / 365.25 * len(self.residents))):
                self.call(kind, number)

    def call(self, kind: int, number: int) -> None:
        """One call: who, which officer, how it went."""
        n, spread = self.model.numbers, self.model.numbers.contact.spread
        tag = tag_of(self.number, kind, number)
        who = self.somebody(WHO, tag)
        officer = None if who is None else self.beat.send(WHICH_OFFICER, who, tag)
        if who is None or officer is None:
            return
        group, count = who.group, self.model.books.count
        passing = n.contact.familiar_passing, n.contact.heard_passing
        u_conduct, u_force, u_mood, _ = self.model.draws(HOW, who.home, tag)
        shift = self.model.orders.call_conduct
        if kind == THANK:
            if u_mood < mood_to_thank(who.trust, who.familiarity, n.calls.thanks_familiar):
                quality = officer.conduct(n.calls.quality_thanks + shift, u_conduct, 0.5 * spread)
                who.meet(officer, CALL_FOR_HELP, quality, n.calls.weight_thanks, *passing)
                count(THANKS, group.number)
            return
        base = treatment(
            n.calls.quality + shift, 0.0, n.response.busy, 0.0, self.model.department.busy
        )
        quality = officer.conduct(base, u_conduct, spread)
        if u_force < group.force_at_calls:
            quality = n.contact.force_quality
            count(FORCE, group.number)
            count(CALLS_WITH_FORCE, group.number)
        who.meet(officer, CALL_FOR_HELP, quality, 1.0, *passing)
        who.note_contact(BY_RESIDENT if kind == HELP else OTHERWISE)
        count(CALLS_FOR_HELP if kind == HELP else ACCIDENTS, group.number)

    def meet_without_police(self) -> None:
        """A residents' group is founded, falls asleep, or meets; those who come may make ties."""
        n, own = self.model.numbers.community_groups, 2.0 * self.ownership
        hours = self.model.department.hours[ON_RESIDENTS_GROUPS] * self.share("residents_groups")
        alone = math.exp(-n.supported * TURN * hours)  # what support leaves to the residents
        u = self.model.draw(FATE, self.number)
        if not self.community_group:
            self.community_group = u < 1.0 - (1.0 - n.founded * own) * alone
        elif u >= 1.0 - n.asleep * (2.0 - own) * alone:
            self.community_group = False
        else:
            sociable = [
                who for who in self.model.in_any_order(self.residents) if who.come_to_group()
            ]
            for who in sorted(sociable, key=lambda who: who.home):
                who.befriend(self.somebody(WITH_WHOM, who.home))

    def wake_up(self) -> None:
        """Forget this morning's view of police before it is asked for again."""
        self.doubt.clear()
        self.tipping = self.eyes = 0.0

    def take_stock(self) -> None:
        """Mean ownership and share of homes in the watch, for tomorrow."""
        homes = max(1, len(self.residents))
        self.ownership = math.fsum(who.ownership for who in self.residents) / homes
        self.watch = sum(who.watch for who in self.residents) / homes
