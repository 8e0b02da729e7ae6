"""Numbers and names as figures show them, and the headline sentences made from the facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from sim.common import words
from sim.common.words import spaced, with_minus
from sim.report.facts import NOT_KNOWN, largest

if TYPE_CHECKING:
    from sim.model.scenario.scenario import Scenario
    from sim.study.compare import Comparison

LONGEST_NAME = 60


@cache
def _drawable() -> frozenset[str]:
    """The characters that the figures' font can draw."""
    from matplotlib.font_manager import findfont, get_font

    return frozenset(map(chr, get_font(findfont("DejaVu Sans")).get_charmap()))


def plain(text: str, longest: int = LONGEST_NAME) -> str:
    """A name as words on one line, cut to `longest`, drawable in the figures' font."""
    return drawable(spaced(text), longest)


def scenario_name(scenario: Scenario, longest: int = LONGEST_NAME) -> str:
    """What a scenario is called, on one line, cut to `longest`."""
    return drawable(scenario.shown_name, longest)


def drawable(text: str, longest: int = LONGEST_NAME) -> str:
    """`text` on one line, cut to `longest`, drawable in the figures' font."""
    line = " ".join(text.split())
    shown = "".join(c if c in _drawable() else "\ufffd" for c in line if c.isprintable())
    shown = shown or "(no name)"
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"


def arm_names(titles: Mapping[str, str]) -> dict[str, str]:
    """A readable name for every arm, from its title; those that would look alike get a number."""
    shown = {arm: drawable(title) for arm, title in titles.items()}
    counts = Counter(shown.values())
    return {
        arm: name if counts[name] == 1 else f"{name} ({place})"
        for place, (arm, name) in enumerate(shown.items(), start=1)
    }


def number(value: float, digits: int | None = None, *, sign: bool = False) -> str:
    """A number as everywhere, with a true minus sign."""
    return with_minus(words.number(value, digits, sign))


def mean_of_runs(comparison: Comparison) -> str:
    """Where a mean comes from: `mean of 20 runs`, `one run`."""
    runs = comparison.scenario.replicates
    return f"mean of {runs:,} runs" if runs > 1 else "one run"


def headline(comparison: Comparison, outcome: str, subject: str, verb: str) -> str:
    """The largest difference from the baseline as a sentence, never more than was found.

    `subject` and `verb` open it: "Trust ends", "Reporting is".
    """
    names = arm_names(comparison.titles)
    baseline = names[comparison.baseline]
    if not comparison.others:
        return f"{subject} under {baseline}"
    found = largest(comparison, outcome)
    if found is None:
        return f"{subject}: {NOT_KNOWN}"
    if found.too_small:
        return f"{subject} {verb} {found.amounts_to} under every arm"
    if not found.matters:
        return f"{subject}: {found.amounts_to} from {baseline}"
    sentence = (
        f"{subject} {verb} {found.size} {found.scale.difference_unit} {found.amounts_to} under"
        f" {names[found.arm]} than under {baseline}{found.qualified}"
    )
    return sentence if found.found.has_interval else f"{sentence}, in one run"
