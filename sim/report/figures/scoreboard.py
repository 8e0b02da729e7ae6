"""Published and simulated intervals side by side: a row a measure, each on its own scale."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from sim.evidence.scoreboard import DIRECTION_ONLY, NOT_REPRODUCED, REPRODUCED, Reading, Row
from sim.evidence.worlds.board import Board, Rest, Told
from sim.report.figures.page import NOTE, Page, fitted, page_under
from sim.report.figures.style import INK, PALE, SOFT_INK, Picture
from sim.report.over_worlds import first_line
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

REST = (
    "Thin line: the 90% band that worlds predict which were drawn without the study. Of worlds: in"
    " how many the measure lies in its box."
)


def scoreboard(rows: Sequence[Row], board: Board | str = "") -> Picture:
    """Every pattern by its leading measure; with what worlds say of it, where they do."""
    told, asked = apart(rows)
    won, also = ([row for row in part if row.verdict == REPRODUCED] for part in (told, asked))
    free = sum(row.kind == "predicted" for row in won)
    headline = (
        f"{len(won)} of {len(told)} patterns are reproduced, {free or 'none'} of them predicted"
    )
    if asked:
        headline += f"; of those pre-registered {len(also)} of {len(asked)}"
    explanation = (
        f"{kinds_of(rows)}. The verdict of a pattern is that of its worst measure; the row shows"
        " its leading one."
    )
    if not isinstance(board, str):
        headline, explanation = first_line(board), f"{headline}. {explanation}"
    return _picture(
        "scoreboard",
        headline,
        explanation,
        [
            (
                f"{row.pattern.id} {row.pattern.short}",
                row.leading,
                row.verdict,
                f"{row.verdict} ({row.kind})",
                None if isinstance(board, str) else board.told(row.pattern, row.leading.measure),
            )
            for row in rows
        ],
    )


def every_measure(rows: Sequence[Row], board: Board | str = "") -> Picture:
    """Every measure by which a pattern is judged."""
    lines = [
        (
            f"{row.pattern.id} {row.pattern.short}",
            each,
            each.verdict,
            each.verdict,
            None if isinstance(board, str) else board.told(row.pattern, each.measure),
        )
        for row in rows
        for each in row.readings
        if each.verdict is not None
    ]
    won = sum(verdict == REPRODUCED for _, _, verdict, _, _ in lines)
    return _picture(
        "every_measure",
        f"{won} of {len(lines)} measures are reproduced",
        "Every measure of every pattern, in the order of the scoreboard.",
        lines,
    )


def _picture(
    name: str,
    headline: str,
    explanation: str,
    lines: Sequence[tuple[str, Reading, str, str, Told | None]],
) -> Picture:
    over = any(told is not None for *_, told in lines)
    notes = [f"{HOW_TO_READ} {REST}" if over else HOW_TO_READ]
    page = page_under(headline, explanation, ROW * len(lines) + 0.1, notes)
    for at, (title, reading, verdict, words, told) in enumerate(lines):
        bottom = page.height - ROW * (at + 1)
        axes = page.axes(NAMES, bottom, page.width - NAMES - NUMBERS, ROW)
        _scale(axes, reading, verdict, told.rest if told is not None else None)
        if told is not None:
            words += f", {sum(told.met) / len(told.met):.0%} of worlds"
        _beside(page, bottom, title, reading, verdict, words)
    alt = "; ".join(f"{title}: {simulated(each)}, {words}" for title, each, _, words, _ in lines)
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
        (words, right, -0.08, 7.5, "bold", VERDICT_COLOUR[verdict]),
    ):
        page.figure.text(
            x / across, (middle + y) / up, text, size=size, weight=weight, color=colour, va="center"
        )


def _scale(axes: Axes, reading: Reading, verdict: str, rest: Rest | None) -> None:
    """One row: band, published, what the rest predicts, simulated, on a scale that shows all."""
    measure, interval = reading.measure, reading.interval
    found = measure.published
    low, high = measure.band
    known = [
        value
        for value in (
            low, high, found.value, found.low, found.high,
            interval.mean, interval.low, interval.high, *((rest.low, rest.high) if rest else ()),
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
    if rest is not None:
        axes.plot([rest.low, rest.high], [0.54, 0.54], color=SOFT_INK, lw=0.9, marker="|", ms=4)
    colour = VERDICT_COLOUR[verdict]
    if math.isfinite(interval.low):
        axes.plot([interval.low, interval.high], [0.40, 0.40], color=colour, lw=2.2)
    if math.isfinite(interval.mean):
        axes.plot([interval.mean], [0.40], marker=VERDICT_MARK[verdict], color=colour, ms=5)
