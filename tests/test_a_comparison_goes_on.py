"""A comparison that was interrupted, killed or out of disk goes on, and nothing is run twice."""

from __future__ import annotations

import errno
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
import yaml
from known_runs import SCENARIO, KnownRunner

import sim
from sim.commands import compare as comparing
from sim.commands.main import run as command
from sim.model.scenario.scenario import Scenario
from sim.study import kept_runs, manifest, runs, same_runs, shards, tables
from sim.study.compare import Comparison, compare
from sim.study.kept_runs import KeptRuns
from sim.study.runs import Run, run_replicate

WORK = ".town.part"


@dataclass
class Counting:
    """A runner that notes what it runs, and from one replicate on does something else."""

    at: int | None = None
    happens: Callable[[], object] = lambda: None
    ran: list[int] = field(default_factory=list)

    def __call__(self, scenario: Scenario, replicate: int, /) -> list[Run]:
        if self.at is not None and replicate >= self.at:
            self.happens()
        self.ran.append(replicate)
        return KnownRunner(without_crime=(2,))(scenario, replicate)


def interrupt() -> None:
    raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Everything is kept at once, and figures are drawn elsewhere."""
    monkeypatch.setattr(shards, "LATEST", 0.0)
    monkeypatch.setattr(comparing, "show", lambda comparison, folder: None)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "two-ways.yaml").write_text(SCENARIO)


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, list[int]]]:
    """Types `compare`; gives the exit status and which replicates were run."""

    def typed(
        at: int | None = None,
        happens: Callable[[], object] = interrupt,
        out: str = "town",
        **options: int,
    ) -> tuple[int, list[int]]:
        runner = Counting(at, happens)
        monkeypatch.setattr(runs, "run_replicate", runner)
        given = {"workers": 1, **options}
        others = [f"--{name}={value}" for name, value in given.items()]
        return command(["compare", "two-ways.yaml", "--out", out, *others]), runner.ran

    return typed


Typed = Callable[..., tuple[int, list[int]]]


def files(folder: str) -> dict[str, bytes]:
    return {
        path.name: path.read_bytes()
        for path in Path(folder).iterdir()
        if path.is_file() and path.name != "manifest.json"
    }


def test_after_an_interruption_the_same_command_does_only_the_rest_and_comes_out_the_same(
    typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(at=3) == (130, [1, 2])
    told = capsys.readouterr().err
    assert "2 of 4 replicates are saved: the same command goes on from there." in told
    assert not Path("town").exists()
    assert typed() == (0, [3, 4])
    assert f"2 of 4 replicates are there already, saved in {Path(WORK).absolute()}" in (
        capsys.readouterr().err
    )
    assert not Path(WORK).exists()
    assert typed(out="at_once") == (0, [1, 2, 3, 4])
    assert files("town") == files("at_once")


def test_a_comparison_can_go_on_with_more_or_fewer_replicates(typed: Typed) -> None:
    typed(at=3)
    assert typed(at=5, replicates=6) == (130, [3, 4])
    assert typed(replicates=3) == (0, [])
    assert typed(out="at_once", replicates=3) == (0, [1, 2, 3])
    assert files("town") == files("at_once")


GROUPS = "majority: {share: 0.7}, minority: {share: 0.3}"


@pytest.mark.parametrize(
    "other", ["seed", "scenario", "groups in another order", "model", "what a run is"]
)
def test_what_is_kept_of_something_else_is_never_gone_on_with(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], other: str
) -> None:
    typed(at=3)
    if other == "scenario":
        Path("two-ways.yaml").write_text(SCENARIO.replace("residents: 500", "residents: 600"))
    if other == "groups in another order":
        swapped = ", ".join(reversed(re.split(r"(?<=}), ", GROUPS)))
        Path("two-ways.yaml").write_text(SCENARIO.replace(GROUPS, swapped))
    if other == "what a run is":
        (runs_py := Path("runs.py")).write_text("class Run: pass\n")
        monkeypatch.setattr(same_runs, "WHAT_A_RUN_IS", runs_py)
    if other == "model":
        monkeypatch.setattr("sim.study.same_runs.model_version", lambda *_: "another")
    assert typed(**({"seed": 7} if other == "seed" else {})) == (0, [1, 2, 3, 4])
    assert "of another scenario or version" in capsys.readouterr().err


def test_the_order_of_groups_is_part_of_the_fingerprint_of_a_scenario() -> None:
    """It decides who is whose neighbour."""
    one = Scenario.model_validate(yaml.safe_load(SCENARIO)).resolved()
    other = {**one, "community": {**one["community"]}}
    other["community"]["groups"] = dict(reversed(one["community"]["groups"].items()))
    assert one == other
    assert manifest.fingerprint(one) != manifest.fingerprint(other)


def test_what_is_kept_of_another_scenario_waits_for_it(typed: Typed) -> None:
    """A file that was wrong for a moment, or another seed in between, costs no run."""
    typed(at=3)
    typed(at=2, seed=7)
    assert typed(seed=8) == (0, [1, 2, 3, 4])
    assert typed(seed=7) == (0, [2, 3, 4])
    assert typed() == (0, [3, 4])
    assert not Path(WORK).exists()


def test_only_the_newest_of_what_is_kept_of_others_stays(typed: Typed) -> None:
    for seed in range(1, 6):
        typed(at=3, seed=seed)
        for path in Path(WORK).glob("runs-*"):  # as if a day went by
            os.utime(path, (path.stat().st_mtime - 86_400,) * 2)
    assert typed(seed=6, at=5)[0] == 0
    assert typed(seed=4) == (0, [3, 4])
    assert typed(seed=1) == (0, [1, 2, 3, 4])


def test_only_replicates_that_are_wanted_are_counted(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(at=4)
    with monkeypatch.context() as small:
        small.setattr(tables, "write", full)
        assert typed(replicates=2) == (2, [])
    told = capsys.readouterr().err
    assert "2 of 2 replicates are saved" in told
    assert "3 of 2" not in told


def test_what_does_not_change_a_run_does_not_cost_it(typed: Typed) -> None:
    typed(at=3)
    claim = "expect: [{outcome: trust, arm: talking, than: watching, at_least: 1}]\n"
    Path("two-ways.yaml").write_text(SCENARIO.replace("Two ways", "Ways") + claim)
    assert typed() == (0, [3, 4])


def test_a_file_that_was_not_written_by_this_program_is_done_again(
    typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    """A header that NumPy cannot read as Python: the sums of the archive are right."""
    typed(at=4)
    path = sorted(Path(WORK).rglob("*.npz"))[1]
    header = b"{'descr': (((".ljust(117) + b"\n"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("arm.npy", b"\x93NUMPY\x01\x00\x76\x00" + header)
    assert typed() == (0, [2, 4])
    assert "is damaged" in capsys.readouterr().err


def test_a_damaged_file_is_done_again(typed: Typed, capsys: pytest.CaptureFixture[str]) -> None:
    typed(at=4)
    path = sorted(Path(WORK).rglob("*.npz"))[1]
    content = path.read_bytes()
    values = content.index(b"\x93NUMPY", len(content) // 2) + 100
    path.write_bytes(content[:values] + bytes([content[values] ^ 255]) + content[values + 1 :])
    assert typed() == (0, [2, 4])
    assert "is damaged" in capsys.readouterr().err


KILLED = """
import os
import sys
from known_runs import KnownRunner
from sim.commands.main import main
from sim.study import runs, shards

shards.LATEST = 0.0

def dying(scenario, replicate, /):
    if replicate == 4:
        os._exit(9)  # as by SIGKILL: nothing is tidied
    return KnownRunner(without_crime=(2,))(scenario, replicate)

runs.run_replicate = dying
main()
"""


def test_after_a_kill_the_same_command_goes_on(typed: Typed) -> None:
    paths = os.pathsep.join([str(Path(sim.__file__).parents[1]), str(Path(__file__).parent)])
    arguments = ["compare", "two-ways.yaml", "--out", "town", "--workers=1"]
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, *arguments], env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
    )  # fmt: skip
    assert killed.returncode == 9
    assert typed() == (0, [4])
    assert not Path(WORK).exists()


def full(*given: object, **named: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_disk_that_is_full_at_the_end_costs_neither_answer_nor_runs_nor_earlier_results(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed()
    before = files("town")
    capsys.readouterr()
    with monkeypatch.context() as small:
        small.setattr(tables, "write", full)
        assert typed(replicates=3) == (2, [1, 2, 3])
    printed = capsys.readouterr()
    assert "Trust in police" in printed.out
    assert "No space left on device" in printed.err
    assert "3 of 3 replicates are saved: the same command goes on from there" in printed.err
    assert files("town") == before
    assert typed(replicates=3) == (0, [])
    assert files("town") != before


def test_a_disk_that_is_full_meanwhile_does_not_end_the_comparison(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(kept_runs, "_save", full)
    assert typed() == (0, [1, 2, 3, 4])
    told = capsys.readouterr().err
    assert told.count("cannot be saved for an interruption: No space left on device") == 1
    assert Path("town/runs.parquet").exists()


@pytest.mark.parametrize(
    ("error", "status"), [(ValueError("no font"), 3), (KeyboardInterrupt(), 130)]
)
def test_figures_that_cannot_be_drawn_cost_no_run_and_no_table(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    error: BaseException, status: int,
) -> None:  # fmt: skip
    def failing(comparison: object, folder: Path) -> None:
        (folder / "report.html").write_text("half")
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(comparing, "show", failing)
        assert typed() == (status, [1, 2, 3, 4])
    printed = capsys.readouterr()
    assert "Trust in police" in printed.out
    assert "The tables are in town; figures and report are not drawn." in printed.err
    assert "o results were written" not in printed.err
    assert Path("town/runs.parquet").exists()
    assert not Path("town/report.html").exists()
    assert typed() == (0, [])
    assert not Path(WORK).exists()


@pytest.mark.parametrize("broken", ["show", "print_comparison"])
@pytest.mark.parametrize("error", [ValueError("no font"), KeyboardInterrupt()])
def test_an_earlier_report_stays_with_its_tables_until_the_new_one_is_there(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
    error: BaseException, broken: str,
) -> None:  # fmt: skip
    def drawing(comparison: Comparison, folder: Path) -> None:
        (folder / "report.html").write_text(f"on {comparison.scenario.replicates}")

    def failing(*_: object) -> None:
        raise error

    monkeypatch.setattr(comparing, "show", drawing)
    typed()
    before = files("town")
    with monkeypatch.context() as small:
        small.setattr(comparing, broken, failing)
        assert typed(replicates=3)[0] == (130 if isinstance(error, KeyboardInterrupt) else 3)
    told = capsys.readouterr().err
    assert files("town") == before
    if (broken, type(error)) != ("print_comparison", ValueError):  # a fault of the program
        assert "those of an earlier run stay in town" in told
    assert typed(replicates=3) == (0, [])
    assert (Path("town") / "report.html").read_text() == "on 3"
    assert typed(out="at_once", replicates=3)[0] == 0
    assert files("town") == files("at_once")


def test_tables_that_stand_are_told_of_when_the_answer_is_interrupted(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(comparing, "print_comparison", lambda comparison: interrupt())
    assert typed()[0] == 130
    assert Path("town/runs.parquet").exists()
    told = capsys.readouterr().err
    assert "The tables are in town" in told
    assert "o results were written" not in told


def test_the_answer_is_printed_before_anything_is_drawn(
    typed: Typed, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(
        comparing, "show", lambda comparison, folder: heard.append(capsys.readouterr().out)
    )
    typed()
    assert "Trust in police" in heard[0]
    assert "Tables: town" in heard[0]


def test_runs_of_the_model_come_back_from_the_disk_to_the_bit(tmp_path: Path) -> None:
    town = {"community": {"residents": 100}, "days": 40, "burn_in_days": 5, "replicates": 2}
    arms = {"business_as_usual": {}, "talking": {"foot_patrol": {"hours": 8}}}
    scenario = Scenario.model_validate({"name": "tiny", **town, "arms": arms})
    kept = KeptRuns(tmp_path / "runs-tiny")
    whole = compare(scenario, kept.keeping(run_replicate))
    assert kept.flush() == {1, 2}
    found = KeptRuns(tmp_path / "runs-tiny").known
    again = compare(scenario, lambda scenario, replicate: pytest.fail("it ran"), known=found)
    for one, other in zip(whole.runs, again.runs, strict=True):
        assert one.outcomes.keys() == other.outcomes.keys()
        np.testing.assert_array_equal(list(one.outcomes.values()), list(other.outcomes.values()))
        assert (one.arm, one.replicate, one.seed) == (other.arm, other.replicate, other.seed)
        for name in ("days", "ledger_days", "ledger", "crime_book", "block_trust", "block_places"):
            mine, theirs = getattr(one, name), getattr(other, name)
            assert mine.dtype == theirs.dtype, name
            assert mine.tobytes() == theirs.tobytes(), name
        assert one.series.keys() == other.series.keys()
        for name, values in one.series.items():
            assert values.tobytes() == other.series[name].tobytes(), name
