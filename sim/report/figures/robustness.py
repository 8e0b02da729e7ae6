"""The difference between two arms in every parameter set: a dot a set."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from sim.common.words import Scale, capital, spaced
from sim.model.outcomes import Outcome, outcomes
from sim.model.state import Floats
from sim.report.figures.page import NOTE, Page, fitted, page_under
from sim.report.figures.style import COLOURS, GREY, INK, SOFT_INK, Picture
from sim.report.robustness_text import words
from sim.study.compare import JUDGED
from sim.study.robustness import Contrast, Robustness, clear_signs

ROW = 1.15  # inches
NAMES = 2.35
BETTER, WORSE = COLOURS[:2]


def robustness(found: Robustness, arm: str, than: str) -> Picture:
    """One row an outcome: the paired difference of two arms in all parameter sets."""
    known = outcomes(found.scenario.community.labels)
    settings, towns = found.values.shape[:2]
    trust = found.contrast(arm, than, "trust")
    name, other = capital(spaced(arm)), spaced(than)
    headline = (
        f"Under {spaced(arm)} trust ends clearly higher than under {other} in {trust.better:.0%} of"
        f" {settings} sets of assumptions"
    )
    explanation = (
        f"A dot is one set of assumptions: {name} minus {other}, mean of {towns} paired replicates."
        " Blue: clearly better for residents; orange: clearly worse; grey: undecided. Better is to"
        " the right in every row."
    )
    notes = (
        f"All {len(found.names)} uncertain numbers are drawn from their plausible ranges in each"
        " set (Latin hypercube); base rates are kept. A share of sets is not a probability."
    )
    page = page_under(headline, explanation, ROW * len(JUDGED), [notes])
    for at, outcome in enumerate(JUDGED):
        bottom = page.height - ROW * (at + 1)
        contrast = found.contrast(arm, than, outcome)
        differences = found.differences(arm, than, outcome)
        axes = page.axes(NAMES, bottom + 0.42, page.width - NAMES - 0.1, ROW - 0.5)
        _dots(axes, differences, known[outcome])
        _beside(page, bottom, contrast, known[outcome])
    alt = "; ".join(
        f"{words(known[name])} better in {each.better:.0%}, worse in {each.worse:.0%}"
        for name in JUDGED
        for each in [found.contrast(arm, than, name)]
    )
    return Picture("robustness", headline, f"{headline}. {alt}.", page.figure)


def _dots(axes: Axes, differences: Floats, outcome: Outcome) -> None:
    scale = Scale.of(outcome)
    means = scale.factor * differences.mean(axis=1)
    signs = outcome.better * clear_signs(differences)
    colours = [{1: BETTER, -1: WORSE}.get(int(sign), GREY) for sign in signs]
    order = np.random.default_rng(1).permutation(len(means)) / len(means)  # only to spread dots
    axes.scatter(means, order, c=colours, s=9, linewidths=0, alpha=0.8)
    axes.axvline(0.0, color=INK, lw=1.0)
    axes.set(yticks=[], ylim=(-0.1, 1.1))
    axes.spines["left"].set_visible(False)
    axes.set_xlabel(scale.difference_unit, labelpad=1, fontsize=8)
    axes.tick_params(labelsize=8)
    if outcome.better < 0:
        axes.invert_xaxis()


def _beside(page: Page, bottom: float, contrast: Contrast, outcome: Outcome) -> None:
    """What the row is, its shares, and what decides it."""
    across, up = page.figure.get_size_inches()
    top = page.bottom + bottom + ROW - 0.12
    lines = [
        (outcome.title, "bold", INK),
        (f"better in {contrast.better:.0%} of sets", "bold", BETTER),
        (f"worse in {contrast.worse:.0%}", "bold", "#a34700"),
        (f"undecided in {contrast.undecided:.0%}", "normal", SOFT_INK),
        *((f"{name} ({strength:+.2f})", "normal", SOFT_INK) for name, strength in
          contrast.decided_by),
    ]  # fmt: skip
    for at, (text, weight, colour) in enumerate(lines):
        size = NOTE if at < 4 else 7.5
        page.figure.text(
            page.left / across,
            (top - at * 0.135) / up,
            fitted(text, size, weight, NAMES - 0.1),
            size=size,
            weight=weight,
            color=colour,
            va="center",
        )
