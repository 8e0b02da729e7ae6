"""A comparison as text that a planner reads from top to bottom, at most 100 columns wide."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import IO, TYPE_CHECKING, TypeVar

from sim.experiment import books
from sim.report import sentences
from sim.report.words import (
    NOTHING,
    Scale,
    capital,
    dollars,
    listed,
    number,
    spaced,
    two_figures,
    with_interval,
)

if TYPE_CHECKING:
    from rich.console import Console, JustifyMethod
    from rich.table import Table
    from rich.text import Text

    from sim.experiment.compare import Comparison
    from sim.experiment.statistics import Estimate, FloatArray

Thing = TypeVar("Thing")

WIDTH = 100
ARMS_A_TABLE = 4
HEADLINES = (
    "trust",
    "reporting",
    "true_crime",
    "recorded_crime",
    "participation",
    "quality_of_life",
    "quality_of_life_with_crime",
)
SHARED_LUCK = (
    "In each replicate all arms share the same residents and the same luck, so only consequences"
    " differ."
)
ONE_REPLICATE = "One replicate gives no intervals, so every difference here may be luck."
CAUTION = (
    "Intervals (95%) say how far luck in the simulation moves these means. They do not contain"
    " what nobody knows about the parameters, which is more: treat a narrow interval as the"
    " answer of this set of assumptions, not as a forecast."
)


def print_comparison(comparison: Comparison, file: IO[str] | None = None) -> None:
    """Print a comparison to `file` (the standard output), coloured where that is a terminal."""
    from rich.console import Console

    console = Console(file=file, markup=False, highlight=False, emoji=False)
    console.width = min(WIDTH, console.width) if console.is_terminal else WIDTH
    _opening(console, comparison)
    _costs(console, comparison)
    for outcome in HEADLINES:
        _outcome(console, comparison, outcome)
    if len(comparison.arms) > 1:
        _why_trust_differs(console, comparison)
        _why_crime_differs(console, comparison)
    _other_outcomes(console, comparison)
    if comparison.verdicts:
        _title(console, "What the scenario expects")
    for verdict in comparison.verdicts:
        _paragraph(console, sentences.verdict_sentence(comparison, verdict))
    _paragraph(console, CAUTION)


def _opening(console: Console, comparison: Comparison) -> None:
    scenario = comparison.scenario
    _title(console, capital(spaced(scenario.name)))
    _paragraph(console, " ".join(scenario.about.split()))
    _paragraph(
        console,
        f"{scenario.community.residents:,} residents, {scenario.days:,} days,"
        f" {scenario.replicates:,} replicate{'s' if scenario.replicates > 1 else ''}. "
        + (ONE_REPLICATE if scenario.replicates == 1 else SHARED_LUCK),
    )
    _paragraph(console, sentences.headline(comparison), style="bold")
    pair = sentences.headline_pair(comparison)
    if pair is None:
        return
    table = _table("", "", left=(0, 1))
    table.show_header = False
    for name in HEADLINES[1:]:
        found = sentences.pair_sentence(comparison, *pair, name)
        table.add_row(comparison.outcomes[name].title, found)
    console.print(f"{capital(spaced(pair[0]))} against {spaced(pair[1])} in other respects:")
    _show(console, table)
    _paragraph(console, sentences.quality_of_life_sentence(comparison, *pair))


def _costs(console: Console, comparison: Comparison) -> None:
    budget = comparison.scenario.budget
    _title(console, "What each arm costs")
    table = _table("arm", "dollars per resident a year", "", left=(0, 2))
    spending = [arm for arm in comparison.arms if comparison.prices[arm].spends_budget]
    for arm in comparison.arms:
        cost = comparison.prices[arm].per_resident_year
        notes = ["baseline"] if arm == comparison.baseline else []
        if arm not in spending:
            notes.append("does not spend the budget")
        table.add_row(spaced(arm), dollars(cost), ", ".join(notes))
    _show(console, table)
    if budget is not None:
        _paragraph(console, f"The budget is {dollars(budget.per_resident)} per resident a year.")
    costs = [comparison.prices[arm].per_resident_year for arm in spending]
    if costs and not sentences.same_cost(min(costs), max(costs)):
        _paragraph(
            console,
            f"CAREFUL: the arms that spend the budget ({listed([spaced(a) for a in spending])})"
            f" cost from {dollars(min(costs))} to {dollars(max(costs))}, more than 5% apart:"
            " differences between them are not differences at equal cost.",
            style="bold",
        )


def _outcome(console: Console, comparison: Comparison, name: str) -> None:
    """One headline outcome: a row an arm, then a sentence."""
    outcome, base = comparison.outcomes[name], comparison.baseline
    scale = Scale.of(outcome)
    others = [arm for arm in comparison.arms if arm != base]
    found = {arm: comparison.difference(arm, base, name) for arm in others}
    digits = scale.difference_digits(estimate.mean for estimate in found.values())
    headers = ["arm", "mean [95%]"]
    if outcome.realised:
        headers.append("realised")
    if others:
        headers += ["minus baseline [95%]", "same\nsign"]
        headers += ["realised\nminus"] if outcome.realised else []
        headers += ["points\nper dollar"] if name == "trust" else []
    table = _table(*headers)
    for arm in comparison.arms:
        cells: list[str | Text] = [spaced(arm)]
        cells.append(scale.level_with_interval(comparison.level(arm, name)))
        if outcome.realised:
            cells.append(scale.level(comparison.level(arm, outcome.realised).mean))
        if arm in found:
            shown = with_interval(found[arm], scale.factor, digits, sign=True)
            cells.append(_coloured(shown, found[arm], outcome.better))
            cells.append(_share(found[arm].same_sign))
            if outcome.realised:
                twin = comparison.difference(arm, base, outcome.realised)
                cells.append(number(scale.factor * twin.mean, digits, sign=True))
            if name == "trust":
                cells.append(_points_per_dollar(comparison, arm, found[arm].mean))
        table.add_row(*cells)
    _title(console, f"{outcome.title}, {scale.level_unit}")
    _show(console, table)
    _paragraph(console, sentences.outcome_sentence(comparison, name))


def _points_per_dollar(comparison: Comparison, arm: str, gained: float) -> str:
    """Trust points for each dollar per resident a year that an arm costs beyond the baseline."""
    prices = comparison.prices
    extra = prices[arm].per_resident_year - prices[comparison.baseline].per_resident_year
    return two_figures(gained / extra) if extra >= 0.01 else NOTHING


def _why_trust_differs(console: Console, comparison: Comparison) -> None:
    """The ledger: each arm minus the baseline, then the two arms of the headline."""
    _title(console, "Why trust differs, points per resident")
    _paragraph(
        console,
        "Every change of trust was booked to what caused it. Booked: all that happened during the"
        " run. Left: what remains of it on the last day. Both columns sum to the difference in"
        " trust.",
    )
    others = [(arm, comparison.baseline) for arm in comparison.arms if arm != comparison.baseline]
    groups = _split(others)
    pair = sentences.headline_pair(comparison)
    if pair is not None and pair not in others:
        groups.append([pair])
    for pairs in groups:
        book = books.trust_book(comparison, pairs).largest(most=8)
        digits = _digits(book.amounts)
        names = (f"{_contrast(comparison, *pair)}\nbooked    left" for pair in pairs)
        table = _table("", *names, whole=True)
        for title, amounts in zip(book.titles, book.amounts, strict=True):
            table.add_row(title, *(_both(amount, digits) for amount in amounts))
        table.add_section()
        table.add_row("sum", *(_both(total, digits) for total in book.total), style="bold")
        _show(console, table)


def _why_crime_differs(console: Console, comparison: Comparison) -> None:
    """The crime book: each arm minus the baseline, and the two arms of the headline."""
    others = [(arm, comparison.baseline) for arm in comparison.arms if arm != comparison.baseline]
    pair = sentences.headline_pair(comparison)
    pairs = others if pair is None or pair in others else [*others, pair]
    unit = Scale.of(comparison.outcomes["true_crime"]).difference_unit
    _title(console, f"Why true crime differs, expected crimes {unit}")
    for some in _split(pairs, ARMS_A_TABLE + 1):
        book = books.crime_book(comparison, some).largest(most=6)
        digits = _digits(book.amounts)
        table = _table("", *(_contrast(comparison, *pair) for pair in some), whole=True)
        for title, amounts in zip(book.titles, book.amounts, strict=True):
            table.add_row(title, *(number(a, digits, sign=True) for a in amounts[:, 0]))
        table.add_section()
        totals = (number(total, digits, sign=True) for total in book.total[:, 0])
        table.add_row("sum", *totals, style="bold")
        _show(console, table)


def _other_outcomes(console: Console, comparison: Comparison) -> None:
    base = comparison.baseline
    others = [arm for arm in comparison.arms if arm != base]
    _title(console, "All other outcomes")
    if others:
        _paragraph(
            console,
            f"The level under {spaced(base)}, and each arm minus it; in brackets where the 95%"
            " interval contains zero.",
        )
    shown = [
        outcome
        for name, outcome in comparison.outcomes.items()
        if name not in HEADLINES and name in comparison.columns
    ]
    units = dict.fromkeys(Scale.of(outcome).level_unit for outcome in shown)
    for arms in _split(others) or [[]]:
        table = _table("", spaced(base), *(spaced(arm) for arm in arms), whole=True)
        for unit in units:
            table.add_row(f"{unit}:", style="italic")
            for outcome in shown:
                scale = Scale.of(outcome)
                if scale.level_unit != unit:
                    continue
                found = [comparison.difference(arm, base, outcome.name) for arm in arms]
                digits = scale.difference_digits(estimate.mean for estimate in found)
                level = scale.level(comparison.level(base, outcome.name).mean)
                changes = (_short(estimate, scale, digits) for estimate in found)
                table.add_row(f"  {outcome.title}", level, *changes)
        _show(console, table)


def _short(found: Estimate, scale: Scale, digits: int) -> str:
    """A difference without its interval, in brackets where it is not clear."""
    shown = number(scale.factor * found.mean, digits, sign=True)
    return f"({shown})" if found.has_interval and not found.clear and found.mean else f"{shown} "


def _both(amount: FloatArray, digits: int) -> str:
    """What was booked and what is left, side by side."""
    booked, left = (number(value, digits, sign=True) for value in amount)
    return f"{booked} {left:>7}"


def _contrast(comparison: Comparison, arm: str, than: str) -> str:
    return spaced(arm) if than == comparison.baseline else f"{spaced(arm)} - {spaced(than)}"


def _share(value: float) -> str:
    return f"{value:.0%}" if math.isfinite(value) else NOTHING


def _digits(amounts: FloatArray) -> int:
    """Decimals for a column of amounts: one for crimes in tens, two for points."""
    return 1 if amounts.size and abs(amounts).max() >= 20 else 2


def _coloured(shown: str, found: Estimate, better: int) -> Text:
    """Green for a clear gain, red for a clear loss, dim for what is not clear."""
    from rich.text import Text

    if found.has_interval and not found.clear:
        return Text(shown, style="dim")
    gain = better * found.mean
    return Text(shown, style="green" if gain > 0 else "red" if gain < 0 else "")


def _split(things: Sequence[Thing], most: int = ARMS_A_TABLE) -> list[list[Thing]]:
    return [list(things[start : start + most]) for start in range(0, len(things), most)]


def _table(*headers: str, left: Sequence[int] = (0,), whole: bool = False) -> Table:
    """An empty table, numbers to the right; `whole` keeps its first column on one line."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE, pad_edge=False, header_style="", show_edge=False)
    for position, header in enumerate(headers):
        side: JustifyMethod = "left" if position in left else "right"
        table.add_column(header, justify=side, no_wrap=whole and position == 0)
    return table


def _show(console: Console, table: Table) -> None:
    console.print(table)
    console.print()


def _title(console: Console, text: str) -> None:
    console.print(text, style="bold")
    console.print("-" * len(text), style="bold")


def _paragraph(console: Console, text: str, style: str = "") -> None:
    if text:
        console.print(text, style=style)
        console.print()
