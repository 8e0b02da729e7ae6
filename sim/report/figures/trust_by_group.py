"""Who gains and who loses: trust of every group of residents, and what each arm changes in it."""

from __future__ import annotations

from math import isfinite

from sim.report.facts import NOT_KNOWN, change, largest_of_groups
from sim.report.figures.levels_and_changes import HIDDEN, Measure, levels_and_changes, said
from sim.report.figures.over_time import window
from sim.report.figures.page import ALONE, Paper
from sim.report.figures.style import Picture, looks
from sim.report.figures.words import plain
from sim.report.intervals import intervals_of
from sim.study.compare import Comparison


def _headline(comparison: Comparison, measures: list[Measure]) -> str:
    """What the arm that moves a group most does to each group."""
    faces = looks(comparison)
    baseline = faces[comparison.baseline].name
    if not comparison.others:
        return f"Trust by group under {baseline}"
    most = largest_of_groups(comparison, comparison.others)
    if most is None:
        return f"Trust by group: {NOT_KNOWN}"
    if not most.matters:
        against = "under every arm" if most.too_small else f"from {baseline}"
        return f"Trust by group: {most.amounts_to} {against}"
    changes = {each.label: change(comparison, most.arm, each.outcome) for each in measures}
    parts = "; ".join(f"{label} {each.in_words}" for label, each in changes.items())
    once = "" if most.found.has_interval else ", in one run"
    return (
        f"Trust by group under {faces[most.arm].name}, in points against {baseline}: {parts}{once}"
    )


def trust_by_group(comparison: Comparison, paper: Paper = ALONE) -> Picture | None:
    """Trust of each group on the last day, and its change; None with fewer than two groups."""
    labels = comparison.scenario.community.labels
    measures = [
        Measure(plain(labels[group], 20), f"trust_{group}")
        for group in comparison.groups
        if f"trust_{group}" in comparison.columns
    ]
    if len(measures) < 2:
        return None
    title = _headline(comparison, measures)
    levels = [
        level
        for arm in comparison.arms
        for each in measures
        if isfinite(level := comparison.level(arm, each.outcome).mean)
    ]
    low, high = window(min(levels, default=0), max(levels, default=100), 10.0)
    explanation = (
        "Left: mean trust of each group on the last day. Right: what each arm changes in it"
        + (
            f", with {intervals_of(comparison).words} {HIDDEN}."
            if comparison.scenario.replicates > 1
            else " in one run."
        )
    )
    notes = f"The left axis shows {low:g} to {high:g} of 0 to 100."
    figure = levels_and_changes(
        comparison,
        measures,
        (title, explanation, notes),
        ("Trust in police (points, 0–100)", "Difference from baseline (points)"),
        window=(low, high),
        paper=paper,
    )
    alt = f"{title}. {said(comparison, measures)}"
    return Picture("trust_by_group", title, alt, figure, notes)
