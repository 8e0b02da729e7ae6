"""A study that is left out is predicted from the others, where they know anything of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from made_up_studies import NUMBERS, draw_with, line, study, target

from sim.evidence.patterns import patterns
from sim.evidence.worlds.left_out import Predicted, expected_by, goes_with, left_out, predictive

THREE = ("P01", "P02", "P03")
STUDIES = {each: study(each) for each in THREE}


def predicted(found: tuple[float, float, float], seed: int = 1) -> dict[str, Predicted]:
    """Three studies that measure the same number."""
    asked = [target(each, value, 0.05) for each, value in zip(THREE, found, strict=True)]
    emulators = {each.name: line(0, 1.0) for each in asked}
    rows = left_out(asked, emulators, STUDIES, draw_with(emulators, seed), seed)
    return {each.target.name[:3]: each for each in rows}


def test_studies_that_agree_predict_each_other() -> None:
    rows = predicted((0.4, 0.4, 0.4))
    assert [each.inside for each in rows.values()] == [True, True, True]
    assert all(0.2 < each.low < each.high < 0.6 for each in rows.values())


def test_a_study_that_contradicts_the_others_is_predicted_badly_when_it_is_left_out() -> None:
    rows = predicted((0.3, 0.3, 0.8))
    assert not rows["P03"].inside
    assert rows["P03"].high < 0.5


def test_a_study_of_something_else_says_nothing() -> None:
    """Its band is that of the priors, so that being inside is no merit of the other study."""
    asked = [target("P01", 0.2, 0.05), target("P02", 0.5, 0.05)]
    emulators = {"P01.it": line(0, 1.0), "P02.it": line(1, 1.0)}
    _, other = left_out(asked, emulators, STUDIES, draw_with(emulators, 2), 2)
    (prior,) = expected_by(np.random.default_rng(1).random((500, NUMBERS)), asked[1:], emulators, 2)
    assert other.inside
    assert other.high - other.low == pytest.approx(prior.high - prior.low, rel=0.2)


def test_planted_truths_and_studies_left_out_lie_in_nine_of_ten_intervals() -> None:
    """Fifty truths from the prior; what studies find of them is known to within their tolerance."""
    rng = np.random.default_rng(4)
    noise, held, covered = 0.1, [], []
    emulators = {f"{each}.it": line(at % 2, 1.0) for at, each in enumerate((*THREE, "P04"))}
    studies = {each: study(each) for each in (*THREE, "P04")}
    luck = float(np.hypot(noise, np.hypot(0.02, 0.02)))
    for repetition in range(50):
        truth = rng.random(NUMBERS)
        asked = [
            target(each, truth[at % 2] + luck * rng.standard_normal(), noise)
            for at, each in enumerate(studies)
        ]
        draw = draw_with(emulators, repetition)
        low, high = np.quantile(draw(asked), [0.05, 0.95], axis=0)
        held.append((low <= truth) & (truth <= high))
        rows = left_out(asked, emulators, studies, draw, repetition)
        covered.append([each.inside for each in rows])
    assert 0.82 <= float(np.mean(held)) <= 0.97
    assert 0.82 <= float(np.mean(covered)) <= 0.97


def test_the_band_holds_worlds_luck_and_tolerance() -> None:
    expected = 2.0 + 0.3 * np.random.default_rng(2).standard_normal(4000)
    row = predictive(target("P01", 2.0, 0.4), expected, 0.3, 0.4, 3)
    half = 1.645 * np.sqrt(0.3**2 + 0.4**2 + 0.5**2)
    assert (row.low, row.high) == pytest.approx((2.0 - half, 2.0 + half), abs=0.03)
    assert predictive(target("P01", 2.0, 0.4), expected, 0.3, 0.4, 3) == row  # the same seed


def test_a_tolerance_on_one_side_moves_only_that_end() -> None:
    uneven = replace(target("P01", 0.0, 0.1), tolerance=(1.0, 1e-9))  # may be found higher
    row = predictive(uneven, np.zeros(1000), 0.0, 0.0, 1)
    assert -1e-6 < row.low < 0.1
    assert row.high > 1.5


def test_at_least_is_predicted_where_the_band_reaches_it() -> None:
    above = replace(target("P01", 0.0, 0.1), low=3.0, high=np.inf, centre=np.nan)
    assert Predicted(above, 1.0, 3.2, 0.0).inside
    assert not Predicted(above, 1.0, 2.9, 0.0).inside


def test_with_a_study_goes_what_speaks_of_the_same_data() -> None:
    known = patterns()
    foot = goes_with("P10", known)
    assert {"P10.change", "P10.rest", "P23.crime"} <= foot
    assert "P23.trust" not in foot
    attitudes = goes_with("P21", known)
    assert {"P23.trust", "P22.solving", "P10.change"} <= attitudes
    assert "P22.later" not in attitudes
    assert attitudes == goes_with("P23", known)  # one study, two findings
    assert goes_with("P04", known) == {f"P04.{each.name}" for each in known["P04"].measures}
