"""What effects run through, and what of them ends with a link of the model."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest
from small_towns import EVERYTHING_ON, scenario

from sim.commands.main import run
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.report.mediation_text import print_mediation
from sim.study.compare import compare
from sim.study.mediation import ALL, LINKS, MEDIATORS, Mediation, mediation

ROOT = Path(__file__).parents[1]
VISITS = {"outreach": {"share": 1}}


def town(**assumptions: float) -> Scenario:
    return scenario(
        arms={"usual": {}, "visits": VISITS},
        baseline="usual",
        assumptions={name.replace("__", "."): value for name, value in assumptions.items()},
    )


@pytest.fixture(scope="module")
def everything() -> Mediation:
    """The town in which everything happens, and links that are off by default happen too."""
    where = scenario(
        **{
            **EVERYTHING_ON,
            "arms": {"usual": {}, **EVERYTHING_ON["arms"]},
            "baseline": "usual",
            "assumptions": {
                **EVERYTHING_ON["assumptions"],
                "rotation.familiarity": 1.0,
                "issues.small": 0.5,
                "issues.felt_nearby": 0.4,
            },
        }
    )
    return mediation(where, 1)


def test_the_arms_as_they_are_are_those_of_a_comparison() -> None:
    where = town()
    found, compared = mediation(where, 2), compare(where.with_changes(replicates=2))
    for outcome in ("trust", "reporting", "true_crime"):
        assert found.difference("visits", outcome).mean == pytest.approx(
            compared.difference("visits", "usual", outcome).mean, abs=1e-9
        )


def test_all_of_the_difference_in_trust_runs_through_trust() -> None:
    found = mediation(town(), 2)
    whole = found.difference("visits", "trust").mean
    assert whole > 0.5
    assert found.part("trust", "visits", "trust").mean == pytest.approx(whole, abs=1e-9)


def test_where_contacts_move_nothing_nothing_runs_through_trust() -> None:
    found = mediation(town(contact__gain=0.0, visibility__weight=0.0), 2)
    for outcome in ("trust", "tips", "participation"):
        assert found.part("trust", "visits", outcome).mean == pytest.approx(0.0, abs=0.02)
    assert found.difference("visits", "familiarity").mean > 0.5  # the control: visits are made


def test_every_link_that_is_on_carries_something(everything: Mediation) -> None:
    assert everything.links == list(LINKS)
    outcomes = list(everything.whole[0]["everything"])
    idle = [
        link
        for link in everything.links
        if not any(everything.part(link, "everything", outcome).mean for outcome in outcomes)
    ]
    assert idle == []


def test_every_mediator_carries_something(everything: Mediation) -> None:
    for name in (*MEDIATORS, ALL):
        assert any(
            everything.part(name, "everything", outcome).mean
            for outcome in everything.whole[0]["everything"]
        ), name


def test_a_link_that_is_off_already_is_told_and_not_run() -> None:
    found = mediation(town(), 2)
    out = io.StringIO()
    print_mediation(found, out)
    told = " ".join(out.getvalue().split())
    assert "solved crimes take offenders away" not in found.links
    off = told.split("Off already in this scenario:")[1]
    assert "solved crimes take offenders away" in off
    assert "visits minus usual" in told


def test_the_command_prints_it_and_refuses_a_single_arm(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "one.yaml"
    file.write_text("name: one\nbaseline: usual\narms: {usual: {}}\n")
    assert run(["explain", "--mediation", str(file)]) == 2
    assert "add an arm" in capsys.readouterr().err
    assert run(["explain", "trust", "--mediation", str(file)]) == 2
    assert "explain trust" in capsys.readouterr().err
    assert run(["explain", "--replicates", "3"]) == 2
    assert "--mediation SCENARIO" in capsys.readouterr().err
    assert run(["explain", "trust", "--workers", "2"]) == 2
    assert "--mediation SCENARIO" in capsys.readouterr().err
    two = "days: 30\nburn_in_days: 10\ncommunity: {residents: 60}\nbudget: {per_resident: 50}\n"
    arms = "arms: {usual: {}, visits: {outreach: {share: 1}}}\n"
    file.write_text(f"name: two\n{two}baseline: usual\n{arms}")
    parts = tmp_path / "parts.csv"
    asked = ["explain", "--mediation", str(file), "--replicates", "2", "--out", str(parts)]
    assert run(asked) == 0
    assert "of that through" in capsys.readouterr().out
    rows = pd.read_csv(parts, keep_default_na=False)
    assert {"", "trust", "contacts move trust"} <= set(rows["part"])
    assert (rows["low"] <= rows["mean"]).all()
    assert (rows["mean"] <= rows["high"]).all()
    assert run(["explain", "trust", "--out", str(parts)]) == 2


def test_what_the_headline_says_of_the_flagship() -> None:
    """docs/headline.md, "Through what", in a smaller town: shares, not amounts."""
    flagship = load_scenario(ROOT / "scenarios" / "engagement_vs_surveillance.yaml")
    arms = {name: flagship.arms[name] for name in ("business_as_usual", "engagement")}
    arms["surveillance"] = flagship.arms["surveillance"]
    small = flagship.with_changes(
        arms=arms,
        expect=[],
        days=365,
        community=flagship.community.with_changes(residents=1000),
        worlds="declared",
    )
    found = mediation(small, 2, workers=2)

    def share(name: str, arm: str, outcome: str) -> float:
        return found.part(name, arm, outcome).mean / found.difference(arm, outcome).mean

    assert share("trust", "engagement", "reporting") > 0.75
    assert share("familiarity with officers", "engagement", "tips") > 0.6
    assert share("volunteers and the watch", "engagement", "participation") > 0.9
    assert share("ownership", "engagement", "true_crime") > 0.1
    assert share("disorder", "engagement", "true_crime") > 0.1
    assert abs(share(ALL, "surveillance", "true_crime")) < 0.05
    for outcome in ("trust", "reporting", "tips"):
        assert abs(share("being listened to is felt", "engagement", outcome)) < 0.05, outcome
    assert -0.25 < share("moved officers are missed", "engagement", "tips") < 0.0
