"""What a comparison found, decided once: texts, page, figures and workbook only show it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.arrays import added
from sim.common.words import Scale, number
from sim.model.arm_plan import rival_pairs
from sim.report import certainty
from sim.study.statistics import Estimate, confidence_of_largest, share_above

if TYPE_CHECKING:
    from sim.model.outcomes import Outcome
    from sim.study.compare import Comparison

NOT_KNOWN = "not known"
THE_SAME = "the same"
SAME = "about the same"
NO_DIFFERENCE = "no clear difference"
HIGHER, LOWER = "higher", "lower"
ONE_RUN = "one run: may be chance"
PRACTICALLY_NONE = "practically none"
CRIMES = ("true_crime", "true_violent", "true_property", "recorded_crime")
"""Outcomes that count crimes."""
CHOOSES = "trust"
"""The outcome that chooses the two arms of the headline."""


@dataclass(frozen=True)
class Change:
    """The difference between two arms in one outcome, and what it amounts to.

    Attributes:
        arm: the arm that is told of.
        than: the arm that is subtracted.
        outcome: in what they differ.
        found: the paired difference with its interval, in the unit of the outcome.
        worlds: share of worlds in which the arm is higher; None where all runs live in one world.
        thousands: how many thousand residents the town has.
        least: the least difference that matters, where the scenario says so.
    """

    arm: str
    than: str
    outcome: Outcome
    found: Estimate
    worlds: float | None
    thousands: float
    least: float | None = None

    @property
    def scale(self) -> Scale:
        """How its numbers are shown."""
        return Scale.of(self.outcome)

    @property
    def amounts_to(self) -> str:
        """One of the six words of this module, `NOT_KNOWN` to `LOWER`."""
        found = self.found
        if not found.count:
            return NOT_KNOWN
        if found.low == found.high == 0 or (found.mean == 0 and not found.has_interval):
            return THE_SAME
        if self._hardly_moves:
            return SAME
        if self.unsure and (self.worlds is None or self.sure < certainty.LEANING):
            return NO_DIFFERENCE
        return HIGHER if found.mean > 0 else LOWER

    @property
    def unsure(self) -> bool:
        """Whether its interval holds zero."""
        return self.found.unsure

    @property
    def qualified(self) -> str:
        """How sure it is, where fewer than nearly all worlds agree; else ""."""
        if self.worlds is None or not self.matters or self.sure >= certainty.NEARLY_ALL:
            return ""
        sure = certainty.certainty(self.sure)
        return f" ({sure})" if sure == certainty.LEANS else f" {sure}"

    @property
    def matters(self) -> bool:
        """Whether it is clear, or of a single run, and not too small to matter.

        Over worlds it is from where an answer leans to one side; ``qualified`` says how sure.
        """
        return self.amounts_to in (HIGHER, LOWER)

    @property
    def too_small(self) -> bool:
        """Whether nothing has to be said of its size."""
        return self.amounts_to in (SAME, THE_SAME)

    @property
    def _hardly_moves(self) -> bool:
        """Whether it is too small to matter; crimes matter from one a year in the town.

        The scenario may say otherwise (``practically_none``).
        """
        found = self.found
        # Of worlds, nine in ten have to be too small to matter, however clear their side is.
        return self.hardly_moves(found.judged if self.worlds is None else (found.low, found.high))

    def hardly_moves(self, ends: Sequence[float]) -> bool:
        """Whether differences of this size, in the unit of the outcome, are too small to matter."""
        if self.least is not None:
            return all(abs(end) < self.least for end in ends)
        if self.outcome.name not in CRIMES:
            return self.scale.too_small(ends)
        return not any(shows(self.thousands * end, 0) for end in ends)

    @property
    def sure(self) -> float:
        """Share of worlds in which it has the side that it has on average; 1 in a single world."""
        if self.worlds is None:
            return 1.0
        return self.worlds if self.found.mean >= 0 else 1.0 - self.worlds

    @property
    def reading(self) -> str:
        """What to make of it: better or worse, where the outcome has a better side.

        Over worlds also how sure that is (``certainty``).
        """
        said = self.amounts_to
        if said in (NOT_KNOWN, THE_SAME):
            return said
        if not self.found.has_interval:
            return ONE_RUN
        if self.worlds is None:
            return self._side if self.matters else said
        return PRACTICALLY_NONE if said == SAME else certainty.reading(self._side, self.sure)

    @property
    def _side(self) -> str:
        if not self.outcome.better:
            return HIGHER if self.found.mean > 0 else LOWER
        return "better" if self.found.mean * self.outcome.better > 0 else "worse"

    @property
    def in_town(self) -> Estimate:
        """Of crimes per 1,000 residents a year, how many they are a year in the town."""
        return self.found.times(self.thousands)

    @property
    def size(self) -> str:
        """How large it is, without its sign and unit."""
        return self.scale.size(self.found)

    @property
    def in_words(self) -> str:
        """1.9 higher; 0.3 lower in most worlds; about the same."""
        if not self.matters:
            return self.amounts_to
        return f"{self.size} {self.amounts_to}{self.qualified}"

    def nothing_between(self, one: str, other: str) -> str:
        """About the same under one and other; no clear difference between one and other."""
        link = "between" if self.amounts_to == NO_DIFFERENCE else "under"
        return f"{self.amounts_to} {link} {one} and {other}"

    @property
    def shown(self) -> str:
        """It with its interval, without its unit: +1.9 [+1.8, +2.0]."""
        return self.scale.difference(self.found)


def change(
    comparison: Comparison, arm: str, outcome: str, than: str | None = None, choices: int = 1
) -> Change:
    """An arm minus another (the baseline); `choices`: it is the largest of so many."""
    than = than or comparison.baseline
    found = comparison.difference(arm, than, outcome, confidence_of_largest(choices))
    higher = share_above(comparison.differences(arm, than, outcome))
    return change_of(comparison, arm, outcome, found, than, higher)


def change_of(
    comparison: Comparison,
    arm: str,
    outcome: str,
    found: Estimate,
    than: str | None = None,
    higher: float | None = None,
) -> Change:
    """A difference that was found in another way than run by run, in the unit of an outcome.

    ``higher`` is the share of worlds in which it is above zero.
    """
    than = than or comparison.baseline
    return Change(
        arm,
        than,
        comparison.outcomes[outcome],
        found,
        higher if comparison.in_worlds else None,
        comparison.scenario.community.residents / 1000.0,
        comparison.scenario.practically_none.get(outcome),
    )


def headline_pair(comparison: Comparison) -> tuple[str, str] | None:
    """The rival pair whose trust differs most, the higher first; None with a single arm."""
    pairs = rival_pairs(comparison.scenario)
    if not pairs:
        return None
    gaps = {pair: comparison.difference(*pair, CHOOSES).mean for pair in pairs}
    pair = max(pairs, key=lambda pair: abs(gaps[pair]))
    return pair if gaps[pair] >= 0 else (pair[1], pair[0])


def between(comparison: Comparison, arm: str, than: str, outcome: str) -> Change:
    """A difference between the arms of the headline.

    That of trust, which chose them, has a wider interval where all runs live in one world: together
    the intervals of all rival pairs miss a difference no more often than a single one would
    (Bonferroni). The middle of worlds is what it is.
    """
    choices = len(rival_pairs(comparison.scenario)) if outcome == CHOOSES else 1
    return change(comparison, arm, outcome, than, choices)


def contrasts_shown(comparison: Comparison) -> list[tuple[str, str]]:
    """Each arm with the baseline, and the pair of the headline."""
    base = comparison.baseline
    pairs = [(arm, base) for arm in comparison.others]
    pair = headline_pair(comparison)
    return pairs if pair is None or base in pair else [*pairs, pair]


def largest(comparison: Comparison, outcome: str, side: int = 0) -> Change | None:
    """The arm that differs most from the baseline; `side`: upwards (+1) or downwards (-1) only.

    Judged as the largest of all arms; see `_leading`. None where there is no such arm.
    """
    return _leading(comparison, [(arm, outcome) for arm in comparison.others], side)


def largest_of_groups(comparison: Comparison, arms: Iterable[str]) -> Change | None:
    """The group of residents whose trust changes most against the baseline, under which arm.

    None with a single group.
    """
    groups = comparison.groups
    tried = [(arm, f"trust_{group}") for arm in arms for group in groups if len(groups) > 1]
    return _leading(comparison, [each for each in tried if each[1] in comparison.columns])


def _leading(
    comparison: Comparison, tried: Sequence[tuple[str, str]], side: int = 0
) -> Change | None:
    """Of changes by (arm, outcome) the largest that matters; else the largest, to say so.

    Where all runs live in one world each is judged as the largest of all; one that stays clear is
    told with its own interval, as in the tables. Over worlds one that nearly all agree on comes
    before any other.
    """
    judged = [change(comparison, *each, choices=len(tried)) for each in tried]
    known = [each for each in judged if each.found.count and each.found.mean * side >= 0]
    lesser = (NO_DIFFERENCE, SAME, THE_SAME)

    def place(one: Change) -> tuple[int, float]:
        rank = bool(one.qualified) if one.matters else 2 + lesser.index(one.amounts_to)
        return rank, -abs(one.found.mean)

    found = min(known, key=place, default=None)
    if found is None or not found.matters:
        return found
    return change(comparison, found.arm, found.outcome.name)


ENOUGH = 0.6
"""Of a difference: where the causes named tell so much, they tell most of it."""
MOST_CAUSES = 3
WORTH_SAYING = 0.05
"""Of a difference: what works against it is named from here on."""


@dataclass(frozen=True)
class Explained:
    """Which lines of an account book make up its sum.

    Attributes:
        total: the sum of all lines.
        causes: places of the lines that tell most of it, the largest first; empty where the sum is
            too small to show.
        part: the share of the sum that they tell.
        against: place of the line that works most against it, where that is worth saying.
    """

    total: float
    causes: tuple[int, ...]
    part: float
    against: int | None


def explained(amounts: Sequence[float], digits: int) -> Explained:
    """The largest lines in the direction of the sum until they tell most of it."""
    total = added(amounts)
    if not shows(total, digits):
        return Explained(total, (), 0.0, None)
    side = 1.0 if total > 0 else -1.0
    order = sorted(range(len(amounts)), key=lambda line: -side * amounts[line])
    causes: list[int] = []
    part = 0.0
    for line in order[:MOST_CAUSES]:
        if side * amounts[line] <= 0 or part >= ENOUGH:
            break
        causes.append(line)
        part += amounts[line] / total
    last = order[-1]
    worth = -side * amounts[last] >= WORTH_SAYING * abs(total) and shows(amounts[last], digits)
    return Explained(total, tuple(causes), part, last if worth else None)


def shows(amount: float, digits: int) -> bool:
    """Whether an amount is more than zero with so many decimals."""
    return number(abs(amount), digits) != number(0.0, digits)
