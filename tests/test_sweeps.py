"""A sweep gives the same tables however it was run, stopped, cut into parts or put together."""

from __future__ import annotations

import errno
import json
import os
import random
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pyarrow import parquet

from sim.command_line import run as command
from sim.experiment.results_folder import new_results
from sim.problems import ProblemsFound
from sim.sweeps import conduct as conducting
from sim.sweeps import point, store
from sim.sweeps.agenda import Agenda, Known, Part
from sim.sweeps.conduct import conduct
from sim.sweeps.engines import EngineLost, local
from sim.sweeps.engines.dask import DaskEngine
from sim.sweeps.engines.local import LocalEngine
from sim.sweeps.sweep import load_sweep
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


@pytest.fixture
def no_figures(monkeypatch):
    """Figures are drawn elsewhere; here they would only take time."""
    monkeypatch.setattr("sim.report.figures.sweeps.draw_sweep", lambda sweep, folder: None)


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory):
    """The tables of the tiny sweep, run one by one in this process without any fault."""
    folder = tmp_path_factory.mktemp("uninterrupted")
    sweep = load_sweep(write_sweep(folder / "files"))
    conduct(sweep, folder / "results", OneByOne())
    return tables(folder / "results")


def test_tables_do_not_depend_on_the_engine_or_the_number_of_workers(
    tmp_path, no_figures, uninterrupted
):
    sweep = load_sweep(write_sweep(tmp_path))
    engines = {
        "one": LocalEngine(1),
        "two": LocalEngine(2),
        "four": LocalEngine(4),
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

    monkeypatch.setattr("sim.sweeps.command.LocalEngine", lambda workers: OneByOne(always))
    path, out = write_sweep(tmp_path), tmp_path / "results"
    assert command(["sweep", str(path), "--out", str(out)]) == 3
    told = capsys.readouterr().out
    assert "12 runs failed" in told
    assert f"reproduce {out} --run 0" in told


def test_a_run_that_kills_its_workers_is_given_up_and_all_others_are_done(
    tmp_path, no_figures, monkeypatch, capfd
):
    monkeypatch.setattr(local, "work", die_in_one_run)
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
    monkeypatch.setattr(local, "work", end_before_beginning)
    with pytest.raises(EngineLost, match="status 7"):
        conduct(sweep, tmp_path / "results", LocalEngine(2))
    assert shard_rows(tmp_path / "results") == [0, 1]


def test_sources_that_change_while_a_sweep_runs_end_it(tmp_path):
    sweep = load_sweep(write_sweep(tmp_path))
    other = point.Recipe(**{**vars(sweep.recipe), "version": "another"})
    with pytest.raises(point.OtherVersion):
        point.do(other, point.Task(0, 0, 1, sweep.values(0)))


# -- the folder ----------------------------------------------------------------------------------


def test_a_folder_has_one_writer_and_the_second_is_told_who(tmp_path, no_figures):
    sweep = load_sweep(write_sweep(tmp_path))
    about = conducting.description(sweep, None, [])
    with (
        store.Store.open(tmp_path / "results", sweep, about),
        pytest.raises(ProblemsFound, match=f"process {os.getpid()} on "),
    ):
        conduct(sweep, tmp_path / "results", OneByOne())
    assert conduct(sweep, tmp_path / "results", OneByOne(pretended)).agenda.complete


def test_parts_that_are_being_written_are_waited_for(tmp_path):
    sweep = load_sweep(write_sweep(tmp_path))
    part = Part(1, 2)
    folder = store.part_folder(tmp_path / "results", part)
    with (
        store.Store.open(folder, sweep, conducting.description(sweep, part, [])),
        pytest.raises(ProblemsFound, match="is writing this sweep"),
    ):
        conduct(sweep, tmp_path / "results", OneByOne())


EDITED = {
    "another value": {"vary": {"budget.per_resident": [10, 40, 91]}},
    "more replicates": {"replicates": 5},
    "another outcome": {"outcomes": ["trust"]},
    "another seed": {"seed": 7},
    "another scenario": {"change": {"days": 9}},
}


@pytest.mark.parametrize("changes", EDITED.values(), ids=EDITED)
def test_an_edited_design_is_never_mixed_with_what_is_there(tmp_path, no_figures, changes):
    conduct(load_sweep(write_sweep(tmp_path)), tmp_path / "results", OneByOne(most=2))
    before = shard_rows(tmp_path / "results")
    edited = load_sweep(write_sweep(tmp_path, **changes))
    with pytest.raises(ProblemsFound, match="with another design") as refused:
        conduct(edited, tmp_path / "results", OneByOne())
    assert "--out" in str(refused.value)
    assert shard_rows(tmp_path / "results") == before


def test_a_new_story_is_no_new_design(tmp_path, no_figures):
    conduct(load_sweep(write_sweep(tmp_path)), tmp_path / "results", OneByOne(most=2))
    told = load_sweep(write_sweep(tmp_path, town={"about": "Another story."}, about="And this."))
    assert conduct(told, tmp_path / "results", OneByOne()).agenda.complete


def test_another_version_of_the_model_is_never_mixed_with_what_is_there(
    tmp_path, no_figures, monkeypatch
):
    conduct(load_sweep(write_sweep(tmp_path)), tmp_path / "results", OneByOne(most=2))
    monkeypatch.setattr("sim.sweeps.sweep.version", lambda: "another")
    with pytest.raises(ProblemsFound, match="another version of the model"):
        conduct(load_sweep(write_sweep(tmp_path)), tmp_path / "results", OneByOne())


def test_a_folder_of_something_else_is_refused_and_untouched(tmp_path):
    sweep = load_sweep(write_sweep(tmp_path))
    work = tmp_path / "work"
    work.mkdir()
    (work / "thesis.docx").write_text("years")
    (tmp_path / "file").write_text("a file")
    (tmp_path / "link").symlink_to(work)
    for target in ("work", "file", "link", "file/below"):
        with pytest.raises(ProblemsFound):
            conduct(sweep, tmp_path / target, OneByOne())
    assert [path.name for path in work.iterdir()] == ["thesis.docx"]


def test_a_comparison_never_replaces_a_sweep(tmp_path, no_figures):
    conduct(load_sweep(write_sweep(tmp_path)), tmp_path / "results", OneByOne(most=2))
    with pytest.raises(ProblemsFound, match="holds a sweep"), new_results(tmp_path / "results"):
        pass
    assert shard_rows(tmp_path / "results") == [0, 1]


@pytest.mark.parametrize("how", ["cut", "bit"])
def test_a_damaged_shard_is_put_aside_and_its_runs_are_done_again(
    tmp_path, no_figures, uninterrupted, capsys, how
):
    sweep = load_sweep(write_sweep(tmp_path))
    conduct(sweep, tmp_path / "results", OneByOne(most=3))
    (shard,) = (tmp_path / "results" / "shards").iterdir()
    content = bytearray(shard.read_bytes())
    if how == "cut":
        del content[-40:]
    else:  # a bit flips where the outcomes are
        trust = parquet.read_metadata(shard).row_group(0).column(7)
        content[trust.dictionary_page_offset + trust.total_compressed_size // 2] ^= 1
    shard.write_bytes(content)
    conduct(sweep, tmp_path / "results", OneByOne())
    assert "is damaged" in capsys.readouterr().err
    assert tables(tmp_path / "results") == uninterrupted


def test_half_written_files_of_a_killed_writer_are_swept_away(tmp_path, no_figures, uninterrupted):
    sweep = load_sweep(write_sweep(tmp_path))
    conduct(sweep, tmp_path / "results", OneByOne(most=3))
    rests = [
        tmp_path / "results" / "shards" / ".000000003-000000003-aa.parquet.bb.part",
        tmp_path / "results" / ".runs.parquet.cc.part",
    ]
    for rest in rests:
        rest.write_bytes(b"PAR1half")
    conduct(sweep, tmp_path / "results", OneByOne())
    assert not any(rest.exists() for rest in rests)
    assert tables(tmp_path / "results") == uninterrupted


def test_a_run_that_was_done_twice_is_kept_once(tmp_path, no_figures, uninterrupted):
    sweep = load_sweep(write_sweep(tmp_path))
    conduct(sweep, tmp_path / "results", OneByOne(most=3))
    (shard,) = (tmp_path / "results" / "shards").iterdir()
    shard.with_name("000000000-000000002-late.parquet").write_bytes(shard.read_bytes())
    conduct(sweep, tmp_path / "results", OneByOne())
    assert tables(tmp_path / "results") == uninterrupted


def test_a_folder_that_was_killed_before_its_manifest_stood_is_gone_on_with(
    tmp_path, no_figures, uninterrupted
):
    folder = tmp_path / "results"
    (folder / "shards").mkdir(parents=True)
    (folder / ".points.parquet.ab12.part").write_bytes(b"PAR1half")
    conduct(load_sweep(write_sweep(tmp_path)), folder, OneByOne())
    assert tables(folder) == uninterrupted


def test_a_finish_that_was_killed_is_done_again(tmp_path, no_figures, monkeypatch, uninterrupted):
    sweep, folder = load_sweep(write_sweep(tmp_path)), tmp_path / "results"

    def killed(*arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr("sim.report.figures.sweeps.draw_sweep", killed)
    with pytest.raises(KeyboardInterrupt):
        conduct(sweep, folder, OneByOne())
    assert json.loads((folder / "manifest.json").read_text())["ended"] is None
    drawn = []
    monkeypatch.setattr("sim.report.figures.sweeps.draw_sweep", lambda *each: drawn.append(each))
    conduct(sweep, folder, OneByOne())
    assert len(drawn) == 1
    assert json.loads((folder / "manifest.json").read_text())["ended"] is not None
    conduct(sweep, folder, OneByOne())
    assert len(drawn) == 1, "what is finished is not drawn again"
    (folder / "series.parquet").unlink()
    conduct(sweep, folder, OneByOne())
    assert tables(folder) == uninterrupted


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


def test_a_part_of_an_edited_sweep_is_refused_beside_the_whole(tmp_path, no_figures):
    conduct(load_sweep(write_sweep(tmp_path)), tmp_path / "results", OneByOne())
    edited = load_sweep(write_sweep(tmp_path, replicates=5))
    with pytest.raises(ProblemsFound, match="with another design"):
        conduct(edited, tmp_path / "results", OneByOne(), Part(1, 2))
    assert not (tmp_path / "results" / "parts").exists()


def test_a_folder_of_a_comparison_is_refused_and_untouched(tmp_path):
    sweep, folder = load_sweep(write_sweep(tmp_path)), tmp_path / "compared"
    (folder / "shards").mkdir(parents=True)
    (folder / "manifest.json").write_text('{"kind": "comparison"}')
    (folder / "shards" / ".mine.part").write_text("mine")
    with pytest.raises(ProblemsFound, match="something else than a sweep"):
        conduct(sweep, folder, OneByOne())
    left = {path.name for path in folder.rglob("*")}
    assert left == {"shards", "manifest.json", ".mine.part"}


def test_what_the_machine_lacked_is_tried_again_another_time(tmp_path, monkeypatch):
    def lacking(*arguments):
        raise MemoryError

    sweep = load_sweep(write_sweep(tmp_path))
    monkeypatch.setattr(point, "_done", lacking)
    assert point.do(sweep.recipe, point.Task(0, 0, 1, sweep.values(0))).status == "killed"


def test_two_outcomes_of_the_same_run_are_not_passed_over(tmp_path, no_figures):
    sweep = load_sweep(write_sweep(tmp_path))
    conduct(sweep, tmp_path / "results", OneByOne(most=3))
    (shard,) = (tmp_path / "results" / "shards").iterdir()
    table = parquet.read_table(shard, partitioning=None)
    at = table.column_names.index("trust")
    other = table.set_column(at, "trust", [table["trust"].to_numpy() + 1e-12])
    parquet.write_table(other, shard.with_name("000000000-000000002-late.parquet"))
    with pytest.raises(ProblemsFound, match="came out differently"):
        conduct(sweep, tmp_path / "results", OneByOne())


def test_a_full_disk_leaves_whole_shards_alone_and_the_sweep_can_go_on(
    tmp_path, no_figures, monkeypatch, capsys, uninterrupted
):
    sweep_file, out = write_sweep(tmp_path), tmp_path / "results"
    engines = iter([OneByOne(most=2), OneByOne(), OneByOne()])
    monkeypatch.setattr("sim.sweeps.command.LocalEngine", lambda workers: next(engines))
    assert command(["sweep", str(sweep_file), "--out", str(out)]) == 130
    real = parquet.write_table

    def full(table, where, **options):
        Path(where).write_bytes(b"PAR1 half of")
        raise OSError(errno.ENOSPC, "No space left on device", str(where))

    monkeypatch.setattr(parquet, "write_table", full)
    assert command(["sweep", str(sweep_file), "--out", str(out)]) == 2
    told = capsys.readouterr().err
    assert "No space left on device" in told
    assert "same command again" in told
    assert shard_rows(out) == [0, 1]
    assert not list(out.rglob("*.part"))
    monkeypatch.setattr(parquet, "write_table", real)
    assert command(["sweep", str(sweep_file), "--out", str(out)]) == 0
    assert tables(out) == uninterrupted


def test_where_nothing_may_be_written_the_sweep_says_so_before_it_runs(tmp_path):
    sweep = load_sweep(write_sweep(tmp_path))
    with pytest.raises(ProblemsFound, match="cannot be written here"):
        conduct(sweep, Path("/proc/nowhere/results"), OneByOne())


def test_the_manifest_tells_what_a_result_rests_on(tmp_path, no_figures):
    sweep = load_sweep(write_sweep(tmp_path))
    conduct(sweep, tmp_path / "results", OneByOne())
    manifest = json.loads((tmp_path / "results" / "manifest.json").read_text())
    assert manifest["kind"] == "sweep"
    assert manifest["model"] == point.version()
    assert manifest["recipe"]["scenario"]["community"]["residents"] == 60
    assert manifest["ended"] >= manifest["started"]


def test_what_varies_stands_beside_every_run_and_series_have_every_day(tmp_path, no_figures):
    sweep = load_sweep(write_sweep(tmp_path))
    done = conduct(sweep, tmp_path / "results", OneByOne())
    assert done.runs["budget.per_resident"].unique().tolist() == [10, 40, 90]
    assert done.runs.groupby("arm")["run"].count().tolist() == [12, 12]
    series = pd.read_parquet(tmp_path / "results" / "series.parquet")
    assert sorted(series["day"].unique()) == [0, 4, 8]
    last = series.query("day == 8 and outcome == 'trust'")["value"].to_numpy()
    assert np.array_equal(last, done.runs["trust"].to_numpy())


def test_a_dry_run_tells_the_size_and_writes_nothing(tmp_path, capsys):
    path, out = write_sweep(tmp_path), tmp_path / "results"
    assert command(["sweep", str(path), "--out", str(out), "--dry-run"]) == 0
    assert "3 points" in (told := capsys.readouterr().out)
    assert "12 runs" in told
    assert not out.exists()
