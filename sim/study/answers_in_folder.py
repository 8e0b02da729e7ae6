"""The answers of a comparison that is kept in a folder, world by world."""

from __future__ import annotations

from pathlib import Path

from sim.common.problems import Problem, ProblemsFound
from sim.model.arm_plan import rival_pairs
from sim.model.scenario.scenario import Scenario
from sim.model.version import model_version
from sim.study.answers import Answers, answers
from sim.study.folder.results_folder import read_table
from sim.study.manifest import COMPARISON
from sim.study.results import JUDGED
from sim.study.sweeps.store import read_manifest


def answers_in(folder: Path) -> Answers:
    """From the folder of a comparison: the two rivals whose trust differs most.

    Raises:
        ProblemsFound: it is no comparison in worlds, or was made by another model or other worlds.
    """
    manifest = read_manifest(folder)
    if manifest.get("kind") != COMPARISON or manifest["scenario"].get("worlds") != "many":
        fix = "name the folder of a comparison whose scenario says  worlds: many"
        raise ProblemsFound([Problem("nothing here was lived in worlds", fix, str(folder))])
    if manifest["model"] != model_version(manifest["scenario"]):
        told = "this was made by another version of the model, or in other worlds"
        raise ProblemsFound([Problem(told, "run the comparison again", str(folder))])
    scenario = Scenario.model_validate(manifest["scenario"])
    table = read_table(folder / "runs.parquet").sort_values("replicate")
    runs = {arm: table[table["arm"] == arm] for arm in scenario.arms}
    trust = {arm: float(rows["trust"].mean()) for arm, rows in runs.items()}
    pair = max(
        rival_pairs(scenario), key=lambda each: abs(trust[each[0]] - trust[each[1]]), default=None
    )
    if pair is None:
        fix = "name the folder of a comparison of two arms"
        raise ProblemsFound([Problem("there is nothing to compare", fix, str(folder))])
    arm, than = sorted(pair, key=lambda each: -trust[each])
    apart = {
        name: runs[arm][name].to_numpy(float) - runs[than][name].to_numpy(float)
        for name in JUDGED
        if name in table
    }
    rows = [manifest["worlds"][str(each)] for each in runs[arm]["replicate"]]
    return answers(scenario, arm, than, rows, apart)
