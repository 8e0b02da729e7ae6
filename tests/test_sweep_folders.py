"""The folder of a sweep: one writer, one design, one version; what is damaged is done again."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pyarrow import parquet

from sim.commands.main import run as command
from sim.common.problems import ProblemsFound
from sim.report.figures.sweeps import draw_sweep
from sim.study.folder.new_results import new_results
from sim.study.sweeps import point, store
from sim.study.sweeps.agenda import Part
from sim.study.sweeps.conduct import conduct
from sim.study.sweeps.description import description
from sim.study.sweeps.load import load_sweep
from tests.sweep_runs import OneByOne, pretended, shard_rows, tables, write_sweep


def test_a_folder_has_one_writer_and_the_second_is_told_who(tmp_path, no_figures):
    sweep = load_sweep(write_sweep(tmp_path))
    about = description(sweep, None, [])
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
        store.Store.open(folder, sweep, description(sweep, part, [])),
        pytest.raises(ProblemsFound, match="is writing here"),
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
    monkeypatch.setattr("sim.study.sweeps.sweep.version", lambda *_: "another")
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
        tmp_path / "results" / "shards" / ".000000003-000000003-aa.parquet.bb12cd34.part",
        tmp_path / "results" / ".runs.parquet.cc12cd34.part",
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
    (folder / ".points.parquet.ab12cd34.part").write_bytes(b"PAR1half")
    conduct(load_sweep(write_sweep(tmp_path)), folder, OneByOne())
    assert tables(folder) == uninterrupted


def test_a_finish_that_was_killed_is_done_again(tmp_path, uninterrupted):
    sweep, folder = load_sweep(write_sweep(tmp_path)), tmp_path / "results"

    def killed(*arguments):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        conduct(sweep, folder, OneByOne(), draw=killed)
    assert json.loads((folder / "manifest.json").read_text())["ended"] is None
    drawn = []

    def draw(*each):
        drawn.append(each)

    conduct(sweep, folder, OneByOne(), draw=draw)
    assert len(drawn) == 1
    assert json.loads((folder / "manifest.json").read_text())["ended"] is not None
    conduct(sweep, folder, OneByOne(), draw=draw)
    assert len(drawn) == 1, "what is finished is not drawn again"
    (folder / "series.parquet").unlink()
    conduct(sweep, folder, OneByOne())
    assert tables(folder) == uninterrupted


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
    monkeypatch.setattr("sim.commands.sweep.LocalEngine", lambda workers: next(engines))
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
    assert manifest["model"] == point.version(manifest["recipe"]["scenario"])
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


def test_the_figures_of_a_grid_of_many_names_fit_their_page(tmp_path):
    vary = {
        "budget.per_resident": [10, 50],
        "fading.kept": {"steps": 4},
        "department.officers_per_1000": [1.5, 3],
    }
    sweep = load_sweep(write_sweep(tmp_path, vary=vary, replicates=5))
    conduct(sweep, tmp_path / "results", OneByOne(pretended), draw=draw_sweep)
    drawn = {path.name for path in (tmp_path / "results" / "figures").iterdir()}
    assert {"response.svg", "were_there_enough_runs.svg"} <= drawn


def test_the_sensitivity_of_a_grid_is_refused_with_what_would_help(tmp_path, no_figures, capsys):
    conduct(load_sweep(write_sweep(tmp_path)), tmp_path / "results", OneByOne(pretended))
    assert command(["sensitivity", str(tmp_path / "results")]) == 2
    assert "latin_hypercube" in capsys.readouterr().err
    assert not (tmp_path / "results" / "sensitivity").exists()


def test_a_folder_that_is_not_there_or_holds_parts_alone_is_told_in_words(tmp_path, capsys):
    sweep = load_sweep(write_sweep(tmp_path))
    conduct(sweep, tmp_path / "results", OneByOne(pretended), Part(1, 2))
    assert command(["sensitivity", str(tmp_path / "nowhere")]) == 2
    assert "there is no such folder" in capsys.readouterr().err
    assert command(["reproduce", str(tmp_path / "results")]) == 2
    assert "only parts of a sweep are here" in capsys.readouterr().err
    assert command(["sensitivity", str(tmp_path / "results" / "parts" / "1-of-2")]) == 2
    assert "this is a part of a sweep" in capsys.readouterr().err


def test_the_refusal_of_an_edited_design_says_what_was_edited(tmp_path, no_figures):
    conduct(load_sweep(write_sweep(tmp_path)), tmp_path / "results", OneByOne(most=1))
    edited = load_sweep(write_sweep(tmp_path, replicates=5))
    with pytest.raises(ProblemsFound, match="replicates: 4 there, 5 here"):
        conduct(edited, tmp_path / "results", OneByOne())
