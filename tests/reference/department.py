"""The police department: its orders, its hours, and what it sets out to do in a day."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sim.model.processes.causes_of_crime import ON_PROBLEM_SOLVING
from sim.model.processes.community_groups import ON_RESIDENTS_GROUPS
from sim.model.processes.follow_up import KEPT_BACK, ON_FOLLOW_UP
from sim.model.processes.foot_patrol import ON_FOOT_PATROL
from sim.model.processes.gatherings import AT_EVENTS, AT_MEETINGS, EVENT, MEETING, ON_GATHERINGS
from sim.model.processes.gatherings import WHERE as GATHERS_WHERE
from sim.model.processes.hot_spots import ON_HOT_SPOTS
from sim.model.processes.participation import ON_WATCH, WON_WHERE, WON_WHO
from sim.model.processes.response import ON_INVESTIGATION, ON_RESPONSE
from sim.model.processes.staff import MONTH, ON_PATROL
from sim.model.processes.stops import ON_STOPS
from sim.model.processes.visits import (
    AT_HOME,
    ON_VISITS,
    VISIT,
    VISITS_MADE,
    VISITS_TRIED,
    WHERE,
    WHICH_OFFICER,
    WHOM,
)
from sim.model.registers import DUTIES, LEVERS, PLACES
from sim.model.state import Plan

from .gatherings import Gathering
from .issues import Issue
from .rules import (
    against_usual,
    drift,
    fade_share,
    first_past,
    found_nothing,
    one_of,
    programme_factor,
    race,
)

if TYPE_CHECKING:
    from .blocks import Block
    from .model import ReferenceModel


@dataclass(frozen=True)
class Shock:
    """A scandal or good news: its day, its size, and who hears of it.

    ``reach`` is the chance by group, ``here`` by block whether those who live there can hear.
    """

    day: int
    size: float
    reach: list[float]
    here: list[int]


def by_name(register: Sequence[Any], values: Any) -> dict[str, Any]:
    """Values of a row each, by the names of the rows."""
    return dict(zip((each.name for each in register), values.tolist(), strict=True))


def orders_of(plan: Plan) -> list[SimpleNamespace]:
    """What the department has decided, stage by stage: every lever by name, and all places."""
    return [
        SimpleNamespace(
            places=by_name(PLACES, plan.places[stage]),
            running=by_name(PLACES, plan.running[stage]),
            **by_name(LEVERS, plan.levers[stage]),
        )
        for stage in range(len(plan.levers))
    ]


class Department:
    """Finite officer hours and what is done with them.

    Attributes:
        due: things paid for and not yet done, in fractions, by name.
        hours: officer hours of each duty today.
        delivered: share of the programme hours asked for that are staffed.
        busy: work of calls against hours for them, over some weeks.
    """

    def __init__(self, model: ReferenceModel, **state: float) -> None:
        self.model = model
        self.presence = state["presence"]
        self.usual_presence = state["usual_presence"]
        self.usual_disorder = state["usual_disorder"]
        self.usual_patrol = state["usual_patrol"]
        self.usual_investigation = state["usual_investigation"]
        self.busy = state["busy"]
        self.workload = state["workload"]
        self.delivered = 1.0
        self.hours: defaultdict[int, float] = defaultdict(float)
        self.due: dict[str, float] = {}
        for what in ("visits", "stops", "events", "meetings", "follow_up", "watch"):
            self.due[what] = state[f"{what}_due"]

    def take_due(self, what: str, more: float) -> int:
        """Add to what is due, and take the whole part of it; the rest stays for tomorrow."""
        self.due[what] += more
        number = int(self.due[what])
        self.due[what] -= number
        return number

    def plan_the_day(self) -> None:
        """Split the hours of those who work today among duties; what remains is patrol."""
        n, orders = self.model.numbers.hours, self.model.orders
        staff = self.call_up(n.duty * n.field * (1.0 - n.vacancies), orders.extra_officers)
        always = {
            ON_RESPONSE: n.response * staff,
            ON_INVESTIGATION: n.investigation * staff,
            ON_FOLLOW_UP: n.follow_up * staff,
        }
        events = orders.events_per_month * n.event + orders.meetings_per_month * n.meeting
        led_by_the_top = {
            ON_GATHERINGS: events / MONTH,
            ON_HOT_SPOTS: orders.hot_spot_hours,
            ON_STOPS: orders.stop_hours,
        }
        left_to_others = {
            ON_VISITS: orders.visit_hours,
            ON_FOOT_PATROL: orders.foot_patrol_hours,
            ON_PROBLEM_SOLVING: orders.problem_solving_hours,
            ON_WATCH: orders.watch_hours,
            ON_RESIDENTS_GROUPS: orders.residents_group_hours,
            ON_FOLLOW_UP: orders.follow_up_hours,
        }
        available = staff - sum(always.values()) + (orders.bought_hours if staff > 0.0 else 0.0)
        available = max(0.0, available)
        asked = sum(led_by_the_top.values()) + sum(left_to_others.values())
        self.delivered = programme_factor(available, asked)
        self.hours = defaultdict(float, always)
        for duty, hours in led_by_the_top.items():
            self.hours[duty] += self.delivered * hours
        for duty, hours in left_to_others.items():
            self.hours[duty] += self.delivered * orders.compliance * hours
        spent = sum(self.hours.values()) - sum(always.values())
        self.hours[ON_PATROL] = max(0.0, available - spent)
        if self.model.is_first_day:
            self.usual_patrol = self.hours[ON_PATROL]
            self.usual_investigation = self.hours[ON_INVESTIGATION]
        self.assign_duties()
        self.be_seen()
        for duty, hours in self.hours.items():
            self.model.books.work(duty, hours)

    @property
    def patrol(self) -> float:
        """Patrol hours against the usual ones."""
        return against_usual(self.hours[ON_PATROL], self.usual_patrol)

    @property
    def investigation(self) -> float:
        """Investigation hours against the usual ones."""
        return against_usual(self.hours[ON_INVESTIGATION], self.usual_investigation)

    def call_up(self, hours: float, hired: float) -> float:
        """Usual staff come to work, and as many of the hired officers as are paid for."""
        usual = sum(officer.share for officer in self.model.officers)
        kept = max(0.0, 1.0 + min(0.0, hired) / usual) if usual else 1.0
        for officer in self.model.officers:
            share = officer.share * kept
            if officer.hired:
                share = min(1.0, max(0.0, hired))
                hired -= share
            officer.come_to_work(share, hours)
        return sum(officer.hours for officer in self.model.officers)

    def assign_duties(self) -> None:
        """What each officer does first today: duties fill the posts in turn, the rest patrol."""
        officers = [officer for officer in self.model.officers if officer.hours > 0.0]
        first = self.model.day % max(1, len(officers))
        before = 0.0
        for officer in officers[first:] + officers[:first]:
            ends = itertools.accumulate(self.hours[duty] for duty in range(1, len(DUTIES)))
            middle = before + 0.5 * officer.hours
            before += officer.hours
            taken = (duty for duty, end in enumerate(ends, start=1) if middle < end)
            officer.duty = next(taken, ON_PATROL)

    def be_seen(self) -> None:
        """Presence in the town over the last half year, and in every block over the last days."""
        n, hours = self.model.numbers.hours, self.hours
        seen = hours[ON_PATROL] + hours[ON_FOOT_PATROL] + hours[ON_HOT_SPOTS] + hours[ON_STOPS]
        seen += hours[ON_RESPONSE] + hours[ON_INVESTIGATION]
        seen += n.solving_presence * hours[ON_PROBLEM_SOLVING] + n.visit_presence * hours[ON_VISITS]
        keep = 1.0 if self.model.is_first_day else fade_share(n.memory_town)
        self.presence = drift(self.presence, seen, keep)
        for block in self.model.in_any_order(self.model.blocks):
            block.be_patrolled(hours)

    def visit_homes(self) -> None:
        """Try the day's visits."""
        n = self.model.numbers.visits
        for number in range(self.take_due("visits", self.hours[ON_VISITS] / n.hours)):
            at = one_of(self.model.orders.running["visits"], self.model.draw(WHERE, number))
            self.visit(self.model.blocks[at], number)

    def visit(self, block: Block, number: int) -> None:
        """One attempt at one door."""
        n, count = self.model.numbers, self.model.books.count
        who = block.somebody(WHOM, number)
        if who is None:
            return
        u_home, u_conduct, u_raises, _ = self.model.draws(AT_HOME, who.home, number)
        count(VISITS_TRIED, who.group.number)
        officer = block.beat.send(WHICH_OFFICER, who, number) if u_home < n.visits.reached else None
        if officer is None:
            return
        quality = officer.conduct(
            n.visits.quality + self.model.orders.visit_conduct, u_conduct, 0.5 * n.contact.spread
        )
        who.meet(officer, VISIT, quality, 1.0, n.contact.familiar_close, n.contact.heard_close)
        if u_raises < n.visits.raises:
            block.issues.be_raised(who)
        count(VISITS_MADE, who.group.number)

    def hold_gatherings(self) -> None:
        """Hold the day's events and meetings, one after the other."""
        orders = self.model.orders
        monthly = (
            (EVENT, AT_EVENTS, "events", orders.events_per_month),
            (MEETING, AT_MEETINGS, "meetings", orders.meetings_per_month),
        )
        for channel, address, what, a_month in monthly:
            for number in range(self.take_due(what, self.delivered * a_month / MONTH)):
                u = self.model.draw(GATHERS_WHERE, number, address)
                place = self.model.blocks[one_of(orders.running["gatherings"], u)]
                Gathering(self.model, place, channel, number).hold()

    def follow_up(self) -> None:
        """Solve raised issues as far as hours go, those that have waited longest first."""
        today = self.hours[ON_FOLLOW_UP]
        spare = min(self.due["follow_up"], max(KEPT_BACK, today)) + today
        for _, issues in itertools.groupby(self.waiting(), key=lambda found: found[0]):
            left_over = False
            for _, block, issue in issues:
                if block.issues.work(issue) <= spare:
                    spare -= block.issues.work(issue)
                    block.issues.keep_promise(issue)
                else:
                    left_over = True
            if left_over:
                break
        self.due["follow_up"] = spare
        orders = self.model.orders
        bought = self.delivered * orders.compliance * orders.follow_up_hours
        self.model.books.work_in_vain(ON_FOLLOW_UP, found_nothing(spare, today, bought))

    def waiting(self) -> Iterator[tuple[int, Block, Issue]]:
        """Raised issues that may be solved today, the oldest first, then by block and slot."""
        found = [
            (age, block, issue)
            for block in self.model.blocks
            for age, issue in block.issues.waiting()
        ]
        return iter(sorted(found, key=lambda each: -each[0]))

    def support_watch(self) -> None:
        """Win households for the neighbourhood watch, one after the other."""
        more = self.hours[ON_WATCH] * self.model.numbers.participation.households
        for number in range(self.take_due("watch", more)):
            at = int(self.model.draw(WON_WHERE, number) * len(self.model.blocks))
            won = first_past(
                [who for who in self.model.blocks[at].residents if not who.watch],
                lambda who, number=number: race(
                    self.model.draw(WON_WHO, who.home, number), who.ownership
                ),
            )
            if won is not None:
                won.watch = 1
            else:
                households = self.model.numbers.participation.households
                self.model.books.work_in_vain(ON_WATCH, 1.0 / households)

    def count_work(self) -> None:
        """How busy the department is with calls, remembered for some weeks."""
        n = self.model.numbers.response
        work = self.workload + n.calls / 365.25 * n.hours_call * len(self.model.residents)
        self.workload = 0.0
        ratio = work / self.hours[ON_RESPONSE] if self.hours[ON_RESPONSE] > 0.0 else 1.0
        if self.model.is_first_day:
            self.busy = ratio
        self.busy = drift(self.busy, ratio, fade_share(n.busy_memory))
