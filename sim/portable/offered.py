"""What the module offers: rules that a host may call, by the name under which it finds them."""

from __future__ import annotations

from typing import Any

from sim.compiled.rules import Rule
from sim.model.building.town import build, first_ties
from sim.model.day import days_of
from sim.model.day_zero import make_today_the_usual
from sim.model.measured import measure, measure_series
from sim.model.places import add_up, lay_news, lay_out, lay_usual
from sim.model.processes.contact import fade_share
from sim.model.processes.hours import hours_of_day
from sim.model.processes.records import take_record
from sim.model.roots import readiness_for, threshold_for
from sim.model.sizes import set_sizes
from sim.model.start import start_of
from sim.model.summary import sum_up
from sim.study.splits import split_of
from sim.study.spread import quantile, spread
from sim.study.student import student_quantile
from sim.study.watched.evenings import apart, evening
from sim.study.watched.happenings import look_at_all
from sim.study.watched.watching import watched_day

BY_THEIR_NAMES: tuple[Rule[..., Any], ...] = (
    set_sizes, build, first_ties, lay_usual, lay_out, lay_news, add_up, make_today_the_usual,
    take_record, measure, measure_series, sum_up,
    start_of, threshold_for, readiness_for, hours_of_day,
    spread, quantile, student_quantile, split_of,
    look_at_all, evening, apart, fade_share,
)  # fmt: skip
"""Towns and what is measured in them; what a scenario comes to; what runs come to; what a
lesson records of a town."""


def offered() -> dict[str, Rule[..., Any]]:
    """Name to rule."""
    return {
        **{each.plain.__name__: each for each in BY_THEIR_NAMES},
        "live": days_of(),
        "live_watched": watched_day(),
    }
