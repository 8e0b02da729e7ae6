"""Claims about the trials of stops, staff, base rates, reporting, scandals and inertia.

Their estimators on made-up data with a known answer, their designs in tiny towns.
"""

from __future__ import annotations

import numpy as np
import pytest

from sim.evidence.estimators import Ratio
from sim.evidence.trials import (
    base_rates,
    inertia,
    scandals,
    staffing,
    stops_fair_and_unfair,
    true_and_recorded,
    trust_and_reporting,
)
from sim.evidence.trials.town import Crimes, merged, town_for
from sim.model.numbers import every_parameter
from sim.model.processes.calls import CALLS_FOR_HELP
from sim.model.processes.contact import FORCE
from sim.model.processes.crime import CRIMES_EXPECTED, REPORTED_EXPECTED
from sim.model.processes.stops import STOPS
from sim.model.registers import COUNTS

TINY = {"community": {"residents": 400}, "burn_in_days": 30}


def test_prevented_crime_is_told_from_a_fall_that_controls_share() -> None:
    usual = Crimes(np.full((4, 4), 10.0), np.zeros((4, 4)))
    fewer = np.full((4, 4), 9.5)  # a twentieth less everywhere,
    fewer[:2] *= 0.9  # and a tenth less on top where treated
    found = stops_fair_and_unfair.against_controls(
        Crimes(fewer, fewer), usual, np.array([0, 1]), np.array([2, 3])
    )
    assert found == pytest.approx(-10.0)


def test_the_stop_programme_brings_about_one_stop_a_resident_in_a_year() -> None:
    stops_an_hour = dict(every_parameter())["stops.per_hour"].default
    people = stops_fair_and_unfair.CELLS / 2 * 25
    stops = stops_fair_and_unfair.HOURS * stops_fair_and_unfair.DAYS * stops_an_hour
    assert 0.8 < stops / people < 1.2


def test_where_nobody_learns_from_contacts_unfair_stops_cost_no_trust() -> None:
    deaf = merged(TINY, {"assumptions": {"contact.gain": 0.0}})
    assert stops_fair_and_unfair.trial(1, deaf)["P13.stopped_unfair"] == 0.0
    usual = stops_fair_and_unfair.trial(1, TINY)["P13.stopped_unfair"]
    assert usual < 0.0


@pytest.mark.parametrize("staff", staffing.STAFF)
def test_a_department_works_as_many_hours_as_it_has_staff(staff: float) -> None:
    start = town_for(1, 10, TINY, community={"residents": 2000})
    usual, town = start.fork().advance(1), start.fork()
    staffing.employ(town, staff)
    town.advance(1)
    hours = [each.town.officers.hours.sum() for each in (town, usual)]
    assert hours[0] / hours[1] == pytest.approx(staff)


def test_the_gap_in_reporting_is_minority_less_majority() -> None:
    books = np.zeros((len(COUNTS), 2))
    books[CRIMES_EXPECTED:][:4] = 10.0
    books[REPORTED_EXPECTED:][:4] = [5.0, 4.0]
    found = base_rates.reporting(books)
    assert found["P15.gap"] == pytest.approx(-10.0)
    assert found["P15.property"] == Ratio(100.0 * 27.0, 60.0)


def test_force_is_compared_between_groups_contact_by_contact() -> None:
    books = np.zeros((len(COUNTS), 2))
    books[STOPS] = [100.0, 50.0]
    books[CALLS_FOR_HELP] = [300.0, 50.0]
    books[FORCE] = [4.0, 3.0]  # 1% and 3% of their contacts
    ratio = base_rates.contacts(books, 1000.0)["P20.force_ratio"]
    assert isinstance(ratio, Ratio)
    assert ratio.above / ratio.below == pytest.approx(3.0)


def test_planted_weights_of_seriousness_and_trust_are_found() -> None:
    draw = np.random.default_rng(1)
    serious, trust = draw.standard_normal(20_000), draw.uniform(0.0, 1.0, 20_000)
    of_type = draw.choice([-1.0, 0.0, 1.0], 20_000)
    log_odds = 1.0 * serious + 0.3 * (trust - 0.5) / trust.std() + of_type
    reported = draw.random(20_000) < 1.0 / (1.0 + np.exp(-log_odds))
    victims = np.column_stack([reported.astype(float), serious, trust, of_type])
    by_severity, by_trust = trust_and_reporting.weights_of(victims)
    assert by_severity == pytest.approx(1.0, abs=0.08)
    assert by_trust == pytest.approx(0.3, abs=0.06)


def test_the_seriousness_surveyed_is_the_one_by_which_the_victim_decided() -> None:
    """With steep seriousness and no doubt, those above the middle report and no others."""
    types = ("violent", "burglary", "vehicle_theft", "other_theft")
    sharp = {f"victim.serious_{name}": 0.0 for name in types}
    sharp |= {"victim.severity": 5.0, "reporting.threshold": -1.0}
    town = town_for(1, 300, merged(TINY, {"assumptions": sharp}))
    victims = trust_and_reporting.survey_of_victims(town, 300)
    assert len(victims) > 10
    agrees = (victims[:, 0] == 1.0) == (victims[:, 1] > 0.0)
    assert agrees.mean() > 0.75


def test_calls_a_twentieth_lower_for_eight_weeks_are_found_whatever_follows() -> None:
    usual = scandals.Weekly(np.linspace(0.3, 0.4, 12), np.zeros((12, 2)))
    lower = usual.calls * np.where(np.arange(12) < scandals.CALL_WEEKS, 0.95, 0.5)
    case = scandals.Weekly(lower, usual.trust)
    assert scandals.change_of_calls(case, usual) == pytest.approx(-5.0)


@pytest.mark.parametrize(("last", "share"), [(-10.0, 0.0), (-4.0, 0.6), (0.0, 1.0)])
def test_recovery_is_the_part_of_the_early_loss_that_is_gone(last: float, share: float) -> None:
    found = scandals.recovered(np.array([-12.0, -10.0, -10.0, -8.0, -9.0, last]))
    assert found.above / found.below == pytest.approx(share)


def test_scandals_that_nobody_hears_of_change_nothing() -> None:
    nobody = {"trust": 50, "share": 0.5, "hears_local_news": 0, "hears_national_news": 0}
    groups = {"community": {"groups": {"majority": nobody, "minority": nobody}}}
    found = scandals.trial(1, merged(TINY, groups))
    assert found["P17.null_cases"] == len(scandals.SIZES) * len(scandals.SALIENCES)
    assert found["P17.difference"] == 0.0
    assert found["P17.national_calls"] == 0.0


def test_the_largest_move_within_a_year_is_not_that_within_a_decade() -> None:
    swing = np.array([50.0, 52.0, 51.0, 48.0, 46.0])
    assert inertia.largest_move(swing, 1) == 3.0
    assert inertia.largest_move(swing, 4) == 6.0


def test_records_tell_less_of_prevention_only_where_doubt_keeps_victims_silent() -> None:
    believing = merged(TINY, {"assumptions": {"reporting.threshold": -1.0}})
    apart = [true_and_recorded.trial(1, each)["R1.apart"] for each in (TINY, believing)]
    assert apart[0] > 0.5 > apart[1]
