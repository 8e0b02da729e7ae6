"""Numbers, units and names as a planner reads them, in plain ASCII."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.experiment.statistics import Estimate
    from sim.outcomes import Outcome

NOTHING = "-"


@dataclass(frozen=True)
class Scale:
    """How the values of one outcome are shown: times `factor`, with so many decimals.

    Shares are shown as per cent, their differences in percentage points.
    """

    factor: float
    level_unit: str
    difference_unit: str
    digits: int

    @classmethod
    def of(cls, outcome: Outcome) -> Scale:
        """The scale of an outcome, from its unit."""
        if outcome.unit == "share":
            return cls(100.0, "%", "percentage points", max(0, outcome.digits - 2))
        unit = outcome.unit.removesuffix(" (0-100)")
        return cls(1.0, outcome.unit, unit, outcome.digits)

    def level(self, value: float) -> str:
        """A value itself."""
        return number(self.factor * value, self.digits)

    def level_with_interval(self, found: Estimate) -> str:
        """A mean and its interval: 50.5 [50.3, 50.7]."""
        return with_interval(found, self.factor, self.digits)

    def difference_digits(
        self, found: Iterable[Estimate], figures: int = 1, ends: bool = True
    ) -> int:
        """Decimals that show so many figures of the smallest of the clear differences.

        At most two more than a level has: what is smaller than that is shown as zero. With `ends`,
        one more decimal may keep a clear interval from touching 0.0. What is not clear decides
        nothing.
        """
        clear = [each for each in found if each.clear]
        means = [abs(self.factor * each.mean) / 10 ** (figures - 1) for each in clear]
        near = [abs(self.factor * each.near) for each in clear if ends]
        return max(self._digits_for(means, most=2), self._digits_for(near, most=1))

    def _digits_for(self, sizes: Sequence[float], most: int) -> int:
        """Decimals at which the smallest size is not zero, at most so many more than usual."""
        smallest = min(sizes, default=math.inf)
        for digits in range(self.digits, self.digits + most):
            if smallest * 10**digits >= 0.95:
                return digits
        return self.digits + most if sizes else self.digits

    def change(self, found: Estimate, digits: int | None = None) -> str:
        """A difference without its interval, in brackets where it is not clear.

        A clear one shows at least one figure, another one the decimals of a level. The space
        after a clear one keeps figures below each other.
        """
        if digits is None:
            digits = self.difference_digits([found], ends=False)
        shown = number(self.factor * found.mean, digits, sign=True)
        return f"({shown})" if found.has_interval and not found.clear else f"{shown} "


def number(value: float, digits: int, sign: bool = False) -> str:
    """A number with its decimals; what rounds to zero has no sign, and no value is a dash."""
    if not math.isfinite(value):
        return NOTHING
    text = f"{value:+,.{digits}f}" if sign else f"{value:,.{digits}f}"
    return text if any(figure in text for figure in "123456789") else text.lstrip("+-")


def with_interval(found: Estimate, factor: float, digits: int, sign: bool = False) -> str:
    """A mean and its interval: +1.9 [+1.8, +2.0], or +1.9 [-] after a single replicate."""
    mean = number(factor * found.mean, digits, sign)
    if not math.isfinite(found.mean):
        return mean
    if not found.has_interval:
        return f"{mean} [{NOTHING}]"
    low = number(factor * found.low, digits, sign)
    return f"{mean} [{low}, {number(factor * found.high, digits, sign)}]"


def dollars(value: float) -> str:
    """An amount of dollars, with cents only where there are any: $50, -$3.60."""
    cents = 0 if abs(value - round(value)) < 0.005 else 2
    sign = "-" if round(value, 2) < 0 else ""
    return f"{sign}${abs(value):,.{cents}f}"


def two_figures(value: float) -> str:
    """A signed number with about two significant figures: +0.038."""
    if not math.isfinite(value) or value == 0:
        return number(value, 0)
    digits = min(6, max(0, 1 - math.floor(math.log10(abs(value)))))
    return number(value, digits, sign=True)


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
