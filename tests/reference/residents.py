"""Residents: what one person feels, tells, decides and becomes in a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa

from sim.model.processes.community_groups import COMES
from sim.model.processes.contact import (
    BADLY,
    BY_POLICE,
    BY_RESIDENT,
    OTHERWISE,
    PEOPLE_ANY_CONTACT,
    PEOPLE_MET_BY_POLICE,
    PEOPLE_WHO_CALLED,
    WELL,
)
from sim.model.processes.fading import FADING, GROUP_NORM, REVERSION
from sim.model.processes.moving import FIRST_TIE, MOVES, MOVES_OUT, MOVING
from sim.model.processes.news import HEARS, NEWS
from sim.model.processes.participation import JOINS
from sim.model.processes.surveillance import SURVEILLANCE
from sim.model.processes.talk import HEARSAY, TELLS
from sim.model.processes.talk import WHOM as TELLS_WHOM
from sim.model.processes.ties import FADES, NEW_TIE, NEW_TIES, TURN
from sim.model.processes.ties import WITH_WHOM as MEETS_WHOM
from sim.model.processes.visibility import VISIBILITY
from sim.model.state import TIE_SLOTS

from .contacts import Contact
from .rules import (
    answer,
    as_seen,
    bond,
    calm_aim,
    change,
    doubt,
    drift,
    fade_share,
    first_past,
    gain_with,
    group_pull,
    join_chance,
    leaning,
    next_impression,
    own_view,
    ownership_aim,
    readiness_to_join,
    still_in,
    surprise,
    taken,
    tip_chance,
    wants_to_raise,
    weighed,
)

if TYPE_CHECKING:
    from .beginning import Group
    from .blocks import Block
    from .model import Night, ReferenceModel
    from .officers import Officer

NEVER = -(2**30)


class Resident(mesa.Agent):
    """One home and whoever lives in it now. Trust is standing and impression together."""

    def __init__(
        self, model: ReferenceModel, home: int, block: Block, group: Group, **state: Any
    ) -> None:
        super().__init__(model)
        self.home = home
        self.block = block
        self.group = group
        self.friends: set[Resident] = set()
        self.person: int = state["person"]
        self.standing: float = state["standing"]
        self.impression: float = state["impression"]
        self.anchor: float = state["anchor"]
        self.familiarity: float = state["familiarity"]
        self.heard: float = state["heard"]
        self.worry: float = state["worry"]
        self.ownership: float = state["ownership"]
        self.grievance: float = state["grievance"]
        self.watch: int = state["watch"]
        self.volunteer: int = state["volunteer"]
        self.story: float = state["story"]
        self.story_day: int = state["story_day"]
        self.chilled_until: int = state["chilled_until"]
        self.contacts_this_year: int = state["contact_kinds"]

    @property
    def trust(self) -> float:
        """Trust in police, 0-1."""
        return self.standing + self.impression

    # -- how police look to this person --------------------------------------------------------

    def doubts(self) -> float:
        """Chance to hold police unable or unwilling to help."""
        n = self.model.numbers.reporting
        leans = leaning(self.trust, self.heard, self.grievance, n.heard, n.grievance)
        return doubt(leans, self.familiarity, n.threshold, n.width, n.familiar)

    def readiness_to_tip(self) -> float:
        """Chance to pass on what was seen."""
        n = self.model.numbers.tips
        return tip_chance(
            self.trust, self.familiarity, self.ownership, self.grievance,
            n.neutral + n.heard * (self.heard - 0.5),
            n.trust, n.familiar, n.ownership, n.grievance,
        )  # fmt: skip

    def vigilance(self) -> float:
        """Readiness to report suspicious activity; higher for members of the watch."""
        return self.readiness_to_tip() * (self.model.numbers.tips.watch if self.watch else 1.0)

    def look_at_police(self) -> None:
        """This morning's view, added up over the block."""
        tips = self.readiness_to_tip()
        self.block.doubt[self.group.number] += self.doubts()
        self.block.tipping += tips / len(self.block.residents)
        self.block.eyes += tips * (self.model.numbers.tips.watch if self.watch else 1.0)

    def readiness_to_raise(self, usual: float) -> float:
        """Chance a day to raise an issue unasked; lower after a recent search or force."""
        n = self.model.numbers.issues
        chance = usual * wants_to_raise(self.ownership, self.heard, n.by_ownership, n.by_heard)
        return chance * (1.0 - self.chill())

    def chill(self) -> float:
        """Share of civic acts given up after a recent search or force."""
        return self.model.numbers.stops.chill if self.chilled_until > self.model.day else 0.0

    # -- contacts ------------------------------------------------------------------------------

    def meet(
        self,
        officer: Officer | None,
        channel: int,
        quality: float,
        weight: float = 1.0,
        familiar: float = 0.0,
        heard: float = 0.0,
        told_on: bool = True,
    ) -> None:
        """A contact of some quality, judged against what is expected; it may be told on."""
        n = self.model.numbers.contact
        seen = as_seen(quality, self.trust, self.grievance, n.colour, n.grievance)
        felt = weighed(surprise(seen, self.trust, n.expectation, n.slope), n.losses)
        known = 0.0 if officer is None else bond(self.familiarity, officer.knowledge)
        step = gain_with(n.gain, known, n.closeness) * weight * felt
        story = weight * felt if told_on else 0.0
        judged = 0
        if officer is not None:
            judged = WELL if seen >= n.well_done else BADLY
        self.model.contacts.append(
            Contact(self, channel, officer, step, story, familiar, heard, judged)
        )

    def note_contact(self, kind: int) -> None:
        """Count people, not contacts: who had any this year, by police, of their own accord."""
        known, count, group = self.contacts_this_year, self.model.books.count, self.group.number
        if self.model.day < 0:
            return
        if not known & OTHERWISE:
            count(PEOPLE_ANY_CONTACT, group)
        if kind & BY_POLICE and not known & BY_POLICE:
            count(PEOPLE_MET_BY_POLICE, group)
        if kind & BY_RESIDENT and not known & BY_RESIDENT:
            count(PEOPLE_WHO_CALLED, group)
        self.contacts_this_year = known | kind | OTHERWISE

    def start_new_year(self) -> None:
        """Contacts are counted afresh."""
        self.contacts_this_year = 0

    def live_story(self, felt: float) -> None:
        """A contact today becomes part of the story that friends may hear."""
        if self.story_day != self.model.day:
            self.story_day, self.story = self.model.day, 0.0
        self.story += felt

    def talk(self) -> None:
        """Tell one friend of a contact of the last weeks."""
        n = self.model.numbers.talk
        if self.story_day < self.model.day - int(n.days) or not self.friends:
            return
        if self.model.draw(TELLS, self.home) < n.chance:
            friend = first_past(
                self.friends, lambda friend: self.model.draw(TELLS_WHOM, self.home, friend.home)
            )
            step = self.model.numbers.contact.gain * n.weight * min(1.0, max(-1.0, self.story))
            self.model.contacts.append(Contact(friend, HEARSAY, None, step))

    # -- what changes trust without a contact ----------------------------------------------------

    def change_impression(self, step: float, channel: int) -> None:
        """One signed step of trust, at once."""
        changed = change(step, self.trust)
        self.impression += changed
        self.model.books.book(self.group.number, channel, changed)

    def live_under_cameras(self) -> None:
        """Grievance grows with exposure, less in those who trust; trust may change."""
        growth = self.model.numbers.surveillance.grievance / 365.25 * self.block.cover
        self.grievance = drift(self.grievance, 1.0, growth * (1.0 - self.trust))
        if self.block.camera_step != 0.0:
            self.change_impression(self.block.camera_step, SURVEILLANCE)

    def see_police(self, unusual: float) -> None:
        """More or less police on the street than usual."""
        n = self.model.numbers
        step = n.contact.gain * n.visibility.weight * answer(unusual, n.visibility.saturation)
        step = taken(step, self.trust, n.visibility.level, n.visibility.by_trust)
        self.change_impression(step, VISIBILITY)

    def hear_news(self, size: float, reach: list[float], number: int) -> None:
        """A scandal or good news, if it reaches this person."""
        if self.model.draw(HEARS, self.home, number) < reach[self.group.number]:
            self.change_impression(size, NEWS)

    def sleep(self, night: Night) -> None:
        """The night: impressions fade, part of them lasts, everything drifts to its rest."""
        n, books, group = self.model.numbers.fading, self.model.books, self.group
        lost = self.impression - next_impression(self.impression, night.impression)
        back = night.anchor * (self.anchor - self.standing)
        pull = group_pull(self.anchor, group.norm, night.anchor)
        self.impression -= lost
        self.standing += n.kept * lost + back + pull
        books.write(group.number, FADING, -(1.0 - n.kept) * lost, 0.0)
        books.write(group.number, REVERSION, back, 0.0)
        books.write(group.number, GROUP_NORM, pull, pull * night.standing_left)

        takes_part = 1.0 if self.watch or self.volunteer else 0.0
        aim = ownership_aim(
            self.trust, len(self.friends), takes_part,
            n.ownership_rest, n.ownership_trust, n.ownership_ties, n.ownership_volunteer,
        )  # fmt: skip
        aim += n.ownership_heard * (self.heard - 0.5)
        self.ownership = drift(self.ownership, min(1.0, max(0.0, aim)), night.ownership)
        calm = calm_aim(
            self.ownership, len(self.friends), n.worry_rest, n.worry_ownership, n.worry_ties
        )
        self.worry = drift(self.worry, min(1.0, max(0.0, calm)), night.worry)
        self.familiarity = drift(self.familiarity, n.strangers, night.familiarity)
        self.heard = drift(self.heard, 0.5, night.heard)
        self.grievance = drift(self.grievance, 0.0, night.grievance)

    # -- civic life ------------------------------------------------------------------------------

    def join_or_lapse(self) -> None:
        """Membership of the watch and volunteering."""
        n = self.model.numbers.participation
        lapse = fade_share(n.memory / TURN)
        u_watch, u_volunteer, _, _ = self.model.draws(JOINS, self.home)
        ready = readiness_to_join(
            self.trust, self.ownership, self.heard, len(self.friends),
            n.trust, n.ownership, n.heard, n.ties,
        )  # fmt: skip
        joins = join_chance(n.watch, lapse, ready)
        self.watch = still_in(self.watch, u_watch, lapse, joins)
        joins = join_chance(n.volunteers, lapse, ready)
        self.volunteer = still_in(self.volunteer, u_volunteer, lapse, joins)

    def come_to_group(self) -> bool:
        """Come to the residents' group of the block; whether this person wants a tie there."""
        n = self.model.numbers.community_groups
        u_comes, u_tie, _, _ = self.model.draws(COMES, self.home)
        if u_comes >= n.comes * 2.0 * self.ownership:
            return False
        self.ownership = drift(self.ownership, 1.0, n.ownership)
        return u_tie < n.new_tie

    def befriend(self, other: Resident | None) -> None:
        """Make a tie, if both have room for one."""
        if other is None or other is self or other in self.friends:
            return
        if max(len(self.friends), len(other.friends)) < TIE_SLOTS:
            self.friends.add(other)
            other.friends.add(self)
            self.model.books.count(NEW_TIES, self.group.number)

    def part_from(self, friend: Resident) -> None:
        """End a tie."""
        self.friends.remove(friend)
        friend.friends.remove(self)

    def let_ties_fade(self) -> None:
        """Ties to homes further along may end; the other end decides about the rest."""
        lost = fade_share(self.model.numbers.ties.memory / TURN)
        for friend in list(self.friends):
            if friend.home > self.home and self.model.draw(FADES, self.home, friend.home) < lost:
                self.part_from(friend)

    def make_tie(self) -> None:
        """Everyday life may bring a tie, sooner where residents have a group."""
        n = self.model.numbers.ties
        luck = self.model.draws(NEW_TIE, self.home)
        if luck[0] < n.new * (n.group if self.block.community_group else 1.0):
            self.befriend(self.acquaintance(luck, 0))

    def acquaintance(self, luck: tuple[float, ...], number: int) -> Resident | None:
        """Somebody on the block, next door, or anywhere in town."""
        n, block = self.model.numbers.ties, self.block
        _, u_where, u_side, u_block = luck
        if u_where >= n.same_block + n.near:
            block = self.model.blocks[int(u_block * len(self.model.blocks))]
        elif u_where >= n.same_block:
            block = block.neighbours[int(u_side * 4.0)] or block
        return block.somebody(MEETS_WHOM, self.home * 32 + number)

    def moves_today(self) -> bool:
        """Whether the home changes hands."""
        chance = 1.0 - (1.0 - self.model.numbers.moving.yearly) ** (TURN / 365.25)
        return self.model.draws(MOVES_OUT, self.home)[0] < chance

    def move_out(self) -> None:
        """Somebody of the same group moves in: own view of police, no history, no ties yet."""
        u_view = self.model.draws(MOVES_OUT, self.home)[1]
        view = own_view(self.group.start_trust, self.group.start_spread, u_view)
        self.book_move(view)
        n = self.model.numbers.fading
        self.person += 1
        self.anchor = self.standing = view
        self.impression = self.grievance = self.story = 0.0
        self.familiarity, self.heard = n.strangers, 0.5
        self.worry, self.ownership = n.worry_rest, n.ownership_rest
        self.watch = self.volunteer = self.contacts_this_year = 0
        self.story_day = self.chilled_until = NEVER
        for friend in list(self.friends):
            self.part_from(friend)
        self.model.books.count(MOVES, self.group.number)

    def get_to_know_people(self) -> None:
        """A newcomer makes a few ties."""
        for number in range(int(2.0 * self.model.numbers.moving.ties)):
            luck = self.model.draws(FIRST_TIE, self.home, number)
            if luck[0] < 0.5:
                self.befriend(self.acquaintance(luck, 1 + number))

    def book_move(self, view: float) -> None:
        """What the move changes today, and what of it is left on the last day."""
        books, nights = self.model.books, self.model.days - self.model.day - 1
        if self.model.day >= 0:
            standing, anchor = view - self.standing, view - self.anchor
            kept = books.standing_left[nights]
            left = standing * kept + anchor * (1.0 - kept)
            left -= self.impression * books.impression_left[nights]
            books.write(self.group.number, MOVING, standing - self.impression, left)
