"""`validate --robustness`: in what share of the settings of the assumptions does a finding hold?"""

from __future__ import annotations

import json
import os
import sys
from itertools import combinations
from pathlib import Path

from sim.commands.bench import FLAGSHIP
from sim.compiling import cache_is_warm
from sim.evidence import robustness
from sim.evidence.robustness import Robustness
from sim.evidence.settings import uncertain
from sim.experiment.manifest import write as write_manifest
from sim.experiment.progress import progress
from sim.experiment.results_folder import FORMAT, new_results
from sim.measures import outcomes
from sim.pricing import price
from sim.problems import Problem, ProblemsFound
from sim.scenario import Scenario, load_scenario

FINE = 0
FOLDER = Path("results") / "robustness"


def run_robustness(
    path: Path | None, out: Path | None, json_file: Path | None, workers: int | None, store: bool
) -> int:
    """Vary the assumptions of a scenario, print what depends on them, keep tables and figure."""
    if store and path is not None:
        fix = "leave out --scenario"
        problem = Problem("only the robustness of the flagship scenario is kept", fix, "--store")
        raise ProblemsFound([problem])
    scenario = load_scenario(path or FLAGSHIP)
    target = out or FOLDER
    with new_results(target) as folder:
        found = _run(scenario, workers or os.cpu_count() or 1)
        write(found, folder)
    if store:
        robustness.KEPT.write_text(_text(found), encoding="utf-8")
    if json_file is not None:
        json_file.write_text(_text(found), encoding="utf-8")
    _print(found)
    print(f"Table and figure: {target}")
    return FINE


def _run(scenario: Scenario, workers: int) -> Robustness:
    print(
        f"Comparing {len(scenario.arms)} arms in {robustness.SETTINGS} settings of"
        f" {len(uncertain())} assumptions, {robustness.REPLICATES} towns each, on"
        f" {workers} threads",
        file=sys.stderr,
    )
    if not cache_is_warm():
        print(
            "Compiling the model for this machine: about half a minute, only this once.",
            file=sys.stderr,
        )
    with progress("settings", robustness.SETTINGS) as show:
        return robustness.vary(scenario, workers=workers, progress=show)


def _text(found: Robustness) -> str:
    return json.dumps(robustness.as_data(found), indent=None, separators=(",", ":")) + "\n"


def headline_pairs(found: Robustness) -> list[tuple[str, str]]:
    """Pairs of arms that spend the budget (or each arm and the baseline), as the file has them."""
    scenario = found.scenario
    spending = [arm for arm in scenario.arms if price(scenario, arm).spends_budget]
    return list(combinations(spending, 2)) or [
        (arm, scenario.baseline) for arm in scenario.arms if arm != scenario.baseline
    ]


def _print(found: Robustness) -> None:
    from sim.report.robustness_text import print_robustness

    contrasts = {(each.arm, each.than, each.outcome): each for each in found.contrasts()}
    known = outcomes(list(found.scenario.community.groups))
    print_robustness(contrasts, known, headline_pairs(found))


def write(found: Robustness, folder: Path) -> None:
    """Settings with their outcomes, contrasts, and the figure of the first pair."""
    import pandas as pd

    from sim.report.figures.robustness import robustness as picture_of
    from sim.report.figures.style import drawing
    from sim.report.figures.style import write as draw

    arms, towns = list(found.scenario.arms), found.values.shape[1]
    rows = pd.DataFrame(found.values.reshape(-1, len(found.outcomes)), columns=list(found.outcomes))
    numbers = pd.DataFrame(found.settings, columns=list(found.names))
    rows.insert(0, "arm", arms * (len(rows) // len(arms)))
    rows.insert(0, "setting", rows.index // (len(arms) * towns) + 1)
    rows.to_parquet(folder / "runs.parquet", index=False)
    numbers.to_parquet(folder / "settings.parquet", index=False)
    (folder / "contrasts.json").write_text(_text(found), encoding="utf-8")
    (folder / "figures").mkdir()
    with drawing():
        draw(picture_of(found, *headline_pairs(found)[0]), folder / "figures")
    about = {"format": FORMAT, "kind": "robustness"}
    write_manifest({**about, "scenario": found.scenario.resolved()}, folder)
