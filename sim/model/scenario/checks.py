"""What no single field of a scenario can tell: names that must exist, numbers that must fit."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sim.common.decay import halved
from sim.common.problems import Finding, quoted
from sim.files import Location
from sim.model.arm_plan import programme
from sim.model.numbers import every_parameter
from sim.model.scenario.arm import settings_of, shares_by_day
from sim.model.scenario.extra_cost import ExtraCost
from sim.model.scenario.named_places import no_such_place
from sim.model.scenario.units_of_trust import THRESHOLD, usual_threshold
from sim.model.scenario.unknown_names import unknown, unknown_arms
from sim.model.strategies.base import Strategy

if TYPE_CHECKING:
    from sim.model.scenario.description import Description
    from sim.model.scenario.intervention import Intervention


FEWEST_SIMULATED = 1000
"""Residents who are simulated at least, where each stands for several."""


def cross_checks(scenario: Description) -> list[Finding]:
    """What no single field can tell: names that must exist, shares that must fit the budget."""
    found = unknown_arms(vars(scenario))
    known = scenario.community.outcomes
    for at, claim in enumerate(scenario.expect):
        if claim.outcome not in known:
            found.append(unknown(("expect", at, "outcome"), "outcome", claim.outcome, known))
    for name in scenario.practically_none:
        if name not in known:
            found.append(unknown(("practically_none", name), "outcome", name, known))
    for at, shock in enumerate(scenario.community.shocks):
        if shock.day >= scenario.days:
            found.append(
                (
                    ("community", "shocks", at, "day"),
                    f"the run ends before day {shock.day}",
                    f"write a day from 0 to {scenario.days - 1}",
                    "value",
                )
            )
        found += _blocks_at_scale(scenario, ("community", "shocks", at), shock.blocks)
        if shock.where not in scenario.community.where:
            found.append(_no_such_place(scenario, ("community", "shocks", at), shock.where))
    surveyed = scenario.survey.weighing() if scenario.survey else {}
    if scenario.fitted is not None and scenario.fitted.to != surveyed:
        told = "these worlds were fitted to other figures than the survey has now"
        found.append((("fitted",), told, "fit once more, or leave out fitted", "key"))
    found += _check_districts(scenario)
    if scenario.scale > 1 and scenario.simulated_residents < FEWEST_SIMULATED:
        most = scenario.community.residents // FEWEST_SIMULATED
        fix = f"write a scale of at most {most}" if most > 1 else "leave scale out: it is small"
        told = f"a town of {scenario.simulated_residents:,} would be simulated: too few to say much"
        found.append((("scale",), told, fix, "value"))
    for at, each in enumerate(scenario.interventions):
        found += _check_intervention(scenario, ("interventions", at), each)
    first: dict[str, str] = {}
    for name, arm in scenario.arms.items():
        found.extend(_check_arm(scenario, name, arm))
        other = first.setdefault(scenario.title(name).lower(), name)
        if other != name and (arm.title or scenario.arms[other].title):
            titled = name if arm.title else other
            found.append(
                (
                    ("arms", titled, "title"),
                    f"{other} and {name} would both be called {quoted(scenario.title(titled))}",
                    "give each arm a title of its own",
                    "value",
                )
            )
    found.extend(_check_numbers(scenario))
    return found


def _check_districts(scenario: Description) -> Iterator[Finding]:
    """Districts that are too small to have a block of their own in the town that is simulated."""
    community = scenario.community
    homes = community.residents_per_block * scenario.scale
    for name in community.districts:
        living = community.share_in(name) * community.residents
        if living < 0.5 * homes:
            at = ("community", "districts", name)
            told = f"{round(living):,} residents are less than half of a block of {homes:,}"
            fix = "add them to a district next door, or write smaller residents_per_block or scale"
            yield at, told, fix, "key"


def _blocks_at_scale(scenario: Description, at: Location, blocks: Any) -> Iterator[Finding]:
    """Blocks of a place that are so few that a smaller town cannot have as small a part."""
    if scenario.scale > 1 and isinstance(blocks, int) and blocks < 2 * scenario.scale:
        told = f"{blocks} blocks at a scale of {scenario.scale} are too few to be simulated"
        most = blocks // 2
        fix = f"write a scale of at most {most}" if most > 1 else "leave scale out"
        yield (*at, "blocks"), told, fix, "value"


def _no_such_place(scenario: Description, of: Location, name: str) -> Finding:
    community = scenario.community
    labels = {**community.labels, **community.places}
    return no_such_place((*of, "where"), name, community.where, labels)


def _check_intervention(
    scenario: Description, at: tuple[str, int], intervention: Intervention
) -> Iterator[Finding]:
    if intervention.day >= scenario.days:
        yield (
            (*at, "day"),
            f"the run ends before day {intervention.day}",
            f"write a day from 0 to {scenario.days - 1}",
            "value",
        )
    for place, arm in enumerate(intervention.arms):
        if arm not in scenario.arms:
            yield unknown((*at, "arms", place), "arm", arm, scenario.arms)


def _check_numbers(scenario: Description) -> list[Finding]:
    """Numbers that make sense alone but not together."""
    numbers = {name: number.default for name, number in every_parameter()} | scenario.numbers()
    found: list[Finding] = []
    threshold = numbers[THRESHOLD]
    if threshold != usual_threshold() / 100.0:
        found.extend(
            (
                ("community", "groups", name, "confident"),
                f"confident means {usual_threshold():g} points or more, and {THRESHOLD} is"
                f" {threshold:g} here",
                f"leave out {THRESHOLD}, or write trust in points",
                "value",
            )
            for name, group in scenario.community.groups.items()
            if group.confident is not None
        )
    fixed = math.fsum(
        numbers[f"hours.{name}"] for name in ("response", "investigation", "follow_up")
    )
    if fixed > 1.0:
        found.append(
            (
                ("assumptions",),
                f"calls, investigation and follow-up take {fixed:.0%} of the field hours",
                "let hours.response, hours.investigation and hours.follow_up sum to at most 1",
                "key",
            )
        )
    fade, revert = (
        1.0 - halved(1.0 / numbers[f"fading.{name}"]) for name in ("impression", "anchor")
    )
    if revert > (1.0 - numbers["fading.kept"]) * fade:
        found.append(
            (
                ("assumptions",),
                "trust would leave 0 to 100: people drift back faster than impressions fade",
                "make fading.anchor longer, or fading.impression or fading.kept smaller",
                "key",
            )
        )
    return found


def _buys_without_end(scenario: Description, name: str, setting: Strategy) -> bool:
    """Whether a share of the budget is spent on something without a price."""
    try:
        programme(scenario, name, setting)
    except ZeroDivisionError:
        return True
    return False


def _days_outside(
    scenario: Description, where: Location, part: Strategy | ExtraCost
) -> Iterator[Finding]:
    """Days from which or until which something is in force that the run does not have."""
    if part.from_day >= scenario.days:
        yield (
            (*where, "from"),
            f"the run ends before day {part.from_day:g}",
            f"write a day from 0 to {scenario.days - 1}",
            "value",
        )
    if part.until is not None and part.until > scenario.days:
        yield (
            (*where, "until"),
            f"the run ends on day {scenario.days}",
            "leave until out to go on to the end",
            "value",
        )


def _check_arm(scenario: Description, name: str, arm: Any) -> list[Finding]:
    found: list[Finding] = []
    for at, cost in enumerate(arm.extra_cost):
        found += _days_outside(scenario, ("arms", name, "extra_cost", at), cost)
    settings = settings_of(arm)
    for strategy, setting in settings.items():
        where = ("arms", name, strategy)
        found += _blocks_at_scale(scenario, where, getattr(setting, "blocks", None))
        place = getattr(setting, "where", None)
        if isinstance(place, str) and place not in scenario.community.where:
            found.append(_no_such_place(scenario, where, place))
        found += _days_outside(scenario, where, setting)
        if getattr(setting, "share", None) is None:
            continue
        if scenario.budget is None:
            found.append(
                (
                    (*where, "share"),
                    "a share needs a budget",
                    "add budget: {per_resident: 50}, or give a quantity instead",
                    "key",
                )
            )
        elif _buys_without_end(scenario, strategy, setting):
            found.append(
                (
                    (*where, "share"),
                    "what the share buys costs nothing, so there is no end to it",
                    "make its price or its hours more than 0, or give a quantity instead",
                    "key",
                )
            )
    for day, total in shares_by_day(arm):
        if total > 1.0 + 1e-9:
            found.append(
                (
                    ("arms", name),
                    f"the shares of {name} sum to {total:g} on day {day:g}",
                    "shares of the budget may sum to at most 1",
                    "key",
                )
            )
            break
    return found
