"""What nobody knows, what cut what is known, and what the rest costs an answer."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest
from stand_in_worlds import NAMES, nothing, stand_in

from sim.commands.main import run
from sim.common.problems import ProblemsFound
from sim.evidence.patterns import patterns
from sim.evidence.worlds.calibration import Calibration
from sim.evidence.worlds.cut import Cut, cut_of, keep_cut
from sim.evidence.worlds.cut_by import cut_by, distances, pictures
from sim.evidence.worlds.posterior import posterior
from sim.evidence.worlds.targets import targets
from sim.evidence.worlds.waves import varied
from sim.model import worlds
from sim.model.numbers import every_parameter
from sim.model.parameters import Parameter
from sim.model.state import Floats
from sim.model.version import core_version
from sim.model.worlds import Worlds, keep
from sim.report.number_picture import INK, cut_in_words, drawn
from sim.report.unknowns_text import print_unknowns
from sim.study import flagship_in_worlds
from sim.study.answers import Answers, answers
from sim.study.value_of_knowing import value_of_knowing

# -- the value of knowing a number ---------------------------------------------------------------


def of(found: Answers) -> dict[str, float]:
    worths = value_of_knowing(found.names, found.numbers, found.differences["trust"])
    return {each.name: each.share for each in worths if each.stands_out}


def test_the_share_of_each_number_is_what_was_planted() -> None:
    """Two thirds by a line, a sixth by a curve that no correlation sees, a sixth by luck."""

    def planted(numbers: Floats) -> Floats:
        line, curve = numbers[:, 5] - 0.5, (numbers[:, 9] - 0.5) ** 2 - 1.0 / 12.0
        found: Floats = line * (4 / (1 / 12)) ** 0.5 + curve * (1 / (1 / 180)) ** 0.5
        return found

    found = of(stand_in(planted, 1.0, worlds=600))
    assert list(found) == [NAMES[5], NAMES[9]]
    assert found[NAMES[5]] == pytest.approx(4 / 6, abs=0.06)
    assert found[NAMES[9]] == pytest.approx(1 / 6, abs=0.06)


def test_of_pure_noise_nothing_is_worth_knowing_but_once_in_twenty() -> None:
    assert sum(bool(of(stand_in(nothing, 1.0, 100, seed))) for seed in range(40)) <= 6


def test_of_few_worlds_or_one_answer_nothing_is_said() -> None:
    for found in (stand_in(lambda u: u[:, 1], 0.0, 39), stand_in(nothing, 0.0, 100)):
        assert not value_of_knowing(found.names, found.numbers, found.differences["trust"])


def test_worlds_without_a_value_are_left_out() -> None:
    found = stand_in(lambda numbers: numbers[:, 7], 0.1)
    found.differences["trust"][:50] = np.nan
    assert list(of(found)) == [NAMES[7]]


# -- which finding cut a number ------------------------------------------------------------------


def test_distances_are_those_of_the_whole_distribution() -> None:
    even = (np.arange(5000) + 0.5) / 5000
    found = distances(np.column_stack([even, 0.5 * even, np.full(5000, 0.999)]))
    assert found == pytest.approx([0.0, 0.25, 0.5], abs=0.015)


def test_the_study_that_moves_a_number_is_named_and_no_other_number_is_moved() -> None:
    """One measure rises with one number, another study asks nothing of anything."""
    names = list(varied())
    asked = [each for each in targets(patterns().values()) if each.name in ("P10.rest", "P06.fear")]

    class Stands:
        def __init__(self, slope: float) -> None:
            self.error, self.slope = 0.05, slope

        def predict(self, u: Floats) -> Floats:
            found: Floats = self.slope * (u[:, names.index("visits.reached")] - 0.2)
            return found

    emulators = {"P10.rest": Stands(20.0), "P06.fear": Stands(0.0)}

    def likelihood(u: Floats) -> Floats:
        return np.sum(
            [each.log_likelihood(emulators[each.name].predict(u), 0.05) for each in asked], axis=0
        )

    u, _ = posterior(likelihood, len(names), 300, 400, 3)
    found = cast(
        Calibration,
        SimpleNamespace(targets=asked, emulators=emulators, ensemble=SimpleNamespace(u=u)),
    )
    cut = cut_by(found)
    assert [study for study, _ in cut["visits.reached"].studies] == ["P10"]
    assert cut["visits.reached"].studies[0][1] == pytest.approx(1.0, abs=0.15)
    moved = [name for name in names if cut[name].moved > 0.0]
    assert "visits.reached" in moved
    assert len(moved) <= 2  # another in one of twenty
    assert all(not cut[name].studies for name in names if name != "visits.reached")
    assert cut_in_words(cut["visits.reached"], 0.5).startswith("P10 most")


def test_what_nothing_moves_is_said_to_be_cut_by_nothing() -> None:
    assert cut_in_words(Cut(0.0, (), "", ""), 0.97).startswith("nothing")
    assert "together" in cut_in_words(Cut(0.1, (), "", ""), 0.97)
    assert "P24 most, then P08 and P01" in cut_in_words(
        Cut(0.1, (("P24", 0.9), ("P08", 0.6), ("P01", 0.5)), "", ""), 0.6
    )


def test_what_is_kept_of_a_number_comes_back_for_this_model_only(tmp_path: Path) -> None:
    path = tmp_path / "cut.json"
    assert cut_of("contact.gain", path) is None
    told = Cut(0.2, (("P01", 0.8),), "55555", "01950")
    keep_cut({"contact.gain": told}, path)
    assert cut_of("contact.gain", path) == told
    path.write_text(path.read_text().replace(core_version(), "another"))
    keep_cut({}, tmp_path / "other.json")  # forgets what was read
    assert cut_of("contact.gain", path) is None


# -- pictures ------------------------------------------------------------------------------------


def number(low: float, high: float, unit: str, status: str, default: float) -> Parameter:
    return Parameter(default, unit, (low, high), (low, high), "a number", status)


def test_an_assumed_prior_is_flat_a_measured_one_is_highest_in_the_middle() -> None:
    few = np.array([0.5])
    flat, _ = pictures(number(0.0, 1.0, "share", "assumed", 0.2), few)
    assert len(set(flat)) == 1
    hill, _ = pictures(number(0.0, 1.0, "share", "measured", 0.5), np.linspace(0.0, 1.0, 400))
    assert hill == hill[::-1]
    assert hill[10] == "9" > hill[0]


def test_worlds_stand_where_their_values_are_in_logarithms_where_these_are_drawn() -> None:
    gathered = 0.75 + 0.05 * np.random.default_rng(1).random(300)
    _, after = pictures(number(0.0, 1.0, "share", "assumed", 0.5), gathered)
    assert after[15] == "9"
    assert set(after[:12]) == {"0"}
    _, days = pictures(number(1.0, 100.0, "days", "assumed", 10.0), np.full(300, 9.9))
    assert days.index("9") in (9, 10)


def test_pictures_are_plain_characters_the_denser_the_likelier() -> None:
    assert drawn("0123456789") == INK
    assert INK.isascii()
    assert len(set(INK)) == 10


def test_explain_shows_every_number_of_worlds_before_and_after(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["explain", "fading.kept"]) == 0
    said = capsys.readouterr().out
    assert "before findings  0.05 |" in said
    assert "after them       0.05 |" in said
    assert "cut by " in said
    assert all(cut_of(name) is not None for name in varied())


# -- the command ---------------------------------------------------------------------------------


def test_all_numbers_that_nothing_cuts_are_listed_and_what_stands_out_has_its_price() -> None:
    found = stand_in(lambda numbers: numbers[:, 7] + 2.0, 0.1)
    left = dict.fromkeys(NAMES, 0.99) | {NAMES[8]: 0.5}
    file = io.StringIO()
    print_unknowns(found, left, file)
    said = " ".join(file.getvalue().split())
    assert f"Their names: {NAMES[7]}" in said
    assert "59 of 60 numbers keep more than 90% of their range" in said
    assert NAMES[8] not in said
    assert "How far trust in police differs depends most on" in said


def test_the_kept_flagship_is_refused_in_other_worlds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept, it comes back to the last figure; after the worlds have changed it is refused."""
    from sim.commands.scenario_files import flagship
    from sim.model import version
    from sim.model.scenario.load import load_scenario

    path, store = tmp_path / "worlds.parquet", tmp_path / "flagship.json"
    monkeypatch.setattr(worlds, "WORLDS", path)
    monkeypatch.setattr(version, "WORLDS", path)
    values = np.random.default_rng(1).random((50, 2))

    def in_these(values: Floats) -> None:
        keep(Worlds(("talk.chance", "visits.reached"), values, 3, core_version()), path)

    in_these(values)
    scenario = flagship_in_worlds.in_worlds(load_scenario(flagship()))
    apart = {"trust": np.arange(50.0)}
    made = answers(scenario, "engagement", "surveillance", range(50), apart, {"trust": 0.5})
    flagship_in_worlds.keep(made, store)
    again = flagship_in_worlds.kept(scenario, store)
    assert again.differences["trust"].tolist() == apart["trust"].tolist()
    assert again.luck == {"trust": 0.5}
    assert np.array_equal(again.numbers, values)
    in_these(values + 0.001)
    with pytest.raises(ProblemsFound, match="explain unknowns --store"):
        flagship_in_worlds.kept(scenario, store)
    version.worlds_version.cache_clear()


def test_the_flagship_that_is_kept_was_lived_in_the_worlds_that_are_kept(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Else: `run.py explain unknowns --store`."""
    assert run(["explain", "unknowns"]) == 0
    assert f"in {len(worlds.kept())} worlds" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["explain", "trust", "--store"], "only unknowns are told of results"),
        (["explain", "unknowns", "--store", "--results", "x"], "do not go together"),
    ],
)
def test_options_that_do_not_go_together_are_refused(
    typed: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(typed) == 2
    assert says in capsys.readouterr().err


def test_every_number_named_here_exists() -> None:
    known: dict[str, Any] = dict(every_parameter())
    assert set(NAMES) <= set(known)
