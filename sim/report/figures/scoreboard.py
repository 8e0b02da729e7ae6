"""Published and simulated intervals side by side: a row a measure, each on its own scale."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sim.evidence.scoreboard import DIRECTION_ONLY, NOT_REPRODUCED, REPRODUCED, Reading, Row
from sim.report.figures.page import NOTE, Page, fitted, page_under
from sim.report.figures.style import INK, PALE, SOFT_INK, Picture
from sim.report.scoreboard_text import apart, kinds_of, published, simulated

ROW = 0.42  # inches
NAMES, NUMBERS = 2.85, 3.0  # inches left and right of the scales
VERDICT_COLOUR = {REPRODUCED: "#0072B2", DIRECTION_ONLY: "#9a6700", NOT_REPRODUCED: "#b0421a"}
VERDICT_MARK = {REPRODUCED: "o", DIRECTION_ONLY: "D", NOT_REPRODUCED: "X"}
HOW_TO_READ = (
    "Grey box: the band asked of the model. Upper line: what was published (95% interval or range;"
    " a tick where only a figure is known). Lower mark: the simulation with its 95% interval over"
    " replicates, which is not a sampling error. Every row has its own scale; the numbers under a"
    " box are its ends."
)


def scoreboard(rows: Sequence[Row]) -> Picture:
    """Every pattern by its leading measure."""
    told, asked = apart(rows)
    won, also = ([row for row in part if row.verdict == REPRODUCED] for part in (told, asked))
    free = sum(row.kind == "predicted" for row in won)
    headline = (
        f"{len(won)} of {len(told)} patterns are reproduced, {free or 'none'} of them predicted"
    )
    if asked:
        headline += f"; of those pre-registered {len(also)} of {len(asked)}"
    return _picture(
        "scoreboard",
        headline,
        f"{kinds_of(rows)}. The verdict of a pattern is that of its worst measure; the row shows"
        " its leading one.",
        [
            (
                f"{row.pattern.id} {row.pattern.short}",
                row.leading,
                row.verdict,
                f"{row.verdict} ({row.kind})",
            )
            for row in rows
        ],
    )


def every_measure(rows: Sequence[Row]) -> Picture:
    """Every measure by which a pattern is judged."""
    lines = [
        (f"{row.pattern.id} {row.pattern.short}", each, each.verdict, each.verdict)
        for row in rows
        for each in row.readings
        if each.verdict is not None
    ]
    won = sum(verdict == REPRODUCED for _, _, verdict, _ in lines)
    return _picture(
        "every_measure",
        f"{won} of {len(lines)} measures are reproduced",
        "Every measure of every pattern, in the order of the scoreboard.",
        [(name, reading, verdict or "", words or "") for name, reading, verdict, words in lines],
    )


def _picture(
    name: str,
    headline: str,
    explanation: str,
    lines: Sequence[tuple[str, Reading, str, str]],
) -> Picture:
    page = page_under(headline, explanation, ROW * len(lines) + 0.1, [HOW_TO_READ])
    for at, (title, reading, verdict, words) in enumerate(lines):
        bottom = page.height - ROW * (at + 1)
        axes = page.axes(NAMES, bottom, page.width - NAMES - NUMBERS, ROW)
        _scale(axes, reading, verdict)
        _beside(page, bottom, title, reading, verdict, words)
    alt = "; ".join(f"{title}: {simulated(each)}, {words}" for title, each, _, words in lines)
    return Picture(name, headline, f"{headline}. {alt}.", page.figure)


def _beside(
    page: Page, bottom: float, title: str, reading: Reading, verdict: str, words: str
) -> None:
    """Name and unit on the left, the numbers and the verdict on the right."""
    across, up = page.figure.get_size_inches()
    middle = page.bottom + bottom + ROW / 2
    right = page.left + page.width - NUMBERS + 0.12
    measure = reading.measure
    numbers = f"{simulated(reading)}   found: {published(measure)}"
    under = fitted(f"{measure.words}, {measure.unit}", 7.5, "normal", NAMES - 0.15)
    for text, x, y, size, weight, colour in (
        (fitted(title, NOTE, "bold", NAMES - 0.15), page.left, 0.08, NOTE, "bold", INK),
        (under, page.left, -0.08, 7.5, "normal", SOFT_INK),
        (numbers, right, 0.08, 7.5, "normal", INK),
        (words, right, -0.08, NOTE, "bold", VERDICT_COLOUR[verdict]),
    ):
        page.figure.text(
            x / across, (middle + y) / up, text, size=size, weight=weight, color=colour, va="center"
        )


def _scale(axes: Axes, reading: Reading, verdict: str) -> None:
    """One row: band, published, simulated, on a scale that shows all of them."""
    measure, interval = reading.measure, reading.interval
    found = measure.published
    low, high = measure.band
    known = [
        value
        for value in (
            low, high, found.value, found.low, found.high,
            interval.mean, interval.low, interval.high,
        )
        if value is not None and math.isfinite(value)
    ]  # fmt: skip
    axes.axis("off")
    if not known:
        return
    least, most = min(known), max(known)
    room = 0.18 * ((most - least) or abs(most) or 1.0)
    left, right = least - room, most + room
    axes.set(xlim=(left, right), ylim=(0.0, 1.0))
    start, end = left if low is None else low, right if high is None else high
    axes.add_patch(Rectangle((start, 0.22), end - start, 0.62, color=PALE, lw=0))
    for bound in (low, high):
        if bound is not None:
            text = f"{bound:.{measure.digits}f}"
            axes.text(bound, 0.0, text, size=6.5, color=SOFT_INK, ha="center", va="bottom")
    if found.low is not None and found.high is not None:
        axes.plot([found.low, found.high], [0.68, 0.68], color=INK, lw=1.6, solid_capstyle="butt")
    if found.value is not None:
        axes.plot([found.value], [0.68], marker="|", color=INK, ms=7, mew=1.8)
    colour = VERDICT_COLOUR[verdict]
    if math.isfinite(interval.low):
        axes.plot([interval.low, interval.high], [0.40, 0.40], color=colour, lw=2.2)
    if math.isfinite(interval.mean):
        axes.plot([interval.mean], [0.40], marker=VERDICT_MARK[verdict], color=colour, ms=5)
