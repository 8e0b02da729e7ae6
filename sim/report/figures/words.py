"""Numbers and names as people read them, and the headline sentences made from them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from math import floor, isfinite, log10

from sim.common.words import Scale, spaced, sure_decimals
from sim.model.outcomes import outcomes
from sim.report.crimes_in_town import SAME, about_the_same
from sim.report.figures.tables import Difference, difference, largest_difference, other_arms
from sim.study.tables import Tables

MINUS = "\N{MINUS SIGN}"
LONGEST_NAME = 60
MOST_DECIMALS = 2


@cache
def _drawable() -> frozenset[str]:
    """The characters that the figures' font can draw."""
    from matplotlib.font_manager import findfont, get_font

    return frozenset(map(chr, get_font(findfont("DejaVu Sans")).get_charmap()))


def plain(text: str, longest: int = LONGEST_NAME) -> str:
    """`text` as words on one line, cut to `longest`, drawable in the figures' font."""
    line = " ".join(spaced(text).split())
    shown = "".join(c if c in _drawable() else "\ufffd" for c in line if c.isprintable())
    shown = shown or "(no name)"
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"


def arm_names(arms: Iterable[str]) -> dict[str, str]:
    """A readable name for every arm; names that would look alike get a number."""
    shown = {arm: plain(arm) for arm in arms}
    counts = Counter(shown.values())
    return {
        arm: name if counts[name] == 1 else f"{name} ({place})"
        for place, (arm, name) in enumerate(shown.items(), start=1)
    }


def decimals(value: float) -> int:
    """Decimals that show about two significant figures: 38, 1.9, 0.03, 0.004."""
    if not isfinite(value) or value == 0:
        return 1
    wanted = 1 - floor(log10(abs(value)))
    return min(max(wanted, 0), 2 if abs(value) >= 0.01 else 3)


def number(value: float, places: int | None = None, *, sign: bool = False) -> str:
    """A number with a true minus sign, thousands separated; `sign` shows the plus too."""
    if not isfinite(value):
        return "no data"
    places = decimals(value) if places is None else places
    text = f"{abs(value):,.{places}f}"
    if not any(digit in text for digit in "123456789"):
        return text
    return (MINUS if value < 0 else "+" if sign else "") + text


def mean_of_runs(runs: int) -> str:
    """Where a mean comes from: `mean of 20 runs`, `one run`."""
    return f"mean of {runs:,} runs" if runs > 1 else "one run"


def with_interval(found: Difference, unit: str = "") -> str:
    """A difference with its interval: `+1.9 points (1.8 to 2.0)`; about +1.9 without width."""
    half = (found.high - found.low) / 2
    places = decimals(found.mean)
    if found.has_interval and half > 1e-9:
        places = sure_decimals(half, MOST_DECIMALS)
    text = f"{number(found.mean, places, sign=True)} {unit}".rstrip()
    if not found.has_interval:
        return text
    low, high = number(found.low, places), number(found.high, places)
    return f"about {text}" if low == high else f"{text} ({low} to {high})"


def higher_or_lower(value: float) -> str:
    """The word for the sign of a difference."""
    return "higher" if value > 0 else "lower"


def same_as_baseline(tables: Tables, outcome: str, found: Difference) -> bool:
    """Whether a difference, in the unit of its outcome, is too small to matter: as everywhere."""
    declared = outcomes(())[outcome]
    return about_the_same(tables.scenario, declared, found)


def size(tables: Tables, outcome: str, arm: str) -> str:
    """How large a difference from the baseline is, with the digits that every table gives it."""
    scale = Scale.of(outcomes(())[outcome])
    return scale.size(difference(tables, outcome, arm))


def headline(
    tables: Tables, outcome: str, subject: str, verb: str, unit: str, factor: float = 1.0
) -> str:
    """The largest clear difference from the baseline as a sentence, never more than was found.

    `subject` and `verb` open it: "Trust ends", "Reporting is".
    """
    names = arm_names(tables.scenario.arms)
    baseline = names[tables.scenario.baseline]
    if not other_arms(tables):
        return f"{subject} under {baseline}"
    found = largest_difference(tables, outcome, factor)
    if found is None:
        return f"{subject}: no clear difference from {baseline}"
    if found.mean == 0:
        return f"{subject}: no difference from {baseline}"
    if same_as_baseline(tables, outcome, found.times(1.0 / factor)):
        return f"{subject} {verb} {SAME} under every arm"
    sentence = (
        f"{subject} {verb} {size(tables, outcome, found.arm)} {unit} {higher_or_lower(found.mean)} "
        f"under {names[found.arm]} than under {baseline}"
    )
    return sentence if found.has_interval else f"{sentence}, in one run"
