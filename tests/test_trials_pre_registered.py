"""The trials of the pre-registered findings read what they are meant to read, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from sim.evidence.estimators import over_replicates
from sim.evidence.patterns import patterns
from sim.evidence.validate import Values, run_trial
from sim.evidence.worlds.targets import number_of

TRIALS = sorted({each.trial for each in patterns().values() if each.use == "pre-registered"})
NO_PRESENCE = {
    "crime.presence": 0.0,
    "crime.staffing_violent": 0.0,
    "crime.staffing_property": 0.0,
    "crime.stops": 0.0,
    "crime.conduct": 0.0,
}
NO_TRUST_MOVES = {"contact.gain": 0.0, "visibility.weight": 0.0}


def trial(name: str, **assumptions: float) -> Values:
    changes = {key.replace("__", "."): value for key, value in assumptions.items()}
    return run_trial(name, 1, {"assumptions": changes})


@pytest.mark.parametrize("name", TRIALS)
def test_every_measure_of_a_finding_gets_a_value(name: str) -> None:
    asked = {
        f"{pattern.id}.{measure.name}"
        for pattern in patterns().values()
        if pattern.trial == name
        for measure in pattern.measures
    }
    found = trial(name)
    assert set(found) == asked
    assert all(number_of(value) == number_of(value) for value in found.values())


@pytest.mark.parametrize(
    ("name", "measure", "off"),
    [
        ("routine_patrol", "Q01.crime_more", NO_PRESENCE),
        ("routine_patrol", "Q01.trust_none", NO_TRUST_MOVES),
        ("guarded_blocks", "Q02.own", NO_PRESENCE),
        ("days_of_alert", "Q03.crime", NO_PRESENCE),
        ("twenty_minutes", "Q04.crime", {**NO_PRESENCE, **NO_TRUST_MOVES}),
        ("patrol_at_hot_spots", "Q05.crime", {**NO_PRESENCE, **NO_TRUST_MOVES}),
        ("layoffs", "Q06.rise", NO_PRESENCE),
        ("a_year_of_contacts", "Q10.any", NO_TRUST_MOVES),
        ("order_maintenance", "Q11.trust", NO_TRUST_MOVES),
    ],
)
def test_where_the_mechanism_is_off_a_trial_reads_next_to_nothing(
    name: str, measure: str, off: Mapping[str, float]
) -> None:
    usual, without = number_of(trial(name)[measure]), number_of(trial(name, **off)[measure])
    assert abs(without) < 0.3 * abs(usual)


def test_people_whom_police_meet_often_are_seen_as_such() -> None:
    usual, often = trial("contacts_gather"), trial("contacts_gather", calls__accidents=0.6)
    assert number_of(often["Q07.more"]) > number_of(usual["Q07.more"]) + 0.1
    assert number_of(often["Q07.mean"]) > number_of(usual["Q07.mean"])


def test_a_memory_of_places_makes_the_first_month_stand_out() -> None:
    changes = {"assumptions": {"crime.repeats": 3.0, "crime.repeat_memory": 10.0}}
    towns = [run_trial("burgled_again", town, changes) for town in range(1, 7)]
    month, later = (
        over_replicates([town[f"Q08.{name}"] for town in towns]).mean for name in ("month", "later")
    )
    assert month > 1.3 * later
    flat = trial(
        "burgled_again", crime__concentration=0.0, crime__minority_tilt=0.0, crime__repeats=0.0
    )
    assert number_of(flat["Q08.year"]) == pytest.approx(1.0, abs=0.25)


def test_people_who_were_stopped_differ_only_as_far_as_stops_move_trust_or_choose_them() -> None:
    usual = trial("stopped_or_not")
    hard = trial("stopped_or_not", stops__unfounded=0.2, stops__search_quality=0.2)
    assert number_of(hard["Q13.within"]) < number_of(usual["Q13.within"])


def test_answers_agree_more_where_nothing_moves_trust() -> None:
    usual = trial("trust_over_years")
    still = trial("trust_over_years", contact__gain=0.0, visibility__weight=0.0)
    assert number_of(still["Q12.next"]) > number_of(usual["Q12.next"])


def test_readiness_to_report_differs_by_contact_only_through_trust() -> None:
    without = trial("a_year_of_contacts", reporting__threshold=-10.0)
    assert abs(number_of(without["Q09.any"])) < 1e-6
