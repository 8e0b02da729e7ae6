"""The pictures of the main scenario that the pages show, made again from what the program does.

Run it with ``.venv/bin/python docs/pictures.py`` when results have moved or a page looks different;
it takes some minutes and needs a browser (``make browser``). The other pictures lie where their
commands leave them: ``validate``, ``sensitivity`` and ``frontier``.
"""

import base64
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from sim.commands.main import run
from tests.browser import started, until

DOCS = Path(__file__).parent
SCENARIO = DOCS.parent / "scenarios" / "engagement_vs_surveillance.yaml"
FIGURES = {
    "difference_from_baseline": "trust_and_reporting",
    "true_and_recorded_crime": "true_and_recorded_crime",
}
SHEET = """\
<style>
body { margin: 8px; display: grid; grid-template-columns: 1fr 1fr; gap: 12px; }
figure { margin: 0; } figcaption { font: 700 16px sans-serif; padding-bottom: 3px; }
img { width: 100%; border: 1px solid #bbb; }
</style>
"""
IN_THE_LESSON = "#step=3&part=1&day=122"  # both towns, on an evening in May


WALK = (
    ("Start from a question, or from a blank town", ["start-blank"]),
    ("1 Your town", ["next"]),
    ("2 Your department", ["next"]),
    ("3 Your budget", ["f-budget-per_resident", "40", "next"]),
    ("4 Your proposals", ["f-arms-new", "f-arms-proposal_1-add", "f-arms-proposal_1-add-outreach",
        "f-arms-new", "f-arms-proposal_2-add", "f-arms-proposal_2-add-surveillance", "next"]),
    ("5 How sure?", ["run"]),
    ("The answer, while it grows surer", []),
    ("The answer", []),
)  # fmt: skip
"""Steps of a planner in the studio: what is seen, and what is pressed or typed then."""


def walk(folder: Path) -> None:
    """From a blank town to an answer: a picture of each step, on one sheet."""
    studio, seen = folder / "studio.html", []
    run(["studio", "--out", str(studio)])
    size = {"width": 1000, "height": 680}
    with started() as browser, browser.opened(studio, until="load", viewport=size) as page:
        here = page.here
        here.wait_for_selector("body[data-ready]")
        for title, acts in WALK:
            if title == WALK[-1][0]:
                while here.evaluate("studio.run.state") == "running":
                    here.wait_for_timeout(500)
            if title == WALK[-2][0]:
                until(here, "studio.run.answer")
            if title.startswith("4"):  # as it looks once it is filled in
                _press(here, acts[:-1])
                here.evaluate("window.scrollTo(0, 120)")
                acts = acts[-1:]
            seen.append((title, base64.b64encode(here.screenshot()).decode("ascii")))
            _press(here, acts)
    cells = "".join(
        f"<figure><figcaption>{title}</figcaption>"
        f"<img src='data:image/png;base64,{picture}'></figure>"
        for title, picture in seen
    )
    sheet = folder / "walk.html"
    sheet.write_text(SHEET + cells, encoding="utf-8")
    size = {"width": 1100, "height": 1600}
    with started() as browser, browser.opened(sheet, until="load", viewport=size) as page:
        page.here.screenshot(path=DOCS / "studio.png", full_page=True)


def _press(page: Any, acts: list[str]) -> None:
    for act in acts:
        if act.isdigit():
            page.keyboard.press("Control+a")
            page.keyboard.type(act)
        else:
            page.click(f"#{act}")


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
        address = f"{lesson.resolve().as_uri()}{IN_THE_LESSON}"
        with browser.opened(address, until="load", viewport=size) as page:
            page.here.wait_for_selector("body[data-ready=yes]")
            page.here.wait_for_timeout(500)
            page.here.screenshot(path=DOCS / "lesson.png")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as scratch:
        make(Path(scratch))
        walk(Path(scratch))
