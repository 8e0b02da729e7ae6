"""What a comparison found, in plain sentences: none has more than two numbers.

The first is about all proposals (``first_sentence.py``); the others about the two rivals whose
trust differs most.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.words import Scale, capital, listed, number
from sim.model.arm_plan import rival_pairs
from sim.report import certainty, sentences
from sim.report.crimes_in_town import crimes_said
from sim.report.facts import (
    HIGHER,
    LOWER,
    NO_DIFFERENCE,
    NOT_KNOWN,
    Change,
    between,
    change,
    headline_pair,
    largest_of_groups,
)
from sim.report.first_sentence import first_sentence
from sim.report.idle_money import money_that_is_idle
from sim.study.luck import FEWEST, share_of_luck
from sim.study.statistics import estimate

if TYPE_CHECKING:
    from sim.study.compare import Comparison

BESIDE = (
    ("reporting", "the share of crimes reported"),
    ("quality_of_life_with_crime", "quality of life with crime counted"),
)


@dataclass(frozen=True)
class Finding:
    """What was found, as every report tells it.

    Attributes:
        first: one plain sentence over all proposals.
        rivals: how far trust is apart between the two rivals, and in how many worlds; "" with a
            single arm.
        spread: how far worlds and chance move that; "" after one run.
        idle: how much of the money of the arm that loses most of it finds nothing to do, and why.
        beside: crime, reporting and the quality of life under the two rivals.
    """

    first: str
    rivals: str
    spread: str
    idle: str
    beside: str


def finding(comparison: Comparison) -> Finding:
    """What terminal and page both say first, and next."""
    pair = headline_pair(comparison)
    idle = money_that_is_idle(comparison, comparison.arms)
    if pair is None:
        scale = Scale.of(comparison.outcomes["trust"])
        level = comparison.level(comparison.baseline, "trust")
        interval = f"Trust, {scale.level_unit}: {scale.level_with_interval(level)}."
        first = f"Trust in police ends at {scale.level(level.mean)} points (of 100)."
        return Finding(first, "", interval if level.has_interval else "", idle, "")
    found = between(comparison, *pair, "trust")
    return Finding(
        first=first_sentence(comparison),
        rivals=_rivals(comparison, found),
        spread=_spread(comparison, found),
        idle=idle,
        beside=_beside(comparison, *pair),
    )


def _rivals(comparison: Comparison, found: Change) -> str:
    one, other = comparison.title(found.arm), comparison.title(found.than)
    money = _money(comparison, found.arm, found.than)
    if comparison.in_worlds and found.found.has_interval:
        return _rivals_in_worlds(comparison, found, money)
    once = "" if found.found.has_interval else " in the one run"
    if found.too_small:
        return f"Trust ends {found.amounts_to} under {one} and under {other}{once}{money}."
    if not found.matters:
        return f"Trust shows {NO_DIFFERENCE} between {one} and {other}{money}."
    return (
        f"Under {one} trust ends {found.size} points (of 100) higher than under"
        f" {other}{once}{money}."
    )


def _rivals_in_worlds(comparison: Comparison, found: Change, money: str) -> str:
    """The finding on trust by the share of worlds in which it holds."""
    one, other = comparison.title(found.arm), comparison.title(found.than)
    if found.too_small:
        return (
            f"In nine of ten plausible worlds trust ends practically the same under {one} and under"
            f" {other}{money}."
        )
    sure, worlds = certainty.certainty(found.sure), worlds_of(found)
    if sure == certainty.UNDECIDED:
        return (
            f"Whether trust ends higher under {one} or under {other} is undecided: {one} is ahead"
            f" in {worlds} plausible worlds{money}."
        )
    if sure == certainty.LEANS:
        return (
            f"The answer leans to {one}: trust ends higher than under {other} in {worlds} plausible"
            f" worlds, on average by {_points(found)}{money}."
        )
    return (
        f"{capital(sure.replace('worlds', 'plausible worlds'))} ({worlds}) trust ends higher under"
        f" {one} than under {other}, on average by {_points(found)}{money}."
    )


def _points(found: Change) -> str:
    """How large a difference in trust is: 1 point of 100; 1.6 points of 100."""
    return f"{found.size} {'point' if found.size == '1' else 'points'} of 100"


def worlds_of(found: Change) -> str:
    """In how many worlds a difference has the side that it has on average: 96 of 100."""
    return f"{round(found.sure * found.found.count)} of {found.found.count}"


def _money(comparison: Comparison, arm: str, than: str) -> str:
    """Whether the two arms cost the same; what each costs stands in the table."""
    cost, other = (comparison.prices[name].per_resident_year for name in (arm, than))
    if cost == other == 0:
        return ", at no extra cost"
    if sentences.same_cost(cost, other):
        return ", for the same money"
    return ", but they do not cost the same"


def _spread(comparison: Comparison, found: Change) -> str:
    """How far worlds and chance move the finding."""
    told = []
    ends = found.scale.ends(found.found)
    if ends and comparison.in_worlds:
        told.append(
            f"Nine of ten worlds give {ends} points, which allows for what published studies and"
            " judged ranges leave open, and for chance."
        )
        told.append(_how_exactly(comparison, found))
    elif ends:
        told.append(f"Interval: {ends} points, which allows for chance in the simulation.")
        if len(rival_pairs(comparison.scenario)) > 1:
            told.append("It is wider than usual, because the pair that differs most was chosen.")
    return " ".join(told)


def _how_exactly(comparison: Comparison, found: Change) -> str:
    """How well so many worlds tell the average, and how much of their spread is chance."""
    worlds = comparison.differences(found.arm, found.than, "trust")
    if len(worlds) < FEWEST:
        return f"So few worlds ({len(worlds)}) say little."
    mean = estimate(worlds)
    half = number((mean.high - mean.low) / 2.0, 2)
    told = f"More worlds could still move the average by {half} points either way."
    luck = share_of_luck(comparison, found.arm, found.than, "trust")
    if luck is None:
        return told
    return f"{told} About {max(1, round(100 * luck))}% of the spread is chance in the simulation."


def _beside(comparison: Comparison, arm: str, than: str) -> str:
    """What else differs between the two arms."""
    one, other = comparison.title(arm), comparison.title(than)
    told = [_more_crimes(comparison, arm, than)]
    found = [(title, change(comparison, arm, name, than)) for name, title in BESIDE]
    unsure = [
        title
        for title, each in found
        if each.found.count and not each.too_small and each.sure < certainty.LEANING
    ]
    if unsure:
        told.append(f"Whether {one} or {other} is ahead in {listed(unsure)} is undecided.")
    told += [
        _also(comparison, capital(title), each) for title, each in found if title not in unsure
    ]
    told.append(_who_gains(comparison, arm))
    return " ".join(each for each in told if each)


def _more_crimes(comparison: Comparison, arm: str, than: str) -> str:
    """How many crimes lie between the two arms; "" where one is the baseline or none matter."""
    crimes, violent = (
        change(comparison, arm, name, than) for name in ("true_crime", "true_violent")
    )
    if comparison.baseline in (arm, than) or not crimes.matters:
        return ""
    same_side = violent.matters and violent.amounts_to == crimes.amounts_to
    also = f", {crimes_said(violent)} violent ones among them" if same_side else ""
    return (
        f"Crimes a year in this town: {crimes_said(crimes)} under {comparison.title(arm)} than"
        f" under {comparison.title(than)}{also}."
    )


def _also(comparison: Comparison, title: str, found: Change) -> str:
    """What else differs between the two arms, as a sentence."""
    if found.amounts_to == NOT_KNOWN:
        return f"{title} is not known: no replicate has a value."
    if found.worlds is not None and not found.too_small:
        side = HIGHER if found.found.mean > 0 else LOWER
        return (
            f"{title} is {side} under {comparison.title(found.arm)} than under"
            f" {comparison.title(found.than)} in"
            f" {worlds_of(found)} worlds, on average by {found.size} {found.scale.difference_unit}."
        )
    if found.matters:
        return (
            f"{title} is {found.size} {found.scale.difference_unit} {found.amounts_to} under"
            f" {comparison.title(found.arm)} than under {comparison.title(found.than)}."
        )
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
        f" {comparison.title(arm)}: {found.size} points {side}{found.qualified}."
    )
