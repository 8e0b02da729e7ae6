"""The command `lesson`: run a scenario at its lesson size, and write the page and its tables."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.common.problems import Problem, ProblemsFound
from sim.common.words import capital, megabytes
from sim.lesson.as_lesson import as_lesson, beside
from sim.model.scenario.description import IN_PYTHON
from sim.model.scenario.scenario import Scenario
from sim.model.worlds import in_one_world
from sim.study.folder.new_results import new_results
from sim.study.folder.results_folder import refuse_unless_ours, refuse_unwritable, replace_file
from sim.study.manifest import now

if TYPE_CHECKING:
    from sim.lesson.words.words import Words
    from sim.study.compare import Comparison


CHOSEN_FROM = 10
"""Pairs of towns in the central world of which the most typical is shown."""
MARK, LONGEST_HEAD = b'content="policing-trust lesson"', 4096


@dataclass(frozen=True)
class Options:
    """What was typed beside the scenario; lists are separated by commas."""

    arms: str | None = None
    out: Path | None = None
    beside: str | None = None
    replicates: int | None = None
    workers: int | None = None
    words: str | None = None
    kit: Path | None = None


def run_lesson(path: Path, options: Options) -> int:
    """Write the page and, in a folder beside it, the tables of every scenario on it."""
    from sim.common.threads import usual_workers
    from sim.lesson.words.read import words_of

    words = words_of(options.words)
    chosen = [as_lesson(path, options.arms, options.replicates)]
    files = [path, *beside(path, chosen[0][0], options.beside)]
    chosen += [as_lesson(file, None, options.replicates) for file in files[1:]]
    page = options.out or Path("results") / f"{chosen[0][0].name}_lesson.html"
    refuse_no_page(page)
    folder = page.with_name(f"{page.stem}_results")
    targets = [folder / scenario.name for scenario, _ in chosen]
    kit = options.kit or page.with_name(f"{page.stem}_kit")
    _refuse_other_files(page, targets)
    refuse_other_kit(kit)
    text, sheets = _write(files, chosen, targets, words, options.workers or usual_workers())
    replace_file(page, text)
    for name, sheet in sheets.items():
        replace_file(kit / f"{name}.html", sheet)
    print(f"Lesson: {page} ({megabytes(len(text.encode()))}). It opens in any browser, offline.")
    print(f"Kit to print: {kit}{os.sep} ({', '.join(f'{name}.html' for name in sheets)})")
    print(f"Tables: {folder}{os.sep}")
    return 0


def write_words(path: Path | None, out: Path) -> int:
    """Write the English words as a file to translate, with those of a scenario where one is named.

    Raises:
        ProblemsFound: there is such a file already, or no file can have this name.
    """
    from sim.lesson.words.read import to_translate

    if out.suffix not in (".yaml", ".yml"):
        fix = f"name a file of words, such as {out.with_suffix('.yaml')}"
        raise ProblemsFound([Problem(f"{out} does not end in .yaml", fix, "--words-out")])
    if out.exists():
        fix = "name another file, or move this one away"
        raise ProblemsFound([Problem(f"{out} exists already", fix, "--words-out")])
    out.parent.mkdir(parents=True, exist_ok=True)
    refuse_unwritable(out, "--words-out")
    replace_file(out, to_translate(_own_words(path) if path else {}))
    print(f"Words: {out}. Translate it, then write run.py lesson SCENARIO --words {out}")
    return 0


def _own_words(path: Path) -> dict[str, Any]:
    """What a scenario says itself, by its name."""
    from sim.model.scenario.load import load_scenario

    scenario = load_scenario(path)
    said = {
        "title": capital(scenario.shown_name),
        "about": scenario.about,
        "arms": {arm: scenario.title(arm) for arm in scenario.arms},
        "groups": {label: label for label in scenario.community.labels.values()},
    }
    return {scenario.name: said}


def refuse_no_page(page: Path, usual: str = "lesson.html") -> None:
    """Raise ProblemsFound where no page can have this name; ``usual`` is one that it can have."""
    if page.is_dir():
        fix = f"name a page, such as {page / usual}"
        raise ProblemsFound([Problem(f"{page} is a folder", fix, "--out")])
    if page.suffix != ".html":
        fix = f"name a page, such as {page.with_suffix('.html')}"
        raise ProblemsFound([Problem(f"{page} does not end in .html", fix, "--out")])


def _refuse_other_files(page: Path, targets: Sequence[Path]) -> None:
    """Raise ProblemsFound where the page or its tables would replace what is not ours."""
    names = [target.name for target in targets]
    twice = [name for at, name in enumerate(names) if name in names[:at]]
    if twice:
        fix = "name each scenario once"
        raise ProblemsFound([Problem(f"two scenarios are called {twice[0]}", fix, "--beside")])
    for target in targets:
        refuse_unless_ours(target)
    refuse_other_file(page, MARK, "lesson")


def refuse_other_kit(folder: Path) -> None:
    """Raise ProblemsFound where a page of the kit would replace what is not ours, or cannot be."""
    from sim.lesson.kit.pages import MARK as OF_KIT
    from sim.lesson.kit.pages import PAGES

    if folder.is_file():
        fix = "name a folder, or move this file away"
        raise ProblemsFound([Problem(f"{folder} is no folder", fix, "--kit")])
    for name in PAGES:
        mark = f'content="{OF_KIT}"'.encode()
        refuse_other_file(folder / f"{name}.html", mark, "kit", "--kit")


def refuse_other_file(page: Path, mark: bytes, what: str, option: str = "--out") -> None:
    """Raise ProblemsFound where the page would replace what is not one of ours, or cannot be."""
    if page.is_file() and mark not in page.read_bytes()[:LONGEST_HEAD]:
        fix = "name another file, or move this one away"
        raise ProblemsFound([Problem(f"{page} is not an earlier {what}", fix, option)])
    page.parent.mkdir(parents=True, exist_ok=True)
    refuse_unwritable(page, option)


def _write(
    files: Sequence[Path],
    chosen: Sequence[tuple[Scenario, tuple[str, str]]],
    targets: Sequence[Path],
    words: Words,
    workers: int,
) -> tuple[str, dict[str, str]]:
    """Run everything, save the tables, and give the page and the pages of its kit.

    No table is saved when one run fails. The kit is that of the first scenario.
    """
    from sim.lesson.kit.facts import facts
    from sim.lesson.kit.pages import kit_pages
    from sim.lesson.story import as_yaml
    from sim.studio.lesson_page import LESSON, Shown, lesson_page
    from sim.study.keep import keep

    shown, of_page = [], words
    sheets: dict[str, str] = {}
    with ExitStack() as stack:
        for file, (scenario, arms), target in zip(files, chosen, targets, strict=True):
            results = stack.enter_context(new_results(target))
            started = now()
            own, of_page = of_scenario(words, file), of_scenario(of_page, file)
            comparison, data = recorded_scenario(scenario, arms, workers, own)
            sheets = sheets or kit_pages(facts(comparison, arms, data, own), own)
            shown.append(Shown(data, _sliders(file, scenario, arms, own.terms)))
            keep(comparison, results, started)
            (results / "story.yaml").write_text(as_yaml(data["story"]), encoding="utf-8")
        title = of_page.term(capital(chosen[0][0].shown_name))
        return lesson_page(LESSON, title, shown, of_page), sheets


def of_scenario(words: Words, file: Path) -> Words:
    """The words with those of a scenario's file: its title, its arms, what it is about."""
    from sim.model.scenario.load import load_scenario

    scenario = load_scenario(file)
    titles = {arm: scenario.title(arm) for arm in scenario.arms}
    return words.of_scenario(scenario.name, scenario.about, titles)


def _sliders(
    file: Path, scenario: Scenario, arms: tuple[str, str], terms: Mapping[str, str]
) -> dict[str, Any] | None:
    """Sliders for a scenario, where the page can let its towns live; else why not is told."""
    from sim.lesson.live.towns import Desk
    from sim.portable.build import kept
    from sim.studio.lesson_page import desk_of

    needs = [name for name in IN_PYTHON if getattr(scenario, name)]
    if needs:
        told = f"{needs[0]} names functions of Python, which no page can follow"
    else:
        try:
            kept()
            return desk_of(file, Desk(scenario, arms), terms)
        except ProblemsFound as found:
            told = found.problems[0].message
    print(f"{scenario.name}: without sliders: {told}", file=sys.stderr)
    return None


def recorded_scenario(
    scenario: Scenario, arms: tuple[str, str], workers: int = 1, words: Words | None = None
) -> tuple[Comparison, dict[str, Any]]:
    """Run all replicates of a scenario of lesson size, and record a typical pair of towns.

    Where replicates live in many worlds, the pair lives in the central one.
    """
    from sim.common.progress import progress
    from sim.lesson.page_data import page_data
    from sim.lesson.partings import typical_replicate
    from sim.lesson.recorder import record
    from sim.lesson.words.words import english
    from sim.study.compare import compare
    from sim.study.ready import make_ready

    about = f"{scenario.name}: {scenario.replicates} pairs of towns"
    print(about, file=sys.stderr, flush=True)
    make_ready(scenario, scenario.replicates, workers)
    with progress("replicates", scenario.replicates, workers) as show:
        comparison = compare(scenario, None, workers, show)
    shown = in_one_world(scenario)
    alike = comparison
    if shown is not scenario:
        few = min(CHOSEN_FROM, scenario.replicates)
        alike = compare(shown.model_copy(update={"replicates": few}), None, workers)
    recording = record(shown, typical_replicate(alike, arms), arms)
    return comparison, page_data(comparison, recording, words or english())
