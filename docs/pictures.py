"""The pictures of the main scenario that the pages show, made again from what the program does.

Run it with ``.venv/bin/python docs/pictures.py`` when results have moved or a page looks different;
it takes about a minute and needs a browser (``make browser``). The other pictures lie where their
commands leave them: ``validate``, ``sensitivity`` and ``frontier``.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from sim.commands.main import run
from tests.browser import started

DOCS = Path(__file__).parent
SCENARIO = DOCS.parent / "scenarios" / "engagement_vs_surveillance.yaml"
FIGURES = {
    "difference_from_baseline": "trust_and_reporting",
    "true_and_recorded_crime": "true_and_recorded_crime",
}
STEP_OF_THE_TOUR = 2  # after its beginning: people come to a gathering


def make(folder: Path) -> None:
    """Compare, write the lesson, and keep two figures and two screens."""
    results, lesson = folder / "results", folder / "lesson.html"
    if run(["compare", str(SCENARIO), "--out", str(results)]):
        sys.exit("a claim of the scenario is not met")
    run(["lesson", str(SCENARIO), "--out", str(lesson)])
    for name, picture in FIGURES.items():
        shutil.copy(results / "figures" / f"{name}.png", DOCS / f"{picture}.png")
    with started() as browser:
        size = {"width": 1000, "height": 1200}
        with browser.opened(results / "report.html", until="load", viewport=size) as page:
            end = page.value("document.querySelector('table').getBoundingClientRect().bottom")
            top = {"x": 0, "y": 0, "width": size["width"], "height": end + 8}
            page.here.screenshot(path=DOCS / "report.png", clip=top)
        size = {"width": 1280, "height": 800}
        with browser.opened(lesson, until="load", viewport=size) as page:
            page.here.get_by_text("Go on without a vote").click()
            for _ in range(STEP_OF_THE_TOUR):
                page.here.keyboard.press("PageDown")
            page.here.wait_for_timeout(500)
            page.here.screenshot(path=DOCS / "lesson.png")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        make(Path(scratch))
