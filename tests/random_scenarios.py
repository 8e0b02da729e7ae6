"""Random valid towns, and the mark of a law that must hold in every one of them.

What a strategy, a group or the model can be told is read from its declaration, so a new setting is
drawn without a line here. ``tests/laws_campaign.py`` tries every law on many more towns.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from hypothesis import HealthCheck, Phase, example, given, reject, settings
from hypothesis import strategies as st
from pydantic.fields import FieldInfo
from small_towns import EVERYTHING, EVERYTHING_ON, HARSH

from sim.common.problems import ProblemsFound
from sim.model.numbers import every_parameter
from sim.model.parameters import Parameter
from sim.model.scenario.community import Group
from sim.model.scenario.department import Department
from sim.model.scenario.recorded_crime import fbi_rates
from sim.model.scenario.scenario import Scenario
from sim.model.state import CRIME_TYPES
from sim.model.strategies import strategies
from sim.model.strategies.base import KINDS_OF_PLACE, Strategy

USUAL, PROGRAMME, RIVAL = "business_as_usual", "programme", "rival"
MOST = 50.0  # of what has no limit of its own: officer hours a day, cameras, officers hired
EVENTFUL = {  # a town in which in a few weeks happens what elsewhere takes years
    "calls.help": 2.0,
    "foot_patrol.greeted": 1.0,
    "issues.arise": 30.0,
    "issues.notice": 0.02,
    "issues.patience": 10.0,
    "moving.yearly": 0.9,
    "news.background": 0.1,
    "stops.everyday": 2.0,
    "surveillance.trust_covered": -10.0,
    "surveillance.trust_everybody": 0.5,
    "talk.chance": 0.5,
    "tips.suspicious": 1.0,
}
DATES = ("from_day", "until", "share")  # drawn for the arm as a whole

QUICK = settings(
    max_examples=6,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
CAMPAIGN = settings(QUICK, derandomize=False, phases=(Phase.generate, Phase.shrink))

Draw = Callable[[st.SearchStrategy[Any]], Any]


@dataclass(frozen=True)
class Law:
    """A claim, the cases in which it must hold, and one that is always tried."""

    claim: Callable[..., None]
    cases: tuple[st.SearchStrategy[Any], ...]
    known: tuple[Any, ...]


LAWS: dict[str, Law] = {}


PLACES = st.sampled_from(KINDS_OF_PLACE)
"""Where something is done. (Names of groups are labels, which other laws change.)"""


def values(field: FieldInfo) -> st.SearchStrategy[Any]:
    """Any value that a field of numbers or of words allows, up to ``MOST``.

    To nine digits: beside an exposure of 1e-308 that of a group without members would be infinite.
    """
    if field.annotation is str:
        return PLACES
    kinds = get_args(field.annotation)
    if get_origin(field.annotation) is Literal:
        return st.sampled_from(kinds)
    low = next(mark.ge for mark in field.metadata if hasattr(mark, "ge"))
    high = min(MOST, next(mark.le for mark in field.metadata if hasattr(mark, "le")))
    if int in kinds:
        return st.integers(low, int(high))
    return st.floats(low, high).map(lambda value: round(value, 9))


@functools.cache
def fields(kind: Any, *others: str) -> dict[str, st.SearchStrategy[Any]]:
    """Values of the fields of a part of a scenario, by name, but for ``others``."""
    return {name: values(field) for name, field in kind.model_fields.items() if name not in others}


@st.composite
def part(draw: Draw, kind: Any, *others: str, always: bool = False) -> dict[str, Any]:
    """Some of the fields of a part of a scenario (all of them: ``always``) but for ``others``."""
    return {
        name: draw(value)
        for name, value in fields(kind, *others).items()
        if always or draw(st.booleans())
    }


def number(parameter: Parameter) -> st.SearchStrategy[float]:
    """A number of the model: plausible, or anything within its bounds."""
    return st.one_of(
        st.floats(*(parameter.plausible or parameter.bounds), allow_subnormal=False),
        st.floats(*parameter.bounds, allow_subnormal=False),
    )


@functools.cache
def assumptions() -> st.SearchStrategy[dict[str, float]]:
    """A handful of numbers of the model; prices stay plausible, or a share buys an army."""
    numbers = [
        st.tuples(
            st.just(name),
            st.floats(*(each.plausible or each.bounds))
            if name.startswith("cost.")
            else number(each),
        )
        for name, each in every_parameter()
    ]
    return st.lists(st.one_of(numbers), max_size=8).map(dict)


@st.composite
def strategy(draw: Draw, kind: type[Strategy], days: int, share: float | None) -> dict[str, Any]:
    """One strategy of an arm, paid by a share of the budget or with quantities of its own."""
    paid = share is not None and "share" in kind.model_fields
    plain = draw(part(kind, *DATES, *(kind.quantities if paid else ())))
    first = draw(st.one_of(st.just(0), st.integers(0, days - 1)))
    last = draw(st.one_of(st.none(), st.integers(first + 1, days)))
    dates = {"from": first} | ({} if last is None else {"until": last})
    return plain | dates | ({"share": share} if paid else {})


@st.composite
def arm(draw: Draw, days: int) -> dict[str, Any]:
    """Any of the strategies; their shares sum to at most 1."""
    names = draw(st.sets(st.sampled_from(sorted(strategies()))))
    weights = {name: draw(st.one_of(st.none(), st.integers(0, 10))) for name in sorted(names)}
    whole = max(10, sum(weight or 0 for weight in weights.values()))
    return {
        name: draw(strategy(strategies()[name], days, None if weight is None else weight / whole))
        for name, weight in weights.items()
    }


@st.composite
def groups(draw: Draw) -> dict[str, dict[str, Any]]:
    """One to twelve groups; a share may be nothing."""
    weights = draw(st.lists(st.integers(0, 9), min_size=1, max_size=12).filter(sum))
    return {
        f"group_{row}": {
            **draw(part(Group, "confident", "trust_on_scale", "label", "share", "district")),
            "share": weight / sum(weights),
        }
        for row, weight in enumerate(weights)
    }


@st.composite
def shock(draw: Draw, days: int, names: list[str]) -> dict[str, Any]:
    """A scandal or good news."""
    by_group = st.dictionaries(st.sampled_from(names), st.floats(0, 1))
    where = draw(PLACES)
    few = st.none() if where == "everywhere" else st.one_of(st.none(), st.integers(1, 30))
    return {
        "day": draw(st.integers(0, days - 1)),
        "size": draw(st.floats(-0.5, 0.5)),
        "reach": draw(st.one_of(st.sampled_from(["local", "national"]), by_group)),
        "where": where,
        "blocks": draw(few),
    }


@st.composite
def towns(draw: Draw) -> Scenario:
    """A valid scenario: 20 to 300 residents for 10 to 60 days, and three arms."""
    days = draw(st.integers(10, 60))
    members = draw(groups())
    state = st.fixed_dictionaries(
        {"source": st.just("fbi-2019"), "state": st.sampled_from(sorted(fbi_rates()))}
    )
    rate = st.floats(0, MOST).map(lambda value: round(value, 9))
    by_hand = st.fixed_dictionaries(
        {"source": st.just("recorded"), **dict.fromkeys(CRIME_TYPES, rate)}
    )
    community = {
        "residents": draw(st.integers(20, 300)),
        "residents_per_block": draw(st.one_of(st.integers(1, 40), st.just(1000))),
        "segregation": draw(st.floats(0, 1)),
        "groups": members,
        "crime": draw(st.one_of(state, by_hand, st.just(HARSH))),
        "shocks": draw(st.lists(shock(days, list(members)), max_size=3)),
    }
    data = {
        "name": "random",
        "days": days,
        "burn_in_days": draw(st.integers(5, 40)),
        "seed": draw(st.integers(0, 2**32 - 1)),
        "record_every": draw(st.integers(1, 60)),
        "community": community,
        "department": draw(part(Department, "unit_costs")),
        "budget": {"per_resident": draw(st.floats(0, 2000))},
        "arms": {USUAL: {}, PROGRAMME: draw(arm(days)), RIVAL: draw(arm(days))},
        "assumptions": draw(st.sampled_from([{}, EVENTFUL])) | draw(assumptions()),
    }
    try:
        return Scenario.model_validate(data)
    except ProblemsFound:  # drawn numbers that make no town together
        reject()


def rich() -> Scenario:
    """The town in which everything happens that can happen."""
    arms = {USUAL: {}, PROGRAMME: EVERYTHING, RIVAL: {"funding": {"share": 1.0}}}
    return Scenario.model_validate(
        {"name": "rich", "days": 75, "burn_in_days": 30, **EVERYTHING_ON, "arms": arms}
    )


def law(*cases: st.SearchStrategy[Any], known: tuple[Any, ...]) -> Callable[[Any], Any]:
    """A claim about every case; ``known`` is one that is always tried.

    A day with more contacts or crimes than there is room for is refused by the model, and so no
    case.
    """

    def mark(claim: Callable[..., None]) -> Any:
        @functools.wraps(claim)
        def holds(*args: Any, **named: Any) -> None:
            try:
                claim(*args, **named)
            except OverflowError:
                reject()

        LAWS[claim.__name__] = Law(holds, cases, known)
        return QUICK(example(*known)(given(*cases)(holds)))

    return mark
