"""The frontier: which splits of a budget does no other split beat, and is that told honestly?"""

from __future__ import annotations

import csv
import json
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from small_towns import scenario

from sim.command_line import run as command
from sim.experiment.compare import compare
from sim.experiment.results_folder import new_results
from sim.frontier.answer import table_of, write_answer
from sim.frontier.command import conducting, said_of
from sim.frontier.folder import claimed
from sim.frontier.mixes import PARTS, SPENDS, first_mixes, rounded, spread_out
from sim.frontier.picks import lags, picks
from sim.frontier.question import ask
from sim.frontier.refine import next_mixes
from sim.frontier.rounds import Round, sweep_of
from sim.frontier.search import LAST, STEPS, Stopped, search
from sim.frontier.unbeaten import beats, confidence, stays_unbeaten, unbeaten
from sim.problems import ProblemsFound
from sim.report.frontier_text import bought_as, ruled_out
from sim.scenario import load_scenario
from sim.simulation import Simulation
from sim.sweeps.conduct import conduct
from sim.sweeps.progress import Pace
from sim.sweeps.sweep import load_sweep
from tests.small_sweeps import TOWN
from tests.sweep_runs import OneByOne

SCENARIOS = Path(__file__).parents[1] / "scenarios"

# -- mixes ---------------------------------------------------------------------------------------

weights = st.lists(st.floats(0.0, 10.0), min_size=2, max_size=6).filter(lambda w: sum(w) > 0.01)


@settings(max_examples=50, deadline=None)
@given(weights, st.sampled_from(SPENDS))
def test_a_mix_spends_exactly_what_it_should_and_is_near_its_weights(given_weights, spend):
    mix = rounded(given_weights, spend)
    assert sum(mix) == spend
    exact = spend * np.array(given_weights) / sum(given_weights)
    assert np.abs(np.array(mix) - exact).max() < 1.0 + 1e-6
    assert min(mix) >= 0


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 6), st.integers(0, 1000))
def test_points_fill_the_simplex_evenly(strategies, seed):
    points = spread_out(strategies, 64, seed)
    assert points.min() >= 0.0
    assert np.allclose(points.sum(axis=1), 1.0)
    assert np.allclose(points.mean(axis=0), 1.0 / strategies, atol=0.06)


def test_the_first_round_has_nothing_all_corners_and_even_mixes():
    mixes = first_mixes(4, 1)
    assert len(set(mixes)) == len(mixes)
    for mix in ((0, 0, 0, 0), (20, 0, 0, 0), (0, 0, 0, 10), (5, 5, 5, 5), (10, 0, 10, 0)):
        assert mix in mixes
    assert {sum(mix) for mix in mixes} == {0, *SPENDS}


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 5), st.sampled_from([2, 4]), st.integers(1, 20), st.data())
def test_later_mixes_are_new_and_near_an_unbeaten_one(strategies, step, number, data):
    tried = first_mixes(strategies, 1)
    left = data.draw(st.lists(st.sampled_from(tried), min_size=1, max_size=6, unique=True))
    new = next_mixes(tried, left, step, number)
    assert len(new) <= number
    assert len(set(new)) == len(new)
    assert not set(new) & set(tried)
    assert {sum(mix) for mix in new} <= {sum(mix) for mix in left if sum(mix)}
    for mix in new:
        moved = [sum(abs(a - b) for a, b in zip(mix, each, strict=True)) // 2 for each in left]
        halves = [
            rounded([a + b for a, b in zip(x, y, strict=True)], sum(mix))
            for x, y in product(left, left)
            if sum(x) == sum(y) == sum(mix)
        ]
        assert min(moved) <= step or mix in halves


# -- what beats what -----------------------------------------------------------------------------


def slowly_beats(gains):
    """The rule as one says it, pair by pair, with SciPy's own paired interval."""
    mixes, _, goals = gains.shape
    level = 1.0 - 2.0 * 0.05 / ((mixes - 1) * goals)
    found = np.zeros((mixes, mixes), bool)
    for a, b in product(range(mixes), repeat=2):
        if a == b:
            continue
        means = [gains[a, :, k].mean() - gains[b, :, k].mean() for k in range(goals)]
        lows = [
            stats.ttest_rel(gains[a, :, k], gains[b, :, k]).confidence_interval(level).low
            for k in range(goals)
        ]
        found[a, b] = min(means) >= 0.0 and max(lows) > 0.0
    return found


luck = st.integers(0, 2**32 - 1)


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 7), st.integers(4, 9), luck, st.floats(0.05, 2.0))
def test_the_unbeaten_are_those_of_a_plain_reading_of_the_rule(mixes, towns, seed, noise):
    rng = np.random.default_rng(seed)
    gains = rng.normal(size=(mixes, 1, 3)) + noise * rng.normal(size=(mixes, towns, 3))
    slow = slowly_beats(gains)
    assert (beats(gains) == slow).all()
    assert (unbeaten(gains) == ~slow.any(axis=0)).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 8), luck, st.floats(0.0, 1.0))
def test_beating_has_a_direction_and_somebody_is_unbeaten(mixes, seed, noise):
    rng = np.random.default_rng(seed)
    gains = np.round(rng.normal(size=(mixes, 1, 2)), 1) + noise * rng.normal(size=(mixes, 6, 2))
    who = beats(gains)
    assert not (who & who.T).any()
    assert unbeaten(gains).any()
    order = np.argsort(-gains.mean(axis=1).sum(axis=1))
    assert not np.tril(who[np.ix_(order, order)]).any(), "whoever beats is ahead in the sum"


def test_luck_alone_beats_nobody_but_one_in_twenty():
    rng = np.random.default_rng(1)
    beaten = [1.0 - unbeaten(rng.normal(size=(12, 10, 3))).mean() for _ in range(150)]
    assert np.mean(beaten) < 0.05
    assert confidence(2, 1) == pytest.approx(0.9), "one end of the interval"


def test_an_equal_mix_that_costs_less_beats():
    same = np.random.default_rng(2).normal(size=(8, 1))
    gains = np.stack([np.hstack([same, np.full((8, 1), -cost)]) for cost in (50.0, 25.0)])
    assert unbeaten(gains).tolist() == [False, True]


def test_redraws_tell_close_calls_from_sure_ones():
    rng = np.random.default_rng(3)
    ahead = np.array([[0.0, 0.0], [4.0, -4.0], [-0.5, -0.5]])[:, None, :]
    gains = ahead + rng.normal(scale=0.55, size=(3, 12, 2))
    found = stays_unbeaten(gains, 1, draws=200)
    assert found[1] == 1.0
    assert 0.0 < found[2] < 1.0
    assert (found == stays_unbeaten(gains, 1, draws=200)).all()


def test_the_balanced_mix_falls_least_behind_on_what_it_does_worst():
    means = np.array([[2.0, 1.0, 0.0, -50], [0.0, 0.0, 10.0, -50], [1.2, 0.6, 5.0, -50.0]])
    assert lags(means).tolist() == [1.0, 1.0, 0.5]


# -- the whole way -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("town") / "town.yaml"
    path.write_text(TOWN, encoding="utf-8")
    return path


def answer(question, folder: Path, engine=OneByOne):
    """What the command does but for its words."""
    first = first_mixes(len(question.strategies), question.scenario.seed)
    round_1 = Round("round_1", "spread over all mixes", first, question.scenario.seed)
    with claimed(folder, question, round_1, ["test"]):
        do = conducting(folder, question, engine, lambda *_: lambda _: None, ["test"])
        found = search(question, folder, do)
        write_answer(found, picks(found), folder)
    return found


def made(folder: Path) -> dict[str, bytes]:
    """Everything that is to be the same however a frontier was run; shards are only progress."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "shards" not in path.parts and path.name[0] != "."
        if path.name != "manifest.json"
    }


@pytest.fixture(scope="module")
def asked(town):
    return ask(town, None, "outreach,surveillance", 5)


@pytest.fixture(scope="module")
def whole(asked, tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole") / "results"
    return answer(asked, folder), folder


def test_a_frontier_that_was_stopped_again_and_again_ends_with_the_same_bytes(
    asked, whole, tmp_path
):
    stops = 0
    while True:
        try:
            answer(asked, tmp_path / "results", lambda: OneByOne(most=20))
            break
        except Stopped:
            stops += 1
            assert not (tmp_path / "results" / "mixes.csv").exists()
    assert stops >= 5, "it was stopped in several rounds"
    assert made(tmp_path / "results") == made(whole[1])


def test_the_same_command_reads_what_is_done_and_another_question_is_refused(asked, whole, town):
    before = made(whole[1])
    answer(asked, whole[1], lambda: OneByOne(most=0))
    assert made(whole[1]) == before
    for other in (
        ask(town, 80.0, "outreach,surveillance", 5),
        ask(town, None, "outreach,funding", 5),
        ask(town, None, "outreach,surveillance", 6),
    ):
        with pytest.raises(ProblemsFound, match="another design"):
            answer(other, whole[1])
    assert made(whole[1]) == before
    with pytest.raises(ProblemsFound, match="something else than a sweep"):
        conduct(sweep_of(asked, Round("x", "x", [(20, 0)], 1)), whole[1], OneByOne())
    with pytest.raises(ProblemsFound, match="holds a frontier"), new_results(whole[1]):
        pass


def test_spending_nothing_is_the_baseline_and_a_round_is_a_sweep_that_can_be_read(asked, whole):
    sweep = load_sweep(whole[1] / "rounds" / "round_1" / "sweep.yaml")
    assert sweep.columns == sweep_of(asked, _first(asked)).columns
    start = Simulation.start(sweep.scenario, 1)
    one, other = (
        start.fork(arm).advance().outcomes() for arm in ("business_as_usual", asked.mix_arm)
    )
    assert str(one) == str(other)


def _first(question) -> Round:
    return Round("round_1", "", first_mixes(len(question.strategies), 1), question.scenario.seed)


def test_settings_that_the_scenario_gives_a_strategy_stay_and_mean_nothing_without_a_share(
    tmp_path,
):
    careful = {
        "share": 0.5,
        "monitored": 0.5,
        "stop_conduct": -0.4,
        "stop_lawful_share": 0.9,
        "where": "everywhere",
    }
    arms = {"business_as_usual": {}, "one": {"surveillance": careful, "outreach": {"share": 0.5}}}
    path = tmp_path / "careful.yaml"
    path.write_text(scenario(arms=arms).source_text, encoding="utf-8")
    question = ask(path, 30.0, None)
    assert question.strategies == ["outreach", "surveillance"]
    mixed = question.with_mix((0, 20), "mix")
    assert mixed.arms["mix"].surveillance.stop_conduct == -0.4
    assert bought_as(question) == (
        "Bought as the scenario has it: surveillance with where everywhere, monitored 0.5,"
        " stop_conduct -0.4 and stop_lawful_share 0.9, all others as usual."
    )
    start = Simulation.start(question.with_mix((0, 0), "mix"), 1)
    one, other = (start.fork(arm).advance().outcomes() for arm in ("business_as_usual", "mix"))
    assert str(one) == str(other)


def test_the_table_tells_every_mix_and_who_beat_it(whole):
    found, folder = whole
    with (folder / "mixes.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(found.mixes)
    for row in rows:
        spent = float(row["outreach"]) + float(row["surveillance"])
        assert spent + float(row["unspent"]) == pytest.approx(1.0)
        assert float(row["cost"]) == pytest.approx(50.0 * spent)
        assert (row["unbeaten"] == "True") == (row["beaten_by"] == "")
    assert sum(row["unbeaten"] == "True" for row in rows) == len(found.unbeaten)
    assert {row["towns"] for row in rows if row["unbeaten"] == "True"} == {"fresh"}
    assert table_of(found, picks(found))["trust"].notna().all()
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["kind"] == "frontier"
    assert manifest["ended"] is not None


def test_each_pick_is_a_scenario_that_checks_and_runs_with_the_baseline_and_the_mix(whole, capsys):
    found, folder = whole
    files = [folder / f"{pick.name}.yaml" for pick in picks(found)]
    assert command(["check", *map(str, files)]) == 0
    for pick, path in zip(picks(found), files, strict=True):
        town = load_scenario(path).with_changes(replicates=1)
        assert list(town.arms) == ["business_as_usual", pick.name]
        assert path.read_text(encoding="utf-8").count("#") >= 5
        mix = found.mixes[pick.row]
        shares = {
            name: getattr(town.arms[pick.name], name) for name in ("outreach", "surveillance")
        }
        told = [each.share if each else 0.0 for each in shares.values()]
        assert told == [part / PARTS for part in mix]
        assert compare(town).difference(pick.name, "business_as_usual", "cost").mean > 0.0


def test_the_figure_and_the_words_are_there(asked, whole, capsys):
    from sim.report.frontier_text import print_frontier

    found, folder = whole
    assert (folder / "figures" / "frontier.svg").exists()
    print_frontier(found, picks(found), folder)
    said = capsys.readouterr().out
    assert f"Of {len(found.mixes)} ways to spend $50" in said
    assert "redrawn 1,000 times" in said
    assert "fresh towns" in said


def test_rounds_are_numbered_without_a_gap(monkeypatch, asked, whole, tmp_path):
    told: list[str] = []

    class Enough(Exception):
        pass

    def do(a_round, number):
        told.append(said_of(a_round, number))
        if a_round.name == LAST:
            raise Enough
        return SimpleNamespace(complete=True, failed=0)

    def near(tried, _left, step, _number):
        return [] if step == STEPS[0] else [(13, 7)]

    monkeypatch.setattr("sim.frontier.search.next_mixes", near)
    levels = np.random.default_rng(1).normal(size=(100, 5, 4))
    rounds = iter([levels[: len(first_mixes(2, asked.scenario.seed))], levels[:1]])
    monkeypatch.setattr("sim.frontier.search.gains", lambda *_: next(rounds))
    with pytest.raises(Enough):
        search(asked, tmp_path, do)
    assert [each.split(":")[0] for each in told] == [
        "Round 1 of at most 4",
        "Round 2 of at most 4",
        "Round 3 of 3",
    ]


def test_where_hardly_any_mix_is_beaten_the_rule_is_said_to_sort_nothing():
    assert ruled_out(50, 100) == ""
    assert "nearly every mix tried" in ruled_out(95, 100)
    assert "rules nothing out" in ruled_out(100, 100)


def test_a_new_round_is_timed_from_its_own_start(monkeypatch):
    now = 0.0
    monkeypatch.setattr("sim.sweeps.progress.monotonic", lambda: now)
    one, other, pace = SimpleNamespace(finished=0), SimpleNamespace(finished=0), Pace()
    assert pace.rate(one) == 0.0
    now, one.finished = 1000.0, 10
    assert pace.rate(one) == 0.01
    assert pace.rate(other) == 0.0
    now, other.finished = 1010.0, 20
    assert pace.rate(other) == 2.0
    ahead = SimpleNamespace(finished=40)
    assert pace.rate(ahead) == 0.0, "what was done before is no speed"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--strategies", "outreach,cameras"], "did you mean surveillance?"),
        (["--strategies", "outreech,surveillance"], "did you mean outreach?"),
        (["--strategies", "outreach,implementation"], "takes no share"),
        (["--strategies", "outreach"], "two to six"),
        (["--strategies", "outreach,outreach"], "twice"),
        (
            [
                "--strategies",
                "outreach,surveillance,funding,hot_spots,foot_patrol,problem_solving,"
                "community_events",
            ],
            "two to six",
        ),
        (["--budget", "0"], "--budget 50"),
        (["--budget", "nan"], "--budget 50"),
    ],
)
def test_a_bad_question_is_told_what_to_write_and_nothing_is_written(
    town, tmp_path, capsys, options, told
):
    out = tmp_path / "results"
    assert command(["frontier", str(town), "--out", str(out), *options]) == 2
    assert told in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    "name", ["engagement_vs_surveillance", "broken_promises", "two_neighbourhoods"]
)
def test_a_shipped_scenario_can_be_asked_whatever_it_says_about_its_own_arms(name):
    question = ask(SCENARIOS / f"{name}.yaml", 50.0, None, 5)
    assert len(question.strategies) >= 2
    assert not question.scenario.expect
    assert not question.scenario.lesson.arms
