"""The command `live`: the lesson page with sliders, as one file in which both towns live."""

from __future__ import annotations

import webbrowser
from dataclasses import dataclass
from pathlib import Path

from sim.common.words import capital, megabytes

MARK = b'content="policing-trust live towns"'


@dataclass(frozen=True)
class Options:
    """What was typed beside the scenario; with ``out`` the page is only written."""

    arms: str | None = None
    out: Path | None = None
    words: str | None = None


def run_live(path: Path, options: Options) -> int:
    """Write the page, and open it in a browser.

    Raises:
        ProblemsFound: the scenario has no two arms, or the page would replace what is not ours.
    """
    from sim.commands.lesson import of_scenario, refuse_no_page, refuse_other_file
    from sim.lesson.as_lesson import as_lesson
    from sim.lesson.live.towns import Desk
    from sim.lesson.words.read import words_of
    from sim.studio.lesson_page import LIVE, Shown, desk_of, lesson_page
    from sim.study.folder.results_folder import replace_file

    words = of_scenario(words_of(options.words), path)
    desk = Desk(*as_lesson(path, options.arms, None))
    page = options.out or Path("results") / f"{desk.scenario.name}_live.html"
    refuse_no_page(page)
    refuse_other_file(page, MARK, "live page")
    shown = Shown(None, desk_of(path, desk, words.terms))
    title = words.term(capital(desk.scenario.shown_name))
    text = lesson_page(LIVE, title, [shown], words)
    replace_file(page, text)
    print(
        f"Live towns: {page} ({megabytes(len(text.encode()))}). It opens in any browser, offline."
    )
    if options.out is None and not webbrowser.open(page.resolve().as_uri()):
        print("No browser could be opened here: open the page yourself.")
    return 0
