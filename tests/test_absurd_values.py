"""Values that nobody can mean, and totals of another city: no traceback, and no false advice."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from sim.commands.check import check
from sim.common.problems import ProblemsFound
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.report.slips import slips
from tests.fuzz.lives import DAYS, small

ABSURD: list[Any] = [
    10**400, -(10**400), 10**5000, 1e308, -1e308, 1e16, float("nan"), float("inf"), {(1, 2): 3},
    {None: 1}, {1: 2}, {1.5: {True: 2}}, b"bytes", {1, 2}, 1j, object(), [[]], [{(1,): [10**400]}],
    "1e308 years", "$1e308", "1e308%", "9" * 79 + "%",
]  # fmt: skip
PLACES: list[tuple[str, ...]] = [
    ("name",), ("days",), ("years",), ("weeks",), ("seed",), ("budget",), ("visits",),
    ("budget", "per_resident"),
    ("budget", "total"), ("officers",), ("department",), ("department", "officers"), ("arms",),
    ("department", "officers_per_1000"), ("department", "unit_costs", "event"), ("arms", "ours"),
    ("arms", "ours", "outreach"), ("arms", "ours", "outreach", "visits"), ("expect",), ("story",),
    ("arms", "ours", "funding", "officers"), ("arms", "ours", "surveillance", "monitored"),
    ("assumptions",), ("assumptions", "contact.gain"), ("assumptions", "contact"), ("community",),
    ("community", "residents"), ("community", "groups"), ("community", "groups", "east", "trust"),
    ("community", "groups", "east", "share"), ("community", "crime"), ("community", "shocks"),
    ("community", "crime", "per"), ("community", "crime", "violent"), ("quality_of_life", "calm"),
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES, ids=".".join)
def test_no_value_from_python_ends_in_a_traceback(place: tuple[str, ...]) -> None:
    for value in ABSURD:
        data: dict[str, Any] = {"name": "town", "arms": {"business_as_usual": {}}}
        block = data
        for name in place[:-1]:
            block = block.setdefault(name, {})
        block[place[-1]] = value
        with pytest.raises(ProblemsFound) as found:
            Scenario(**data)
        assert str(found.value)


@pytest.mark.parametrize(
    "line", ["years: 1e308", "weeks: 1e308", "years: $1e308", "years: 200", "months: -3"]
)
def test_no_days_are_proposed_that_are_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "town.yaml"
    path.write_text(f"name: town\narms: {{business_as_usual: {{}}}}\n{line}\n")
    with pytest.raises(ProblemsFound) as found:
        load_scenario(path)
    (problem,) = found.value.problems
    assert "write  days:" not in str(problem.fix)


COUNTS = {
    "source": "counts", "residents": 62_000,
    "violent": 227, "burglary": 211, "vehicle_theft": 136, "other_theft": 961,
}  # fmt: skip


def small_town(**changes: Any) -> dict[str, Any]:
    return {
        "name": "town",
        "community": {"residents": 3000, **changes.pop("community", {})},
        "arms": {"business_as_usual": {}},
        **changes,
    }


def told(data: dict[str, Any], folder: Path) -> str:
    """What is said of it: refused with a fix, or cautioned."""
    path = folder / "town.yaml"
    path.write_text(yaml.safe_dump(data))
    try:
        return " ".join(slips(load_scenario(path)))
    except ProblemsFound as found:
        return " ".join(str(problem.fix) for problem in found.problems)


TOTALS: list[dict[str, Any]] = [
    {"budget": 2_100_000},
    {"budget": {"total": "$2.1M"}},
    {"budget": {"total": 2_100_000}},
    {"budget": {"per_resident": 2_100_000}},
    {"budget": {"per_resident": 90_000}},
    {"department": {"officers": 340}},
    {"department": {"officers": 100}},
    {"department": {"officers_per_1000": 340}},
    {"department": {"officers_per_1000": 34}},
    {"department": {"officers": 5.48}},
    {"department": {"officers_per_1000": 0.00548}},
]
WRITTEN = re.compile(
    r"(per_resident|officers_per_1000|total|officers|for_residents): ([\d.]*\d|\.\.\.)(?! +for)"
)


@pytest.mark.parametrize("counted", [False, True])
@pytest.mark.parametrize("total", TOTALS, ids=str)
def test_what_is_proposed_is_neither_refused_nor_doubted(
    tmp_path: Path, total: dict[str, Any], counted: bool
) -> None:
    """Also where the simulated town is smaller than the city whose totals are given."""
    community = {"community": {"crime": COUNTS}} if counted else {}
    block = next(iter(total))
    said = told(small_town(**total, **community), tmp_path)
    assert said
    proposed = {
        name: 62_000 if value == "..." else float(value) if "." in value else int(value)
        for name, value in WRITTEN.findall(said)
    }
    assert proposed, said
    given = total[block] if isinstance(total[block], dict) else {}
    if set(proposed) == {"for_residents"}:  # to be added beside what stands there
        proposed |= given
    assert told(small_town(**{block: proposed}, **community), tmp_path) == "", said


def test_a_total_is_that_of_those_whose_crimes_were_counted(tmp_path: Path) -> None:
    community = {"crime": COUNTS}
    officers, budget = {"officers": 340}, 2_100_000
    said = told(small_town(department=officers, community=community), tmp_path)
    assert "write  for_residents: 62000  beside officers" in said
    said = told(small_town(budget=budget, community=community), tmp_path)
    assert said.endswith("write  budget: {total: 2100000, for_residents: 62000}")
    for totals in ({"department": officers}, {"budget": budget}):
        assert "for a city of another size" in told(small_town(**totals), tmp_path)


def test_it_is_said_where_no_crime_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "town.yaml"
    for community, expected in (({}, True), ({"crime": COUNTS}, False)):
        path.write_text(yaml.safe_dump(small_town(community=community)))
        assert check([path]) == 0
        heard = " ".join(capsys.readouterr().out.split())
        assert ("so that of Maryland is taken" in heard) == expected


@pytest.mark.parametrize(("day", "days"), [(DAYS - 1, DAYS), (DAYS + 1, 1000)])
def test_every_accepted_file_is_lived_by_a_few_also_with_late_events(day: int, days: int) -> None:
    community = {"residents": 3000, "shocks": [{"day": day, "size": -0.1}]}
    few = small(Scenario(**small_town(days=1000, community=community)))
    assert (few.community.residents, few.days, few.replicates) == (60, days, 1)
