"""What came out of a sweep, for the terminal."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import numpy as np

from sim.common.problems import program
from sim.common.words import Scale, capital, spaced
from sim.report.intervals import intervals_of
from sim.report.layout import Page, Table
from sim.study.sensitivity.indices import METHODS
from sim.study.sensitivity.swings import FEWEST, TAIL

if TYPE_CHECKING:
    from sim.study.sweeps.agenda import Agenda
    from sim.study.sweeps.results import SweepResults

MOST_ROWS = 30
INDEPENDENT = ("latin_hypercube", "sobol", "table")


def print_sweep(results: SweepResults, agenda: Agenda, file: IO[str] | None = None) -> None:
    """Differences at each point where they can be read in a table, and what to do next."""
    console = Page(file)
    if len(results.points) <= MOST_ROWS and results.contrasts:
        for outcome in results.judged:
            console.table(_table(results, outcome))
        told = intervals_of(results).told
        console.paragraph(f"Means of paired runs [{told}].")
    precision = results.manifest["precision"]
    if precision:
        met = sum(agenda.precise(point) for point in range(agenda.sweep.points))
        console.paragraph(
            f"{met} of {agenda.sweep.points} points are as precise as asked, after"
            f" {int(np.median(agenda.wanted))} runs in the middle and {int(agenda.wanted.max())} at"
            " most. Stopping as soon as an interval is narrow makes it hold the truth less often"
            " than it says: at worst 94% of 95% intervals do with batches of ten, 89% with batches"
            " of two.",
        )
    console.paragraph(
        f"Tables and figures: {results.folder} (runs.parquet, series.parquet, figures)"
    )
    kind = results.manifest["design_of_points"]["kind"]
    enough = kind in METHODS or (kind in INDEPENDENT and len(results.points) >= FEWEST / TAIL)
    if enough and results.contrasts:
        console.paragraph(f"What matters most: {program()} sensitivity {results.folder}")


def _table(results: SweepResults, outcome: str) -> Table:
    """A row for each point, a column for each arm."""
    known = results.outcomes[outcome]
    scale = Scale.of(known)
    than = results.title(results.contrasts[0][1])
    headers = [
        f"{results.title(arm)} [{intervals_of(results).name}]" for arm, _ in results.contrasts
    ]
    table = Table(f"{known.title}, {scale.difference_unit}, minus {than}", headers)
    found = [results.estimates(*pair, outcome) for pair in results.contrasts]
    for at, (_, row) in enumerate(results.points.iterrows()):
        names = ", ".join(_told(str(name), value) for name, value in list(row.items())[:2])
        cells = [scale.difference(column[at]) for column in found]
        table.add(capital(names), cells)
    return table


def _told(name: str, value: object) -> str:
    """What a name has at a point: surveillance share 0.4."""
    words = spaced(" ".join(name.split(".")[-2:]))
    return f"{words} {value:.3g}" if isinstance(value, float) else f"{words} {value}"
