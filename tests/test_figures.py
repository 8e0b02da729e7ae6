"""The figures of a comparison: what they show, that they stay legible, that they stay the same."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, pairwise, permutations
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.text import Text
from synthetic_comparison import ARMS, changed, synthetic_comparison

from sim.common.words import spaced, with_minus
from sim.report.facts import between, change, largest
from sim.report.figures import Picture, draw_all, drawing, pictures
from sim.report.figures.labels import spread
from sim.report.figures.over_time import TRUST, over_time
from sim.report.figures.page import ALONE, Paper
from sim.report.figures.style import GREY, contrast_with_white, looks, write
from sim.report.figures.trust_map import block_grids, trust_map
from sim.report.figures.waterfall import bars_of, ledger_between
from sim.report.figures.words import arm_names, number, plain
from sim.study.books import Book, book
from sim.study.compare import Comparison
from sim.study.runs import Run

MANY_ARMS = ("business_as_usual", *(f"a_rather_long_name_of_an_arm_{n}" for n in range(1, 12)))
LONGEST_ARMS = (
    "business_as_usual_with_the_usual_events_and_the_usual_staff",
    *(f"neighbourhood_teams_with_visits_and_problem_solving_plan_{n:03}" for n in range(1, 12)),
)
WEIRD_ARMS = (
    "base $x$ & <b>", "</script><b>x", "a_b", "a b", "=c\x07\n\u6f22" + 60 * "z", "$\\frac{1}$",
)  # fmt: skip
EVERY_FIGURE = {
    "trust_over_time", "reporting_over_time", "difference_from_baseline", "trust_by_group",
    "true_and_recorded_crime", "ledger_waterfall", "crime_book", "trust_map",
}  # fmt: skip


@pytest.fixture(scope="module")
def comparison() -> Comparison:
    return synthetic_comparison()


@pytest.fixture(scope="module")
def folder(comparison: Comparison, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("figures") / "made_when_missing"
    written = draw_all(comparison, folder)
    assert sorted(written) == sorted(folder.iterdir())
    return folder


@pytest.fixture(scope="module")
def drawn(comparison: Comparison) -> dict[str, Picture]:
    return draw(comparison)


def draw(comparison: Comparison) -> dict[str, Picture]:
    with drawing():
        return {picture.name: picture for picture in pictures(comparison)}


def words_of(figure: Figure) -> list[Text]:
    """Every text that is drawn."""
    figure.draw_without_rendering()
    return [text for text in figure.findobj(Text) if text.get_visible() and text.get_text().strip()]


def undrawn_marks(figure: Figure) -> set[Text]:
    """Labels of marks that lie beyond the ends of their axis, or on a hidden axis."""
    return {
        label
        for axes in figure.axes
        for axis in (axes.xaxis, axes.yaxis)
        for place, label in zip(axis.get_majorticklocs(), axis.get_ticklabels(), strict=False)
        if not axes.axison
        or not min(axis.get_view_interval()) <= place <= max(axis.get_view_interval())
    }


def collisions(figure: Figure) -> list[str]:
    """Pairs of texts that cover each other, and texts that leave the page."""
    undrawn = undrawn_marks(figure)
    texts = [text for text in words_of(figure) if text not in undrawn]
    boxes = [(text.get_text(), text.get_window_extent().padded(-1)) for text in texts]
    page = figure.bbox
    found = [
        f"leaves the page: {text!r}"
        for text, box in boxes
        if box.x0 < page.x0 or box.x1 > page.x1 or box.y0 < page.y0 or box.y1 > page.y1
    ]
    return found + [
        f"{one!r} covers {other!r}"
        for (one, first), (other, second) in combinations(boxes, 2)
        if first.overlaps(second)
    ]


def test_every_figure_is_written_as_svg_and_png(folder: Path) -> None:
    names = {path.name for path in folder.iterdir()}
    assert names == {f"{name}.{kind}" for name in EVERY_FIGURE for kind in ("svg", "png")}
    for path in folder.glob("*.png"):
        assert path.read_bytes().startswith(b"\x89PNG")


def test_a_readers_own_settings_change_nothing(
    comparison: Comparison, folder: Path, tmp_path: Path
) -> None:
    import matplotlib

    with (
        matplotlib.rc_context({"font.size": 20, "axes.facecolor": "black", "svg.hashsalt": None}),
        drawing(),
    ):
        for path in write(next(pictures(comparison)), tmp_path):
            assert path.read_bytes() == (folder / path.name).read_bytes(), path.name


def test_every_svg_names_every_arm_it_shows(folder: Path) -> None:
    for path in folder.glob("*.svg"):
        drawn = " ".join(re.findall(r"<!-- (.*?) -->", path.read_text()))
        assert "business as usual" in drawn, path.name
        for arm in ARMS[1:]:
            assert arm.replace("_", " ") in drawn, path.name


def test_an_svg_is_well_formed_needs_no_network_and_has_the_headline_as_title(
    drawn: dict[str, Picture], folder: Path
) -> None:
    for name, picture in drawn.items():
        text = (folder / f"{name}.svg").read_text()
        root = ElementTree.fromstring(text)
        titles = [element.text for element in root.iter() if element.tag.endswith("}title")]
        assert picture.headline in titles
        links = [value for element in root.iter() for key, value in element.attrib.items()
                 if key.endswith("href")]  # fmt: skip
        assert all(link.startswith(("#", "data:")) for link in links)


@pytest.mark.parametrize(
    "town",
    [
        pytest.param({}, id="five arms, two groups"),
        pytest.param(
            {"arms": LONGEST_ARMS, "groups": tuple("abc"), "replicates": 3},
            id="12 arms of 60 letters",
        ),
        pytest.param({"arms": LONGEST_ARMS[:3], "replicates": 3}, id="3 arms of 60 letters"),
        pytest.param({"arms": WEIRD_ARMS, "replicates": 3}, id="strange names"),
        pytest.param({"arms": ARMS[:1], "replicates": 2}, id="one arm"),
        pytest.param({"replicates": 1, "days": 45}, id="one short run"),
        pytest.param({"arms": ARMS[:2], "days": 3650, "replicates": 2}, id="ten years"),
    ],
)
def test_no_text_covers_another_or_leaves_the_page(town: dict[str, object]) -> None:
    for name, picture in draw(synthetic_comparison(**town)).items():
        assert collisions(picture.figure) == [], name


@pytest.mark.parametrize("paper", [ALONE, Paper(5.4, words=False)])
def test_no_name_is_cut_and_no_word_is_split(paper: Paper) -> None:
    comparison = synthetic_comparison(arms=LONGEST_ARMS, replicates=2, days=60)
    with drawing():
        shown = [*pictures(comparison)] if paper is ALONE else [
            over_time(comparison, TRUST, paper),
            ledger_between(comparison, *LONGEST_ARMS[1:3], paper),
        ]  # fmt: skip
    for picture in shown:
        assert collisions(picture.figure) == [], picture.name
        texts = [text.get_text() for text in words_of(picture.figure)]
        assert not [text for text in texts if "\N{HORIZONTAL ELLIPSIS}" in text], picture.name
        assert not [text for text in texts if re.search(r"[a-z]-(\s|$)", text)], picture.name
        words = set(" ".join(texts).replace(":", "").split())
        assert set(LONGEST_ARMS[1].split("_")) <= words, picture.name


def test_the_collision_check_sees_a_collision() -> None:
    figure = Figure()
    figure.text(0.5, 0.5, "one")
    figure.text(0.5, 0.5, "other")
    figure.text(0.99, 0.2, "over the edge")
    assert len(collisions(figure)) == 2


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 20)), min_size=1, max_size=12))
def test_labels_are_moved_apart_and_keep_their_order(labels: list[tuple[float, float]]) -> None:
    wanted, sizes = ([label[side] for label in labels] for side in (0, 1))
    placed = spread(wanted, sizes, 0.0, 300.0)
    order = np.argsort(wanted, kind="stable")
    for before, after in pairwise(order):
        gap = (sizes[before] + sizes[after]) / 2
        assert placed[after] - placed[before] >= gap - 1e-9


def test_labels_with_room_stay_where_they_belong() -> None:
    assert spread([30.0, 10.0, 50.0], [5.0, 5.0, 5.0], 0.0, 100.0).tolist() == [30.0, 10.0, 50.0]


def test_labels_in_each_others_way_move_equally_far() -> None:
    assert spread([50.0, 50.0], [10.0, 10.0], 0.0, 100.0).tolist() == [45.0, 55.0]


@pytest.mark.parametrize("outcome", ["trust", "true_crime"])
def test_the_bars_of_a_book_add_up_to_the_difference_they_explain(
    comparison: Comparison, outcome: str
) -> None:
    for arm in ARMS[1:]:
        bars = bars_of(book(comparison, outcome, [(arm, ARMS[0])]), 7)
        found = comparison.difference(arm, ARMS[0], outcome)
        assert len(bars) <= 7
        assert sum(value for _, value in bars) == pytest.approx(found.mean)


def test_the_bars_drawn_are_the_bars_of_the_book(
    comparison: Comparison, drawn: dict[str, Picture]
) -> None:
    for arm, axes in zip(ARMS[1:], drawn["ledger_waterfall"].figure.axes, strict=True):
        bars = bars_of(book(comparison, "trust", [(arm, ARMS[0])]), 7)
        *widths, total = [patch.get_width() for patch in axes.patches]
        assert widths == pytest.approx([value for _, value in bars])
        assert total == pytest.approx(sum(widths))


def lines(**amounts: float) -> Book:
    return Book(tuple(amounts), np.array([list(amounts.values())]).T, 2)


def test_the_largest_causes_come_first_and_the_small_ones_are_gathered() -> None:
    bars = bars_of(lines(a=0.001, b=-1.0, c=0.5, d=0.002, e=0.0), 7)
    assert bars == [("b", -1.0), ("c", 0.5), ("other", pytest.approx(0.003))]
    assert bars_of(lines(**dict.fromkeys("abcdefgh", 1.0)), 4)[-1][0] == "other"
    assert bars_of(lines(a=0.0), 7) == []
    small = lines(a=1.0, b=0.04, c=0.03)  # 4%: "other" in tables and figures
    assert [name for name, _ in bars_of(small, 7)] == ["a", "other"]
    assert small.largest().titles == ("a", "other")


def test_bars_between_any_two_arms_have_their_total_above_them(comparison: Comparison) -> None:
    for arm, than in permutations(ARMS[:3], 2):
        with drawing():
            picture = ledger_between(comparison, arm, than)
        said = " ".join(text.get_text() for text in words_of(picture.figure))
        assert with_minus(between(comparison, arm, than, "trust").shown) in said


def test_the_largest_of_several_arms_needs_a_wider_interval(comparison: Comparison) -> None:
    def reported(run: Run) -> Run:
        extra = {ARMS[1]: 0.02 * (1.2 + (-1) ** run.replicate * 2.4)}.get(run.arm, 0.0)
        return replace(run, outcomes=run.outcomes | {"reporting": 0.3 + extra})

    torn = changed(comparison, reported)
    assert change(torn, ARMS[1], "reporting").matters  # clear at 95%
    found = largest(torn, "reporting")
    assert found is not None
    assert not found.matters


def test_the_map_shows_one_town_and_not_a_mean_of_towns() -> None:
    many = synthetic_comparison(replicates=6, days=60)
    for arm, grid in block_grids(many).items():
        towns = np.stack([run.block_trust for run in many.of_arm(arm)])
        assert np.array_equal(grid.ravel(), towns[0])
        assert not np.allclose(grid.ravel(), towns.mean(axis=0), atol=1.0)
    with drawing():
        picture = trust_map(many)
    said = " ".join(text.get_text() for text in words_of(picture.figure))
    assert picture.headline.startswith("One town, block by block: ")
    assert "replicate 1" in said
    assert "the same for all arms" in said


def test_every_arm_has_a_colour_of_its_own_and_grey_is_the_baselines() -> None:
    faces = looks(synthetic_comparison(arms=MANY_ARMS, replicates=1, days=30))
    assert len({face.colour for face in faces.values()}) == len(MANY_ARMS)
    assert faces["business_as_usual"].colour == GREY
    assert all(contrast_with_white(face.ink) >= 4.5 for face in faces.values())


def test_neighbouring_arms_can_be_told_apart_without_colour() -> None:
    faces = list(looks(synthetic_comparison(replicates=1, days=30)).values())
    assert len({face.marker for face in faces[1:]}) == len(faces) - 1
    assert len({face.dash for face in faces[1:]}) == len(faces) - 1


def test_headlines_state_what_was_found(drawn: dict[str, Picture]) -> None:
    said = {name: picture.headline for name, picture in drawn.items()}
    assert said["trust_over_time"] == (
        "Trust ends 1.93 points higher under engagement than under business as usual"
    )
    assert "percentage points higher under engagement" in said["reporting_over_time"]
    assert said["true_and_recorded_crime"].startswith("True crime is 38 per 1,000 residents")
    assert re.search(r"visits at the door, \+1.\d\d of \+1.\d\d points", said["ledger_waterfall"])
    assert "cameras" in said["crime_book"]


def test_headlines_claim_nothing_where_intervals_span_zero(comparison: Comparison) -> None:
    def noisy(run: Run) -> Run:
        sign = 99.0 * (-1.0) ** run.replicate * (run.arm != ARMS[0])
        return replace(run, outcomes={name: x + sign for name, x in run.outcomes.items()})

    for name, picture in draw(changed(comparison, noisy)).items():
        assert "no clear difference" in picture.headline, name
        assert not re.search("higher|lower|most", picture.headline), name


def test_every_picture_is_told_in_words_too(drawn: dict[str, Picture]) -> None:
    for name, picture in drawn.items():
        assert picture.alt.startswith(picture.headline)
        for arm in ARMS[1:]:
            assert arm.replace("_", " ") in picture.alt, name


def test_one_run_is_called_one_run() -> None:
    said = draw(synthetic_comparison(replicates=1, days=60))
    for name in ("trust_over_time", "reporting_over_time", "trust_by_group"):
        assert said[name].headline.endswith("in one run")


def test_an_axis_that_does_not_start_at_zero_says_so(drawn: dict[str, Picture]) -> None:
    for name in ("trust_over_time", "reporting_over_time"):
        figure = drawn[name].figure
        low, high = figure.axes[0].get_ylim()
        said = " ".join(text.get_text() for text in words_of(figure))
        assert low > 0
        assert f"does not start at 0: it shows {low:g} to {high:g} of 0 to 100" in said


@pytest.mark.parametrize("replicates", [1, 3])
def test_an_arm_that_changes_nothing_is_said_to_change_nothing(replicates: int) -> None:
    alone = synthetic_comparison(arms=ARMS[:1], replicates=replicates, days=60)
    both = synthetic_comparison(arms=ARMS[:2], replicates=replicates, days=60)
    twins = tuple(replace(run, arm=ARMS[1]) for run in alone.runs)
    for name, picture in draw(replace(both, runs=alone.runs + twins)).items():
        assert "the same under every arm" in picture.headline, name
        assert collisions(picture.figure) == [], name


def test_one_arm_has_no_differences_to_show() -> None:
    shown = draw(synthetic_comparison(arms=ARMS[:1], groups=("residents",), replicates=2))
    assert set(shown) == EVERY_FIGURE - {"difference_from_baseline", "crime_book", "trust_by_group"}


def test_missing_values_are_named_not_hidden() -> None:
    def without(run: Run) -> Run:
        gone = {"reporting"} | ({"trust"} if run.arm == ARMS[2] else set())
        lost = {name: np.full_like(run.series[name], np.nan) for name in gone}
        return replace(run, series=run.series | lost)

    torn = changed(synthetic_comparison(arms=ARMS[:3], replicates=2, days=60), without)
    said = {name: " ".join(text.get_text() for text in words_of(picture.figure))
            for name, picture in draw(torn).items()}  # fmt: skip
    assert "No data: surveillance." in said["trust_over_time"]
    assert "No data: business as usual, engagement, surveillance." in said["reporting_over_time"]
    assert "No data on trust: surveillance." in said["difference_from_baseline"]


def test_names_are_readable_short_and_never_the_same() -> None:
    names = arm_names({arm: spaced(arm) for arm in WEIRD_ARMS})
    assert len(set(names.values())) == len(WEIRD_ARMS)
    assert all(len(name) <= 64 and name.isprintable() for name in names.values())
    assert plain("community_events") == "community events"


def test_numbers_show_what_is_known_and_no_more() -> None:
    assert number(-0.0001, 2) == "0.00"
    assert number(-38.24) == "\N{MINUS SIGN}38"
    assert number(float("nan")) == "-"
    assert number(0.0304) == "0.030"


def test_a_difference_too_small_to_matter_is_about_the_same_in_every_headline(
    comparison: Comparison,
) -> None:
    def alike(run: Run) -> Run:
        more = 0.002 * (run.arm != ARMS[0]) * (1 + 0.01 * (run.replicate % 2))
        values = dict.fromkeys(run.outcomes, 50.0 + more) | {"reporting": 0.3 + more / 100}
        return replace(run, outcomes=values)

    told = draw(changed(comparison, alike))
    for name in EVERY_FIGURE:
        assert "about the same" in told[name].headline, name


def test_the_map_counts_only_blocks_that_change_by_what_matters(comparison: Comparison) -> None:
    usual = {run.replicate: run.block_trust for run in comparison.of_arm(ARMS[0])}

    def hardly(run: Run) -> Run:
        return replace(run, block_trust=usual[run.replicate] + 0.01 * (run.arm != ARMS[0]))

    with drawing():
        told = trust_map(changed(comparison, hardly)).headline
    assert re.search(r"by 0.1 points or more in 0 of [\d,]+ blocks", told)


def test_a_headline_has_the_digits_of_the_tables(
    drawn: dict[str, Picture], comparison: Comparison
) -> None:
    size = re.search(r"is ([\d.,]+) per 1,000", drawn["true_and_recorded_crime"].headline)
    assert size is not None
    assert size[1] in {change(comparison, arm, "true_crime").size for arm in ARMS[1:]}
