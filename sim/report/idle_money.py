"""Money and hours that find nothing to do: named before anything runs, and after it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sim.common.arrays import added
from sim.common.problems import program
from sim.common.words import capital, dollars, listed, number, short_dollars, spaced
from sim.model.activities import Activity
from sim.model.means import means_for, officers_of
from sim.model.registers import OFFICER_HOURS
from sim.model.scenario.arm import settings_of
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.without_effect import matters, switched_off, written_options

if TYPE_CHECKING:
    from sim.model.state import Floats
    from sim.study.compare import Comparison

WORTH_SAYING = 0.1
"""Share of an activity that may be idle without a word."""
TOLD = {
    "follow_up": (
        "follow-up hours",
        "find nothing to follow up",
        "Give problem_solving less, or put its hours to the causes of crime at blocks"
        " (at_blocks: 1 puts all of its share there; or block_hours).",
    ),
    "watch": (
        "hours that support the watch",
        "find no household left to win",
        "Give neighbourhood_watch less.",
    ),
    "problem_solving": (
        "hours of problem solving at blocks",
        "find no cause of crime left to work on there",
        "Choose more blocks, or give it less.",
    ),
    "cameras": (
        "cameras",
        "stand in a block that another one covers already",
        "Choose more blocks, or fewer cameras.",
    ),
    "training": (
        "training",
        "changes no conduct, because its sincerity is 0",
        "Write a sincerity of more than 0.",
    ),
}
"""An activity, what becomes of the idle part of it, and what to do."""
NOBODY_WORKS = "there is no officer to work the hours"
REASONS = {
    "follow_up": "its follow-up hours exceed what residents raise",
    "watch": "its hours for the watch exceed the households left to win",
    "problem_solving": "its hours at blocks exceed the causes of crime left there",
    "cameras": "its cameras stand in blocks that others cover already",
    "training": "training with a sincerity of 0 changes no conduct",
}
"""Why most of the idle money of an arm is idle, in the answer."""
NOBODY = ("have no officer to work them", "Write department: officers_per_1000 of more than 0.")


def idle_money(comparison: Comparison) -> list[str]:
    """What more than a tenth of found nothing to do in the runs, as sentences."""
    from sim.study.hours_by_activity import activities_of

    by_arm = {comparison.title(arm): activities_of(comparison, arm) for arm in comparison.arms}
    scenario = comparison.scenario
    found = idle_sentences(by_arm, nobody=officers_of(scenario) == 0.0)
    return [*found, *unspent_shares(scenario), *sleeping_options(scenario)]


def money_that_is_idle(comparison: Comparison, arms: Sequence[str]) -> str:
    """Which part of an arm's money finds nothing to do, and why; the arm that loses most."""
    from sim.study.hours_by_activity import activities_of, idle_share

    done = {arm: activities_of(comparison, arm) for arm in arms}
    share = {arm: idle_share(comparison, arm) for arm in arms}
    lost = {arm: added(each.dollars_idle for each in several) for arm, several in done.items()}
    arm = max(arms, key=lambda arm: (share[arm].mean > WORTH_SAYING, lost[arm]))
    found = share[arm]
    if found.mean <= WORTH_SAYING:
        return ""
    spent = added(max(0.0, each.dollars) for each in done[arm])
    cause = max(done[arm], key=lambda each: each.dollars_idle)
    nobody = officers_of(comparison.scenario) == 0.0 and cause.unit == OFFICER_HOURS
    reason = NOBODY_WORKS if nobody else REASONS.get(cause.name, NOBODY_WORKS)
    part, low, high = (f"{each:.0%}" for each in (found.mean, found.low, found.high))
    told = (
        f"{'All' if found.mean > 0.995 else part} of the {short_dollars(spent)} a year spent"
        f" under {comparison.title(arm)} finds nothing to do: {reason}."
    )
    return f"{told} Interval: {low} to {high}." if found.has_interval and low != high else told


def idle_money_foreseen(scenario: Scenario) -> tuple[list[str], str]:
    """The same before anything runs, from a pilot; and what is not known without it, or ""."""
    from sim.study import pilot

    arms = pilot.arms_to_try(scenario)
    tried = pilot.arms_tried(scenario) if pilot.can_run() else []
    unknown = ""
    if untried := listed([scenario.title(arm) for arm in arms if arm not in tried]):
        unknown = (
            f"How many of the hours in {untried} will find nothing to do is not known before"
            f" `{program()} compare` has run"
            + ("." if tried else " once on this machine; from then on check tells it too.")
        )
    small = pilot.pilot_of(scenario, len(tried))
    try:
        found = foreseen_in_words(scenario, small, pilot.idle_hours(small, tried) if tried else {})
    except OverflowError as error:  # a town that the model cannot follow
        found = [f"{capital(str(error))}."]
    return found, unknown


def foreseen_in_words(scenario: Scenario, small: Scenario, idle: Mapping[str, Floats]) -> list[str]:
    """What a pilot foresees (``pilot.foreseen``), and shares and options that do nothing."""
    from sim.study import pilot

    nobody = officers_of(scenario) == 0.0
    foreseen = pilot.foreseen(scenario, small, idle)
    done = {scenario.title(arm): each for arm, each in foreseen.items()}
    found = idle_sentences(done, about="about ", nobody=nobody)
    return [*found, *unspent_shares(scenario), *sleeping_options(scenario)]


def idle_sentences(
    by_arm: Mapping[str, Sequence[Activity]], about: str = "", nobody: bool = False
) -> list[str]:
    """A sentence for each activity of which more than a tenth is idle in some arm, by its title.

    ``nobody`` where the department has no officers: then no hour is worked, whatever there is to
    do.
    """
    idle: dict[str, dict[str, Activity]] = {}
    for arm, done in by_arm.items():
        for each in done:
            if each.idle_share > WORTH_SAYING:
                idle.setdefault(each.name, {})[arm] = each
    return [_sentence(name, arms, about, nobody) for name, arms in idle.items()]


def _sentence(name: str, arms: Mapping[str, Activity], about: str, nobody: bool) -> str:
    what, becomes, instead = TOLD.get(name, (f"hours of {spaced(name)}", *NOBODY))
    if nobody and any(one.unit == OFFICER_HOURS for one in arms.values()):
        becomes, instead = NOBODY
    if len(arms) > 1:
        parts = [f"{_share(one, about)} in {arm} ({_size(one)})" for arm, one in arms.items()]
        return f"Part of the {what} {becomes}: {listed(parts)}. {instead}"
    ((arm, one),) = arms.items()
    return f"{arm}: {_share(one, about)} of the {what} ({_size(one)}) {becomes}. {instead}"


def _share(one: Activity, about: str) -> str:
    return "all" if one.idle_share > 0.995 else f"{about}{one.idle_share:.0%}"


def _size(one: Activity) -> str:
    """How much is idle, and what it costs."""
    digits = 1 if one.delivered >= 10.0 else 2
    size = f"{number(one.idle, digits)} of {number(one.delivered, digits)} {one.unit}"
    if one.dollars_idle > 0.0:
        return f"{size}, {dollars(one.dollars_idle, figures=3)} a year"
    return f"{size}, {'taken from patrol' if one.unit == OFFICER_HOURS else 'no extra money'}"


def unspent_shares(scenario: Scenario) -> Iterator[str]:
    """Shares of the budget that are larger than what there is to buy with them."""
    for arm, strategies in scenario.arms.items():
        for name, setting in settings_of(strategies).items():
            means = means_for(scenario, setting)
            given = means.dollars or 0.0
            spent = added(line.dollars_per_year for line in setting.turns(means).bill)
            if given > 0.0 and given - spent > WORTH_SAYING * given:
                yield (
                    f"{scenario.title(arm)}: {name} can spend {dollars(spent, figures=3)} a year"
                    " here,"
                    f" so {dollars(given - spent, figures=3)} of its share of"
                    f" {dollars(given, figures=3)} stay unspent. Write a smaller share."
                )


def sleeping_options(scenario: Scenario) -> Iterator[str]:
    """Options of strategies whose every amount is 0: a switch, which is no mistake."""
    for arm, strategies in scenario.arms.items():
        for name, setting in settings_of(strategies).items():
            if not switched_off(setting):
                continue
            idle = [
                type(setting).model_fields[option].alias or option
                for option in written_options(setting)
                if not matters(scenario, arm, name, option)
            ]
            if idle:
                change = "changes" if len(idle) == 1 else "change"
                off = f"{name} is switched off: its {listed(idle)} {change} nothing."
                yield f"{scenario.title(arm)}: {off}"
