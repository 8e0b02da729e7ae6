"""A number that was renamed may still be written by its former name: it means the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from small_sweeps import write_sweep

from sim.commands.main import run
from sim.files import ProblemsFound
from sim.model.former_names import FORMER_NAMES
from sim.model.numbers import every_parameter, numbers_record
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.schema import scenario_schema
from sim.study.assumptions import uncertain
from sim.study.sweeps.load import load_sweep
from sim.study.sweeps.sweep import Sweep

RENAMED = pytest.mark.parametrize(("former", "today"), FORMER_NAMES.items())
TOWN: dict[str, Any] = {"name": "town", "baseline": "usual", "arms": {"usual": {}}}


def written(folder: Path, stem: str, **fields: Any) -> Path:
    path = folder / f"{stem}.yaml"
    lines = (f"{field}: {json.dumps(value)}\n" for field, value in fields.items())
    path.write_text("".join(lines), encoding="utf-8")
    return path


def refused(path: Path) -> list[str]:
    with pytest.raises(ProblemsFound) as caught:
        load_scenario(path)
    return [each.message for each in caught.value.problems]


@RENAMED
def test_a_former_name_gives_exactly_the_same_scenario(
    tmp_path: Path, former: str, today: str
) -> None:
    made = []
    for name in (former, today):
        said = TOWN | {"assumptions": {"contact.gain": 0.3, name: 0.125}}
        changed = Scenario(**TOWN).with_changes(assumptions=said["assumptions"])
        made += [load_scenario(written(tmp_path, "town", **said)), Scenario(**said), changed]
    assert all(each == made[0] for each in made)
    assert len({json.dumps(each.resolved()) for each in made}) == 1
    group, key = today.split(".")
    assert getattr(getattr(numbers_record(made[0].numbers()), group), key) == 0.125
    assert made[0] != Scenario(**TOWN)  # the control


@RENAMED
def test_it_is_checked_where_it_is_written(tmp_path: Path, former: str, today: str) -> None:
    (told,) = refused(written(tmp_path, "town", **TOWN, assumptions={former: 7.0}))
    assert told == f"{today} must lie between 0 and 1, not 7"
    both = {former: 0.1, today: 0.1}
    (told,) = refused(written(tmp_path, "town", **TOWN, assumptions=both))
    assert told == f"{former} is the former name of {today}, which is written too"
    with pytest.raises(ProblemsFound, match="is the former name of"):
        Scenario(**TOWN, assumptions=both)


@RENAMED
def test_either_name_changes_and_removes_what_the_other_set(
    tmp_path: Path, former: str, today: str
) -> None:
    for inherited, own in ((former, today), (today, former)):
        written(tmp_path, "base", **TOWN, assumptions={inherited: 0.1})
        for value, left in ((0.2, {today: 0.2}), (None, {})):
            path = written(tmp_path, "town", extends="base", assumptions={own: value})
            assert load_scenario(path).assumptions == left


def test_a_sweep_may_vary_and_change_it_by_either_name(tmp_path: Path) -> None:
    (former, today), (other, other_today) = [*FORMER_NAMES.items()][:2]

    def sweep(name: str, second: str, **more: Any) -> Sweep:
        return load_sweep(
            write_sweep(
                tmp_path,
                change={"assumptions": {second: 0.15}},
                **more | {"vary": {name: [0.1, 0.3]}},
            )
        )

    assert sweep(former, other).columns == sweep(today, other_today).columns
    assert sweep(former, other).scenario == sweep(today, other_today).scenario
    (tmp_path / "sweeps" / "points.csv").write_text(f"{former},contact.gain\n0.1,0.3\n0.2,0.3\n")
    path = write_sweep(tmp_path, design={"kind": "table", "file": "points.csv"}, vary=None)
    assert list(load_sweep(path).columns) == [today, "contact.gain"]


def test_a_renamed_number_keeps_its_place_among_those_that_are_drawn() -> None:
    first = {today: former for former, today in FORMER_NAMES.items()}
    names = [first.get(name, name) for name in uncertain()]
    assert names == sorted(names)
    assert set(first) & set(uncertain())


def test_editors_take_a_former_name_and_explain_finds_it(capsys: Any) -> None:
    declared = dict(every_parameter())
    offered = scenario_schema()["properties"]["assumptions"]
    assert len(offered["patternProperties"]) == len(FORMER_NAMES)
    for former, today in FORMER_NAMES.items():
        assert former not in declared
        assert today in declared
        assert run(["explain", former]) == 0
        assert declared[today].meaning in " ".join(capsys.readouterr().out.split())
