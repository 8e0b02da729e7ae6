"""What a comparison found, in plain sentences: none has more than two numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.words import Scale, capital, dollars, inside, listed, spaced
from sim.model.arm_plan import rival_pairs
from sim.report import sentences
from sim.report.crimes_in_town import changes_said, crimes_said
from sim.report.facts import (
    HIGHER,
    NO_DIFFERENCE,
    NOT_KNOWN,
    Change,
    between,
    change,
    headline_pair,
    largest,
    largest_of_groups,
)
from sim.report.idle_money import money_that_is_idle

if TYPE_CHECKING:
    from sim.study.compare import Comparison

FEW = 20  # worlds
LEANING = 0.6  # share of worlds from which an answer leans to one side
BESIDE = (
    ("reporting", "the share of crimes reported"),
    ("quality_of_life_with_crime", "quality of life with crime counted"),
)


@dataclass(frozen=True)
class Finding:
    """The finding on trust, as the first lines of every report tell it.

    Attributes:
        first: one plain sentence.
        spread: how far chance and other assumptions move it; "" after one run.
        at_what_cost: the arms with most trust and with fewest crimes, each with its cost, where no
            two rivals cost the same.
        idle: how much of the money of the two arms finds nothing to do, and why.
        beside: crime, reporting and the quality of life under the same two arms.
    """

    first: str
    spread: str
    at_what_cost: str
    idle: str
    beside: str

    @property
    def money(self) -> str:
        """What stands right after the first sentences."""
        return f"{self.at_what_cost} {self.idle}".strip()


def finding(comparison: Comparison) -> Finding:
    """What terminal and page both say first."""
    pair = headline_pair(comparison)
    idle = money_that_is_idle(comparison, pair or comparison.arms)
    if pair is None:
        scale = Scale.of(comparison.outcomes["trust"])
        level = comparison.level(comparison.baseline, "trust")
        interval = f"Trust, {scale.level_unit}: {scale.level_with_interval(level)}."
        first = f"Trust in police ends at {scale.level(level.mean)} points (of 100)."
        return Finding(first, interval if level.has_interval else "", "", idle, "")
    found = between(comparison, *pair, "trust")
    return Finding(
        first=_first(comparison, found),
        spread=_spread(comparison, found),
        at_what_cost=_at_what_cost(comparison),
        idle=idle,
        beside=_beside(comparison, *pair),
    )


def _first(comparison: Comparison, found: Change) -> str:
    one, other = spaced(found.arm), spaced(found.than)
    money = _money(comparison, found.arm, found.than)
    if comparison.in_worlds and found.found.has_interval:
        return _first_in_worlds(comparison, found, money)
    once = "" if found.found.has_interval else " in the one run"
    if found.too_small:
        return f"Trust ends {found.amounts_to} under {one} and under {other}{once}{money}."
    if not found.matters:
        return f"Trust shows {NO_DIFFERENCE} between {one} and {other}{money}."
    return (
        f"Under {one} trust ends {found.size} points (of 100) higher than under"
        f" {other}{once}{money}."
    )


def _first_in_worlds(comparison: Comparison, found: Change, money: str) -> str:
    """The finding on trust by the share of worlds in which it holds."""
    one, other = spaced(found.arm), spaced(found.than)
    differences = comparison.values(found.arm, "trust") - comparison.values(found.than, "trust")
    worlds, ahead = len(differences), int((differences > 0.0).sum())
    if found.too_small:
        return f"On average trust ends {found.amounts_to} under {one} and under {other}{money}."
    if ahead < LEANING * worlds:
        return (
            f"Whether trust ends higher under {one} or under {other} is undecided: {one} is ahead"
            f" in {ahead} of {worlds} plausible worlds{money}."
        )
    return (
        f"Under {one} trust ends higher than under {other} in {ahead} of {worlds} plausible"
        f" worlds, on average by {found.size} points (of 100){money}."
    )


def _money(comparison: Comparison, arm: str, than: str) -> str:
    """Whether the two arms cost the same; what each costs stands in the table."""
    cost, other = (comparison.prices[name].per_resident_year for name in (arm, than))
    if cost == other == 0:
        return ", at no extra cost"
    if sentences.same_cost(cost, other):
        return ", for the same money"
    return ", but they do not cost the same"


def _at_what_cost(comparison: Comparison) -> str:
    """The arms with most trust and with fewest crimes, where no two rivals cost the same."""
    costs = {arm: price.per_resident_year for arm, price in comparison.prices.items()}
    pairs = rival_pairs(comparison.scenario)
    if len(comparison.others) < 2 or any(
        sentences.same_cost(costs[one], costs[other]) for one, other in pairs
    ):
        return ""
    base, people = spaced(comparison.baseline), comparison.scenario.community.residents
    told = []
    for name, side, most, more in (
        ("trust", 1, "Most trust", "more trust"),
        ("true_crime", -1, "Fewest crimes", "fewer crimes"),
    ):
        found = largest(comparison, name, side)
        if found is None or not found.matters:
            told.append(f"No arm has clearly {more} than {base}.")
            continue
        gain = f"{found.size} points higher" if name == "trust" else crimes_said(found)
        cost = dollars(round(people * comparison.extra_cost(found.arm)))
        told.append(
            f"{most} under {spaced(found.arm)}: {gain} than under {base}, at {cost} a year."
        )
    return " ".join(told)


def _spread(comparison: Comparison, found: Change) -> str:
    """How far chance and other assumptions move the finding."""
    told = []
    scale, ends, across = found.scale, found.scale.ends(found.found), found.across
    if ends and comparison.in_worlds:
        told.append(
            f"Nine of ten worlds give {ends} points, which allows for what published studies and"
            " judged ranges leave open, and for chance."
        )
        if found.found.count < FEW:
            told.append(f"So few worlds ({found.found.count}) say little.")
    elif ends:
        told.append(f"Interval: {ends} points, which allows for chance in the simulation.")
        if len(rival_pairs(comparison.scenario)) > 1:
            told.append("It is wider than usual, because the pair that differs most was chosen.")
    if across is not None:
        middle = scale.middle(across.low, across.middle, across.high, sign=False)
        told.append(
            f"Other plausible assumptions give {scale.range(across.low, across.high, sign=False)}"
            f" points. Half of them give more than {middle}."
        )
        if found.turns:
            told.append("So even the side depends on the assumptions.")
    return " ".join(told)


def _beside(comparison: Comparison, arm: str, than: str) -> str:
    """Crimes against the baseline, and what else differs between the two arms."""
    base, one, other = comparison.baseline, spaced(arm), spaced(than)
    arms = [name for name in (arm, than) if name != base]
    told = [
        f"{title}: {changes_said(comparison, arms, name)}."
        for name, title in (
            ("true_crime", f"True crimes a year in this town, against {spaced(base)}"),
            ("true_violent", "Violent crimes among them"),
        )
    ]
    found = [(title, change(comparison, arm, name, than)) for name, title in BESIDE]
    if unknown := [title for title, each in found if each.turns]:
        told.append(
            f"Whether {one} or {other} is ahead in {listed(unknown)} is not known: it depends on"
            " the assumptions."
        )
    told += [_also(capital(title), each) for title, each in found if not each.turns]
    told.append(_who_gains(comparison, arm))
    return " ".join(told).strip()


def _also(title: str, found: Change) -> str:
    """What else differs between the two arms, as a sentence."""
    if found.matters:
        return (
            f"{title} is {found.size} {found.scale.difference_unit} {found.amounts_to} under"
            f" {spaced(found.arm)} than under {spaced(found.than)}."
        )
    if found.amounts_to == NOT_KNOWN:
        return f"{title} is not known: no replicate has a value."
    verb = "is" if found.too_small else "shows"
    return f"{title} {verb} {found.amounts_to}."


def _who_gains(comparison: Comparison, arm: str) -> str:
    """In which group trust changes most under the arm of the headline; "" with a single group."""
    found = None if arm == comparison.baseline else largest_of_groups(comparison, [arm])
    if found is None or not found.matters:
        return ""
    group = found.outcome.name.removeprefix("trust_")
    side = "more" if found.amounts_to == HIGHER else "less"
    return (
        f"Of all groups, trust changes most in {comparison.scenario.community.labels[group]} under"
        f" {spaced(arm)}: {found.size} points {side}."
    )


def over_assumptions(comparison: Comparison) -> str:
    """In what share of other assumptions the finding stands, or "" where they were not varied."""
    pair = headline_pair(comparison)
    if pair is None or not comparison.assumption_ranges:
        return ""
    one, other = map(spaced, pair)
    trust, crime = (comparison.assumption_ranges[*pair, name] for name in ("trust", "true_crime"))
    more = comparison.difference(*pair, "true_crime").mean > 0
    return (
        f"Of {trust.settings} other sets of plausible assumptions, {trust.better:.0%} give clearly"
        f" more trust under {one} than under {other}. Clearly less trust comes out in"
        f" {trust.worse:.0%} of them, clearly {'more' if more else 'less'} crime in"
        f" {crime.worse if more else crime.better:.0%}. These shares are not probabilities: the"
        f" ranges are judgements.{_unusual(comparison, *pair)}"
    )


def _unusual(comparison: Comparison, arm: str, than: str) -> str:
    """Which differences the assumptions used here make unusually large or small."""
    changes = [change(comparison, arm, name, than) for name in sentences.SIDE_BY_SIDE]
    told = []
    for side in ("larger", "smaller"):
        names = [inside(each.outcome.title) for each in changes if each.extreme == side]
        if names:
            told.append(f"{side} for {listed(names)}")
    if not told:
        return ""
    return (
        " CAREFUL: the assumptions used here lie at one end of what is plausible. Against nearly"
        f" all other sets the difference here is {'; it is '.join(told)}."
    )
