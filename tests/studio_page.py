"""The studio as it is shipped, made once a session, and what its tests do with it all the time."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sim.files.extends import read_with_extends
from tests.browser import Browser, until
from tests.shipped import shipped_scenarios

SCENARIOS = shipped_scenarios()
FLAGSHIP = next(path for path in SCENARIOS if path.stem == "engagement_vs_surveillance")
STEPS = range(5)
ANSWER = 5
DONE = "studio.run !== null && studio.run.state !== 'running'"
OPENED = "body[data-ready=yes]"


@pytest.fixture(scope="session")
def studio_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of today's sources."""
    from sim.studio.page import model, studio_page

    path = tmp_path_factory.mktemp("studio") / "studio.html"
    path.write_text(studio_page(model(SCENARIOS)), encoding="utf-8", newline="\n")
    return path


@pytest.fixture
def studio(studio_file: Path, visit: Callable[[Path], Any]) -> Any:
    """The page as it opens."""
    return visit(studio_file)


@pytest.fixture
def flagship(studio: Any) -> Any:
    """The page with the flagship, as it is shipped."""
    studio.click(f"#start-{FLAGSHIP.stem}")
    return studio


@pytest.fixture(scope="module")
def answered_once(browser: Browser, studio_file: Path) -> Iterator[Any]:
    """The page with the flagship in a small town, run to its end."""
    with browser.opened(studio_file, "load", viewport={"width": 1280, "height": 720}) as page:
        page.here.wait_for_selector(OPENED)
        opened(page.here, small())
        lived(page.here)
        yield page.here
        assert (page.requests, page.complaints) == ([], [])


@pytest.fixture
def answered(answered_once: Any) -> Any:
    """The same for the next test, which leaves the scenario as it was."""
    answered_once.click(f"#step-{ANSWER}")
    return answered_once


def plain_data(path: Path) -> dict[str, Any]:
    """What a file says together with what it extends."""
    found: dict[str, Any] = read_with_extends(path).data
    return found


def small(path: Path = FLAGSHIP, **changes: Any) -> dict[str, Any]:
    """A shipped scenario over a few days in a few small towns."""
    scenario = plain_data(path) | {"days": 60, "burn_in_days": 20, "replicates": 4} | changes
    scenario["community"] |= {"residents": 300}
    return scenario


def fragment(text: bytes) -> str:
    """A text as a link carries it."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(text) + packer.flush()
    return "#s=" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def follow(page: Any, address: str) -> None:
    """Follow a link to the same page."""
    page.evaluate("(address) => { location.hash = address; }", address)


def opened(page: Any, scenario: dict[str, Any]) -> None:
    """Open a scenario as it comes with a link."""
    follow(page, fragment(json.dumps(scenario).encode()))
    until(page, "studio.history !== null")


def lived(page: Any) -> None:
    """Run what is open to its end."""
    page.click(f"#step-{STEPS[-1]}")
    page.click("#run")
    until(page, DONE)
    assert page.evaluate("[studio.run.state, studio.run.problem]") == ["done", ""]


def data(page: Any) -> Any:
    """The scenario that is open."""
    return page.evaluate("JSON.parse(JSON.stringify(studio.data))")
