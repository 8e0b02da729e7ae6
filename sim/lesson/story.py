"""A tour of at most eight steps, written from what happened in the two towns.

Each step sets a day, points at something and says one or two sentences. A scenario may tell its own
under ``story:``; ``as_yaml`` writes what to begin with.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.common.words import number
from sim.lesson.partings import first_parting, how_far_apart
from sim.lesson.recorder import Life, Recording
from sim.lesson.teller import Step, Teller, signed
from sim.lesson.told import HARDLY, cameras_set_to_nothing
from sim.lesson.what_it_is_about import what_it_is_about
from sim.lesson.words.words import Words
from sim.model.registers import CHANNELS
from sim.study.watched.happenings import KIND, KINDS

EXTREME = 0.9  # share of residents whose two lives are closer than those of an extreme case
MOST = 8
"""Steps of a tour, with the one that asks for a vote."""
LEAST_WANTED = (
    "gathering", "cameras", "story_told", "bad_stop", "groups", "visits", "issues", "recovery",
)  # fmt: skip
"""Steps that are left out where there are too many, in this order."""
ON_AVERAGE = ("trust", "true_crime", "reporting")
"""What is said of all pairs of towns."""


def tour(
    recording: Recording, ends: dict[str, Any], replicates: int, intervals: str, words: Words
) -> list[Step]:
    """The scenario's own steps, or those that are written from the run.

    A step that was written from the run also says its kind, and one of them that the room votes:
    before what the scenario is about a step asks it to (``of`` says before which), and on crime the
    page has asked it already.
    """
    last = recording.scenario.days
    if recording.scenario.story:
        steps = [each.model_dump() for each in recording.scenario.story]
        return [{**step, "day": min(step["day"], last)} for step in steps]
    teller = Teller(recording, words)
    found = [
        ("beginning", _beginning(teller)),
        ("parting", _first_parting(teller)),
        *what_it_is_about(teller),
        ("gathering", _gathering(teller)),
        ("cameras", _cameras(teller)),
        ("story_told", _story_told(teller)),
        ("issues", _issues(teller)),
        ("crimes", _crimes(teller, ends["true_crime"], replicates)),
        ("cause", _cause(teller)),
        ("end", _end(teller, ends, replicates, intervals)),
    ]
    told = [{**step, "kind": kind} for kind, step in found if step is not None]
    votes_at = _where_to_vote([step["kind"] for step in told])
    beginning, *others = _not_too_many(told, votes_at)
    others.sort(key=lambda step: step["day"])  # the ends keep their order
    ordered = [beginning, *others]
    if votes_at == ASKED_ALREADY:
        return [{**step, "vote": step["kind"] == votes_at} for step in ordered]
    at = next(at for at, step in enumerate(ordered) if step["kind"] == votes_at)
    ordered.insert(at, _vote(teller, ordered[at], earliest=ordered[at - 1]["day"]))
    return [{**step, "vote": step["kind"] == "vote"} for step in ordered]


def _vote(teller: Teller, about: Step, earliest: int) -> Step:
    """The question before a step, on the evening before."""
    day, kind = max(earliest, about["day"] - 1), about["kind"]
    text = teller.say(f"votes.{kind}")
    return {"day": day, "point_at": "towns", "text": text, "kind": "vote", "of": kind}


ASKED_ALREADY = "crimes"
"""What the page asks before the tour begins."""
VOTED = ("shock", "swap", "promise", "same_stop", "groups", "visits", "gathering")
"""Steps on which a room votes first, before all others."""


def _where_to_vote(kinds: list[str]) -> str:
    """The step that teaches most; crimes where programmes of both towns differ in many things."""
    single = "bad_stop" not in kinds
    return next((kind for kind in VOTED if kind in kinds and single), ASKED_ALREADY)


def _not_too_many(steps: list[Step], votes_at: str) -> list[Step]:
    """At most so many steps as one lesson bears: the least wanted go first."""
    most = MOST - (votes_at != ASKED_ALREADY)
    for kind in LEAST_WANTED:
        if len(steps) > most and kind != votes_at:
            steps = [step for step in steps if step["kind"] != kind]
    return steps


def as_yaml(steps: list[Step]) -> str:
    """The steps as they may stand in a scenario."""
    import yaml

    kept = [{name: step[name] for name in ("day", "point_at", "text")} for step in steps]
    text: str = yaml.safe_dump({"story": kept}, sort_keys=False, allow_unicode=True, width=95)
    return text


def _beginning(teller: Teller) -> Step:
    people = f"{len(teller.recording.place.group):,}"
    text = teller.say("beginning", people=people, trust=teller.trust(0, 0))
    return {"day": 0, "point_at": "towns", "text": text}


def _first_parting(teller: Teller) -> Step | None:
    parting = first_parting(teller.recording)
    if parting is None:
        return None
    day, who = parting
    said_of = teller.words.named("tour.said")
    for town, life in enumerate(teller.lives):
        rows = life.happenings
        here = rows[(rows["who"] == who) & (rows["day"] == day) & (rows["points"] != 0.0)]
        here = here[[KINDS[kind] in said_of for kind in here["kind"]]]
        if len(here) and not _same_day(teller.lives[1 - town], here[0]):
            said = teller.part(f"said.{KINDS[here[0]['kind']]}", who=who + 1)
            moved = signed(float(here["points"].sum()), 1)
            apart = how_far_apart(teller.recording)
            extreme = apart[who] > np.quantile(apart, EXTREME)
            text = teller.say(
                "parting",
                day=day,
                town=teller.town(town),
                said=said,
                moved=moved,
                why=teller.part("parting_extreme" if extreme else "parting_first"),
                apart=number(float(apart[who]), 1),
                usual=number(float(np.median(apart)), 1),
            )
            return {
                "day": day, "point_at": "one_resident", "text": text, "town": town, "resident": who
            }  # fmt: skip
    return None


def _same_day(life: Life, row: Any) -> bool:
    rows = life.happenings
    same = (rows["day"] == row["day"]) & (rows["who"] == row["who"]) & (rows["kind"] == row["kind"])
    return bool(same.any())


def _gathering(teller: Teller) -> Step | None:
    """The largest gathering, and what came of all of them."""
    held = [teller.rows(town, "gathering") for town in (0, 1)]
    sizes = [each["other"].max(initial=0) for each in held]
    town = int(np.argmax(sizes))
    if sizes[town] == 0 or len(held[0]) == len(held[1]):
        return None
    largest = held[town][np.argmax(held[town]["other"])]
    text = teller.say(
        "gathering",
        day=largest["day"],
        people=teller.count("residents", int(largest["other"])),
        town=teller.town(town),
        in_all=teller.in_all,
        held_a=len(held[0]),
        held_b=len(held[1]),
    )
    return {
        "day": int(largest["day"]), "point_at": "gatherings", "text": text, "town": town,
        "block": int(largest["who"]),
    }  # fmt: skip


def _cameras(teller: Teller) -> Step | None:
    one, other = (int((life.cameras.max(axis=0) > 0.0).sum()) for life in teller.lives)
    if not one and not other:
        return None
    nothing = cameras_set_to_nothing(teller.recording.scenario)
    text = teller.say(
        "cameras",
        blocks=teller.count("blocks", one),
        a=teller.town(0),
        other=other,
        b=teller.town(1),
        how=teller.part("cameras_nothing" if nothing else "cameras_assumed"),
    )
    return {"day": teller.days // 2, "point_at": "cameras", "text": text}


def _story_told(teller: Teller) -> Step | None:
    """Who heard from friends of a stop that went badly; and the one stop that went round most."""
    hearers = [_hearers_of_bad_stops(life) for life in teller.lives]
    if not hearers[0] and not hearers[1]:
        return None
    town = int(len(hearers[1]) > len(hearers[0]))
    life, most = teller.lives[town], max(hearers[town].values(), key=len)
    row = next(row for row, heard in hearers[town].items() if heard is most)
    stop, heard = life.happenings[row], teller.rows(town, "hearsay")
    day = int(heard["day"][heard["source"] == row].max())
    people = [len(set().union(*each.values())) for each in hearers]
    text = teller.say(
        "story_told",
        in_all=teller.in_all,
        people=teller.count("residents", people[town]),
        town=teller.town(town),
        other="BA"[town],
        others=people[1 - town],
        who=stop["who"] + 1,
        stopped=stop["day"],
        friends=teller.count("friends", len(most)),
        day=day,
    )
    return {
        "day": day, "point_at": "stops", "text": text, "town": town, "resident": int(stop["who"])
    }  # fmt: skip


def _hearers_of_bad_stops(life: Life) -> dict[int, set[int]]:
    """Row of each stop that went badly, and the residents who were told of it."""
    heard = life.happenings[life.happenings["kind"] == KIND["hearsay"]]
    found: dict[int, set[int]] = {}
    for row, who in zip(heard["source"].tolist(), heard["who"].tolist(), strict=True):
        told = life.happenings[row]
        if row >= 0 and told["kind"] == KIND["stop"] and told["points"] < 0:
            found.setdefault(row, set()).add(who)
    return found


def _issues(teller: Teller) -> Step:
    counts = teller.both(
        fixed="issues_fixed",
        resolved="issues_resolved",
        broken="promises_broken",
        escalated="issues_escalated",
    )
    text = teller.say("issues", in_all=teller.in_all, **counts)
    return {"day": teller.days, "point_at": "issues", "text": text}


def _crimes(teller: Teller, end: dict[str, Any], replicates: int) -> Step:
    """What happened in one town, and what the pairs say: so few crimes are mostly chance."""
    text = teller.say(
        "crimes",
        in_all=teller.in_all,
        a=teller.town(0),
        b=teller.town(1),
        crimes_a=teller.count("crime_count", teller.counted(0, "crimes")),
        crimes_b=teller.counted(1, "crimes"),
        reported_a=teller.counted(0, "reported"),
        reported_b=teller.counted(1, "reported"),
        pairs=_fewer_crimes(teller, end, replicates),
    )
    return {"day": teller.days, "point_at": "crimes", "text": text}


def _fewer_crimes(teller: Teller, end: dict[str, Any], replicates: int) -> str:
    apart = end["difference"]
    if apart["low"] is None:
        return ""
    size = number(abs(apart["mean"]), end["digits"])
    if not apart["clear"]:
        return teller.part("crimes_unclear", n=replicates)
    if not _counts(size):
        return teller.part("crimes_same", n=replicates)
    fewer = "BA"[apart["mean"] < 0]
    return teller.part("crimes_fewer", n=replicates, fewer=fewer, size=size)


def _cause(teller: Teller) -> Step | None:
    left = [life.booked[-1, :, 1] for life in teller.lives]
    apart = left[0] - left[1]
    if np.abs(apart).max() < 0.005:
        return None
    first, second = np.argsort(-np.abs(apart))[:2]
    text = teller.say(
        "cause",
        all=signed(float(apart.sum()), 2),
        first=teller.words.term(CHANNELS[first].title),
        first_points=signed(float(apart[first]), 2),
        second=teller.words.term(CHANNELS[second].title),
        second_points=signed(float(apart[second]), 2),
    )
    return {"day": teller.days, "point_at": "why", "text": text}


def _end(teller: Teller, ends: dict[str, Any], replicates: int, intervals: str) -> Step:
    """What all pairs of towns say of every result, also of those that speak against an arm."""
    said = "; ".join(on_average(name, ends[name], teller.words) for name in ON_AVERAGE)
    if ends["trust"]["difference"]["low"] is None:
        text = teller.say("end_single")
    else:
        text = teller.say("end", n=replicates, arm=teller.arm(0), intervals=intervals, said=said)
    return {"day": teller.days, "point_at": "how_typical", "text": text}


def on_average(name: str, end: dict[str, Any], words: Words) -> str:
    """How the first arm differs from the other over all pairs, and whether that is better.

    ``end`` is one outcome of ``at_the_end``.
    """
    apart, digits = end["difference"], end["digits"]
    values = {"size": "", "change": "", "low": "", "high": ""}
    if apart["mean"] is not None:
        values = {
            each: signed(apart[each], digits) for each in ("low", "high") if apart[each] is not None
        }
        values |= {
            "size": number(abs(apart["mean"]), digits),
            "change": signed(apart["mean"], digits),
        }
    return words.say(f"tour.on_average.{name}.{how_it_differs(name, end)}", **values)


def how_it_differs(name: str, end: dict[str, Any]) -> str:
    """One of: unknown, same, unclear, almost, higher, lower."""
    apart, digits = end["difference"], end["digits"]
    if apart["mean"] is None:
        return "unknown"
    ends = [apart["mean"], *(apart[each] for each in ("low", "high") if apart[each] is not None)]
    if not any(_counts(number(abs(each), digits)) for each in ends):
        return "same"
    if not apart["clear"]:
        return "unclear"
    if name != "trust" and abs(apart["mean"]) < HARDLY * end["level"]:
        return "almost"
    return "higher" if apart["mean"] > 0 else "lower"


def _counts(size: str) -> bool:
    """Whether a number as it is shown is not zero."""
    return any(figure in size for figure in "123456789")
