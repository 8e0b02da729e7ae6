"""The command `live`: the lesson page with sliders, as one file in which both towns live."""

from __future__ import annotations

import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.common.problems import ProblemsFound
from sim.common.words import capital, megabytes, spaced

if TYPE_CHECKING:
    from sim.lesson.live.towns import Desk
    from sim.model.scenario.scenario import Scenario

MARK = b'content="policing-trust live towns"'


@dataclass(frozen=True)
class Options:
    """What was typed beside the scenario; with ``out`` the page is only written."""

    arms: str | None = None
    out: Path | None = None


def run_live(path: Path, options: Options) -> int:
    """Write the page, and open it in a browser.

    Raises:
        ProblemsFound: the scenario has no two arms, or the page would replace what is not ours.
    """
    from sim.commands.lesson import as_lesson, refuse_no_page, refuse_other_file
    from sim.lesson.live.towns import Desk
    from sim.model.scenario.load import load_scenario
    from sim.studio.live_page import live_page
    from sim.study.folder.results_folder import replace_file

    desk = Desk(*as_lesson(path, options.arms, None))
    page = options.out or Path("results") / f"{desk.scenario.name}_live.html"
    refuse_no_page(page)
    refuse_other_file(page, MARK, "live page")
    text = live_page(desk, presets(load_scenario(path), desk))
    replace_file(page, text)
    print(
        f"Live towns: {page} ({megabytes(len(text.encode()))}). It opens in any browser, offline."
    )
    if options.out is None and not webbrowser.open(page.resolve().as_uri()):
        print("No browser could be opened here: open the page yourself.")
    return 0


def presets(scenario: Scenario, desk: Desk) -> list[list[dict[str, Any]]]:
    """For each town: the arms of a scenario that sliders can say, with their settings."""
    from sim.commands.lesson import of_lesson_size
    from sim.lesson.live.levers import standing
    from sim.model.arm_plan import arm_plan

    found: list[list[dict[str, Any]]] = [[], []]
    for arm in scenario.arms:
        other = next(each for each in scenario.arms if each != arm)
        try:
            alone = of_lesson_size(scenario, (arm, other))
        except ProblemsFound:  # it ends too early for this arm
            continue
        wanted, set_to = arm_plan(alone, arm).stages, standing(alone, arm)
        for town, all_set in enumerate(found):
            towns = desk.towns(
                [set_to if at == town else each for at, each in enumerate(desk.start)]
            )
            made = arm_plan(towns.scenario, towns.arms[town]).stages
            if alike(made, wanted):
                all_set.append({"title": capital(spaced(arm)), "set_to": set_to})
    return found


def alike(made: Any, wanted: Any) -> bool:
    """Whether two arms do the same on the same days and in the same places."""
    if [each.first for each in made] != [each.first for each in wanted]:
        return False
    return all(
        one.places == other.places
        and all(abs(a - b) < 1e-9 for a, b in zip(one.levers, other.levers, strict=True))
        for one, other in zip(made, wanted, strict=True)
    )
