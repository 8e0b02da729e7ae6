"""Whatever is typed or written is answered: done, or refused with its place and nothing written.

`python -m tests.fuzz` tries this with many thousands of wrong files and arguments; here are a few
hundred of them, and by name what they have found.
"""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.commands.main import run
from sim.model.scenario.load import load_scenario
from sim.report.comparison_text import print_comparison
from sim.report.finding import finding
from sim.study.compare import compare
from sim.study.folder.new_results import new_results
from sim.study.sweeps.results import NEEDED
from tests.fuzz.arguments import arguments, declared
from tests.fuzz.campaign import files
from tests.fuzz.cases import SOUND, case
from tests.fuzz.judge import BAD_INPUT, listing
from tests.small_towns import HARSH, NO_CRIME, scenario

SHARES = {
    "business_as_usual": {},
    "talk": {"community_events": {"share": 0.5}, "outreach": {"share": 0.5}},
    "watch": {"surveillance": {"share": 0.5}, "neighbourhood_watch": {"share": 0.5}},
    "walk": {"foot_patrol": {"share": 0.4}, "hot_spots": {"share": 0.3}, "funding": {"share": 0.3}},
}
TOWN = """name: town
days: 20
community:
  residents: 60
budget: {per_resident: 50}
arms:
  business_as_usual: {}
  talk: {outreach: {share: 1}}
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder of its own, with a sound scenario."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "town.yaml").write_text(TOWN, encoding="utf-8")
    return tmp_path


def refused(capsys: pytest.CaptureFixture[str], *typed: str) -> str:
    """What is said about bad input; nothing may be written."""
    before = listing(Path.cwd())
    assert run(typed) == BAD_INPUT
    assert listing(Path.cwd()) == before
    return capsys.readouterr().err


# -- a sample of the campaign ----------------------------------------------------------------------


def test_wrong_files_are_answered(tmp_path):
    short = tmp_path / "short.yaml"
    short.write_text(TOWN, encoding="utf-8")
    for number, sources in ((250, [short]), (50, SOUND)):
        tally = files(number, 7, tmp_path / "scratch", tmp_path / "kept", sources, quick=True)
        assert not tally.failures, tally
        assert tally.statuses["0"] > 5 < tally.statuses["2"]
        assert len(tally.kinds) >= 15


def test_wrong_arguments_are_answered(tmp_path):
    tally = arguments(60, 7, tmp_path / "scratch", tmp_path / "kept", None)
    assert not tally.failures, tally
    assert set(tally.kinds) == set(declared())
    assert tally.statuses["began to work"] < 30 < tally.statuses["2"]


def lets_an_error_out(path):
    raise KeyError("share")


def writes_something(path):
    path.with_name(f"{path.stem}.{len(list(path.parent.iterdir()))}").touch()
    return load_scenario(path)


def names_no_file(path):
    raise FileNotFoundError(2, "not there", "something else")


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (lets_an_error_out, "exit status 3"),
        (writes_something, "this was written"),
        (names_no_file, "did not name the file"),
    ],
)
def test_a_broken_reader_is_noticed(broken, said, tmp_path, monkeypatch):
    monkeypatch.setattr("sim.commands.check.load_scenario", broken)
    monkeypatch.setattr("sim.commands.check.is_sweep", lambda path: False)
    short = tmp_path / "short.yaml"
    short.write_text(TOWN, encoding="utf-8")
    tally = files(30, 7, tmp_path / "scratch", tmp_path / "kept", [short], quick=True)
    assert any(said in each for each in tally.failures)
    assert list((tmp_path / "kept").glob("*.yaml"))


def test_a_case_is_always_the_same():
    assert [case(at, 3).raw for at in range(12)] == [case(at, 3).raw for at in range(12)]
    assert case(1, 3).raw != case(1, 4).raw


# -- files that are none ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", [["check"], ["compare"], ["lesson"], ["frontier"], ["sweep"], ["live"]]
)
def test_a_pipe_is_not_waited_for(typed, here, capsys):
    os.mkfifo(here / "pipe.yaml")
    assert "not an ordinary file" in refused(capsys, *typed, "pipe.yaml")


def test_a_file_of_a_hundred_megabytes_is_refused_unread(here, capsys):
    with (here / "large.yaml").open("wb") as file:
        file.truncate(100_000_000)
    assert "larger than 1 MB" in refused(capsys, "check", "large.yaml")


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "itself"])
def test_only_a_file_can_be_extended(kind, here, capsys):
    base = here / "base.yaml"
    if kind == "folder":
        base.mkdir()
    elif kind == "pipe":
        os.mkfifo(base)
    else:
        base.symlink_to("/dev/zero" if kind == "device" else "base.yaml")
    (here / "mine.yaml").write_text("name: mine\nextends: base\n", encoding="utf-8")
    assert "mine.yaml:2:10: " in refused(capsys, "check", "mine.yaml")


@pytest.mark.parametrize("target", [None, "/dev/zero"])
def test_a_table_of_points_is_an_ordinary_file(target, here, capsys):
    if target is None:
        os.mkfifo(here / "points.csv")
    else:
        (here / "points.csv").symlink_to(target)
    sweep = "name: s\nscenario: town\ndesign: {kind: table, file: points.csv}\n"
    (here / "sweep.yaml").write_text(sweep, encoding="utf-8")
    said = refused(capsys, "check", "sweep.yaml")
    assert "sweep.yaml:3:29: points.csv is not an ordinary file" in said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("days\n" + "9" * 400, "among its values"),
        ("days\n12,13", "more values than there are names"),
        ("x" * 100_000 + "\n1", "nothing that can be varied is called"),
        ("days\ninf", "a whole number, not inf"),
        ("days\n\0", "a whole number"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused(text, said, here, capsys):
    (here / "points.csv").write_text(text, encoding="utf-8")
    sweep = "name: s\nscenario: town\ndesign: {kind: table, file: points.csv}\n"
    (here / "sweep.yaml").write_text(sweep, encoding="utf-8")
    told = refused(capsys, "check", "sweep.yaml")
    assert "sweep.yaml:3:" in told
    assert said in told
    assert len(told) < 1000


@pytest.mark.parametrize("design", ["latin_hypercube, points: 900000", "sobol, points: 524288"])
def test_a_design_fits_into_the_memory(design, here, capsys):
    text = f"name: s\nscenario: town\nvary: {{uncertain: plausible}}\ndesign: {{kind: {design}}}\n"
    (here / "sweep.yaml").write_text(text, encoding="utf-8")
    said = refused(capsys, "check", "sweep.yaml")
    assert "sweep.yaml:4:9: " in said
    assert "at most 5,000,000: write fewer points" in said


@pytest.mark.parametrize("value", [[1, 2], {"a": 1}])
def test_a_table_holds_single_values(value, here, capsys):
    import pandas as pd

    pd.DataFrame({"days": [value]}).to_parquet(here / "points.parquet")
    sweep = "name: s\nscenario: town\ndesign: {kind: table, file: points.parquet}\n"
    (here / "sweep.yaml").write_text(sweep, encoding="utf-8")
    assert "among its values" in refused(capsys, "check", "sweep.yaml")


@pytest.mark.parametrize("command", ["reproduce", "sensitivity"])
@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (None, "not an ordinary file"),
        ("[" * 100_000, "cannot be read"),
        ("[]", "no manifest"),
        (json.dumps({"kind": "sweep"}), "does not tell name, scenario"),
        (json.dumps({"kind": "sweep"} | {name: {} for name in NEEDED}), "points.parquet: "),
    ],
)
def test_damaged_results_are_refused(command, manifest, said, here, capsys):
    folder = here / "results"
    folder.mkdir()
    for name in ("runs", "points", "series"):
        (folder / f"{name}.parquet").write_bytes(b"PAR1 and no more")
    if manifest is None:
        os.mkfifo(folder / "manifest.json")
    else:
        (folder / "manifest.json").write_text(manifest, encoding="utf-8")
    assert said in refused(capsys, command, "results")


# -- places to write -------------------------------------------------------------------------------


@pytest.mark.parametrize("out", [".", "/", "..", "town.yaml", "/dev/full", "folder.html"])
def test_a_lesson_is_a_page(out, here, capsys):
    (here / "folder.html").mkdir()
    said = refused(capsys, "lesson", "town.yaml", "--out", out)
    assert "name a page, such as" in said


@pytest.mark.parametrize(
    "out", [".", "/", "..", "town.yaml", "/dev/full", "link", "caf\udce9", "caf\udce9/town"]
)
def test_results_replace_nothing_of_others(out, here, capsys):
    (here / "link").symlink_to("nowhere")
    sweep = "name: s\nscenario: town\nvary: {days: [5, 6]}\n"
    (here / "sweep.yaml").write_text(sweep, encoding="utf-8")
    for command in ("compare", "frontier"):
        options = ["--strategies", "outreach,funding"] if command == "frontier" else []
        assert "--out" in refused(capsys, command, "town.yaml", *options, "--out", out)
    assert "--out" in refused(capsys, "sweep", "sweep.yaml", "--out", out)


# -- what a scenario may not say -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "changed", "said"),
    [
        (1, "name: ../../town", "must be of letters, digits, _ and -, a letter first"),
        (1, "name: ''", "must be of letters"),
        (2, "days: 0", "at least 1"),
        (2, "days: 20\nburn_in_days: 0", "at least 1"),
        (2, "days: 20\nreplicates: 0", "at least 1"),
        (2, "days: 20\nrecord_every: 0", "at least 1"),
        (2, "days: " + "9" * 400, "too large"),
        (4, "  residents: 0", "at least 1"),
        (4, "  residents: 60\n  segregation: 1.01", "at most 1"),
        (4, "  residents: 60\n  groups: {a: {share: 0.5}, b: {share: 0.49}}", "sum to 0.99"),
        (4, "  residents: 60\n  groups: {a: {share: 1, trust: 1.9}}", "at least 2"),
        (4, "  residents: 60\n  groups: {a: {share: 1, trust: 98.1}}", "at most 98"),
        (4, "  residents: 60\n  shocks: [{day: 20, size: -0.1}]", "ends before day 20"),
        (5, "budget: {per_resident: -1}", "at least 0"),
        (8, "  talk: {outreach: {share: 1, from: 0.5}}", "a whole number"),
        (8, "  talk: {outreach: {share: 1, from: 20}}", "ends before day 20"),
        (8, "  talk: {outreach: {share: 1, until: 21}}", "ends on day 20"),
        (8, "  talk: {outreach: {share: 1, from: 9, until: 9}}", "until"),
        (8, "".join(f"  a{n}: {{}}\n" for n in range(40)), "41 arms"),
    ],
)
def test_what_cannot_be_is_refused_at_its_line(line, changed, said, here, capsys):
    lines = TOWN.splitlines()
    lines[line - 1] = changed.rstrip()
    (here / "wrong.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = refused(capsys, "check", "wrong.yaml")
    assert said in told
    assert "wrong.yaml:" in told.splitlines()[0]


# -- what a scenario may say -----------------------------------------------------------------------


def town(**changes: Any) -> dict[str, Any]:
    return {"residents": 60, **changes}


@pytest.mark.parametrize(
    "changes",
    [
        {"community": {"residents": 1}},
        {"community": {"residents": 2, "residents_per_block": 1}},
        {"community": town(residents_per_block=1000)},
        {"community": town(segregation=0)},
        {"community": town(segregation=1)},
        {"community": town(groups={"a": {"share": 1, "trust": 2, "trust_spread": 40}})},
        {"community": town(groups={"a": {"share": 1, "trust": 98, "trust_spread": 0}})},
        {"community": town(groups={"a": {"share": 1}, "nobody": {"share": 0}})},
        {"community": town(crime=NO_CRIME)},
        {"community": town(crime=HARSH)},
        {"department": {"officers_per_1000": 0}},
        {"department": {"officers_per_1000": 50, "events_per_month": 100_000}},
        {"budget": {"per_resident": 0}},
        {"budget": {"per_resident": 1e-320}},
        {"budget": {"per_resident": 100_000}},
        {"days": 1, "burn_in_days": 1},
        {"record_every": 36_500},
        {"replicates": 1},
        {"arms": {f"a{n}": {"outreach": {"share": n / 40}} for n in range(40)}, "baseline": "a0"},
        {"arms": {"one": {}, "same": {}}, "baseline": "one"},
    ],
    ids=lambda changes: str(changes)[:60],
)
def test_the_ends_of_what_may_be_said_are_lived_and_told(changes, capsys):
    plain = {"days": 6, "burn_in_days": 2, "replicates": 2, "community": town(), "arms": SHARES}
    comparison = compare(scenario(**plain | changes))
    for each in comparison.runs:
        trust = np.append(each.series["trust"], each.outcomes["trust"])
        assert ((trust >= 0) & (trust <= 100)).all()
        assert not np.isinf(list(each.outcomes.values())).any()
    print_comparison(comparison)
    said = capsys.readouterr().out
    assert not {"nan", "inf", "-inf", "None"} & set(said.replace(",", " ").split())


def told(capsys: pytest.CaptureFixture[str], **changes: Any) -> tuple[str, str]:
    """What a comparison prints, and the first line of its report."""
    plain = {"days": 6, "burn_in_days": 2, "replicates": 2, "community": town()}
    comparison = compare(scenario(**plain | changes))
    print_comparison(comparison)
    return " ".join(capsys.readouterr().out.split()), finding(comparison).first


def test_arms_that_are_the_same_have_no_interval_of_no_width(capsys):
    said, first = told(capsys, arms={"one": {}, "same": {}}, baseline="one")
    assert first == ("Under same trust and crime stay about the same (untested), at no extra cost.")
    assert first in said
    assert "0.00 to 0.00" not in said
    assert "[0.00, 0.00]" not in said


def test_one_replicate_promises_nothing(capsys):
    said, first = told(capsys, arms=SHARES, replicates=1)
    assert "One replicate gives no intervals, so every difference here may be chance." in said
    assert "0.00 percentage points" not in said
    assert "100%" not in said
    assert not re.search(r"\d to \d", first)


def test_the_folder_of_results_may_be_a_link(here):
    (here / "elsewhere").mkdir()
    (here / "results").symlink_to("elsewhere")
    with new_results(Path("results") / "town") as folder:
        (folder / "manifest.json").write_text("{}", encoding="utf-8")
    assert [path.name for path in (here / "elsewhere").iterdir()] == ["town"]
