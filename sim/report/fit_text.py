"""What `fit` found, in words: asked, fitted and undecided side by side."""

from __future__ import annotations

from typing import Any

import yaml

from sim.common.words import capital, count, listed, spaced
from sim.model.scenario.said_back import NO_FORECAST, survey_figure
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.survey import WEIGHING
from sim.report.layout import OUT
from sim.study.fit import Figure, Fit

HEADS = ("", "asked", "fitted", "undecided", "what it does")
LABEL = f"{NO_FORECAST[0].upper()}{NO_FORECAST[1:]}."
FEW = 20.0
"""Worlds below which an interval over them says little."""


def print_fit(fit: Fit) -> None:
    """The table, then what lies outside of all worlds, and how many worlds are left."""
    OUT.title(f"{fit.scenario.shown_name}. {LABEL}")
    OUT.line()
    rows = [HEADS, *fit_rows(fit)]
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        name, *cells, last = row
        told = "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths[1:4], strict=True))
        OUT.line(f"  {name:{widths[0]}}  {told}  {last}".rstrip())
    OUT.line()
    OUT.text(how_to_read(fit))
    for each in out_of_reach(fit):
        OUT.text(each, hanging=2)
    OUT.text(left(fit))


def fit_rows(fit: Fit) -> list[tuple[str, str, str, str, str]]:
    """A row for every number of the town, under ``HEADS``."""
    return [_row(fit, figure) for figure in fit.figures]


def how_to_read(fit: Fit) -> str:
    """What the columns are."""
    return (
        "Fitted is the middle over worlds, undecided where nine of ten worlds lie (each lived in a"
        f" town of {fit.people:,}, with its luck). For a figure that sets a level a number of every"
        " world is solved, so that it weighs none."
    )


def out_of_reach(fit: Fit) -> list[str]:
    """What no world gives, a text for each such figure."""
    return [_out_of_reach(fit, figure) for figure in fit.out_of_reach()]


def fitted_in_yaml(fitted: dict[str, Any]) -> str:
    """The block ``fitted:`` of a scenario, each of its lists in as few lines as may be."""
    return yaml.safe_dump(
        {"fitted": fitted}, sort_keys=False, default_flow_style=None, allow_unicode=True, width=100
    )


def figure_in_words(scenario: Scenario, name: str) -> str:
    """A number of the town as a reader knows it."""
    what, _, of = name.partition(".")
    if what in ("trust", "confident"):
        label = scenario.community.labels[of]
        return f"{label}: {'mean trust' if what == 'trust' else 'would say that they trust police'}"
    if what == "recorded":
        return f"recorded {spaced(of)}, per 1,000 a year"
    return survey_figure(name)


def shown(figure: Figure, value: float) -> str:
    """A value of a figure in its unit."""
    if value != value:
        return "none"
    return f"{value:.0%}" if figure.unit == "share" else f"{value:.1f}"


def _row(fit: Fit, figure: Figure) -> tuple[str, str, str, str, str]:
    low, middle, high = fit.range(figure)
    does = "weighs worlds" if figure.weighs else "sets a level"
    return (
        figure_in_words(fit.scenario, figure.name),
        "not given" if figure.asked is None else shown(figure, figure.asked),
        shown(figure, middle),
        f"{shown(figure, low)} to {shown(figure, high)}",
        "" if figure.asked is None else does,
    )


def _out_of_reach(fit: Fit, figure: Figure) -> str:
    name = figure_in_words(fit.scenario, figure.name)
    low, high = (shown(figure, end) for end in (min(figure.known), max(figure.known)))
    assert figure.asked is not None
    told = f"{capital(name)}: no world gives your {shown(figure, figure.asked)}; they have"
    if figure.weighs:
        return (
            f"{told} {low} to {high}. The nearest were taken, which is no fit: see whether the"
            " survey counts the same, or leave this figure out."
        )
    return (
        f"{told} {low} to {high}. The model does not reach this level together with the rest of"
        " your numbers: read what follows from it with care."
    )


def left(fit: Fit) -> str:
    """How many worlds are left, and what that means."""
    worlds = count(len(fit.worlds), "world")
    if not fit.weighed:
        return (
            f"Nothing here weighs worlds: all {worlds} are left, and the scenario stays as it is."
            f" Under survey: these would: {listed(WEIGHING)}."
        )
    told = f"Left are {fit.left:.0f} of {worlds} (effective number)."
    if fit.left < FEW:
        told += (
            " That is few: intervals over them are too narrow to be believed. A larger may_be_off"
            " asks less of the model."
        )
    return told
