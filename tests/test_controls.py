"""A model without the mechanism must not reproduce the finding; nor may an inert one."""

from __future__ import annotations

import pytest

from sim.evidence.estimators import Interval
from sim.evidence.patterns import patterns
from sim.evidence.scoreboard import NOT_REPRODUCED, REPRODUCED, Row, judge
from sim.evidence.stored import kept
from sim.evidence.validate import validate

TOWNS = 3
UNHEARD = {
    "community": {
        "groups": {
            "majority": {
                "share": 0.7,
                "trust": 55,
                "hears_local_news": 0,
                "hears_national_news": 0,
            },
            "minority": {
                "share": 0.3,
                "trust": 40,
                "hears_local_news": 0,
                "hears_national_news": 0,
            },
        }
    }
}


def stored_verdict(identity: str, name: str) -> str | None:
    """Verdict on the saved scoreboard, which belongs to this model (tests/test_scoreboard.py)."""
    rows = {row["id"]: row for row in kept()["full"]}
    verdicts = {each["name"]: each["verdict"] for each in rows[identity]["measures"]}
    return verdicts[name]


def row_of(identity: str, changes: dict[str, object], towns: int = TOWNS) -> Row:
    """One pattern in a few towns of a changed model."""
    return validate([patterns()[identity]], towns, workers=2, changes=changes).rows()[0]


def judged_by_the_mean(row: Row, name: str) -> str | None:
    """Verdict as if chance between the few towns did not count."""
    reading = row.reading(name)
    mean = reading.interval.mean
    return judge(reading.measure, Interval(mean, mean, mean, TOWNS))


@pytest.mark.parametrize(
    "identity", [pattern.id for pattern in patterns().values() if pattern.control]
)
def test_with_the_mechanism_switched_off_the_finding_is_not_reproduced(identity: str) -> None:
    control = patterns()[identity].control
    assert control is not None
    without = judged_by_the_mean(row_of(identity, control.changes), control.fails)
    assert without != REPRODUCED
    if stored_verdict(identity, control.fails) != REPRODUCED:
        assert patterns()[identity].shortfall, "what is not reproduced says why"


def test_a_model_that_no_news_can_shake_fails_the_scandals() -> None:
    row = row_of("P17", UNHEARD, towns=2)
    assert row.verdict == NOT_REPRODUCED
    assert row.reading("difference").interval.mean == 0.0


def test_a_model_in_which_nobody_has_a_view_of_their_own_fails_inertia() -> None:
    without = {
        "assumptions": {
            "fading.kept": 0.9999,
            "fading.anchor": 1e6,
            "moving.yearly": 0.0,
            "contact.expectation": 0.6,
        }
    }
    with_anchors = {"assumptions": {"contact.expectation": 0.6}}
    assert row_of("P19", without, towns=2).verdict != REPRODUCED
    assert row_of("P19", with_anchors, towns=2).reading("year").interval.mean < 2.0
