"""The frontier: which splits of a budget does no other split beat, and is that told honestly?"""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from small_towns import scenario

from sim.commands.frontier import asked as question_asked
from sim.commands.frontier import conducting, rounds_to_come, said_of, so_far
from sim.commands.frontier_answer import table_of, write_answer
from sim.commands.main import run as command
from sim.common.problems import ProblemsFound
from sim.model.scenario.load import load_scenario
from sim.model.simulation import Simulation
from sim.report.figures.frontier_so_far import draw_so_far
from sim.report.figures.frontier_so_far import so_far as so_far_picture
from sim.report.figures.style import drawing
from sim.report.frontier_text import against_mixes, bought_as, print_proposals, ruled_out
from sim.study.compare import compare
from sim.study.folder.new_results import new_results
from sim.study.frontier import proposals as of_proposals
from sim.study.frontier.mixes import PARTS, first_mixes, possible_mixes
from sim.study.frontier.picks import picks
from sim.study.frontier.proposals import beaten_by, proposals
from sim.study.frontier.question import ask
from sim.study.frontier.rounds import Round, claimed, sweep_of
from sim.study.frontier.search import LAST, NEW, STEPS, Stopped, search
from sim.study.runs import run_replicate
from sim.study.sweeps.conduct import conduct
from sim.study.sweeps.load import load_sweep
from tests.small_sweeps import TOWN
from tests.sweep_runs import OneByOne

SCENARIOS = Path(__file__).parents[1] / "scenarios"

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
        found = search(question, do)
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
    assert "fresh replicates" in said


def test_proposals_stand_as_they_are_beside_the_mixes(asked, whole, capsys):
    own = proposals(asked, 1)
    assert [each.arm for each in own] == ["visits", "cameras"]
    search, _ = whole
    cheap = own[0].gained.copy()
    cheap[:, :] = search.judged.min(axis=0) - 1.0  # worse than every mix in every way
    worse, better = (replace(own[0], gained=each) for each in (cheap, cheap + 1e6))
    rows = search.finalists.tolist()
    assert beaten_by(worse, rows, search.judged) in rows
    assert beaten_by(better, rows, search.judged) is None
    print_proposals(asked, own)
    assert "The proposals as they are" in capsys.readouterr().out
    told = against_mixes(replace(search, proposals=[worse, better]))
    assert told[1] == f"No split tried beats {better.title}."


def test_proposals_that_have_been_run_are_read_and_changed_ones_are_run(
    asked, tmp_path, monkeypatch
):
    made: list[int] = []

    def counted(scenario, replicate):
        made.append(replicate)
        return run_replicate(scenario, replicate)

    monkeypatch.setattr(of_proposals, "run_replicate", counted)
    keep = tmp_path / "proposals"
    first = proposals(asked, 1, keep=keep)
    assert made
    made.clear()
    again = proposals(asked, 1, keep=keep)
    assert made == []
    assert [str(each.gained) for each in again] == [str(each.gained) for each in first]
    assert str(first[0].gained) == str(proposals(asked, 1)[0].gained)
    arms = {**asked.asked.arms, "cameras": {"surveillance": {"cameras": 3}}}
    proposals(replace(asked, asked=asked.asked.with_changes(arms=arms)), 1, keep=keep)
    assert made


def test_a_picture_is_drawn_before_any_split_and_after_each_round(asked, whole, tmp_path):
    own = proposals(asked, 1)
    seen: list[int] = []
    titles: list[str] = []

    def told(mixes, gained):
        seen.append(len(mixes))
        assert gained.shape[:2] == (len(mixes), asked.replicates)
        with drawing():
            titles.append(so_far_picture(asked, own, mixes, gained).headline)

    do = conducting(whole[1], asked, lambda: OneByOne(most=0), lambda *_: lambda _: None, ["test"])
    found = search(asked, do, told)
    assert seen[-1] == len(found.mixes)
    assert seen == sorted(set(seen))
    assert titles[0] == f"So far: {seen[0]} splits of the budget have been tried, and more follow"
    draw_so_far(asked, own, [], None, tmp_path)
    image = (tmp_path / "figures" / "frontier.png").read_bytes()
    with drawing():
        first = so_far_picture(asked, own, [], None)
    assert first.headline.startswith("First picture")
    assert "Proposals: visits, cameras" in first.alt
    write_answer(found, picks(found), whole[1])
    assert (whole[1] / "figures" / "frontier.png").read_bytes() != image


def test_the_picture_of_a_frontier_that_has_ended_is_not_drawn_over(asked, whole):
    before = (whole[1] / "figures" / "frontier.png").read_bytes()
    so_far(asked, proposals(asked, 1), whole[1])([], None)
    assert (whole[1] / "figures" / "frontier.png").read_bytes() == before


def test_rounds_are_numbered_without_a_gap(monkeypatch, asked, whole, tmp_path):
    told: list[str] = []

    class Enough(Exception):
        pass

    def do(a_round, number):
        told.append(said_of(a_round, number))
        if a_round.name == LAST:
            raise Enough
        return SimpleNamespace(agenda=SimpleNamespace(complete=True, failed=0))

    def near(tried, _left, step, _number):
        return [] if step == STEPS[0] else [(13, 7)]

    monkeypatch.setattr("sim.study.frontier.search.next_mixes", near)
    levels = np.random.default_rng(1).normal(size=(100, 5, 4))
    rounds = iter([levels[: len(first_mixes(2, asked.scenario.seed))], levels[:1]])
    monkeypatch.setattr("sim.study.frontier.search.gains", lambda *_: next(rounds))
    with pytest.raises(Enough):
        search(asked, do)
    assert [each.split(":")[0] for each in told] == [
        "Round 1 of at most 4",
        "Round 2 of at most 4",
        "Round 3 of 3",
    ]


def test_where_hardly_any_mix_is_beaten_the_rule_is_said_to_sort_nothing():
    assert ruled_out(50, 100) == ""
    assert "nearly every mix tried" in ruled_out(95, 100)
    assert "rules nothing out" in ruled_out(100, 100)


def test_how_many_mixes_are_to_come_is_bounded_and_nothing_is_after_the_last(asked):
    first = len(first_mixes(2, asked.scenario.seed))
    possible = possible_mixes(2)
    assert rounds_to_come(1, first, asked) == (2, possible - first + possible)
    assert rounds_to_come(3, possible, asked) == (2, possible)
    assert rounds_to_come(
        1, 40, ask(SCENARIOS / "engagement_vs_surveillance.yaml", None, None)
    ) == (
        2,
        2 * NEW + 40 + 2 * NEW,
    )


QUANTITIES = """name: proposals
baseline: usual
budget: {per_resident: 50}
arms:
  usual: {}
  teams: {outreach: {share: 0.5}, community_events: {share: 0.5}}
  cameras: {surveillance: {cameras: 40}}
  officers: {funding: {officers: 12}}
  better: {implementation: {compliance: 0.9}}
"""


def test_proposals_that_cannot_be_mixed_are_said_before_anything_runs(tmp_path):
    path = tmp_path / "town.yaml"
    path.write_text(QUANTITIES)
    question = ask(path, None, None)
    assert set(question.strategies) == {"outreach", "community_events"}
    said = question_asked(question)
    for told in (
        "surveillance of cameras is given as a quantity (cameras 40), not as a share of the budget",
        "funding of officers is given as a quantity (officers 12), not as a share of the budget",
        "implementation of better takes no share of a budget",
    ):
        assert f"Not in the mixes: {told}." in said
    named = ask(path, None, "outreach,surveillance")
    assert named.left_out == (
        "surveillance of cameras is given as a quantity (cameras 40): in the mixes its share of the"
        " budget decides how much",
    )
    assert (
        ask(SCENARIOS / "engagement_vs_surveillance.yaml", None, "outreach,funding").left_out == ()
    )


def test_where_nothing_is_left_to_mix_it_is_refused_with_the_reason(tmp_path):
    path = tmp_path / "town.yaml"
    path.write_text(
        QUANTITIES.replace(
            "{outreach: {share: 0.5}, community_events: {share: 0.5}}",
            "{outreach: {visit_hours: 5}}",
        )
    )
    with pytest.raises(ProblemsFound, match="among no strategies here: outreach of teams is given"):
        ask(path, None, None)


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
