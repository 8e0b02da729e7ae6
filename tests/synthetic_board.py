"""Made-up readings of measures, and a scoreboard of them."""

from __future__ import annotations

from sim.evidence.estimators import Interval
from sim.evidence.patterns import Measure, patterns
from sim.evidence.scoreboard import Row, read
from sim.evidence.worlds.board import Board, Rest, Told


def middle_of(m: Measure) -> Interval:
    """An interval well inside the band of a measure."""
    low, high = m.band
    if low is None:
        middle = 0.5 if high is None else high - 1.0
    else:
        middle = low + 1.0 if high is None else (low + high) / 2.0
    return Interval(middle, middle - 1e-6, middle + 1e-6, 50)


def board() -> list[Row]:
    """A scoreboard on which one measure of P10 fails."""
    rows = []
    for pattern in patterns().values():
        intervals = {m.name: middle_of(m) for m in pattern.measures}
        if pattern.id == "P10":
            intervals["rest"] = Interval(-9.0, -9.5, -8.5, 50)
        rows.append(read(pattern, intervals))
    return rows


def priors(rest: Rest) -> tuple[Rest, Rest, float]:
    """Beside it the priors, whose bands are twice as wide and hold everything; met if asked."""
    wide = 0.5 * (rest.high - rest.low)
    return rest, Rest(rest.low - wide, rest.high + wide, True, 0.1), 0.8


OVER_WORLDS = Board(
    True,
    {
        "P04.ratio": Told(
            "left out", (True, True, False, True), *priors(Rest(0.5, 1.5, True, 0.5))
        ),
        "P10.change": Told(
            "left out", (True, False, False, False), *priors(Rest(-9.0, -4.0, False, 0.2))
        ),
        "P10.share_in_top": Told(
            "left out", (True, True, False, True), *priors(Rest(60.0, 90.0, True, 1.0))
        ),
        "P10.rest": Told("left out", (True, True, True, True), *priors(Rest(-2.0, 2.0, True, 0.9))),
        "P10.displaced": Told("by construction", (True, True, True, True)),
        "Q03.crime": Told("never asked", (False, False, False, True), Rest(-3.0, 1.0, False, 0.1)),
    },
)
"""What worlds could say of it."""
