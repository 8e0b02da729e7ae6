"""One sentence for the first page: is it worth the money?

It has at most two numbers: the shares of plausible worlds in which the crime avoided is worth more
than the extra cost, by the list that says least and by the one that says most.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sim.common.words import capital, listed, number
from sim.report.certainty import UNTESTED, WORLDS_TO_SAY
from sim.report.document.worth import NOT, OPEN, WORTH_IT, verdict
from sim.report.first_sentence import MOST_NAMED
from sim.study.worth import Worth, worth

if TYPE_CHECKING:
    from sim.study.compare import Comparison

ASIDE = "counting crime but not trust"
ONE_RUN = "One run does not tell whether it is worth the money."
DEPENDS = "depends"
"""The lists disagree."""
FIRST = {
    WORTH_IT: "{what} is worth it under {arms}",
    DEPENDS: "whether {what} is worth it under {arms} depends on how crime is priced",
    OPEN: "it is open whether {what} is worth it under {arms}",
    NOT: "{what} is not worth it under {arms}",
}
"""Kinds of answers in the order in which they are told, and how a part begins with one."""
NOWHERE = "{what} is worth it under no proposal"
NEXT = {
    DEPENDS: "it depends on how crime is priced under {arms}",
    OPEN: "it is open under {arms}",
    NOT: "it is not worth it under {arms}",
}


def worth_sentence(comparison: Comparison) -> str:
    """Whether proposals that cost or save money are worth it; "" where none does."""
    by_arm: dict[str, list[Worth]] = {}
    for each in worth(comparison):
        if each.net is not None:
            by_arm.setdefault(each.arm, []).append(each)
    spent = [arm for arm in by_arm if comparison.extra_cost(arm) > 0.0]
    saved = [arm for arm in by_arm if comparison.extra_cost(arm) < 0.0]
    if not spent and not saved:
        return ""
    if comparison.scenario.replicates == 1:
        return ONE_RUN
    told = [
        _told(comparison, what, {arm: by_arm[arm] for arm in arms}, with_sure)
        for what, arms, with_sure in (
            ("the money", spent, True),
            ("the saving", saved, not spent),
        )
        if arms
    ]
    return f"{capital(ASIDE)}, {'; '.join(told)}."


def _told(
    comparison: Comparison, what: str, by_arm: dict[str, list[Worth]], with_sure: bool
) -> str:
    """The answer for all that cost, or all that save; how sure the first of it is."""
    parts: list[str] = []
    for kind, first in FIRST.items():
        arms = [arm for arm, found in by_arm.items() if _kind(found) == kind]
        if not arms:
            continue
        names = _named(comparison, arms)
        if parts:
            parts.append(NEXT[kind].format(arms=names))
            continue
        if kind == NOT and len(arms) == len(comparison.others) > 1:
            first = NOWHERE
        sure = _sure(comparison, [each for arm in arms for each in by_arm[arm]], kind)
        parts.append(first.format(what=what, arms=names) + (sure if with_sure else ""))
    return ", and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def _kind(found: Sequence[Worth]) -> str:
    """What the lists say of an arm together."""
    said = [verdict(each) for each in found]
    return said[0] if all(each == said[0] for each in said) else DEPENDS


def _named(comparison: Comparison, arms: Sequence[str]) -> str:
    if len(arms) == len(comparison.others) > 1:
        return "every proposal"
    return (
        "several proposals"
        if len(arms) > MOST_NAMED
        else listed([comparison.title(arm) for arm in arms])
    )


def _sure(comparison: Comparison, found: Sequence[Worth], kind: str) -> str:
    """In which part of plausible worlds it is worth it, least and most; or that it is untested."""
    shares = [each.pays for each in found if each.pays is not None]
    if len(shares) < len(found) or comparison.scenario.replicates < WORLDS_TO_SAY:
        return f" ({UNTESTED})"
    if any(each.net is None or not math.isfinite(each.net.mean) for each in found):
        return ""
    low, high = (number(100.0 * share, 0) for share in (min(shares), max(shares)))
    worlds = f"{low}%" if low == high else f"{low}% to {high}%"
    return f" ({'it is ' if kind == NOT else ''}in {worlds} of plausible worlds)"
