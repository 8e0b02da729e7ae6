"""What a scenario says of a town, as plain numbers: from this it is built and measured."""

from __future__ import annotations

from dataclasses import dataclass

from sim.model.state import Floats, Table, Wholes, reals, wholes


@dataclass(repr=False)
class TownSettings(Table):
    """One row: what a scenario says of a town and its department."""

    residents: Wholes = wholes("residents", "people")
    residents_per_block: Wholes = wholes("homes in a block", "homes")
    segregation: Floats = reals("how far groups live apart")
    recorded: Floats = reals("recorded crimes by type", "per resident and year", "types")
    officers_per_1000: Floats = reals("usual officers", "per 1,000 residents")
    hired: Floats = reals("the most officers that an arm hires", "officers")
    days: Wholes = wholes("days of the run", "days")
    record_every: Wholes = wholes("time between two records", "days")
    crimes_in: Floats = reals(
        "recorded crimes of each district by type, in proportion to those of the others; below 0"
        " where nothing is said",
        "ratio",
        "types",
        rows="districts",
    )
    blocks_in: Wholes = wholes("blocks of each district", "blocks", rows="districts")
    issues_in: Floats = reals(
        "local issues that arise in each district", "times the usual", rows="districts"
    )


@dataclass(repr=False)
class GroupSettings(Table):
    """One row a group, as a scenario describes it."""

    rows = "groups"

    share: Floats = reals("share of the residents")
    trust: Floats = reals("mean of what its members think of police", "points (0-100)")
    trust_spread: Floats = reals("spread of what its members think of police", "points (0-100)")
    exposure: Floats = reals("exposure to stops, in proportion to that of other groups", "ratio")
    stop_conduct: Floats = reals("usual conduct of stops", "quality")
    search_at_stops: Floats = reals("searches at an everyday stop")
    force_at_stops: Floats = reals("threat or use of force at a stop of usual conduct")
    force_at_calls: Floats = reals("threat or use of force at a call")
    hears_local_news: Floats = reals("chance to hear a local scandal")
    hears_national_news: Floats = reals("chance to hear national news")
    district: Wholes = wholes("district in which its members live", "row")


@dataclass(repr=False)
class Weights(Table):
    """One row: weights of the quality of life."""

    calm: Floats = reals("weight of calm: without worry about crime")
    ownership: Floats = reals("weight of ownership and civic pride")
    trust: Floats = reals("weight of trust in police")
    order: Floats = reals("weight of order: little disorder in the blocks")
    crime: Floats = reals("weight of true crime where quality of life includes it")
