"""The lesson and the live towns as one file: what was recorded, and the model for what was not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.lesson.live.presets import presets
from sim.lesson.live.towns import Desk, plain_scenario
from sim.lesson.page import joined, page_script, rendered
from sim.lesson.page_data import PICKS
from sim.lesson.told import Terms
from sim.lesson.words.words import ENGLISH, Words, english
from sim.model.scenario.load import load_scenario
from sim.model.state import TIE_SLOTS
from sim.studio.page import ensemble, packed, policy
from sim.studio.page import joined as of_studio
from sim.study.watched.evenings import COUNTED
from sim.study.watched.happenings import NOTED, ROW_COLUMNS, SEEN_OF_BLOCKS, SEEN_OF_PEOPLE
from sim.study.watched.watching import ROOM

LESSON, LIVE = "lesson", "live towns"
"""What a page says of itself in its head."""
ENGINE = ("host", "town")
"""Files of the studio's engine, which run the model."""
WATCHED = {
    "room": ROOM, "row": len(ROW_COLUMNS), "of_people": SEEN_OF_PEOPLE,
    "of_blocks": SEEN_OF_BLOCKS, "noted": NOTED, "ties": TIE_SLOTS, "counted": len(COUNTED),
}  # fmt: skip
"""Sizes of what is recorded, for those who make room for it."""


@dataclass(frozen=True)
class Shown:
    """A scenario of a page.

    Attributes:
        recorded: what ``page_data`` says of it; None: its towns live as soon as it is opened.
        desk: sliders, and arms at which they can be set; None: nothing but the recording.
    """

    recorded: dict[str, Any] | None
    desk: dict[str, Any] | None


def desk_of(path: Path, desk: Desk, terms: Terms) -> dict[str, Any]:
    """Sliders of a scenario's file, as the page has them; ``terms`` are of its words."""
    scenario = plain_scenario(desk.scenario)
    return {
        "scenario": scenario,
        "arms": desk.arms,
        "presets": presets(load_scenario(path), desk, terms),
    }


def lesson_page(kind: str, title: str, shown: Sequence[Shown], words: Words | None = None) -> str:
    """The page as HTML; the same bytes every time. The first scenario is the lesson itself.

    ``words`` are those of all its scenarios; English, where none are given.

    Raises:
        ProblemsFound: there are sliders, and nothing here can make the module of the model.
    """
    from sim.lesson.live.one_contact import contacts
    from sim.lesson.live.sitting import sitting
    from sim.lesson.live.what_if import programmes, what_if
    from sim.portable.build import kept
    from sim.studio.python import translated

    words = words or english()
    style = joined(("lesson.css", "live.css", "beats/beats.css"))
    script = of_studio("engine", ENGINE) + page_script(words)
    model, desks = None, [each.desk for each in shown if each.desk]
    if desks:
        module = kept()
        about = json.loads(module.with_suffix(".json").read_text(encoding="utf-8"))
        script = translated([sitting, contacts, programmes, what_if], about["functions"]) + script
        in_worlds = any(each["scenario"].get("worlds") != "declared" for each in desks)
        model = {
            "module": packed(module.read_bytes()),
            "about": about,
            "worlds": _worlds() if in_worlds else None,
            "watched": WATCHED,
            "picks": PICKS,
        }
    data = {
        "model": model,
        "terms": {} if words.language == ENGLISH else dict(words.terms),
        "scenarios": [{**(each.recorded or {}), "desk": each.desk} for each in shown],
    }
    return rendered(kind, title, policy(style, script), style, script, data, words)


def _worlds() -> dict[str, Any]:
    """The ensemble in which the pairs live."""
    about, values = ensemble()
    return {**about, "values": packed(values)}
