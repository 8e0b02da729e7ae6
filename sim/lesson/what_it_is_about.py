"""Steps of a tour that a scenario is about: news, a swap, promises, stops, visits, groups.

What is told follows from what the scenario says and from what differs between its two towns.
"""

from __future__ import annotations

import numpy as np

from sim.common.words import number, spaced
from sim.lesson.recorder import Life
from sim.lesson.teller import Step, Teller, signed
from sim.model.scenario.arm import settings_of
from sim.model.scenario.community import usual_groups
from sim.study.watched.happenings import HARD, KIND

LATER = 60
"""Days after news on which is told what is left of it."""
DIFFER = 2.0
"""How many times as often something must happen in one town for the scenario to be about it."""
FELT = 1.0
"""Points of trust by which the same stop, or what a group gains, must differ to be told."""
OFTEN = 0.25
"""Share of the stops of both towns that must go otherwise for the scenario to be about how."""
A_FEW = 5
"""What happens less often in both towns is nothing that a scenario is about."""


def what_it_is_about(teller: Teller) -> list[tuple[str, Step]]:
    """Kind and step, what the room should vote on first."""
    found = [
        *_shocks(teller),
        ("swap", _swap(teller)),
        ("promise", _promise(teller)),
        ("same_stop", _same_stop(teller)),
        ("bad_stop", _bad_stop(teller)),
        ("groups", _groups(teller)),
        ("visits", _visits(teller)),
    ]
    return [(kind, step) for kind, step in found if step is not None]


def _shocks(teller: Teller) -> list[tuple[str, Step | None]]:
    """The first news that breaks within the run, and what is left of it some weeks later."""
    shocks = [each for each in teller.recording.scenario.community.shocks if each.day < teller.days]
    if not shocks:
        return []
    first = min(shocks, key=lambda each: each.day)
    evening = first.day + 1  # its trace is first seen in the evening
    labels, groups = teller.recording.scenario.community.labels, teller.recording.place.group
    trust = teller.lives[0].trust
    said = [
        teller.part(
            "shock_group",
            group=teller.words.term(label),
            change=signed(float((trust[evening] - trust[first.day])[groups == row].mean()), 1),
        )
        for row, label in enumerate(labels.values())
        if (groups == row).any()
    ]
    text = teller.say(
        "shock_bad" if first.size < 0 else "shock_good",
        day=evening,
        groups=", ".join(said),
        before_a=teller.trust(0, first.day),
        before_b=teller.trust(1, first.day),
        after_a=teller.trust(0, evening),
        after_b=teller.trust(1, evening),
    )
    step = {"day": evening, "point_at": "towns", "text": text}
    return [("shock", step), ("recovery", _recovery(teller, evening))]


def _recovery(teller: Teller, evening: int) -> Step | None:
    later = evening + LATER
    if later > teller.days:
        return None
    back = [float(life.mean[later] - life.mean[evening]) for life in teller.lives]
    text = teller.say(
        "recovery",
        day=later,
        later=LATER,
        now_a=teller.trust(0, later),
        now_b=teller.trust(1, later),
        change_a=signed(back[0], 1),
        change_b=signed(back[1], 1),
    )
    return {"day": later, "point_at": "trust", "text": text}


def _swap(teller: Teller) -> Step | None:
    """The first day on which a town ends one thing and begins another."""
    for town, life in enumerate(teller.lives):
        arm = teller.recording.scenario.arms[life.run.arm]
        spans = {name: (each.from_day, each.until) for name, each in settings_of(arm).items()}
        changes = {begins for begins, _ in spans.values()} & {ends for _, ends in spans.values()}
        for day in sorted(day for day in changes if day is not None and 0 < day < teller.days):
            ended = [name for name, (_, ends) in spans.items() if ends == day]
            begun = [name for name, (begins, _) in spans.items() if begins == day]
            text = teller.say(
                "swap",
                day=day,
                town=teller.town(town),
                ended=_names(teller, ended),
                begun=_names(teller, begun),
                trust_a=teller.trust(0, day),
                trust_b=teller.trust(1, day),
            )
            return {"day": day, "point_at": "towns", "text": text}
    return None


def _names(teller: Teller, names: list[str]) -> str:
    said = ", ".join(teller.words.term(spaced(name)) for name in names)
    return said or teller.part("nothing")


def _promise(teller: Teller) -> Step | None:
    """Of the town that breaks more promises, the first that the other one does not break."""
    broken = [teller.counted(town, "promises_broken") for town in (0, 1)]
    if not _differ(*broken):
        return None
    town = int(broken[1] > broken[0])
    elsewhere = {(row["day"], row["who"]) for row in teller.rows(1 - town, "promise_broken")}
    here = teller.rows(town, "promise_broken")
    first = next(row for row in here if (row["day"], row["who"]) not in elsewhere)
    counts = teller.both(broken="promises_broken", solved="issues_fixed")
    text = teller.say(
        "promise", day=first["day"], town=teller.town(town), in_all=teller.in_all, **counts
    )
    return {
        "day": int(first["day"]), "point_at": "issues", "text": text, "town": town,
        "block": int(first["who"]),
    }  # fmt: skip


def _same_stop(teller: Teller) -> Step | None:
    """A stop of both towns that went otherwise in one of them, where many did: an early one."""
    one, other = (
        {(int(row["day"]), int(row["who"])): row for row in teller.rows(town, "stop")}
        for town in (0, 1)
    )
    apart = {at: float(one[at]["points"] - other[at]["points"]) for at in one if at in other}
    far = [at for at in apart if abs(apart[at]) >= FELT]
    if len(far) < max(A_FEW, OFTEN * len(apart)):
        return None
    usual = float(np.median([abs(apart[at]) for at in far]))
    at = next(at for at in far if abs(apart[at]) >= usual)  # in the order of their days
    bad = [len(teller.bad_stops(town)) for town in (0, 1)]
    text = teller.say(
        "same_stop",
        day=at[0],
        who=at[1] + 1,
        a=teller.town(0),
        b=teller.town(1),
        points_a=signed(float(one[at]["points"]), 1),
        points_b=signed(float(other[at]["points"]), 1),
        in_all=teller.in_all,
        bad_a=bad[0],
        bad_b=bad[1],
        **teller.both(stops="stops"),
    )
    town = int(apart[at] > 0.0)
    return {"day": at[0], "point_at": "stops", "text": text, "town": town, "resident": at[1]}


def _bad_stop(teller: Teller) -> Step | None:
    """Of the town where more stops go badly, the one that more people hear of than of any other."""
    bad = [teller.bad_stops(town) for town in (0, 1)]
    if not _differ(len(bad[0]), len(bad[1])):
        return None
    town = int(len(bad[1]) > len(bad[0]))
    heard = _hearers(teller.lives[town])
    row = max(
        np.flatnonzero(np.isin(teller.lives[town].happenings, bad[town])),
        key=lambda at: (len(heard.get(int(at), ())), -int(at)),
    )
    stop = teller.lives[town].happenings[row]
    text = teller.say(
        "bad_stop",
        day=stop["day"],
        town=teller.town(town),
        who=stop["who"] + 1,
        hard=teller.part("bad_stop_hard") if stop["detail"] & HARD else "",
        moved=signed(float(stop["points"]), 1),
        heard=teller.count("friends", len(heard.get(int(row), ()))),
        in_all=teller.in_all,
        bad_a=len(bad[0]),
        bad_b=len(bad[1]),
        **teller.both(stops="stops"),
    )
    return {
        "day": int(stop["day"]), "point_at": "stops", "text": text, "town": town,
        "resident": int(stop["who"]),
    }  # fmt: skip


def _hearers(life: Life) -> dict[int, set[int]]:
    """Row of each thing that was told among friends, and who heard of it."""
    heard = life.happenings[life.happenings["kind"] == KIND["hearsay"]]
    found: dict[int, set[int]] = {}
    for row, who in zip(heard["source"].tolist(), heard["who"].tolist(), strict=True):
        found.setdefault(row, set()).add(who)
    return found


def _groups(teller: Teller) -> Step | None:
    """Trust by group on the last day: of groups of the scenario's own, or that part clearly."""
    labels, groups = teller.recording.scenario.community.labels, teller.recording.place.group
    said, gained = [], []
    for row, label in enumerate(labels.values()):
        if not (groups == row).any():
            continue
        one, other = (float(life.trust[-1, groups == row].mean()) for life in teller.lives)
        values = {"trust_a": number(one, 1), "trust_b": number(other, 1)}
        said.append(teller.part("groups_one", group=teller.words.term(label), **values))
        gained.append(one - other)
    own = set(labels) != set(usual_groups())
    if len(said) < 2 or (max(gained) - min(gained) < FELT and not own):
        return None
    text = teller.say("groups", groups="; ".join(said))
    return {"day": teller.days, "point_at": "difference", "text": text}


def _visits(teller: Teller) -> Step | None:
    """Visits of the whole run, where one town makes many more."""
    made = [teller.counted(town, "visits") for town in (0, 1)]
    if not _differ(*made):
        return None
    town = int(made[1] > made[0])
    rows = [teller.rows(each, "visit") for each in (0, 1)]
    met = [len(np.unique(each["who"])) for each in rows]
    text = teller.say(
        "visits",
        in_all=teller.in_all,
        met_a=met[0],
        met_b=met[1],
        **teller.both(visits="visits"),
    )
    return {"day": teller.days, "point_at": "visits", "text": text, "town": town}


def _differ(one: int, other: int) -> bool:
    """Whether something happens much more often in one town than in the other."""
    return max(one, other) >= A_FEW and max(one, other) > DIFFER * min(one, other)
