"""A table of points of one's own: what is wrong with it is told, whole, where it is named."""

import pandas as pd
import pytest

from sim.study.sweeps.load import load_sweep
from tests.small_sweeps import refused, table_of_points, write_sweep


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        (None, "there is no file mine.csv", "write its name"),
        ("", "mine.csv cannot be read", "save the table again"),
        ("contact.gain\n", "mine.csv has no points", "write a row a point"),
        ("contact.gian\n0.3\n", "called 'contact.gian'", "did you mean contact.gain?"),
        (
            "contact.gain,days\n0.3,4\n0.2,\n",
            "days is empty in row 2",
            "give every point a value",
        ),
        ("contact.gain\n0.3\n7\n0.2\n", "must lie between 0 and 1, not 7", "how far one contact"),
        ("contact.gain\n0.3\nmuch\n", "must be a number, not the text 'much'", "write a number"),
        ("days\n3\n4.5\n9\n", "days must be a whole number, not 4.5", "days of the run"),
    ],
)
@pytest.mark.parametrize("base_rates", ["free", "kept"])
def test_what_is_wrong_with_a_table_points_to_its_name(tmp_path, text, message, fix, base_rates):
    path = table_of_points(tmp_path, text, base_rates=base_rates)
    (problem,) = refused(path)
    line = path.read_text().splitlines()[2]
    assert (problem.file, problem.line) == (str(path), 3)
    assert problem.column == line.index('"mine.csv"') + 1
    assert message in problem.message
    assert fix in (problem.fix or "")


def test_all_that_is_wrong_with_the_columns_of_a_table_comes_at_once(tmp_path):
    found = refused(table_of_points(tmp_path, "contact.gian,days,fadin.kept\n0.3,,1\n"))
    assert len(found) == 3


def test_rows_of_a_table_that_do_not_go_together_are_told_with_the_first(tmp_path):
    text = "arms.visits.outreach.share,days\n0.5,3\n0.7,4\n0.9,5\n"
    (problem,) = refused(table_of_points(tmp_path, text))
    assert "at 2 of 3 points" in problem.message
    assert "arms.visits.outreach.share = 0.7, days = 4" in problem.message


def test_a_table_may_not_vary_what_base_rates_decide(tmp_path):
    (problem,) = refused(table_of_points(tmp_path, "reporting.threshold\n0.2\n", base_rates="kept"))
    assert "solved from base rates" in problem.message


def test_a_table_may_be_csv_or_parquet(tmp_path):
    text = "point,contact.gain,days\n1,0.25,3\n2,0.4,5\n"
    from_csv = load_sweep(table_of_points(tmp_path, text)).columns
    assert from_csv == {"contact.gain": [0.25, 0.4], "days": [3, 5]}
    path = write_sweep(tmp_path, vary=None, design={"kind": "table", "file": "mine.parquet"})
    pd.read_csv(path.parent / "mine.csv").to_parquet(path.parent / "mine.parquet")
    assert load_sweep(path).columns == from_csv
