"""The picture of a frontier while it is searched: proposals as they are, then splits so far."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from matplotlib.axes import Axes

from sim.common.words import count
from sim.model.state import Floats
from sim.report.figures.frontier import BEATEN, MARKERS, SCATTER, dress, ends, proposal_marks
from sim.report.figures.page import Page, page_under
from sim.report.figures.style import INK, SOFT_INK, Picture, drawing, write
from sim.report.figures.words import scenario_name
from sim.report.intervals import CHANCE, WORLDS
from sim.study.frontier.mixes import Mix
from sim.study.frontier.picks import CRIME, TRUST
from sim.study.frontier.proposals import Proposal
from sim.study.frontier.question import Question
from sim.study.statistics import estimate_of

KEY = 1.55  # inches
FIRST = "First picture: the proposals as they are, before any split of the budget"


def draw_so_far(
    question: Question,
    own: Sequence[Proposal],
    mixes: Sequence[Mix],
    gained: Floats | None,
    folder: Path,
) -> None:
    """Draw it into the folder ``figures``, where the whole picture takes its place.

    ``gained``: what the mixes gain over the baseline, (mixes, replicates, goals).
    """
    (folder / "figures").mkdir(exist_ok=True)
    with drawing():
        write(so_far(question, own, mixes, gained), folder / "figures")


def so_far(
    question: Question, own: Sequence[Proposal], mixes: Sequence[Mix], gained: Floats | None
) -> Picture:
    """What is known so far by crimes prevented and trust; inside ``drawing()``."""
    headline = FIRST
    if mixes:
        headline = f"So far: {len(mixes)} splits of the budget have been tried, and more follow"
    explanation = (
        f"What each brings, minus {question.scenario.title(question.scenario.baseline)} in the same"
        " replicates: up and to the right is better. Which splits are unbeaten is not known yet."
    )
    in_worlds = question.scenario.worlds == "many"
    intervals = WORLDS if in_worlds else CHANCE
    notes = [
        f"{count(question.replicates, 'replicate')}, stars with {intervals.words}"
        f" ({intervals.only}).",
        f"{scenario_name(question.scenario, 60)} · {count(question.scenario.days, 'day')}",
    ]
    page = page_under(headline, explanation, SCATTER, notes)
    axes = page.axes(0.6, 0.65, page.width - 0.6 - KEY, SCATTER - 0.75)
    if gained is not None:
        _mixes(axes, mixes, gained)
    for each in own:
        across, up = (estimate_of(each.gained[:, goal], in_worlds) for goal in (CRIME, TRUST))
        if across.has_interval and up.has_interval:
            axes.errorbar(
                across.mean, up.mean, xerr=ends(across), yerr=ends(up), fmt="none",
                ecolor=SOFT_INK, lw=1.0, capsize=3, zorder=2,
            )  # fmt: skip
    proposal_marks(axes, own, lift=5.0)  # above its interval
    dress(axes)
    _key(page, bool(own), bool(mixes))
    told = ", ".join(each.title for each in own) or "no proposal"
    return Picture("frontier", headline, f"{headline}. Proposals: {told}.", page.figure)


def _mixes(axes: Axes, mixes: Sequence[Mix], gained: Floats) -> None:
    means = gained.mean(axis=1)
    for spend, marker in MARKERS.items():
        mine = [at for at, mix in enumerate(mixes) if sum(mix) == spend]
        axes.plot(means[mine, CRIME], means[mine, TRUST], marker, ms=4.5, mfc="white", mec=BEATEN)


def _key(page: Page, own: bool, mixes: bool) -> None:
    """What the marks are, beside the panel."""
    axes = page.axes(page.width - KEY + 0.1, SCATTER - 0.85, KEY - 0.1, 0.6)
    axes.set_xlim(0.0, KEY - 0.1)
    axes.set_ylim(0.0, 0.6)
    axes.set_axis_off()
    lines = [("*", 11.0, INK, "a proposal as it is")] if own else []
    lines += [("o", 4.5, BEATEN, "a split tried so far")] if mixes else []
    for at, (marker, size, colour, told) in enumerate(lines):
        axes.plot(0.1, 0.5 - 0.2 * at, marker, ms=size, mfc="white", mec=colour)
        axes.text(0.25, 0.5 - 0.2 * at, told, size=9, va="center")
