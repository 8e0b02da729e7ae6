"""What a person types, and what they get: sentences, the promised exit status, no traceback."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sim.commands.arguments import app
from sim.commands.main import run
from sim.model.scenario.load import load_scenario
from sim.report.cautions import cautions
from tests.shipped import shipped_scenarios

ROOT = Path(__file__).parents[1]
HEAVY = ("mesa", "numba", "matplotlib", "pandas", "pyarrow", "scipy", "rich")
FINE, BAD_INPUT, FAILED, INTERRUPTED = 0, 2, 3, 130


def written(folder, name, text):
    """A file of this folder."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


# -- quick to answer ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["compare", "--help"],
        ["check", "scenarios/more_officers.yaml"],
        ["check", "scenarios/engagement_vs_surveillance.yaml"],  # nothing is compiled: no pilot
        ["list"],
        ["explain", "gain"],
    ],
)
def test_nothing_heavy_is_imported_before_anything_runs(arguments, tmp_path):
    program = "import sys; from sim.commands.main import run; status = run(sys.argv[1:])"
    program += "; print('loaded:', *sys.modules); sys.exit(status)"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
    )

    loaded = set(done.stdout.partition("loaded:")[2].split())
    assert done.returncode == FINE, done.stderr
    assert "sim.commands.main" in loaded
    assert not loaded.intersection(HEAVY)


# -- exit status, and no traceback ----------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["chek"],
        ["check"],
        ["check", "--loud", "x.yaml"],
        ["compare", "x.yaml", "--replicates", "two"],
        ["new"],
    ],
)
def test_what_cannot_be_understood_is_bad_input(arguments, capsys):
    assert run(arguments) == BAD_INPUT
    assert "Usage: " in capsys.readouterr().err or not arguments


def test_a_misspelt_command_gets_a_suggestion(capsys):
    run(["chek"])
    assert "check" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [
        (KeyboardInterrupt(), INTERRUPTED, ""),
        (
            PermissionError(13, "Permission denied", "results"),
            BAD_INPUT,
            "results: Permission denied",
        ),
        (OSError(28, "No space left on device"), BAD_INPUT, "No space left on device"),
        (MemoryError(), BAD_INPUT, "not enough memory"),
        (ZeroDivisionError("division by zero"), FAILED, "ZeroDivisionError: division by zero"),
    ],
)
def test_whatever_goes_wrong_is_a_sentence_and_a_status(raised, status, said, capsys, monkeypatch):
    def fail(*arguments):
        raise raised

    monkeypatch.setattr("sim.commands.list.list_all", fail)

    assert run(["list"]) == status
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


def test_only_commands_that_exist_are_offered(capsys):
    run(["--help"])
    offered = capsys.readouterr().out
    for command in app.registered_commands:
        assert command.callback is not None
        assert (command.name or command.callback.__name__) in offered


def test_a_reader_who_leaves_early_does_not_disturb():
    process = subprocess.Popen(
        [sys.executable, "run.py", "explain"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert (process.wait(), said) == (FINE, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is full")
@pytest.mark.parametrize(
    ("arguments", "full", "status"),
    [
        (["list"], ["stdout"], BAD_INPUT),
        (["list"], ["stdout", "stderr"], BAD_INPUT),
        (["check", "scenarios/more_officers.yaml"], ["stderr"], FINE),
    ],
)
def test_a_full_disk_behind_what_is_said_is_bad_input_where_an_answer_is_lost(
    arguments, full, status
):
    with Path("/dev/full").open("wb") as disk:
        streams = {
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            **dict.fromkeys(full, disk),
        }
        done = subprocess.run(
            [sys.executable, "run.py", *arguments], cwd=ROOT, check=False, **streams
        )
    assert done.returncode == status
    assert b"Traceback" not in (done.stdout or b"") + (done.stderr or b"")


def test_a_terminal_that_lacks_letters_does_not_stop_anything(tmp_path):
    cafe = written(tmp_path, "town.yaml", "name: town\ncafé: 1\narms: {business_as_usual: {}}\n")
    done = subprocess.run(
        [sys.executable, "run.py", "check", str(cafe)],
        cwd=ROOT,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=False,
    )
    assert done.returncode == BAD_INPUT
    assert b"unknown name 'caf?'" in done.stderr


# -- check ----------------------------------------------------------------------------------------


def test_all_problems_of_all_files_come_at_once(tmp_path, capsys):
    first = written(tmp_path, "first.yaml", "name: first\ndays: -1\narms: {a: {}}\nbaseline: b\n")
    second = written(tmp_path, "second.yaml", "name: second\narms:\n  a: {outreech: {share: 1}}\n")

    assert run(["check", str(first), str(second), str(tmp_path / "third.yaml")]) == BAD_INPUT

    error = capsys.readouterr().err
    assert f"{first}:2:7" in error
    assert "^^" in error
    assert f"{second}:3:7" in error
    assert "did you mean outreach?" in error
    assert "third.yaml: there is no such file" in error


def test_a_folder_is_answered_with_the_files_in_it(tmp_path, capsys):
    written(tmp_path, "harbour.yaml", "name: harbour\n")
    assert run(["check", str(tmp_path)]) == BAD_INPUT
    assert "name a file in it: harbour" in capsys.readouterr().err


def test_a_fine_scenario_is_told_with_its_size_and_its_bill(capsys, monkeypatch):
    monkeypatch.setattr("sim.study.pilot.can_run", lambda: False)
    assert run(["check", str(ROOT / "scenarios" / "engagement_vs_surveillance.yaml")]) == FINE

    said = " ".join(capsys.readouterr().out.split())
    assert "730 days after 365 days of burn-in" in said
    assert "5,000 residents; recorded crime is that of Maryland in 2019" in said
    assert "5 arms (baseline: business as usual)" in said
    assert "the budget is $50" in said
    assert "business as usual $0 the baseline; does not spend the budget" in said
    assert "more officers: 1.47 officers ($250,000 a year)" in said
    assert "12 fewer events a year (saves $4,800 a year)" in said
    assert "What cameras alone do to trust (in surveillance) is unknown" in said
    assert "all of what problem solving gets (at_blocks: 0)" in said
    assert said.count("Careful") == 1
    assert "How many of the hours in engagement will find nothing to do is not known" in said


def test_a_scenario_without_a_story_or_a_budget_is_fine(tmp_path, capsys):
    path = written(tmp_path, "plain.yaml", "name: plain\narms: {business_as_usual: {}}\n")
    assert run(["check", str(path)]) == FINE
    assert "Plain." in capsys.readouterr().out


def test_output_stays_within_the_terminal(capsys, monkeypatch):
    for columns in (80, 300):
        monkeypatch.setenv("COLUMNS", str(columns))
        for arguments in (
            ["list"],
            ["explain"],
            ["check", "scenarios/engagement_vs_surveillance.yaml"],
        ):
            monkeypatch.chdir(ROOT)
            run(arguments)
            widest = max(map(len, capsys.readouterr().out.splitlines()))
            assert widest <= min(columns, 100), arguments


# -- list and new ---------------------------------------------------------------------------------


def test_a_broken_scenario_is_listed_as_broken(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    written(
        tmp_path / "scenarios",
        "sound.yaml",
        "name: s\nabout: All well. Is it?\nbaseline: a\narms: {a: {}}\n",
    )
    written(tmp_path / "scenarios", "torn.yaml", "name: t\narms: {a: {}\n")

    assert run(["list"]) == FINE

    said = capsys.readouterr().out
    assert "sound  All well. Is it?\n" in said
    assert "BROKEN (1 problem)" in said
    assert "community_events" in said
    assert "compare FILE" in said


def test_every_scenario_of_the_project_is_listed_unbroken(tmp_path, capsys, monkeypatch):
    (tmp_path / "scenarios").mkdir()
    for path in shipped_scenarios():
        shutil.copy(path, tmp_path / "scenarios")
    monkeypatch.chdir(tmp_path)
    run(["list"])
    said = capsys.readouterr().out
    assert "BROKEN" not in said
    for path in shipped_scenarios():
        assert path.stem in said


def test_a_new_scenario_is_sound_and_compares_arms_of_equal_cost(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["new", "our_town"]) == FINE
    path = tmp_path / "scenarios" / "our_town.yaml"
    assert "scenarios/our_town.yaml" in capsys.readouterr().out
    assert path.read_text().startswith("# yaml-language-server: $schema=")
    scenario = load_scenario(path)
    assert scenario.name == "our_town"
    assert cautions(scenario) == []
    assert len(scenario.arms) == 3


def test_a_new_scenario_points_to_the_schema(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run(["new", "our_town", "--out", "deep/town.yaml"])
    text = (tmp_path / "deep" / "town.yaml").read_text()
    assert "policing-trust check deep/town.yaml" in text, "as it was typed"
    assert "scenarios/our_town.yaml" not in text
    first = text.splitlines()[0]
    schema = tmp_path / "deep" / first.partition("$schema=")[2]
    assert schema.resolve() == ROOT / "sim" / "scenario.schema.json"


def test_every_number_of_a_new_scenario_is_explained(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run(["new", "our_town"])
    text = (tmp_path / "scenarios" / "our_town.yaml").read_text()
    settings = [re.match(r"\s*(\w+):", line) for line in text.splitlines()]
    explained = {found[1] for found in settings if found and "#" in found.string}
    numbers = {found[1] for found in settings if found and re.search(r": [\d.]+", found.string)}
    assert len(numbers) > 10
    assert numbers <= explained | {"hears_national_news"}


@pytest.mark.parametrize("name", ["a b", "1st", "../up", "", "x" * 61])
def test_a_new_scenario_needs_a_name_that_can_be_a_file(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert run(["new", name]) == BAD_INPUT
    assert list(tmp_path.iterdir()) == []
    assert "begin with a letter" in capsys.readouterr().err


def test_a_new_scenario_never_replaces_a_file(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scenarios").mkdir()
    old = written(tmp_path / "scenarios", "ours.yaml", "mine")
    assert run(["new", "ours"]) == BAD_INPUT
    assert old.read_text() == "mine"
    assert "this file is there already" in capsys.readouterr().err
