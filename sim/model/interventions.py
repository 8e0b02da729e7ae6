"""One thing changed in a running town, while everything else stays: what a thought experiment is.

What is handed over is checked before anything changes (see ``entry_checks``): a call either does
all that it says or raises an error and leaves the town as it was.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from sim.common.entry_checks import (
    a_name,
    a_name_or_row,
    a_number,
    a_row,
    a_whole_number,
    chances_by_name,
    numbers_by_row,
    shares_by_row,
    some_rows,
)
from sim.model.places import add_up
from sim.model.plan import blocks_at
from sim.model.processes.contact import BY_POLICE, meet, note_contact, settle
from sim.model.processes.news import shift_standing, spread_news
from sim.model.processes.staff import EXTRA_OFFICERS
from sim.model.registers import CHANNELS, LEVERS, PLACES, TOLD
from sim.model.scenario.scenario import Scenario
from sim.model.state import Flags, Plan, Town
from sim.model.strategies.base import Where

Rows = int | Sequence[int] | npt.NDArray[np.integer[Any]]
LARGEST_STEP = 0.5  # keeps trust between 0 and 1
HEAVIEST = 10.0  # contacts in one
MOST_CAMERAS = 1000.0  # at one block
MOST_BLOCKS = 100_000


class Interventions:
    """What may be done to a town from outside; ``Simulation`` is one.

    Residents, officers, groups, channels, levers and places are told by their rows, counted
    from 0; whatever has a name may be told by that.
    """

    scenario: Scenario
    town: Town
    plan: Plan
    numbers: Any
    _town: Any
    _plan: Any

    @property
    def day(self) -> int:
        """Days simulated since day 0."""
        raise TypeError(f"{type(self).__name__} does not say which day it is")

    def _show_to_rules(self) -> None:
        raise TypeError(f"{type(self).__name__} has no rules")

    def contact(
        self,
        residents: Rows,
        channel: str | int,
        quality: float,
        weight: float = 1.0,
        officer: int = -1,
    ) -> Self:
        """Give residents one contact with police each.

        Args:
            residents: rows of the residents. One who stands twice in the list has two contacts.
            channel: kind of contact: ``visit``, ``meeting``, ``event``, ``foot_patrol``,
                ``call_for_help``, ``response``, ``follow_up``, ``broken_promise`` or ``stop``.
            quality: how the officer behaves, 0 to 1.
            weight: how much of a contact it is, 0 to 10.
            officer: row of the post of the officer; -1 stands for one whom nobody knows.

        Raises:
            IndexError: there is no such resident, officer or row of a channel.
            KeyError: no contact has this name.
            ValueError: a number out of its bounds, more contacts than the town can hold at once,
                or the run has ended.
            TypeError: something else than rows, names and numbers.
        """
        self._check_still_running()
        who = some_rows("residents", residents, len(self.town.residents.block), "residents")
        row = _kind_of_contact(channel)
        quality = a_number("quality", quality, 0.0, 1.0)
        weight = a_number("weight", weight, 0.0, HEAVIEST)
        post = self._post(officer)
        if len(who) > (room := len(self.town.contacts.who)):
            raise ValueError(
                f"residents must be at most {room:,} in one call, not {len(who):,}:"
                " this town holds no more contacts at once"
            )
        for each in who.tolist():
            meet(self._town, self.numbers, each, row, post, quality, weight)
            if self.day >= 0:
                note_contact(self._town, each, BY_POLICE, self.day)
        settle(self._town, self._plan, self.numbers, self.day)
        return self

    def shift_trust(self, points: float, group: str | int | None = None) -> Self:
        """Move what everybody (or a group) has long thought of police by so many points.

        Args:
            points: -100 to 100; nobody's trust leaves 0 to 100.
            group: name or row of a group; nothing: everybody.

        Raises:
            IndexError, KeyError: there is no such group.
            ValueError: points out of their bounds, or the run has ended.
            TypeError: something else than a number and a group.
        """
        self._check_still_running()
        points = a_number("points", points, -100.0, 100.0)
        groups = list(self.scenario.community.groups)
        only = -1 if group is None else a_name_or_row("group", group, groups, "a group")
        shift_standing(self._town, self._plan, self.day, points / 100.0, only)
        return self

    def scandal(
        self,
        size: float,
        reach: Mapping[str, float],
        where: Where = "everywhere",
        blocks: int | None = None,
    ) -> Self:
        """Break news of police today.

        Args:
            size: step of trust of those who hear, -0.5 to 0.5: -0.3 is very bad.
            reach: chance to hear, 0 to 1, by name of a group; a group left out does not hear.
            where: ``everywhere``, ``riskiest``, ``least_trusting``, or the name of a district or
                group: only who lives there hears.
            blocks: how many of these blocks; nothing: a tenth of the town, or all of a district.

        Raises:
            KeyError: there is no such group or place.
            ValueError: a number out of its bounds, blocks of everywhere, or the run has ended.
            TypeError: something else than numbers, names and chances by name.
        """
        self._check_still_running()
        size = a_number("size", size, -LARGEST_STEP, LARGEST_STEP)
        chances = chances_by_name("reach", reach, list(self.scenario.community.groups))
        here = self._place(where, blocks)
        spread_news(self._town, self._plan, self.day, size, chances, here, 1000 + self.day)
        return self

    def set_lever(self, name: str, value: float) -> Self:
        """Turn one lever from today to the end. It is not paid for: ``cost`` stays as it was.

        Args:
            name: name of a lever (``registers.LEVERS``).
            value: in the unit of the lever, within its bounds (``run.py explain visit_hours``).

        Raises:
            KeyError: there is no such lever.
            ValueError: a value out of its bounds, more officers than the town has posts for, or
                the run has ended.
            TypeError: something else than a name and a number.
        """
        self._check_still_running()
        row = _lever(name)
        low, high = LEVERS[row].bounds
        if row == EXTRA_OFFICERS:  # more would stand in the plan and never work
            high = min(high, float(self.town.officers.hired.sum()))
        value = a_number(f"value of {name}", value, low, high)
        self._open_stages()
        self.plan.levers[self._stage() :, row] = value
        return self

    def lever(self, name: str) -> float:
        """Where one lever stands today; after the last day, where it stood on that.

        Raises:
            KeyError: there is no such lever.
        """
        return float(self.plan.levers[self._stage(), _lever(name)])

    def set_places(self, kind: str | int, shares: Any) -> Self:
        """Do something elsewhere from today to the end.

        Args:
            kind: ``gatherings``, ``visits``, ``foot_patrol``, ``problem_solving``, ``hot_spots``,
                ``stops`` or ``cameras``.
            shares: a number for each block: its share of what is done, which sum to 1; of
                cameras, how many stand there.

        Raises:
            IndexError, KeyError: there is no such kind of place.
            ValueError: not one share for each block, a share below 0, a sum that is not 1, or
                the run has ended.
            TypeError: something else than a name and numbers.
        """
        self._check_still_running()
        row = a_name_or_row("kind", kind, [each.name for each in PLACES], "a kind of place")
        blocks = len(self.town.blocks.risk)
        if PLACES[row].counted:
            checked = numbers_by_row("shares", shares, blocks, "blocks", MOST_CAMERAS)
        else:
            checked = shares_by_row("shares", shares, blocks, "blocks")
        self._open_stages()
        self.plan.places[self._stage() :, row] = checked
        add_up(self._plan)
        return self

    def add_resident(self) -> Self:
        """One more home at the end of the last block: like its last neighbour, without ties."""
        self._check_still_running()
        town = self.town
        grown = {
            name: np.concatenate([array, array[-1:]]) for name, array in town.residents.columns()
        }
        town = town.copy()
        town.residents = type(town.residents)(**grown)
        town.residents.friends[-1] = -1
        town.residents.ties[-1] = 0
        town.blocks.homes[-1] += 1
        group = town.residents.group[-1]
        town.blocks.people[-1, group] += 1
        town.groups.people[group] += 1
        self.town = town
        self._show_to_rules()
        return self

    # -- how ---------------------------------------------------------------------------------------

    def _check_still_running(self) -> None:
        """Nothing can happen to a town whose books are closed."""
        if self.day >= (last := self.town.books.days):
            raise ValueError(f"the run ended on day {last}: change it before that")

    def _place(self, where: Where, blocks: int | None) -> Flags:
        a_name("where", where, self.scenario.community.where, "a place")
        if blocks is not None:
            blocks = a_whole_number("blocks", blocks, 1, MOST_BLOCKS)
            if where == "everywhere":
                raise ValueError(
                    "blocks changes nothing where the news is everywhere: leave it out, or give"
                    " where='riskiest' or 'least_trusting'"
                )
        return blocks_at(self.scenario, self.town, where, blocks)

    def _post(self, officer: int) -> int:
        if isinstance(officer, int | np.integer) and officer == -1:
            return -1
        posts = len(self.town.officers.hours)
        return a_row("officer", officer, posts, "posts; -1 is somebody whom nobody knows")

    def _stage(self) -> int:
        """Row of the plan that is in force today."""
        today = min(self.day, self.town.books.days - 1)
        return int(self.plan.stage[self.scenario.burn_in_days + today])

    def _open_stages(self) -> None:
        """Let a new stage of the plan begin today, so that past days keep theirs."""
        plan, now = self.plan, self.scenario.burn_in_days + self.day
        row = int(plan.stage[now])
        stage = plan.stage.copy()
        stage[now:] += 1
        self.plan = Plan(
            **{
                **dict(plan.columns()),
                "stage": stage,
                **{
                    name: np.insert(array, row, array[row], axis=0)
                    for name, array in plan.columns()
                    if name in ("levers", "places", "running")
                },
            }
        )
        self._show_to_rules()


def _kind_of_contact(channel: str | int) -> int:
    """The row of a channel that contacts go through, told by its name or its row."""
    names = [each.name for each in CHANNELS]
    kinds = [name for row, name in enumerate(names) if TOLD[row]]
    if not isinstance(channel, str):
        channel = names[a_row("channel", channel, len(names), "channels")]
    return names.index(a_name("channel", channel, kinds, "a kind of contact"))


def _lever(name: str) -> int:
    names = [each.name for each in LEVERS]
    return names.index(a_name("name", name, names, "a lever"))
