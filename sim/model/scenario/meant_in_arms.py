"""What planners mean by what they write under `arms:`, and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from sim.common.other_words import SEVERAL, plain_word
from sim.common.problems import did_you_mean, program
from sim.files import Location
from sim.files.numbers_meant import plain_number
from sim.files.schema_names import wanted_of
from sim.model.extensions import FROM_OUTSIDE
from sim.model.parameters import PARAMETERS
from sim.model.scenario.named_places import write_where
from sim.model.strategies import strategies

PLACES = {
    "target",
    "group",
    "groups",
    "district",
    "area",
    "place",
    "beat",
    "neighbourhood",
    "where",
}
CALLED = {"label", "name", "caption", "heading"}
MONEY = {"cost", "costs", "price", "prices", "dollars", "money", "budget"}
WEEKS_A_MONTH = 365.25 / 12 / 7


def meant_in_arms(rest: Location, value: object, data: Mapping[str, Any]) -> str | None:
    """What to write for a refused name or value at a place below `arms`."""
    number = plain_number(value)
    if len(rest) == 2 and plain_word(str(rest[1])) in CALLED:
        return f"write  title: {value if isinstance(value, str) else '...'}"
    if len(rest) == 2 and number is not None and plain_word(str(rest[1])) in {*MONEY, "extra_cost"}:
        return f"write  extra_cost: [{{what: ..., per_year: {number:.10g}}}]"
    if len(rest) == 2:
        return _strategy(str(rest[1]), number)
    if len(rest) != 3:
        return None
    strategy, name = str(rest[1]), plain_word(str(rest[2]))
    known = strategies().get(strategy)
    if name in PLACES:
        return _place(value, data, known is not None and "where" in known.model_fields)
    if name in MONEY and known is not None:
        whole = next((each for each in known.model_fields if each.startswith("cost_per_")), None)
        if whole and number is not None:
            return f"write  {whole}: {number:.10g}  where that is for one of them, all included"
        return (
            "prices stand under  department: {unit_costs: {...}}"
            f"  (`{program()} explain cost` lists"
            " them); what a strategy gets is a share of the budget or a quantity"
        )
    if name == "at_blocks" and number is not None and number > 1.0:
        return (
            f"write  blocks: {number:g}  for {number:g} blocks; at_blocks is the part (0-1) of the"
            " share that is spent there, such as at_blocks: 1"
        )
    if known is None or name in known.model_fields or number is None:
        return None
    return _quantity(strategy, name, number)


def _strategy(name: str, number: float | None) -> str | None:
    """A strategy that is none, or one that has a number instead of a block."""
    parts = SEVERAL.get(plain_word(name))
    if parts:
        return f"no strategy alone is {name}: use several, such as {', '.join(parts)}"
    known = name if name in strategies() else did_you_mean(name, strategies())
    if known is None:
        return f"strategies are {', '.join(strategies())}; {FROM_OUTSIDE}"
    if number is None or number <= 1.0:
        return None
    kind, called = strategies()[known], plain_word(name)
    told = [
        f"{known}: {{{each}: {number:.10g}}}  ({kind.model_fields[each].description})"
        for each in kind.quantities
        if (name == known or each == called) and wanted_of(kind.model_fields[each]).holds(number)
    ][:1]
    if not told and name != known:
        quantity = next(iter(kind.quantities), "...")
        otherwise = f"write  {known}: {{{quantity}: ...}}, or a share"
        return f"{name} belongs to {known}: {_quantity(known, called, number) or otherwise}"
    if name == known and number <= 100.0 and "share" in kind.model_fields:
        told.append(f"{known}: {{share: {number / 100:g}}}  for {number:g}% of the budget")
    return f"write  {', or  '.join(told)}" if told else None


def _place(value: object, data: Mapping[str, Any], placed: bool) -> str | None:
    if not placed:
        return "this is done in the whole town: leave it out"
    if not isinstance(value, str):
        return None
    return write_where(value, data)


def _quantity(strategy: str, name: str, number: float) -> str | None:
    """A quantity in other words or units than the strategy takes."""
    if strategy == "outreach" and re.search("visit", name):
        hours = PARAMETERS["visits"]["hours"].default
        return (
            f"write  visit_hours: officer hours a day; at {hours:g} hours an attempt, {number:g}"
            f" visits a month are  visit_hours: {_rounded(number * hours * 12 / 365.25)}"
        )
    if strategy == "community_events" and (per := re.search("year|month|week", name + "_month")):
        a_month = number * {"year": 1 / 12, "month": 1.0, "week": WEEKS_A_MONTH}[per[0]]
        return f"write  per_month: {_rounded(a_month)}  (events a month in the whole town)"
    if name in ("officers", "officer") and (each := _hours_of(strategy)):
        hours = PARAMETERS["hours"]["duty"].default * PARAMETERS["hours"]["field"].default
        return (
            f"write  {each}: officer hours a day; an officer has {_rounded(hours)} in the field, so"
            f" {number:g} officers are  {each}: {_rounded(number * hours)}"
        )
    return None


def _hours_of(strategy: str) -> str | None:
    return next((each for each in strategies()[strategy].quantities if "hours" in each), None)


def _rounded(number: float) -> str:
    return f"{round(number, 2):.10g}"
