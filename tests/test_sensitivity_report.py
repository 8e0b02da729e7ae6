"""What is told and drawn of a sweep, and whether it is true."""

from __future__ import annotations

import io
from types import SimpleNamespace

import numpy as np
import pytest
from made_up_sweeps import (
    ARM,
    THAN,
    Rule,
    corner,
    difference,
    finding,
    hypercube,
    made_up,
    noisy,
    said,
    unit,
)
from scipy import stats

from sim.model.state import Floats
from sim.report.figures.sensitivity import pictures
from sim.report.figures.style import drawing
from sim.report.figures.sweeps import half_widths
from sim.report.sensitivity_text import print_sensitivity
from sim.report.sweep_text import print_sweep
from sim.study.sensitivity.analysis import Analysis
from sim.study.sensitivity.region import Limit, Region
from sim.study.sweeps import file as f
from sim.study.sweeps.agenda import Agenda, Known
from sim.study.sweeps.point import Result

# Sentences, tables and figures


def test_a_comparison_that_never_flips_is_told_so_either_way() -> None:
    always = said(made_up(hypercube(), unit(3), lambda x: 1.0 + x[:, 0]))
    assert "At all 600 points patrols on foot is better than patrols by car" in always
    never = said(made_up(hypercube(), unit(3), lambda x: -1.0 - x[:, 0]))
    assert "At all 600 points patrols on foot is not better than patrols by car" in never
    less = said(made_up(hypercube(), unit(3), lambda x: -1.0 - x[:, 0], outcome="true_crime"))
    assert "is better than patrols by car on true crime" in less


def test_a_share_that_is_not_whole_is_never_told_as_whole() -> None:
    told = said(made_up(hypercube(1000), unit(3), lambda x: x[:, 0] - 0.002))
    assert "is better at 998 of 1,000 points" in told
    assert "at all" not in told


def test_few_flips_are_counted_and_not_explained() -> None:
    told = said(made_up(hypercube(), unit(3), lambda x: x[:, 0] - 0.02))
    assert "is not better than patrols by car on trust in police at 12 of 600 points" in told
    assert "too few to say where" in told


def test_too_few_points_are_told_and_not_passed_over() -> None:
    told = said(made_up(hypercube(30), unit(3), lambda x: x[:, 0] - 0.1))
    assert "are too few to say which numbers move a difference: about 100 would do." in told
    assert "too few to say where" in told


def test_that_points_are_too_few_is_told_once() -> None:
    few = finding(made_up(hypercube(30), unit(3), lambda x: x[:, 0] - 0.1))
    out = io.StringIO()
    print_sensitivity([few] * 3, "", out)
    told = " ".join(out.getvalue().split())
    assert told.count("30 points are too few to say which numbers move a difference") == 1


def test_a_region_is_told_with_how_well_it_describes_other_points() -> None:
    told = said(made_up(hypercube(1000), unit(6), corner))
    assert "above all where x.0 is above 0.7" in told
    assert "judged on points not used to find the region" in told
    none = said(made_up(hypercube(400), unit(20), noisy()))
    assert "No single number moves it beyond what chance would give" in none
    assert "no region of one or two numbers was found" in none


def test_every_number_that_a_sentence_names_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    from sim.report import sensitivity_text

    known = [(f"x.{at}", SimpleNamespace(meaning=f"meaning of {at}")) for at in range(8)]
    monkeypatch.setattr(sensitivity_text, "every_parameter", lambda: known)
    sorted_by_noise = noisy(*[0.0] * 5, 0.75, 0.7, noise=1.0)
    told = said(made_up(hypercube(2000), unit(8), sorted_by_noise))
    assert "x.5: meaning of 5" in told
    assert "x.6: meaning of 6" in told
    assert "meaning of 1" not in told


def test_tables_have_a_head_even_where_nothing_was_found() -> None:
    analysis = Analysis(made_up(f.Grid(), unit(2), lambda x: x[:, 0]))
    for table in (analysis.swings_table(), analysis.regions_table()):
        assert table.empty
        assert {"outcome", "arm", "minus", "name"} <= set(table.columns)
    full = Analysis(made_up(hypercube(1000), unit(6), corner))
    assert full.swings_table()["beyond_chance"].sum() == 2
    assert set(full.regions_table()["side"]) == {"above", "at most"}


def test_indices_are_kept_of_each_arm_and_of_the_difference() -> None:
    table = Analysis(made_up(f.Morris(kind="morris", paths=4), unit(2), g_two)).indices_table()
    labels = table[["arm", "minus"]].drop_duplicates()
    kept = {(arm, than if isinstance(than, str) else None) for arm, than in labels.to_numpy()}
    assert kept == {(ARM, None), (ARM, THAN)}  # the other arm has the same value everywhere


def g_two(x: Floats) -> Floats:
    return x[:, 0] + 2.0 * x[:, 1]


@pytest.mark.parametrize(
    ("design", "rule", "names"),
    [
        (hypercube(1000), corner, {"tornado", "where_it_flips"}),
        (hypercube(1000), lambda x: x[:, 0] - 0.1, {"tornado", "where_it_flips"}),
        (hypercube(300), noisy(), {"tornado"}),
        (f.Morris(kind="morris", paths=6), corner, {"indices"}),
        (f.Saltelli(kind="saltelli", base=256), corner, {"tornado", "where_it_flips", "indices"}),
        (f.Grid(), corner, set()),
    ],
)
def test_figures_say_in_words_what_they_show(design: f.Design, rule: Rule, names: set[str]) -> None:
    analysis = Analysis(made_up(design, unit(4), rule))
    with drawing():
        drawn = list(pictures(analysis))
        for picture in drawn:
            picture.figure.canvas.draw()
    assert {picture.name.split("_trust_")[0] for picture in drawn} == names
    for picture in drawn:
        assert picture.headline in picture.alt
        assert "patrols on foot" in picture.alt.lower()
        assert "nan" not in picture.alt


# Were there enough runs?


def test_half_widths_are_those_of_the_t_interval_of_the_runs_so_far() -> None:
    values = np.random.default_rng(2).normal(1000.0, 3.0, (4, 12))
    values[1, 4] = np.nan
    values[2, :] = np.nan
    values[3, 1:] = np.nan
    found = half_widths(values, 0.9)
    for row, told in zip(values, found, strict=True):
        for at in range(len(row)):
            known = row[: at + 1][np.isfinite(row[: at + 1])]
            if np.isnan(row[at]) or len(known) < 2:
                assert np.isnan(told[at])
                continue
            low, high = stats.t.interval(
                0.9, len(known) - 1, loc=known.mean(), scale=stats.sem(known)
            )
            assert told[at] == pytest.approx((high - low) / 2.0)
    assert np.isfinite(found).sum() == 11 + 10


def share_that_holds_zero(batch: int, most: int, half_width: float, points: int) -> float:
    """Of points whose differences are normal around 0, run until precise."""
    precision = f.Precision(outcome="trust", arm=ARM, half_width=half_width, batch=batch, max=most)
    sweep = SimpleNamespace(
        file=SimpleNamespace(precision=precision),
        points=points,
        most_replicates=most,
        values=lambda point: (),
        replicate=lambda point, at: at + 1,
        difference=lambda outcomes: float(outcomes[0, 0]),
    )
    luck = np.random.default_rng(11).normal(size=(points, most))
    agenda: Agenda = Agenda(sweep, Known(sweep))  # type: ignore[arg-type]
    while tasks := agenda.take(points):
        for task in tasks:
            value = luck[task.point, task.replicate - 1]
            agenda.note(Result(task, "done", outcomes=np.array([[value]])))
    assert agenda.complete
    intervals = [agenda.difference(point) for point in range(points)]
    return float(np.mean([each.low <= 0.0 <= each.high for each in intervals]))


def test_intervals_that_stop_when_narrow_hold_the_truth_as_often_as_is_said() -> None:
    # The half widths at which it comes out worst: about 2.5 and 1.5 standard deviations.
    assert share_that_holds_zero(10, 60, 1.0 / 2.5, 3000) == pytest.approx(0.938, abs=0.013)
    assert share_that_holds_zero(2, 60, 1.0 / 1.5, 3000) == pytest.approx(0.889, abs=0.017)
    fixed = share_that_holds_zero(20, 20, 1.0, 3000)  # control: one batch, no choice
    assert fixed == pytest.approx(0.95, abs=0.012)


def test_a_sweep_until_precise_says_how_often_its_intervals_hold() -> None:
    precision = {"arm": ARM, "than": THAN, "outcome": "trust", "confidence": 0.95}
    results = made_up(hypercube(), unit(2), noisy(), replicates=2, precision=precision)
    agenda = SimpleNamespace(
        precise=lambda point: point < 500,
        sweep=SimpleNamespace(points=600),
        wanted=np.full(600, 2),
    )
    file = io.StringIO()
    print_sweep(results, agenda, file)  # type: ignore[arg-type]
    told = " ".join(file.getvalue().split())
    assert "500 of 600 points are as precise as asked" in told
    assert "at worst 94% of 95% intervals do with batches of ten, 89% with batches of two" in told


def test_a_sweep_that_keeps_another_outcome_shows_that_one() -> None:
    results = made_up(f.Grid(), unit(1), noisy(1.0), outcome="participation", replicates=2)
    file = io.StringIO()
    print_sweep(results, SimpleNamespace(), file)  # type: ignore[arg-type]
    assert "Participation" in file.getvalue()


def test_the_limit_of_a_region_is_told_in_words() -> None:
    from sim.report.sensitivity_text import region_sentence

    results = made_up(hypercube(), unit(2), corner_of_two)
    region = Region(False, 0.05, 600, (Limit("x.1", False, 0.25),), 0.5, 0.4, 20, 16)
    told = region_sentence(region, difference(results))
    assert "at 30 of 600 points (5.0%), above all where x.1 is at most 0.25" in told
    assert "there at 40% of the points, where 50% of all such points lie" in told


def corner_of_two(x: Floats) -> Floats:
    return x[:, 0] - 0.5
