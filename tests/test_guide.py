"""The planner's guide shows what the program says."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
import yaml

from sim.commands.main import run
from sim.model.scenario.load import load_scenario
from sim.study.compare import compare

GUIDE = (Path(__file__).parents[1] / "sim" / "GUIDE.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The fenced blocks of the guide in one language, without the indent of a list."""
    found: dict[int, tuple[str, list[str]]] = {}
    fence = None
    for number, line in enumerate(GUIDE.splitlines()):
        if line.lstrip().startswith("```"):
            fence = number if fence is None else None
            if fence is not None:
                found[fence] = (line.strip().removeprefix("```"), [])
        elif fence is not None:
            found[fence][1].append(line)
    return [
        textwrap.dedent("\n".join(lines)) + "\n"
        for name, lines in found.values()
        if name == language
    ]


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The scenario that `new` writes."""
    monkeypatch.chdir(tmp_path)
    assert run(["new", "my_town"]) == 0
    return tmp_path / "scenarios" / "my_town.yaml"


def test_what_check_says_is_what_the_guide_shows(
    town: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = next(block for block in blocks("") if "What each arm costs" in block)
    careful = next(block for block in blocks("") if "Careful" in block)
    monkeypatch.setattr("sim.study.pilot.can_run", lambda: True)
    capsys.readouterr()
    assert run(["check", "scenarios/my_town.yaml"]) == 0
    printed = capsys.readouterr().out
    for block in (shown, careful):
        assert textwrap.indent(block.rstrip(), "  ") in printed


def test_the_mistake_of_the_guide_is_told_as_the_guide_shows(
    town: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = town.read_text().splitlines(keepends=True)
    after = next(n for n, line in enumerate(lines) if "funding: {share: 1.0}" in line) + 1
    arm = textwrap.indent(blocks("yaml")[1], "  ").replace("{share: 0.25}", "{shares: 0.25}", 1)
    town.write_text("".join([*lines[:after], arm, *lines[after:]]))
    assert run(["check", "scenarios/my_town.yaml"]) == 2
    shown = next(block for block in blocks("") if "unknown name" in block)
    assert shown.split("\n", 1)[1].rstrip() in capsys.readouterr().err


def test_the_arms_and_claims_of_the_guide_can_be_added(town: Path) -> None:
    data = yaml.safe_load(town.read_text())
    _, arms, claims = (yaml.safe_load(block) for block in blocks("yaml"))
    data["arms"] |= arms
    town.write_text(yaml.safe_dump(data | claims))
    scenario = load_scenario(town)
    assert "half_and_half" in scenario.arms
    assert len(scenario.expect) == 2


def test_the_districts_of_the_guide_can_stand_in_place_of_the_groups(town: Path) -> None:
    data = yaml.safe_load(town.read_text())
    shown = yaml.safe_load(blocks("yaml")[0])
    del data["community"]["groups"]
    data["community"] |= shown["community"]
    town.write_text(yaml.safe_dump({**data, "arms": shown["arms"]}, sort_keys=False))
    assert load_scenario(town).community.places["east"] == "East side"


def test_what_compare_says_is_near_what_the_guide_shows(town: Path) -> None:
    """The numbers of step 4, in a fifth of the replicates."""
    shown = next(block for block in blocks("") if "Engagement minus more officers" in block)
    few = load_scenario(town).with_changes(replicates=4)
    comparison = compare(few, workers=2)
    for title, outcome in (
        ("Trust in police, points", "trust"),
        ("True crime, per 1,000 residents a year", "true_crime"),
        ("Quality of life, points", "quality_of_life"),
    ):
        said = re.search(rf"{re.escape(title)} +([+-][\d.]+) \[([+-][\d.]+), ([+-][\d.]+)\]", shown)
        assert said is not None, title
        middle, low, high = map(float, said.groups())
        found = comparison.difference("engagement", "more_officers", outcome).mean
        assert abs(found - middle) < 2.5 * (high - low) / 2.0, title  # of a fifth of the replicates
