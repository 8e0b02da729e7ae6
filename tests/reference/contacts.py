"""Contacts wait until everybody has been visited; then all of them are applied at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.model.processes.contact import JUDGED_BADLY, JUDGED_WELL, WELL
from sim.model.registers import TOLD

from .rules import change, drift

if TYPE_CHECKING:
    from .model import ReferenceModel
    from .officers import Officer
    from .residents import Resident

STEPS_AT_ONCE = 0.5  # more steps of one person in one process are scaled down to this


@dataclass(slots=True)
class Contact:
    """Something that happened to a resident in this process.

    Attributes:
        who: the resident.
        channel: row of the ledger.
        officer: officer met, if any.
        step: signed step of trust.
        story: weighted surprise, which may be told to friends.
        familiar: familiarity gained, share of what is missing.
        heard: feeling of being heard gained, share of what is missing.
        judged: WELL or BADLY after a meeting with an officer, else 0.
    """

    who: Resident
    channel: int
    officer: Officer | None
    step: float
    story: float = 0.0
    familiar: float = 0.0
    heard: float = 0.0
    judged: int = 0


def settle(model: ReferenceModel) -> None:
    """Apply all contacts of a process: every one is judged by the trust at its start."""
    contacts, model.contacts = model.contacts, []
    load: defaultdict[Resident, float] = defaultdict(float)
    for contact in contacts:
        load[contact.who] += abs(contact.step)
    moved: defaultdict[Resident, float] = defaultdict(float)
    met: defaultdict[Officer, list[float]] = defaultdict(list)
    for contact in contacts:
        who, step = contact.who, contact.step
        if load[who] > STEPS_AT_ONCE:
            step *= STEPS_AT_ONCE / load[who]
        changed = change(step, who.trust)
        moved[who] += changed
        model.books.book(who.group.number, contact.channel, changed)
        if contact.judged:
            who.contacts_this_year |= contact.judged
            judged = JUDGED_WELL if contact.judged == WELL else JUDGED_BADLY
            model.books.count(judged, who.group.number)
        if TOLD[contact.channel] and contact.story != 0.0:
            who.live_story(contact.story)
        if contact.officer is not None:
            met[contact.officer].append(who.trust)
    for who, changed in moved.items():
        who.impression += changed
    for contact in contacts:
        contact.who.familiarity = drift(contact.who.familiarity, 1.0, contact.familiar)
        contact.who.heard = drift(contact.who.heard, 1.0, contact.heard)
    for officer, trust_met in met.items():
        officer.remember(trust_met)
