"""What a person types about sweeps, and what they are told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sim.commands.main import run
from sim.study.ready import USUAL_SPEED, compile_here, speed_here
from sim.study.sweeps.load import load_sweep
from sim.study.sweeps.size import size
from tests.small_sweeps import HEAD, write_sweep
from tests.sweep_runs import write_sweep as write_tiny_sweep

ROOT = Path(__file__).parents[1]
FINE, BAD_INPUT = 0, 2


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--part", "0/3"], "--part: '0/3' is no part"),
        (["--part", "4/3"], "--part: '4/3' is no part"),
        (["--part", "x"], "write it as 3/20: the third of twenty parts"),
        (["--scheduler", "tcp://127.0.0.1:8786"], "a scheduler is only used by Dask"),
        (["--engine", "cloud"], "'cloud' is not one of"),
        (["--workers", "0"], "Invalid value for '--workers'"),
    ],
)
def test_options_that_cannot_be_meant_are_bad_input(tmp_path, options, said, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = write_sweep(tmp_path)
    before = everything_in(tmp_path)
    assert run(["sweep", str(path), *options]) == BAD_INPUT
    error = " ".join(capsys.readouterr().err.split())
    assert said in error
    assert "Traceback" not in error
    assert everything_in(tmp_path) == before


def test_a_wrong_sweep_is_bad_input_and_nothing_is_written(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = write_sweep(tmp_path, vary={"contact.gian": [0.3]})
    before = everything_in(tmp_path)
    assert run(["sweep", str(path), "--out", str(tmp_path / "out")]) == BAD_INPUT
    error = capsys.readouterr().err
    assert f"{path}:3:8" in error
    assert "did you mean contact.gain?" in error
    assert everything_in(tmp_path) == before


def test_a_dry_run_tells_the_size_and_writes_nothing(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = write_sweep(tmp_path, about="What does a contact do?", arms=["visits"], replicates=3)
    before = everything_in(tmp_path)
    assert run(["sweep", str(path), "--dry-run", "--workers", "1", "--part", "1/2"]) == FINE
    said = capsys.readouterr().out
    assert "Small, part 1 of 2\n  What does a contact do?" in said
    assert "2 points, 1 name varied, 3 runs of one arm" in said
    assert everything_in(tmp_path) == before


def test_the_time_told_follows_the_speed_of_the_machine(tmp_path):
    large = load_sweep(write_sweep(tmp_path, change={"days": 3650}, replicates=1000))
    slow, fast, shared = (
        size(large, workers, speed=speed).seconds
        for workers, speed in ((1, 1e-3), (1, 1e-6), (4, 1e-3))
    )
    assert slow == pytest.approx(1000.0 * fast, rel=0.2)
    assert shared == pytest.approx(slow / 4.0, rel=0.01)


def test_a_machine_that_has_not_compiled_the_model_is_taken_for_a_usual_one(monkeypatch):
    monkeypatch.setattr("sim.study.ready.cache_is_warm", lambda: False)
    assert speed_here() == USUAL_SPEED
    monkeypatch.undo()
    compile_here()
    assert 0.0 < speed_here() != USUAL_SPEED


def test_points_too_few_for_sensitivity_are_told_before_anything_runs(tmp_path, capsys):
    def told(points, **changes):
        design = {"kind": "latin_hypercube", "points": points}
        vary = {"contact.gain": "plausible"}
        assert run(["check", str(write_sweep(tmp_path, vary=vary, design=design, **changes))]) == 0
        return " ".join(capsys.readouterr().out.split())

    assert "Too few points for" in told(99)
    assert "to say which numbers matter: about 100 would do." in told(99)
    assert "Too few" not in told(100)
    assert "Too few" not in told(20, arms=["visits"])  # no difference to explain


def test_check_tells_sweeps_and_scenarios_and_what_is_wrong_with_either(tmp_path, capsys):
    fine = write_sweep(tmp_path)
    wrong = fine.with_name("wrong.yaml")
    wrong.write_text(HEAD + "vary: {contact.gain: [7]}\n")
    files = [fine, wrong, tmp_path / "town.yaml", tmp_path / "nowhere.yaml"]

    assert run(["check", *map(str, files)]) == BAD_INPUT

    said = capsys.readouterr()
    assert f"{fine}: fine" in " ".join(said.out.split())
    assert "20 runs of 3 paired arms" in " ".join(said.out.split())
    assert f"{tmp_path / 'town.yaml'}: fine" in " ".join(said.out.split())
    assert f"{wrong}:3:23: contact.gain must lie between 0 and 1" in said.err
    assert "nowhere.yaml: there is no such file" in said.err
    assert run(["check", str(fine)]) == FINE


def everything_in(folder):
    """Every file of a folder and what is in it."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


WITHOUT_MAIN = """
import sys
from sim import sweep
print("begun")
done = sweep(sys.argv[1], out=sys.argv[2], workers=2)
print(len(done.runs))
"""


def test_a_script_without_a_main_block_can_run_a_sweep(tmp_path):
    """Workers do not run the script again, so nothing starts processes without end."""
    (tmp_path / "script.py").write_text(WITHOUT_MAIN)
    command = [sys.executable, "script.py", write_tiny_sweep(tmp_path, replicates=1), "swept"]
    done = subprocess.run(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True,
        text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout == "begun\n6\n"
    assert "Traceback" not in done.stderr
