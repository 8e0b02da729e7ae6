"""What came out of a frontier, for the terminal: the picks, their numbers, how sure they are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import IO

import numpy as np

from sim.common.problems import program
from sim.common.words import Scale, capital, dollars, listed, spaced
from sim.model.outcomes import Outcome
from sim.report.intervals import intervals_of
from sim.report.layout import Page, Table
from sim.study.frontier.mixes import PARTS, SPENDS, percent
from sim.study.frontier.picks import CRIME, TRUST, Pick
from sim.study.frontier.proposals import Proposal, beaten_by
from sim.study.frontier.question import Question
from sim.study.frontier.rounds import GOALS, TABLE
from sim.study.frontier.search import Search
from sim.study.statistics import Estimate, estimate, estimate_of

SURE, FAIRLY_SURE = 0.95, 0.8
NEARLY_ALL = 0.9
"""Share of the mixes from which on being unbeaten says little."""
HOW_JUDGED = (
    "Unbeaten: no other mix tried is at least as good on trust, reporting, true crime and cost and"
    " clearly better on one of them. Clearly: beyond chance in paired replicates, at a level that"
    " all comparisons of a mix share. The numbers come from fresh replicates, not from those in"
    " which the mixes were chosen: the best of many is partly the luckiest."
)
LIMITS = (
    "What is unbeaten here rests on the assumptions of the model. Mixes in steps of 5% were tried,"
    " not all there are."
)


def found_by_goal(search: Search, row: int) -> dict[str, tuple[Outcome, Estimate]]:
    """Each goal of a finalist minus the baseline, in fresh replicates."""
    known = search.question.scenario.community.outcomes
    return {
        name: (
            known[name],
            estimate_of(known[name].better * search.fresh(row)[:, at], search.in_worlds),
        )
        for at, name in enumerate(GOALS)
    }


def said(question: Question, mix: Sequence[int]) -> str:
    """A mix in words: 60% outreach, 30% surveillance, 10% unspent."""
    named = zip(mix, map(spaced, question.strategies), strict=True)
    parts = sorted((each for each in named if each[0]), key=lambda each: -each[0])
    rest = PARTS - sum(mix)
    return ", ".join(
        f"{percent(part)} {name}" for part, name in [*parts, (rest, "unspent")] if part
    )


def bought_as(question: Question) -> str:
    """With which options strategies are bought, where these are not the usual ones."""
    told = [
        f"{spaced(name)} with {listed([f'{key} {_shortly(each)}' for key, each in given.items()])}"
        for name, given in question.unusual.items()
    ]
    rest = ", all others as usual" if len(told) < len(question.strategies) else ""
    return f"Bought as the scenario has it: {'; '.join(told)}{rest}."


def _shortly(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def sureness(share: float) -> str:
    """How sure it is that a mix is unbeaten, in words."""
    if share >= SURE:
        return "sure"
    return "fairly sure" if share >= FAIRLY_SURE else "not sure"


def print_frontier(
    search: Search, chosen: Sequence[Pick], folder: Path, file: IO[str] | None = None
) -> None:
    """The answer in a paragraph, the picks in a table, and what to do next."""
    console = Page(file)
    question = search.question
    console.paragraph(summary(search))
    stays = search.stays
    console.rows((f"{pick.title}:", said(question, search.mixes[pick.row])) for pick in chosen)
    console.line()
    if question.unusual:
        console.paragraph(bought_as(question))
    if question.left_out:
        console.paragraph(f"Not in the mixes: {'; '.join(question.left_out)}.")
    console.table(_table(search, chosen))
    told = [
        f"{pick.title}: {sureness(stays[pick.row])}, unbeaten in {stays[pick.row]:.0%}"
        for pick in chosen
    ]
    console.paragraph(
        f"How sure it is that a pick is unbeaten, when the {question.replicates} fresh replicates"
        f" are redrawn 1,000 times: {'; '.join(told)}.",
    )
    if search.proposals:
        console.paragraph(f"The proposals as they are: {' '.join(against_mixes(search))}")
    for pick in chosen:
        console.paragraph(f"{pick.title} has {pick.why}. {alike(search, pick)}")
    console.paragraph(HOW_JUDGED)
    console.paragraph(LIMITS)
    console.paragraph(
        f"Every mix: {folder / TABLE}.csv (and .parquet). The picture: {folder / 'figures'}. To see"
        f" why a pick does what it does: {program()} compare {folder / f'{chosen[0].name}.yaml'}",
    )


def print_proposals(
    question: Question, own: Sequence[Proposal], file: IO[str] | None = None
) -> None:
    """What the proposals of the scenario come to as they are; the first thing to see."""
    than = question.scenario.title(question.scenario.baseline)
    in_worlds = question.scenario.worlds == "many"
    known = question.scenario.community.outcomes
    table = Table(
        f"The proposals as they are, minus {than}, in {question.replicates} replicates",
        [each.title for each in own],
    )
    for at, name in enumerate(GOALS):
        scale, better = Scale.of(known[name]), known[name].better
        found = [estimate_of(better * each.gained[:, at], in_worlds) for each in own]
        if name == "cost":
            table.add("Cost per resident a year", [dollars(each.mean) for each in found])
        else:
            cells = [scale.difference(each) for each in found]
            table.add(f"{capital(known[name].title)}, {scale.difference_unit}", cells)
    Page(file).table(table)


def against_mixes(search: Search) -> list[str]:
    """Of each proposal whether a split of the budget beats it, a sentence each."""
    told = []
    for each in search.proposals:
        row = beaten_by(each, search.finalists.tolist(), search.judged)
        by = "no split tried" if row is None else said(search.question, search.mixes[row])
        told.append(f"{capital(by)} beats {each.title}.")
    return told


def summary(search: Search) -> str:
    """How many mixes are unbeaten, by what they spend, and what they have in common."""
    question, rows = search.question, search.unbeaten
    spent = np.array([sum(mix) for mix in search.mixes])
    parts = [
        f"{(spent[rows] == spend).sum()} of the {(spent == spend).sum()} that spend {told}"
        for spend in SPENDS
        for told in [dollars(question.budget * spend / PARTS)]
    ]
    than = question.scenario.title(question.scenario.baseline)
    nothing = f" So is spending nothing ({than}), as it costs least." if 0 in rows else ""
    told = [
        f"Of {len(search.mixes)} ways to spend {dollars(question.budget)} per resident a year,"
        f" {len(rows)} are not beaten by another: {listed(parts)}.{nothing}",
        ruled_out(len(rows), len(search.mixes)),
        common(search),
    ]
    return " ".join(each for each in told if each)


def ruled_out(unbeaten: int, mixes: int) -> str:
    """What it means that (nearly) every mix is unbeaten; nothing where the rule sorts mixes."""
    if unbeaten < NEARLY_ALL * mixes:
        return ""
    every, nothing = ("every", "nothing") if unbeaten == mixes else ("nearly every", "hardly any")
    return (
        f"That is {every} mix tried: a trade-off everywhere, as far as so many replicates can tell."
        f" The rule of the unbeaten rules {nothing} out here, and being unbeaten recommends no mix:"
        " what matters is which goal comes first for you."
    )


def common(search: Search) -> str:
    """How much each strategy gets in the unbeaten mixes that spend everything."""
    mixes = [search.mixes[row] for row in search.unbeaten if sum(search.mixes[row]) == PARTS]
    if not mixes:
        return ""
    told = []
    for at, name in enumerate(search.question.strategies):
        low, high = (find(mix[at] for mix in mixes) for find in (min, max))
        upto = f" to {percent(high)}" if high > low else ""
        told.append((high, f"{spaced(name)} {percent(low)}{upto}"))
    ordered = [text for _, text in sorted(told, key=lambda each: -each[0])]
    return f"Shares in the unbeaten mixes that spend it all: {listed(ordered)}."


def alike(search: Search, pick: Pick) -> str:
    """How many other unbeaten mixes are as good as a pick on what it was picked for."""
    goal = {"trust_first": TRUST, "safety_first": CRIME}.get(pick.name)
    if goal is None:
        return ""
    best = search.fresh(pick.row)[:, goal]
    others = [row for row in search.unbeaten.tolist() if row != pick.row]
    same = [row for row in others if not estimate(best - search.fresh(row)[:, goal]).low > 0.0]
    if not same:
        return "In fresh replicates it is clearly ahead of every other one on that."
    told = "; ".join(said(search.question, search.mixes[row]) for row in same[:3])
    many = "one other is" if len(same) == 1 else f"{len(same)} others are"
    return f"In fresh replicates {many} not clearly behind it on that: {told}."


def _table(search: Search, chosen: Sequence[Pick]) -> Table:
    found = [found_by_goal(search, pick.row) for pick in chosen]
    than = search.question.scenario.title(search.question.scenario.baseline)
    headers = [f"{pick.title} [{intervals_of(search).name}]" for pick in chosen]
    table = Table(f"Minus {than}, in fresh replicates", headers)
    for name in GOALS:
        outcome = found[0][name][0]
        scale = Scale.of(outcome)
        if name == "cost":
            table.add("Cost per resident a year", [dollars(each[name][1].mean) for each in found])
            continue
        cells = [scale.difference(each[name][1]) for each in found]
        table.add(f"{capital(outcome.title)}, {scale.difference_unit}", cells)
    return table
