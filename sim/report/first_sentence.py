"""The first sentence of every report: what all proposals do, in plain words.

It has at most two numbers: the most trust that is gained, and the most crimes that are prevented.
Where it is open which of several gains most, it names them all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sim.common.words import capital, listed
from sim.model.arm_plan import rival_pairs
from sim.report.certainty import LIKELY, OPEN
from sim.report.facts import change
from sim.report.proposals import HARDLY, Fact, Proposal, how_sure, proposals
from sim.report.sentences import same_cost

if TYPE_CHECKING:
    from sim.study.compare import Comparison

MOST_NAMED = 3


@dataclass(frozen=True)
class Subject:
    """What a part of the sentence is about.

    Attributes:
        outcome: name of the outcome.
        title: how it is called.
        gains: what it does where things get better.
        loses: what it does where they get worse.
        raised: what a proposal does that gains.
        of: the unit of a size: of a gain, and of a loss.
    """

    outcome: str
    title: str
    gains: str
    loses: str
    raised: str
    of: tuple[str, str]


TRUST = Subject("trust", "trust", "rises", "falls", "raise trust", ("points", "points"))
CRIME = Subject(
    "true_crime", "crime", "falls", "rises", "prevent crime", ("fewer a year", "more a year")
)


def first_sentence(comparison: Comparison) -> str:
    """The answer over all proposals; there must be at least one."""
    lines = proposals(comparison).lines
    once = "in the one run " if comparison.scenario.replicates == 1 else ""
    said = _of_one(lines[0]) if len(lines) == 1 else _of_several(comparison, lines)
    return f"{capital(once + said)}."


# One proposal


def _of_one(line: Proposal) -> str:
    trust, crime = line.trust, line.crime
    if {trust.said, crime.said} == {HARDLY}:
        said = f"trust and crime stay {HARDLY} ({trust.sure})"
    elif not trust.side and not crime.side and HARDLY not in (trust.said, crime.said):
        said = "it is open whether trust and crime rise or fall"
    else:
        said = f"{_moves(TRUST, trust)}, and {_moves(CRIME, crime)}"
    if line.dollars < 0:
        return f"under {line.name} {said}, while money is saved"
    return f"under {line.name} {said}{', at no extra cost' if line.dollars == 0 else ''}"


def _moves(subject: Subject, fact: Fact) -> str:
    """What one proposal does to trust or crime."""
    if fact.side:
        verb = subject.gains if fact.side > 0 else subject.loses
        return f"{subject.title} {verb} ({_amount(subject, fact)})"
    if fact.said == HARDLY:
        return f"{subject.title} stays {HARDLY} ({fact.sure})"
    return f"it is open whether {subject.title} rises or falls"


# Several


def _of_several(comparison: Comparison, lines: Sequence[Proposal]) -> str:
    ahead = {each.outcome: _ahead(comparison, lines, each) for each in (TRUST, CRIME)}
    most_trust, fewest_crimes = ahead["trust"], ahead["true_crime"]
    money = _money(lines)
    if most_trust and most_trust == fewest_crimes:
        best = most_trust[0]
        sizes = " and ".join(
            f"{each.title} {each.gains} most ({_amount(each, _of(best, each))})"
            for each in (TRUST, CRIME)
        )
        return f"{sizes} under {_named(most_trust, len(lines))}{money}"
    if not most_trust and not fewest_crimes:
        return f"{_neither(lines)}{money}"
    trust = _most(most_trust, lines, TRUST) if most_trust else _none(lines, TRUST)
    crime = _most(fewest_crimes, lines, CRIME) if fewest_crimes else _none(lines, CRIME)
    if most_trust and fewest_crimes and all(line.trust.side < 0 for line in fewest_crimes):
        sure = all(line.trust.sure != LIKELY for line in fewest_crimes)
        crime += f", where trust {'falls' if sure else 'likely falls'}"
    between = ";" if ", which" in trust + crime else ","
    link = " and " if between == "," and not money.startswith(", and") else f"{between} "
    return f"{trust}{link}{crime}{money}"


def _of(line: Proposal, subject: Subject) -> Fact:
    return line.trust if subject.outcome == "trust" else line.crime


def _amount(subject: Subject, fact: Fact) -> str:
    """1.3 points, almost sure; 28 fewer a year, likely."""
    return f"{fact.size} {subject.of[0 if fact.side > 0 else 1]}, {fact.sure}"


def _ahead(comparison: Comparison, lines: Sequence[Proposal], subject: Subject) -> list[Proposal]:
    """The proposal that gains most, and those that may gain as much; the first gains most."""
    gaining = [line for line in lines if _of(line, subject).side > 0]
    if not gaining:
        return []
    best = max(gaining, key=lambda line: _of(line, subject).gain)
    choices = max(1, len(rival_pairs(comparison.scenario)))
    found = [best]
    for line in gaining:
        if line.arm != best.arm:
            apart = change(comparison, best.arm, subject.outcome, line.arm, choices)
            if apart.too_small or how_sure(comparison, apart) == OPEN:
                found.append(line)
    return found


def _most(ahead: Sequence[Proposal], lines: Sequence[Proposal], subject: Subject) -> str:
    """Trust rises most under engagement (1.3 points, almost sure)."""
    amount = _amount(subject, _of(ahead[0], subject))
    return f"{subject.title} {subject.gains} most under {_named(ahead, len(lines))} ({amount})"


def _none(lines: Sequence[Proposal], subject: Subject) -> str:
    """What is said of trust or crime where no proposal gains."""
    facts = [_of(line, subject) for line in lines]
    if all(each.said == HARDLY for each in facts):
        return f"{subject.title} stays {HARDLY} under every proposal"
    said = f"no proposal is likely to {subject.raised}"
    losing = [line for line in lines if _of(line, subject).side < 0]
    if not losing:
        return said
    worst = min(losing, key=lambda line: _of(line, subject).gain)
    amount = _amount(subject, _of(worst, subject))
    return f"{said}, which {subject.loses} most under {worst.name} ({amount})"


def _neither(lines: Sequence[Proposal]) -> str:
    """What is said where no proposal gains trust or prevents crime."""
    facts = [fact for line in lines for fact in (line.trust, line.crime)]
    if all(each.said == HARDLY for each in facts):
        return f"trust and crime stay {HARDLY} under every proposal"
    if all(each.side == 0 for each in facts):
        return "no proposal is likely to raise trust or to prevent crime"
    return f"{_none(lines, TRUST)}; {_none(lines, CRIME)}"


def _money(lines: Sequence[Proposal]) -> str:
    """What is said last: who saves money, or who spends least, and whether that does anything."""
    costs = [line.dollars for line in lines]
    least = min(costs)
    if same_cost(least, max(costs)):
        money = "all at no extra cost" if least == max(costs) == 0 else "all for the same money"
        idle = [line for line in lines if _does_neither(line)]
        some = 0 < len(idle) < min(len(lines), MOST_NAMED)
        return f", {money}{f', and neither under {_and(idle)}' if some else ''}"
    if least < 0:
        cheap, said = [line for line in lines if line.dollars < 0], "money is saved under"
    elif least == 0:
        cheap, said = [line for line in lines if line.dollars == 0], "nothing is spent under"
    else:
        cheap = [line for line in lines if same_cost(line.dollars, least)]
        said = "least is spent under"
    dear = [line for line in lines if line.dollars > 0]
    if least == 0 and len(dear) == 1:
        return f", and money is spent only under {dear[0].name}"
    if len(cheap) > MOST_NAMED:
        return ""
    neither = ", where neither is likely" if all(_does_neither(line) for line in cheap) else ""
    return f", and {said} {_and(cheap)}{neither}"


def _does_neither(line: Proposal) -> bool:
    return line.trust.side <= 0 and line.crime.side <= 0


def _and(lines: Sequence[Proposal]) -> str:
    return listed([line.name for line in lines])


def _named(ahead: Sequence[Proposal], number: int) -> str:
    """engagement; teams or visits; any proposal."""
    if len(ahead) == number and number > 1:
        return "any of them"
    if len(ahead) > MOST_NAMED:
        return "one of several"
    names = [line.name for line in ahead]
    return " or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
