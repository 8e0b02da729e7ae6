"""The engine of the studio: the same model in a browser, to the last bit, with any workers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from engine_page import columns_of, write_engine_page
from firefox import firefox_if_any
from shipped import shipped_scenarios
from small_towns import EVERYTHING, EVERYTHING_ON, resized, scenario

from sim.common.problems import ProblemsFound
from sim.model.measured import Measured
from sim.model.measures import by_name, laid_out
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.portable.build import kept
from sim.portable.inputs import Inputs, inputs
from sim.study.runs import Run, run_replicate

pytestmark = pytest.mark.pages

Ask = Callable[..., Any]
SHORT = scenario(**{**EVERYTHING_ON, "burn_in_days": 20, "record_every": 25})


@pytest.fixture(scope="module")
def page_of_engine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_engine_page(tmp_path_factory.mktemp("engine") / "engine.html")


@pytest.fixture(scope="module", params=["chromium", "firefox"])
def ask(request: pytest.FixtureRequest, page_of_engine: Path) -> Iterator[Ask]:
    """Ask a function of ``engine.js``; afterwards the page has asked for nothing."""
    if request.param == "firefox":
        with firefox_if_any() as firefox:
            page = firefox.opened(page_of_engine)
            yield lambda function, *given: page.value(call(function, given))
    else:
        browser = request.getfixturevalue("browser")
        with browser.opened(page_of_engine, "load") as page:
            yield lambda function, *given: page.value(call(function, given))
            assert page.requests == []
            assert page.complaints == []


def call(function: str, given: tuple[Any, ...]) -> str:
    return f"{function}({', '.join(json.dumps(each, allow_nan=False) for each in given)})"


def types_of(table: str) -> dict[str, Any]:
    about = json.loads(kept().with_name("model.json").read_text(encoding="utf-8"))
    return {each["name"]: np.dtype(each["type"]) for each in about["tables"][table]["columns"]}


def differing(found: dict[str, Any], run: Run, town: Scenario, cost: float) -> list[str]:
    """What a page says of a run that is not what it is here, byte for byte."""
    names, here = town.community.names, {}
    there: dict[str, Any] = {"days": np.array(found["days"], np.int32)}
    here["days"] = run.days
    for what, values in ("outcomes", run.outcomes), ("series", run.series):
        measured = Measured(**columns_of(found[what], types_of("Measured")))
        costs = np.full(len(measured.trust), cost)
        for name, column in by_name(laid_out(measured), names, costs, {}).items():
            there[f"{what}: {name}"] = column
            here[f"{what}: {name}"] = np.atleast_1d(values[name])
    for name, column in columns_of(found["summary"], types_of("Summary")).items():
        there[name], here[name] = column, getattr(run, name)
    return [name for name, values in here.items() if values.tobytes() != there[name].tobytes()]


def assert_same(found: list[dict[str, Any]], town: Scenario, replicate: int) -> None:
    """A page and this computer say the same of every arm of a replicate."""
    costs = {each["arm"]: each["cost"] for each in inputs(town, replicate)["arms"]}
    runs = run_replicate(town, replicate)
    assert [each["arm"] for each in found] == [run.arm for run in runs]
    for there, run in zip(found, runs, strict=True):
        assert there["replicate"] == replicate
        assert differing(there, run, town, costs[run.arm]) == [], run.arm


def small(path: Path) -> Scenario:
    """A shipped scenario in a small town, over fewer days where nothing happens after them."""
    town = resized(load_scenario(path), 400, worlds="declared", burn_in_days=60)
    try:
        return town.with_changes(days=240)
    except ProblemsFound:
        return town


@pytest.mark.parametrize("path", shipped_scenarios(), ids=lambda path: path.stem)
def test_every_arm_of_every_shipped_scenario_is_the_same_in_a_browser(ask: Ask, path: Path) -> None:
    town = small(path)
    found = ask("lived", [[inputs(town, 2)]], 1)
    assert_same(found, town, 2)


def test_a_comparison_notices_another_town(ask: Ask) -> None:
    """Those above can fail."""
    (found, *_) = ask("lived", [[inputs(SHORT, 1)]], 1)
    (_, other) = run_replicate(SHORT, 2)
    assert {"outcomes: trust", "series: worry", "ledger", "block_trust"} <= set(
        differing(found, other, SHORT, 0.0)
    )


def by_replicate(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(found, key=lambda run: run["replicate"])


def test_what_comes_out_does_not_depend_on_the_number_of_workers(ask: Ask) -> None:
    study = [inputs(SHORT, replicate) for replicate in range(1, 8)]
    alone = ask("lived", [study], 1)
    assert [run["replicate"] for run in alone[::2]] == list(range(1, 8))
    for workers in (2, 3):
        assert by_replicate(ask("lived", [study], workers)) == alone


def test_inputs_are_taken_as_they_are_needed(ask: Ask) -> None:
    assert ask("takenAtFirst", inputs(SHORT, 1), 50, 2) <= 5


def with_other_arms(town: Scenario) -> Inputs:
    """The same town; other things are done in it."""
    arm = {**EVERYTHING, "outreach": {"visit_hours": 3}}
    return inputs(town.with_changes(arms={"business_as_usual": {}, "everything": arm}), 1)


def test_other_arms_in_a_town_that_is_kept_are_those_of_a_fresh_run(ask: Ask) -> None:
    first, other, elsewhere = inputs(SHORT, 1), with_other_arms(SHORT), inputs(SHORT, 9)
    fresh = ask("lived", [[other]], 1)
    assert ask("lived", [[first], [other]], 1)[2:] == fresh
    assert ask("lived", [[first], [elsewhere], [other]], 2)[4:] == fresh
    assert fresh[1] != ask("lived", [[first]], 1)[1]


def test_a_town_is_built_once_for_all_arms_that_are_asked_of_it(ask: Ask) -> None:
    first, other, elsewhere = inputs(SHORT, 1), with_other_arms(SHORT), inputs(SHORT, 9)
    assert ask("towns", [first, other, first, elsewhere, other]) == [1, 1, 1, 2, 3]


@pytest.mark.parametrize("how", ["pool", "signal"])
def test_a_cancelled_run_tells_nothing_more_and_the_pool_goes_on(ask: Ask, how: str) -> None:
    found = ask("cancelled", inputs(SHORT, 5), how)
    assert found["error"].startswith("AbortError: ")
    assert len(found["heard"]) == 1
    assert_same(found["after"], SHORT, 5)


def test_a_run_that_fails_says_in_which_arm_of_which_town(ask: Ask) -> None:
    right = inputs(SHORT, 1)
    arm = right["arms"][1]
    lacking = {**arm, "stages": [{**arm["stages"][0], "levers": [1.0]}]}
    found = ask("failed", {**right, "arms": [right["arms"][0], lacking]}, right)
    assert found["error"].startswith("Error: arm everything of town 1: ")
    assert "values for a column of" in found["error"]
    assert_same(found["after"], SHORT, 1)


@pytest.mark.parametrize("residents", [1_050_000_000, 1_500_000_000])
def test_a_run_for_which_there_is_no_memory_says_so(ask: Ask, residents: int) -> None:
    right = inputs(SHORT, 1)
    found = ask(
        "failed", {**right, "settings": {**right["settings"], "residents": [residents]}}, right
    )
    assert found["error"].startswith("Error: the burn-in of town 1: ")
    assert "memory is full" in found["error"]
    assert_same(found["after"], SHORT, 1)


def test_a_day_beyond_what_the_model_can_follow_ends_the_run(ask: Ask) -> None:
    calm = scenario(days=30, burn_in_days=10)
    wild = {**inputs(calm, 1), "settings": {**inputs(calm, 1)["settings"], "recorded": [400.0] * 4}}
    found = ask("failed", wild, inputs(calm, 1))
    assert (
        "the burn-in of town 1: more than 1824 contacts or 464 crimes in one day" in found["error"]
    )


def test_what_is_asked_wrongly_is_refused_in_words(ask: Ask) -> None:
    assert ask("refused", inputs(SHORT, 1)) == [
        "Error: broken page",
        "Error: no world",
        "Error: another run goes on: wait for its end, or cancel it",
        "AbortError: the pool was closed",
    ]


def test_memory_does_not_grow_with_the_number_of_towns(ask: Ask) -> None:
    first, *more = ask("memoryAfter", inputs(SHORT, 1), 6)
    assert set(more) == {first}
