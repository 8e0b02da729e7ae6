"""Options of a strategy that change nothing: whatever is written there, the arm does the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from sim.common.arrays import added
from sim.common.problems import Finding, ProblemsFound
from sim.files.source import Source
from sim.model.arm_plan import Stage, arm_plan
from sim.model.means import number_of, officers_of
from sim.model.processes.follow_up import FOLLOW_UP_HOURS, FOLLOW_UP_LIMIT
from sim.model.processes.gatherings import EVENTS_PER_MONTH, MEETINGS_PER_MONTH
from sim.model.processes.hours import TRAINING_REACH, TRAINING_SINCERITY
from sim.model.processes.rotation import MONTHS_IN_BEAT
from sim.model.processes.staff import COMPLIANCE, EXTRA_OFFICERS
from sim.model.processes.stops import STOP_CONDUCT, STOP_HOURS, STOP_LAWFUL_SHARE
from sim.model.processes.surveillance import AT_CAMERAS, MONITORED_SHARE
from sim.model.registers import DUTIES, PLACES
from sim.model.scenario.arm import settings_of
from sim.model.staffing import usual
from sim.model.strategies.base import KINDS_OF_PLACE, BudgetStrategy, Placement, Strategy

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario

SPLITS = ("at_blocks", "meetings_share", "stops_share")
INSTEAD = {
    ("problem_solving", "where"): "all of it follows up what residents raise, wherever that is;"
    " at_blocks: 1 or block_hours would work on the causes of crime at blocks",
    ("problem_solving", "blocks"): "all of it follows up what residents raise, wherever that is;"
    " at_blocks: 1 or block_hours would work on the causes of crime at blocks",
    ("surveillance", "monitored"): "there are no cameras to watch",
    ("surveillance", "cost_per_camera"): "there are no cameras to pay",
    ("surveillance", "stop_conduct"): "there are no stops: give stop_hours, or a share of which"
    " stops_share is more than 0",
    ("surveillance", "stop_lawful_share"): "there are no stops: give stop_hours, or a share of"
    " which stops_share is more than 0",
    ("outreach", "where"): "no homes are visited: give visit_hours, or a share of which"
    " meetings_share is less than 1",
    ("outreach", "blocks"): "no homes are visited: give visit_hours, or a share of which"
    " meetings_share is less than 1",
    ("community_events", "where"): "no events are held",
    ("implementation", "compliance"): "this arm has no programme to see through",
    ("implementation", "follow_up_limit"): "nobody follows up issues here",
    ("implementation", "months_in_beat"): "there are no officers",
}
"""Why an option of a strategy changes nothing, and what would make it matter."""


def refuse_options_without_effect(scenario: Scenario, source: Source) -> None:
    """Raise ProblemsFound where a person wrote an option into a file that changes nothing.

    For files only, and not a part of the scenario's own checks: where a program makes scenarios,
    as at one point of a sweep or in a smaller town, an option may well be idle. From Python
    ``options_without_effect`` lists them.
    """
    if found := options_without_effect(scenario):
        raise ProblemsFound(source.problem(where, said, fix, at) for where, said, fix, at in found)


def options_without_effect(scenario: Scenario) -> list[Finding]:
    """Options that differ from their defaults and yet cannot matter in this scenario."""
    found: list[Finding] = []
    for arm, strategies in scenario.arms.items():
        for name, setting in settings_of(strategies).items():
            if switched_off(setting):
                continue
            for field in written_options(setting):
                if not matters(scenario, arm, name, field):
                    shown = type(setting).model_fields[field].alias or field
                    found.append(
                        (
                            ("arms", arm, name, shown),
                            f"{shown} changes nothing here",
                            f"leave it out: {_why(name, setting, field)}",
                            "key",
                        )
                    )
    return found


def switched_off(setting: Strategy) -> bool:
    """Whether a strategy has amounts and all of them are 0: its options wait for another value."""
    amounts = [getattr(setting, name) for name in amounts_of(setting)]
    given = [amount for amount in amounts if amount is not None]
    return bool(given) and not any(given)


def amounts_of(setting: Strategy) -> list[str]:
    """The fields that say how much of a strategy there is."""
    return [*(["share"] if isinstance(setting, BudgetStrategy) else []), *setting.quantities]


def written_options(setting: Strategy) -> list[str]:
    """Fields that are written, differ from their defaults and say how something is done.

    Days count where a strategy does nothing on any of them.
    """
    amounts = amounts_of(setting)
    does_nothing = bool(amounts) and all(getattr(setting, name) is None for name in amounts)
    skipped = amounts if does_nothing else [*amounts, "from_day", "until"]
    return [
        name
        for name, field in type(setting).model_fields.items()
        if name in setting.model_fields_set
        and name not in skipped
        and getattr(setting, name) != field.default
    ]


def matters(scenario: Scenario, arm: str, name: str, field: str) -> bool:
    """Whether any other value of an option would make the arm do or pay something else."""
    setting = settings_of(scenario.arms[arm])[name]
    now = _what_it_does(scenario, arm)
    for value in _other_values(setting, field):
        tried = _unchecked(setting, field, value)
        other = _unchecked(scenario.arms[arm], name, tried)
        if _what_it_does(_unchecked(scenario, "arms", {arm: other}), arm) != now:
            return True
    return False


def _unchecked(whole: BaseModel, field: str, value: Any) -> Any:
    """A copy with one field changed: these are only looked at, and need not stand."""
    return BaseModel.model_copy(whole, update={field: value})


def _other_values(setting: Strategy, field: str) -> Sequence[Any]:
    """Values that an option could have instead: its default, choices, ends and middle."""
    info = type(setting).model_fields[field]
    values: list[Any] = [info.default]
    if field == "where":
        return [*values, *KINDS_OF_PLACE]
    if field in ("blocks", "from_day", "until"):
        return [*values, 1, 2]
    low = [each.ge for each in info.metadata if getattr(each, "ge", None) is not None]
    high = [each.le for each in info.metadata if getattr(each, "le", None) is not None]
    ends = [float(each) for each in (*low, *high)]
    return [*values, *ends, added(ends) / 2.0]


def _what_it_does(scenario: Scenario, arm: str) -> list[Any]:
    """All that residents and taxpayers could notice of an arm: its stages and its bill."""
    did: list[Any] = []
    for stage in arm_plan(scenario, arm).stages:
        now = (_levers_that_count(scenario, stage), _places_that_count(stage))
        if not did or did[-1][1:] != now:
            did.append((stage.first, *now))
    return [*did, arm_plan(scenario, arm).price.lines]


def _levers_that_count(scenario: Scenario, stage: Stage) -> list[float]:
    """The levers, those that move nothing today as if nobody had turned them."""
    levers, neutral = list(stage.levers), usual(scenario)
    officers = officers_of(scenario) + levers[EXTRA_OFFICERS]
    gatherings = levers[EVENTS_PER_MONTH] + levers[MEETINGS_PER_MONTH]
    follow_up = levers[FOLLOW_UP_HOURS] + officers * number_of(scenario, "hours.follow_up")
    counts = {
        STOP_CONDUCT: levers[STOP_HOURS],
        STOP_LAWFUL_SHARE: levers[STOP_HOURS],
        MONITORED_SHARE: float(AT_CAMERAS in _places_that_count(stage)),
        TRAINING_SINCERITY: levers[TRAINING_REACH],
        COMPLIANCE: gatherings
        + added(levers[row] for duty in DUTIES if not duty.led for row in duty.levers),
        FOLLOW_UP_LIMIT: follow_up,
        MONTHS_IN_BEAT: officers,
    }
    for row, amount in counts.items():
        if amount <= 0.0:
            levers[row] = neutral[row]
    return levers


def _places_that_count(stage: Stage) -> dict[int, Placement]:
    """Where something is done: not where there is nothing to do, and everywhere is no choice."""
    return dict(_counting(stage))


def _counting(stage: Stage) -> Iterator[tuple[int, Placement]]:
    for row, placement in stage.places.items():
        everywhere = placement.where == "everywhere"
        if PLACES[row].counted:
            if placement.amount:
                blocks = 0 if everywhere else placement.blocks
                yield row, Placement(placement.where, blocks, placement.amount)
        elif not everywhere and any(stage.levers[lever] > 0.0 for lever in PLACES[row].levers):
            yield row, placement


def _why(name: str, setting: Strategy, field: str) -> str:
    """Why an option changes nothing, and what to write if it should."""
    amounts = amounts_of(setting)
    if amounts and all(getattr(setting, amount) is None for amount in amounts):
        return f"{name} does nothing without {' or '.join(amounts)}"
    if field in SPLITS and getattr(setting, "share", None) is None:
        return f"it splits a share of the budget, and {name} has none"
    if field == "blocks" and getattr(setting, "where", None) == "everywhere":
        return "it is done everywhere; write where: riskiest for so many blocks"
    return INSTEAD.get((name, field), "whatever is written there, the arm does the same")
