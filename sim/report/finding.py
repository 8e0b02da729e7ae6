"""What a comparison found, in plain sentences: none has more than two numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.words import Scale, capital, dollars, inside, listed, spaced
from sim.model.arm_plan import rival_pairs
from sim.report import sentences
from sim.report.crimes_in_town import NO_DIFFERENCE, SAME, about_the_same, changes_said
from sim.report.idle_money import money_that_is_idle

if TYPE_CHECKING:
    from sim.study.compare import Comparison
    from sim.study.statistics import Estimate

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
    """What terminal and page both say first.

    The pair was chosen after looking at all, so its interval is wider: together the intervals of
    all rival pairs miss a difference no more often than a single one would (Bonferroni).
    """
    pair = sentences.headline_pair(comparison)
    scale = Scale.of(comparison.outcomes["trust"])
    idle = money_that_is_idle(comparison, pair or comparison.arms)
    if pair is None:
        level = comparison.level(comparison.baseline, "trust")
        interval = f"Trust, {scale.level_unit}: {scale.level_with_interval(level)}."
        first = f"Trust in police ends at {scale.level(level.mean)} points (of 100)."
        return Finding(first, interval if level.has_interval else "", "", idle, "")
    found = sentences.judged_difference(comparison, *pair, "trust")
    return Finding(
        first=_first(comparison, *pair, found, scale),
        spread=_spread(comparison, *pair, found, scale),
        at_what_cost=_at_what_cost(comparison),
        idle=idle,
        beside=_beside(comparison, *pair),
    )


def _first(comparison: Comparison, arm: str, than: str, found: Estimate, scale: Scale) -> str:
    one, other = spaced(arm), spaced(than)
    money = _money(comparison, arm, than)
    once = "" if found.has_interval else " in the one run"
    if sentences.is_alike(found):
        return f"Trust ends the same under {one} and under {other}{once}{money}."
    if scale.about_the_same(found):
        return f"Trust ends {SAME} under {one} and under {other}{once}{money}."
    if found.has_interval and not found.clear:
        return f"Trust shows {NO_DIFFERENCE} between {one} and {other}{money}."
    return (
        f"Under {one} trust ends {scale.size(found)} points (of 100) higher than under"
        f" {other}{once}{money}."
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
    base, people = comparison.baseline, comparison.scenario.community.residents
    told = []
    for name, better, most in (("trust", 1, "Most trust"), ("true_crime", -1, "Fewest crimes")):
        outcome = comparison.outcomes[name]
        found = {arm: comparison.difference(arm, base, name) for arm in comparison.others}
        ahead = {
            arm: each
            for arm, each in found.items()
            if better * each.mean > 0
            and (each.clear or not each.has_interval)
            and not about_the_same(comparison.scenario, outcome, each)
        }
        if not ahead:
            more = {"trust": "more trust", "true_crime": "fewer crimes"}[name]
            told.append(f"No arm has clearly {more} than {spaced(base)}.")
            continue
        arm = max(ahead, key=lambda arm: better * ahead[arm].mean)
        gain = (
            f"{Scale.of(outcome).size(ahead[arm])} points higher"
            if name == "trust"
            else changes_said(comparison, [arm], name).split(" under ")[0]
        )
        cost = dollars(round(people * comparison.extra_cost(arm)))
        told.append(
            f"{most} under {spaced(arm)}: {gain} than under {spaced(base)}, at {cost} a year."
        )
    return " ".join(told)


def _spread(comparison: Comparison, arm: str, than: str, found: Estimate, scale: Scale) -> str:
    """How far chance and other assumptions move the finding."""
    told = []
    ends = scale.ends(found)
    picked = len(rival_pairs(comparison.scenario)) > 1
    if ends:
        told.append(f"Interval: {ends} points, which allows for chance in the simulation.")
        if picked:
            told.append("It is wider than usual, because the pair that differs most was chosen.")
    across = comparison.assumption_ranges.get((arm, than, "trust"))
    if across is not None:
        middle = scale.middle(across.low, across.middle, across.high, sign=False)
        told.append(
            f"Other plausible assumptions give {scale.range(across.low, across.high, sign=False)}"
            f" points. Half of them give more than {middle}."
        )
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
    unknown = [title for name, title in BESIDE if assumptions_turn(comparison, arm, than, name)]
    if unknown:
        told.append(
            f"Whether {one} or {other} is ahead in {listed(unknown)} is not known: it depends on"
            " the assumptions."
        )
    for name, title in BESIDE:
        if title in unknown:
            continue
        found, scale = comparison.difference(arm, than, name), Scale.of(comparison.outcomes[name])
        if not found.count:
            told.append(f"{capital(title)} is not known: no replicate has a value.")
        elif about_the_same(comparison.scenario, comparison.outcomes[name], found):
            told.append(f"{capital(title)} is {SAME}.")
        elif found.has_interval and not found.clear:
            told.append(f"{capital(title)} shows {NO_DIFFERENCE}.")
        else:
            side = "higher" if found.mean > 0 else "lower"
            told.append(
                f"{capital(title)} is {scale.size(found)} {scale.difference_unit} {side} under"
                f" {one} than under {other}."
            )
    told.append(_who_gains(comparison, arm))
    return " ".join(told).strip()


def _who_gains(comparison: Comparison, arm: str) -> str:
    """In which group trust changes most under the arm of the headline; "" with a single group."""
    groups = comparison.scenario.community.labels
    if len(groups) < 2 or arm == comparison.baseline:
        return ""
    found = {
        label: (comparison.difference(arm, comparison.baseline, f"trust_{name}"), name)
        for name, label in groups.items()
    }
    known = {label: each for label, each in found.items() if each[0].count}
    if not known:
        return ""
    label = max(known, key=lambda label: abs(known[label][0].mean))
    most, name = known[label]
    outcome = comparison.outcomes[f"trust_{name}"]
    if about_the_same(comparison.scenario, outcome, most) or (most.has_interval and not most.clear):
        return ""
    side = "more" if most.mean > 0 else "less"
    return (
        f"Of all groups, trust changes most in {label} under {spaced(arm)}:"
        f" {Scale.of(outcome).size(most)} points {side}."
    )


def assumptions_turn(comparison: Comparison, arm: str, than: str, outcome: str) -> bool:
    """Whether plausible assumptions can turn a difference round, so that its side is unknown."""
    across = comparison.assumption_ranges.get((arm, than, outcome))
    return across is not None and across.low <= 0 <= across.high


def over_assumptions(comparison: Comparison) -> str:
    """In what share of other assumptions the finding stands, or "" where they were not varied."""
    pair = sentences.headline_pair(comparison)
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
    told = []
    for side in ("larger", "smaller"):
        names = [
            inside(comparison.outcomes[name].title)
            for name in sentences.SIDE_BY_SIDE
            if _extreme(comparison, arm, than, name) == side
        ]
        if names:
            told.append(f"{side} for {listed(names)}")
    if not told:
        return ""
    return (
        " CAREFUL: the assumptions used here lie at one end of what is plausible. Against nearly"
        f" all other sets the difference here is {'; it is '.join(told)}."
    )


def _extreme(comparison: Comparison, arm: str, than: str, outcome: str) -> str:
    """Whether a difference here is larger or smaller than in nearly all other sets, or ""."""
    found = comparison.assumption_ranges.get((arm, than, outcome))
    if found is None:
        return ""
    here = comparison.difference(arm, than, outcome).mean
    if found.low <= here <= found.high:
        return ""
    return "larger" if here > found.high else "smaller"
