"""The report of a comparison, as a browser shows and prints it."""

from __future__ import annotations

from pathlib import Path

import pytest
from known_runs import SCENARIO, KnownRunner, known_scenario

from sim.model.scenario.load import load_scenario
from sim.report.document import report_page
from sim.study.compare import compare
from tests.browser import Browser, Paper

pytestmark = pytest.mark.pages

SCENARIOS = Path(__file__).parents[1] / "scenarios"
MOST_SHEETS = 6
PHONE = {"width": 390, "height": 800}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The longest report that the shipped scenarios give, with made-up results."""
    scenario = load_scenario(SCENARIOS / "engagement_vs_surveillance.yaml")
    gains = {"engagement": 2.0, "surveillance": -0.2, "funding": 0.1, "fewer_events": -0.05}
    runner = KnownRunner(gain=gains, wobble={"engagement": 0.01, "surveillance": 0.003})
    comparison = compare(scenario.with_changes(replicates=6), runner)
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report_page(comparison), encoding="utf-8")
    return path


def test_it_asks_for_nothing_and_has_no_errors_under_its_own_strict_policy(
    browser: Browser, report: Path
) -> None:
    with browser.opened(report) as page:
        assert page.requests == []
        assert page.complaints == []
        shown = "[...document.images].every(image => image.complete && image.naturalWidth > 100)"
        assert page.value(shown)


def test_the_question_and_the_answer_are_on_the_first_screen(
    browser: Browser, report: Path
) -> None:
    with browser.opened(report, viewport={"width": 1280, "height": 720}) as page:
        for first in (".question", ".headline", "table.first"):
            box = page.ask(lambda tab, first=first: tab.locator(first).bounding_box())
            assert box is not None
            assert box["y"] + box["height"] < 560


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_on_few_sheets(browser: Browser, report: Path, paper: Paper) -> None:
    sheets = browser.printed(report, paper)
    assert len(sheets) <= MOST_SHEETS
    assert "A simulation, not a forecast" in sheets[0]
    assert "What would change our mind" in sheets[0]
    assert sheets[1].startswith("How sure")
    assert "Doing it again" in sheets[-1]


def test_everybody_can_read_it(browser: Browser, report: Path) -> None:
    assert browser.accessibility_findings(report) == []


def test_it_fits_a_phone(browser: Browser, report: Path) -> None:
    with browser.opened(report, viewport=PHONE) as page:
        assert page.value("document.documentElement.scrollWidth") <= PHONE["width"]
        tables = "[...document.querySelectorAll('table')]"
        assert page.value(f"{tables}.every(each => each.scrollWidth <= each.clientWidth)")
        captions = "[...document.querySelectorAll('caption')].map(e => e.getBoundingClientRect())"
        assert page.value(f"{captions}.every(box => box.right <= {PHONE['width']})")


def test_a_scenario_that_holds_a_page_shows_as_text(browser: Browser, tmp_path: Path) -> None:
    evil = "</script><b>x</b><img src=http://a.example/x onerror=alert(1)>"
    scenario = known_scenario(tmp_path).with_changes(about=evil)
    path = tmp_path / "report.html"
    path.write_text(report_page(compare(scenario, KnownRunner())), encoding="utf-8")
    with browser.opened(path) as page:
        assert page.requests == []
        assert page.complaints == []
        assert evil in page.text
        assert page.ask(lambda tab: tab.locator("b").count()) == 0


def test_many_proposals_that_begin_late_stand_on_one_sheet(
    browser: Browser, tmp_path: Path
) -> None:
    names = {f"plan_{n}": f"A proposal with a long name, number {n}" for n in range(1, 9)}
    arms = "".join(
        f"  {name}: {{title: '{title}', outreach: {{share: 1.0, from: {n}}}}}\n"
        for n, (name, title) in enumerate(names.items(), 1)
    )
    scenario = known_scenario(tmp_path, SCENARIO.split("  talking")[0] + arms)
    runner = KnownRunner(
        gain={name: 0.4 * n - 1.5 for n, name in enumerate(names)},
        wobble=dict.fromkeys(names, 0.02),
    )
    path = tmp_path / "report.html"
    comparison = compare(scenario.with_changes(replicates=45, worlds="many"), runner)
    path.write_text(report_page(comparison), encoding="utf-8")
    sheets = browser.printed(path, "A4")
    assert "Counting crime but not trust" in sheets[0]
    assert "What would change our mind" in sheets[0]
