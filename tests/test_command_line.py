"""What a person types, and what they get: sentences, the promised exit status, no traceback."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from sim.command_line import run
from sim.commands.arguments import app
from sim.commands.cautions import cautions
from sim.scenario import Scenario, load_scenario
from sim.staffing import presence_against_usual, stages, working_day

ROOT = Path(__file__).parents[1]
HEAVY = ("mesa", "numba", "matplotlib", "pandas", "pyarrow", "scipy", "rich")
FINE, BAD_INPUT, FAILED, INTERRUPTED = 0, 2, 3, 130
TOWN = {"residents": 1000, "crime": {"source": "fbi-2019", "state": "Ohio"}}


def town_with(**arms):
    """A small scenario with these arms beside business as usual."""
    return Scenario.model_validate(
        {
            "name": "small",
            "days": 100,
            "community": TOWN,
            "budget": {"per_resident": 10},
            "arms": {"business_as_usual": {}, **arms},
        }
    )


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
        ["check", "scenarios/engagement_vs_surveillance.yaml"],
        ["list"],
        ["explain", "gain"],
    ],
)
def test_nothing_heavy_is_imported_before_anything_runs(arguments):
    program = "import sys; from sim.command_line import run; status = run(sys.argv[1:])"
    program += "; print('loaded:', *sys.modules); sys.exit(status)"
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    loaded = set(done.stdout.partition("loaded:")[2].split())
    assert done.returncode == FINE, done.stderr
    assert "sim.command_line" in loaded
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


def test_a_fine_scenario_is_told_with_its_size_and_its_bill(capsys):
    assert run(["check", str(ROOT / "scenarios" / "engagement_vs_surveillance.yaml")]) == FINE

    said = " ".join(capsys.readouterr().out.split())
    assert "5,000 residents, 730 days" in said
    assert "5 arms (baseline: business as usual)" in said
    assert "the budget is $50" in said
    assert "business as usual $0 the baseline; does not spend the budget" in said
    assert "more officers: 1.47 officers ($250,000 a year)" in said
    assert "12 fewer events a year (saves $4,800 a year)" in said
    assert "Careful" not in said


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


# -- what check warns of --------------------------------------------------------------------------


def warnings_of(**arms):
    return " / ".join(cautions(town_with(**arms)))


def test_nothing_is_warned_of_without_need():
    assert warnings_of(visits={"outreach": {"share": 1.0}}, staff={"funding": {"share": 1.0}}) == ""


def test_unequal_costs_of_arms_that_spend_the_budget_are_flagged():
    said = warnings_of(all={"outreach": {"share": 1.0}}, most={"funding": {"share": 0.9}})
    assert "more than 5% apart" in said
    assert "from $9 to $10" in said


def test_costs_within_five_per_cent_are_not_flagged():
    said = warnings_of(all={"outreach": {"share": 1.0}}, most={"funding": {"share": 0.96}})
    assert "apart" not in said


def test_money_left_over_is_flagged_with_its_days():
    said = warnings_of(late={"outreach": {"share": 0.8, "from": 40}})
    assert "late: on days 0 to 39 its shares sum to 0, so 100% of the budget" in said
    assert "late: on days 40 to 99 its shares sum to 0.8, so 20% of the budget" in said


def test_an_arm_that_spends_nothing_is_not_told_to_spend():
    assert "unspent" not in warnings_of(walk={"foot_patrol": {"hours": 1}})


def test_a_programme_beyond_the_staff_is_flagged():
    said = warnings_of(walk={"foot_patrol": {"hours": 40}})
    assert "ask for 40.1 officer hours a day" in said
    assert "of each is delivered" in said


def test_hours_beyond_the_evidence_are_flagged():
    said = warnings_of(army={"funding": {"officers": 20}})
    assert "by day 100" in said
    assert "held constant" in said


def test_a_number_outside_its_plausible_range_is_flagged():
    doubted = town_with().with_changes(assumptions={"contact.gain": 0.9})
    assert "contact.gain is 0.9, outside its plausible range of 0.2 to 0.45" in cautions(doubted)[1]


def test_one_replicate_is_flagged():
    assert "no intervals" in cautions(town_with().with_changes(replicates=1))[1]


ARMS = {
    "mixed": {
        "outreach": {"visit_hours": 1.5, "meetings_per_month": 2},
        "problem_solving": {"block_hours": 1, "follow_up_hours": 0.5},
        "implementation": {"compliance": 0.5},
        "surveillance": {"stop_hours": 1},
    },
    "bought": {"foot_patrol": {"share": 0.5}, "hot_spots": {"share": 0.5}},
    "too_much": {"foot_patrol": {"hours": 500}},
    "staff": {"funding": {"officers": 3}},
}
LIVED = """
import json, sys
from sim.scenario import Scenario
from sim.simulation import Simulation
scenario = Scenario.model_validate(json.loads(sys.argv[1]))
start = Simulation.start(scenario)
found = {}
for arm in scenario.arms:
    department = start.fork(arm).advance(2).town.department
    ratio = department.presence[0] / department.usual_presence[0]
    found[arm] = [float(department.delivered[0]), float(ratio)]
print(json.dumps(found))
"""


def test_the_hours_that_check_warns_of_are_those_that_the_model_lives():
    data = {
        "name": "small",
        "days": 2,
        "burn_in_days": 1,
        "community": {**TOWN, "residents": 100},
        "budget": {"per_resident": 400},
        "arms": {"business_as_usual": {}, **ARMS},
    }
    done = subprocess.run(
        [sys.executable, "-c", LIVED, json.dumps(data)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    scenario = Scenario.model_validate(data)
    for arm, (delivered, presence) in json.loads(done.stdout).items():
        (stage,) = stages(scenario, arm)
        assert working_day(scenario, stage.levers).delivered == pytest.approx(delivered)
        ((_, ratio),) = presence_against_usual(scenario, arm)
        assert ratio == pytest.approx(presence)
    assert working_day(scenario, stages(scenario, "too_much")[0].levers).delivered < 1


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


def test_every_scenario_of_the_project_is_listed_unbroken(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    run(["list"])
    said = capsys.readouterr().out
    assert "BROKEN" not in said
    for path in (ROOT / "scenarios").glob("*.yaml"):
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
    first = (tmp_path / "deep" / "town.yaml").read_text().splitlines()[0]
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
