"""Visits at the door: an officer comes without a reason to police, if somebody is at home."""

from __future__ import annotations

from sim.compiled.rules import rule
from sim.model.draws import decision, uniform, uniforms
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import get_closer, meet, one_of, settle, somebody
from sim.model.processes.issues import raise_issue
from sim.model.processes.officers import officer_on, quality_of
from sim.model.registers import OFFICER_HOURS, channel, count, duty, lever, place
from sim.model.state import Plan, Town

declare(
    "visits",
    hours=Parameter(
        0.25, "officer hours", (0.02, 5.0), (0.15, 0.5), "time of one attempt", "measured",
        "20-30 minutes if reached (Blair et al. 2021), a few minutes if not",
    ),
    reached=Parameter(
        0.41, "share", (0.0, 1.0), (0.2, 0.6), "attempts that find somebody at home", "measured",
        "412 of 1,007, Peyton et al. 2019, doi 10.1073/pnas.1910157116",
    ),
    quality=Parameter(
        0.92, "quality", (0.0, 1.0), (0.75, 0.97),
        "conduct at a friendly visit; .75 when no purpose is stated", "assumed",
        "transparency matters, doi 10.1038/s41467-024-55709-6",
    ),
    raises=Parameter(
        0.3, "share", (0.0, 1.0), (0.1, 0.5), "people visited who raise an open issue", "assumed",
    ),
)  # fmt: skip

VISIT = channel(
    "visit", "Visits at the door", "officers who came without a reason to police", told=True
)
VISIT_HOURS = lever("visit_hours", OFFICER_HOURS, "visits at the door without a reason to police")
AT_VISITS = place("visits", "where homes are visited", VISIT_HOURS)
VISIT_CONDUCT = lever("visit_conduct", "quality", "conduct of officers at the door, against usual")
ON_VISITS = duty("visits", "visits at the door", VISIT_HOURS, conduct=VISIT_CONDUCT)
VISITS_TRIED = count("visits_tried", "attempts at a door")
VISITS_MADE = count("visits_made", "visits that found somebody at home")

WHERE = decision("visits: which block")
WHOM = decision("visits: which home")
AT_HOME = decision("visits: at the door", "somebody is at home", "conduct", "raises an issue")
WHICH_OFFICER = decision("visits: officer")


@rule
def visits(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """Try the day's visits; fractions of a visit are carried to the next day."""
    department, n = town.department, numbers.visits
    department.visits_due[0] += department.hours[0, ON_VISITS] / n.hours
    number = int(department.visits_due[0])
    department.visits_due[0] -= number
    running = plan.running[plan.stage[day + plan.burn_in[0]], AT_VISITS]
    for each in range(number):
        block = one_of(running, uniform(town.luck, WHERE, day, each, 0))
        who = somebody(town, WHOM, day, block, each)
        if who >= 0:
            visit(town, numbers, day, block, who, each)
    settle(town, plan, numbers, day)


@rule
def visit(town: Town, numbers: Numbers, day: int, block: int, who: int, number: int) -> None:
    """One attempt at one door."""
    counts, n = town.books.counts, numbers.visits
    group = town.residents.group[who]
    u_home, u_conduct, u_raises, _ = uniforms(town.luck, AT_HOME, day, who, number)
    if day >= 0:
        counts[VISITS_TRIED, group] += 1.0
    if u_home >= n.reached:
        return
    officer = officer_on(town, WHICH_OFFICER, day, town.blocks.beat[block], who, number)
    if officer < 0:
        return
    base = n.quality + town.department.conduct[0, ON_VISITS]
    quality = quality_of(town, numbers, officer, base, u_conduct, 0.5 * numbers.contact.spread)
    meet(town, numbers, who, VISIT, officer, quality, 1.0)
    get_closer(town, numbers.contact.familiar_close, numbers.contact.heard_close)
    if u_raises < n.raises:
        raise_issue(town, block, who, day)
    if day >= 0:
        counts[VISITS_MADE, group] += 1.0
