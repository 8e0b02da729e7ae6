"""Calibration: base rates are met by the declared values, and solved from others."""

from __future__ import annotations

import numpy as np
import pytest

from sim.evidence.calibrate import (
    TARGETS,
    base_rates_at,
    calibrate,
    changes_for,
    defaults,
    moved,
    shifted,
)
from sim.evidence.estimators import over_replicates
from sim.model.numbers import every_parameter
from sim.model.scenario.community import usual_groups
from sim.model.scenario.scenario import Scenario


def test_the_declared_values_meet_their_base_rates_within_chance() -> None:
    rates = base_rates_at(TARGETS, defaults(TARGETS), towns=6)
    for target, values in zip(TARGETS, rates, strict=True):
        found = over_replicates(values)
        room = max(2.0 * (found.high - found.low), 0.01 * target.value)  # chance in both fits
        assert abs(found.mean - target.value) < room, (target.unknown, found)


def test_calibration_finds_its_way_back_from_a_wrong_value() -> None:
    wanted = [target for target in TARGETS if target.unknown == "response.cleared_violent"]
    (declared,) = defaults(wanted).values()
    start = {"response.cleared_violent": declared + 0.5}
    found = calibrate(wanted, towns=2, start=start)
    assert found.values["response.cleared_violent"] == pytest.approx(declared, abs=0.02)
    assert calibrate(wanted, towns=2, start=start) == found  # the same towns at every step


def test_every_calibrated_number_is_one_that_base_rates_may_decide() -> None:
    known = dict(every_parameter())
    for target in TARGETS:
        first, _ = target.unknown.split(".")
        if first not in usual_groups():
            assert known[target.unknown].status.startswith("calibrated on"), target.unknown
    solved = {target.unknown for target in TARGETS}
    for name, number in known.items():
        if number.status.startswith("calibrated on"):
            assert name in solved, name


def test_what_is_carried_moves_in_proportion() -> None:
    force = [target for target in TARGETS if target.unknown == "minority.force_at_stops"]
    start = defaults(force)
    after = moved(force, start, np.array([0.5]))
    ratio = after["minority.force_at_stops"] / start["minority.force_at_stops"]
    assert after["minority.force_at_calls"] / start["minority.force_at_calls"] == pytest.approx(
        ratio
    )
    assert ratio > 1.0


def test_unknowns_move_on_their_own_scale() -> None:
    assert shifted(0.5, 0.0, "log odds") == 0.5
    assert 0.99 < shifted(0.5, 10.0, "log odds") < 1.0
    assert shifted(2.0, 1.0, "plain") == 3.0
    assert shifted(2.0, -100.0, "log") > 0.0


def test_the_values_are_a_piece_of_a_scenario() -> None:
    changes = changes_for(defaults(TARGETS))
    Scenario.model_validate({"name": "calibrated", "arms": {"business_as_usual": {}}, **changes})
