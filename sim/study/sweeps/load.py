"""From a file to a sweep, or to everything that is wrong with it."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path
from typing import Literal

from sim.common.problems import (
    Mistake,
    Problem,
    ProblemsFound,
    did_you_mean,
    quoted,
    shown,
    suggestion,
)
from sim.files import Source, laid_over, read_source, read_with_extends
from sim.model.former_names import name_today, with_names_of_today
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.totals import handed_on
from sim.study.sweeps import designs
from sim.study.sweeps.designs import Axis
from sim.study.sweeps.file import EVERY_UNCERTAIN, SAMPLED, SweepFile, TableOfPoints
from sim.study.sweeps.names import Name, find, names
from sim.study.sweeps.point import AtNoPoint
from sim.study.sweeps.soundness import refuse_unsound
from sim.study.sweeps.sweep import Columns, Sweep, for_runs

MOST_RUNS = 100_000_000


def load_sweep(path: str | Path) -> Sweep:
    """Read and check a sweep file.

    Raises:
        ProblemsFound: everything that is wrong, each with file, line, column and a fix.
    """
    path = Path(path)
    read = read_source(path)
    source = Source(read.path, with_names_of_today(read.root, "vary"))
    file = SweepFile.of_source(source)
    varied = _scenario_source(file, source)
    scenario = for_runs(AtNoPoint.of_source(varied), file)
    problems = list(_unknown_names(file, scenario, source))
    if problems:
        raise ProblemsFound(problems)
    axes, columns = _points(file, scenario, source)
    sweep = Sweep(file, scenario, axes, columns, path.read_text(encoding="utf-8-sig"))
    if (runs := sweep.points * sweep.most_replicates) > MOST_RUNS:
        fix = f"a sweep may have at most {MOST_RUNS:,}: fewer points, or fewer replicates"
        raise ProblemsFound([source.problem(("design",), f"these are {runs:,} runs", fix)])
    refuse_unsound(sweep, source, varied)
    return sweep


def as_sweep(case: Sweep | str | Path) -> Sweep:
    """The sweep that somebody gave, as an object or as the path of its file.

    Raises:
        ProblemsFound: everything that is wrong with it.
        TypeError: it is neither.
    """
    if isinstance(case, str | os.PathLike):
        return load_sweep(case)
    if not isinstance(case, Sweep):
        raise TypeError(
            f"a sweep or the path of its file is needed here, not {type(case).__name__}:"
            " load_sweep(path) reads a file, which names the scenario that it varies"
        )
    return case


def _scenario_source(file: SweepFile, source: Source) -> Source:
    """The scenario's file with what the sweep changes in it, every value where it stands."""
    name = file.scenario if file.scenario.endswith(".yaml") else f"{file.scenario}.yaml"
    folders = [source.path.parent, source.path.parent.parent]
    paths = [folder / name for folder in folders]
    found = [path for path in paths if path.is_file() and not path.samefile(source.path)]
    if not found:
        known = [each.stem for folder in folders for each in sorted(folder.glob("*.yaml"))]
        others = [each for each in known if each != source.path.stem]
        fix = "name a file of this folder or the one above"
        fix = suggestion(Path(name).stem, others, fix)
        raise ProblemsFound([source.problem(("scenario",), f"there is no scenario {name}", fix)])
    scenario = read_with_extends(found[0], with_names_of_today, handed_on)
    over = source.root.inside("change")
    if over is None or over.value is None:
        return scenario
    changes = with_names_of_today(over)
    return Source(source.path, laid_over(scenario.root, [changes], handed_on))


def _unknown_names(file: SweepFile, scenario: Scenario, source: Source) -> Iterator[Problem]:
    """Arms and outcomes that the scenario does not have."""
    arms = list(scenario.arms)
    known = list(scenario.community.outcomes)
    run, kept = file.arms or arms, file.outcomes or known
    asked: list[tuple[tuple[str | int, ...], str, str, list[str]]] = []
    asked += [(("arms", at), "arm", arm, arms) for at, arm in enumerate(run)]
    asked += [(("outcomes", at), "outcome", name, known) for at, name in enumerate(kept)]
    if precision := file.precision:
        than = precision.than or scenario.baseline
        asked.append((("precision", "outcome"), "outcome that is saved", precision.outcome, kept))
        asked.append((("precision", "arm"), "arm that is run", precision.arm, run))
        asked.append((("precision", "than"), "arm that is run", than, run))
        if precision.arm == than:
            fix = "name another arm, or the arm that is subtracted:  than: ..."
            told = f"{than} would be compared with itself"
            yield source.problem(("precision", "arm"), told, fix)
    for where, what, name, among in asked:
        if name not in among:
            fix = suggestion(name, among, f"write one of: {', '.join(among[:40])}")
            yield source.problem(where, f"no {what} is called {quoted(name)}", fix)


def _points(
    file: SweepFile, scenario: Scenario, source: Source
) -> tuple[tuple[Axis, ...], Columns]:
    """What varies and the points of the design, or all that is wrong with them."""
    known = names(scenario)
    if isinstance(file.design, TableOfPoints):
        return (), _from_table(source.path.parent / file.design.file, known, source)
    sampled = isinstance(file.design, SAMPLED)
    axes, problems = [], []
    for written, varied in file.vary.items():
        try:
            for name in _meant(written, known, scenario):
                axes.append(designs.axis(name, varied, sampled))
        except Mistake as mistake:
            where = ("vary", written)
            at: Literal["key", "value"] = "value" if written in known else "key"
            problems.append(source.problem(where, f"{written}: {mistake}", mistake.fix, at))
    for dotted, times in Counter(axis.name.dotted for axis in axes).items():
        if times > 1:
            fix = f"leave it out: {EVERY_UNCERTAIN} contains it"
            told = f"{dotted} is varied twice"
            problems.append(source.problem(("vary", dotted), told, fix, "key"))
    if problems:
        raise ProblemsFound(problems)
    try:
        return tuple(axes), designs.points(file.design, axes)
    except Mistake as mistake:
        raise ProblemsFound([source.problem(("design",), str(mistake), mistake.fix)]) from None


def _meant(written: str, known: Mapping[str, Name], scenario: Scenario) -> list[Name]:
    """The name, or every uncertain number that the scenario does not set itself."""
    if written != EVERY_UNCERTAIN:
        if written not in known and did_you_mean(written, [EVERY_UNCERTAIN]):
            raise Mistake(
                f"nothing is called {quoted(written)}", f"did you mean {EVERY_UNCERTAIN}?"
            )
        return [find(written, known)]
    from sim.study.assumptions import uncertain

    set_here = scenario.numbers()
    return [known[dotted] for dotted in uncertain() if dotted not in set_here]


def _from_table(path: Path, known: Mapping[str, Name], source: Source) -> Columns:
    """The points of a CSV or Parquet file."""
    import pandas as pd

    def refuse(message: str, fix: str) -> ProblemsFound:
        return ProblemsFound([source.problem(("design", "file"), message, fix)])

    if path.exists() and not path.is_file():  # a pipe could be read for ever
        raise refuse(f"{path.name} is not an ordinary file", "save the table as a file")
    try:
        frame = pd.read_csv(path) if path.suffix == ".csv" else pd.read_parquet(path)
    except FileNotFoundError:
        raise refuse(f"there is no file {path.name} in this folder", "write its name") from None
    except Exception as error:
        raise refuse(f"{path.name} cannot be read: {error}", "save the table again") from None
    if path.suffix == ".csv" and not isinstance(frame.index, pd.RangeIndex):
        told = f"{path.name}: its rows have more values than there are names in the first line"
        raise refuse(told, "give every column a name; a number has no comma in it")
    frame = frame.drop(columns=["point"], errors="ignore")
    new = {name: name_today(str(name)) for name in frame.columns}
    frame = frame.rename(columns={name: new[name] for name in new if new[name] not in new})
    if frame.empty or not len(frame.columns):
        raise refuse(f"{path.name} has no points", "write a row a point below the names")
    problems = []
    for dotted in map(str, frame.columns):
        try:
            find(dotted, known)
        except Mistake as mistake:
            problems.append(refuse(f"{path.name}: {mistake}", mistake.fix or "").problems[0])
            continue
        odd = [each for each in frame[dotted].tolist() if not _is_one_value(each)]
        if odd:
            told = f"{path.name}: {dotted} has {shown(odd[0])} among its values"
            problems.append(refuse(told, "give every point one number or word").problems[0])
        elif frame[dotted].isna().any():
            row = int(frame[dotted].isna().to_numpy().argmax()) + 1
            told = f"{path.name}: {dotted} is empty in row {row}"
            problems.append(refuse(told, "give every point a value").problems[0])
    if problems:
        raise ProblemsFound(problems)
    return designs.table({str(name): frame[name].tolist() for name in frame.columns}, known)


def _is_one_value(value: object) -> bool:
    """Whether a value of a table is one that a file could have: no list, and no endless number."""
    if isinstance(value, int):
        return abs(value) <= sys.float_info.max
    return isinstance(value, Hashable)
