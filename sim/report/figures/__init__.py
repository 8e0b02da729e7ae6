"""The figures of a comparison: each one a file, each headline a sentence made from the numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from sim.report.figures import backend  # noqa: F401  (before anything that needs matplotlib)
from sim.report.figures.crime import true_and_recorded_crime
from sim.report.figures.difference_from_baseline import difference_from_baseline
from sim.report.figures.district_map import district_map
from sim.report.figures.over_time import REPORTING, TRUST, over_time
from sim.report.figures.style import Picture, draw, drawing
from sim.report.figures.trust_by_group import trust_by_group
from sim.report.figures.trust_map import trust_map
from sim.report.figures.waterfall import crime_book, ledger_waterfall
from sim.study.compare import Comparison

__all__ = ["FIGURES", "Picture", "draw_all", "drawing", "pictures"]


FIGURES: tuple[Callable[[Comparison], Picture | None], ...] = (
    partial(over_time, subject=TRUST),
    partial(over_time, subject=REPORTING),
    difference_from_baseline,
    trust_by_group,
    district_map,
    true_and_recorded_crime,
    ledger_waterfall,
    crime_book,
    trust_map,
)
"""What draws each figure, in the order a reader wants them."""


def pictures(comparison: Comparison) -> Iterator[Picture]:
    """Every figure that the comparison has something for, in the order a reader wants them.

    A comparison of one arm has no differences and no crime book; one group has no
    `trust_by_group`, a town without districts no `district_map`. Use it inside `drawing()`.
    """
    yield from filter(None, (figure(comparison) for figure in FIGURES))


def draw_all(comparison: Comparison, folder: Path) -> list[Path]:
    """Write every figure into `folder` (made if missing) as SVG and PNG (150 dpi); the paths.

    The same results give the same bytes on one machine and lock.
    """
    return draw(pictures(comparison), folder)
