"""Crime is given as agencies publish it: per 1,000 or 100,000, by the FBI's names, or as counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.common.problems import ProblemsFound
from sim.model.scenario.load import load_scenario
from sim.model.scenario.recorded_crime import FBI_NAMES, fbi_rates, recorded_rates
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.units_of_crime import likely
from sim.model.scenario.us_states import POSTAL_CODES, state_meant
from sim.report.slips import slips

PUBLISHED = {"violent": 366.7, "burglary": 340.5, "vehicle_theft": 219.9, "other_theft": 1549.5}
BY_FBI_NAMES = {
    "murder": 5, "rape": 42.6, "robbery": 81.6, "aggravated_assault": 237.5, "burglary": 340.5,
    "motor_vehicle_theft": 219.9, "larceny": 1549.5,
}  # fmt: skip


def town(**crime: Any) -> Scenario:
    return Scenario.model_validate(
        {
            "name": "town",
            "community": {"residents": 62_000, "crime": crime},
            "arms": {"business_as_usual": {}},
        }
    )


def rates(**crime: Any) -> dict[str, float]:
    """Recorded crimes per 1,000 residents a year."""
    found = recorded_rates(town(**crime).community.crime)
    return {kind: 1000 * rate for kind, rate in found.items()}


def doubted(**crime: Any) -> str:
    return " ".join(slips(town(**crime)))


def test_rates_per_100_000_are_a_hundredth_of_rates_per_1_000() -> None:
    hundredth = {kind: rate / 100 for kind, rate in PUBLISHED.items()}
    assert rates(source="recorded", per=100_000, **PUBLISHED) == pytest.approx(hundredth)
    assert rates(source="recorded", **hundredth) == pytest.approx(hundredth)
    assert rates(source="recorded", per=1000, **hundredth) == pytest.approx(hundredth)


def test_the_names_of_the_fbi_are_summed_into_the_four_types() -> None:
    by_names = rates(source="recorded", per=100_000, **BY_FBI_NAMES)
    assert by_names == pytest.approx(rates(source="recorded", per=100_000, **PUBLISHED))


def test_counts_are_divided_by_the_residents_among_whom_they_were_counted() -> None:
    counted = {kind: 93 * number for kind, number in PUBLISHED.items()}
    by_count = rates(source="counts", residents=9_300_000, **counted)
    assert by_count == pytest.approx(rates(source="recorded", per=100_000, **PUBLISHED))


def test_what_is_resolved_can_be_read_again() -> None:
    for crime in (
        {"source": "recorded", "per": 100_000},
        {"source": "counts", "residents": 90_000},
    ):
        first = town(**crime, **BY_FBI_NAMES)
        assert Scenario.model_validate(first.resolved()) == first


@pytest.mark.parametrize("state", sorted(fbi_rates()))
def test_the_rates_of_every_state_are_likely(state: str) -> None:
    in_thousand = {kind: 1000 * rate for kind, rate in fbi_rates()[state].items()}
    assert likely(in_thousand)
    assert not likely({kind: 100 * rate for kind, rate in in_thousand.items()})
    assert not likely({kind: rate / 100 for kind, rate in in_thousand.items()})
    assert state in POSTAL_CODES.values()


def test_a_likely_town_is_not_doubted() -> None:
    assert doubted(source="recorded", per=100_000, **PUBLISHED) == ""
    assert doubted(source="counts", residents=62_000, **BY_FBI_NAMES) == ""
    assert doubted(source="recorded", **dict.fromkeys(FBI_NAMES, 0)) == ""


def test_rates_per_100_000_that_are_not_said_to_be_are_doubted() -> None:
    small = {"violent": 120.7, "burglary": 105.2, "vehicle_theft": 76.0, "other_theft": 911.8}
    said = doubted(source="recorded", **small)
    assert "add per: 100000 (per 1,000: violent 1.207, burglary 1.052, vehicle_theft 0.76" in said
    assert "1,214 recorded crimes per 1,000 residents a year" in said
    assert "75,249 a year in this town" in said


def test_a_count_is_doubted() -> None:
    said = doubted(source="recorded", violent=65, burglary=3, vehicle_theft=2, other_theft=15)
    assert "write source: counts" in said
    assert "per: 100000" not in said  # 0.85 crimes per 1,000 would be no town either


def test_rates_per_1_000_that_are_said_to_be_per_100_000_are_doubted() -> None:
    said = doubted(source="recorded", per=100_000, **{k: v / 100 for k, v in PUBLISHED.items()})
    assert "If these are per 1,000 residents, add per: 1000" in said


@pytest.mark.parametrize(
    ("crime", "said"),
    [
        ({**PUBLISHED}, "violent 366.7 per 1,000 residents a year: at most 200"),
        ({**BY_FBI_NAMES, "violent": 366.7}, "both violent and murder are given"),
        ({**PUBLISHED, "larceny": 1}, "both other_theft and larceny are given"),
        ({"murder": 5, **PUBLISHED, "violent": None}, "rape and robbery and aggravated_assault is"),
        ({"violent": 4, "burglary": 3}, "crime lacks vehicle_theft or motor_vehicle_theft; other"),
    ],
)
def test_what_cannot_be_summed_is_refused(crime: dict[str, Any], said: str) -> None:
    with pytest.raises(ProblemsFound) as refused:
        town(source="recorded", **crime)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("MD", "Maryland"),
        ("md", "Maryland"),
        ("D.C.", "District of Columbia"),
        ("Washington, DC", "District of Columbia"),
        ("U.S.", "United States"),
        ("Ontario", None),
    ],
)
def test_other_spellings_of_a_state_are_known(written: str, state: str | None) -> None:
    assert state_meant(written) == state


def test_a_file_may_say_it(tmp_path: Path) -> None:
    data = town(source="counts", residents=62_000, **BY_FBI_NAMES).resolved()
    path = tmp_path / "town.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    assert recorded_rates(load_scenario(path).community.crime)["violent"] == 366.7 / 62_000


@pytest.mark.parametrize(
    ("crime", "told"),
    [
        ("source: recorded, residents: 62000", "write  source: counts  where these are crimes"),
        ("source: recorded, population: 62000", "write  source: counts  where these are crimes"),
        (
            "source: counts, residents: 62000, per: 1000",
            "leave it out: counts are of the residents",
        ),
    ],
)
def test_who_mixes_rates_and_counts_is_told_which_to_write(
    tmp_path: Path, crime: str, told: str
) -> None:
    path = tmp_path / "town.yaml"
    numbers = "violent: 227, burglary: 195, vehicle_theft: 136, other_theft: 961"
    path.write_text(
        f"name: town\ncommunity:\n  crime: {{{crime}, {numbers}}}\narms: {{usual: {{}}}}\n"
        "baseline: usual\n"
    )
    with pytest.raises(ProblemsFound) as found:
        load_scenario(path)
    assert told in str(found.value)
    assert "names known here" not in str(found.value)
