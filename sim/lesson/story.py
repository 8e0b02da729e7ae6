"""A tour of six to nine steps, written from what happened in the two towns.

Each step sets a day, points at something and says one or two sentences. A scenario may tell its own
under ``story:``; ``as_yaml`` writes what to begin with.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.common.words import capital, count, number
from sim.lesson.partings import first_parting, how_far_apart
from sim.lesson.recorder import Life, Recording
from sim.lesson.told import HARDLY, cameras_set_to_nothing
from sim.model.registers import CHANNELS
from sim.study.watched.evenings import COUNTED
from sim.study.watched.happenings import KIND, KINDS

Step = dict[str, Any]
EXTREME = 0.9  # share of residents whose two lives are closer than those of an extreme case
ON_AVERAGE = {  # what is said of all pairs of towns: verb and unit
    "trust": ("trust is", "points of 100"),
    "true_crime": ("true crime is", "per 1,000 residents a year"),
    "reporting": ("reporting is", "of 100 crimes"),
}
SAID = {
    "visit": "an officer knocks at the door of resident {who}, just to talk",
    "meeting": "resident {who} meets an officer at a beat meeting",
    "event": "resident {who} meets an officer at a community event",
    "greeting": "an officer on foot greets resident {who}",
    "call": "resident {who} turns to police for help",
    "response": "police answer the report of resident {who}",
    "heard_kept": "resident {who} hears that police kept a promise",
    "heard_broken": "resident {who} hears that police broke a promise",
    "stop": "police stop resident {who}",
    "hearsay": "resident {who} hears from a friend about police",
}


def tour(recording: Recording, ends: dict[str, Any], replicates: int, intervals: str) -> list[Step]:
    """The scenario's own steps, or those that are written from the run."""
    last = recording.scenario.days
    if recording.scenario.story:
        steps = [each.model_dump() for each in recording.scenario.story]
        return [{**step, "day": min(step["day"], last)} for step in steps]
    found = [
        _beginning(recording),
        _first_parting(recording),
        _gathering(recording) or _cameras(recording),
        _story_told(recording),
        _issues(recording),
        _crimes(recording, ends["true_crime"], replicates),
        _cause(recording),
        _end(recording, ends, replicates, intervals),
    ]
    beginning, *others = [step for step in found if step is not None]
    return [beginning, *sorted(others, key=lambda step: step["day"])]  # the ends keep their order


def as_yaml(steps: list[Step]) -> str:
    """The steps as they may stand in a scenario."""
    import yaml

    kept = [{name: step[name] for name in ("day", "point_at", "text")} for step in steps]
    text: str = yaml.safe_dump({"story": kept}, sort_keys=False, allow_unicode=True, width=95)
    return text


def name_of(recording: Recording, town: int) -> str:
    """An arm as a town is called."""
    return f"{'AB'[town]} ({recording.scenario.title(recording.lives[town].run.arm)})"


def signed(value: float, digits: int) -> str:
    """A change as it is printed: with its sign, and a minus that is one."""
    return number(value, digits, sign=True).replace("-", "−")


def _beginning(recording: Recording) -> Step:
    people = len(recording.place.group)
    trust = recording.lives[0].mean[0]
    text = (
        f"Two towns, the same {people:,} people, the same random draws. Trust in police begins at"
        f" {number(trust, 1)} of 100 in both. One thing will differ: what police do."
    )
    return {"day": 0, "point_at": "towns", "text": text}


def _first_parting(recording: Recording) -> Step | None:
    parting = first_parting(recording)
    if parting is None:
        return None
    day, who = parting
    for town, life in enumerate(recording.lives):
        rows = life.happenings
        here = rows[(rows["who"] == who) & (rows["day"] == day) & (rows["points"] != 0.0)]
        here = here[[KINDS[kind] in SAID for kind in here["kind"]]]
        if len(here) and not _same_day(recording.lives[1 - town], here[0]):
            said = SAID[KINDS[here[0]["kind"]]].format(who=who + 1)
            moved = signed(float(here["points"].sum()), 1)
            text = (
                f"Day {day}. In town {name_of(recording, town)} {said}: {moved} points of trust;"
                f" in the other town not. Here two lives part. {_how_extreme(recording, who)}"
            )
            return {
                "day": day, "point_at": "one_resident", "text": text, "town": town, "resident": who
            }  # fmt: skip
    return None


def _how_extreme(recording: Recording, who: int) -> str:
    apart = how_far_apart(recording)
    extreme = apart[who] > np.quantile(apart, EXTREME)
    return (
        f"{'An extreme case, chosen' if extreme else 'Chosen'} because it parts first:"
        f" {number(float(apart[who]), 1)} points apart on average; half of all residents differ by"
        f" less than {number(float(np.median(apart)), 1)}."
    )


def _same_day(life: Life, row: Any) -> bool:
    rows = life.happenings
    same = (rows["day"] == row["day"]) & (rows["who"] == row["who"]) & (rows["kind"] == row["kind"])
    return bool(same.any())


def _gathering(recording: Recording) -> Step | None:
    """The largest gathering, and what came of all of them."""
    sizes = [_of(life, "gathering")["other"].max(initial=0) for life in recording.lives]
    town = int(np.argmax(sizes))
    held = [_of(life, "gathering") for life in recording.lives]
    if sizes[town] == 0 or len(held[0]) == len(held[1]):
        return None
    largest = held[town][np.argmax(held[town]["other"])]
    text = (
        f"Day {largest['day']}. {count(int(largest['other']), 'resident')} of town"
        f" {name_of(recording, town)} come to one gathering. Meetings and events"
        f" {_in_all(recording)}: A {len(held[0])}, B {len(held[1])}."
    )
    return {
        "day": int(largest["day"]), "point_at": "gatherings", "text": text, "town": town,
        "block": int(largest["who"]),
    }  # fmt: skip


def _cameras(recording: Recording) -> Step | None:
    one, other = (int((life.cameras[-1] > 0.0).sum()) for life in recording.lives)
    if not one and not other:
        return None
    text = (
        f"Cameras stand in {count(one, 'block')} of town {name_of(recording, 0)} and in {other} of"
        f" town {name_of(recording, 1)}. What cameras alone do to trust has not been measured; here"
        f" it is {'set to nothing' if cameras_set_to_nothing(recording.scenario) else 'assumed'}."
    )
    return {"day": recording.scenario.days // 2, "point_at": "cameras", "text": text}


def _story_told(recording: Recording) -> Step | None:
    """Who heard from friends of a stop that went badly; and the one stop that went round most."""
    hearers = [_hearers_of_bad_stops(life) for life in recording.lives]
    if not hearers[0] and not hearers[1]:
        return None
    town = int(len(hearers[1]) > len(hearers[0]))
    life, most = recording.lives[town], max(hearers[town].values(), key=len)
    row = next(row for row, heard in hearers[town].items() if heard is most)
    stop, heard = life.happenings[row], _of(life, "hearsay")
    day = int(heard["day"][heard["source"] == row].max())
    people = [len(set().union(*each.values())) for each in hearers]
    text = (
        f"{capital(_in_all(recording))}, {count(people[town], 'resident')} of town"
        f" {name_of(recording, town)} heard of a bad stop from a friend; in {'BA'[town]}"
        f" {people[1 - town]}. The one that went round most is ringed: resident {stop['who'] + 1},"
        f" stopped on day {stop['day']}; {count(len(most), 'friend')} had heard of it by day {day}."
    )
    return {
        "day": day, "point_at": "stops", "text": text, "town": town, "resident": int(stop["who"])
    }  # fmt: skip


def _hearers_of_bad_stops(life: Life) -> dict[int, set[int]]:
    """Row of each stop that went badly, and the residents who were told of it."""
    heard = _of(life, "hearsay")
    found: dict[int, set[int]] = {}
    for row, who in zip(heard["source"].tolist(), heard["who"].tolist(), strict=True):
        told = life.happenings[row]
        if row >= 0 and told["kind"] == KIND["stop"] and told["points"] < 0:
            found.setdefault(row, set()).add(who)
    return found


def _issues(recording: Recording) -> Step:
    days, (one, other) = recording.scenario.days, recording.lives
    named = {
        "Solved by police": "issues_fixed",
        "Solved by residents": "issues_resolved",
        "Police promises broken": "promises_broken",
        "Escalated": "issues_escalated",
    }
    found = [
        f"{said}: A {_counted(one, name):.0f}, B {_counted(other, name):.0f}."
        for said, name in named.items()
    ]
    text = f"Issues of the blocks, {_in_all(recording)}. {' '.join(found)}"
    return {"day": days, "point_at": "issues", "text": text}


def _crimes(recording: Recording, end: dict[str, Any], replicates: int) -> Step:
    """What happened in one town, and what the pairs say: so few crimes are mostly chance."""
    one, other = (
        [int(_counted(life, name)) for name in ("crimes", "reported")] for life in recording.lives
    )
    text = (
        f"{capital(_in_all(recording))}: {count(one[0], 'crime')} in town {name_of(recording, 0)},"
        f" {one[1]} reported; {other[0]} in {name_of(recording, 1)}, {other[1]} reported. One such"
        f" count of one town is too noisy to judge{_fewer_crimes(end, replicates)}."
    )
    return {"day": recording.scenario.days, "point_at": "crimes", "text": text}


def _fewer_crimes(end: dict[str, Any], replicates: int) -> str:
    apart, over = end["difference"], f"; over {replicates} pairs of towns"
    if apart["low"] is None:
        return ""
    size = number(abs(apart["mean"]), end["digits"])
    if not apart["clear"]:
        return f"{over} there is no clear difference"
    if not any(figure in size for figure in "123456789"):
        return f"{over} there is practically none"
    fewer, unit = "BA"[apart["mean"] < 0], ON_AVERAGE["true_crime"][1]
    return f"{over} {fewer} has on average {size} fewer {unit}"


def _cause(recording: Recording) -> Step | None:
    days = recording.scenario.days
    left = [life.booked[-1, :, 1] for life in recording.lives]
    apart = left[0] - left[1]
    if np.abs(apart).max() < 0.005:
        return None
    first, second = np.argsort(-np.abs(apart))[:2]
    text = (
        f"Why? Of the difference of {signed(float(apart.sum()), 2)} points in this pair"
        f" of towns, “{CHANNELS[first].title}” makes {signed(float(apart[first]), 2)}"
        f" and “{CHANNELS[second].title}” {signed(float(apart[second]), 2)}."
        " Every change of trust was written down when it happened."
    )
    return {"day": days, "point_at": "why", "text": text}


def _end(recording: Recording, ends: dict[str, Any], replicates: int, intervals: str) -> Step:
    """What all pairs of towns say of every result, also of those that speak against an arm."""
    arm = recording.scenario.title(recording.lives[0].run.arm)
    said = [on_average(name, ends[name]) for name in ON_AVERAGE]
    if ends["trust"]["difference"]["low"] is None:
        text = "Was it chance? With one pair of towns nobody can say how much of it is chance."
    else:
        text = (
            f"Over {replicates} pairs of towns, under {arm} ({intervals}): {'; '.join(said)}."
            " Which would you buy?"
        )
    return {"day": recording.scenario.days, "point_at": "how_typical", "text": text}


def on_average(name: str, end: dict[str, Any]) -> str:
    """How the first arm differs from the other over all pairs, and whether that is better.

    ``end`` is one outcome of ``at_the_end``.
    """
    verb, unit = ON_AVERAGE[name]
    about, apart, digits = verb.rsplit(" ", 1)[0], end["difference"], end["digits"]
    if apart["mean"] is None:
        return f"{about} is not known"
    size = number(abs(apart["mean"]), digits)
    ends = [number(abs(each), digits) for each in (apart["low"], apart["high"]) if each is not None]
    if not any(figure in each for each in [size, *ends] for figure in "123456789"):
        return f"{about} is practically the same"
    if not apart["clear"]:
        return f"there is no clear difference in {about}"
    side = "higher" if apart["mean"] > 0 else "lower"
    if name != "trust" and abs(apart["mean"]) < HARDLY * end["level"]:
        return f"{about} is almost equal ({signed(apart['mean'], digits)} {unit})"
    better = "better" if (apart["mean"] > 0) == (end["better"] > 0) else "worse"
    low, high = (signed(apart[each], digits) for each in ("low", "high"))
    return f"{verb} {size} {unit} {side} ({low} to {high}), {better}"


def _in_all(recording: Recording) -> str:
    days = recording.scenario.days
    return "in the whole year" if 360 <= days <= 370 else f"in all {days} days"


def _of(life: Life, kind: str) -> Any:
    return life.happenings[life.happenings["kind"] == KIND[kind]]


def _counted(life: Life, name: str) -> float:
    return float(life.counted[-1, list(COUNTED).index(name)])
