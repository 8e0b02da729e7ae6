"""Controls: a mechanism is left out of the same settings, and what is lost is told."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.commands.main import run
from sim.evidence.patterns import patterns
from sim.evidence.worlds import controls
from sim.evidence.worlds.controls import OFF, lost, never_met, run_control
from sim.evidence.worlds.targets import targets
from sim.evidence.worlds.waves import Rows, assumptions_at, first_settings, varied
from sim.model.numbers import every_parameter
from sim.model.state import Floats
from sim.report.controls_text import print_control

ASKED = [each for each in targets(patterns().values()) if each.name in ("P10.change", "P10.rest")]


def rows(change: list[float], rest: list[float]) -> Rows:
    found = pd.DataFrame({"P10.change": change, "P10.rest": rest})
    return Rows(np.zeros((len(change), 2)), found)


FULL = rows([-20.0, -12.0, 5.0, -20.0], [0.0, 0.0, 0.0, 9.0])
WITHOUT = rows([1.0, 2.0, 5.0, 3.0], [0.0, 0.0, 0.0, 0.0])


def test_every_mechanism_is_switched_off_by_numbers_within_their_bounds() -> None:
    known = dict(every_parameter())
    for off in OFF.values():
        for name, value in off.items():
            low, high = known[name].bounds
            assert low <= value <= high
            assert value != known[name].default or known[name].plausible is not None


def test_a_setting_without_a_mechanism_differs_in_nothing_else() -> None:
    u = first_settings(3, 1)[1]
    full, without = assumptions_at(u), assumptions_at(u, OFF["conduct"])
    differ = {name for name in full if full[name] != without[name]}
    assert differ <= set(OFF["conduct"])
    assert {without[name] for name in OFF["conduct"]} == {0.0}


def test_a_measure_that_no_setting_meets_any_more_is_lost() -> None:
    first, second = lost(FULL, WITHOUT, ASKED)
    assert (first.target.name, first.full, first.without, first.gone) == (
        "P10.change", 0.75, 0.0, True,
    )  # fmt: skip
    assert (second.target.name, second.gone) == ("P10.rest", False)
    assert second.without > second.full


def test_a_study_is_met_only_where_one_setting_meets_all_its_measures() -> None:
    assert never_met(FULL, ASKED) == []
    assert never_met(WITHOUT, ASKED) == ["P10"]
    assert never_met(rows([-20.0, 5.0], [9.0, 0.0]), ASKED) == ["P10"]


def test_it_is_told_what_the_full_model_met_and_what_is_lost() -> None:
    file = io.StringIO()
    never = never_met(FULL, ASKED), never_met(WITHOUT, ASKED)
    print_control("consolidation", lost(FULL, WITHOUT, ASKED), never, patterns(), 4, file)
    said = " ".join(file.getvalue().split())
    assert "Measures that no setting meets without consolidation: P10.change." in said
    assert "none in the full model; without consolidation also P10." in said


def test_parts_that_are_kept_are_not_run_again_and_other_settings_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[int] = []

    def one(u: Floats, town: int, trials: object, off: dict[str, float]) -> dict[str, float]:
        ran.append(town)
        return {"P10.change": float(u[0]) + off["visibility.weight"]}

    monkeypatch.setattr(controls, "run_setting", one)
    monkeypatch.setattr(controls, "A_PART", 4)
    path = tmp_path / "without.parquet"
    settings = [Rows(first_settings(6, seed), pd.DataFrame(index=range(6))) for seed in (1, 2)]
    half = Rows(settings[0].u[:4], settings[0].values.head(4))
    run_control("visibility", half, [], path, 2)
    done = run_control("visibility", settings[0], [], path, 2)
    assert sorted(ran) == list(range(10_001, 10_007))
    assert done.values["P10.change"].to_numpy() == pytest.approx(settings[0].u[:, 0], rel=1e-5)
    run_control("visibility", settings[1], [], path, 2)
    assert len(ran) == 12
    assert len(varied()) == done.u.shape[1]


def test_a_mechanism_of_another_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["calibrate", "--control", "visibilty"]) == 2
    assert "did you mean visibility?" in capsys.readouterr().err
    assert run(["calibrate", "--control", "visibility", "--store"]) == 2
