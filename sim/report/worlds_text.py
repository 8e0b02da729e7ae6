"""What worlds meet, as text: every measure that they were asked, and what stays open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import IO

from sim.common.words import number
from sim.evidence.patterns import Pattern
from sim.evidence.worlds.findings import Met, studies_met
from sim.evidence.worlds.left import UNCUT
from sim.evidence.worlds.left_out import Predicted
from sim.evidence.worlds.targets import Target
from sim.report.layout import Page, Table
from sim.report.over_worlds import found_in

MISSED = 0.5  # share of worlds below which a finding counts as missed
HOW = (
    "Prior: settings drawn from what is known of each number alone, one town each. Worlds: drawn in"
    " proportion to that and to how well they meet all findings together."
)
EXPECTED = "Of worlds: as emulators expect it, with their error; none was lived in (--lived)."
LIVED = "Of worlds: as it came out in some of them, one town each, so with the luck of that town."


def print_worlds(
    rows: Sequence[Met],
    patterns: Mapping[str, Pattern],
    left: Mapping[str, float],
    lived: bool,
    file: IO[str] | None = None,
) -> None:
    """Print which findings worlds meet, those missed first, and which numbers they leave open."""
    console = Page(file)
    table = Table("Finding", ["asked", "prior", "worlds", "middle 90%"])
    for row in sorted(rows, key=lambda each: each.share):
        identity, name = row.target.name.split(".")
        measure = patterns[identity].measure(name)
        low, high = measure.band
        table.add(
            f"{identity} {measure.words}",
            [
                _between(low, high, measure.digits),
                f"{row.prior:.0%}",
                f"{row.share:.0%}",
                _between(row.low, row.high, measure.digits),
            ],
        )
    console.table(table)
    studies = studies_met(rows)
    missed = [study for study, share in studies.items() if share < MISSED]
    console.paragraph(
        f"All measures of {len(studies) - len(missed)} of {len(studies)} studies are met together"
        f" in most worlds; not of {', '.join(missed) or 'none'}.",
        style="bold",
    )
    cut = sorted(left.items(), key=lambda each: each[1])
    console.paragraph(
        "Narrowed most by findings (what is left of the width of the prior): "
        + ", ".join(f"{name} {share:.0%}" for name, share in cut[:10])
        + f". {sum(share > UNCUT for share in left.values())} of {len(cut)} numbers keep more than"
        f" {UNCUT:.0%}: no finding narrows them alone, and answers rest on the ranges that were"
        " judged plausible."
    )
    console.paragraph(f"{HOW} {LIVED if lived else EXPECTED}")


def print_targets(
    asked: Sequence[Target], patterns: Mapping[str, Pattern], file: IO[str] | None = None
) -> None:
    """Print every measure that worlds can be asked to meet."""
    table = Table("Finding", ["asked", "tolerance\nbelow", "above", "weight"])
    for target in asked:
        identity, name = target.name.split(".")
        measure = patterns[identity].measure(name)
        below, above = target.tolerance
        table.add(
            f"{identity} {measure.words}, {measure.unit}",
            [
                _between(*measure.band, measure.digits),
                *(f"{each:.2g}" for each in (below, above, target.weight)),
            ],
        )
    console = Page(file)
    console.table(table)
    console.paragraph(
        "Tolerance: a standard deviation, of logarithms where it is a ratio; of a band open on one"
        " side it is widened to a tenth of the spread over settings. Measures that say the same"
        " share one weight."
    )


def print_predicted(
    rows: Sequence[Predicted], patterns: Mapping[str, Pattern], file: IO[str] | None = None
) -> None:
    """Print what worlds predict of the measures that they were not asked for."""
    table = Table("Not asked of these worlds", ["found", "asked", "90% band", ""])
    for row in rows:
        identity, name = row.target.name.split(".")
        measure = patterns[identity].measure(name)
        table.add(
            f"{identity} {measure.words}",
            [
                found_in(measure).removeprefix("found "),
                _between(*measure.band, measure.digits),
                _between(row.low, row.high, measure.digits),
                "inside" if row.inside else "missed",
            ],
        )
    Page(file).table(table)


def _between(low: float | None, high: float | None, digits: int) -> str:
    if low is not None and high is not None:
        return f"{number(low, digits)} to {number(high, digits)}"
    if low is not None:
        return f"at least {number(low, digits)}"
    return "anything" if high is None else f"at most {number(high, digits)}"
