"""Living under cameras: grievance grows in those who trust little, and trust may change.

No study has measured what cameras alone do to trust yet, so the direct effects are two
dials that are 0 by default and wide in sweeps. Grievance at being watched grows with exposure, less
where people trust police (trust goes with acceptance: Bradford et al. 2020,
doi 10.1093/bjc/azaa032); it holds back tips and attendance.
"""

from __future__ import annotations

from sim.compiled.rules import rule
from sim.model.ledger import book
from sim.model.parameters import Numbers, Parameter, declare
from sim.model.processes.contact import change
from sim.model.registers import channel, lever, place
from sim.model.state import Plan, Town

declare(
    "surveillance",
    grievance=Parameter(
        0.10, "a year", (0.0, 5.0), (0.0, 0.5),
        "grievance that a year under cameras leaves without any trust", "assumed",
    ),
    trust_covered=Parameter(
        0.0, "points a year, before fading", (-20.0, 20.0), (-2.0, 2.0),
        "direct effect on the trust of people who live under cameras", "assumed",
        "no credible estimate exists, not even of the sign",
    ),
    trust_everybody=Parameter(
        0.0, "points a year per camera per 1,000 residents, before fading",
        (-10.0, 10.0), (-0.5, 0.5),
        "direct effect of cameras on the trust of everybody", "assumed",
        "no credible estimate exists, not even of the sign",
    ),
)  # fmt: skip

SURVEILLANCE = channel(
    "surveillance", "Being watched", "living under cameras (an assumption, 0 by default)"
)
MONITORED_SHARE = lever(
    "monitored_share",
    "share of hours",
    "share of the day that cameras are watched",
    combine="most",
)
AT_CAMERAS = place("cameras", "where cameras stand", counted=True)


@rule
def exposure_step(points_a_year: float) -> float:
    """Step of trust a day that moves a resident of trust 1/2 by so many points a year."""
    return points_a_year / 100.0 / 365.25


@rule
def camera_step(everybody: float, covered: float, cover: float) -> float:
    """Step of trust of a day, from two steps and how far the block is covered; at most 1/2."""
    return min(0.5, max(-0.5, everybody + cover * covered))


@rule
def surveillance(town: Town, plan: Plan, numbers: Numbers, day: int) -> None:
    """A day under cameras."""
    blocks, residents, n = town.blocks, town.residents, numbers.surveillance
    cameras = 0.0
    for block in range(len(blocks.risk)):
        cameras += blocks.cameras[block]
    if cameras == 0.0:
        return
    per_thousand = cameras / len(residents.block) * 1000.0
    everybody = exposure_step(n.trust_everybody * per_thousand)
    for block in range(len(blocks.risk)):
        cover = min(1.0, blocks.cameras[block])
        step = camera_step(everybody, exposure_step(n.trust_covered), cover)
        if cover == 0.0 and step == 0.0:
            continue
        for who in range(blocks.first[block], blocks.first[block] + blocks.homes[block]):
            trust = residents.standing[who] + residents.impression[who]
            growth = n.grievance / 365.25 * cover * (1.0 - trust)
            residents.grievance[who] += growth * (1.0 - residents.grievance[who])
            if step != 0.0:
                moved = change(step, trust)
                residents.impression[who] += moved
                book(town.books, plan.days[0], day, residents.group[who], SURVEILLANCE, moved)
