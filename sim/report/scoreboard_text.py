"""The scoreboard as text: one row a pattern, and what the rest of its measures say."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import IO, Protocol, TypeVar

from sim.common.problems import program
from sim.common.words import NOTHING, capital, number
from sim.evidence.patterns import KINDS, Measure, Verified
from sim.evidence.scoreboard import DIRECTION_ONLY, NOT_REPRODUCED, REPRODUCED, Reading, Row
from sim.evidence.worlds.board import Board
from sim.report.layout import Cell, Page, Table
from sim.report.over_worlds import all_predicted, how_counted, left_out, met, print_coverage

COLOUR = {REPRODUCED: "green", DIRECTION_ONLY: "yellow", NOT_REPRODUCED: "red"}
GRADE: dict[Verified, str] = {
    "read in the source": "read",
    "secondary source": "quoted",
    "unverified": "unverified",
    "derived from verified figures": "derived",
    "judgement": "ours",
}
GRADES = (
    "In brackets, how well a published figure is verified: read (in the source), derived (by"
    " arithmetic from such figures), quoted (read elsewhere), unverified; ours: a judgement."
)
KINDS_SAID = (
    "Pre-registered: dose, reading and band were written down before the model was first asked."
    " Predicted: no number of the model was moved because of it. Set: a number, named, was chosen"
    " by looking at it. Calibrated: a base rate that numbers were solved from. By construction: the"
    " finding went in. A pattern's kind is that of its most dependent measure."
)
ERROR = (
    "Intervals (95%) say what chance leaves over the replicates; published ones are sampling"
    " errors of studies."
)
DIRECTION_SAID = (
    "Direction only: the effect goes the way that was found, beyond chance, but its size lies"
    " outside the band; where no effect was found, the estimate lies inside the band, but not the"
    " whole interval."
)


def print_scoreboard(
    rows: Sequence[Row],
    in_full: bool,
    file: IO[str] | None = None,
    few: str = "",
    board: Board | str = "",
) -> None:
    """Print the rows to ``file`` (the standard output); ``in_full`` with every measure.

    ``few`` tells of a quick run how many replicates it had: "6 replicates instead of 50". ``board``
    is what worlds say, or a sentence why they say nothing.
    """
    console = Page(file)
    if isinstance(board, str):
        console.paragraph(board)
    elif not in_full:
        print_coverage(board, [row.pattern for row in rows], file)
    console.table(leading_table(rows, board))
    for row in rows:
        if in_full or row.verdict != REPRODUCED:
            _measures(console, row, in_full)
            if not isinstance(board, str):
                console.paragraph(all_predicted(board, row.pattern))
    if len(rows) > 1:
        console.paragraph(summary(rows), style="bold")
    if not in_full:
        console.paragraph(f"What falls short inside the bands: `{program()} explain P07`.")
    if few:
        console.paragraph(few_towns(few))
    if few or any(row.verdict == DIRECTION_ONLY for row in rows):
        console.paragraph(DIRECTION_SAID)
    told = () if isinstance(board, str) else (how_counted(board),)
    for text in (ERROR, *told, GRADES, KINDS_SAID):
        console.paragraph(text)


def few_towns(few: str) -> str:
    """Why a verdict of a quick run may be lower than that of a full one."""
    return (
        f"A quick run: {few}. Chance leaves its intervals wide, so a pattern that is reproduced in"
        " a full run may be direction only here, or not reproduced."
    )


class Judged(Protocol):
    """What a summary needs of a row of the scoreboard."""

    @property
    def verdict(self) -> str:
        """reproduced, direction only or not reproduced."""

    @property
    def kind(self) -> str:
        """How far the pattern is a test of the model."""


AnyJudged = TypeVar("AnyJudged", bound=Judged)


def summary(rows: Sequence[Judged]) -> str:
    """How many of the patterns are reproduced, those that the model was told and the others."""
    told, asked = apart(rows)
    won = [row for row in told if row.verdict == REPRODUCED]
    predicted = sum(row.kind == "predicted" for row in won)
    said = []
    if asked:
        said.append(f"Pre-registered: {_verdicts(asked)}.")
    if told:
        said.append(
            f"{'Told' if asked else 'In all'}: {_verdicts(told)}. Of the {len(won)} reproduced,"
            f" {predicted} {'is a prediction' if predicted == 1 else 'are predictions'}; of all"
            f" {len(told)}: {kinds_of(told)}."
        )
    return " ".join(said)


def apart(rows: Sequence[AnyJudged]) -> tuple[list[AnyJudged], list[AnyJudged]]:
    """The findings that the model was told, and those that were pre-registered."""
    told = [row for row in rows if row.kind != "pre-registered"]
    return told, [row for row in rows if row.kind == "pre-registered"]


def _verdicts(rows: Sequence[Judged]) -> str:
    verdicts = Counter(row.verdict for row in rows)
    return (
        f"{verdicts[REPRODUCED]} of {len(rows)} patterns reproduced, {verdicts[DIRECTION_ONLY]}"
        f" direction only, {verdicts[NOT_REPRODUCED]} not reproduced"
    )


def kinds_of(rows: Sequence[Judged]) -> str:
    """How many patterns are of which kind: "1 predicted, 4 set"."""
    kinds = Counter(row.kind for row in rows)
    return ", ".join(f"{kinds[kind]} {kind}" for kind in reversed(KINDS) if kinds[kind])


def leading_table(rows: Sequence[Row], board: Board | str = "") -> Table:
    """One row a pattern, by its leading measure, under its kind; the verdict is of its worst.

    Where worlds say something of findings it stands in place of what is asked.
    """
    over = ["asked"] if isinstance(board, str) else ["met in\nworlds", "left\nout"]
    table = Table("Pattern", ["published", "simulated [95%]", *over, "verdict"])
    for kind in reversed(KINDS):
        of_kind = [row for row in rows if row.kind == kind]
        if of_kind:
            table.add(capital(kind), style="italic")
        for row in of_kind:
            cells = _cells(row.leading)
            if not isinstance(board, str):
                cells[-1:] = [met(board, row.pattern), left_out(board, row.pattern)]
            table.add(
                f"{row.pattern.id} {row.pattern.short}",
                [*cells, Cell(row.verdict, COLOUR[row.verdict])],
            )
    return table


def _measures(console: Page, row: Row, in_full: bool) -> None:
    """The measures of one pattern, and why it falls short."""
    table = Table(
        f"{row.pattern.id} {row.pattern.title}: {row.pattern.study}",
        ["published", "simulated [95%]", "asked", "verdict"],
    )
    for reading in row.readings:
        if not in_full and reading.verdict in (REPRODUCED, None):
            continue
        verdict = reading.verdict or "only shown"
        name = f"{reading.measure.words}, {reading.measure.unit}"
        table.add(name, [*_cells(reading), Cell(verdict, COLOUR.get(verdict, "dim"))])
    console.table(table)
    if in_full:
        console.paragraph(row.pattern.design)
    console.paragraph(row.pattern.shortfall)


def _cells(reading: Reading) -> list[Cell | str]:
    return [published(reading.measure), simulated(reading), band(reading.measure)]


def published(measure: Measure) -> str:
    """The published figure and how well it is verified."""
    found, digits = measure.published, measure.digits
    grade = GRADE[found.verified]
    if found.value is not None:
        return f"{number(found.value, digits)} ({grade})"
    if found.low is not None and found.high is not None:
        return f"{number(found.low, digits)} to {number(found.high, digits)} ({grade})"
    return f"none ({grade})"


def simulated(reading: Reading) -> str:
    """The simulated figure with its interval."""
    digits, interval = reading.measure.digits, reading.interval
    mean, low, high = (number(x, digits) for x in (interval.mean, interval.low, interval.high))
    return f"{mean} [{low}, {high}]" if math.isfinite(interval.low) else mean


def band(measure: Measure) -> str:
    """The band asked of the model, in words where it is open."""
    low, high = measure.band
    if measure.judged == "shown":
        return NOTHING
    if low is None or high is None:
        known = [f"at least {number(low, measure.digits)}"] if low is not None else []
        known += [f"at most {number(high, measure.digits)}"] if high is not None else []
        return known[0] if known else NOTHING
    return f"{number(low, measure.digits)} to {number(high, measure.digits)}"
