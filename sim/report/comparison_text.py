"""A comparison as text that a planner reads from top to bottom, at most 100 columns wide."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

from sim.common.words import NOTHING, Scale, capital, count, number
from sim.report import sentences
from sim.report.cautions import cautions_beside_costs
from sim.report.crimes_in_town import TYPES, crimes_in_town
from sim.report.dated_costs import dated_costs_in_words
from sim.report.document.worth_sentence import worth_sentence
from sim.report.facts import Change, change, headline_pair
from sim.report.finding import finding
from sim.report.idle_money import idle_money
from sim.report.intervals import intervals_of
from sim.report.layout import Cell, Page, Table, folded
from sim.report.proposals import proposals
from sim.report.setting import own_numbers
from sim.report.side_by_side import contrast, rows
from sim.report.what_would_change import what_would_change_answer, what_would_change_our_mind
from sim.report.why import book_table
from sim.study.books import DIGITS
from sim.study.cost_effectiveness import LEAST_COST

if TYPE_CHECKING:
    from sim.model.outcomes import Outcome
    from sim.study.compare import Comparison

AT_LENGTH = ("trust", "reporting", "true_crime")
SHARED_CHANCE = (
    "In each replicate all arms share residents and random draws, so only consequences differ."
    " Crimes and reports are expected numbers; 'as it happened' adds the chance of each event."
    " Changes in brackets are not clear: {unclear}."
)
ONE_REPLICATE = "One replicate gives no intervals, so every difference here may be chance."
IN_FILES = (
    "Reporting by type of crime, and what happened beside what was expected: differences.csv."
)
ONE_WORLD = (
    "How far this depends on what nobody knows about the numbers is not told here: all replicates"
    " live with the same ones. Leave out  worlds:  in the scenario."
)


def print_comparison(comparison: Comparison, file: IO[str] | None = None) -> None:
    """Print a comparison to `file` (the standard output), coloured where that is a terminal."""
    console = Page(file)
    _opening(console, comparison)
    for name in AT_LENGTH:
        _outcome(console, comparison, name)
        if name == "reporting":
            console.paragraph(sentences.same_crimes_sentence(comparison))
        if name == "true_crime":
            _crimes_in_town(console, comparison)
    if len(comparison.arms) > 1:
        for name in DIGITS:
            _why(console, comparison, name)
    _other_outcomes(console, comparison)
    if comparison.verdicts:
        console.title("What the scenario expects")
    for verdict in comparison.verdicts:
        console.paragraph(sentences.verdict_sentence(comparison, verdict))
    if len(comparison.arms) > 1 and not comparison.in_worlds:
        console.paragraph(ONE_WORLD)
    console.paragraph(intervals_of(comparison).tell)


def _opening(console: Page, comparison: Comparison) -> None:
    scenario = comparison.scenario
    title = capital(scenario.shown_name)
    console.title(f"{title}\n{'-' * len(title)}")
    console.paragraph(" ".join(scenario.about.split()))
    console.paragraph(
        f"{count(scenario.community.residents, 'resident')}, {count(scenario.days, 'day')},"
        f" {count(scenario.replicates, 'replicate')}.",
    )
    found = finding(comparison)
    console.paragraph(found.first, style="bold")
    _proposals(console, comparison)
    console.paragraph(worth_sentence(comparison))
    console.paragraph(found.idle)
    _doubts(console, comparison)
    console.paragraph(f"{found.rivals} {found.spread} {found.beside}".strip())
    _side_by_side(console, comparison)
    console.paragraph(what_would_change_answer(comparison))
    pair = headline_pair(comparison)
    if pair is not None:
        console.paragraph(sentences.quality_of_life_sentence(comparison, *pair))
    console.paragraph(sentences.budget_sentence(comparison))
    for each in dated_costs_in_words(scenario):
        console.paragraph(each)
    if apart := sentences.unequal_costs_sentence(scenario):
        console.paragraph(f"Careful: {apart}", style="bold")
    console.paragraph(own_numbers(scenario))
    for warning in [*idle_money(comparison), *cautions_beside_costs(scenario)]:
        console.paragraph(f"Careful: {warning}")
    shared = SHARED_CHANCE.format(unclear=intervals_of(comparison).unclear)
    console.paragraph(ONE_REPLICATE if scenario.replicates == 1 else shared)


def _proposals(console: Page, comparison: Comparison) -> None:
    """One line a proposal, and what the words of certainty mean."""
    found = proposals(comparison)
    if not found.lines:
        return

    def table_of(columns: Sequence[int]) -> Table:
        table = Table(found.title, [found.columns[each] for each in columns])
        for line in found.lines:
            facts = (line.trust, line.crime, line.violent)
            said = [*(each.said for each in facts), line.cost]
            sure = [*(each.sure for each in facts), line.beside_cost]
            table.add(line.name, [said[each] for each in columns])
            table.add("", [sure[each] for each in columns], "dim")
        return table

    console.parts(table_of, range(len(found.columns)))
    console.paragraph(found.scale)


def _doubts(console: Page, comparison: Comparison) -> None:
    """What would change our mind, an assumption a line."""
    found = what_would_change_our_mind(comparison)
    if found is None:
        return
    console.text(f"What would change our mind? {found.between or found.said}")
    for turn in found.turns:
        console.text(f"{turn.assumption}. {capital(turn.below)}; {turn.above}.", 2, 2)
    console.line()


def _side_by_side(console: Page, comparison: Comparison) -> None:
    """The two rivals whose trust differs most, outcome by outcome."""
    found = rows(comparison)
    if not found:
        return
    headers = [f"difference [{intervals_of(comparison).name}]", "reading"]
    table = Table(contrast(comparison), headers)
    for row in found:
        table.add(row.title, [row.found, row.reading])
    console.table(table)


def _crimes_in_town(console: Page, comparison: Comparison) -> None:
    """Violent, property and all crime, in whole numbers for the town."""
    found = crimes_in_town(comparison)
    table = Table(found.title, found.types)
    for arm, cells in found.arms:
        table.add(arm, cells)
    console.table(table)


def _outcome(console: Page, comparison: Comparison, name: str) -> None:
    """One outcome at length: a row an arm; the intervals of levels give way where it is narrow."""
    tables = [
        _outcome_table(comparison, comparison.outcomes[name], with_level)
        for with_level in (True, False)
    ]
    console.table(tables[0] if tables[0].narrowest <= console.table_width else tables[1])


def _outcome_table(comparison: Comparison, outcome: Outcome, level_interval: bool) -> Table:
    scale = Scale.of(outcome)
    found = {arm: change(comparison, arm, outcome.name) for arm in comparison.others}
    intervals = intervals_of(comparison)
    headers = [f"mean [{intervals.name}]" if level_interval else "mean"]
    if found:
        headers += [f"minus baseline [{intervals.name}]", "same\nsign"]
        headers += ["as it \nhappened "] if outcome.realised else []
        headers += ["points per $ per\nresident a year"] if outcome.name == "trust" else []
    table = Table(f"{outcome.title}, {scale.level_unit}", headers)
    for arm in comparison.arms:
        level = comparison.level(arm, outcome.name)
        shown = scale.level_with_interval(level) if level_interval else scale.level(level.mean)
        cells: list[Cell | str] = [shown]
        if arm in found:
            cells.append(Cell(found[arm].shown, _colour(found[arm])))
            sign = found[arm].found
            cells.append(_share(sign.same_sign) if sign.has_interval else NOTHING)
            if outcome.realised:
                cells.append(scale.change(change(comparison, arm, outcome.realised).found))
            if outcome.name == "trust":
                cells.append(_points_per_dollar(comparison, found[arm]))
        table.add(comparison.title(arm), cells)
    return table


def _points_per_dollar(comparison: Comparison, found: Change) -> str:
    """Clear points of trust for each dollar that an arm costs beyond the baseline."""
    extra = comparison.extra_cost(found.arm)
    worth = found.matters and found.found.clear and extra >= LEAST_COST
    return number(found.found.mean / extra, sign=True) if worth else NOTHING


def _why(console: Page, comparison: Comparison, outcome: str) -> None:
    """The account book of an outcome: each arm minus the baseline, and the headline's two arms."""
    found = book_table(comparison, outcome)

    def table_of(columns: Sequence[int]) -> Table:
        table = Table(found.title, [_contrast(comparison, *found.pairs[each]) for each in columns])
        for name, cells in found.lines:
            table.add(name, [f"{cells[each]} " for each in columns])
        table.add("sum", [found.sums[each] for each in columns], "bold")
        return table

    console.parts(table_of, range(len(found.pairs)))


def _other_outcomes(console: Page, comparison: Comparison) -> None:
    """Every other outcome: the baseline's level and each arm minus it.

    Realised values are in the files only.
    """
    base = comparison.baseline
    shown = [
        outcome
        for name, outcome in comparison.outcomes.items()
        if name not in (*AT_LENGTH, *TYPES, "cost", *comparison.scenario.community.told_twice)
        and not name.startswith("reporting_")
        and not name.endswith("_realised")
    ]
    units = dict.fromkeys(Scale.of(outcome).level_unit for outcome in shown)

    def table_of(arms: Sequence[str]) -> Table:
        table = Table(
            "All other outcomes", [folded(comparison.title(arm)) for arm in (base, *arms)]
        )
        for unit in units:
            table.add(unit, style="italic")
            for outcome in shown:
                scale = Scale.of(outcome)
                if scale.level_unit == unit:
                    level = scale.level(comparison.level(base, outcome.name).mean)
                    found = (comparison.difference(arm, base, outcome.name) for arm in arms)
                    table.add(outcome.title, [f"{level} ", *map(scale.change, found)])
        return table

    console.parts(table_of, comparison.others)
    console.paragraph(IN_FILES)


def _contrast(comparison: Comparison, arm: str, than: str) -> str:
    """The header of a contrast; the baseline goes without saying."""
    header = folded(comparison.title(arm))
    return (
        header if than == comparison.baseline else f"{header}- \n{folded(comparison.title(than))}"
    )


def _share(value: float) -> str:
    return f"{value:.0%}" if math.isfinite(value) else NOTHING


def _colour(found: Change) -> str:
    """Green for a clear gain, red for a clear loss, dim for what is not clear."""
    gain = found.outcome.better * found.found.mean
    if found.found.clear and gain:
        return "green" if gain > 0 else "red"
    return "dim" if found.unsure else ""
