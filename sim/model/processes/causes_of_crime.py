"""What moves crime in a block, and how strongly: the numbers, and each effect as a formula.

An effect is the logarithm of what it multiplies crime by, against day 0. Two scales of presence are
needed: a slow one for the whole town (the elasticity of crime to police numbers) and a fast,
saturating one for the block (hot-spot trials).
"""

from __future__ import annotations

import math

from sim.compiled.rules import rule
from sim.model.parameters import Parameter, declare
from sim.model.registers import OFFICER_HOURS, cause, duty, lever, place

declare(
    "crime",
    staffing_violent=Parameter(
        0.42, "elasticity", (0.0, 2.0), (0.2, 0.6),
        "long-run effect of police hours on violent crime", "set on P14",
        "-.34, raised a quarter: with half a year of memory two thirds of an elasticity show in two"
        " years, patrol and stops in blocks add .05; Chalfin & McCrary 2018, doi"
        " 10.1162/REST_a_00694",
    ),
    staffing_property=Parameter(
        0.17, "elasticity", (0.0, 2.0), (0.1, 0.5),
        "long-run effect of police hours on property crime", "set on P14",
        "Chalfin & McCrary 2018, doi 10.1162/REST_a_00694",
    ),
    presence=Parameter(
        0.36, "log points", (0.0, 2.0), (0.15, 0.70),
        "most that police in a block prevent where risk is high", "set on P10, which P23 repeats",
        "Ratcliffe et al. 2011, doi 10.1111/j.1745-9125.2011.00240.x",
    ),
    presence_scale=Parameter(
        0.8, "officer hours a day", (0.05, 24.0), (0.4, 3.0),
        "hours in a block that do most of it", "assumed",
    ),
    presence_shape=Parameter(
        1.0, "exponent", (0.2, 5.0), (0.6, 1.7),
        "how hours in a block add up: below 1 the first count for most, above 1 it takes many",
        "assumed", "trials differ in dose as in much else",
    ),
    presence_wear=Parameter(
        0.0, "share", (-1.0, 1.0), (-0.2, 0.6),
        "part of what presence in a block prevents that is lost where it lasts; below 0: gained",
        "assumed",
        "decay in most long crackdowns, Sherman 1990, doi 10.1086/449163; in beats walked for 22"
        " weeks, not in those for 12, Sorg et al. 2013, Criminology 51(1)",
    ),
    presence_left=Parameter(
        0.0, "share", (-1.0, 1.0), (-0.1, 0.3),
        "part of it that stays for a while when police leave; below 0: crime makes up for it",
        "assumed",
        "found in five crackdowns, Sherman 1990, doi 10.1086/449163; not in beats walked, Sorg et"
        " al. 2013, Criminology 51(1)",
    ),
    presence_history=Parameter(
        90.0, "days", (1.0, 3650.0), (20.0, 365.0),
        "half-life of the memory that wear and what stays follow", "assumed",
    ),
    risky=Parameter(
        5.0, "times the average risk", (0.1, 50.0), (2.0, 8.0),
        "risk at which presence has half its effect", "set on P10",
    ),
    conduct=Parameter(
        0.26, "log points", (0.0, 1.0), (0.0, 0.35),
        "most that better conduct lowers crime where stops are dense", "set on P08",
        "Weisburd et al. 2022, doi 10.1073/pnas.2118780119",
    ),
    conduct_threshold=Parameter(
        0.04, "quality", (-0.2, 0.5), (0.02, 0.06),
        "gain in conduct over the usual from which people respond", "set on P08, P13 and R2",
        "why there should be a threshold is unknown: see ODD.md, conflicts between patterns",
    ),
    conduct_scale=Parameter(
        0.012, "quality", (0.005, 1.0), (0.006, 0.03), "how sharp that threshold is", "set on P08",
    ),
    dense=Parameter(
        20.0, "stops in a block", (0.1, 1000.0), (10.0, 40.0),
        "stock of stops at which people see a pattern in how stops are done", "set on P08 and P13",
    ),
    stops=Parameter(
        0.40, "log points", (0.0, 2.0), (0.2, 0.6), "most that well-founded stops prevent",
        "set on P13", "-13% (-16 to -9), Petersen et al. 2023, doi 10.1002/cl2.1302",
    ),
    stops_scale=Parameter(
        2.0, "well-founded stops", (0.1, 100.0), (1.0, 6.0), "stock that does most of it",
        "set on P13",
    ),
    stops_memory=Parameter(
        60.0, "days", (1.0, 3650.0), (30.0, 120.0), "half-life of the memory for stops", "assumed",
    ),
    conduct_memory=Parameter(
        30.0, "days", (1.0, 3650.0), (15.0, 60.0), "half-life of a block's view of conduct",
        "assumed",
    ),
    solving=Parameter(
        0.35, "log points", (0.0, 2.0), (0.20, 0.50), "most that problem solving prevents",
        "assumed",
    ),
    solving_rate=Parameter(
        0.0025, "per officer hour", (0.0, 1.0), (0.0008, 0.005), "how fast problem solving works",
        "assumed",
        "d about .27 against .06 for order maintenance (unverified), Braga et al. 2015, doi "
        "10.1177/0022427815576576",
    ),
    solving_memory=Parameter(
        180.0, "days", (1.0, 3650.0), (90.0, 365.0), "half-life of solved problems", "assumed",
    ),
    ownership_violent=Parameter(
        0.50, "log points per unit", (0.0, 5.0), (0.0, 1.5),
        "effect of ownership on violent crime", "assumed",
        "a quarter of Sampson et al. 1997, doi 10.1126/science.277.5328.918; doubted by "
        "Maxwell et al. 2011",
    ),
    ownership_property=Parameter(
        0.25, "log points per unit", (0.0, 5.0), (0.0, 0.75),
        "effect of ownership on property crime", "assumed",
    ),
    watch=Parameter(
        0.10, "log points", (0.0, 1.0), (0.0, 0.25), "effect of a watch that all homes belong to",
        "assumed",
        "half of -16 to -26%, part of which is selection; Bennett et al. 2008, doi "
        "10.4073/csr.2008.18",
    ),
    disorder=Parameter(
        0.25, "log points per unit", (0.0, 2.0), (0.0, 0.5), "effect of disorder", "assumed",
    ),
    cameras_violent=Parameter(
        0.06, "share", (-0.2, 0.9), (-0.05, 0.13),
        "violent crime that a monitored camera prevents", "set on P12",
        "Piza et al. 2019, doi 10.1111/1745-9133.12419",
    ),
    cameras_property=Parameter(
        0.17, "share", (-0.2, 0.9), (0.02, 0.24),
        "property crime that a monitored camera prevents", "set on P12",
        "Piza et al. 2019, doi 10.1111/1745-9133.12419",
    ),
    cameras_passive=Parameter(
        0.10, "share of that", (0.0, 1.0), (0.0, 0.5), "effect of a camera that nobody watches",
        "set on P12", "-1.5% n.s. against -14.7%, Piza et al. 2019",
    ),
    removed=Parameter(
        0.0, "share", (0.0, 0.9), (0.0, 0.1),
        "part of the offending in a block that one arrest or solved case there takes out",
        "assumed", "that certainty of arrest deters or removes is found; a share by block is not",
    ),
    removed_memory=Parameter(
        60.0, "days", (1.0, 3650.0), (14.0, 365.0), "half-life of what was taken out", "assumed",
    ),
    cynicism=Parameter(
        0.0, "log points per unit of trust", (0.0, 4.0), (0.0, 0.5),
        "how much less crime there is where residents trust police more", "assumed",
        "legal cynicism and offending go together, Walters & Bolger 2019; by place, causally: open",
    ),
    displacement=Parameter(
        0.20, "share", (-1.0, 1.0), (-0.3, 0.4),
        "part of what presence in a block prevents that moves next door; below 0: it is also"
        " prevented there",
        "assumed",
        "less than half; Guerette & Bowers 2009, doi 10.1111/j.1745-9125.2009.00177.x",
    ),
    away=Parameter(
        0.50, "share", (0.0, 1.0), (0.3, 0.7), "crimes whose victim lives in another block",
        "assumed",
    ),
    concentration=Parameter(
        1.3, "sigma of a lognormal", (0.0, 3.0), (1.0, 1.6), "how unequal the risk of places is",
        "assumed", "coarser than street segments, of which 5% have half the crime (Weisburd 2015)",
    ),
    minority_tilt=Parameter(
        0.30, "share per unit of segregation", (-1.0, 1.0), (0.0, 0.6),
        "how much riskier places are where the groups that trust least live", "assumed",
    ),
    neighbourhood=Parameter(
        0.0, "share", (0.0, 1.0), (0.0, 0.9), "how far blocks next door are alike in risk",
        "assumed", "crime gathers in neighbourhoods as well as at places",
    ),
    common=Parameter(
        1.0, "share of variance", (0.0, 1.0), (0.3, 1.0),
        "how far all types of crime happen at the same places", "assumed",
        "year by year areas keep their rank, and types differ in where they gather",
    ),
    gathers_violent=Parameter(
        1.0, "times", (0.0, 3.0), (0.7, 1.6), "how unequal places are in violence, against all",
        "assumed",
    ),
    gathers_burglary=Parameter(
        1.0, "times", (0.0, 3.0), (0.4, 1.2), "how unequal places are in burglary, against all",
        "assumed",
    ),
    gathers_vehicle_theft=Parameter(
        1.0, "times", (0.0, 3.0), (0.5, 1.3),
        "how unequal places are in vehicle theft, against all", "assumed",
    ),
    gathers_other_theft=Parameter(
        1.0, "times", (0.0, 3.0), (0.5, 1.5),
        "how unequal places are in other theft, against all", "assumed",
    ),
    repeats=Parameter(
        0.0, "times per crime", (0.0, 10.0), (0.0, 1.5),
        "how much a crime raises the risk of another of its type here for a while", "assumed",
        "repeat and near-repeat victimisation, Johnson et al. 2007, doi 10.1007/s10940-007-9025-3",
    ),
    repeat_near=Parameter(
        0.3, "share", (0.0, 1.0), (0.0, 0.6), "part of that which reaches each block next door",
        "assumed",
    ),
    repeat_memory=Parameter(
        14.0, "days", (1.0, 365.0), (5.0, 60.0), "half-life of that rise", "assumed",
    ),
)  # fmt: skip

BY_PRESENCE_TOWN = cause(
    "presence_town", "Police presence in town", "officer hours over the last half year"
)
BY_PRESENCE_BLOCK = cause(
    "presence_block", "Police presence here", "officer hours in the block in the last days"
)
BY_CONDUCT = cause(
    "conduct", "Conduct of enforcement", "how fairly people are stopped where stops are dense"
)
BY_STOPS = cause("stops", "Well-founded stops", "deterrence by stops with good reason")
BY_PROBLEM_SOLVING = cause(
    "problem_solving", "Problem solving", "officer hours spent on the causes of crime here"
)
BY_OWNERSHIP = cause("ownership", "Ownership", "residents ready to act for their neighbourhood")
BY_WATCH = cause("watch", "Neighbourhood watch", "homes that watch")
BY_DISORDER = cause("disorder", "Disorder", "signs that nobody cares")
BY_CAMERAS = cause("cameras", "Cameras", "cameras, above all monitored ones")
BY_REMOVAL = cause(
    "removal", "Offenders removed", "arrests and solved cases here in the last months"
)
BY_CYNICISM = cause("cynicism", "Belief in the law", "trust in police among those who live here")
BY_REPEATS = cause("repeats", "Repeats", "crimes that follow upon a crime here or next door")
BY_DISPLACEMENT = cause("displacement", "Displacement", "crime that moved in from next door")

PROBLEM_SOLVING_HOURS = lever(
    "problem_solving_hours", OFFICER_HOURS, "work on the causes of crime at chosen blocks"
)
AT_PROBLEM_SOLVING = place("problem_solving", "where problems are worked on", PROBLEM_SOLVING_HOURS)
ON_PROBLEM_SOLVING = duty("problem_solving", "problem solving", PROBLEM_SOLVING_HOURS)

ALL_SOLVED = math.log(100.0)  # rate times hours at which all but a hundredth is solved
STAFFING_LOW, STAFFING_HIGH = 0.5, 2.0  # outside, the effect of police hours is held constant


@rule
def riskiness(risk: float, half: float) -> float:
    """How far presence and stops can work here: not without crime, fully where risk is high."""
    return risk * risk / (risk * risk + half * half)


@rule
def town_effect(presence: float, usual: float, elasticity: float) -> float:
    """Log effect of police hours in town; held constant outside half and double the usual."""
    if usual <= 0.0:
        return 0.0
    ratio = min(STAFFING_HIGH, max(STAFFING_LOW, presence / usual))
    return -elasticity * math.log(ratio)


@rule
def block_effect(presence: float, usual: float, most: float, scale: float, shape: float) -> float:
    """Log effect of police hours in the block: saturating, against the usual hours there.

    -most (exp(-(usual / scale)^shape) - exp(-(presence / scale)^shape))
    """
    here, before = presence / scale, usual / scale
    if shape != 1.0:
        here, before = math.pow(here, shape), math.pow(before, shape)
    return -most * (math.exp(-before) - math.exp(-here))


@rule
def after_a_while(effect: float, most: float, lasted: float, wear: float, left: float) -> float:
    """Log effect of police in a block who have ``lasted`` there, 0-1: worn, and what would stay.

    effect (1 - wear lasted) - left most lasted
    """
    return effect * (1.0 - wear * lasted) - left * most * lasted


@rule
def nothing_left_to_solve(
    hours: float, extra: float, usual: float, rate: float, fade: float
) -> float:
    """Of today's ``hours`` in a block, those beyond what keeps its problems solved.

    ``extra`` is the stock of hours beyond the ``usual``; where it has solved all but a hundredth of
    what can be solved, only what fades away a day is needed.
    """
    if rate * extra <= ALL_SOLVED:
        return 0.0
    return max(0.0, hours - fade * (usual + ALL_SOLVED / rate))


@rule
def density(stock: float, scale: float) -> float:
    """How far stops are a pattern that people respond to, 0-1: few make none, they must repeat."""
    repeated = stock / scale
    return 1.0 - math.exp(-repeated * repeated)


@rule
def conduct_effect(offset: float, most: float, threshold: float, scale: float) -> float:
    """Log effect of conduct against usual: little below a threshold, up to ``most`` beyond it."""
    usual = 1.0 / (1.0 + math.exp(threshold / scale))
    return -most * (1.0 / (1.0 + math.exp((threshold - offset) / scale)) - usual)


@rule
def stops_effect(stock: float, usual: float, most: float, scale: float) -> float:
    """Log effect of well-founded stops beyond the usual: saturating."""
    return -most * (1.0 - math.exp(-max(0.0, stock - usual) / scale))


@rule
def repeat_effect(heat: float, usual: float, times: float) -> float:
    """Log effect of recent crimes beyond those to be expected: no change on average."""
    return math.log(max(0.05, 1.0 + times * (heat - usual)))


@rule
def removal_effect(offending: float, usual: float) -> float:
    """Log effect of what arrests and solved cases have left of the offending here."""
    return math.log(offending / usual)


@rule
def camera_effect(cameras: float, monitored: float, share: float, passive: float) -> float:
    """Log effect of cameras: one covers the block; unwatched ones do little."""
    cover = min(1.0, cameras)
    return math.log(1.0 - share * cover * (passive + (1.0 - passive) * monitored))
