"""Districts: areas of a town with residents, trust and crime of their own."""

from __future__ import annotations

from io import StringIO
from typing import Any

import numpy as np
import openpyxl
import pytest
import yaml

from sim.common.problems import ProblemsFound
from sim.model.means import blocks_in_districts
from sim.model.plan import blocks_at
from sim.model.registers import PLACES
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.model.simulation import Simulation
from sim.report.comparison_text import print_comparison
from sim.report.workbook import write_workbook
from sim.study.compare import compare
from sim.study.sweeps.names import names

EAST, WEST, HARBOUR = 0.38, 0.61, 0.5
DISTRICTS = {
    "east": {"label": "East side", "share": 0.4, "confident": EAST, "crimes": {"all": 600}},
    "west": {"label": "West side", "share": 0.5, "confident": WEST, "crimes": {"all": 300}},
    "harbour": {"share": 0.1, "trust": 50, "crimes": {"all": 100}},
}
ARMS = {"business_as_usual": {}, "visits": {"outreach": {"visit_hours": 8, "where": "east"}}}


def town(arms: Any = ARMS, **community: Any) -> Scenario:
    return Scenario(
        name="town",
        worlds="declared",
        days=60,
        burn_in_days=90,
        replicates=2,
        community={"residents": 2500, "districts": DISTRICTS, **community},
        arms=arms,
    )


def problems(**community: Any) -> str:
    with pytest.raises(ProblemsFound) as found:
        town(**community)
    return str(found.value)


@pytest.fixture(scope="module")
def lived() -> Simulation:
    return Simulation.start(town(), 1)


def homes(simulation: Simulation) -> Any:
    """Residents of each district."""
    there = simulation.town.blocks.district[simulation.town.residents.block]
    return np.bincount(there, minlength=3)


def test_everybody_lives_in_their_district_and_its_size_is_right_to_a_block(lived):
    residents, blocks = lived.town.residents, lived.town.blocks
    assert (blocks.district[residents.block] == residents.group).all()
    assert homes(lived) == pytest.approx([1000, 1250, 250], abs=25)


def test_a_district_is_one_area_in_the_same_place_in_every_run(lived):
    other = Simulation.start(town().with_changes(seed=9), 2)
    blocks = lived.town.blocks
    assert (other.town.blocks.district == blocks.district).all()
    for district in range(3):
        here = set(np.flatnonzero(blocks.district == district).tolist())
        reached, edge = set(), {min(here)}
        while edge:
            reached |= edge
            around = {int(each) for row in edge for each in blocks.neighbours[row]}
            edge = (around & here) - reached
        assert reached == here


def test_districts_differ_in_crime_as_recorded(lived):
    there = lived.fork("business_as_usual").advance().outcomes()
    rates = [there[f"recorded_crime_in_{name}"] for name in DISTRICTS]
    given = np.array([600, 300, 100]) / homes(lived)
    assert np.array(rates) / rates[1] == pytest.approx(given / given[1], rel=0.15)
    without = {name: {**each, "crimes": None} for name, each in DISTRICTS.items()}
    alike = Simulation.start(town(districts=without), 1).follow("business_as_usual").advance()
    other = [alike.outcomes()[f"recorded_crime_in_{name}"] for name in DISTRICTS]
    assert other[0] / other[1] < 0.8 * given[0] / given[1]


def test_so_many_of_a_district_trust_police_as_say_so(lived):
    trust = lived.town.residents.anchor
    for group, share in enumerate((EAST, WEST, HARBOUR)):
        assert (trust[lived.town.residents.group == group] >= 0.5).mean() == pytest.approx(
            share, abs=0.08
        )


def test_crimes_of_the_districts_are_those_of_the_town(lived):
    found = lived.fork("visits").advance().outcomes()
    for kind in ("true_crime", "recorded_crime"):
        for side in ("", "_realised"):
            rates = [found[f"{kind}_in_{name}{side}"] for name in DISTRICTS]
            assert np.average(rates, weights=homes(lived)) == pytest.approx(found[kind + side])
    assert found["trust_in_east"] == pytest.approx(found["trust_east"])


def test_what_is_done_in_a_district_is_done_there_alone(lived):
    usual = lived.fork("business_as_usual").advance().outcomes()
    found = lived.fork("visits").advance().outcomes()
    more = {
        name: found[f"friendly_contacts_in_{name}"] - usual[f"friendly_contacts_in_{name}"]
        for name in DISTRICTS
    }
    assert more["east"] > 500
    assert abs(more["west"]) < 0.1 * more["east"]
    plan = lived.fork("visits").plan
    visits = [each.name for each in PLACES].index("visits")
    here = plan.places[-1, visits] > 0
    assert (lived.town.blocks.district[here] == 0).all()
    assert here.sum() == (lived.town.blocks.district == 0).sum()


def test_groups_may_live_in_districts_and_be_a_place():
    groups = {
        "east_young": {"share": 0.1, "trust": 35, "district": "east"},
        "east_other": {"share": 0.3, "trust": 50, "district": "east"},
        "west": {"share": 0.6, "trust": 55, "district": "west"},
    }
    scenario = town(groups=groups, districts={"east": {"label": "East side"}, "west": {}})
    lived = Simulation.start(scenario, 1)
    blocks = lived.town.blocks
    chosen = np.flatnonzero(blocks_at(scenario, lived.town, "east_young", None))
    share = blocks.people[:, 0] / blocks.homes
    assert (blocks.district[chosen] == 0).all()
    assert share[chosen].min() >= 0.25 - 1e-9
    assert 0 < len(chosen) < (blocks.district == 0).sum()
    found = lived.outcomes()
    mean = (0.1 * found["trust_east_young"] + 0.3 * found["trust_east_other"]) / 0.4
    assert found["trust_in_east"] == pytest.approx(mean, rel=1e-3)


def test_a_scandal_can_be_heard_in_one_district(lived):
    before = lived.fork("business_as_usual").outcomes()
    reach = dict.fromkeys(DISTRICTS, 1.0)
    after = lived.fork("business_as_usual").scandal(-0.3, reach, "harbour").outcomes()
    assert after["trust_harbour"] < before["trust_harbour"] - 3
    assert after["trust_east"] == before["trust_east"]


def test_a_district_without_crime_and_one_with_all_of_it():
    crimes = {"east": {"all": 0}, "west": {"all": 5}, "harbour": {"all": 0}}
    districts = {name: {**each, "crimes": crimes[name]} for name, each in DISTRICTS.items()}
    found = Simulation.start(town(districts=districts), 1).follow("visits").advance().outcomes()
    assert found["true_crime_in_east"] == 0
    assert found["true_crime_in_west"] > 0
    assert all(np.isfinite(found[f"trust_in_{name}"]) for name in DISTRICTS)


def test_a_district_has_the_residents_of_its_blocks_and_all_of_it_is_all_of_them():
    shares = {f"d{number}": {"share": 1 / 7, "crimes": {"all": 10}} for number in range(7)}
    scenario = town({"business_as_usual": {}}, residents=3575, districts=shares)
    lived = Simulation.start(scenario, 1)
    sizes = np.bincount(lived.town.blocks.district)
    assert sizes.tolist() == list(blocks_in_districts(scenario).values())
    assert set(sizes.tolist()) == {20, 21}
    for row, name in enumerate(shares):
        here = blocks_at(scenario, lived.town, name, None)
        assert (lived.town.blocks.district[here == 1] == row).all()
        assert here.sum() == sizes[row]


def test_districts_can_be_swept_and_mixed(tmp_path):
    path = tmp_path / "town.yaml"
    data = {**town().resolved(), "expect": []}
    path.write_text(yaml.safe_dump(data, sort_keys=False))
    assert "community.districts.east.confident" in names(load_scenario(path))


def test_a_scenario_with_districts_is_written_as_it_was_given():
    scenario = town()
    data = scenario.resolved()
    assert "groups" not in data["community"]
    assert (
        Scenario.model_validate(yaml.safe_load(yaml.safe_dump(data, sort_keys=False))) == scenario
    )
    smaller = scenario.community.with_changes(residents=900)
    assert smaller.groups == scenario.community.groups
    assert scenario.community.labels["east"] == "East side"


@pytest.mark.parametrize(
    ("community", "said"),
    [
        ({"districts": {"east": {"share": 1}}}, "one district is the whole town"),
        ({"districts": {"east": {"share": 0.5}, "west": {}}}, "nobody is said to live here"),
        ({"districts": {"east": {"share": 1}, "west": {"share": 0}}}, "nobody is said to live"),
        (
            {"districts": {"east": {"share": 0.996}, "west": {"share": 0.004}}},
            "10 residents are less than half of a block of 25",
        ),
        (
            {"districts": {"east": {"share": 0.5}, "east_realised": {"share": 0.5}}},
            "would have the names of what happened",
        ),
        (
            {"districts": {"east": {"share": 0.4}, "west": {"share": 0.4}}},
            "the shares of the groups sum to 0.8",
        ),
        ({"groups": {"all_of_us": {"share": 1}}}, "it is not said in which district they live"),
        (
            {"groups": {"some": {"share": 1, "district": "eats"}}},
            "no district is called 'eats'   did you mean east?",
        ),
        (
            {"districts": {**DISTRICTS, "harbour": {"share": 0.1}}},
            "crimes are given for east but not here",
        ),
        (
            {"districts": {**DISTRICTS, "harbour": {"share": 0.1, "crimes": {"violent": 3}}}},
            "one number for all, or one for each type",
        ),
        (
            {"shocks": [{"day": 3, "size": -0.1, "where": "East side"}]},
            "write  where: east",
        ),
        (
            {"shocks": [{"day": 3, "size": -0.1, "where": "Riverside"}]},
            "riskiest, least_trusting, east, west or harbour",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_what_to_write(community, said):
    assert said in problems(**community).replace("\n", " ")


def test_people_who_are_a_group_and_a_district_have_one_row_in_the_tables(tmp_path):
    groups = {
        "young": {"share": 0.1, "trust": 35, "district": "east"},
        "old": {"share": 0.3, "trust": 50, "district": "east"},
        "west": {"share": 0.6, "trust": 55, "district": "west"},
    }
    districts = {"east": {"label": "East side"}, "west": {"label": "West side"}}
    found = compare(town(groups=groups, districts=districts))
    assert {"trust_west", "trust_in_west", "trust_in_east"} < set(found.columns)
    printed = StringIO()
    print_comparison(found, printed)
    told = printed.getvalue()
    assert "Trust, west" not in told
    for row in ("Trust in West side", "Trust in East side", "Trust, young", "Trust, old"):
        assert told.count(row) == 1, row
    write_workbook(found, tmp_path / "results.xlsx")
    for sheet in openpyxl.load_workbook(tmp_path / "results.xlsx"):
        outcomes = [cell.value for row in sheet.iter_rows() for cell in row]
        assert "trust_west" not in outcomes
