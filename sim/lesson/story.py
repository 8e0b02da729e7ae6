"""A tour of six to eight steps, written from what happened in the two towns.

Each step sets a day, points at something and says one or two sentences. A scenario may tell its own
under ``story:``; ``as_yaml`` writes what to begin with.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.ledger import CHANNELS
from sim.lesson.happenings import KIND, KINDS
from sim.lesson.partings import first_parting
from sim.lesson.recorder import COUNTED, Life, Recording
from sim.report.words import count, number, spaced

Step = dict[str, Any]
SAID = {
    "visit": "an officer knocks at the door of resident {who}, without a reason to police",
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


def tour(recording: Recording, apart: dict[str, Any], replicates: int) -> list[Step]:
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
        _crimes(recording),
        _cause(recording),
        _end(recording, apart, replicates),
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
    return f"{'AB'[town]} ({spaced(recording.lives[town].run.arm)})"


def signed(value: float, digits: int) -> str:
    """A change as it is printed: with its sign, and a minus that is one."""
    return number(value, digits, sign=True).replace("-", "−")


def _beginning(recording: Recording) -> Step:
    people = len(recording.place.group)
    trust = recording.lives[0].trust[0].mean()
    text = (
        f"Two towns, the same {people:,} people, the same luck. Trust in police begins at"
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
                f"Day {day}. In town {name_of(recording, town)} {said}: {moved} points of trust."
                " In the other town that does not happen. From here the lives part."
            )
            return {
                "day": day, "point_at": "one_resident", "text": text, "town": town, "resident": who
            }  # fmt: skip
    return None


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
        f" {name_of(recording, town)} come to one gathering. Over the whole run there are"
        f" {len(held[town])} here and {len(held[1 - town])} in the other town."
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
        " it is set to nothing."
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
    others = "as many" if people[0] == people[1] else str(people[1 - town])
    text = (
        f"In town {name_of(recording, town)} {count(people[town], 'resident')} heard from a friend"
        f" of a stop that went badly, in the other town {others}. This one, of resident"
        f" {stop['who'] + 1} on day {stop['day']}, went round most: {count(len(most), 'friend')}"
        f" had heard of it by day {day}."
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
    days = recording.scenario.days
    names = ("issues_raised", "issues_fixed", "promises_broken", "issues_escalated")
    one, other = ([int(_counted(life, name)) for name in names] for life in recording.lives)
    text = (
        f"By day {days}, in town {name_of(recording, 0)}: {count(one[0], 'issue')} raised with"
        f" police, {one[1]} solved by police, {count(one[2], 'promise')} broken, {one[3]}"
        f" escalated. In town {name_of(recording, 1)}: {other[0]}, {other[1]}, {other[2]} and"
        f" {other[3]}."
    )
    return {"day": days, "point_at": "issues", "text": text}


def _crimes(recording: Recording) -> Step:
    days = recording.scenario.days
    one, other = (
        [int(_counted(life, name)) for name in ("crimes", "reported")] for life in recording.lives
    )
    text = (
        f"{count(one[0], 'crime')} in town {name_of(recording, 0)}, {one[1]} reported; {other[0]}"
        f" in town {name_of(recording, 1)}, {other[1]} reported. Police know of the reported ones"
        " only."
        " So few are mostly luck: the charts use expected numbers."
    )
    return {"day": days, "point_at": "crimes", "text": text}


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


def _end(recording: Recording, apart: dict[str, Any], replicates: int) -> Step:
    """How far luck alone could have made this."""
    arm, than = (spaced(life.run.arm) for life in recording.lives)
    if apart["low"] is None:
        said = "With one pair of towns nobody can say how much of it is luck."
    elif apart["clear"] and abs(apart["mean"]) >= 0.005:
        side = "higher" if apart["mean"] > 0 else "lower"
        said = (
            f"On average trust ends {number(abs(apart['mean']), 2)} points {side} under {arm} than"
            f" under {than} (95% interval {signed(apart['low'], 2)} to"
            f" {signed(apart['high'], 2)}), on a scale from 0 to 100."
        )
    else:
        said = "On average there is no clear difference in trust, or next to none."
    text = f"Was it luck? The same was run in {replicates} pairs of towns. {said}"
    return {"day": recording.scenario.days, "point_at": "how_typical", "text": text}


def _of(life: Life, kind: str) -> Any:
    return life.happenings[life.happenings["kind"] == KIND[kind]]


def _counted(life: Life, name: str) -> float:
    return float(life.counted[-1, list(COUNTED).index(name)])
