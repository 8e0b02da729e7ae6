"""What a validated scenario gets wrong is told in the words of its writer."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from sim.commands.settings import settings
from sim.common.other_words import NOT_HERE, OTHER_WORDS, SEVERAL
from sim.common.problems import Mistake, ProblemsFound, did_you_mean
from sim.files import Problem, problems_from_validation, read_source
from sim.model.parameters import PARAMETERS
from sim.model.scenario.load import load_scenario
from sim.model.strategies import strategies


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Lever(Strict):
    share: float | None = Field(None, ge=0, le=1, description="part of the budget")
    per_month: float | None = Field(None, ge=0)
    start: int = Field(0, alias="from", ge=0)


class Arm(Strict):
    community_events: Lever | None = None
    outreach: Lever | None = None
    surveillance: Lever | None = None


class Crime(Strict):
    source: Literal["fbi-2019", "own-rates"]
    state: str | None = None


class Community(Strict):
    residents: int = Field(ge=200, le=1_000_000, description="homes in the town")
    crime: Crime | None = None


class Expectation(Strict):
    outcome: Literal["trust", "reporting"]
    at_least: float

    @field_validator("at_least")
    @classmethod
    def is_possible(cls, value: float) -> float:
        if value > 100:
            raise ValueError("no outcome goes beyond 100")
        return value


class Grid(Strict):
    kind: Literal["grid"]
    points: int


class Sample(Strict):
    kind: Literal["sample"]
    size: int


class Purse(Strict):
    per_resident: float = Field(ge=0, description="dollars per resident a year")


class Scenario(Strict):
    days: int
    spread: float = Field(1.0, gt=0, lt=5)
    named: str = Field("x", min_length=1, max_length=5, pattern="^[a-z]+$")
    fast: bool = False
    community: Community = Community(residents=200)
    arms: dict[str, Arm] = Field({"usual": Arm()}, min_length=1)
    expect: list[Expectation] = []
    design: Annotated[Grid | Sample, Field(discriminator="kind")] | None = None
    amount: float | Literal["all", "none"] = 1.0
    mix: float | list[float] | Crime = 1.0
    plan: Crime | Grid | None = None
    trust: float = Field(50, ge=2, le=98, description="mean trust, points (0-100)")
    share: float = Field(1, ge=0, le=1, description="part of the whole")
    until: int | None = Field(None, gt=0, description="first day no longer in force")
    purse: Purse | None = None
    weights: dict[Annotated[str, Field(pattern="^[a-z]+$")], float] = {}

    @model_validator(mode="after")
    def days_fit(self) -> Scenario:
        if self.days == 13:
            raise Mistake("13 days are unlucky", "write 14", at=("days",))
        return self


@pytest.fixture
def problems(tmp_path: Path) -> Any:
    def found(text: str, model: type[BaseModel] | None = Scenario) -> list[Problem]:
        path = tmp_path / "story.yaml"
        path.write_text(text)
        source = read_source(path)
        with pytest.raises(ValidationError) as caught:
            Scenario.model_validate(source.data)
        return problems_from_validation(caught.value, source, model)

    return found


@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        ("spread: abc", "spread must be a number, not the text 'abc'", "write a number"),
        ("spread: '3'", "not the text '3'", "write 3 without quotes"),
        ("spread: $1,000", "a number", "write 1000"),
        ("spread: 1_000", "a number", "write 1000"),
        ("spread: 0,5", "a number", "write 0.5"),
        ("spread: 40%", "a number", "write 0.4"),
        ("trust: 55%", "a number", "write 55"),
        ("trust: 155%", "a number", "points (0-100)"),
        ("share: 40", "at most 1, not 40", "40% is 0.4"),
        ("share: 1.4", "at most 1, not 1.4", "part of the whole"),
        ("share: 140", "at most 1, not 140", "part of the whole"),
        ("until: 1 year", "a whole number", "write 365"),
        ("until: 6 months", "a whole number", "write 183"),
        ("until: 50%", "a whole number", "first day no longer in force"),
        ("spread: 1 year", "a number", "write a number"),
        ("community: {residents: 62.000}", "not 62.0", "write 62000 if thousands are meant"),
        ("community: {residents: 1.000.000}", "a whole number", "write 1000000"),
        ("community: {residents: 62.0}", "not 62.0", "write 62"),
        ("community: 500", "community must be a block", "write  community: {residents: 500}"),
        ("community: many", "community must be a block", "{residents: ...}"),
        ("arms: {a: {outreach: 50%}}", "must be a block", "write  outreach: {share: 0.5}"),
        ("arms: {a: {outreach: 50}}", "must be a block", "write  outreach: {share: 0.5}"),
        ("arms: {a: outreach}", "must be a block", "write  a: {outreach: {share: ...}}"),
        ("community: {residents:1.8}", "unknown name 'residents:1.8'", "residents: 1.8  with a"),
        ("arms: {a: {outreach: share:1}}", "must be a block", "write  share: 1  with a space"),
        ("arms: {a: {cameras: {}}}", "unknown name 'cameras'", "did you mean surveillance?"),
        ("arms: {a: {visits: {}}}", "unknown name 'visits'", "did you mean outreach?"),
        ("purse: {total: 9}", "unknown name 'total'", "divide a total by the residents"),
        ("purse: $20", "purse must be a block", "write  purse: {per_resident: 20}"),
        ("spread: true", "must be a number, not true", "write a number"),
        ("spread: [1]", "must be a number, not a list", "write a number"),
        ("spread:", "spread is empty; it must be a number", "write a number"),
        ("spread: 0", "spread must be more than 0, not 0", "write more than 0"),
        ("spread: 5", "spread must be less than 5, not 5", "write less than 5"),
        ("named: 2020", "named must be text, not 2020", 'put it in quotes: "2020"'),
        ("named: abcdef", "at most 5 characters, not 6 characters", "at most 5"),
        ("named: A", "matches the pattern ^[a-z]+$", "pattern"),
        ("fast: yes", "fast must be true or false, not the text 'yes'", "write true"),
        ("fast: off", "true or false", "write false"),
        ("fast: 1", "true or false, not 1", "write true or false"),
        ("expect: {}", "expect must be a list, not a block of names and values", "a list"),
        ("arms: {}", "a block with at least 1 in it, not 0", "at least 1"),
        ("arms: {a: }", "arms.a is empty; it must be a block", "indented, or {}"),
        ("community: {residents: 2.5}", "residents must be a whole number, not 2.5", "homes"),
        ("community: {residents: 50}", "at least 200, not 50", "from 200 to 1,000,000"),
        ("community: {residents: 1e3}", "a whole number, not 1000.0", "write 1000"),
        ("community: {residence: 500}", "unknown name 'residence'", "did you mean residents?"),
        ("community: {}", "residents is missing in community", "residents: ..."),
        ("amount: al", "amount must be a number or one of all, none", "did you mean all?"),
        ("amount: [1]", "a number or one of all, none, not a list", "a number or"),
        ("mix: many", "a number or a list or a block of names and values", "a number or"),
        ("mix: {source: fbi-2091}", "mix.source must be one of", "did you mean fbi-2019?"),
        ("mix: [1, x]", "mix, item 2 must be a number", "a number"),
        ("design: {kind: gird}", "design.kind must be one of grid, sample", "did you mean grid?"),
        ("design: {points: 1}", "kind is missing in design", "kind: ..."),
        ("design: {kind: grid, point: 1}", "unknown name 'point'", "did you mean points?"),
        ("plan: {kind: grid, points: few}", "plan.points must be a whole number", "whole number"),
        ("weights: {A1: 1}", "the name 'A1' must be text that matches", "another name"),
        ("expect: [{outcome: trst, at_least: 1}]", "expect, item 1, outcome", "trust?"),
        ("arms: {a: {outreach: {share:0.4}}}", "unknown name 'share:0.4'", "space after"),
        ("arms: {a: {outreach: {from: -1}}}", "arms.a.outreach.from must be", "at least 0"),
        ("arms: {a: {zebra: 1}}", "unknown name 'zebra' in arms.a", "community_events, outreach"),
    ],
)
def test_a_wrong_value_is_told_in_plain_words(
    problems: Any, line: str, message: str, fix: str
) -> None:
    (problem,) = problems(f"days: 1\n{line}\n")
    assert message in problem.message
    assert fix in problem.fix
    assert (problem.line, problem.excerpt) == (2, line)


def test_another_word_stands_for_a_name_that_exists() -> None:
    names = {name.split(".")[-1] for name, *_ in settings()} | {*strategies(), *PARAMETERS["cost"]}
    assert set().union(*OTHER_WORDS.values(), *SEVERAL.values()) <= names
    assert not ({*OTHER_WORDS} | {*SEVERAL} | {*NOT_HERE}) & {*strategies()}
    assert did_you_mean("homicide", ["murder", "violent"]) == "murder"
    assert did_you_mean("homicide", ["violent"]) == "violent"
    assert did_you_mean("cameras", ["cameras_total", "surveillance"]) == "surveillance"
    assert did_you_mean("cameras", ["cameras", "surveillance"]) == "cameras"
    assert did_you_mean("cameras", ["cameras_total"]) == "cameras_total"


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("a: {share: 0,5}", "write 0.5"),
        ("a: {share: 0,500}", "write 0.500"),
        ("a: {from: 1,500}", "without the comma"),
    ],
)
def test_a_comma_within_a_number_is_told_as_what_it_was_meant_for(
    tmp_path: Path, text: str, advice: str
) -> None:
    (tmp_path / "story.yaml").write_text(text)
    with pytest.raises(ProblemsFound) as caught:
        read_source(tmp_path / "story.yaml")
    (problem,) = caught.value.problems
    assert advice in str(problem.fix)


def test_a_state_given_alone_is_shown_in_its_block(tmp_path: Path) -> None:
    (tmp_path / "town.yaml").write_text("name: t\narms: {b: {}}\ncommunity: {crime: Ohio}\n")
    with pytest.raises(ProblemsFound, match=r"crime: \{source: fbi-2019, state: Ohio\}"):
        load_scenario(tmp_path / "town.yaml")


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("neighbourhood_policing", "neighbourhood_watch", None),  # only a long word in common
        ("neighborhood_watch", "neighbourhood_watch", "neighbourhood_watch"),
        ("neighbourhood_wacht", "neighbourhood_watch", "neighbourhood_watch"),
        ("east", "least_trusting", None),  # a part of a word is no word
        ("trusting", "least_trusting", "least_trusting"),
        ("fbi-2020", "fbi-2019", None),
        ("reported_share.arson", "reported_share.burglary", None),
        ("reporting.violent", "reported_share.violent", "reported_share.violent"),
        ("reported_share.homicide", "reported_share.violent", "reported_share.violent"),
    ],
)
def test_what_two_names_share_is_not_what_makes_them_alike(
    word: str, known: str, meant: str | None
) -> None:
    assert did_you_mean(word, [known, "reporting.width", "everywhere"]) == meant


def test_every_problem_is_told_at_once_in_the_order_of_the_file(problems: Any) -> None:
    text = """community:
  residents: 50
arms:
  engagement:
    commuity_events: {share: 0.4}
    outreach: {share: 1.4, from: soon}
expect:
  - {outcome: trust, at_least: 101}
"""
    found = problems(text)
    assert [(each.line, each.column) for each in found] == [
        (1, 1),  # days is missing, anywhere
        (2, 14),
        (5, 5),
        (6, 23),
        (6, 34),
        (8, 32),
    ]
    assert found[2].fix == "did you mean community_events?"
    assert found[2].length == len("commuity_events")
    assert found[5].message == "no outcome goes beyond 100"
    assert not any("pydantic" in str(each) or "Input" in str(each) for each in found)


def test_a_misspelt_name_is_one_problem_and_not_two(problems: Any) -> None:
    (problem,) = problems("dayz: 5\n")
    assert problem.fix == "did you mean days?"


def test_a_validator_of_ours_speaks_for_itself(problems: Any) -> None:
    (problem,) = problems("named: x\ndays: 13\n")
    assert (problem.message, problem.fix) == ("13 days are unlucky", "write 14")
    assert (problem.line, problem.column) == (2, 7)


def test_without_the_class_the_place_is_still_known(problems: Any) -> None:
    (problem,) = problems("days: 1\narms: {a: {outrech: {}}}\n", None)
    assert problem.message == "unknown name 'outrech' in arms.a"
    assert (problem.line, problem.column) == (2, 12)


def test_ten_thousand_unknown_names_are_no_burden(problems: Any) -> None:
    assert len(problems("days: 1\n" + "".join(f"name{i}: 1\n" for i in range(10_000)))) <= 500
