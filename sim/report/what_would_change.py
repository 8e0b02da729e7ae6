"""What would change an answer, in plain sentences: none has more than two numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.common.words import Scale, inside, number, plain
from sim.model.numbers import every_parameter
from sim.model.outcomes import outcomes
from sim.report.facts import headline_pair
from sim.study.answers import Answers, answers_of
from sim.study.statistics import in_order
from sim.study.what_would_change import FEWEST, Half, Turn, what_would_change

if TYPE_CHECKING:
    from sim.model.outcomes import Outcome
    from sim.study.compare import Comparison
    from sim.study.results import Results

TOO_FEW = f"What would change this answer is not known: fewer than {FEWEST} worlds say little."
NOTHING_STANDS_OUT = (
    "no single number decides it. No threshold of any of them parts the worlds better than chance"
    " would."
)
CHOSEN = "Thresholds were chosen where they part these worlds most, so others would differ less."


def what_would_change_text(results: Results | Answers, outcome: str, arm: str, than: str) -> str:
    """The paragraph on what the difference ``arm - than`` in an outcome turns on.

    ``results`` must live in worlds (``in_worlds``).
    """
    found = results if isinstance(results, Answers) else answers_of(results, arm, than, (outcome,))
    if len(in_order(found.differences[outcome])) < FEWEST or not found.names:
        return TOO_FEW
    about = outcomes(found.scenario.community.labels)[outcome]
    turns = what_would_change(found, outcome, arm, than)
    if not turns:
        return f"What would change the answer on {inside(about.title)}: {NOTHING_STANDS_OUT}"
    return " ".join(
        [
            *(said(turn, at, about, found.scenario.title(arm)) for at, turn in enumerate(turns)),
            CHOSEN,
        ]
    )


def what_would_change_answer(comparison: Comparison) -> str:
    """The same of the difference in trust between the arms of the headline; "" without worlds."""
    pair = headline_pair(comparison)
    if pair is None or not comparison.in_worlds or comparison.scenario.replicates < FEWEST:
        return ""
    return what_would_change_text(comparison, "trust", *pair)


def said(turn: Turn, place: int, outcome: Outcome, arm: str) -> str:
    """One number on which it turns; ``place`` from 0, the most decisive first.

    ``arm`` is the title of the arm that may be ahead.
    """
    what = f"{inside(dict(every_parameter())[turn.name].meaning)} ({turn.name})"
    title, verb = inside(outcome.title), "turns" if turn.which else "depends"
    begins = f"Who is ahead in {title}" if turn.which else f"How far {title} differs"
    begins = f"It {verb}, too," if place else f"{begins} {verb} most"
    if turn.which:
        low, high = (f"in {half.ahead:.0%}" for half in (turn.below, turn.above))
        below, above = f"{arm} is ahead {low} of worlds", f"it is {high}"
    else:
        low, high = (_mean(half, outcome) for half in (turn.below, turn.above))
        below, above = f"the mean difference is {low}", f"it is {high}"
    return f"{begins} on {what}. Below {plain(turn.threshold)} {below}. Above, {above}."


def _mean(half: Half, outcome: Outcome) -> str:
    scale = Scale.of(outcome)
    return f"{number(scale.factor * half.mean, sign=True)} {scale.difference_unit}"
