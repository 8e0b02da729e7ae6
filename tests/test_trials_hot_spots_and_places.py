"""What trials at hot spots, of judged contacts and of places measure, on answers known before."""

from __future__ import annotations

import numpy as np
import pytest

from sim.evidence.estimators import Ratio
from sim.evidence.trials import attitudes_at_hot_spots, directed_patrol, judged_contact
from sim.evidence.trials.attitudes_at_hot_spots import shift
from sim.evidence.trials.where_crime_is import gini, knox, top_fifth

SMALL = {"community": {"residents": 1500}, "burn_in_days": 30}


def number(value: object) -> float:
    """A measure of one replicate as a number."""
    return value.above / value.below if isinstance(value, Ratio) else float(value)  # type: ignore[arg-type]


def test_a_shift_of_the_treated_alone_is_read_in_standard_deviations_before() -> None:
    before = np.array([0.0, 1.0, 0.0, 1.0])  # a standard deviation of one half
    after = before + np.array([0.3, 0.3, 0.1, 0.1])
    treated, control = np.array([0, 1]), np.array([2, 3])
    assert shift(after, before, before, (treated, control)) == pytest.approx(0.2 / 0.5)


def test_where_seeing_police_means_nothing_foot_patrol_moves_trust_by_meetings_alone() -> None:
    blind = {**SMALL, "assumptions": {"visibility.weight": 0, "foot_patrol.greeted": 0}}
    found = attitudes_at_hot_spots.trial(1, blind)
    assert abs(number(found["P21.foot"])) < 0.02
    assert abs(number(found["P23.trust"])) < 0.02
    seen = attitudes_at_hot_spots.trial(1, SMALL)
    assert number(seen["P23.trust"]) > number(seen["P21.foot"]) > 0.05


def test_what_directed_patrol_does_is_read_while_it_lasts_and_after_it() -> None:
    found = directed_patrol.trial(1, SMALL)
    assert number(found["P22.end"]) > 0.05
    assert abs(number(found["P22.later"])) < number(found["P22.end"])
    disliked = {**SMALL, "assumptions": {"visibility.level": -0.5}}
    assert number(directed_patrol.trial(1, disliked)["P22.end"]) < 0.0


def test_a_survey_takes_the_colour_of_trust_for_an_effect_of_bad_contacts() -> None:
    coloured = {**SMALL, "assumptions": {"contact.colour": 0.6, "contact.gain": 0}}
    found = judged_contact.trial(1, coloured)
    assert number(found["P24.bad"]) < -5.0  # though no contact moves anybody's trust


def test_inequality_of_places_is_that_of_their_crimes() -> None:
    assert top_fifth(np.array([6.0, 1.0, 1.0, 1.0, 1.0])) == pytest.approx(0.6)
    assert gini(np.ones(10)) == pytest.approx(0.0, abs=1e-12)
    assert gini(np.array([0.0] * 9 + [1.0])) == pytest.approx(0.9)


def test_burglaries_that_follow_one_another_are_told_from_those_at_the_same_places() -> None:
    luck = np.random.default_rng(1)
    x, y = luck.integers(0, 4, (2, 400)).astype(float) * 10.0  # sixteen places far apart
    alone = knox(x, y, luck.integers(0, 700, 400).astype(float))
    assert number(alone) == pytest.approx(1.0, abs=0.1)
    day = luck.integers(0, 700, 200).astype(float)
    follows = knox(np.tile(x[:200], 2), np.tile(y[:200], 2), np.concatenate([day, day + 3.0]))
    assert number(follows) > 1.5
