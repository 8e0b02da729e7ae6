"""A scenario that extends another says only what differs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sim.files import Problem, ProblemsFound, read_with_extends

BASE = """name: base
days: 730
community:
  residents: 5000
  groups: [a, b]
arms:
  usual: {}
  engagement: {outreach: {share: 0.4}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Any:
    def write(**files: str) -> Path:
        for name, text in {"base": BASE, **files}.items():
            (tmp_path / f"{name}.yaml").write_text(text)
        return tmp_path

    return write


def refused(path: Path) -> list[Problem]:
    with pytest.raises(ProblemsFound) as caught:
        read_with_extends(path)
    return caught.value.problems


def test_a_file_that_extends_nothing_is_read_as_it_is(folder: Any) -> None:
    assert read_with_extends(folder() / "base.yaml").data["days"] == 730


@pytest.mark.parametrize("name", ["base", "base.yaml", "'base'"])
def test_blocks_merge_everything_else_replaces_and_null_removes(folder: Any, name: str) -> None:
    story = f"""extends: {name}
days: null
community: {{groups: [c]}}
arms:
  engagement: {{outreach: {{per_month: 3}}}}
  funding: {{funding: {{share: 1}}}}
"""
    assert read_with_extends(folder(story=story) / "story.yaml").data == {
        "name": "base",
        "community": {"residents": 5000, "groups": ["c"]},
        "arms": {
            "usual": {},
            "engagement": {"outreach": {"share": 0.4, "per_month": 3}},
            "funding": {"funding": {"share": 1}},
        },
    }


def test_a_chain_is_followed_to_its_end(folder: Any) -> None:
    files = folder(
        middle="extends: base\ndays: 10\narms: {usual: null}\n",
        story="extends: middle\nname: story\narms: {usual: {funding: 1}}\n",
    )
    data = read_with_extends(files / "story.yaml").data
    assert (data["name"], data["days"]) == ("story", 10)
    assert data["arms"]["usual"] == {"funding": 1}


def test_a_long_chain_is_no_harder_than_a_short_one(folder: Any) -> None:
    files = {f"s{i}": f"extends: s{i - 1}\nname: s{i}\n" for i in range(1, 1100)}
    path = folder(s0=BASE, **files) / "s1099.yaml"
    assert read_with_extends(path).data["name"] == "s1099"


def test_a_problem_points_to_the_file_the_value_came_from(folder: Any) -> None:
    files = folder(story="# mine\nextends: base\ncommunity: {groups: [c]}\n")
    source = read_with_extends(files / "story.yaml")

    def place(*location: str | int) -> tuple[str, int | None]:
        problem = source.problem(location, "x")
        return Path(problem.file).name, problem.line

    assert place("community", "residents") == ("base.yaml", 4)
    assert place("community", "groups", 0) == ("story.yaml", 3)
    assert place("arms", "engagement", "outreach", "share") == ("base.yaml", 8)
    assert source.path == files / "story.yaml"


def test_null_cannot_remove_what_was_never_there(folder: Any) -> None:
    files = folder(story="extends: base\narms:\n  engagment:\n  usual: null\nbudget: ~\n")
    first, second = refused(files / "story.yaml")
    assert first.message == "there is no inherited 'engagment' to remove"
    assert (first.line, first.fix) == (3, "did you mean engagement?")
    assert second.line == 5


def test_a_circle_is_refused(folder: Any) -> None:
    files = folder(one="extends: two\n", two="extends: three\n", three="extends: two.yaml\n")
    (problem,) = refused(files / "one.yaml")
    assert problem.message == "this goes round in a circle: two extends three extends two"
    assert Path(problem.file).name == "three.yaml"
    (itself,) = refused(folder(me="a: 1\nextends: me\n") / "me.yaml")
    assert (itself.line, itself.column) == (2, 10)


@pytest.mark.parametrize(
    "name", ["../base", "sub/base", "/etc/passwd", "..", ".", ".hidden", "sub\\\\base"]
)
def test_no_path_leads_out_of_the_folder(folder: Any, name: str) -> None:
    files = folder(story=f"extends: {name}\n")
    (files / "sub").mkdir()
    (files / "sub" / "base.yaml").write_text(BASE)
    (problem,) = refused(files / "story.yaml")
    assert "only name a scenario in this folder" in problem.message
    assert problem.line == 1


def test_no_link_leads_out_of_the_folder(folder: Any, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "secret.yaml").write_text(BASE)
    files = folder(story="extends: link\n", inner="extends: neighbour\nname: inner\n")
    (files / "link.yaml").symlink_to(tmp_path / "elsewhere" / "secret.yaml")
    (files / "neighbour.yaml").symlink_to(files / "base.yaml")
    assert "link to elsewhere" in refused(files / "story.yaml")[0].message
    assert read_with_extends(files / "inner.yaml").data["name"] == "inner"


def test_a_missing_scenario_gets_a_hint_and_a_wrong_kind_an_example(folder: Any) -> None:
    files = folder(story="name: x\nextends: bse\n", far="extends: zebra\n", odd="extends: ''\n")
    (near,) = refused(files / "story.yaml")
    assert (near.line, near.fix) == (2, "did you mean base?")
    assert refused(files / "far.yaml")[0].fix == "scenarios here: base, odd, story"
    assert refused(files / "odd.yaml")[0].message.startswith("extends must be the name")


def test_what_is_wrong_in_the_extended_file_is_shown_there(folder: Any) -> None:
    (problem,) = refused(folder(base="a: 010\n", story="extends: base\n") / "story.yaml")
    assert (Path(problem.file).name, problem.line) == ("base.yaml", 1)


def test_what_speaks_of_its_own_arms_is_not_inherited(folder: Any) -> None:
    claim = "expect: [{outcome: trust, arm: engagement, at_least: 1}]\n"
    claim += "lesson: {days: 100, arms: [usual, engagement]}\nstory: [{day: 1, text: Look}]\n"
    place = folder(claiming=BASE + claim, child="extends: claiming\narms: {engagement: null}\n")
    assert "expect" in read_with_extends(place / "claiming.yaml").data
    assert not {"expect", "lesson", "story"} & set(read_with_extends(place / "child.yaml").data)
    own = claim.replace("engagement", "usual")
    place = folder(claiming=BASE + claim, child=f"extends: claiming\n{own}")
    assert read_with_extends(place / "child.yaml").data["expect"][0]["arm"] == "usual"
