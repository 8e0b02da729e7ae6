"""Numbers, units and names as a planner reads them, in plain ASCII."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from sim.common.estimate import Estimate

NOTHING = "-"
FIRST_OF_NUMBER = re.compile(r"(?<![\w.,)])-(?=[$\d])")

MATTERS = {
    "points": 0.1,
    "percentage points": 0.1,
    "per 1,000 residents a year": 0.1,  # one crime a year among 10,000 residents
}
"""The least difference that matters, by its unit; what is smaller is "about the same"."""
MATTERS_ELSE = 0.01
WIDE, LARGE = 3.0, 10.0
"""Half of an interval, and a mean, from which on tenths say nothing."""


class Measured(Protocol):
    """Something that is measured in a unit."""

    @property
    def unit(self) -> str:
        """Its unit; "share" is shown as per cent."""

    @property
    def digits(self) -> int:
        """Decimals with which its values are shown."""


@dataclass(frozen=True)
class Scale:
    """How the values of one outcome are shown: times `factor`, with so many decimals.

    Shares are shown as per cent, their differences in percentage points. A mean over replicates
    is shown up to the first figure that its interval leaves unsure. `matters` is the least
    difference that matters, in the unit of differences.
    """

    factor: float
    level_unit: str
    difference_unit: str
    digits: int
    matters: float

    @classmethod
    def of(cls, outcome: Measured) -> Scale:
        """The scale of an outcome, from its unit."""
        share = outcome.unit == "share"
        factor, unit = (100.0, "%") if share else (1.0, outcome.unit)
        digits = max(0, outcome.digits - 2) if share else outcome.digits
        change = "percentage points" if share else unit.removesuffix(" (0-100)")
        # What is counted in whole numbers has differences that matter in whole numbers only.
        matters = 1.0 if not share and digits == 0 else MATTERS.get(change, MATTERS_ELSE)
        return cls(factor, unit, change, digits, matters)

    def about_the_same(self, found: Estimate) -> bool:
        """Whether a difference is too small to matter; one that is not clear: its whole interval.

        Of crimes `sim.report.facts` decides, in whole numbers for the town.
        """
        return all(abs(self.factor * end) < self.matters for end in found.judged)

    def level(self, value: float) -> str:
        """A value itself."""
        return number(self.factor * value, self.digits)

    def level_with_interval(self, found: Estimate) -> str:
        """A mean and its interval: 50.5 [50.3, 50.7]."""
        return with_interval(found.times(self.factor), self._decimals(found, self.digits))

    def decimals(self, found: Estimate) -> int:
        """Decimals of a difference, up to the first figure that its interval leaves unsure.

        At most one more than what matters has. More where the interval would else touch zero
        though it does not hold it.
        """
        digits = self._decimals(found, self._most)
        if found.clear:
            near = self.factor * found.near
            tries = range(digits, digits + 3)
            digits = next((more for more in tries if not _is_zero(number(near, more))), digits)
        return digits

    def range(self, low: float, high: float, sign: bool = True) -> str:
        """A range of differences, which is no interval: +0.4 to +3.9."""
        digits = self._range_decimals(low, high)
        return " to ".join(number(self.factor * end, digits, sign) for end in (low, high))

    def _range_decimals(self, low: float, high: float) -> int:
        return sure_decimals(self.factor * (high - low) / 20, self._most)

    @property
    def _most(self) -> int:
        """Decimals of a difference beyond which nothing matters."""
        return 1 - math.floor(math.log10(self.matters))

    def _decimals(self, found: Estimate, most: int) -> int:
        half = self.factor * (found.high - found.low) / 2
        if not found.has_interval or half <= 1e-9:
            return self.digits
        small = half < WIDE and abs(self.factor * found.mean) < LARGE
        least = 1 if self.matters < 1.0 and small else 0
        return max(least, sure_decimals(half, most))

    def difference(self, found: Estimate) -> str:
        """A difference with its interval: +1.9 [+1.8, +2.0]; about +1.9 where it has no width."""
        return with_interval(found.times(self.factor), self.decimals(found), sign=True)

    def size(self, found: Estimate) -> str:
        """How large a difference is, without its sign: 1.9; about 1.9 where that is very sure."""
        text = number(abs(self.factor * found.mean), self.decimals(found))
        return text if self.ends(found) or not found.has_interval else f"about {text}"

    def ends(self, found: Estimate) -> str:
        """The interval of a difference, counted in its direction: 1.8 to 2.0; "" without width."""
        ends = sorted((found.low, found.high), key=abs if found.clear else None)
        low, high = (
            number(self.factor * (abs(end) if found.clear else end), self.decimals(found))
            for end in ends
        )
        return f"{low} to {high}" if found.has_interval and low != high else ""

    def change(self, found: Estimate, digits: int | None = None) -> str:
        """A difference without its interval, in brackets where it is not clear.

        The space after a clear one keeps figures below each other.
        """
        shown = number(
            self.factor * found.mean, self.decimals(found) if digits is None else digits, sign=True
        )
        return f"({shown})" if found.unsure else f"{shown} "


def sure_decimals(half: float, most: int) -> int:
    """Decimals up to the first figure that an interval of this half width leaves unsure."""
    return min(max(-math.floor(math.log10(half)), 0), most) if half > 0 else most


def two_figures(value: float) -> int:
    """Decimals that show about two significant figures: 38, 1.9, 0.030."""
    if not math.isfinite(value) or value == 0:
        return 0
    return min(6, max(0, 1 - math.floor(math.log10(abs(value)))))


def number(value: float, digits: int | None = None, sign: bool = False) -> str:
    """A number with its decimals, or else about two figures.

    What rounds to zero has no sign, and no value is a dash.
    """
    if not math.isfinite(value):
        return NOTHING
    digits = two_figures(value) if digits is None else digits
    text = f"{value:+,.{digits}f}" if sign else f"{value:,.{digits}f}"
    return text.lstrip("+-") if _is_zero(text) else text


def plain(value: float) -> str:
    """A number as a person writes it: 170,000, 0.31."""
    return f"{value:,.10g}"


def with_minus(text: str) -> str:
    """A text whose numbers have a true minus sign, for a page or a figure."""
    return FIRST_OF_NUMBER.sub("\N{MINUS SIGN}", text)


def _is_zero(text: str) -> bool:
    """Whether a number as it is shown is zero."""
    return not any(figure in "123456789" for figure in text)


def with_interval(found: Estimate, digits: int, sign: bool = False) -> str:
    """A mean and its interval: +1.9 [+1.8, +2.0], or +1.9 [-] after a single replicate.

    An interval without width at so many decimals is no interval: about +1.9.
    """
    mean, low, high = (number(value, digits, sign) for value in (found.mean, found.low, found.high))
    if not math.isfinite(found.mean):
        return mean
    if not found.has_interval:
        return f"{mean} [{NOTHING}]"
    if found.low == found.high == 0:
        return "0"
    return f"about {mean}" if low == high else f"{mean} [{low}, {high}]"


def dollars(value: float, figures: int | None = None) -> str:
    """An amount of dollars, with cents only where there are any: $50, -$3.60.

    Rounded to so many significant figures, where these are given.
    """
    value = value if figures is None else float(f"{value:.{figures}g}")
    cents = 0 if abs(value - round(value)) < 0.005 else 2
    sign = "-" if round(value, 2) < 0 else ""
    return f"{sign}${abs(value):,.{cents}f}"


def short_dollars(value: float) -> str:
    """A large amount as one says it: $2.1 million, $250,000."""
    if value >= 1e6:
        return f"${float(f'{value / 1e6:.3g}'):,.10g} million"
    return dollars(value, figures=3)


def spaced(name: str) -> str:
    """The name of an arm or a scenario as words."""
    return name.replace("_", " ").replace("-", " ")


def capital(text: str) -> str:
    """`text` with a capital first letter."""
    return text[:1].upper() + text[1:]


def inside(title: str) -> str:
    """A title as it stands inside a sentence."""
    return title[:1].lower() + title[1:]


def listed(words: Sequence[str]) -> str:
    """a; a and b; a, b and c."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def count(number: int, thing: str) -> str:
    """1 run, 2,000 runs."""
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def duration(seconds: float) -> str:
    """A time in the unit in which one speaks of it: 40 s, 12 min, 3.5 h, 2.1 days."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    for most, unit, name in ((5400, 60, "min"), (172_800, 3600, "h")):
        if seconds < most:
            size = seconds / unit
            return f"{size:.1f} {name}" if size < 9.95 and name == "h" else f"{size:.0f} {name}"
    return f"{seconds / 86_400:.1f} days"


def megabytes(size: float) -> str:
    """A size on disk: 0.3 MB, 12 MB, 1.4 GB."""
    size /= 1e6
    if size < 0.1:
        return "less than 0.1 MB"
    if size >= 1000:
        return f"{size / 1000:.1f} GB"
    return f"{size:.1f} MB" if size < 10 else f"{size:.0f} MB"
