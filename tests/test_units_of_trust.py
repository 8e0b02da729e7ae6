"""Trust as surveys publish it: shares who trust, other scales, rounded shares, names of groups."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from sim.commands.check import check
from sim.common.problems import ProblemsFound
from sim.model.numbers import numbers_record
from sim.model.outcomes import outcomes
from sim.model.scenario.load import load_scenario
from sim.model.scenario.said_back import rounding_in_words, trust_in_words
from sim.model.scenario.scenario import Scenario
from sim.model.scenario.units_of_trust import (
    mean_trust,
    on_points,
    share_who_trust,
    usual_threshold,
)
from sim.model.town import build_town
from sim.report.cautions import cautions
from sim.report.setting import town_in_words

MANY = 40_000


def town(groups: dict[str, Any], **changes: Any) -> Scenario:
    community = {"residents": MANY, "residents_per_block": 1000, "groups": groups}
    usual = {"name": "town", "arms": {"business_as_usual": {}}, "community": community}
    return Scenario(**{**usual, **changes})


def groups_of(**shares: float) -> dict[str, Any]:
    return {name: {"share": share} for name, share in shares.items()}


def refused(groups: dict[str, Any], **changes: Any) -> list[tuple[str, str]]:
    with pytest.raises(ProblemsFound) as caught:
        town(groups, **changes)
    return [(each.message, each.fix or "") for each in caught.value.problems]


# -- the share who would say that they trust police -------------------------------------------


@pytest.mark.parametrize(
    ("asked", "spread"), [(0.38, 19.0), (0.61, 19.0), (0.12, 30.0), (0.5, 5.0), (0.97, 25.0)]
)
def test_so_many_of_those_who_are_drawn_trust_police_as_the_survey_says(
    asked: float, spread: float
) -> None:
    groups = {
        "east": {"share": 0.7, "confident": asked, "trust_spread": spread},
        "west": {"share": 0.3, "trust": 61},
    }
    residents = build_town(town(groups), numbers_record(), 1).residents
    for row, share in ((0, asked), (1, share_who_trust(61, 19))):
        views = residents.standing[residents.group == row]
        found = (views >= usual_threshold() / 100.0).mean()
        assert abs(found - share) < 4.0 * math.sqrt(share * (1.0 - share) / len(views))
    # a mean of as many points is another town
    views = residents.standing[residents.group == 0]
    if asked == 0.38:
        assert abs((views + 0.38 - views.mean() >= 0.5).mean() - asked) > 0.05


def test_share_and_mean_are_the_same_thing_said_twice() -> None:
    for spread in (1.0, 19.0, 40.0):
        for share in np.linspace(0.13, 0.87, 9):
            assert share_who_trust(mean_trust(share, spread), spread) == pytest.approx(share)
    assert mean_trust(0.5, 19.0) == pytest.approx(50.0, abs=1e-9)
    assert [share_who_trust(trust, 0.0) for trust in (49.9, 50.0)] == [0.0, 1.0]


def test_the_threshold_is_that_of_the_outcome() -> None:
    meaning = outcomes({}, {})["confident_share"].formula
    assert "measure.confident" in meaning
    groups = {"east": {"share": 1, "trust": 55}}
    stricter = town(groups, assumptions={"measure.confident": 0.6})
    assert "40% would say that they trust police (60 points or more)" in trust_in_words(stricter)
    told = refused(
        {"east": {"share": 1, "confident": 0.38}}, assumptions={"measure.confident": 0.6}
    )
    assert told == [
        ("confident means 50 points or more, and measure.confident is 0.6 here",
         "leave out measure.confident, or write trust in points")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("group", "message", "fix"),
    [
        ({"trust": 40, "confident": 0.3}, "has both trust and confident", "leave out one"),
        ({"confident": 38}, "must be at most 1, not 38", "write 0.38: 38% is 0.38"),
        ({"confident": "38%"}, "must be a number, not the text '38%'", "write 0.38"),
        ({"confident": 0.999}, "with a trust_spread of 19 no mean trust gives a share of 0.999",
         "write a share from 0.006 to 0.994, or another trust_spread"),
        ({"confident": 0.95, "trust_spread": 40}, "with a trust_spread of 40",
         "write a share from 0.116 to 0.884"),
        ({"confident": 0, "trust_spread": 1}, "no mean trust gives a share of 0",
         "write a share from 0.001 to 0.999"),
        ({"confident": 0.3, "trust_spread": 0}, "without any spread", "write a trust_spread"),
        ({"trust": "38%"}, "must be a number, not the text '38%'",
         "write  confident: 0.38  if 38% said that they trust police, or  trust: 38  if it is a"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_answered_with_what_can(
    group: dict[str, Any], message: str, fix: str
) -> None:
    [(told, advice)] = refused({"east": {"share": 1, **group}})
    assert message in told
    assert advice.startswith(fix)


def test_what_was_given_is_what_is_kept() -> None:
    groups = {"east": {"share": 0.7, "confident": 0.38}, "west": {"share": 0.3, "trust": 61}}
    scenario = town(groups)
    kept = scenario.resolved()["community"]["groups"]
    assert (kept["east"]["confident"], "trust" in kept["east"]) == (0.38, False)
    assert (kept["west"]["trust"], "confident" in kept["west"]) == (61.0, False)
    again = Scenario.model_validate(scenario.resolved())
    assert again.community.groups["east"].trust == scenario.community.groups["east"].trust
    wider = scenario.community.groups["east"].with_changes(trust_spread=30)
    assert wider.trust == pytest.approx(mean_trust(0.38, 30.0))
    points = scenario.community.groups["east"].with_changes(confident=None, trust=38)
    assert points.trust == 38


def test_an_inherited_mean_can_be_taken_back(tmp_path: Path) -> None:
    base = {"name": "base", "arms": {"business_as_usual": {}}}
    base["community"] = {"groups": {"east": {"share": 1, "trust": 40}}}
    (tmp_path / "base.yaml").write_text(yaml.safe_dump(base))
    over = "name: mine\nextends: base\ncommunity: {groups: {east: {%s}}}\n"
    (tmp_path / "mine.yaml").write_text(over % "confident: 0.38")
    with pytest.raises(ProblemsFound, match="trust: null removes an inherited one"):
        load_scenario(tmp_path / "mine.yaml")
    (tmp_path / "mine.yaml").write_text(over % "trust: null, confident: 0.38")
    assert load_scenario(tmp_path / "mine.yaml").community.groups["east"].confident == 0.38


# -- what `check` says ------------------------------------------------------------------------


def checked(tmp_path: Path, capsys: pytest.CaptureFixture[str], groups: dict[str, Any]) -> str:
    data = {"name": "town", "arms": {"business_as_usual": {}}, "community": {"groups": groups}}
    path = tmp_path / "town.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False))
    assert check([path]) == 0
    return " ".join(capsys.readouterr().out.split())


def test_check_says_how_many_of_each_group_would_say_so(tmp_path, capsys) -> None:
    groups = {
        "majority": {"share": 0.7, "trust": 55},
        "east": {"share": 0.3, "confident": 0.38, "label": "East side"},
    }
    told = checked(tmp_path, capsys, groups)
    assert (
        "majority: mean trust 55, so 60% would say that they trust police (50 points or more)"
        in told
    )
    assert "East side: 38% would say that they trust police" in told
    assert "so mean trust 44.2" in told


@pytest.mark.parametrize(
    ("trusts", "said"),
    [
        ((4.1, 3.2), "Is this a scale of 1 to 5? 4.1 is 77.5 points"),
        ((5.5, 3.0), "Is this a scale of 1 to 7? 5.5 is 75 points"),
        ((7.3, 6.1), "Is this a scale of 1 to 10? 7.3 is 70 points there, and 73 points on"),
        ((4.1, 55.0), None),
        ((11.0, 3.0), None),
        ((55.0, 40.0), None),
    ],
)
def test_a_survey_s_own_scale_is_asked_about(trusts: tuple[float, float], said: str | None) -> None:
    pairs = zip(("east", "west"), trusts, strict=True)
    found = " ".join(cautions(town({name: {"share": 0.5, "trust": each} for name, each in pairs})))
    assert ("Is this a scale of" in found) == (said is not None)
    assert said is None or said in found


def test_a_scale_ends_at_0_and_100_points() -> None:
    assert [on_points(each, 5) for each in (1, 3, 4.1, 5)] == pytest.approx([0, 50, 77.5, 100])


# -- a survey's own scale ----------------------------------------------------------------------

ON_FIVE = {"mean": 3.4, "lowest": 1, "highest": 5}


def test_a_mean_on_a_survey_s_own_scale_is_understood_and_said_back() -> None:
    groups = groups_of(east=0.4, west=0.6)
    groups["east"] |= {"label": "East side", "trust_on_scale": {**ON_FIVE, "asked": 412}}
    groups["west"]["trust"] = 55
    scenario = town(groups)
    assert scenario.community.groups["east"].trust == pytest.approx(60.0)
    told = trust_in_words(scenario)
    assert (
        "East side: 3.4 on 1 to 5 is 60.0 of 100 (412 residents asked: chance moves that by 1.8"
        in told
    )
    assert "70% would say that they trust police" in told
    again = Scenario.model_validate(scenario.resolved())
    assert again.community == scenario.community


def test_a_district_and_the_whole_town_may_have_it() -> None:
    districts = {
        "east": {"share": 0.4, "trust_on_scale": {"mean": 2, "lowest": 0, "highest": 10}},
        "west": {"share": 0.6},
    }
    community = {"residents": MANY, "districts": districts, "trust_on_scale": ON_FIVE}
    scenario = Scenario(name="town", arms={"business_as_usual": {}}, community=community)
    found = {name: each.trust for name, each in scenario.community.groups.items()}
    assert found["east"] == pytest.approx(20.0)
    assert 0.4 * 20.0 + 0.6 * found["west"] == pytest.approx(60.0)
    told = trust_in_words(scenario)
    assert "the whole town: 3.4 on 1 to 5 is 60.0 of 100" in told
    assert "west: mean trust 86.7, from that of the town" in told
    assert Scenario.model_validate(scenario.resolved()).community == scenario.community
    smaller = scenario.with_changes(community=scenario.community.with_changes(residents=500))
    assert smaller.community.groups["west"].trust == found["west"]


def test_the_usual_groups_keep_their_distance_in_a_town_of_another_mean() -> None:
    community = {"residents": MANY, "trust_on_scale": ON_FIVE}
    scenario = Scenario(name="town", arms={"business_as_usual": {}}, community=community)
    majority, minority = scenario.community.groups.values()
    assert majority.trust - minority.trust == pytest.approx(15.0)
    assert 0.7 * majority.trust + 0.3 * minority.trust == pytest.approx(60.0)
    assert Scenario.model_validate(scenario.resolved()).community == scenario.community


def test_scales_that_cannot_be_are_refused_all_at_once() -> None:
    wrong = {
        "beyond": {"mean": 5.4, "lowest": 1, "highest": 5},
        "turned": {"mean": 2, "lowest": 5, "highest": 1},
        "at_its_end": {"mean": 1, "lowest": 1, "highest": 5},
        "twice": ON_FIVE,
        "no_end": {"mean": 3, "lowest": 1},
    }
    groups = {name: {"share": 0.2, "trust_on_scale": each} for name, each in wrong.items()}
    groups["twice"]["trust"] = 50
    told = [message for message, _ in refused(groups)]
    assert {
        "a mean of 5.4 does not lie on a scale of 1 to 5",
        "the scale begins at 5 and ends at 1",
        "1 on 1 to 5 is 0.0 of 100 points",
        "has both trust and trust_on_scale",
    } < set(told)
    assert len(told) == 5
    assert any("highest" in each for each in told)
    turned = dict(refused({"all_of_them": {"share": 1, "trust_on_scale": wrong["turned"]}}))
    assert "mean: 4" in turned["the scale begins at 5 and ends at 1"]


def test_a_mean_of_the_town_that_changes_nothing_or_leaves_nothing_is_refused() -> None:
    every = {"residents": MANY, "groups": {"all_of_them": {"share": 1, "trust": 50}}}
    with pytest.raises(ProblemsFound, match="every group with residents says its own trust"):
        town({}, community={**every, "trust_on_scale": ON_FIVE})
    some = {"low": {"share": 0.9, "trust": 20}, "rest": {"share": 0.1}}
    with pytest.raises(ProblemsFound, match=r"leaves 420\.0 for rest"):
        town({}, community={"groups": some, "trust_on_scale": ON_FIVE})


def test_trust_that_nobody_states_is_told_as_not_stated() -> None:
    scenario = town({"east": {"share": 0.5}, "west": {"share": 0.5, "trust": 50}})
    assert "east: mean trust not stated, taken as 50, so" in trust_in_words(scenario)
    assert "west: mean trust 50, so" in trust_in_words(scenario)
    assert "east 50% (trust 50 at the start, not stated, exposure" in town_in_words(scenario)


# -- rounded shares ---------------------------------------------------------------------------


def test_rounded_shares_of_groups_are_scaled_and_said(tmp_path, capsys) -> None:
    shares = {"east": 0.613, "west": 0.242, "rest": 0.144}
    scenario = town(groups_of(**shares))
    found = {name: group.share for name, group in scenario.community.groups.items()}
    assert math.fsum(found.values()) == pytest.approx(1.0, abs=1e-12)
    assert found == pytest.approx({name: each / 0.999 for name, each in shares.items()})
    told = checked(tmp_path, capsys, groups_of(**shares))
    assert "The shares of the groups sum to 0.999: each is divided by that" in told
    again = Scenario.model_validate(scenario.resolved())
    assert again.resolved() == scenario.resolved()
    assert rounding_in_words(again) == []


@pytest.mark.parametrize(
    ("first", "fine"), [(0.695, True), (0.705, True), (0.694, False), (0.71, False)]
)
def test_half_a_per_cent_is_rounding_and_more_is_a_mistake(first: float, fine: bool) -> None:
    groups = groups_of(east=first, west=0.3)
    if fine:
        assert town(groups).community.shares_given == pytest.approx(first + 0.3)
    else:
        assert refused(groups) == [
            (f"the shares of the groups sum to {first + 0.3:g}", "make them sum to 1")
        ]


def test_weights_and_shares_of_a_budget_are_scaled_alike() -> None:
    weights = {"calm": 0.333, "ownership": 0.333, "trust": 0.333, "order": 0}
    arms = {
        "business_as_usual": {},
        "teams": {"outreach": {"share": 0.603}, "funding": {"share": 0.401}},
        "less": {"outreach": {"share": 0.6}, "funding": {"share": 0.399}},
        "by_turns": {
            "outreach": {"share": 1, "until": 100},
            "funding": {"share": 1, "from": 100},
        },
    }
    given: dict[str, Any] = {"budget": {"per_resident": 50}, "arms": arms}
    scenario = town(groups_of(all_of_them=1), quality_of_life=weights, **given)
    assert scenario.quality_of_life.calm == pytest.approx(1 / 3)
    assert scenario.arms["teams"].outreach.share == pytest.approx(0.603 / 1.004)
    assert scenario.arms["less"].funding.share == 0.399  # what is left over stays unspent
    assert scenario.arms["by_turns"].funding.share == 1.0
    assert rounding_in_words(scenario) == [
        "The weights of quality of life sum to 0.999: each is divided by that, so that they sum"
        " to 1.",
        "The shares of teams sum to 1.004: each is divided by that, so that they sum to 1.",
    ]
    arms["teams"]["funding"]["share"] = 0.41
    [(message, _)] = refused(groups_of(all_of_them=1), **given)
    assert message == "the shares of teams sum to 1.013 on day 0"


def test_shares_that_sum_to_one_do_not_move_by_a_digit() -> None:
    for shares in ((0.7, 0.3), (0.1, 0.9), (1 / 3, 2 / 3), (0.7, 0.3000000001)):
        scenario = town(groups_of(east=shares[0], west=shares[1]))
        assert [group.share for group in scenario.community.groups.values()] == list(shares)
        assert rounding_in_words(scenario) == []


# -- names ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("Black or African American",
         "write  black_or_african_american:  and in it  label: Black or African American"),
        ("25plus", 'write  group_25plus:  and in it  label: "25plus"'),
        ("Türkisch", "write  turkisch:  and in it  label: Türkisch"),
        ("18-24", 'write  group_18_24:  and in it  label: "18-24"'),
        ("中文", "write  group_1:  and in it  label: 中文"),
        ("a: b", 'write  a_b:  and in it  label: "a: b"'),
        ("Majority", "write  majority:  and in it  label: Majority"),
    ],
)  # fmt: skip
def test_a_group_s_own_name_becomes_a_name_and_a_label(name: str, fix: str) -> None:
    [(message, advice)] = refused({name: {"share": 1}})
    assert message.startswith(f"the name {name!r} must be of small letters, digits and _")
    assert advice == fix
    written = yaml.safe_load(
        f"{{{advice.removeprefix('write  ').replace('  and in it  ', ' {')}}}}}"
    )
    [(made, group)] = written.items()
    scenario = town({made: {"share": 1, **group}})
    assert scenario.community.labels[made] == name


def test_an_arm_s_own_name_becomes_a_name() -> None:
    told = refused(groups_of(us=1), arms={"business_as_usual": {}, "Teams and visits": {}})
    assert told == [
        ("the name 'Teams and visits' must be of letters, digits, _ and -, a letter first,"
         " at most 60 in all", "write  teams_and_visits:  and in it  title: Teams and visits")
    ]  # fmt: skip
    told = 'write  our_town, and below it  title: "our town!"'
    assert refused(groups_of(us=1), name="our town!")[0][1] == told


def test_a_label_is_a_line_that_can_be_printed() -> None:
    groups = {"east": {"share": 0.5, "label": "Ost, über 65 (25%)"}, "west_side": {"share": 0.5}}
    scenario = town(groups)
    labels = scenario.community.labels
    assert list(labels.values()) == ["Ost, über 65 (25%)", "west side"]
    assert outcomes(labels, {})["trust_east"].title == "Trust, Ost, über 65 (25%)"
    assert outcomes({"west_side": "west side"}, {})["trust_west_side"].title == "Trust, west side"
    for label in ("", " east", "two\nlines", "\u202eabc", "x" * 61):
        assert "label" in refused({"east": {"share": 1, "label": label}})[0][0]
