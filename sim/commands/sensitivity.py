"""The command `sensitivity`: what matters in a finished sweep, and where its comparison flips."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from sim.common.problems import Problem, ProblemsFound
from sim.common.progress import progress
from sim.study.folder.new_results import new_results
from sim.study.folder.results_folder import FORMAT
from sim.study.manifest import write as write_manifest
from sim.study.sensitivity.analysis import Analysis, pieces
from sim.study.sensitivity.indices import has_indices
from sim.study.sweeps.results import SweepResults

FINE = 0
FOLDER = "sensitivity"


def run_sensitivity(folder: Path) -> int:
    """Explain a sweep, save tables and figures beside its own, and give the exit status."""
    from sim.report.sensitivity_text import print_sensitivity

    results = SweepResults.read(folder)
    _refuse_what_cannot_be_explained(results)
    _refuse_without_libraries()
    with new_results(folder / FOLDER) as made:
        total, done = pieces(results), count(1)
        with progress("quantities", total, 1) as show:
            analysis = Analysis(results, lambda: show(next(done), total))
            write_tables(analysis, made)
        print("Drawing the figures.", file=sys.stderr, flush=True)
        draw_figures(analysis, made)
    print_sensitivity(analysis.findings, analysis.note)
    print(f"Tables and figures: {folder / FOLDER}")
    return FINE


def write_tables(analysis: Analysis, folder: Path) -> None:
    """Tables, and from which sweep they are."""
    tables = {"swings": analysis.swings_table(), "regions": analysis.regions_table()}
    if has_indices(analysis.results):
        tables["indices"] = analysis.indices_table()
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    kept = analysis.results.manifest
    about = {name: kept[name] for name in ("name", "design", "model", "platform")}
    write_manifest({"format": FORMAT, "kind": "sensitivity", **about}, folder)


def draw_figures(analysis: Analysis, folder: Path) -> None:
    """Every figure, beside the tables."""
    from sim.report.figures.sensitivity import pictures
    from sim.report.figures.style import draw

    draw(pictures(analysis), folder / "figures")


def _refuse_what_cannot_be_explained(results: SweepResults) -> None:
    told = None
    if len(results.arms) < 2:
        told = "this sweep has one arm: there is no difference to explain"
    elif len(results.points) < 2:
        told = "this sweep has one point: nothing varies"
    fix = "run a sweep of two arms over several points"
    if results.manifest["design_of_points"]["kind"] in ("grid", "zip"):
        told = "the answer of a grid or a zip is the table and the figure of the sweep itself"
        fix = "for what matters most, lay the points out as latin_hypercube, saltelli or morris"
    if told is not None:
        raise ProblemsFound([Problem(told, fix, str(results.folder))])


def _refuse_without_libraries() -> None:
    try:
        import SALib  # noqa: F401
        import sklearn  # noqa: F401
    except ImportError as error:
        fix = "install them: pip install 'policing-trust[sensitivity]'"
        raise ProblemsFound(
            [Problem(f"{error.name} is not installed", fix, "sensitivity")]
        ) from None
