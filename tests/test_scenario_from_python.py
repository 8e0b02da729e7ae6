"""A scenario is as safe from Python as from a file: the same checks, the same sentences."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from known_runs import KnownRunner
from shipped import FOLDER, shipped_scenarios

import sim
from sim.commands.compare import compare_command
from sim.common.problems import ProblemsFound
from sim.model.scenario.community import Community, Group, Shock
from sim.model.scenario.load import as_scenario, load_scenario
from sim.model.scenario.scenario import Scenario
from sim.model.strategies.outreach import Outreach
from sim.study.compare import compare
from sim.study.sweeps.load import load_sweep

FLAGSHIP = FOLDER / "engagement_vs_surveillance.yaml"
TWICE = {"outreach": {"share": 0.9}, "community_events": {"share": 0.9}}
ALONE: dict[str, Any] = {"expect": [], "lesson": {}, "story": []}
WRONG: list[tuple[dict[str, Any], str, str, str | None]] = [
    ({"baseline": "nobody"}, "baseline", "no arm is called 'nobody'", None),
    ({"baseline": "engagment"}, "baseline", "no arm is called 'engagment'",
     "did you mean engagement?"),
    ({"arms": {"business_as_usual": {}, "both": TWICE}, **ALONE}, "arms.both",
     "the shares of both sum to 1.8 on day 0", "shares of the budget may sum to at most 1"),
    ({"budget": None}, "arms.engagement.outreach.share", "a share needs a budget",
     "add budget: {per_resident: 50}, or give a quantity instead"),
    ({"community": {"shocks": [{"day": 730, "size": -0.1}]}}, "community.shocks[0].day",
     "the run ends before day 730", "write a day from 0 to 729"),
    ({"expect": [{"outcome": "trst", "arm": "engagement", "at_least": 1}]}, "expect[0].outcome",
     "no outcome is called 'trst'", "did you mean trust?"),
    ({"lesson": {"arms": ["nobody"]}}, "lesson.arms[0]", "no arm is called 'nobody'", None),
    ({"assumptions": {"contact.gian": 0.2}}, "assumptions.contact.gian",
     "no number of the model is called 'contact.gian'", "did you mean contact.gain?"),
    ({"assumptions": {"contact.gain": float("nan")}}, "assumptions.contact.gain", "", None),
    ({"assumptions": {"hours.response": 0.9}}, "assumptions", "", None),
    ({"replicates": 0}, "replicates", "replicates must be at least 1, not 0", None),
    ({"dayz": 5}, "dayz", "unknown name 'dayz'", "did you mean days?"),
]  # fmt: skip


def flagship() -> Scenario:
    return load_scenario(FLAGSHIP)


def written(scenario: Scenario) -> dict[str, Any]:
    data: dict[str, Any] = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return data


def everything_but(names: Any) -> dict[str, Any]:
    return {name: each for name, each in vars(flagship()).items() if name not in names}


DOORS: dict[str, Callable[[dict[str, Any]], Any]] = {
    "made": lambda changes: Scenario(**{**written(flagship()), **changes}),
    "made of parts": lambda changes: Scenario(**everything_but(changes), **changes),
    "validated": lambda changes: Scenario.model_validate({**written(flagship()), **changes}),
    "changed": lambda changes: flagship().with_changes(**changes),
    "copied": lambda changes: flagship().model_copy(update=changes),
    "copied in the old way": lambda changes: flagship().copy(update=changes),
    "constructed": lambda changes: Scenario.model_construct(**{**written(flagship()), **changes}),
    "forced and compared": lambda changes: compare(forced(changes), KnownRunner()),
}


def forced(changes: dict[str, Any]) -> Scenario:
    """A scenario changed behind its back, which Python cannot forbid."""
    scenario = flagship()
    vars(scenario).update(changes)
    return scenario


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("changes", "place", "message", "fix"), WRONG, ids=lambda each: str(each))
def test_no_door_lets_a_wrong_scenario_in(
    door: str, changes: dict[str, Any], place: str, message: str, fix: str | None
) -> None:
    with pytest.raises(ProblemsFound) as caught:
        DOORS[door](copy.deepcopy(changes))
    found = {each.file: each for each in caught.value.problems}
    assert place in found, str(caught.value)
    assert message in found[place].message
    assert found[place].fix
    assert fix in (None, found[place].fix)


def test_all_that_is_wrong_is_told_at_once_in_sentences() -> None:
    with pytest.raises(ProblemsFound) as caught:
        flagship().with_changes(budget=None, baseline="nobody")
    told = str(caught.value)
    assert "baseline: no arm is called 'nobody'" in told
    assert told.count("a share needs a budget\n  add budget: {per_resident: 50}, or give") >= 3
    assert told.endswith("problems found")
    for private in ("pydantic", "Value error", "type=", "input_value"):
        assert private not in told


def test_names_that_do_not_exist_are_told_beside_wrong_fields(tmp_path: Path) -> None:
    data = {**written(flagship()), "baseline": "nobody", "replicates": 0}
    path = tmp_path / "town.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False))
    for make in (lambda: Scenario.model_validate(data), lambda: load_scenario(path)):
        with pytest.raises(ProblemsFound) as caught:
            make()
        told = [each.message for each in caught.value.problems]
        assert len(told) == 2
        assert "no arm is called 'nobody'" in told


def test_the_place_is_said_once() -> None:
    with pytest.raises(ProblemsFound, match=r"^Scenario must be a block of names and"):
        Scenario.model_validate(3)
    with pytest.raises(ProblemsFound) as caught:
        flagship().with_changes(arms={"business_as_usual": {}, "x": {"outreach": {"share": 40}}})
    line = str(caught.value).splitlines()[0]
    assert line == "arms.x.outreach.share must be at most 1, not 40"


def test_a_part_by_itself_is_checked_too() -> None:
    wrong: list[Callable[[], Any]] = [
        lambda: Group(share=2),
        lambda: Shock(day=1, size=9),
        lambda: Outreach(share=0.5, visit_hours=3),
        lambda: Group(share=1).model_copy(update={"trust": 200}),
        lambda: Outreach(share=0.5).with_changes(share=1.5),
        lambda: Group.model_construct(share=1, trsut=3),
    ]
    for make in wrong:
        with pytest.raises(ProblemsFound):
            make()


def test_a_part_that_was_forced_is_checked_again_where_it_is_used() -> None:
    group = Group(share=1)
    vars(group)["trust"] = 500.0
    with pytest.raises(ProblemsFound, match="at most 98"):
        Community(groups={"all_of_them": group})


def in_place(scenario: Scenario) -> Iterator[Callable[[], Any]]:
    """Every way to change what is inside a scenario that was made."""
    for block in (
        scenario.arms, scenario.community.groups, scenario.assumptions,
        scenario.community.shocks[0].reach,
    ):  # fmt: skip
        assert isinstance(block, dict)
        yield lambda block=block: block.update(x=float("nan"))
        yield lambda block=block: block.__setitem__("x", 1.0)
        yield lambda block=block: block.setdefault("x", 1.0)
        yield lambda block=block: block.__ior__({"x": 1.0})
        yield lambda block=block: block.pop(next(iter(block)))
        yield lambda block=block: block.__delitem__(next(iter(block)))
        yield block.popitem
        yield block.clear
    for each in (scenario.expect, scenario.community.shocks, scenario.lesson.arms):
        yield lambda each=each: each.append("x")
        yield lambda each=each: each.extend(["x"])
        yield lambda each=each: each.insert(0, "x")
        yield lambda each=each: each.__iadd__(["x"])
        yield lambda each=each: each.__setitem__(0, "x")
        yield lambda each=each: each.__delitem__(0)
        yield each.clear
        yield each.pop
        yield each.reverse
        yield each.sort
    yield lambda: setattr(scenario, "days", 0)
    yield lambda: delattr(scenario, "budget")
    yield lambda: setattr(scenario.community, "residents", -1)
    yield lambda: setattr(scenario.arms["engagement"], "outreach", None)
    yield lambda: setattr(scenario.arms["engagement"].outreach, "share", 9)


def test_nothing_inside_can_be_changed_in_place() -> None:
    community = {"shocks": [{"day": 1, "size": -0.1, "reach": {"majority": 0.5}}]}
    scenario = flagship().with_changes(community=community, assumptions={"contact.gain": 0.2})
    before = scenario.resolved()
    for change in in_place(scenario):
        with pytest.raises(TypeError, match="with_changes"):
            change()
    assert scenario.resolved() == before
    default = Scenario(name="town", arms={"business_as_usual": {}})
    with pytest.raises(TypeError, match="with_changes"):
        default.community.groups.clear()


def test_a_scenario_can_be_copied_sent_and_taken_apart() -> None:
    scenario = flagship()
    assert pickle.loads(pickle.dumps(scenario)) == scenario
    assert copy.deepcopy(scenario) == scenario == copy.copy(scenario)
    arms = {**scenario.arms, "nothing": {}}
    assert [*scenario.with_changes(arms=arms).arms] == [*scenario.arms, "nothing"]
    assert scenario.with_changes(expect=[*scenario.expect[:1]]).expect == scenario.expect[:1]
    assert Scenario.model_validate(scenario.resolved()).resolved() == scenario.resolved()


NUMPY = [
    (5, np.int64(5)), (5, np.uint8(5)), (5, np.array(5)), (0.25, np.float64(0.25)),
    (0.25, np.float32(0.25)), (0.25, np.array(0.25)), (7.0, np.int32(7)),
]  # fmt: skip


@pytest.mark.parametrize(("plain", "number"), NUMPY, ids=lambda each: type(each).__name__)
def test_numbers_of_numpy_are_numbers(plain: float, number: Any) -> None:
    if isinstance(plain, int):
        found = flagship().with_changes(replicates=number, community={"residents": number})
        values = [found.replicates, found.community.residents]
    else:
        arms = {"business_as_usual": {}, "x": {"foot_patrol": {"hours": number}}}
        found = flagship().with_changes(arms=arms, budget={"per_resident": number}, **ALONE)
        assert found.budget is not None
        values = [found.budget.per_resident, found.arms["x"].foot_patrol.hours]
    for value in values:
        assert type(value) in (int, float)
        assert value == plain
    assert yaml.safe_load(found.source_text)["name"] == found.name


@pytest.mark.parametrize("value", [True, np.True_, "5", 5.5, np.float64(5.5), np.array([5]), None])
def test_what_is_no_whole_number_is_none_from_python_either(value: Any) -> None:
    with pytest.raises(ProblemsFound, match="replicates"):
        flagship().with_changes(replicates=value)


@pytest.mark.parametrize("value", [float("nan"), np.nan, float("inf"), -np.inf])
def test_a_number_is_finite(value: float) -> None:
    for changes in (
        {"budget": {"per_resident": value}},
        {"assumptions": {"contact.gain": value}},
        {"community": {"segregation": value}},
        {"expect": [{"outcome": "trust", "arm": "engagement", "at_least": value}]},
    ):
        with pytest.raises(ProblemsFound):
            flagship().with_changes(**changes)


def test_a_scenario_or_its_path_is_wanted_and_nothing_else() -> None:
    scenario = flagship()
    assert as_scenario(scenario) is scenario
    assert as_scenario(FLAGSHIP) == as_scenario(str(FLAGSHIP)) == scenario
    assert as_scenario(scenario).source_text == FLAGSHIP.read_text()
    for wrong in ({"name": "town"}, None, 3, [scenario], Scenario):
        with pytest.raises(TypeError, match="a scenario or the path of its file is needed here"):
            as_scenario(wrong)  # type: ignore[arg-type]


def test_the_scenario_of_a_sweep_is_checked_before_it_is_compared(tmp_path: Path) -> None:
    over = {"arms": {"engagement": {"outreach": {"share": 0.9}}}}
    text = yaml.safe_dump(
        {"name": "sums", "scenario": FLAGSHIP.name, "change": over,
         "vary": {"arms.engagement.outreach.share": [0.1, 0.2]}}
    )  # fmt: skip
    (tmp_path / FLAGSHIP.name).write_text(FLAGSHIP.read_text())
    (tmp_path / "sums.yaml").write_text(text)
    scenario = load_sweep(tmp_path / "sums.yaml").scenario
    with pytest.raises(ProblemsFound, match="the shares of engagement sum to"):
        compare(scenario, KnownRunner())


def test_compare_takes_a_path(tmp_path: Path) -> None:
    small = {"name": "town", "days": 30, "replicates": 2, "arms": {"business_as_usual": {}}}
    path = tmp_path / "town.yaml"
    path.write_text(yaml.safe_dump(small))
    one, other = compare(path, KnownRunner()), compare(load_scenario(path), KnownRunner())
    assert one.scenario == other.scenario
    assert [run.outcomes for run in one.runs] == [run.outcomes for run in other.runs]


@pytest.mark.parametrize("workers", [0, -1, True, 1.5, "2", float("nan")])
def test_workers_are_a_whole_number(workers: Any) -> None:
    with pytest.raises(ValueError, match="workers must be a whole number of at least 1, not"):
        compare(flagship(), KnownRunner(), workers=workers)
    with pytest.raises(ValueError, match="workers must be a whole number of at least 1, not"):
        sim.sweep(FOLDER / "sweeps" / "dosage.yaml", workers=workers)


def test_wrong_arguments_get_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(TypeError, match="runner must be a function"):
        compare(flagship(), 4)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="a sweep or the path of its file is needed here"):
        sim.sweep(flagship())
    with pytest.raises(ProblemsFound, match="replicates must be at least 1, not 0"):
        compare_command(FLAGSHIP, replicates=0)
    assert list(tmp_path.iterdir()) == []


# -- whatever is changed, a file and Python say the same --------------------------------------

JUNK = st.sampled_from(
    [
        None, True, "abc", "5", "38%", "nobody", "engagement", "trust", [], {}, ["x"], {"x": 1},
        -1, 0, 1, 2, 3, 40, 100, 800, 0.5, 0.3, 1.002, -0.25, 1.5, 62.5, 1e7, 1000000,
        {"share": 0.9}, {"outreach": {"share": 0.7}}, {"day": 9999, "size": -0.2},
        [{"day": 9999, "size": -0.2}], [{"outcome": "trusst", "arm": "nobody", "at_least": 1}],
    ]
)  # fmt: skip
NAMES = ["share", "trust", "confident", "budget", "days", "extra", "outreach", "Big City", "all"]


@cache
def plain_data(path: Path) -> dict[str, Any]:
    return written(load_scenario(path))


def places(data: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for name, each in items:
        yield (*above, name)
        if isinstance(each, dict | list):
            yield from places(each, (*above, name))


@st.composite
def changed(draw: Any) -> dict[str, Any]:
    """The data of a shipped scenario with one to three changes that may make no sense."""
    data = copy.deepcopy(plain_data(draw(st.sampled_from(shipped_scenarios()))))
    for _ in range(draw(st.integers(1, 3))):
        *above, last = draw(st.sampled_from([*places(data)]))
        block = data
        for name in above:
            block = block[name]
        what = draw(st.sampled_from(["replace", "replace", "delete", "add"]))
        if what == "delete":
            del block[last]
        elif what == "add" and isinstance(block, dict):
            block[draw(st.sampled_from(NAMES))] = copy.deepcopy(draw(JUNK))
        else:
            block[last] = copy.deepcopy(draw(JUNK))
    return data


def outcome(make: Callable[[], Scenario]) -> Any:
    """What was made, as plain data, or what is wrong."""
    try:
        return make().resolved()
    except ProblemsFound as found:
        return found.problems


def sentences(found: Any) -> Any:
    if isinstance(found, dict):
        return found
    return sorted((each.message, each.fix or "") for each in found)


@settings(
    max_examples=150, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(data=changed())
@example(data={**plain_data(FLAGSHIP), "baseline": "nobody"})
@example(data={**plain_data(FLAGSHIP), "budget": None})
def test_a_file_and_python_accept_the_same_and_say_the_same(
    data: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "town.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False))
    of_file = outcome(lambda: load_scenario(path))
    in_python = outcome(lambda: Scenario.model_validate(data))
    assert sentences(in_python) == sentences(of_file)
    if isinstance(of_file, list):
        assert all(each.line and each.column and each.excerpt for each in of_file)
        assert all(each.line is None and each.file for each in in_python)
