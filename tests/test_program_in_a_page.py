"""What the page says is what the program says: its own Python, translated, to the last digit."""

from __future__ import annotations

import base64
import dataclasses
import math
import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from shipped import DISTRICTS, shipped_scenarios
from spoilt import spoilt

from sim.common.arrays import listed
from sim.crime_tables.reading import read_sheets
from sim.model import worlds
from sim.model.scenario.scenario import Scenario
from sim.report.fit_text import fit_rows, fitted_in_yaml, left
from sim.report.idle_money import idle_money_foreseen
from sim.studio import planner
from sim.study.fit import fit
from sim.study.runs import run_replicate

pytestmark = pytest.mark.pages
SPOILT = 300
SMALL = {"replicates": 4, "days": 120, "burn_in_days": 20}
RESIDENTS = 200
WORLDS = 44  # enough for what would change an answer
AS_PLANNERS = Path(__file__).parent / "scenarios" / "as_planners_have_it.yaml"
READ_TABLE = """async (raw) => {
    const bytes = Uint8Array.from(atob(raw), (each) => each.charCodeAt(0));
    const { text } = await textOfTable(new File([bytes], "table.csv"));
    return rowsOfTable(text);
}"""
ANSWERS = {"--residents": "62000", "--count": "9", "--per": "1000", "--type": "none"}
EVERY = [*shipped_scenarios(), AS_PLANNERS, DISTRICTS]


@contextmanager
def opened(browser: Any, studio_file: Path) -> Iterator[Any]:
    """The studio as it is shipped, opened."""
    with browser.opened(studio_file, until="load") as page:
        page.ask(lambda tab: tab.wait_for_selector("body[data-ready]"))
        yield page


@pytest.fixture(scope="module")
def page(browser, studio_file):
    with opened(browser, studio_file) as page:
        yield page


@pytest.fixture
def new_page(browser, studio_file):
    """A page that has read no file yet: it keeps those that it has, as a folder does."""
    with opened(browser, studio_file) as page:
        yield page


def asked(page: Any, script: str, given: Any = None) -> Any:
    """What a function of the page says."""
    return plain(page.ask(lambda tab: tab.evaluate(script, given)))


def plain(value: Any) -> Any:
    """Data as JSON carries them to the page and back: whole numbers and reals alike."""
    if dataclasses.is_dataclass(value):
        value = {
            each.name: getattr(value, each.name)
            for each in dataclasses.fields(value)  # type: ignore[arg-type]
        }
    if isinstance(value, dict):
        return {str(name): plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple) or hasattr(value, "tolist"):
        return [plain(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def data_of(path: Path, **changes: Any) -> dict[str, Any]:
    """A shipped scenario as plain data."""
    data: dict[str, Any] = planner.read(str(path))["data"]
    return data | changes


def small(path: Path) -> dict[str, Any]:
    """A shipped scenario in a small town, over fewer days where nothing happens after them."""
    data = data_of(path, replicates=SMALL["replicates"], burn_in_days=SMALL["burn_in_days"])
    data["community"] = {**data.get("community", {}), "residents": RESIDENTS}
    shorter = {**data, "days": SMALL["days"]}
    return data if planner.check(shorter)["problems"] else shorter


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_a_scenario_is_read_priced_and_told_the_same(page: Any, path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = asked(page, "([name, text]) => planner.read(name, text)", [path.name, text])
    assert found == plain(planner.read(str(path)))
    data = found["data"]
    assert asked(page, "(data) => planner.check(data)", data) == plain(planner.check(data))
    assert asked(page, "(data) => planner.write(data)", data) == planner.write(data)
    again = asked(page, "(data) => planner.read('again.yaml', planner.write(data))", data)
    assert again == found


@pytest.mark.parametrize("name", ["engagement_vs_surveillance", "which_comes_first"])
def test_idle_hours_are_foreseen_the_same(
    page: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = (each for each in shipped_scenarios() if each.stem == name)
    data = data_of(path)
    monkeypatch.setattr("sim.study.pilot.can_run", lambda: True)
    here, _ = idle_money_foreseen(Scenario.model_validate(data))
    assert asked(page, "(data) => clerk.foresee(data)", data) == here


def test_files_with_slips_get_the_same_verdicts_lines_and_messages(
    new_page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for path in shipped_scenarios():  # those that the page has, too
        Path(path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    texts = {f"m{at}.yaml": text for at, text in enumerate(spoilt(EVERY, SPOILT, 1))}
    here = {}
    for name, text in texts.items():
        Path(name).write_text(text, encoding="utf-8")
        here[name] = plain(planner.read(name))
    there = asked(
        new_page,
        "(texts) => Object.fromEntries(Object.entries(texts).map("
        "([name, text]) => [name, planner.read(name, text)]))",
        texts,
    )
    assert SPOILT // 4 < sum(bool(each["problems"]) for each in here.values()) < SPOILT
    assert [name for name in texts if here[name] != there[name]] == []


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path.stem)
def test_a_study_comes_to_the_same_answer_town_by_town(page: Any, path: Path) -> None:
    check_a_study(page, small(path))


def test_fitted_worlds_are_lived_in_the_same(page: Any) -> None:
    fitted = {"worlds": [3, 3, 90, 200], "model": worlds.kept().model, "to": {"judged_well": 0.85}}
    check_a_study(page, small(AS_PLANNERS) | {"fitted": fitted})


FIT = """async (data) => {
    py.put_worlds(clerk.given.worlds);
    const { module, about, workers } = clerk.given, pool = new Pool(module, about, workers);
    const fitting = program.fitting(py.taken_in(data)), inputs = [];
    function* taken() {
        for (let place = 0; place < fitting.number(); place += 1) {
            inputs.push(py.given_out(fitting.inputs(place)));
            yield inputs[place];
        }
    }
    const onReplicate = (replicate, runs) => fitting.take(replicate - 1, py.taken_in(runs));
    await pool.run(taken(), { onReplicate });
    pool.close();
    const { figures, weights } = fitting.fit();
    const shown = figures.map(({ name, $values, noise }) => [name, [...$values], Number(noise)]);
    return [inputs, shown, [...weights], py.given_out(fitting.answer())];
}"""


def divided() -> dict[str, Any]:
    """A town of districts, at a scale, that does one new thing at first and later another."""
    data = data_of(DISTRICTS, scale=2, days=500, burn_in_days=10)
    arm = {"outreach": {"visit_hours": 2, "until": 30}, "surveillance": {"cameras": 4, "from": 450}}
    return data | {
        "community": {**data["community"], "residents": 2400},
        "arms": {"business_as_usual": arm, "another": {}},
        "survey": {"residents_asked": 300, "had_contact": 0.3, "turned_to_police": 0.2},
    }


@pytest.mark.parametrize("town", [lambda: small(AS_PLANNERS), divided], ids=["usual", "divided"])
def test_a_town_is_fitted_to_its_survey_in_the_same_worlds_to_the_last_digit(
    page: Any, town: Callable[[], dict[str, Any]]
) -> None:
    data = town()
    scenario, ensemble = Scenario.model_validate(data), worlds.kept()
    here = fit(scenario, ensemble, 2)
    inputs, figures, weights, answer = asked(page, FIT, data)
    fitting = planner.fitting(data)
    assert inputs == [plain(fitting.inputs(place)) for place in range(len(ensemble))]
    assert figures == [plain([each.name, listed(each.values), each.noise]) for each in here.figures]
    assert weights == listed(here.weights)
    fitted = here.fitted().model_dump()
    assert answer["fitted"] == plain(fitted)
    assert answer["rows"] == plain(fit_rows(here))
    assert answer["left"] == left(here)
    with_fit = data | {"fitted": answer["fitted"]}
    written = asked(page, "(data) => planner.write(data)", with_fit)
    assert written == planner.write(with_fit)
    assert written.endswith(fitted_in_yaml(fitted))
    told_by_clerk = asked(
        page,
        "async (data) => { let last = null;"
        " await clerk.run(data, {fit: true, signal: new AbortController().signal,"
        " told: ({answer}) => { last = answer ?? last; }}); return last; }",
        data,
    )
    assert told_by_clerk == answer


def check_a_study(page: Any, data: dict[str, Any]) -> None:
    here = planner.study(data)
    inputs = []
    for place in range(here.number()):
        inputs.append(plain(here.inputs(place)))
        here.runs[place] = run_replicate(*here.towns[place])
    assert answered(page, data) == plain(here.answer())
    every = "(number) => Promise.all([...Array(number).keys()].map((k) => clerk.ask('inputs', k)))"
    assert asked(page, every, len(inputs)) == inputs
    assert asked(page, "() => clerk.ask('table')") == plain(here.table())


TABLES = sorted((Path(__file__).parent / "data" / "crime_tables").glob("*.csv"))


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_of_crimes_is_read_and_understood_the_same(page: Any, path: Path) -> None:
    (sheet,) = read_sheets(path)
    rows = [[line, cells] for line, cells in sheet.rows]
    raw = base64.b64encode(path.read_bytes()).decode()
    there = asked(page, READ_TABLE, raw)
    assert [cells for _, cells in there] == [cells for _, cells in rows]
    said: list[list[str]] = []
    for _ in range(8):
        here = plain(planner.crimes(path.name, rows, said))
        asking = "([name, rows, said]) => planner.crimes(name, rows, said)"
        assert asked(page, asking, [path.name, rows, said]) == here
        if here["problems"] or not here["questions"]:
            break
        question = here["questions"][0]
        given = question["offers"][0] if question["offers"] else ANSWERS[question["option"]]
        said.append(
            [question["option"], f"{question['name']}={given}" if question["name"] else given]
        )


def test_a_large_town_at_its_scale_is_the_same(page: Any) -> None:
    data = data_of(DISTRICTS, replicates=2, burn_in_days=10, days=40)
    data = {**data, "scale": 2, "community": {**data["community"], "residents": 2400}}
    here = planner.study(data)
    for place in range(here.number()):
        here.inputs(place)
        here.runs[place] = run_replicate(*here.towns[place])
    assert answered(page, data) == plain(here.answer())


def test_what_would_change_an_answer_is_the_same(page: Any) -> None:
    (path,) = (each for each in shipped_scenarios() if each.stem == "fewer_events")
    data = small(path) | {"days": 40, "burn_in_days": 10, "replicates": WORLDS}
    here = planner.study(data)
    for place in range(here.number()):
        here.inputs(place)
        here.runs[place] = run_replicate(*here.towns[place])
    answer = plain(here.answer())
    assert answer["turns"]
    assert answered(page, data) == answer


def answered(page: Any, data: dict[str, Any]) -> Any:
    """The last answer of a run in the page."""
    return asked(
        page,
        "async (data) => { let last = null;"
        " await clerk.run(data, {signal: new AbortController().signal,"
        " told: ({answer}) => { last = answer ?? last; }}); return last; }",
        data,
    )


def test_numbers_are_written_the_same(page: Any) -> None:
    draw = random.Random(3)
    numbers = [draw.choice([1, -1]) * 10 ** draw.uniform(-12, 18) for _ in range(400)]
    numbers += [round(each, 3) for each in numbers[:200]]
    numbers += [each / 8.0 for each in range(-40, 40)]  # halves of the last figure
    numbers += [0.0, 1e16, 123456789.0, 1e22, 5e-324, 0.1, 2.675, 1.005]
    forms = [
        "",
        "g",
        ".10g",
        ",.10g",
        ".0f",
        ".1f",
        "+.2f",
        ",.2f",
        "+,.3f",
        ".0%",
        ".3g",
        ">12.2f",
    ]
    here = [[format(each, form) for form in forms] for each in numbers]
    there = asked(
        page,
        "([numbers, forms]) => numbers.map((each) => forms.map("
        " (form) => py.format(py.float(each), form)))",
        [numbers, forms],
    )
    assert there == here
    rounded = asked(page, "(numbers) => numbers.map((each) => Number(py.round(each, 2)))", numbers)
    assert [float(each) for each in rounded] == [round(each, 2) for each in numbers]
    halves = [each / 2.0 for each in range(-9, 9)]
    assert asked(page, "(all) => all.map((each) => py.round(each))", halves) == [
        round(each) for each in halves
    ]
    several = [numbers[at : at + 20] for at in range(0, 400, 20)]
    sums = asked(page, "(all) => all.map((each) => Number(py.math.fsum(each)))", several)
    assert [float(each) for each in sums] == [math.fsum(each) for each in several]


def test_texts_are_shown_and_searched_the_same(page: Any) -> None:
    texts = ["", "a b", "it's", 'say "no"', "tab\there", "é☃\u200b\xa0", "line\nend", "\\"]
    texts += ["x'\"y", "😀 b"]
    shown = asked(page, "(texts) => texts.map((each) => py.repr(each))", texts)
    assert shown == [repr(each) for each in texts]
    patterns = [
        (r"[^\W\d][\w -]*\w", "Älter wie_1"), (r"(\d+),$", "12,\n"), (r"\bnull\b", "a null b"),
        (r"(?<![\w.,)])-(?=[$\d])", "a -5 b-5"), ("(a|b)+c{1,2}?", "ababcc"), (r"\s*#", "\x1c #"),
    ]  # fmt: skip
    from sim.studio.python.patterns import pattern

    there = asked(
        page,
        "(all) => all.map(([source, flags, text]) => { const found = py.pattern(source, flags)"
        ".search(text); return found && [found.start(), found.end(), ...found.groups()]; })",
        [[*pattern(re.compile(each)), text] for each, text in patterns],
    )
    here = [re.search(each, text) for each, text in patterns]
    assert there == [found and [found.start(), found.end(), *found.groups()] for found in here]
