"""Who gains and who loses: trust of every group of residents, and what each arm changes in it."""

from __future__ import annotations

from math import isfinite

from sim.report.figures.levels_and_changes import INTERVALS, Measure, levels_and_changes
from sim.report.figures.over_time import window
from sim.report.figures.page import ALONE, Paper
from sim.report.figures.style import Picture, looks
from sim.report.figures.tables import (
    Difference,
    difference,
    groups,
    mean_level,
    other_arms,
    replicates,
)
from sim.report.figures.words import number, plain, with_interval
from sim.study.tables import Tables


def _headline(tables: Tables, shown: dict[str, str]) -> str:
    """Who gains most and who least under the arm that moves a group most."""
    faces = looks(tables)
    baseline = tables.scenario.baseline
    changes = {
        arm: {group: difference(tables, f"trust_{group}", arm) for group in shown}
        for arm in other_arms(tables)
    }
    worth_saying = [
        change
        for some in changes.values()
        for change in some.values()
        if isfinite(change.mean) and change.mean != 0 and (change.clear or not change.has_interval)
    ]
    if not worth_saying:
        if not other_arms(tables):
            return f"Trust by group under {faces[baseline].name}"
        return f"No group's trust differs clearly from {faces[baseline].name}"
    arm = max(worth_saying, key=lambda change: abs(change.mean)).arm
    said = "; ".join(f"{shown[group]} {_said(change)}" for group, change in changes[arm].items())
    said += "" if replicates(tables) > 1 else ", in one run"
    return (
        f"Trust by group under {faces[arm].name}, in points against {faces[baseline].name}: {said}"
    )


def _said(change: Difference) -> str:
    if change.has_interval and not change.clear:
        return "no clear change"
    return number(change.mean, sign=True)


def trust_by_group(tables: Tables, paper: Paper = ALONE) -> Picture | None:
    """Trust of each group on the last day, and its change, from `runs` and `differences`.

    None with fewer than two groups.
    """
    labels = tables.scenario.community.labels
    shown = {
        group: plain(labels.get(group, group), 20)
        for group in groups(tables)
        if f"trust_{group}" in tables.runs
    }
    if len(shown) < 2:
        return None
    faces = looks(tables)
    title = _headline(tables, shown)
    levels = [
        level
        for arm in faces
        for group in shown
        if isfinite(level := mean_level(tables, f"trust_{group}", arm))
    ]
    low, high = window(min(levels, default=0), max(levels, default=100), 10.0)
    explanation = (
        "Left: mean trust of each group on the last day. Right: what each arm changes in it"
        + (f", {INTERVALS}." if replicates(tables) > 1 else " in one run.")
    )
    notes = f"The left axis shows {low:g} to {high:g} of 0 to 100."
    figure = levels_and_changes(
        tables,
        [Measure(name, f"trust_{group}") for group, name in shown.items()],
        (title, explanation, notes),
        (
            "Trust in police (points, 0–100)",
            "Difference from baseline (points)",
        ),
        (low, high),
        paper,
    )
    said = "; ".join(
        f"{faces[arm].name}: "
        + ", ".join(
            f"{name} {with_interval(difference(tables, f'trust_{group}', arm))}"
            for group, name in shown.items()
        )
        for arm in other_arms(tables)
    )
    return Picture("trust_by_group", title, f"{title}. {said}", figure, notes)
