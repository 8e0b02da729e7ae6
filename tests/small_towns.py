"""Small towns through the real model: built once, lived many times."""

from __future__ import annotations

import functools
import json
from typing import Any

import numpy as np

from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation

FLAGSHIP = {  # the arms of scenarios/engagement_vs_surveillance.yaml
    "business_as_usual": {},
    "engagement": {
        "community_events": {"share": 0.4},
        "outreach": {"share": 0.4},
        "problem_solving": {"share": 0.2},
    },
    "surveillance": {"surveillance": {"share": 1.0}},
    "funding": {"funding": {"share": 1.0}},
    "fewer_events": {"community_events": {"per_month": 0}},
}
EVERYTHING = {  # every strategy at once, some of them for a while
    "community_events": {"share": 0.15, "where": "least_trusting"},
    "outreach": {"share": 0.2, "where": "least_trusting"},
    "foot_patrol": {"share": 0.1},
    "problem_solving": {"share": 0.2, "at_blocks": 0.4},
    "hot_spots": {"hours": 1.5, "from": 20},
    "neighbourhood_watch": {"share": 0.1},
    "residents_groups": {"share": 0.05, "where": "least_trusting", "from": 5},
    "procedural_justice": {"reach": 0.6, "sincerity": 0.8, "from": 10, "until": 70},
    "surveillance": {
        "share": 0.2,
        "monitored": 0.5,
        "stop_conduct": -0.2,
        "stop_lawful_share": 0.4,
        "from": 15,
    },
    "funding": {"officers": 0.5, "from": 40},
    "implementation": {"compliance": 0.8, "months_in_beat": 3, "follow_up_limit": 0.7},
    "conduct": {
        "visits": -0.2,
        "gatherings": -0.1,
        "foot_patrol": -0.1,
        "calls": 0.1,
        "patrol": -0.1,
    },
}
ALWAYS = {  # the same, all of them from the first day to the last
    name: {key: value for key, value in each.items() if key not in ("from", "until")}
    for name, each in EVERYTHING.items()
}
EVERYTHING_ON = {  # a scenario in which everything happens that can happen
    "community": {
        "residents": 400,
        "residents_per_block": 20,
        "shocks": [
            {"day": 30, "size": -0.25, "reach": "local"},
            {"day": 55, "size": 0.1, "reach": {"minority": 0.8}},
        ],
    },
    "department": {"officers_per_1000": 6, "events_per_month": 2, "meetings_per_month": 1},
    "budget": {"per_resident": 300},
    "arms": {"business_as_usual": {}, "everything": EVERYTHING},
    "assumptions": {
        "news.background": 0.02,
        "surveillance.trust_covered": -5,
        "surveillance.trust_everybody": -0.2,
        "moving.yearly": 0.6,
        "issues.arise": 12,
        "fading.norm": 300,
        "contact.gain": 0.45,
        "crime.removed": 0.1,
        "crime.cynicism": 0.4,
        "crime.repeats": 0.8,
    },
}

HARSH = {
    "source": "recorded",
    "violent": 40,
    "burglary": 30,
    "vehicle_theft": 30,
    "other_theft": 90,
}
NO_CRIME = {"source": "recorded", "violent": 0, "burglary": 0, "vehicle_theft": 0, "other_theft": 0}


def scenario(**changes: Any) -> Scenario:
    """Four hundred residents for 90 days; top-level fields as given."""
    plain = {
        "name": "small",
        "days": 90,
        "burn_in_days": 60,
        "community": {"residents": 400},
        "budget": {"per_resident": 50},
        "arms": {"business_as_usual": {}},
        "worlds": "declared",
        "replicates": 30,
    }
    return Scenario.model_validate({**plain, **changes})


def resized(town: Scenario, residents: int, **changes: Any) -> Scenario:
    """The same scenario with so many residents; top-level fields as given."""
    community = town.community.model_dump(by_alias=True, exclude_unset=True)
    return town.with_changes(community={**community, "residents": residents}, **changes)


def day_zero(town: Scenario, replicate: int = 1) -> Simulation:
    """The town of a replicate on day 0, after its burn-in (a copy)."""
    return _burnt_in(json.dumps(town.resolved()), replicate).fork()


@functools.lru_cache(maxsize=64)
def _burnt_in(text: str, replicate: int) -> Simulation:
    return Simulation.start(Scenario.model_validate(json.loads(text)), replicate)


def lived(town: Scenario, arm: str | None = None, replicate: int = 1) -> Simulation:
    """One arm lived to its last day (None: the department without any strategy)."""
    return day_zero(town, replicate).fork(arm).advance()


def everything(simulation: Simulation) -> dict[str, np.ndarray[Any, Any]]:
    """Every column of the state, by name; not the queue, which is empty between processes."""
    return {
        f"{table}.{name}": array
        for table, columns in simulation.town.columns()
        if table not in ("luck", "contacts")
        for name, array in columns.columns()
    }


def different(one: Simulation, other: Simulation) -> list[str]:
    """Names of the columns that are not equal byte for byte."""
    first, second = everything(one), everything(other)
    return [name for name in first if first[name].tobytes() != second[name].tobytes()]


def trust(simulation: Simulation) -> np.ndarray[Any, Any]:
    """Trust of every resident, 0-1."""
    residents = simulation.town.residents
    return residents.standing + residents.impression


def by_group(simulation: Simulation, values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Sums over the members of each group."""
    groups = simulation.town.groups.people
    return np.bincount(simulation.town.residents.group, values, len(groups))


def counted(simulation: Simulation, row: int, types: int = 1) -> float:
    """Happenings since day 0 of one row of ``registers.COUNTS`` (and the rows of further types)."""
    return float(simulation.town.books.counts[row : row + types].sum())


def plain_town() -> Scenario:
    """Sixty residents for six weeks in which a lot happens: few enough for plain Python."""
    community = {
        "residents": 60,
        "residents_per_block": 10,
        "shocks": [{"day": 3, "size": -0.2, "reach": "local"}],
        "crime": HARSH,
    }
    return scenario(
        **{
            **EVERYTHING_ON,
            "days": 40,
            "burn_in_days": 10,
            "community": community,
            "arms": {"everything": ALWAYS},
            "baseline": "everything",
            "budget": {"per_resident": 3000},
            "assumptions": {
                **EVERYTHING_ON["assumptions"],
                "foot_patrol.greeted": 1,
                "stops.everyday": 2,
                "calls.help": 2,
                "tips.suspicious": 1,
            },
        }
    )
