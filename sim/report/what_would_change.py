"""What would change an answer, in plain sentences: none has more than two numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.words import Scale, capital, inside, number, plain, spaced
from sim.model.numbers import every_parameter
from sim.report.certainty import OPEN, word
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
FEW = f"Unknown: it takes {FEWEST} worlds to tell."
ONE_WORLD = "Unknown: all runs live in one world."
NO_SINGLE_ONE = "No single assumption decides it."
CHOSEN = "Thresholds were chosen where they part these worlds most, so others would differ less."


@dataclass(frozen=True)
class Doubt:
    """An assumption on which the answer turns, for readers who know no name of a number.

    Attributes:
        assumption: what it is, in words.
        name: its name in the model.
        below: which arm has more trust below the threshold, and how sure; or how far ahead it is.
        above: the same above it.
    """

    assumption: str
    name: str
    below: str
    above: str


@dataclass(frozen=True)
class Doubts:
    """What would change our mind on trust.

    Attributes:
        between: the question that turns; "" where nothing is known.
        turns: the two or three assumptions, the most decisive first.
        said: one sentence where there is none.
    """

    between: str
    turns: list[Doubt]
    said: str


def what_would_change_our_mind(comparison: Comparison) -> Doubts | None:
    """The assumptions on which the difference in trust between the two rivals turns.

    None with a single arm.
    """
    pair = headline_pair(comparison)
    if pair is None:
        return None
    if not comparison.in_worlds:
        return Doubts("", [], ONE_WORLD)
    if comparison.scenario.replicates < FEWEST:
        return Doubts("", [], FEW)
    turns = what_would_change(comparison, "trust", *pair)
    trust = comparison.outcomes["trust"]
    titles = [comparison.title(arm) for arm in pair]
    question = f"Is trust higher under {titles[0]} or under {titles[1]}?"
    said = "" if turns else NO_SINGLE_ONE
    return Doubts(question if turns else "", [_doubt(turn, trust, *titles) for turn in turns], said)


def _doubt(turn: Turn, trust: Outcome, arm: str, than: str) -> Doubt:
    number_of = dict(every_parameter())[turn.name]
    topic = capital(spaced(turn.name.partition(".")[0]))
    limit = f"{100 * turn.threshold:.10g}%" if number_of.unit == "share" else plain(turn.threshold)
    below, above = (
        _ahead(half, arm, than) if turn.which else _mean(half, trust)
        for half in (turn.below, turn.above)
    )
    return Doubt(
        f"{topic}: {number_of.meaning}",
        turn.name,
        f"below {limit}: {below}",
        f"above: {above}",
    )


def _ahead(half: Half, arm: str, than: str) -> str:
    """Which arm has more trust in these worlds, and how sure that is."""
    leads = half.ahead >= 0.5
    sure = word(half.ahead if leads else 1.0 - half.ahead, half.worlds)
    return sure if sure == OPEN else f"{arm if leads else than} ({sure})"


def what_would_change_text(results: Results | Answers, outcome: str, arm: str, than: str) -> str:
    """The paragraph on what the difference ``arm - than`` in an outcome turns on.

    ``results`` must live in worlds (``in_worlds``).
    """
    found = results if isinstance(results, Answers) else answers_of(results, arm, than, (outcome,))
    if len(in_order(found.differences[outcome])) < FEWEST or not found.names:
        return TOO_FEW
    about = found.scenario.community.outcomes[outcome]
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
