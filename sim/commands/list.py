"""`list`: the scenarios that are here, the strategies they can use, and what to type."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from sim.commands.scenario_files import scenario_folder
from sim.common.problems import ProblemsFound, program
from sim.files import read_source
from sim.files.text import yaml_names
from sim.model.scenario.load import load_scenario
from sim.model.strategies import strategies
from sim.report.layout import OUT


def list_all() -> int:
    """Print scenarios and strategies; the exit status is 0 even where a scenario is broken."""
    folder = scenario_folder()
    names = yaml_names(folder)
    if names:
        OUT.title(f"Scenarios in {folder}/")
        OUT.rows((name, story(folder / f"{name}.yaml")) for name in names)
    else:
        OUT.title("No scenarios here yet")
    if not names or not Path("scenarios").is_dir():
        OUT.text(f"{program()} examples copies those of the program here, to change.", indent=2)
    sweeps = yaml_names(folder / "sweeps")
    if sweeps:
        OUT.line()
        OUT.title(f"Sweeps in {folder / 'sweeps'}/")
        OUT.rows((name, sweep_story(folder / "sweeps" / f"{name}.yaml")) for name in sweeps)
    if towns := yaml_names(folder / "towns"):
        OUT.line()
        OUT.title(f"Towns with the rates of real places in {folder / 'towns'}/")
        OUT.rows((name, story(folder / "towns" / f"{name}.yaml")) for name in towns)
    OUT.line()
    OUT.title("Strategies that an arm can use")
    OUT.rows((name, first_line(kind.__doc__)) for name, kind in strategies().items())
    OUT.line()
    OUT.title("What to type")
    OUT.rows(
        (
            (f"{program()} compare FILE", "run the arms of a scenario side by side"),
            (f"{program()} check FILE", "what is wrong with it, or what its arms cost"),
            (f"{program()} lesson FILE", "one page with two towns, for a class"),
            (f"{program()} sweep FILE", "explore many parameter sets of a scenario"),
            (f"{program()} new NAME", "start a scenario of your own"),
            (f"{program()} fit FILE", "your town's numbers beside the model's"),
            (f"{program()} explain NAME", "what a strategy, number or outcome means"),
        ),
    )
    if names:
        OUT.text(f"For example: {program()} compare {folder / names[0]}.yaml")
    return 0


def story(path: Path) -> str:
    """How a scenario's story begins, or that it is broken."""
    return _story(path, lambda: load_scenario(path).about)


def sweep_story(path: Path) -> str:
    """What a sweep asks, or that it is broken; its points are not laid out."""
    return _story(path, lambda: str(read_source(path).data.get("about") or ""))


def _story(path: Path, read: Callable[[], str]) -> str:
    try:
        about = read()
    except ProblemsFound as found:
        number = len(found.problems)
        return (
            f"BROKEN ({number} problem{'' if number == 1 else 's'}):"
            f" {program()} check {path} tells what is wrong"
        )
    return opening(about) or "(no story)"


def opening(text: str, most: int = 130) -> str:
    """The first sentence, and those after it that still fit into ``most`` characters."""
    first, *others = re.split(r"(?<=[.?!])\s+(?=[A-Z])", " ".join(text.split()))
    for sentence in others:
        if len(first) + 1 + len(sentence) > most:
            break
        first = f"{first} {sentence}"
    return first


def first_line(docstring: str | None) -> str:
    """The first line of a docstring."""
    return (docstring or "").strip().split("\n")[0].replace("``", "`")
