"""What the kit says of a run: answers, sentences to take home, and what the towns are."""

from __future__ import annotations

from typing import Any

from sim.common.words import capital, dollars, number, spaced
from sim.lesson.bands import mean_of_known
from sim.lesson.story import how_it_differs
from sim.lesson.teller import signed
from sim.lesson.words.words import Words
from sim.model.scenario.arm import settings_of
from sim.model.scenario.scenario import Scenario
from sim.study.results import Results

Fact = dict[str, Any]
ASKED = ("trust", "reporting", "true_crime")
"""What a room votes on."""
LIVED = {"confident": ("confident_share", 1000.0), "friendly_contacts": ("friendly_contacts", 1.0),
         "stops": ("stops", 1.0)}  # fmt: skip
"""What 1,000 people live through: outcome, and what it is multiplied by."""
FEW, MANY = 3, 6
"""Lines of a bill up to which a slide shows them large, and from which on small."""
SIDE = {"higher": 0, "lower": 1}
"""The town that has more, by how the first differs from the other."""


def facts(comparison: Results, arms: tuple[str, str], told: Fact, words: Words) -> Fact:
    """Everything that the pages of a kit show; ``told`` is the data of the lesson page."""
    kit, names = words.kit, [words.term(comparison.scenario.title(arm)) for arm in arms]
    bought = [
        [*each["bill"], *when(comparison.scenario, arm, words)] or [kit["towns"]["nothing"]]
        for arm, each in zip(arms, told["arms"], strict=True)
    ]
    bills = ["; ".join(lines) for lines in bought]
    most = max(len(lines) for lines in bought)
    differ = [
        "; ".join([line for line in lines if line not in bought[1 - town]] or lines)
        for town, lines in enumerate(bought)
    ]
    costs = [dollars(arm["cost"]).replace("-", "−") for arm in told["arms"]]
    answers = [answer(name, told["ends"][name], words) for name in ASKED]
    lived = {
        said: _lived([_mean(comparison, arm, *of) for arm in arms]) for said, of in LIVED.items()
    }
    return {
        "title": told["title"],
        "about": told["about"],
        "people": f"{told['residents']:,}",
        "names": names,
        "towns": [
            words.say(
                "kit.towns.line",
                letter=letter,
                arm=capital(name),
                cost=words.say("kit.towns.cost", cost=cost),
            )
            for letter, name, cost in zip("AB", names, costs, strict=True)
        ],
        "bills": bills,
        "bought": bought,
        "size": "few" if most <= FEW else "many" if most >= MANY else "",
        "made": words.say(
            "kit.made",
            n=told["replicates"],
            days=told["days"],
            intervals=told["intervals"]["words"],
            only=told["intervals"]["only"],
        ),
        "answers": answers,
        "lived": [(kit["key"][name], *values) for name, values in lived.items()],
        "home": take_home(told["ends"], names, words),
        "steps": [_step(at, step, words) for at, step in enumerate(told["story"], 1)],
        "moment": _moment(told["story"]),
        "cards": _cards(differ, costs, lived, told["about"], words),
        "of_pairs": words.say("kit.slides.differences", n=told["replicates"]),
    }


def when(scenario: Scenario, arm: str, words: Words) -> list[str]:
    """On which days an arm does what; nothing is said of what it does all the time."""
    spans: dict[tuple[int, int | None], list[str]] = {}
    for name, strategy in settings_of(scenario.arms[arm]).items():
        until = strategy.until
        ends = until if until is not None and until < scenario.days else None
        spans.setdefault((strategy.from_day, ends), []).append(words.term(spaced(name)))
    said = []
    for (since, ends), names in spans.items():
        kind = ("since" if ends is None else "between") if since else "until"
        if since or ends is not None:
            values = {"what": ", ".join(names), "since": since, "until": ends}
            said.append(words.say(f"kit.towns.{kind}", **values))
    return said


def answer(name: str, end: Fact, words: Words) -> Fact:
    """What a room is asked, what came out in both towns, and which guess was right."""
    kit, differs, digits = words.kit["key"], how_it_differs(name, end), end["digits"]
    apart, unclear = end["difference"], differs in ("unclear", "unknown")
    side = "ab"[apart["mean"] < 0.0] if differs in (*SIDE, "almost") else "same"
    right = kit["right"]["unclear" if unclear else side]
    return {
        "name": name,
        "asked": kit[name],
        "levels": [number(mean_of_known([row]), min(1, digits)) for row in end["values"]],
        "right": f"{right} {kit['tiny']}" if differs == "almost" else right,
        "said": words.say(f"tour.on_average.{name}.{differs}", **_numbers(apart, digits)),
        "range": _range(apart, digits),
        "difference": {each: apart[each] for each in ("mean", "low", "high")},
        "digits": digits,
    }


def take_home(ends: Fact, names: list[str], words: Words) -> list[str]:
    """Three sentences that hold whichever town did better, and where nothing is clear."""
    sides: dict[str, int | None] = {}
    said = []
    for name in ("trust", "true_crime"):
        end = ends[name]
        differs = how_it_differs(name, end)
        sides[name] = SIDE.get(differs)
        kind = "alike" if differs in ("same", "almost") else "unclear"
        values = {"a": names[0], "b": names[1]}
        if differs in SIDE:
            kind, more = "more", SIDE[differs]
            size = number(abs(end["difference"]["mean"]), end["digits"])
            values = {"more": names[more], "less": names[1 - more], "size": size}
        said.append(words.say(f"kit.home.{name}.{kind}", **values))
    trusted, crimes = sides["trust"], sides["true_crime"]
    both = "open"
    if trusted is not None and crimes is not None:
        both = "two_sides" if trusted == crimes else "same_side"
    return [*said, words.say(f"kit.home.both.{both}")]


def _numbers(apart: Fact, digits: int) -> dict[str, str]:
    if apart["mean"] is None:
        return {}
    known = {
        each: signed(apart[each], digits) for each in ("low", "high") if apart[each] is not None
    }
    size = number(abs(apart["mean"]), digits)
    return {**known, "size": size, "change": signed(apart["mean"], digits)}


def _lived(values: list[float]) -> list[Fact]:
    """What both towns lived through: as one says it, and in per cent of the larger."""
    most = max(*values, 1e-9)
    return [{"text": f"{each:,.0f}", "share": round(100.0 * each / most, 1)} for each in values]


def _range(apart: Fact, digits: int) -> str:
    """A difference with its interval: "+1.2 [+0.9, +1.5]"."""
    mean, *ends = (apart[each] for each in ("mean", "low", "high"))
    if mean is None:
        return "–"
    known = [signed(each, digits) for each in ends if each is not None]
    return f"{signed(mean, digits)} [{', '.join(known)}]" if known else signed(mean, digits)


def _mean(comparison: Results, arm: str, outcome: str, factor: float) -> float:
    return factor * mean_of_known([[float(each) for each in comparison.values(arm, outcome)]])


def _step(at: int, step: Fact, words: Words) -> Fact:
    kind, questions = step.get("kind", "own"), words.kit["questions"]
    asked = questions["count" if kind == "vote" else kind]
    flag = questions["vote"] if step.get("vote") and kind != "vote" else ""
    voted = step.get("vote", False)
    return {"at": at, "text": step["text"], "asked": asked, "vote": voted, "flag": flag}


def _moment(story: list[Fact]) -> str:
    """The step before which the room votes; where that is on crime, how two lives part."""
    said = {step.get("kind", ""): str(step["text"]) for step in story}
    voted = next((step["of"] for step in story if "of" in step), "parting")
    return said.get(voted, str(story[0]["text"]))


def _cards(
    bills: list[str], costs: list[str], lived: dict[str, list[Fact]], about: str, words: Words
) -> list[dict[str, str]]:
    values = {"about": about}
    for town, letter in enumerate("ab"):
        values |= {f"bill_{letter}": bills[town], f"cost_{letter}": costs[town]}
        values[f"contacts_{letter}"] = lived["friendly_contacts"][town]["text"]
        values[f"stops_{letter}"] = lived["stops"][town]["text"]
    parts = ("name", "you", "want", "know", "ask")
    return [
        {part: words.say(f"kit.roles.{role}.{part}", **values) for part in parts}
        for role in ("resident", "officer", "chief", "council")
    ]
