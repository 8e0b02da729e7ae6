"""What the strategies cause: each arm minus the baseline, same town, same draws, by day."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from matplotlib.axes import Axes

from sim.common.words import capital
from sim.report.crimes_in_town import SAME
from sim.report.figures.labels import SIZE, EvenTicks, label_ends, label_room
from sim.report.figures.over_time import (
    REPORTING,
    TICKS_LEFT,
    TRUST,
    Subject,
    draw_line,
    last_value,
    time_axis,
)
from sim.report.figures.page import new_page
from sim.report.figures.style import SOFT_INK, Look, Picture, looks
from sim.report.figures.tables import (
    by_day,
    largest_difference,
    other_arms,
    paired_interval,
    replicates,
)
from sim.report.figures.words import number, same_as_baseline
from sim.study.robustness import MIDDLE, kept_for
from sim.study.tables import Tables

PANEL, BETWEEN, BELOW = 2.35, 0.38, 0.5


def _paired(tables: Tables, subject: Subject) -> dict[str, pd.DataFrame]:
    """Mean, low and high by day of each arm minus the baseline; arms without any are left out."""
    found = by_day(tables, subject.outcome, subject.factor)
    baseline = found.get(tables.scenario.baseline)
    if baseline is None:
        return {}
    arms = [arm for arm in other_arms(tables) if arm in found]
    pairs = {arm: paired_interval(found[arm], baseline) for arm in arms}
    return {arm: pair for arm, pair in pairs.items() if pair["mean"].notna().any()}


def _headline(tables: Tables, names: dict[str, Look]) -> str:
    baseline = names[tables.scenario.baseline].name
    found = largest_difference(tables, "trust")
    if found is None or found.mean == 0:
        return f"Same town, same random draws: no clear difference in trust from {baseline}"
    if same_as_baseline(tables, "trust", found):
        return f"Same town, same random draws: trust ends {SAME} under every arm"
    return (
        f"Same town, same random draws: trust differs most from {baseline} under "
        f"{names[found.arm].name}, by {number(found.mean, sign=True)} points"
    )


def _missing(tables: Tables, found: dict[Subject, dict[str, pd.DataFrame]]) -> str:
    """A note that names what could not be drawn."""
    faces = looks(tables)
    lacking = {
        subject.outcome: [faces[arm].name for arm in other_arms(tables) if arm not in pairs]
        for subject, pairs in found.items()
    }
    return " ".join(
        f"No data on {outcome}: {', '.join(names)}." for outcome, names in lacking.items() if names
    )


def _over_assumptions(tables: Tables, subjects: Iterable[Subject]) -> str:
    """A note on how far the differences on the last day depend on assumptions, where known."""
    kept = kept_for(tables.scenario)
    if not kept:
        return "Assumptions are not varied here."
    faces, said = looks(tables), []
    for subject in subjects:
        ranges = []
        for arm in other_arms(tables):
            found = kept[arm, tables.scenario.baseline, subject.outcome]
            low, high = (number(subject.factor * end, sign=True) for end in (found.low, found.high))
            ranges.append(f"{faces[arm].name} {low} to {high}")
        when = "on the last day" if subject is TRUST else "over the whole run"
        said.append(f"{subject.outcome} {when} ({subject.unit}): {', '.join(ranges)}")
    settings = next(iter(kept.values())).settings
    return f"Middle {MIDDLE:.0%} of {settings} sets of assumptions: {'; '.join(said)}."


def _draw(axes: Axes, pairs: dict[str, pd.DataFrame], faces: dict[str, Look], baseline: Look,
          labels: dict[str, str]) -> None:  # fmt: skip
    axes.axhline(0, color=baseline.colour, linewidth=1.9, zorder=3)
    for place, (arm, pair) in enumerate(pairs.items()):
        axes.fill_between(
            pair.index.to_numpy(), pair["low"], pair["high"],
            color=faces[arm].colour, alpha=0.25, linewidth=0, zorder=2,
        )  # fmt: skip
        draw_line(axes, pair["mean"], faces[arm], place, len(pairs))
    axes.margins(y=0.08)
    axes.autoscale_view(scalex=False)
    ends = [(last_value(pairs[arm]["mean"]), labels[arm], faces[arm]) for arm in pairs]
    label_ends(axes, [(0.0, baseline.name, baseline), *ends])


def difference_from_baseline(tables: Tables) -> Picture | None:
    """Paired differences of trust and reporting by day, with 95% intervals, from `series`.

    None where there is no arm beside the baseline.
    """
    if not other_arms(tables):
        return None
    faces = looks(tables)
    baseline = faces[tables.scenario.baseline]
    found = {subject: _paired(tables, subject) for subject in (TRUST, REPORTING)}
    labels = {
        subject: {
            arm: f"{faces[arm].name}  {number(last_value(pair['mean']), sign=True)}"
            for arm, pair in pairs.items()
        }
        for subject, pairs in found.items()
    }  # fmt: skip
    title = _headline(tables, faces)
    several = replicates(tables) > 1
    explanation = (
        f"Each arm minus {baseline.name}, run by run with the same residents and the same chance "
        "events, so what differs is caused by the strategy. "
        + ("Shading: 95% interval of the mean." if several else "One run: no interval.")
    )
    texts = [[baseline.name, *some.values()] for some in labels.values()]
    rooms = [label_room(some) for some in texts]
    beside = max(width for width, _ in rooms)
    panel = max(PANEL, *(least for _, least in rooms))
    height = len(found) * (panel + BETWEEN) + BELOW
    notes = f"{_missing(tables, found)} {_over_assumptions(tables, found)}".strip()
    page = new_page(tables, title, explanation, height, notes)
    for row, (subject, pairs) in enumerate(found.items()):
        bottom = height - (row + 1) * (panel + BETWEEN)
        axes = page.axes(TICKS_LEFT, bottom, page.width - TICKS_LEFT - beside, panel)
        axes.grid(axis="y")
        days = [float(day) for pair in pairs.values() for day in (pair.index[0], pair.index[-1])]
        last = row == len(found) - 1
        time_axis(axes, min(days, default=0.0), max([*days, tables.scenario.days]), named=last)
        if not last:
            axes.tick_params(labelbottom=False)
        axes.text(
            0, 1 + 0.06 / panel, f"{capital(subject.outcome)}: difference in {subject.unit}",
            transform=axes.transAxes, size=SIZE, weight="bold", color=SOFT_INK,
        )  # fmt: skip
        axes.yaxis.set_major_formatter(EvenTicks(sign=True))
        _draw(axes, pairs, faces, baseline, labels[subject])
        if not pairs:
            axes.set_yticks([])
    alt = f"{title}. At the end: " + "; ".join(
        f"{subject.outcome}: {', '.join(some.values()) or 'no data'}"
        for subject, some in labels.items()
    )
    return Picture("difference_from_baseline", title, f"{alt}.", page.figure)
