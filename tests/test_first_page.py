"""The first page is one that a council can act on: all proposals, few words, one scale of doubt."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from known_runs import SCENARIO, KnownRunner, known_scenario
from matplotlib.image import imread
from shipped import shipped_scenarios

from sim.model.numbers import every_parameter
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.report import certainty
from sim.report.comparison_text import print_comparison
from sim.report.document import report_page
from sim.report.document.worth_sentence import worth_sentence
from sim.report.figures.answer import draw_slide
from sim.report.first_sentence import first_sentence
from sim.report.proposals import HARDLY, Fact, proposals
from sim.study.compare import Comparison, compare

MOST_WORDS = 120
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
SCALE = (certainty.ALMOST_SURE, certainty.LIKELY, certainty.OPEN, certainty.UNTESTED)
HEAD = SCENARIO.split("  talking")[0].replace("residents: 500", "residents: 5000")
PAID = "{outreach: {share: 1.0}}"


class FirstPage(HTMLParser):
    """Texts of the first page, those of tables and figures apart."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.told = ""
        self.in_table = ""
        self._apart = 0
        self.feed(page[page.index('<section class="council') : page.index("</section>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._apart += tag in ("table", "figure")

    def handle_endtag(self, tag: str) -> None:
        self._apart -= tag in ("table", "figure")

    def handle_data(self, data: str) -> None:
        if self._apart:
            self.in_table += data
        else:
            self.told += data


class Town(KnownRunner):
    """Known runs in which each arm has so many crimes fewer per 1,000."""

    fewer: dict[str, float]

    def __init__(self, fewer: dict[str, float], **known: object) -> None:
        super().__init__(wobble={}, **known)  # type: ignore[arg-type]
        object.__setattr__(self, "fewer", fewer)

    def run(self, scenario: Scenario, arm: str, replicate: int):
        found = super().run(scenario, arm, replicate)
        less = self.fewer.get(arm, 0.0) * (1.0 + 0.001 * replicate)
        found.outcomes.update(true_crime=80.0 - less, true_violent=9.0 - less / 10.0)
        found.outcomes["trust"] += 0.001 * replicate * bool(self.gain.get(arm))
        return found


def town(
    folder: Path,
    arms: dict[str, str],
    gain: dict[str, float] | None = None,
    fewer: dict[str, float] | None = None,
    **changes: object,
) -> Comparison:
    text = HEAD + "".join(f"  {arm}: {setting}\n" for arm, setting in arms.items())
    scenario = known_scenario(folder, text).with_changes(**changes)
    return compare(scenario, Town(fewer or {}, gain=gain or {}))


def small(path: Path) -> Comparison:
    """A shipped scenario in a small town, five runs of each arm."""
    scenario = load_scenario(path)
    community = scenario.community.model_copy(update={"residents": 200})
    return compare(scenario.model_copy(update={"replicates": 5, "community": community}))


@pytest.mark.parametrize("path", shipped_scenarios(), ids=lambda path: path.stem)
def test_the_first_page_of_every_shipped_scenario_has_few_words_and_no_code(path: Path) -> None:
    comparison = small(path)
    page = FirstPage(report_page(comparison))
    words = re.findall(r"[\w$%'’.,-]*\w[\w$%'’.,-]*", page.told)
    assert 20 < len(words) <= MOST_WORDS, page.told
    names = set(dict(every_parameter()))
    assert not names & set(re.findall(r"[a-z_]+\.[a-z_]+", page.told + page.in_table))
    for line in proposals(comparison).lines:
        for each in (line.trust, line.crime, line.violent):
            assert each.sure in SCALE
        assert line.name in page.in_table


@pytest.mark.parametrize("path", shipped_scenarios()[::3], ids=lambda path: path.stem)
def test_the_first_sentence_has_at_most_two_numbers_and_is_told_everywhere(path: Path) -> None:
    comparison = small(path)
    if not comparison.others:
        return
    said = first_sentence(comparison)
    assert len(NUMBER.findall(said)) <= 2
    assert len(said.split()) <= 45
    printed = StringIO()
    print_comparison(comparison, printed)
    assert said in " ".join(printed.getvalue().split())
    first = FirstPage(report_page(comparison)).told
    assert said in first
    worth = worth_sentence(comparison)
    assert worth in " ".join(printed.getvalue().split())
    assert worth in first
    assert len(NUMBER.findall(worth)) <= 2


THREE = {"teams": PAID, "cameras": "{surveillance: {cameras: 4}}", "cuts": "{}"}


@pytest.mark.parametrize(
    ("gain", "fewer", "said"),
    [
        (
            {"teams": 1.3, "cameras": -0.4},
            {"teams": 1.0, "cameras": 5.6},
            "Trust rises most under teams (1.3 points, untested), crime falls most under cameras"
            " (28 fewer a year, untested), where trust falls, and nothing is spent under cuts,"
            " where neither is likely.",
        ),
        (
            {"teams": 1.3},
            {"teams": 5.6, "cameras": 2.0},
            "Trust rises most (1.3 points, untested) and crime falls most (28 fewer a year,"
            " untested) under teams, and nothing is spent under cuts, where neither is likely.",
        ),
        (
            {"teams": -1.3},
            {"cameras": -2.0},
            "No proposal is likely to raise trust, which falls most under teams (1.3 points,"
            " untested); no proposal is likely to prevent crime, which rises most under cameras"
            " (10 more a year, untested), and nothing is spent under cuts, where neither is"
            " likely.",
        ),
        (
            {},
            {},
            "Trust and crime stay about the same under every proposal, and nothing is spent under"
            " cuts, where neither is likely.",
        ),
    ],
    ids=["two ahead", "one ahead in both", "all lose", "nothing differs"],
)
def test_the_first_sentence_answers_over_all_proposals(
    tmp_path: Path, gain: dict[str, float], fewer: dict[str, float], said: str
) -> None:
    comparison = town(tmp_path, THREE, gain, fewer)
    assert first_sentence(comparison) == said


def test_of_proposals_that_gain_as_much_all_are_named(tmp_path: Path) -> None:
    arms = {"teams": PAID, "visits": PAID, "cameras": PAID}
    comparison = town(tmp_path, arms, {"teams": 1.31, "visits": 1.3}, {"cameras": 5.0})
    said = first_sentence(comparison)
    assert said.startswith("Trust rises most under teams or visits (1.3 points")
    assert said.endswith("all for the same money.")


def test_a_single_proposal_is_the_subject(tmp_path: Path) -> None:
    comparison = town(tmp_path, {"teams": PAID}, {"teams": 1.3}, {"teams": 1.0})
    assert first_sentence(comparison) == (
        "Under teams trust rises (1.3 points, untested), and crime falls"
        " (5 fewer a year, untested)."
    )


def test_one_run_says_that_it_is_one(tmp_path: Path) -> None:
    comparison = town(tmp_path, THREE, {"teams": 1.3}, {"cameras": 5.0}, replicates=1)
    assert first_sentence(comparison).startswith("In the one run trust rises most under teams")
    assert all(line.trust.sure == certainty.UNTESTED for line in proposals(comparison).lines)


@pytest.mark.parametrize(("worlds", "sure"), [(4, "untested"), (10, "likely"), (20, "almost sure")])
def test_how_sure_is_one_word_and_needs_worlds(tmp_path: Path, worlds: int, sure: str) -> None:
    comparison = town(tmp_path, THREE, {"teams": 1.3}, {}, replicates=worlds, worlds="many")
    teams, cameras, _ = (line.trust for line in proposals(comparison).lines)
    assert (teams.said, teams.sure) == ("1.3 higher", sure)
    assert (cameras.said, cameras.sure) == (HARDLY, sure)


def test_what_is_open_has_no_amount(tmp_path: Path) -> None:
    class Torn(Town):
        def run(self, scenario: Scenario, arm: str, replicate: int):
            found = super().run(scenario, arm, replicate)
            if arm == "teams":
                found.outcomes["trust"] = 50.2 + (-1.0) ** replicate
            return found

    text = HEAD + f"  teams: {PAID}\n"
    scenario = known_scenario(tmp_path, text).with_changes(replicates=20, worlds="many")
    comparison = compare(scenario, Torn({"teams": 2.0}))
    fact = proposals(comparison).lines[0].trust
    assert fact.sure == certainty.OPEN
    assert (fact.size, fact.side) == ("", 0)
    assert not NUMBER.search(fact.said)
    assert "it is open whether trust rises or falls" in first_sentence(comparison)


def test_gains_are_counted_to_one_side_whatever_is_better(tmp_path: Path) -> None:
    comparison = town(tmp_path, THREE, {"teams": 1.3}, {"cameras": 5.0})
    teams, cameras, _ = proposals(comparison).lines
    for fact in (teams.trust, cameras.crime):
        assert isinstance(fact, Fact)
        assert fact.side == 1
        assert 0 < fact.low <= fact.gain <= fact.high
    assert cameras.violent.said == "3 fewer"  # 0.5 per 1,000 in a town of 5,000
    assert comparison.scenario.community.residents == 5_000


def test_the_slide_is_sixteen_to_nine(tmp_path: Path) -> None:
    long = {"a_plan_with_a_rather_long_name_and_no_end_" + "x" * n: PAID for n in range(1, 9)}
    draw_slide(town(tmp_path, long), tmp_path / "slides")
    height, width = imread(tmp_path / "slides" / "answer.png").shape[:2]
    assert abs(width / height - 16 / 9) < 0.01
    assert width >= 1920
