"""What several files of tests begin with."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from hypothesis import settings

from sim.study.sweeps.conduct import conduct
from sim.study.sweeps.load import load_sweep
from tests.lesson_town import write_lesson
from tests.live_town import file_of, write_live
from tests.sweep_runs import OneByOne, tables, write_sweep

settings.register_profile("claims", deadline=None)  # no test asserts a time
settings.load_profile("claims")

pytest_plugins = ["tests.browser", "tests.not_tried", "tests.studio_page"]


@pytest.fixture
def no_figures(monkeypatch):
    """Figures are drawn elsewhere; here they would only take time."""
    monkeypatch.setattr("sim.report.figures.sweeps.draw_sweep", lambda sweep, folder: None)


@pytest.fixture(scope="session")
def uninterrupted(tmp_path_factory):
    """The tables of the tiny sweep, run one by one in this process without any fault."""
    folder = tmp_path_factory.mktemp("uninterrupted")
    sweep = load_sweep(write_sweep(folder / "files"))
    conduct(sweep, folder / "results", OneByOne())
    return tables(folder / "results")


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """A lesson of two scenarios, as the command writes it."""
    return write_lesson(tmp_path_factory.mktemp("lesson"))


@pytest.fixture(scope="session")
def desk(tmp_path_factory):
    """The sliders of a small scenario."""
    from sim.lesson.as_lesson import as_lesson
    from sim.lesson.live.towns import Desk

    return Desk(*as_lesson(file_of(tmp_path_factory.mktemp("live")), None, None))


@pytest.fixture(scope="session")
def live_page(tmp_path_factory):
    """The page of the same scenario, as the command writes it."""
    return write_live(tmp_path_factory.mktemp("live_page"))


@pytest.fixture
def visit(browser):
    """Open a page; afterwards it must have asked for nothing and complained of nothing."""
    with ExitStack() as pages:
        opened = []

        def visit(path, **settings):
            at = browser.opened(path, "load", viewport={"width": 1280, "height": 720}, **settings)
            opened.append(pages.enter_context(at))
            page = opened[-1].here
            page.wait_for_selector("body[data-ready=yes]")
            return page

        yield visit
        for page in opened:
            assert [each for each in page.requests if not each.startswith("blob:")] == []
            assert page.complaints == []


@pytest.fixture
def beats(visit, written):
    """The page of the lesson, as it opens: at its first beat."""
    return visit(written)


@pytest.fixture
def lesson(beats):
    """The page of the lesson at the vote, before which nothing else can be looked at closely."""
    beats.click("#look-closer")
    return beats


@pytest.fixture
def begun(lesson):
    """The page once the room has gone on without a vote, at the two towns."""
    lesson.click("#skip")
    lesson.click("#view-towns")
    return lesson
