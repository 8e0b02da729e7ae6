"""The live page as one file: the lesson's page with sliders, and the model that follows them."""

from __future__ import annotations

import json
from typing import Any

from sim.lesson.live.towns import Desk, plain_scenario
from sim.lesson.page import SCRIPTS, joined, rendered
from sim.lesson.page_data import PICKS
from sim.model.scenario.scenario import Scenario
from sim.model.state import TIE_SLOTS
from sim.studio.page import ensemble, packed, policy
from sim.studio.page import joined as of_studio
from sim.study.watched.evenings import COUNTED
from sim.study.watched.happenings import NOTED, ROW_COLUMNS, SEEN_OF_BLOCKS, SEEN_OF_PEOPLE
from sim.study.watched.watching import ROOM

ENGINE = ("host", "town")
"""Files of the studio's engine, which run the model."""
LIVE = ("watched.js", "live_towns.js", "live.js")
WATCHED = {
    "room": ROOM, "row": len(ROW_COLUMNS), "of_people": SEEN_OF_PEOPLE,
    "of_blocks": SEEN_OF_BLOCKS, "noted": NOTED, "ties": TIE_SLOTS, "counted": len(COUNTED),
}  # fmt: skip
"""Sizes of what is recorded, for those who make room for it."""


def live_page(desk: Desk, presets: list[Any]) -> str:
    """The page as HTML; the same bytes every time.

    Args:
        desk: the sliders.
        presets: for each town, settings of all its sliders that one can choose, with a title.

    Raises:
        ProblemsFound: nothing here can make the module of the model.
    """
    from sim.lesson.live.sitting import sitting
    from sim.portable.build import kept
    from sim.studio.python import translated

    module = kept()
    about = json.loads(module.with_suffix(".json").read_text(encoding="utf-8"))
    *views, page = SCRIPTS
    style = joined(("lesson.css", "live.css"))
    script = "".join([
        translated([sitting], about["functions"]),
        of_studio("engine", ENGINE),
        joined([*(f"{name}.js" for name in views), *LIVE, f"{page}.js"]),
    ])  # fmt: skip
    live = {
        "scenario": plain_scenario(desk.scenario),
        "arms": desk.arms,
        "presets": presets,
        "watched": WATCHED,
        "picks": PICKS,
        "module": packed(module.read_bytes()),
        "about": about,
        "worlds": _worlds(desk.scenario),
    }
    data = {"live": live, "scenarios": []}
    allowed = policy(style, script)
    return rendered("live towns", desk.scenario.name, allowed, style, script, data)


def _worlds(scenario: Scenario) -> dict[str, Any] | None:
    """The ensemble in which the pairs live; None where the scenario says all numbers itself."""
    if scenario.worlds == "declared":
        return None
    about, values = ensemble()
    return {**about, "values": packed(values)}
