"""The studio fits a town to its own survey, in the page, as the program's `fit` does it."""

from __future__ import annotations

from typing import Any

import pytest

from sim.model.scenario.scenario import Scenario
from sim.model.worlds import kept
from sim.report.fit_text import HEADS, fit_rows, left
from sim.study.fit import fit
from tests.browser import until
from tests.studio_page import OPENED, data, lived, opened

pytestmark = pytest.mark.pages

FITTED = "studio.fit !== null && studio.fit.state !== 'running'"
FIGURES = {"residents_asked": "800", "judged_well": "85", "taking_part": "15"}
WEIGHING = {"judged_well": 0.85, "taking_part": 0.15}


def town(**changes: Any) -> dict[str, Any]:
    """A town in which a year in every world takes seconds."""
    return {
        "name": "town",
        "days": 60,
        "burn_in_days": 10,
        "replicates": 3,
        "community": {"residents": 120},
        "arms": {"business_as_usual": {}, "visits": {"outreach": {"visit_hours": 1}}},
        **changes,
    }


def surveyed(**changes: Any) -> dict[str, Any]:
    return town(survey={"residents_asked": 800, **WEIGHING}, **changes)


def fitted(page: Any) -> None:
    """Press the button, and wait for the end."""
    page.click("#fit-begin")
    until(page, FITTED)
    assert page.evaluate("[studio.fit.state, studio.fit.problem]") == ["done", ""]


def test_a_survey_is_typed_and_the_town_fitted_as_by_the_program(studio):
    opened(studio, town())
    studio.click("#f--add")
    studio.click("#f--add-survey")
    for name, text in FIGURES.items():
        studio.fill(f"#f-survey-{name}", text)
    until(studio, "studio.checked.problems.length === 0")
    fitted(studio)
    asked = data(studio)
    found = asked.pop("fitted")
    assert asked == surveyed()
    here = fit(Scenario.model_validate(asked), kept(), 2)
    assert found == here.fitted().model_dump()
    text = studio.inner_text("#fit-answer").replace("\u2212", "-")
    for each in (*HEADS[1:], left(here), *[cell for row in fit_rows(here) for cell in row[1:]]):
        assert each in text
    assert left(here) in studio.inner_text("#said")  # what a screen reader tells at the end
    again = studio.evaluate("planner.read('town', planner.write(studio.data)).data")
    assert again == {**asked, "fitted": found}


def test_a_fit_holds_for_its_survey_and_its_scenario_until_it_is_left_out(studio):
    opened(studio, surveyed())
    fitted(studio)
    lived(studio)
    assert "not a forecast for your town" in studio.inner_text("#answer")
    studio.click("#step-0")
    studio.fill("#f-survey-judged_well", "60")
    until(studio, "document.querySelector('#mend:not([hidden])') !== null")
    assert "other figures than the survey has now" in studio.inner_text("#f-fitted-problem")
    fitted(studio)
    assert data(studio)["fitted"]["to"]["judged_well"] == 0.6
    assert studio.evaluate("studio.checked.problems") == []
    studio.click("#fit-leave")
    assert "fitted" not in data(studio)
    studio.keyboard.press("Control+z")
    assert data(studio)["fitted"]["to"]["judged_well"] == 0.6
    opened(studio, surveyed(seed=2))
    until(studio, "studio.data.seed === 2")
    assert studio.locator("#fit-answer").count() == 0
    assert "changed" not in studio.inner_text("#fit")


def test_a_fit_tells_how_far_it_is_and_can_be_stopped(studio):
    opened(studio, surveyed(burn_in_days=180, community={"residents": 1000}))
    studio.click("#fit-begin")
    until(studio, "studio.fit.done > 8")
    assert " of 300 worlds, about " in studio.inner_text("#fit-text")
    assert studio.evaluate("document.activeElement.id") == "fit-stop"
    studio.keyboard.press("Enter")
    until(studio, FITTED)
    assert "nothing was fitted" in studio.inner_text("#fit")
    assert studio.evaluate("document.activeElement.id") == "fit-begin"
    assert "fitted" not in data(studio)


def test_a_run_takes_the_place_of_a_fit_that_goes_on(studio):
    opened(studio, surveyed(burn_in_days=180, community={"residents": 1000}))
    studio.click("#fit-begin")
    until(studio, "studio.fit.done > 2")
    lived(studio)
    assert studio.evaluate("studio.fit.state") == "stopped"
    studio.click("#step-0")
    assert "nothing was fitted" in studio.inner_text("#fit")


def test_what_is_changed_while_a_fit_goes_on_is_not_overwritten(studio):
    opened(studio, surveyed())
    studio.click("#fit-begin")
    studio.fill("#f-survey-judged_well", "60")
    until(studio, FITTED)
    assert "fitted" not in data(studio)
    assert "has been changed since this fit" in studio.inner_text("#fit")


def test_without_a_figure_that_weighs_worlds_levels_are_told_and_nothing_is_changed(studio):
    opened(studio, town())
    fitted(studio)
    assert data(studio) == town()
    text = studio.inner_text("#fit-answer")
    assert "Nothing here weighs worlds" in text
    assert text.split("Majority: mean trust")[1].split()[:2] == ["not", "given"]


def test_where_there_are_no_worlds_to_choose_among_it_says_so(studio):
    opened(studio, surveyed(worlds="central"))
    studio.click("#fit-begin")
    until(studio, FITTED)
    assert "with worlds: central there is nothing to choose among" in studio.inner_text("#fit")
    assert data(studio) == surveyed(worlds="central")


def test_a_figure_of_the_survey_that_is_emptied_is_left_out(studio):
    opened(studio, surveyed())
    studio.fill("#f-survey-taking_part", "")
    studio.keyboard.press("Tab")
    assert data(studio)["survey"] == {"residents_asked": 800, "judged_well": 0.85}


def test_everybody_can_read_what_was_fitted(browser, studio_file):
    from axe_playwright_python.sync_playwright import Axe

    settings = {"viewport": {"width": 390, "height": 844}, "bypass_csp": True}
    with browser.opened(studio_file, "load", **settings) as page:
        tab = page.here
        tab.wait_for_selector(OPENED)
        opened(tab, surveyed())
        tab.click("#fit-begin")
        assert axe_findings(page, Axe) == []
        until(tab, FITTED)
        assert axe_findings(page, Axe) == []
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")


def axe_findings(page: Any, axe: Any) -> list[str]:
    found = page.ask(lambda tab: axe().run(tab).response)
    assert found["passes"]
    return [f"{rule['id']}: {node['html'][:200]}"
            for rule in found["violations"] for node in rule["nodes"]]  # fmt: skip


def test_a_problem_is_mended_before_anything_is_lived(studio):
    opened(studio, surveyed())
    studio.fill("#f-community-residents", "0")
    studio.click("#fit-begin")
    assert studio.evaluate("document.activeElement.id") == "mend-0"
    assert studio.evaluate("studio.fit") is None
