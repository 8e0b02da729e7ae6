"""On which number an answer turns, and where; nothing is said where chance would say as much."""

from __future__ import annotations

import re

import numpy as np
import pytest
from stand_in_worlds import NAMES, nothing, stand_in
from synthetic_comparison import changed, synthetic_comparison

from sim.model import worlds
from sim.model.state import Floats
from sim.model.version import core_version
from sim.model.worlds import Worlds, keep, row_of
from sim.report.what_would_change import (
    NOTHING_STANDS_OUT,
    TOO_FEW,
    what_would_change_our_mind,
    what_would_change_text,
)
from sim.study.answers import answers_of
from sim.study.runs import Run
from sim.study.what_would_change import what_would_change


def a_threshold(numbers: Floats) -> Floats:
    """One point ahead above .3 of the fourth number, half a point behind below it."""
    return np.where(numbers[:, 3] > 0.3, 1.0, -0.5)


def test_a_planted_threshold_is_found_where_it_is() -> None:
    found = what_would_change(stand_in(a_threshold, 0.5), "trust", "visits")
    assert found[0].name == NAMES[3]
    assert found[0].which
    assert found[0].threshold == pytest.approx(0.3, abs=0.03)
    assert found[0].below.ahead < 0.3 < 0.9 < found[0].above.ahead


def test_what_is_told_of_a_threshold_can_be_counted_again() -> None:
    answers = stand_in(a_threshold, 0.5)
    turn = what_would_change(answers, "trust", "visits")[0]
    below = answers.numbers[:, 3] < turn.threshold
    assert turn.below.worlds == below.sum()
    assert turn.below.worlds + turn.above.worlds == len(answers)
    assert turn.above.ahead == float((answers.differences["trust"][~below] > 0.0).mean())
    assert turn.below.mean == pytest.approx(float(answers.differences["trust"][below].mean()))


def test_two_planted_numbers_are_both_found_the_stronger_first() -> None:
    answers = stand_in(
        lambda numbers: 2.0 * (numbers[:, 10] > 0.5) + 1.0 * (numbers[:, 20] > 0.4) - 2.3, 0.4
    )
    assert [turn.name for turn in what_would_change(answers, "trust", "visits")][:2] == [
        NAMES[10],
        NAMES[20],
    ]


def test_of_pure_noise_hardly_anything_stands_out() -> None:
    """One of twenty would by chance; of thirty made-up answers at most five do."""
    said = [
        bool(what_would_change(stand_in(nothing, 1.0, 80, seed), "trust", "visits"))
        for seed in range(30)
    ]
    assert sum(said) <= 5
    quiet = said.index(False)
    text = what_would_change_text(stand_in(nothing, 1.0, 80, quiet), "trust", "visits", "stops")
    assert NOTHING_STANDS_OUT in text


def test_where_one_arm_is_always_ahead_it_is_told_how_far_depends() -> None:
    answers = stand_in(lambda numbers: a_threshold(numbers) + 5.0, 0.5)
    turn = what_would_change(answers, "trust", "visits")[0]
    assert turn.name == NAMES[3]
    assert not turn.which
    assert turn.below.ahead == turn.above.ahead == 1.0
    text = what_would_change_text(answers, "trust", "visits", "stops")
    assert text.startswith("How far")
    assert f"Below {turn.threshold} the mean difference is" in text
    assert "+4.5 points" in text


def test_few_worlds_say_nothing() -> None:
    answers = stand_in(a_threshold, 0.0, worlds=39)
    assert what_would_change(answers, "trust", "visits") == []
    assert what_would_change_text(answers, "trust", "visits", "stops") == TOO_FEW


def test_no_sentence_has_more_than_two_numbers_and_names_are_told() -> None:
    text = what_would_change_text(stand_in(a_threshold, 0.5), "trust", "visits", "stops")
    assert f"({NAMES[3]})" in text
    for sentence in re.split(r"(?<=\.) ", text):
        assert len(re.findall(r"\d[\d.,%]*", sentence)) <= 2, sentence


def test_less_crime_is_ahead() -> None:
    answers = stand_in(lambda numbers: np.where(numbers[:, 3] > 0.3, -9.0, 9.0), 1.0)
    vars(answers)["differences"] = {"true_crime": answers.differences["trust"]}
    turn = what_would_change(answers, "true_crime", "visits")[0]
    assert (turn.below.ahead, turn.above.ahead) == (0.0, 1.0)


def test_results_of_a_comparison_are_read_world_by_world(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Runs are changed so that engagement leads where its world's number is high, and nowhere else.

    A number that the scenario sets itself is none that it can turn on.
    """
    path = tmp_path / "worlds.parquet"
    values = np.random.default_rng(5).random((300, 3))
    keep(Worlds((*NAMES[:2], "contact.gain"), values, 0, core_version()), path)
    monkeypatch.setattr(worlds, "WORLDS", path)
    comparison = synthetic_comparison(replicates=100, days=60)
    scenario = comparison.scenario.model_copy(
        update={"worlds": "many", "assumptions": {"contact.gain": 0.2}}
    )
    vars(comparison)["scenario"] = scenario
    rows = [row_of(replicate, scenario.seed, 300) for replicate in range(1, 101)]

    def lived(run: Run) -> Run:
        ahead = 3.0 if values[rows[run.replicate - 1], 1] > 0.4 else -3.0
        trust = 50.0 + (ahead if run.arm == "engagement" else 0.0)
        return Run(**{**vars(run), "outcomes": run.outcomes | {"trust": trust}})

    found = changed(comparison, lived)
    turns = what_would_change(found, "trust", "engagement")
    assert [turn.name for turn in turns] == [NAMES[1]]
    assert turns[0].threshold == pytest.approx(0.4, abs=0.03)
    doubts = what_would_change_our_mind(found)
    assert doubts is not None
    (doubt,) = doubts.turns
    assert doubt.name == NAMES[1]
    told = " ".join([doubts.between, doubt.assumption, doubt.below, doubt.above])
    assert NAMES[1] not in told
    assert doubt.above == "above: engagement (almost sure)"
    assert doubt.below.endswith(": business as usual (almost sure)")
    assert "contact.gain" not in answers_of(found, "engagement").names
    with pytest.raises(ValueError, match="do not live in worlds"):
        answers_of(synthetic_comparison(replicates=2), "engagement")
