"""What a model without one mechanism cannot reproduce, as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import IO

from sim.common.words import listed
from sim.evidence.patterns import Pattern
from sim.evidence.worlds.controls import Lost
from sim.report.layout import Page, Table

WORTH_SAYING = 0.1
"""Share of settings: a measure that is met by so many more or fewer of them is shown."""


def print_control(
    name: str,
    rows: Sequence[Lost],
    never: tuple[Sequence[str], Sequence[str]],
    patterns: Mapping[str, Pattern],
    settings: int,
    file: IO[str] | None = None,
) -> None:
    """Print which measures settings meet less or more often without a mechanism.

    ``never``: studies that no setting meets, in the full model and without the mechanism.
    """
    console = Page(file)
    shown = [row for row in rows if row.gone or abs(row.full - row.without) >= WORTH_SAYING]
    table = Table(f"Settings that meet it, of {settings}", ["full model", f"without\n{name}"])
    for row in shown:
        identity, measure = row.target.name.split(".")
        words = patterns[identity].measure(measure).words
        table.add(f"{identity} {words}", [f"{row.full:.0%}", f"{row.without:.0%}"])
    if shown:
        console.table(table)
    before, after = never
    gone = [row.target.name for row in rows if row.gone]
    newly = [study for study in after if study not in before]
    console.paragraph(
        f"Measures that no setting meets without {name}: {listed(gone) or 'none'}. Studies of which"
        f" no setting meets all measures: {listed(list(before)) or 'none'} in the full model;"
        f" without {name} {'also ' + listed(newly) if newly else 'no other'}."
    )
    console.paragraph(
        "The same settings, drawn from the priors, one town each; those of the full model are kept"
        " with the sources."
    )
