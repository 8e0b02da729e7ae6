"""`explain` knows everything that has a name, and says how far it can be trusted."""

from dataclasses import fields
from pathlib import Path

import pytest

from sim.commands.explain import names_that_speak_of
from sim.commands.glossary import glossary
from sim.commands.main import run
from sim.model.day import DAY
from sim.model.numbers import every_parameter, numbers_record
from sim.model.outcomes import outcomes
from sim.model.parameters import PARAMETERS
from sim.model.registers import CAUSES, CHANNELS, LEVERS
from sim.model.strategies import strategies
from sim.study.tables import Tables

ROOT = Path(__file__).parents[1]


def explained(capsys, *name):
    assert run(["explain", *name]) == 0
    return " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    "name",
    [
        *[lever.name for lever in LEVERS],
        *outcomes({"majority": "majority"}, {}),
        *strategies(),
        *[line.name for line in (*CHANNELS, *CAUSES)],
        *[process.plain.__name__ for process in DAY],
        *PARAMETERS,
    ],
)
def test_everything_that_has_a_name_is_explained(name, capsys):
    said = explained(capsys, name)
    assert said.startswith(f"{name} (")
    assert "declared in sim/" in said


def test_every_number_is_explained_with_unit_bounds_status_and_source(capsys):
    for entry in glossary():
        if entry.kind == "number of the model":
            facts = dict(entry.facts)
            number = dict(every_parameter())[entry.name]
            assert facts["usually"].endswith(number.unit)
            assert facts["status"].startswith(number.status)
            assert facts["source"] == number.source
            assert {"plausible", "bounds"} <= set(facts)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("exposure", "community.groups.NAME.exposure (setting of a scenario)"),
        ("monitored", "arms.ARM.surveillance.monitored (setting of a scenario)"),
        ("half_width", "precision.half_width (setting of a sweep)"),
        ("share", "arms.ARM.STRATEGY.share"),
        ("base", "design.base (setting of a sweep)"),
        ("points", "design.points (setting of a sweep)"),
        ("state", "community.crime.state (setting of a scenario)"),
    ],
)
def test_what_may_be_set_in_a_scenario_or_a_sweep_is_explained(name, says, capsys):
    assert says in explained(capsys, name)


def test_every_table_of_a_results_folder_is_explained(capsys):
    tables = [field.name for field in fields(Tables)]
    for name in tables:
        said = explained(capsys, name)
        assert said.startswith(f"{name} (table of results)")
        assert f"results/NAME/{name}." in said
        assert "docs/python.md" in said
    listed = explained(capsys).partition("Tables of a results folder")[2]
    assert listed.startswith(f" {tables[0]}")


def test_every_setting_says_what_it_means():
    settings = [entry for entry in glossary() if entry.kind.startswith("setting")]
    assert len(settings) > 80
    assert [entry.name for entry in settings if not entry.line] == []


def test_where_a_name_is_declared_is_where_it_stands():
    for entry in glossary():
        file, _, line = dict(entry.facts)["declared in"].partition(":")
        text = (ROOT / file).read_text(encoding="utf-8").splitlines()
        if entry.kind == "number of the model":
            assert f"{entry.name.split('.')[1]}=Parameter(" in text[int(line) - 1]
        elif entry.kind == "group of numbers":
            assert text[int(line) - 1].strip() == f'"{entry.name}",'
        elif entry.kind == "published finding":
            assert text[int(line) - 1] == f"- id: {entry.name}"
        elif entry.kind in ("lever", "ledger channel", "cause of crime"):
            assert f'"{entry.name}"' in "".join(text[int(line) - 1 : int(line) + 1])


def test_what_explain_offers_to_write_can_be_written(tmp_path):
    """Every number's line for a scenario is accepted as it stands."""
    from sim.model.scenario.load import load_scenario

    entries = [entry for entry in glossary() if "in a scenario" in dict(entry.facts)]
    assumed = [dict(entry.facts)["in a scenario"] for entry in entries if "." in entry.name]
    text = [line for line in assumed if line.startswith("assumptions")]
    costs = [line for line in assumed if line.startswith("department")]
    assert len(text) + len(costs) == len(dict(every_parameter()))
    for line in (*text[::20], *costs[::3]):
        path = tmp_path / "town.yaml"
        path.write_text(f"name: town\narms: {{business_as_usual: {{}}}}\n{line}\n")
        load_scenario(path)


def test_the_last_part_of_a_name_is_enough(capsys):
    assert explained(capsys, "gain") == explained(capsys, "contact.gain")


def test_a_name_with_several_meanings_shows_all_of_them(capsys):
    said = explained(capsys, "stops")
    assert "stops (process of the day)" in said
    assert "stops (cause of crime)" in said
    assert "crime.stops most that well-founded stops prevent" in said


def test_names_may_be_written_as_words(capsys):
    assert explained(capsys, "Foot patrol") == explained(capsys, "foot_patrol")


def test_a_strategy_is_explained_with_what_can_be_set(capsys):
    said = explained(capsys, "surveillance")
    for setting in ("cameras", "monitored", "stop_hours", "stop_conduct", "from", "until", "share"):
        assert f" {setting} " in said
    assert "arms: {my_arm: {surveillance: {share: 0.5}}}" in said


def test_an_equation_keeps_its_lines(capsys):
    run(["explain", "contact"])
    assert "      surprise = seen - expectation - slope (T - 1/2)\n" in capsys.readouterr().out


def test_an_assumption_is_called_one(capsys):
    assert "assumed: nobody has measured it" in explained(capsys, "talk.chance")
    assert "which is then no test of the model" in explained(capsys, "contact.gain")


def test_an_unknown_name_is_bad_input_with_a_suggestion(capsys):
    assert run(["explain", "familiarty"]) == 2
    error = capsys.readouterr().err
    assert "nothing here is called 'familiarty'" in error
    assert "did you mean familiarity?" in error


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("watched", ["surveillance"]),
        ("evidence", ["P0"]),
        ("schedule", ["did you mean from?"]),
        ("zzyzx", ["explain` lists all names"]),
    ],
)
def test_a_word_that_is_no_name_leads_to_names_that_speak_of_it(word, names, capsys):
    assert run(["explain", word]) == 2
    error = capsys.readouterr().err
    assert all(name in error for name in names)
    assert ("these speak of it" in error) == (word in ("watched", "evidence"))


def test_at_most_three_names_are_offered():
    assert 1 <= len(names_that_speak_of("officers", glossary())) <= 3


def test_several_names_are_explained_or_none(capsys):
    said = explained(capsys, "outreach", "problem_solving")
    assert "outreach (strategy)" in said
    assert "problem_solving (strategy)" in said
    assert explained(capsys, "foot", "patrol") == explained(capsys, "foot_patrol")
    assert run(["explain", "outreach", "outreech"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "did you mean outreach?" in told.err


def test_without_a_name_everything_is_listed(capsys):
    said = explained(capsys)
    for group, numbers in PARAMETERS.items():
        assert group in said
        assert all(name in said for name in numbers)
    for name in (*strategies(), *(lever.name for lever in LEVERS)):
        assert f" {name} " in said


def test_every_number_can_be_read_by_its_name():
    """NumPy's records have attributes of their own; a number of that name would be hidden."""
    record = numbers_record()
    for dotted, number in every_parameter():
        group, name = dotted.split(".")
        assert getattr(getattr(record, group), name) == number.default, dotted
