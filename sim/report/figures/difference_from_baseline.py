"""What the strategies cause: each arm minus the baseline, same town, same draws, by day."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from sim.common.words import Scale, capital, with_minus
from sim.report.figures.labels import SIZE, EvenTicks, label_ends, label_room
from sim.report.figures.over_time import (
    REPORTING,
    TICKS_LEFT,
    TRUST,
    Subject,
    draw_line,
    time_axis,
)
from sim.report.figures.page import new_page
from sim.report.figures.style import SOFT_INK, Look, Picture, looks
from sim.report.figures.words import headline
from sim.report.intervals import intervals_of
from sim.study.compare import Comparison
from sim.study.statistics import Estimate

PANEL, BETWEEN, BELOW = 2.35, 0.38, 0.5


def _paired(comparison: Comparison, subject: Subject) -> dict[str, dict[int, Estimate]]:
    """Paired difference of each arm from the baseline by day; arms without any are left out."""
    usual = comparison.by_day(comparison.baseline, subject.outcome)
    found = {
        arm: {day: comparison.estimate(values - usual[day]) for day, values in by_day.items()}
        for arm in comparison.others
        for by_day in [comparison.by_day(arm, subject.outcome)]
        if usual
    }
    known = {
        arm: {day: each for day, each in by_day.items() if each.count}
        for arm, by_day in found.items()
    }
    return {arm: by_day for arm, by_day in known.items() if by_day}


def _missing(comparison: Comparison, found: dict[Subject, dict[str, dict[int, Estimate]]]) -> str:
    """A note that names what could not be drawn."""
    faces = looks(comparison)
    lacking = {
        subject.outcome: [faces[arm].name for arm in comparison.others if arm not in pairs]
        for subject, pairs in found.items()
    }
    return " ".join(
        f"No data on {outcome}: {', '.join(names)}." for outcome, names in lacking.items() if names
    )


def _draw(axes: Axes, pairs: dict[str, dict[int, Estimate]], factor: float,
          faces: dict[str, Look], baseline: Look, labels: dict[str, str]) -> None:  # fmt: skip
    axes.axhline(0, color=baseline.colour, linewidth=1.9, zorder=3)
    ends = [(0.0, baseline.name, baseline)]
    for place, (arm, pair) in enumerate(pairs.items()):
        mean, low, high = (
            factor * pd.Series({day: getattr(each, part) for day, each in pair.items()})
            for part in ("mean", "low", "high")
        )
        axes.fill_between(
            mean.index.to_numpy(), low, high,
            color=faces[arm].colour, alpha=0.25, linewidth=0, zorder=2,
        )  # fmt: skip
        draw_line(axes, mean, faces[arm], place, len(pairs))
        ends.append((float(mean.iloc[-1]), labels[arm], faces[arm]))
    axes.margins(y=0.08)
    axes.autoscale_view(scalex=False)
    label_ends(axes, ends)


def _last(scale: Scale, pair: dict[int, Estimate]) -> str:
    """The difference on the last day, in brackets where it is not clear."""
    return with_minus(scale.change(pair[max(pair)]).strip())


def difference_from_baseline(comparison: Comparison) -> Picture | None:
    """Paired differences of trust and reporting by day, with their intervals.

    None where there is no arm beside the baseline.
    """
    if not comparison.others:
        return None
    faces = looks(comparison)
    baseline = faces[comparison.baseline]
    found = {subject: _paired(comparison, subject) for subject in (TRUST, REPORTING)}
    scales = {subject: Scale.of(comparison.outcomes[subject.outcome]) for subject in found}
    labels = {
        subject: {
            arm: f"{faces[arm].name}  {_last(scales[subject], pair)}" for arm, pair in pairs.items()
        }
        for subject, pairs in found.items()
    }
    sentence = headline(comparison, "trust", "trust", "ends")
    title = f"Same town, same random draws: {sentence}"
    several = comparison.scenario.replicates > 1
    explanation = (
        f"Each arm minus {baseline.name}, run by run with the same residents and the same chance "
        "events, so what differs is caused by the strategy. "
        + (
            f"Shading: {intervals_of(comparison).words}. In brackets: not clear."
            if several
            else "One run: no interval."
        )
    )
    texts = [[baseline.name, *some.values()] for some in labels.values()]
    rooms = [label_room(some) for some in texts]
    beside = max(width for width, _ in rooms)
    panel = max(PANEL, *(least for _, least in rooms))
    height = len(found) * (panel + BETWEEN) + BELOW
    held = "Every run lives in another world: the bands hold that." if comparison.in_worlds else ""
    notes = f"{_missing(comparison, found)} {held}".strip()
    page = new_page(comparison, title, explanation, height, notes)
    for row, (subject, pairs) in enumerate(found.items()):
        bottom = height - (row + 1) * (panel + BETWEEN)
        axes = page.axes(TICKS_LEFT, bottom, page.width - TICKS_LEFT - beside, panel)
        axes.grid(axis="y")
        days = [float(day) for pair in pairs.values() for day in pair]
        last = row == len(found) - 1
        time_axis(axes, min(days, default=0.0), max([*days, comparison.scenario.days]), named=last)
        if not last:
            axes.tick_params(labelbottom=False)
        unit = scales[subject].difference_unit
        axes.text(
            0, 1 + 0.06 / panel, f"{capital(subject.outcome)}: difference in {unit}",
            transform=axes.transAxes, size=SIZE, weight="bold", color=SOFT_INK,
        )  # fmt: skip
        axes.yaxis.set_major_formatter(EvenTicks(sign=True))
        _draw(axes, pairs, scales[subject].factor, faces, baseline, labels[subject])
        if not pairs:
            axes.set_yticks([])
    alt = f"{title}. At the end: " + "; ".join(
        f"{subject.outcome}: {', '.join(some.values()) or 'no data'}"
        for subject, some in labels.items()
    )
    return Picture("difference_from_baseline", title, f"{alt}.", page.figure)
