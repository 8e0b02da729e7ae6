"""`validate --robustness`: in what share of parameter sets does a finding hold?"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from sim.commands.scenario_files import flagship, scenario_to_compare
from sim.commands.sweep import announce, ended
from sim.common.problems import Problem, ProblemsFound
from sim.common.progress import progress
from sim.common.threads import usual_workers
from sim.common.words import count
from sim.model.arm_plan import rival_pairs
from sim.model.outcomes import outcomes
from sim.model.scenario.scenario import Scenario
from sim.report.facts import headline_pair
from sim.report.robustness_text import print_robustness
from sim.study import robustness
from sim.study.compare import compare
from sim.study.folder.new_results import claimed
from sim.study.folder.results_folder import FORMAT, refuse_unwritable, replace_file
from sim.study.folder.unfinished import forget, unfinished
from sim.study.manifest import fingerprint
from sim.study.manifest import write as write_manifest
from sim.study.ready import make_ready
from sim.study.robustness import Robustness
from sim.study.same_runs import PLATFORM, libraries
from sim.study.sweeps.agenda import Agenda
from sim.study.sweeps.conduct import Conducted, conduct
from sim.study.sweeps.description import design
from sim.study.sweeps.engines.local import LocalEngine
from sim.study.sweeps.sweep import Sweep

FINE, FAILED_RUNS, INTERRUPTED = 0, 3, 130
FOLDER = Path("results") / "robustness"


def run_robustness(
    path: Path | None, out: Path | None, json_file: Path | None, workers: int | None, store: bool
) -> int:
    """Vary the assumptions of a scenario, print what depends on them, save tables and figure."""
    if store and path is not None:
        fix = "leave out --scenario"
        problem = Problem("only the robustness of the flagship scenario is saved", fix, "--store")
        raise ProblemsFound([problem])
    if json_file is not None:
        refuse_unwritable(json_file, "--json")
    scenario = scenario_to_compare(path or flagship())
    target, at_a_time = out or FOLDER, workers or usual_workers()
    robustness.version(scenario)  # of what is going to run, whatever is edited meanwhile
    with claimed(target) as place:
        sweep = robustness.parameter_sets(scenario, robustness.SETTINGS, robustness.REPLICATES)
        same = (design(sweep), robustness.version(scenario), PLATFORM, libraries())
        runs = unfinished(place.work, fingerprint(*same))
        pairs = _pairs(scenario, sweep, at_a_time)
        done = ended(lambda: _conducted(sweep, runs, at_a_time), place.work)
        if done is None:
            return INTERRUPTED
        if failed := done.agenda.failed:
            print(f"{count(failed, 'run')} failed; their column error tells why: {runs}")
            return FAILED_RUNS
        found = robustness.varied(scenario, done)
        write_folder(found, pairs[0], place.new)
        place.put_in_place()
        forget(runs)
    known = outcomes(scenario.community.labels)
    print_robustness(found.contrasts, known, pairs)
    print(f"Table and figure: {target}")
    if store:
        replace_file(robustness.KEPT, _text(found))
    else:
        _keep_for_user(found)
    if json_file is not None:
        json_file.write_text(_text(found), encoding="utf-8")
    return FINE


def _pairs(scenario: Scenario, sweep: Sweep, workers: int) -> list[tuple[str, str]]:
    """The pairs of rivals, first that of the headline of `compare`.

    That is found as `compare` finds it, under the assumptions as they are.
    """
    print(
        f"Comparing {len(scenario.arms)} arms in {sweep.points} sets of {len(sweep.columns)}"
        f" assumptions, {count(sweep.most_replicates, 'replicate')} each",
        file=sys.stderr,
        flush=True,
    )
    make_ready(scenario, scenario.replicates + sweep.points * sweep.most_replicates, workers)
    with progress("replicates under the usual assumptions", scenario.replicates, workers) as show:
        headline = headline_pair(compare(scenario, None, workers, show))
    assert headline is not None
    return [headline, *(pair for pair in rival_pairs(scenario) if set(pair) != set(headline))]


def _conducted(sweep: Sweep, folder: Path, workers: int) -> Conducted:
    """All parameter sets."""
    engine = LocalEngine(workers)
    with progress("replicates", None, workers) as show:

        def watch(agenda: Agenda) -> None:
            show(agenda.finished, agenda.total, agenda.failed)

        def began(agenda: Agenda) -> None:
            announce(agenda, engine)
            watch(agenda)

        return conduct(sweep, folder, engine, began=began, watch=watch, command=sys.argv)


def _keep_for_user(found: Robustness) -> None:
    """So that `compare` shows how far this scenario depends on the assumptions."""
    try:
        robustness.keep_for_user(found)
    except OSError as error:
        told = f"{error.filename}: {error.strerror}: `compare` will not show these ranges."
        print(told, file=sys.stderr)
    else:
        print("`compare` shows these ranges from now on when it compares the same arms.")


def _text(found: Robustness) -> str:
    kept = robustness.as_data(found)
    return json.dumps(kept, separators=(",", ":"), allow_nan=False) + "\n"


def write_folder(found: Robustness, pair: tuple[str, str], folder: Path) -> None:
    """Parameter sets with their outcomes, contrasts, and the figure of a pair of arms."""
    import pandas as pd

    from sim.report.figures.robustness import robustness as picture_of
    from sim.report.figures.style import drawing, write

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
        write(picture_of(found, *pair), folder / "figures")
    about = {"format": FORMAT, "kind": "robustness"}
    write_manifest({**about, "scenario": found.scenario.resolved()}, folder)
