"""Community events and beat meetings, where residents meet officers and each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sim.model.processes.gatherings import (
    AFTERWARDS,
    AT_EVENTS,
    AT_MEETINGS,
    COMES,
    EVENT,
    EVENT_ATTENDANCE,
    MEETING_ATTENDANCE,
    MET_AT_GATHERING,
    WHICH_OFFICER,
    WITH_WHOM,
)

from .rules import (
    address_of,
    attendance_log_odds,
    drift,
    first_past,
    logistic,
    readiness_to_join,
)

if TYPE_CHECKING:
    from .blocks import Block
    from .model import ReferenceModel
    from .residents import Resident


@dataclass
class Gathering:
    """One event or meeting.

    Attributes:
        place: block where it is held.
        channel: row of the ledger: a community event or a meeting.
        number: its number among today's gatherings of this kind.
        coming: residents who come.
    """

    model: ReferenceModel
    place: Block
    channel: int
    number: int
    coming: list[Resident] = field(default_factory=list)

    @property
    def address(self) -> int:
        """Address of this gathering in draws."""
        return (AT_EVENTS if self.channel == EVENT else AT_MEETINGS) * 256 + self.number

    def hold(self) -> None:
        """Invite the town, then let those who come meet officers and each other."""
        self.model.residents.shuffle_do(self.invite)
        n = self.model.numbers.gatherings
        meets = self.model.orders.compliance * min(1.0, n.capacity / max(1, len(self.coming)))
        for who in self.coming:
            self.take_part(who, meets)
        # Room for ties and the place of the raiser go by home, whoever came first.
        for who in sorted(self.coming, key=lambda who: who.home):
            _, _, u_tie, u_raises = self.model.draws(COMES, who.home, self.address)
            if u_raises < n.raises:
                who.block.issues.be_raised(who)
            if u_tie < n.new_tie:
                who.befriend(self.companion_of(who))

    def invite(self, who: Resident) -> None:
        """``who`` comes, or not."""
        distance = who.block.distance(self.place)
        if distance > self.model.numbers.gatherings.reach:
            return
        u_comes, _, _, _ = self.model.draws(COMES, who.home, self.address)
        if u_comes < self.chance(who, distance):
            self.coming.append(who)

    def chance(self, who: Resident, distance: int) -> float:
        """Chance that one resident comes; lower after a recent search or force."""
        n = self.model.numbers.gatherings
        log_odds = attendance_log_odds(
            n.event if self.channel == EVENT else n.meeting,
            who.trust,
            n.trust_event if self.channel == EVENT else n.trust_meeting,
            who.familiarity,
            n.familiar,
            len(who.friends),
            n.ties,
            distance,
            n.distance,
        )
        log_odds += n.volunteer * who.volunteer - n.grievance * who.grievance
        log_odds += n.heard * (who.heard - 0.5)
        return logistic(log_odds) * (1.0 - who.chill())

    def take_part(self, who: Resident, meets: float) -> None:
        """What coming does to one resident: perhaps an officer, ownership, volunteering."""
        n = self.model.numbers
        _, u_officer, _, _ = self.model.draws(COMES, who.home, self.address)
        u_conduct, u_joins, _, _ = self.model.draws(AFTERWARDS, who.home, self.address)
        if u_officer < meets:
            officer = self.place.beat.send(WHICH_OFFICER, who, self.address)
            if officer is not None:
                quality = officer.conduct(
                    n.gatherings.quality + self.model.orders.gathering_conduct,
                    u_conduct,
                    0.5 * n.contact.spread,
                )
                close = n.contact.familiar_close, n.contact.heard_close
                who.meet(officer, self.channel, quality, n.gatherings.weight, *close)
                self.model.books.count(MET_AT_GATHERING, who.group.number)
        who.ownership = drift(who.ownership, 1.0, n.gatherings.ownership)
        part = n.participation
        ready = readiness_to_join(
            who.trust, who.ownership, who.heard, len(who.friends),
            part.trust, part.ownership, part.heard, part.ties,
        )  # fmt: skip
        if u_joins < n.gatherings.joins * (1.0 + n.gatherings.joins_ready * (ready - 1.0)):
            who.volunteer = 1
        attended = EVENT_ATTENDANCE if self.channel == EVENT else MEETING_ATTENDANCE
        self.model.books.count(attended, who.group.number)

    def companion_of(self, who: Resident) -> Resident | None:
        """Whom of the others ``who`` makes friends with."""
        others = [other for other in self.coming if other is not who]
        return first_past(
            others,
            lambda other: self.model.draw(
                WITH_WHOM, who.home, address_of(other.home, self.address)
            ),
        )
