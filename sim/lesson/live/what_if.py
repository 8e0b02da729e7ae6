"""The scenario of a lesson, changed as a room asks: what if there were a scandal, or less support?

This file, and all that it needs, is translated for the page.
"""

from __future__ import annotations

from typing import Any

from sim.common.problems import ProblemsFound
from sim.common.words import capital, spaced
from sim.lesson.live.towns import plain_scenario
from sim.model.scenario.community import IN_ITS_PLACE
from sim.model.scenario.mixed import bought_as, can_share, mixed_arm
from sim.model.scenario.scenario import Scenario
from sim.model.strategies import strategies

Json = Any
CHIPS = 10
CHIP = 5.0
"""Dollars per resident a year of a chip, where a scenario has no budget."""
IN_JUNE = 166
"""Where day 0 is New Year."""
SCANDAL = {"size": -0.2, "reach": "national"}
"""Nearly everybody hears of it."""
NO_SUPPORT = {"months_in_beat": 4, "follow_up_limit": 0.2, "compliance": 0.5}
"""As in broken_promises.yaml."""
LESS_TRUST, LEAST_TRUST, CRIME_OF = 10, 2, "New Mexico"
"""A poorer town: points of trust, the lowest level a group may have, and whose crime."""
OURS = "our_town"


def programmes(data: Json) -> Json:
    """What chips can be laid on: programmes that a budget pays, those of the scenario first."""
    scenario = Scenario.model_validate(data)
    can_be_paid = can_share()
    used = [name for name in can_be_paid if _is_used(data, name)]
    rest = [name for name in can_be_paid if name not in used]
    budget = scenario.budget.per_resident if scenario.budget else CHIPS * CHIP
    return {
        "chips": CHIPS,
        "worth": budget / CHIPS,
        "programmes": [
            {"name": name, "title": capital(spaced(name)), "used": name in used}
            for name in [*used, *rest]
        ],
    }


def what_if(data: Json, arms: list[str], wish: Json) -> Json:
    """A scenario and two of its arms as a wish changes them, or what is wrong, in a sentence.

    ``wish`` may have: ``chips`` (programme to number of chips: the first arm is the room's own,
    ``alone``: against the baseline); ``unsupported`` (number of the arm whose twin without support
    takes the other's place); ``scandal``, ``poorer``, ``least_trusting``: true; ``days``.
    """
    try:
        changed, two = _changed(data, arms, wish)
        scenario = Scenario.model_validate(changed)
    except ProblemsFound as found:
        first = found.problems[0]
        said = f"{first.message}: {first.fix}" if first.fix else first.message
        return {"said": said, "data": None, "arms": arms}
    return {"said": None, "data": plain_scenario(scenario), "arms": two}


def _changed(data: Json, arms: list[str], wish: Json) -> tuple[Json, list[str]]:
    scenario = Scenario.model_validate(data)
    made = {**data, "arms": {name: {**arm} for name, arm in data["arms"].items()}}
    made.pop("expect", None)
    made.pop("story", None)
    community = {**scenario.community.model_dump(mode="json", by_alias=True)}
    two = list(arms)
    if "chips" in wish:
        shares = {name: chips / CHIPS for name, chips in wish["chips"].items() if chips}
        bought = {name: bought_as(scenario, name) for name in shares}
        made["arms"][OURS] = mixed_arm(made["arms"][scenario.baseline], bought, shares)
        if not scenario.budget:
            made["budget"] = {"per_resident": CHIPS * CHIP}
        two = [OURS, scenario.baseline] if wish.get("alone") else [OURS, arms[1]]
    if wish.get("unsupported") is not None:
        arm = arms[wish["unsupported"]]
        twin = f"{arm[:40]}_unsupported"
        made["arms"][twin] = {**made["arms"][arm], "implementation": {**NO_SUPPORT}}
        made["arms"][twin].pop("title", None)
        two = [arm, twin]
    if wish.get("least_trusting"):
        for name in two:
            made["arms"][name] = _at_those_who_trust_least(made["arms"][name])
    if wish.get("scandal"):
        day = min(IN_JUNE, scenario.days // 2)
        community["shocks"] = [*community["shocks"], {**SCANDAL, "day": day}]
    if wish.get("poorer"):
        community = _poorer(scenario, community)
    if wish.get("scandal") or wish.get("poorer"):
        made["community"] = community
    if wish.get("days"):
        made["days"] = wish["days"]
    return made, two


def _at_those_who_trust_least(arm: Json) -> Json:
    """An arm whose programmes go where trust is lowest, as far as they can choose."""
    known = strategies()
    found = {}
    for name, settings in arm.items():
        can_choose = name in known and "where" in known[name].model_fields
        found[name] = {**settings, "where": "least_trusting"} if can_choose else settings
    return found


def _poorer(scenario: Scenario, community: Json) -> Json:
    """Everybody trusts less; where crime is that of a state, it is that of another."""
    said = scenario.community
    block = "districts" if said.districts and not said.has_own_groups else "groups"
    parts = said.districts if block == "districts" else said.groups
    made = {}
    for name, part in parts.items():
        data = part.model_dump(mode="json", by_alias=True)
        kept = {key: value for key, value in data.items() if key not in IN_ITS_PLACE}
        made[name] = {**kept, "trust": max(LEAST_TRUST, said.groups[name].trust - LESS_TRUST)}
    rest = {key: value for key, value in community.items() if key not in IN_ITS_PLACE}
    crime = community["crime"]
    if crime["source"] == "fbi-2019":
        crime = {**crime, "state": CRIME_OF}
    return {**rest, block: made, "crime": crime}


def _is_used(data: Json, name: str) -> bool:
    return any(name in arm for arm in data["arms"].values())
