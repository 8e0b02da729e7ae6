"""What a sweep file gets wrong is told at once, where it stands, with what to write instead."""

import re
from pathlib import Path

import pytest

from sim.study.sweeps.load import load_sweep
from tests.shipped import shipped_sweeps
from tests.small_sweeps import (
    HEAD,
    ONE,
    TOWN,
    refused,
    refused_at_marks,
    write_sweep,
)

ROOT = Path(__file__).parents[1]
SWEEPS = shipped_sweeps()
FINE, BAD_INPUT = 0, 2
# -- each wrong input -----------------------------------------------------------------------------

NAMES = [
    ("vary: {▸contact.gian: [0.3]}", "called 'contact.gian'", "did you mean contact.gain?"),
    (
        "vary: {▸outreach.share: [0.5]}",
        "called 'outreach.share'",
        "did you mean arms.visits.outreach.share?",
    ),
    ("vary: {▸residents: [60]}", "called 'residents'", "did you mean community.residents?"),
    ("vary: {▸crime.state: [Ohio]}", "'crime.state'", "did you mean community.crime.state?"),
    ("vary: {▸uncertian: plausible}", "called 'uncertian'", "did you mean uncertain?"),
    ("vary: {▸qqq: [1]}", "called 'qqq'", "`policing-trust explain` lists"),
    ("vary: {▸replicates: [1, 2]}", "called 'replicates'", None),
    (ONE + "▸outcome: [trust]", "unknown name 'outcome'", "did you mean outcomes?"),
    (ONE + "arms: [visits, ▸camras]", "no arm is called 'camras'", "did you mean cameras?"),
    (ONE + "outcomes: [▸trsut]", "no outcome is called 'trsut'", "did you mean trust?"),
    (ONE + "arms: [visits, ▸visits]", "visits is given twice", "keep one"),
    (ONE + "outcomes: [trust, ▸trust]", "trust is given twice", "keep one"),
]
VALUES = [
    (
        "vary: {contact.gain: [0.2, ▸7, 0.3]}",
        "contact.gain must lie between 0 and 1, not 7",
        "how far one contact moves trust",
    ),
    ("vary:\n  days:\n  - 2\n  - ▸-1\n", "days must be at least 1, not -1", "from 1 to 36,500"),
    ("vary: {days: [2, ▸2.5]}", "days must be a whole number, not 2.5", "days of the run"),
    ("vary: {contact.gain: [▸low]}", "must be a number, not the text 'low'", "write a number"),
    ("vary: {contact.gain: [▸.inf]}", ".inf is not a number", "write a finite number"),
    (
        "vary: {contact.gain: {low: 0.2, high: ▸1.5, steps: 3}}",
        "contact.gain must lie between 0 and 1, not 1.5",
        "how far",
    ),
    (
        "vary: {contact.gain: {low: ▸-1, high: 0.5}}\ndesign: {kind: sobol, points: 4}",
        "contact.gain must lie between 0 and 1, not -1",
        "how far",
    ),
    ("vary: {contact.gain: ▸{low: 0.4, high: 0.3, steps: 3}}", "is not below high", "swap them"),
    ("vary: {contact.gain: ▸{low: 0.4, steps: 3}}", "needs both ends", "write low and high"),
    (
        "vary: {contact.gain: {low: ▸0, high: 1, logarithmic: true, steps: 3}}",
        "logarithms need numbers above 0",
        "raise low",
    ),
    ("vary: {contact.gain: {▸step: 3}}", "unknown name 'step'", "did you mean steps?"),
    ("vary: {contact.gain: ▸plausable}", "or plausible, not the text", "did you mean plausible?"),
]
DESIGNS = [
    (
        "vary: {budget.per_resident: ▸plausible}\ndesign: {kind: sobol, points: 4}",
        "no plausible range is declared",
        "write {low: ..., high: ...}",
    ),
    (
        "vary: {contact.gain: ▸[0.3]}\ndesign: {kind: latin_hypercube, points: 4}",
        "draws from ranges, not from a list",
        "write a range",
    ),
    (
        "vary: {contact.gain: ▸{low: 0.2, high: 0.4, steps: 3}}\ndesign: {kind: morris, paths: 4}",
        "this design has no steps",
        "leave steps out",
    ),
    ("vary: {contact.gain: ▸plausible}", "a grid needs values", "write steps, or a list"),
    ("vary: {▸uncertain: plausible}", "a grid needs values", "write steps, or a list"),
    (
        "vary: {contact.gain: [0.2, 0.3], days: [3]}\ndesign: ▸{kind: zip}",
        "as many values of each name",
        "contact.gain: 2, days: 1",
    ),
    (
        "vary: {contact.gain: plausible}\ndesign: {kind: sobol, points: ▸12}",
        "12 is no power of two",
        "write 8 or 16",
    ),
    (
        "vary: {contact.gain: plausible}\ndesign: {kind: saltelli, base: ▸3}",
        "3 is no power of two",
        "write 2 or 4",
    ),
    (
        "vary: {contact.gain: plausible}\ndesign: {kind: morris, paths: 4, levels: ▸5}",
        "5 levels are odd",
        "write an even number",
    ),
    (
        "vary:\n  contact.gain: {steps: 2000}\n  contact.expectation: {steps: 2000}\n"
        "design: ▸{kind: grid}",
        "4,000,000 points",
        "at most 1,000,000",
    ),
    (ONE + "design: {kind: ▸lhs}", "must be one of grid, zip, latin_hypercube", "write one of"),
    (
        "vary: {uncertain: plausible, ▸contact.gain: plausible}\ndesign: {kind: morris, paths: 2}",
        "contact.gain is varied twice",
        "leave it out: uncertain contains it",
    ),
    (
        "vary: {▸reporting.threshold: [0.2, 0.3], contact.gain: [0.3]}\nbase_rates: kept",
        "reporting.threshold is solved from base rates",
        "leave it out, or write base_rates: free",
    ),
    (
        "vary: ▸{days: [3]}\ndesign: {kind: table, file: mine.csv}",
        "a table says itself what varies",
        "leave vary out",
    ),
    (
        "design: {kind: table, file: ▸mine.xlsx}",
        "neither .csv nor .parquet",
        "save the table as one of them",
    ),
]
REPLICATES = [
    (
        ONE + "replicates: ▸3\nprecision: {outcome: trust, arm: visits, half_width: 1}",
        "replicates and precision do not go together",
        "leave replicates out",
    ),
    (
        ONE + "arms: [business_as_usual, visits]\n"
        "precision: {outcome: trust, arm: ▸cameras, half_width: 1}",
        "no arm that is run is called 'cameras'",
        "write one of: business_as_usual, visits",
    ),
    (
        ONE + "arms: [visits, cameras]\n▸precision: {outcome: trust, arm: visits, half_width: 1}",
        "no arm that is run is called 'business_as_usual'",
        "write one of: visits, cameras",
    ),
    (
        ONE + "outcomes: [reporting]\n"
        "precision: {outcome: ▸trust, arm: visits, than: cameras, half_width: 1}",
        "no outcome that is saved is called 'trust'",
        "write one of: reporting",
    ),
    (
        ONE + "precision: {outcome: trust, arm: ▸business_as_usual, half_width: 1}",
        "business_as_usual would be compared with itself",
        "name another arm",
    ),
    (
        ONE + "precision: {outcome: trust, arm: visits, half_width: ▸0}",
        "must be more than 0",
        "half the width of the interval",
    ),
]
CHANGES = [
    (ONE + "change: {▸dayz: 3}", "unknown name 'dayz'", "did you mean days?"),
    (
        ONE + "change:\n  community: {residents: ▸-1}",
        "community.residents must be at least 1, not -1",
        "from 1 to 2,000,000",
    ),
    (
        ONE + "change: {arms: {visits: {▸outreech: {share: 0.5}}}}",
        "unknown name 'outreech'",
        "did you mean outreach?",
    ),
]


@pytest.mark.parametrize(
    ("marked", "message", "fix"), NAMES + VALUES + DESIGNS + REPLICATES + CHANGES
)
def test_what_is_wrong_is_pointed_to_and_told_how_to_mend(tmp_path, marked, message, fix):
    (problem,) = refused_at_marks(tmp_path, HEAD + marked)
    assert message in problem.message
    assert fix is None or fix in (problem.fix or "")


def test_something_must_vary(tmp_path):
    (problem,) = refused_at_marks(tmp_path, "▸name: small\nscenario: town\n")
    assert "nothing is varied" in problem.message
    assert "add vary:" in (problem.fix or "")


# -- all at once ----------------------------------------------------------------------------------


def test_all_misspelt_names_come_at_once(tmp_path):
    found = refused_at_marks(
        tmp_path, HEAD + "vary: {▸contact.gian: [0.3], days: [2], ▸outreach.shar: [0, 1]}"
    )
    assert len(found) == 2


def test_all_values_that_no_field_takes_come_at_once(tmp_path):
    marked = "vary:\n  contact.gain: [▸-1, 0.2, ▸7]\n  days: [▸0, 5]\n  burn_in_days: [▸1.5]\n"
    refused_at_marks(tmp_path, HEAD + marked)


def test_all_that_the_file_alone_shows_comes_at_once(tmp_path):
    marked = (
        HEAD + "vary: {contact.gain: plausible}\n"
        "design: {kind: sobol, points: ▸6}\nreplicates: ▸0\n▸colour: red\n"
    )
    found = refused_at_marks(tmp_path, marked)
    assert len(found) == 3


def test_all_unknown_arms_and_outcomes_come_at_once(tmp_path):
    marked = ONE + "arms: [▸visist, business_as_usual]\noutcomes: [▸trsut, reporting]\n"
    refused_at_marks(tmp_path, HEAD + marked)


# -- points whose values do not go together -------------------------------------------------------


def test_shares_beyond_the_budget_are_counted_and_the_first_point_is_named(tmp_path):
    marked = HEAD + "▸vary: {arms.visits.outreach.share: [0.2, 0.6, 0.5, 0.8]}"
    (problem,) = refused_at_marks(tmp_path, marked)
    assert "the shares of visits sum to 1.1" in problem.message
    assert "at 2 of 4 points" in problem.message
    assert "first at arms.visits.outreach.share = 0.6" in problem.message
    assert "at most 1" in (problem.fix or "")


def test_of_very_many_points_it_is_told_how_many_were_looked_at(tmp_path):
    shares = {"low": 0.4, "high": 0.8, "steps": 3000}
    (problem,) = refused(write_sweep(tmp_path, vary={"arms.visits.outreach.share": shares}))
    assert "of 1500 points looked at" in problem.message


def test_values_that_only_go_together_may_be_zipped(tmp_path):
    vary = {
        "community.groups.majority.share": [0.2, 0.9],
        "community.groups.minority.share": [0.8, 0.1],
    }
    assert load_sweep(write_sweep(tmp_path, vary=vary, design={"kind": "zip"})).points == 2

    (problem,) = refused(write_sweep(tmp_path, vary=vary))
    assert "the shares of the groups sum to" in problem.message
    assert "at 2 of 4 points" in problem.message


# -- the scenario ---------------------------------------------------------------------------------


def test_a_scenario_that_is_not_there_is_pointed_to_with_a_near_one(tmp_path):
    marked = "name: small\nscenario: ▸twon\n" + ONE
    (problem,) = refused_at_marks(tmp_path, marked)
    assert "there is no scenario twon.yaml" in problem.message
    assert problem.fix == "did you mean town?"


def test_what_is_wrong_in_the_scenario_points_into_the_scenario(tmp_path):
    path = write_sweep(tmp_path)
    (tmp_path / "town.yaml").write_text(TOWN.replace("days: 6", "days: -6", 1), encoding="utf-8")
    (problem,) = refused(path)
    assert (problem.file, problem.line, problem.column) == (str(tmp_path / "town.yaml"), 2, 7)


def test_a_sweep_may_have_the_name_of_its_scenario(tmp_path):
    path = write_sweep(tmp_path)
    path.rename(path.with_name("town.yaml"))
    assert load_sweep(path.with_name("town.yaml")).scenario.days == 6


def test_a_change_may_remove_and_add_arms(tmp_path):
    change = {"arms": {"cameras": None, "both": {"outreach": {"share": 1}}}}
    sweep = load_sweep(write_sweep(tmp_path, change=change))
    assert sweep.arms == ["business_as_usual", "visits", "both"]


# -- what the project ships -----------------------------------------------------------------------


@pytest.mark.parametrize("path", SWEEPS, ids=lambda path: path.stem)
def test_every_sweep_of_the_project_can_be_run_under_its_own_name(path):
    sweep = load_sweep(path)
    assert sweep.file.name == path.stem
    assert sweep.file.about
    assert sweep.points >= 2


def test_the_sweeps_that_the_manual_shows_can_be_run(tmp_path):
    manual = (ROOT / "docs" / "sweeps.md").read_text(encoding="utf-8")
    shown = [text for text in re.findall(r"```yaml\n(.*?)```", manual, re.S) if "vary:" in text]
    assert len(shown) == 2
    flagship = (ROOT / "scenarios" / "engagement_vs_surveillance.yaml").read_text(encoding="utf-8")
    (tmp_path / "engagement_vs_surveillance.yaml").write_text(flagship, encoding="utf-8")
    for text in shown:
        (tmp_path / "shown.yaml").write_text(text, encoding="utf-8")
        assert load_sweep(tmp_path / "shown.yaml").points > 1
