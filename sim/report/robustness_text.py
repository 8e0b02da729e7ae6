"""What a comparison depends on, in sentences that a planner may quote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import IO

from sim.common.words import Scale, capital, inside, spaced
from sim.model.numbers import every_parameter
from sim.model.outcomes import Outcome
from sim.report.layout import Page, Table
from sim.study.compare import JUDGED
from sim.study.robustness import MIDDLE, Contrast

WHAT_IT_IS = (
    "Sets of assumptions: every number that was assumed, set on a trial, or measured with a range"
    " is drawn anew from its plausible range, independently (Latin hypercube); what base rates"
    " decide is solved again. A share of sets is not a probability: the ranges are judgements."
    " Shares are known to at most 7 points either way. Clearly: beyond what chance between towns"
    " makes; up to 2.5% on either side are called clear by chance alone; the rest is undecided."
    " Ranges include chance between the few replicates of a set."
)


def sentence(contrast: Contrast, outcome: Outcome) -> str:
    """In what share of the parameter sets an arm is better, worse, undecided, and what decides."""
    better, worse = ("higher", "lower") if outcome.better >= 0 else ("lower", "higher")
    arm, than = spaced(contrast.arm), spaced(contrast.than)
    said = (
        f"{capital(words(outcome))} comes out clearly {better} under {arm} than under {than} in"
        f" {contrast.better:.0%} of the {contrast.settings} sets of assumptions, clearly {worse} in"
        f" {contrast.worse:.0%}, undecided in {contrast.undecided:.0%}"
    )
    return f"{said}. {decided(contrast)}"


def decided(contrast: Contrast) -> str:
    """The assumptions that go most with the difference."""
    if not contrast.decided_by:
        return "No single assumption decides it."
    declared = dict(every_parameter())
    listed = [
        f"{declared[name].meaning} ({name}, {'+' if strength > 0 else '-'}{abs(strength):.2f})"
        for name, strength in contrast.decided_by
    ]
    return f"What goes most with its size (rank correlation): {'; '.join(listed)}."


def words(outcome: Outcome) -> str:
    """The title of an outcome inside a sentence."""
    return inside(outcome.title)


def print_robustness(
    contrasts: Mapping[tuple[str, str, str], Contrast],
    outcomes: Mapping[str, Outcome],
    pairs: Sequence[tuple[str, str]],
    file: IO[str] | None = None,
) -> None:
    """Print ranges and sentences; the first pair is that of the headline."""
    console = Page(file)
    for arm, than in pairs:
        table = Table(
            f"{capital(spaced(arm))} against {spaced(than)}",
            ["median", f"{MIDDLE:.0%} of sets", "better", "worse", "undecided"],
        )
        for name in JUDGED:
            found, scale = contrasts[arm, than, name], Scale.of(outcomes[name])
            table.add(
                f"{outcomes[name].title}, {scale.difference_unit}",
                [
                    scale.middle(found.low, found.middle, found.high),
                    scale.range(found.low, found.high),
                    *(f"{x:.0%}" for x in (found.better, found.worse, found.undecided)),
                ],
            )
        console.table(table)
    for name in JUDGED:
        console.paragraph(sentence(contrasts[*pairs[0], name], outcomes[name]))
    console.paragraph(WHAT_IT_IS)
