"""Officers, and the beats they serve."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import mesa

from sim.model.draws import uniform
from sim.model.processes.hours import OFFICER_IS_TRAINED
from sim.model.processes.rotation import LEAVES
from sim.model.processes.staff import MONTH

from .rules import address_of, conduct, drift, fade_share, first_past, normal, race, skill_of

if TYPE_CHECKING:
    from .blocks import Block
    from .model import ReferenceModel
    from .residents import Resident


class Officer(mesa.Agent):
    """One post of the department and whoever holds it now."""

    def __init__(self, model: ReferenceModel, post: int, beat: Beat, **state: float) -> None:
        super().__init__(model)
        self.post = post
        self.beat = beat
        self.slot = len(beat.officers)
        beat.officers.append(self)
        self.hours = 0.0
        self.duty = 0
        self.person = int(state["person"])
        self.share = state["share"]
        self.hired = bool(state["hired"])
        self.skill = state["skill"]
        self.training = state["training"]
        self.knowledge = state["knowledge"]
        self.regard = state["regard"]
        self.days_in_beat = int(state["days_in_beat"])

    def come_to_work(self, share: float, hours: float) -> None:
        """Work a share of a day of ``hours`` field hours."""
        self.hours = share * hours
        if share > 0.0:
            self.days_in_beat += 1

    def train(self) -> None:
        """Be trained, or forget some of it."""
        if self.is_chosen_for_training():
            self.training = max(self.training, self.model.orders.training_sincerity)
        else:
            self.training *= 1.0 - fade_share(self.model.numbers.hours.training_memory)

    def is_chosen_for_training(self) -> bool:
        """Whether this person belongs to the share of officers that training reaches."""
        u = uniform(self.model.luck, OFFICER_IS_TRAINED, 0, self.post, self.person)
        return u < self.model.orders.training_reach

    def conduct(self, base: float, u: float, spread: float) -> float:
        """How this officer behaves in one contact."""
        n = self.model.numbers.contact
        return conduct(
            base,
            self.skill,
            n.training_effect * self.training,
            n.regard_effect * (self.regard - 0.5),
            spread * normal(u),
        )

    def remember(self, trust_met: list[float]) -> None:
        """Take something from the contacts of one process: knowledge and regard of the beat."""
        n, met = self.model.numbers.contact, len(trust_met)
        self.knowledge = 1.0 - (1.0 - self.knowledge) * (1.0 - n.officer_learning) ** met
        pull = 1.0 - (1.0 - n.officer_warming) ** met
        self.regard = drift(self.regard, sum(trust_met) / met, pull)

    def perhaps_leave(self) -> None:
        """Knowledge and regard grow stale; a successor may take the post."""
        n = self.model.numbers.rotation
        self.knowledge = drift(self.knowledge, n.knowledge, fade_share(n.memory))
        self.regard = drift(self.regard, n.regard, fade_share(n.memory))
        if self.hours <= 0.0:
            return
        u_leaves, u_skill, u_bad, _ = self.model.draws(LEAVES, self.post)
        if u_leaves < 1.0 / (MONTH * self.model.orders.months_in_beat):
            self.hand_over(u_skill, u_bad)

    def hand_over(self, u_skill: float, u_bad: float) -> None:
        """Somebody else takes the post, a stranger to the beat."""
        self.person += 1
        n = self.model.numbers.contact
        self.skill = skill_of(normal(u_skill), u_bad, n.skill_spread, n.bad_officers, n.bad_by)
        self.training = (
            self.model.orders.training_sincerity if self.is_chosen_for_training() else 0.0
        )
        self.knowledge = self.model.numbers.rotation.knowledge
        self.regard = self.model.numbers.rotation.regard
        self.days_in_beat = 0
        self.beat.lose_touch()


class Beat:
    """Several blocks and the officers who serve them."""

    def __init__(self, model: ReferenceModel, number: int) -> None:
        self.model = model
        self.number = number
        self.officers: list[Officer] = []
        self.blocks: list[Block] = []
        self.training = 0.0
        self.knowledge = 0.0

    @property
    def on_duty(self) -> list[Officer]:
        """Officers who work today."""
        return [officer for officer in self.officers if officer.hours > 0.0]

    def take_stock(self) -> None:
        """Training and knowledge of the beat's officers, weighted by hours."""
        hours = sum(officer.hours for officer in self.officers)
        training = sum(officer.hours * officer.training for officer in self.officers)
        knowledge = sum(officer.hours * officer.knowledge for officer in self.officers)
        self.training = training / hours if hours > 0.0 else 0.0
        self.knowledge = knowledge / hours if hours > 0.0 else 0.0

    def send(self, decision: int, who: Resident, tag: int = 0) -> Officer | None:
        """The officer who meets ``who``; a beat without officers is served by the next.

        ``tag`` tells apart several contacts of one person on one day.
        """
        beats = self.model.beats
        for step in range(len(beats)):
            serving = beats[(self.number + step) % len(beats)]
            officer = first_past(
                serving.on_duty,
                lambda officer: race(
                    self.model.draw(decision, address_of(who.home, officer.slot), tag),
                    officer.hours,
                ),
            )
            if officer is not None:
                return officer
        return None

    def lose_touch(self) -> None:
        """One of the beat's officers is a stranger now: residents know them less."""
        strangers = self.model.numbers.fading.strangers
        keep = 1.0 - self.model.numbers.rotation.familiarity / max(1, len(self.on_duty))
        for resident in itertools.chain.from_iterable(block.residents for block in self.blocks):
            if resident.familiarity > strangers:
                resident.familiarity = strangers + (resident.familiarity - strangers) * keep
