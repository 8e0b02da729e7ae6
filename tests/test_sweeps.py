"""A sweep gives the same tables however it was run, stopped, cut into parts or put together."""

from __future__ import annotations

import random

import numpy as np
import pandas as pd
import pytest

from sim.commands.main import run as command
from sim.common.problems import ProblemsFound
from sim.model.scenario.load import load_scenario
from sim.study.sweeps import point
from sim.study.sweeps.agenda import Agenda, Known, Part
from sim.study.sweeps.conduct import conduct
from sim.study.sweeps.engines import EngineLost, local
from sim.study.sweeps.engines.dask import DaskEngine
from sim.study.sweeps.engines.local import LocalEngine
from sim.study.sweeps.load import load_sweep
from sim.study.sweeps.results import SweepResults
from sim.study.sweeps.sweep import sweep_over
from tests.sweep_runs import (
    DEADLY_RUN,
    OneByOne,
    die_in_one_run,
    end_before_beginning,
    pretended,
    shard_rows,
    tables,
    write_sweep,
)


def test_tables_do_not_depend_on_the_engine_or_the_number_of_workers(
    tmp_path, no_figures, uninterrupted
):
    sweep = load_sweep(write_sweep(tmp_path))
    engines = {
        "three": LocalEngine(3),
        "dask": DaskEngine(None, 2),
    }
    for name, engine in engines.items():
        done = conduct(sweep, tmp_path / name, engine)
        assert done.agenda.complete
        assert tables(tmp_path / name) == uninterrupted, name


def test_a_sweep_that_was_stopped_goes_on_to_the_same_tables_and_does_no_run_twice(
    tmp_path, no_figures, uninterrupted
):
    sweep = load_sweep(write_sweep(tmp_path))
    for _ in range(12):
        done = conduct(sweep, tmp_path / "results", OneByOne(most=1))
    assert done.agenda.complete
    assert tables(tmp_path / "results") == uninterrupted
    assert sorted(shard_rows(tmp_path / "results")) == list(range(12))


def test_a_run_depends_on_its_point_and_replicate_alone(tmp_path, no_figures, uninterrupted):
    alone = load_sweep(write_sweep(tmp_path, vary={"budget.per_resident": [40]}, replicates=3))
    conduct(alone, tmp_path / "alone", OneByOne())
    kept = pd.read_parquet(tmp_path / "alone" / "runs.parquet").query("replicate == 3")
    (tmp_path / "all.parquet").write_bytes(uninterrupted["runs"])
    among = pd.read_parquet(tmp_path / "all.parquet").query("point == 2 and replicate == 3")
    assert kept["trust"].tolist() == among["trust"].tolist()


def test_parts_put_together_are_the_whole_and_what_is_missing_is_run(
    tmp_path, no_figures, uninterrupted
):
    sweep = load_sweep(write_sweep(tmp_path))
    for number in (1, 3):
        done = conduct(sweep, tmp_path / "results", OneByOne(), Part(number, 3))
        assert done.agenda.complete
        assert done.agenda.total == 4
    whole = conduct(sweep, tmp_path / "results", OneByOne())
    assert tables(tmp_path / "results") == uninterrupted
    assert len(shard_rows(whole.folder)) == 4, (
        "the plain command does only the part that is missing"
    )


def test_the_parts_of_a_sweep_share_its_runs_out_without_overlap(tmp_path):
    for precision in (None, {"outcome": "trust", "arm": "engagement", "half_width": 1.0}):
        path = write_sweep(tmp_path, precision=precision, replicates=None if precision else 4)
        sweep = load_sweep(path)
        tasks = [
            task.run
            for k in range(1, 6)
            for task in Agenda(sweep, Known(sweep), Part(k, 5)).take(1000)
        ]
        assert sorted(tasks) == [task.run for task in Agenda(sweep, Known(sweep)).take(1000)]


# -- parameter sets from Python ------------------------------------------------------------------

SETS = {"budget.per_resident": [10, 40, 90]}


def test_parameter_sets_from_python_give_their_outcomes_as_one_array(tmp_path, no_figures):
    sweep = load_sweep(write_sweep(tmp_path))
    fields = {"replicates": 4, "outcomes": ["trust", "true_crime"], "record_every": 4}
    mine = sweep_over(load_scenario(tmp_path / "town.yaml"), SETS, **fields)
    found = conduct(mine, tmp_path / "mine", OneByOne(together=5, shuffle=random.Random(1))).values
    assert found.shape == (3, 4, 2, 2)
    assert found.tobytes() == conduct(sweep, tmp_path / "file", OneByOne()).values.tobytes()
    assert len(np.unique(found[:, :, 1])) > 12


def test_points_with_replicates_of_their_own_share_none(tmp_path, no_figures):
    town = load_scenario(write_sweep(tmp_path).parents[1] / "town.yaml")
    mine = sweep_over(town, SETS, replicates=2, own_replicates=True)
    found = conduct(mine, tmp_path / "own", OneByOne(most=4))
    found = conduct(load_sweep(found.folder / "sweep.yaml"), found.folder, OneByOne())
    every = conduct(sweep_over(town, SETS, replicates=6), tmp_path / "every", OneByOne()).values
    for at, own in enumerate(found.values):
        assert own.tobytes() == every[at, 2 * at : 2 * at + 2].tobytes()
    assert SweepResults.read(found.folder).values("engagement", "trust").tolist() == (
        found.values[:, :, 1, found.sweep.recipe.outcomes.index("trust")].tolist()
    )
    assert sorted(set(found.runs["replicate"])) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ({"contact.gian": [0.3]}, "did you mean contact.gain"),
        ({"contact.gain": [0.3], "fading.kept": [0.1, 0.2]}, "not as many each"),
        ({"contact.gain": []}, "no values"),
        ({"contact.gain": 0.3, "fading.kept": [0.1, 0.2]}, "not as many each"),
        ({}, "no values"),
        ({"contact.gain": [0.3, 7.0]}, "contact.gain must lie between 0 and 1"),
    ],
)
def test_parameter_sets_that_cannot_be_run_are_refused(tmp_path, points, said):
    town = load_scenario(write_sweep(tmp_path).parents[1] / "town.yaml")
    with pytest.raises(ProblemsFound, match=said):
        sweep_over(town, points)


# -- run until precise ---------------------------------------------------------------------------

PRECISE = {
    "outcome": "trust",
    "arm": "engagement",
    "half_width": 0.8,
    "batch": 5,
    "max": 40,
}


def test_a_noisier_point_gets_more_runs_and_batches_are_never_cut(tmp_path, no_figures):
    sweep = load_sweep(write_sweep(tmp_path, replicates=None, precision=PRECISE))
    done = conduct(sweep, tmp_path / "results", OneByOne(pretended))
    wanted = done.agenda.wanted.tolist()
    assert wanted == sorted(wanted)
    assert wanted[0] < wanted[-1], "the noise of pretended results grows with the point"
    assert all(each % 5 == 0 for each in wanted)
    for at, each in enumerate(wanted):
        assert done.agenda.precise(at) or each == 40


def test_how_many_runs_there_are_does_not_depend_on_the_order_of_results(tmp_path, no_figures):
    sweep = load_sweep(write_sweep(tmp_path, replicates=None, precision=PRECISE))
    conduct(sweep, tmp_path / "one", OneByOne(pretended))
    shuffled = OneByOne(pretended, together=7, shuffle=random.Random(3))
    conduct(sweep, tmp_path / "other", shuffled)
    assert tables(tmp_path / "one") == tables(tmp_path / "other")


def test_a_precise_sweep_that_was_stopped_ends_as_one_that_was_not(tmp_path, no_figures):
    sweep = load_sweep(write_sweep(tmp_path, replicates=None, precision=PRECISE))
    conduct(sweep, tmp_path / "one", OneByOne(pretended))
    while not conduct(sweep, tmp_path / "other", OneByOne(pretended, most=4)).agenda.complete:
        pass
    assert tables(tmp_path / "one") == tables(tmp_path / "other")
    runs = shard_rows(tmp_path / "other")
    assert len(runs) == len(set(runs))


# -- runs that fail ------------------------------------------------------------------------------


def test_a_run_that_raises_is_a_row_with_its_error_and_the_sweep_goes_on(tmp_path, no_figures):
    def sometimes(recipe, task):
        if task.replicate == 2:
            return point.Result(task, "failed", error="ValueError: planted")
        return pretended(recipe, task)

    sweep = load_sweep(write_sweep(tmp_path))
    done = conduct(sweep, tmp_path / "results", OneByOne(sometimes))
    assert done.agenda.failed == 3
    failed = done.runs.query("status == 'failed'")
    assert set(failed["error"]) == {"ValueError: planted"}
    assert failed["trust"].isna().all()
    assert len(done.runs.query("status == 'done'")) == 2 * 9
    again = conduct(sweep, tmp_path / "results", OneByOne(most=0))
    assert again.agenda.complete, "what raises once raises always: it is not tried again"


def test_an_error_inside_the_model_becomes_a_result(tmp_path):
    sweep = load_sweep(write_sweep(tmp_path))
    task = point.Task(0, 0, 1, ("much",))
    found = point.do(sweep.recipe, task)
    assert found.status == "failed"
    assert "per_resident" in found.error
    assert "\n" not in found.error


def test_failed_runs_end_the_command_with_3_and_the_command_that_repeats_one(
    tmp_path, monkeypatch, capsys
):
    def always(recipe, task):
        return point.Result(task, "failed", error="ValueError: planted")

    monkeypatch.setattr("sim.commands.sweep.LocalEngine", lambda workers: OneByOne(always))
    path, out = write_sweep(tmp_path), tmp_path / "results"
    assert command(["sweep", str(path), "--out", str(out)]) == 3
    told = capsys.readouterr().out
    assert "12 runs failed" in told
    assert f"reproduce {out} --run 0" in told


def test_a_run_that_kills_its_workers_is_given_up_and_all_others_are_done(
    tmp_path, no_figures, monkeypatch, capfd
):
    monkeypatch.setattr(local, "do_one", die_in_one_run)
    sweep = load_sweep(write_sweep(tmp_path))
    done = conduct(sweep, tmp_path / "results", LocalEngine(2))
    rows = done.runs.drop_duplicates("run").set_index("run")
    assert rows.loc[DEADLY_RUN, "status"] == "killed"
    assert "its workers died" in rows.loc[DEADLY_RUN, "error"]
    assert f"Run {DEADLY_RUN} was under way when its worker ended with SIGKILL" in (
        capfd.readouterr().err
    )
    assert (rows.drop(DEADLY_RUN)["status"] == "done").all()


def test_a_run_that_was_killed_is_tried_again_another_time(tmp_path, no_figures, uninterrupted):
    def killed(recipe, task):
        return point.Result(task, "killed", error="its worker ended with SIGKILL")

    sweep = load_sweep(write_sweep(tmp_path))
    conduct(sweep, tmp_path / "results", OneByOne(killed))
    conduct(sweep, tmp_path / "results", OneByOne())
    assert tables(tmp_path / "results") == uninterrupted


def test_workers_that_cannot_even_begin_end_the_sweep_and_keep_what_is_done(tmp_path, monkeypatch):
    sweep = load_sweep(write_sweep(tmp_path))
    conduct(sweep, tmp_path / "results", OneByOne(most=2))
    monkeypatch.setattr(local, "begin", end_before_beginning)
    with pytest.raises(EngineLost, match="status 7"):
        conduct(sweep, tmp_path / "results", LocalEngine(2))
    assert shard_rows(tmp_path / "results") == [0, 1]


def test_sources_that_change_while_a_sweep_runs_end_it(tmp_path):
    sweep = load_sweep(write_sweep(tmp_path))
    other = point.Recipe(**{**vars(sweep.recipe), "version": "another"})
    with pytest.raises(point.OtherVersion):
        point.do(other, point.Task(0, 0, 1, sweep.values(0)))


def test_what_a_killed_run_called_for_is_no_part_of_the_tables(tmp_path, no_figures):
    precision = {**PRECISE, "half_width": 4.0}
    sweep = load_sweep(write_sweep(tmp_path, replicates=None, precision=precision))
    conduct(sweep, tmp_path / "one", OneByOne(pretended))

    def killed(recipe, task):
        result = pretended(recipe, task)
        return result if task.replicate > 4 else point.Result(task, "killed", error="planted")

    conduct(sweep, tmp_path / "other", OneByOne(killed))
    more = len(set(shard_rows(tmp_path / "other")))
    conduct(sweep, tmp_path / "other", OneByOne(pretended))
    assert tables(tmp_path / "one") == tables(tmp_path / "other")
    assert more > len(set(shard_rows(tmp_path / "one"))), "one run a batch says nothing of spread"


def test_what_the_machine_lacked_is_tried_again_another_time(tmp_path, monkeypatch):
    def lacking(*arguments):
        raise MemoryError

    sweep = load_sweep(write_sweep(tmp_path))
    monkeypatch.setattr(point, "_done", lacking)
    assert point.do(sweep.recipe, point.Task(0, 0, 1, sweep.values(0))).status == "killed"
