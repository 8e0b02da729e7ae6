"""Verdicts, and the findings as data."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from synthetic_board import middle_of

from sim.evidence import stored
from sim.evidence.estimators import Interval
from sim.evidence.patterns import KINDS, Measure, Published, patterns
from sim.evidence.scoreboard import DIRECTION_ONLY, NOT_REPRODUCED, REPRODUCED, judge, read
from sim.model.numbers import every_parameter

IDS = [
    *("P01", "P02", "P04", "P06", "P07", "P08", "P10", "P12"),
    *("P13", "P14", "P15", "P16", "P17", "P19", "P20", "R1", "R2"),
    *("P21", "P22", "P23", "P24", "P25", "P26"),
    *(f"Q{number:02d}" for number in range(1, 14)),
]


def measure(**settings: object) -> Measure:
    """A measure with a band from -25 to -5 per cent unless told otherwise."""
    usual = {
        "name": "crime",
        "words": "true crime",
        "unit": "%",
        "published": Published(verified="judgement", source="made up"),
        "band": (-25.0, -5.0),
        "direction": "down",
        "kind": "predicted",
    }
    return Measure.model_validate({**usual, **settings})


def test_an_effect_is_reproduced_when_the_estimate_lies_in_the_band() -> None:
    assert judge(measure(), Interval(-10.0, -30.0, -1.0, 5)) == REPRODUCED
    assert judge(measure(), Interval(-10.0, -30.0, 10.0, 5)) == NOT_REPRODUCED  # may be none
    assert judge(measure(), Interval(-4.0, -4.5, -3.5, 5)) == DIRECTION_ONLY
    assert judge(measure(), Interval(-4.0, -9.0, 1.0, 5)) == NOT_REPRODUCED  # sign not clear
    assert judge(measure(), Interval(4.0, 3.0, 5.0, 5)) == NOT_REPRODUCED


def test_no_effect_is_reproduced_only_when_the_whole_interval_lies_in_the_band() -> None:
    null = measure(band=(-0.1, 0.1), judged="interval", direction="none")
    assert judge(null, Interval(0.05, 0.0, 0.09, 50)) == REPRODUCED
    assert judge(null, Interval(0.05, -0.02, 0.12, 50)) == DIRECTION_ONLY
    assert judge(null, Interval(0.11, 0.09, 0.13, 50)) == NOT_REPRODUCED
    assert judge(null, Interval(0.05, float("nan"), float("nan"), 1)) == DIRECTION_ONLY


def test_odds_ratios_point_up_when_they_exceed_one() -> None:
    odds = measure(unit="odds ratio", band=(1.1, 1.7), direction="up", neutral=1.0)
    assert judge(odds, Interval(1.05, 1.02, 1.08, 50)) == DIRECTION_ONLY
    assert judge(odds, Interval(0.9, 0.8, 1.0, 50)) == NOT_REPRODUCED


def test_a_level_has_no_direction_to_be_right_in() -> None:
    level = measure(band=(40.0, 51.0), direction="none")
    assert judge(level, Interval(45.0, 39.0, 52.0, 50)) == REPRODUCED
    assert judge(level, Interval(95.0, 94.0, 96.0, 50)) == NOT_REPRODUCED


def test_a_one_sided_finding_needs_its_sign() -> None:
    fewer = measure(band=(None, 0.0), judged="interval", direction="down")
    assert judge(fewer, Interval(-1.0, -2.0, -0.5, 50)) == REPRODUCED
    assert judge(fewer, Interval(-1.0, -3.0, 1.0, 50)) == NOT_REPRODUCED


def test_what_is_only_shown_has_no_verdict_and_what_is_not_known_is_not_reproduced() -> None:
    assert judge(measure(judged="shown"), Interval(0.0, 0.0, 0.0, 5)) is None
    nothing = Interval(float("nan"), float("nan"), float("nan"), 0)
    assert judge(measure(), nothing) == NOT_REPRODUCED


def test_a_pattern_is_as_good_as_its_worst_measure_and_as_free_as_its_least_free() -> None:
    pattern = patterns()["P08"]
    inside = {m.name: middle_of(m) for m in pattern.measures}
    assert read(pattern, inside).verdict == REPRODUCED
    spoiled = next(m for m in pattern.measures if m.judged != "shown")
    outside = {**inside, spoiled.name: Interval(1e6, 1e6, 1e6, 50)}
    assert read(pattern, outside).verdict in (DIRECTION_ONLY, NOT_REPRODUCED)
    kinds = [KINDS.index(m.kind) for m in pattern.measures if m.judged != "shown"]
    assert KINDS.index(pattern.kind) == min(kinds)


def test_all_patterns_and_both_rules_are_there_each_with_a_leading_measure() -> None:
    assert list(patterns()) == IDS
    for pattern in patterns().values():
        leading = pattern.measure(pattern.leading)
        assert leading.judged != "shown"
        told = pattern.use != "pre-registered"
        assert (pattern.control is not None) == told
        if pattern.control:
            assert pattern.measure(pattern.control.fails).judged != "shown"
        names = [each.name for each in pattern.measures]
        assert len(names) == len(set(names))


def test_what_is_pre_registered_says_what_was_read_and_no_number_was_set_on_it() -> None:
    asked = [each for each in patterns().values() if each.use == "pre-registered"]
    assert len(asked) >= 10
    for pattern in asked:
        assert pattern.read, pattern.id
        assert {each.kind for each in pattern.measures} == {"pre-registered"}
        assert not any(each.set_by for each in pattern.measures)
    used = " ".join(f"{each.status} {each.source}" for _, each in every_parameter())
    assert not re.search(r"\bQ\d\d\b", used)


def test_a_number_set_on_a_pattern_is_named_by_it_and_the_other_way_round() -> None:
    known = dict(every_parameter())
    said = {
        (identity, name)
        for name, number in known.items()
        if number.status.startswith("set on")
        for identity in re.findall(r"[PR]\d+", number.status)
    }
    shown = {
        (pattern.id, name)
        for pattern in patterns().values()
        for each in pattern.measures
        if each.judged != "shown"
        for name in each.set_by
        if name in known and known[name].status.startswith("set on")
    }
    assert said == shown


def test_what_a_number_was_set_on_is_no_prediction() -> None:
    for pattern in patterns().values():
        for each in pattern.measures:
            if each.set_by:
                assert each.kind != "predicted", (pattern.id, each.name)
            if each.kind == "set":
                assert each.set_by, (pattern.id, each.name)


def test_bands_are_in_order_and_a_null_has_both_ends() -> None:
    for pattern in patterns().values():
        for each in pattern.measures:
            low, high = each.band
            assert low is None or high is None or low < high
            if each.judged == "interval" and each.direction == "none":
                assert low is not None or high is not None


def test_the_stored_scoreboard_belongs_to_this_version_of_the_model() -> None:
    assert stored.is_current(), "make evidence"
    assert [row["id"] for row in stored.kept()["full"]] == IDS


def test_a_lower_verdict_than_stored_is_noticed_and_not_kept_without_a_reason(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    pattern = patterns()["P12"]
    good = {m.name: middle_of(m) for m in pattern.measures}
    worse = {**good, "passive": Interval(1e6, 1e6, 1e6, 50)}  # not the leading measure
    monkeypatch.setattr(stored, "KEPT", tmp_path / "scoreboard.json")
    board = [read(pattern, good)]
    stored.keep(board, board, (50, 6), "")
    assert not stored.lowered(board, "quick")
    lower = [read(pattern, worse)]
    assert [line.split(",")[0] for line in stored.lowered(lower, "quick")] == ["P12"]
    before = stored.KEPT.read_bytes()
    with pytest.raises(stored.Lowered, match="nobody watches"):
        stored.keep(lower, lower, (50, 6), "")
    assert stored.KEPT.read_bytes() == before
    stored.keep(lower, lower, (50, 6), "a better mechanism")
    assert stored.kept()["lowered"]["why"] == "a better mechanism"
    stored.keep(board, board, (50, 6), "")  # better again: no reason asked
