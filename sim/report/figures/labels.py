"""Labels beside what they name, moved just far enough apart that none covers another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import Formatter
from numpy.typing import NDArray

from sim.report.figures.page import POINTS, text_width, wrapped
from sim.report.figures.style import Look
from sim.report.figures.words import number

SIZE = 9.5
GAP = 1.3 * SIZE  # points from one label's line to the next
WIDEST = 2.0  # inches


def spread(
    wanted: Sequence[float], sizes: Sequence[float], low: float, high: float
) -> NDArray[np.float64]:
    """Centres nearest to `wanted` (least squares) at which things of `sizes` do not overlap.

    They stay between `low` and `high` where they fit, and keep their order. Formula: the isotonic
    regression of the starts, `wanted` minus all that lies before.
    """
    order = np.argsort(wanted, kind="stable")
    size = np.asarray(sizes, dtype=float)[order]
    before = np.cumsum(size) - size / 2
    pools: list[tuple[float, int]] = []
    for start in np.asarray(wanted, dtype=float)[order] - before:
        pools.append((float(start), 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (left, some), (right, more) = pools[-2:]
            pools[-2:] = [((left * some + right * more) / (some + more), some + more)]
    starts = np.repeat([start for start, _ in pools], [many for _, many in pools])
    starts = np.clip(starts, low, max(low, high - float(size.sum())))
    centres = np.empty(len(order))
    centres[order] = starts + before
    return centres


def label_lines(text: str) -> list[str]:
    """A label on as many lines as it needs."""
    return wrapped(text, SIZE, "normal", WIDEST)


def label_room(texts: Sequence[str]) -> tuple[float, float]:
    """The width and the least height, in inches, of the labels of one axes."""
    lines = [label_lines(text) for text in texts]
    width = max((text_width(line, SIZE) for some in lines for line in some), default=0.0)
    return width + 24 / POINTS, sum(GAP * len(some) for some in lines) / POINTS


def label_ends(axes: Axes, ends: Sequence[tuple[float, str, Look]]) -> None:
    """Name lines at the right edge of `axes`: (height in data units, text, look) of each."""
    if not ends:
        return
    figure = axes.get_figure(root=True)
    assert figure is not None
    tall = axes.get_position().height * figure.get_size_inches()[1] * 72.0
    wide = axes.get_position().width * figure.get_size_inches()[0] * 72.0
    low, high = axes.get_ylim()
    wanted = [(value - low) / (high - low) * tall for value, _, _ in ends]
    lines = [label_lines(text) for _, text, _ in ends]
    sizes = [GAP * len(each) for each in lines]
    placed = spread(wanted, sizes, -GAP / 2, tall + GAP / 2)
    for (_, _, look), told, start, end in zip(ends, lines, wanted, placed, strict=True):
        axes.plot(
            [1, 1 + 4 / wide, 1 + 16 / wide, 1 + 19 / wide],
            [start / tall, start / tall, end / tall, end / tall],
            transform=axes.transAxes, color=look.colour, linewidth=0.9, clip_on=False,
        )  # fmt: skip
        axes.text(
            1 + 22 / wide, end / tall, "\n".join(told), linespacing=1.1,
            transform=axes.transAxes, color=look.ink, size=SIZE,
            va="center_baseline" if len(told) == 1 else "center",
        )  # fmt: skip


class EvenTicks(Formatter):
    """Numbers on an axis, all with the decimals that tell them apart."""

    def __init__(self, sign: bool = False) -> None:
        """`sign` shows the plus too."""
        self.sign = sign

    def __call__(self, value: float, pos: int | None = None) -> str:
        """One number on its own."""
        return number(value, sign=self.sign)

    def format_ticks(self, values: Sequence[float]) -> list[str]:
        """All numbers of the axis."""
        steps = np.diff(np.asarray(values, dtype=float))
        step = float(steps.min()) if len(steps) else 1.0
        exact = (p for p in range(4) if abs(step * 10**p - round(step * 10**p)) < 1e-6 * 10**p)
        places = next(exact, 4)
        return [number(value, places, sign=self.sign) for value in values]
