"""The first screen: what was asked, what came out, how sure that is, and at what price."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.evidence.robustness import MIDDLE, Contrast
from sim.pricing import rival_pairs
from sim.report import sentences
from sim.words import (
    Scale,
    capital,
    count,
    dollars,
    listed,
    number,
    spaced,
    with_interval,
)

if TYPE_CHECKING:
    from sim.experiment.compare import Comparison
    from sim.experiment.statistics import Estimate
    from sim.outcomes import Outcome

PROGRAM = "python run.py"  # not as it was typed: the same results give the same bytes
JUDGED = (
    "trust",
    "reporting",
    "true_crime",
    "recorded_crime",
    "participation",
    "quality_of_life",
    "quality_of_life_with_crime",
)
FIRST = ("trust", "reporting", "true_crime", "quality_of_life_with_crime")
CRIME, LIFE = "true_crime", "quality_of_life_with_crime"
NO_DIFFERENCE = "no clear difference"


@dataclass(frozen=True)
class Row:
    """One outcome of the two arms of the headline.

    Attributes:
        title: name of the outcome, and the unit of the difference.
        found: difference with its interval.
        assumptions: middle and range over the assumptions; empty where they were not varied.
        reading: better, worse, higher, lower, or no clear difference.
    """

    title: str
    found: str
    assumptions: str
    reading: str


@dataclass(frozen=True)
class Answer:
    """What the first screen says; texts that do not apply are empty.

    Attributes:
        headline: the finding on trust.
        beside: crime, reporting and the quality of life under the same two arms.
        sure: how far luck and assumptions move the headline.
        price: what each arm costs.
        careful: a warning where costs are not equal.
        unmet: a warning where claims of the scenario are not met.
        outcomes: titles with units of the columns of ``arms``.
        arms: every arm: its name, and its change from the baseline in each outcome.
        contrast: which arm minus which ``rows`` are about.
        rows: the two arms of the headline, outcome by outcome.
    """

    headline: str
    beside: str
    sure: str
    price: str
    careful: str
    unmet: str
    outcomes: list[str]
    arms: list[tuple[str, list[str]]]
    contrast: str
    rows: list[Row]


def answer(comparison: Comparison) -> Answer:
    """The first screen of a comparison."""
    pair = sentences.headline_pair(comparison)
    scales = [(comparison.outcomes[name], Scale.of(comparison.outcomes[name])) for name in FIRST]
    return Answer(
        headline=headline(comparison),
        beside=_beside(comparison, *pair) if pair else "",
        sure=_how_sure(comparison),
        price=_price(comparison),
        careful=sentences.unequal_costs_sentence(comparison),
        unmet=_unmet(comparison),
        outcomes=[f"{outcome.title}, {scale.difference_unit}" for outcome, scale in scales],
        arms=_arms(comparison),
        contrast=_contrast(comparison, *pair) if pair else "",
        rows=[_row(comparison, *pair, name) for name in JUDGED] if pair else [],
    )


def headline(comparison: Comparison) -> str:
    """The finding on trust, with what luck and what assumptions make of it.

    The interval is that of `sentences.headline`, which allows for the choice of the pair.
    """
    pair = sentences.headline_pair(comparison)
    if pair is None:
        return sentences.headline(comparison)
    arm, than = pair
    scale = Scale.of(comparison.outcomes["trust"])
    found = sentences.judged_difference(comparison, arm, than, "trust")
    digits = 1 if abs(found.mean) >= 1 else scale.difference_digits([found])
    cost, other = (comparison.prices[name].per_resident_year for name in pair)
    money = f"At {dollars(cost)} against {dollars(other)} per resident a year"
    if sentences.same_cost(cost, other):
        money = f"For the same {dollars(cost)} per resident a year"
    if cost == other == 0:
        money = "At no extra cost"
    across = comparison.assumption_ranges.get((arm, than, "trust"))
    spread = []
    if found.has_interval:
        luck = f"{number(found.low, digits)} to {number(found.high, digits)}"
        chosen = sentences.chosen_from(comparison)
        spread.append(f"{luck} by luck of the simulation{f' ({chosen})' if chosen else ''}")
    if found.low == found.high == 0:
        spread = [sentences.ALIKE]
    if across is not None:
        plausible = f"{number(across.low, digits)} to {number(across.high, digits)}"
        middle = number(across.middle, digits)
        spread.append(f"{plausible} over plausible assumptions (middle {middle})")
    told = f": {', '.join(spread)}" if spread else ""
    if not (found.clear or (found.mean and not found.has_interval)):
        return f"{money}, {spaced(arm)} and {spaced(than)} show {NO_DIFFERENCE} in trust{told}."
    size = number(abs(found.mean), digits)
    return (
        f"{money}, {spaced(arm)} ends {size} points (of 100) above {spaced(than)} in trust{told}."
    )


def _beside(comparison: Comparison, arm: str, than: str) -> str:
    """Crime against the baseline, reporting and the quality of life between the two arms."""
    base = comparison.baseline
    if base in (arm, than):
        crime = sentences.pair_sentence(comparison, arm, than, CRIME)
        said = f"True crime under {spaced(arm)}, against {spaced(than)}: {crime}. "
    else:
        changes = [
            f"under {spaced(name)} {sentences.pair_sentence(comparison, name, base, CRIME)}"
            for name in (arm, than)
        ]
        said = f"True crime, against {spaced(base)}: {'; '.join(changes)}. "
    others = []
    for name, title in (
        ("reporting", "the share of crimes that is reported"),
        (LIFE, "quality of life with crime counted"),
    ):
        found = sentences.pair_sentence(comparison, arm, than, name)
        across = comparison.assumption_ranges.get((arm, than, name))
        turns = across is not None and across.low <= 0 <= across.high
        doubt = ", and the assumptions decide which way it points" if turns else ""
        others.append(f"{title}: {found}{doubt}")
    return f"{said}Under {spaced(arm)}, against {spaced(than)}, {'; '.join(others)}."


def _how_sure(comparison: Comparison) -> str:
    """How far assumptions move the headline, and where what luck does stands."""
    replicates = comparison.scenario.replicates
    if replicates == 1:
        return "One run of every arm: nothing tells this result from luck."
    runs = f"{count(replicates, 'paired run')} of every arm"
    pair = sentences.headline_pair(comparison)
    if pair is None:
        return f"{capital(runs)}; the interval tells simulation luck only."
    if comparison.assumption_ranges:
        arm, than = pair
        trust, crime = (comparison.assumption_ranges[arm, than, name] for name in ("trust", CRIME))
        more = crime.worse if comparison.difference(arm, than, CRIME).mean > 0 else crime.better
        side = "more" if comparison.difference(arm, than, CRIME).mean > 0 else "less"
        return (
            f"Of {trust.settings} other sets of plausible assumptions, {spaced(arm)} ends with"
            f" clearly more trust than {spaced(than)} in {trust.better:.0%}, clearly less in"
            f" {trust.worse:.0%}; with clearly {side} crime in {more:.0%}. These shares are not"
            f" probabilities: the ranges are judgements.{_where(comparison, arm, than)}"
        )
    return (
        f"The intervals in brackets come from {runs} and tell simulation luck only. How far the"
        " answer depends on assumptions, which matters more, is not known for this scenario:"
        f" {PROGRAM} validate --robustness --scenario FILE tells."
    )


def _where(comparison: Comparison, arm: str, than: str) -> str:
    """Which differences the assumptions used here make unusually large or small."""
    extreme = [
        comparison.outcomes[name].title.lower()
        for name in JUDGED
        if sentences.is_extreme(comparison, arm, than, name)
    ]
    if not extreme:
        return ""
    return (
        f" With the assumptions used here the difference lies outside {MIDDLE:.0%} of those sets"
        f" for {listed(extreme)}."
    )


def _price(comparison: Comparison) -> str:
    """What the arms cost beyond what is spent today."""
    scenario, prices = comparison.scenario, comparison.prices
    if all(price.per_resident_year == 0 for price in prices.values()):
        return "No arm costs anything extra: what is done comes out of the hours that there are."
    said = []
    for arm in comparison.arms:
        cost = prices[arm].per_resident_year
        if cost or arm != comparison.baseline:
            said.append(f"{spaced(arm)} {'saves ' if cost < 0 else ''}{dollars(abs(cost))}")
    text = f"Extra cost per resident a year: {', '.join(said)}."
    budget = scenario.budget
    if budget is None:
        return text
    total = dollars(round(budget.per_resident * scenario.community.residents))
    return (
        f"{text} The budget of {dollars(budget.per_resident)} is {total} a year for"
        f" {count(scenario.community.residents, 'resident')}."
    )


def _unmet(comparison: Comparison) -> str:
    """A warning where a claim of the scenario is not met, or ""."""
    failed = sum(not verdict.met for verdict in comparison.verdicts)
    if not failed:
        return ""
    return (
        f"{failed} of {count(len(comparison.verdicts), 'claim')} that this scenario makes about"
        f" its own results {'is' if failed == 1 else 'are'} NOT MET; the last section lists them."
    )


def _arms(comparison: Comparison) -> list[tuple[str, list[str]]]:
    """Every arm against the baseline in the outcomes that come first, and what it costs."""
    base = comparison.baseline
    others = comparison.others
    columns = []
    for name in FIRST:
        scale = Scale.of(comparison.outcomes[name])
        found = [comparison.difference(arm, base, name) for arm in others]
        digits = scale.difference_digits(found)
        columns.append([number(scale.factor * each.mean, digits, sign=True) for each in found])
    costs = [comparison.extra_cost(arm) for arm in others]
    return [
        (spaced(arm), [*(column[at] for column in columns), dollars(costs[at])])
        for at, arm in enumerate(others)
    ]


def _contrast(comparison: Comparison, arm: str, than: str) -> str:
    """Which arm minus which, and why these two."""
    rivals = len(rival_pairs(comparison.scenario))
    why = f" (of {rivals} pairs of rivals the one whose trust differs most)" if rivals > 1 else ""
    return f"{capital(spaced(arm))} minus {spaced(than)}{why}"


def _row(comparison: Comparison, arm: str, than: str, name: str) -> Row:
    """One outcome; trust has the interval of the headline, as it chose the pair."""
    outcome = comparison.outcomes[name]
    scale = Scale.of(outcome)
    found = sentences.judged_difference(comparison, arm, than, name)
    chosen = sentences.chosen_from(comparison) if name == "trust" else ""
    digits = scale.difference_digits([found], figures=2)
    contrast = comparison.assumption_ranges.get((arm, than, name))
    across = ""
    if contrast is not None:
        middle = number(scale.factor * contrast.middle, digits, sign=True)
        spread = sentences.range_over_assumptions(comparison, arm, than, name)
        across = f"{middle} ({spread})"
    return Row(
        title=f"{outcome.title}, {scale.difference_unit}{f' ({chosen})' if chosen else ''}",
        found=with_interval(found, scale.factor, digits, sign=True),
        assumptions=across,
        reading=reading(found, outcome, contrast),
    )


def reading(found: Estimate, outcome: Outcome, across: Contrast | None = None) -> str:
    """What a difference amounts to: better, worse, or no clear difference.

    ``across`` is how it depends on assumptions: where they can turn it round, this is said.
    """
    if not found.count:
        return "not known"
    if found.mean == 0 and (found.low == found.high or not found.has_interval):
        return "the same"
    if not found.has_interval:
        return "one run: may be luck"
    turns = across is not None and across.low <= 0 <= across.high
    if not found.clear:
        return f"{NO_DIFFERENCE}; assumptions decide" if turns else NO_DIFFERENCE
    side = "higher" if found.mean > 0 else "lower"
    if outcome.better:
        side = "better" if found.mean * outcome.better > 0 else "worse"
    return f"{side} here; assumptions decide" if turns else side


def range_title() -> str:
    """What the column of ranges shows."""
    return f"other assumptions: middle ({MIDDLE:.0%} of sets)"
