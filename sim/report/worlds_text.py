"""What worlds meet, as text: every measure that they were asked, and what nobody knows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import IO

from sim.common.words import number
from sim.evidence.patterns import Pattern
from sim.evidence.worlds.findings import Met
from sim.report.layout import Page, Table

MISSED = 0.5  # share of worlds below which a finding counts as missed
HOW = (
    "Prior: settings drawn from what is known of each number alone. Worlds: drawn in proportion to"
    " how well they meet all findings together. Untold: what worlds say that were not told this"
    " study, middle 90%, with the emulator's error."
)


def print_worlds(
    rows: Sequence[Met],
    patterns: Mapping[str, Pattern],
    size: float,
    left: Mapping[str, float],
    file: IO[str] | None = None,
) -> None:
    """Print which findings worlds meet, those missed first, and which numbers they leave open."""
    console = Page(file)
    table = Table("Finding", ["asked", "prior", "worlds", "middle 90%", "untold 90%"])
    for row in sorted(rows, key=lambda each: each.share):
        identity, name = row.target.name.split(".")
        measure = patterns[identity].measure(name)
        digits = measure.digits
        table.add(
            f"{identity} {measure.words}",
            [
                _between(row.target.low, row.target.high, digits),
                f"{row.prior:.0%}",
                f"{row.share:.0%}",
                _between(row.low, row.high, digits),
                "-" if row.untold_low != row.untold_low
                else _between(row.untold_low, row.untold_high, digits),
            ],
        )  # fmt: skip
    console.table(table)
    studies = {row.target.study for row in rows}
    missed = {row.target.study for row in rows if row.share < MISSED}
    told = {row.target.study for row in rows if row.untold_low == row.untold_low}
    wrong = {row.target.study for row in rows if row.target.study in told and not row.predicted}
    if told:
        console.paragraph(
            f"Left out, {len(told - wrong)} of {len(told)} studies are predicted in every measure.",
            style="bold",
        )
    console.paragraph(
        f"Most worlds meet all measures of {len(studies - missed)} of {len(studies)} studies."
        f" The weights of the last wave are worth {size:.0f} equal ones."
    )
    cut = sorted(left.items(), key=lambda each: each[1])
    console.paragraph(
        "Cut most by findings (width left of the prior): "
        + ", ".join(f"{name} {share:.0%}" for name, share in cut[:10])
        + f". Of {len(cut)} numbers {sum(share > 0.9 for share in left.values())} keep more than"
        " nine tenths: nothing published says what they are."
    )
    console.paragraph(HOW)


def _between(low: float, high: float, digits: int) -> str:
    if low == float("-inf"):
        return f"at most {number(high, digits)}"
    if high == float("inf"):
        return f"at least {number(low, digits)}"
    return f"{number(low, digits)} to {number(high, digits)}"
