"""Comparisons of runs with known answers: their estimates, tables, claims and exit statuses."""

from __future__ import annotations

import csv
import json
import math
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow.parquet
import pytest
from known_runs import DAYS, SCENARIO, KnownRunner, known_scenario

import sim
from sim.commands import compare as command
from sim.commands.main import run
from sim.model.numbers import every_parameter
from sim.model.scenario.load import load_scenario
from sim.model.scenario.scenario import Scenario
from sim.study import runs
from sim.study.compare import Comparison, compare
from sim.study.runs import Run


@pytest.fixture
def scenario(tmp_path: Path) -> Scenario:
    return known_scenario(tmp_path)


@pytest.fixture(autouse=True)
def shown(monkeypatch: pytest.MonkeyPatch) -> list[Comparison]:
    """What is shown of comparisons whose answers are known; figures have their own tests."""
    asked: list[Comparison] = []
    monkeypatch.setattr(runs, "run_replicate", KnownRunner())
    monkeypatch.setattr(command, "show", lambda comparison, folder: asked.append(comparison))
    return asked


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[int, Path]]:
    """Types `compare` on a scenario text; gives its exit status and its results folder."""

    def typed(
        text: str = SCENARIO, runner: KnownRunner | None = None, **options: int
    ) -> tuple[int, Path]:
        path = tmp_path / "two-ways.yaml"
        path.write_text(text)
        out = tmp_path / f"out-{len(list(tmp_path.iterdir()))}"
        if runner is not None:
            monkeypatch.setattr(runs, "run_replicate", runner)
        others = [f"--{name}={value}" for name, value in options.items()]
        return run(["compare", str(path), "--out", str(out), *others]), out

    return typed


def expecting(*claims: str) -> str:
    return SCENARIO + "expect:\n" + "".join(f"  - {{{claim}}}\n" for claim in claims)


# Estimates


def test_the_paired_difference_is_the_gain_that_was_put_in(scenario: Scenario) -> None:
    found = compare(scenario, KnownRunner()).difference("talking", "as_usual", "trust")
    assert found.mean == pytest.approx(2.025)  # 2 + .01 x mean of 1..4
    half = 3.182446 * 0.01 * math.sqrt(5 / 3) / 2  # t(.975, 3) x sd / sqrt(4)
    assert (found.low, found.high) == pytest.approx((2.025 - half, 2.025 + half), abs=1e-8)
    assert found.same_sign == 1.0


def test_runs_stand_in_the_order_of_arms_and_replicates(scenario: Scenario) -> None:
    runs = compare(scenario, KnownRunner(slow=True), workers=4).runs
    assert [(run.arm, run.replicate) for run in runs] == [
        (arm, replicate) for arm in scenario.arms for replicate in (1, 2, 3, 4)
    ]


def test_progress_counts_every_replicate(scenario: Scenario) -> None:
    seen: list[tuple[int, int]] = []
    compare(scenario, KnownRunner(), 2, lambda done, total: seen.append((done, total)))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_failing_replicate_stops_those_that_have_not_started(scenario: Scenario) -> None:
    begun: list[int] = []
    stopped = threading.Event()

    def failing(scenario: Scenario, replicate: int, /) -> list[Run]:
        begun.append(replicate)
        if replicate == 1:
            raise ValueError("the first replicate failed")
        stopped.wait(60)
        return KnownRunner()(scenario, replicate)

    with pytest.raises(ValueError, match="failed"):
        compare(scenario, failing, workers=1)
    stopped.set()
    assert set(begun) <= {1, 2}  # the second may have been running already


# Tables


def test_tables_have_the_same_bytes_for_any_number_of_workers(
    kept: Callable[..., tuple[int, Path]],
) -> None:
    folders = [kept(runner=KnownRunner(slow=True), workers=workers)[1] for workers in (1, 2, 4)]
    names = sorted(path.name for path in folders[0].iterdir() if path.is_file())
    assert names == [
        "activities.parquet", "crime_book.parquet", "differences.csv", "ledger.parquet",
        "manifest.json", "map.parquet", "runs.parquet", "scenario.yaml", "series.parquet",
    ]  # fmt: skip
    for name in set(names) - {"manifest.json"}:
        assert len({(folder / name).read_bytes() for folder in folders}) == 1, name


def test_every_table_has_its_columns(kept: Callable[..., tuple[int, Path]]) -> None:
    folder = kept()[1]

    def columns(name: str) -> list[str]:
        return list(pyarrow.parquet.read_schema(folder / f"{name}.parquet").names)

    assert columns("runs")[:4] == ["arm", "replicate", "seed", "trust"]
    assert columns("series") == ["arm", "replicate", "day", "outcome", "value"]
    assert columns("ledger") == ["arm", "replicate", "day", "group", "channel", "value", "left"]
    assert columns("crime_book") == ["arm", "replicate", "day", "type", "cause", "value"]
    assert columns("map") == ["arm", "replicate", "x", "y", "trust"]
    assert columns("activities") == [
        "arm", "activity", "unit", "asked", "delivered", "used", "idle", "taken_from_patrol",
        "dollars", "dollars_idle",
    ]  # fmt: skip


def test_figures_and_report_show_what_was_compared(
    kept: Callable[..., tuple[int, Path]], shown: list[Comparison]
) -> None:
    kept()
    assert [comparison.tables.runs["trust"].size for comparison in shown] == [12]
    assert shown[0].scenario.baseline == "as_usual"


def test_the_tables_hold_the_runs(kept: Callable[..., tuple[int, Path]]) -> None:
    folder = kept()[1]
    runs = pyarrow.parquet.read_table(folder / "runs.parquet").to_pandas()
    assert runs["arm"].tolist()[::4] == ["as_usual", "talking", "watching"]
    assert runs["replicate"].tolist() == [1, 2, 3, 4] * 3
    assert runs["seed"].tolist() == [1001, 1002, 1003, 1004] * 3
    assert runs["trust"][5] == 50 + 2 + 0.01 * 2
    series = pyarrow.parquet.read_table(folder / "series.parquet").to_pandas()
    chosen = series.query("arm == 'watching' and replicate == 3 and outcome == 'trust'")
    assert chosen["day"].tolist() == [0, 30, DAYS]
    assert chosen["value"].tolist() == [50.0, 49.5, 49.0]
    places = pyarrow.parquet.read_table(folder / "map.parquet").to_pandas()
    assert places.query("arm == 'talking' and x == 1")["trust"].tolist() == pytest.approx(
        [54.02, 54.04, 54.06, 54.08]
    )


def test_the_ledger_sums_to_the_change_of_trust_in_both_readings(
    kept: Callable[..., tuple[int, Path]],
) -> None:
    folder = kept()[1]
    ledger = pyarrow.parquet.read_table(folder / "ledger.parquet").to_pandas()
    runs = pyarrow.parquet.read_table(folder / "runs.parquet").to_pandas()
    whole = ledger[ledger["group"] == "all"].groupby(["arm", "replicate"])[["value", "left"]].sum()
    change = runs.set_index(["arm", "replicate"])["trust"] - 50
    np.testing.assert_allclose(whole["value"], change.sort_index(), atol=1e-12)
    np.testing.assert_allclose(whole["left"], change.sort_index(), atol=1e-12)


def test_differences_are_plain_text_with_every_digit(
    kept: Callable[..., tuple[int, Path]], scenario: Scenario
) -> None:
    raw = (kept()[1] / "differences.csv").read_bytes()
    assert b"\r" not in raw
    rows = list(csv.DictReader(raw.decode().splitlines()))
    assert list(rows[0]) == [
        "outcome", "arm", "baseline", "mean", "low", "high", "same_sign", "replicates", "unit",
    ]  # fmt: skip
    assert {row["unit"] for row in rows if row["outcome"] == "trust"} == {"points (0-100)"}
    trust = [row for row in rows if row["outcome"] == "trust"]
    assert [(row["arm"], row["baseline"]) for row in trust] == [
        ("talking", "as_usual"), ("watching", "as_usual"),
        ("talking", "watching"), ("watching", "talking"),
    ]  # fmt: skip
    found = compare(scenario, KnownRunner()).difference("talking", "watching", "trust")
    assert (float(trust[2]["mean"]), float(trust[2]["low"])) == (found.mean, found.low)


def test_what_does_not_exist_is_empty(kept: Callable[..., tuple[int, Path]]) -> None:
    folder = kept(runner=KnownRunner(without_crime=(2,)))[1]
    runs = pyarrow.parquet.read_table(folder / "runs.parquet")
    assert runs["reporting"].null_count == 3
    rows = csv.DictReader((folder / "differences.csv").read_text().splitlines())
    reporting = next(row for row in rows if row["outcome"] == "reporting")
    assert reporting["replicates"] == "3"
    single = kept(replicates=1)[1]
    rows = csv.DictReader((single / "differences.csv").read_text().splitlines())
    assert {(row["low"], row["high"]) for row in rows} == {("", "")}


# The manifest


def test_the_manifest_is_the_recipe_and_only_its_circumstances_differ(
    kept: Callable[..., tuple[int, Path]],
) -> None:
    first, second = (json.loads((kept()[1] / "manifest.json").read_text()) for _ in range(2))
    assert first["seeds"] == {"1": 1001, "2": 1002, "3": 1003, "4": 1004}
    assert first["scenario"]["replicates"] == 4
    assert {"python", "numpy", "numba", "mesa"} <= set(first["versions"])
    assert len(first["sha256"]) == 64
    for changing in ("started", "ended", "command", "host"):
        assert first.pop(changing) is not None
        second.pop(changing)
    assert first == second


def test_what_the_command_line_changes_is_in_the_manifest_and_its_hash(
    kept: Callable[..., tuple[int, Path]],
) -> None:
    usual, changed = (
        json.loads((kept(**options)[1] / "manifest.json").read_text())
        for options in ({}, {"replicates": 2, "seed": 7})
    )
    assert (changed["scenario"]["replicates"], changed["scenario"]["seed"]) == (2, 7)
    assert changed["sha256"] != usual["sha256"]
    assert len(changed["seeds"]) == 2


def test_the_scenario_is_kept_word_for_word(kept: Callable[..., tuple[int, Path]]) -> None:
    text = "# why: a note of the planner\n" + SCENARIO
    assert (kept(text)[1] / "scenario.yaml").read_text() == text


def test_what_a_scenario_extends_is_kept_with_it(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(SCENARIO)
    (tmp_path / "own.yaml").write_text("extends: base\nname: own\nreplicates: 2\n")
    kept = tmp_path / "results" / "own"
    assert run(["compare", str(tmp_path / "own.yaml"), "--out", str(kept)]) == 0
    again = load_scenario(kept / "scenario.yaml")
    assert again.resolved() == load_scenario(tmp_path / "own.yaml").resolved()


def test_the_manifest_lists_every_number_of_the_model_as_it_was_used(
    kept: Callable[..., tuple[int, Path]],
) -> None:
    changed = SCENARIO + "assumptions: {contact.gain: 0.4}\n"
    listed = json.loads((kept(changed)[1] / "manifest.json").read_text())["assumptions"]
    declared = dict(every_parameter())
    assert [number["name"] for number in listed] == list(declared)
    values = {number["name"]: number["value"] for number in listed}
    assert values.pop("contact.gain") == 0.4
    assert values == {
        name: parameter.default for name, parameter in declared.items() if name != "contact.gain"
    }
    gain, declared_gain = listed[list(declared).index("contact.gain")], declared["contact.gain"]
    assert gain["default"] == declared_gain.default
    assert gain["unit"] == declared_gain.unit
    assert gain["status"] == declared_gain.status
    assert gain["source"] == declared_gain.source
    assert gain["plausible"] == list(declared_gain.plausible)
    certain = [number["name"] for number in listed if number["plausible"] is None]
    assert certain == [name for name, number in declared.items() if number.plausible is None]


# Claims


@pytest.mark.parametrize(
    ("claim", "status"),
    [
        ("outcome: trust, arm: talking, than: watching, at_least: 2.9", 0),
        ("outcome: trust, arm: talking, than: watching, at_least: 3.02", 1),  # mean 3.025
        ("outcome: trust, arm: watching, than: talking, at_most: -2.9", 0),
        ("outcome: trust, arm: talking, than: as_usual, at_least: 2, at_most: 2.05", 0),
        ("outcome: trust, arm: talking, than: as_usual, at_least: 2, at_most: 2.03", 1),
    ],
)
def test_a_claim_is_met_when_the_near_end_of_its_interval_passes(
    kept: Callable[..., tuple[int, Path]], claim: str, status: int
) -> None:
    found, folder = kept(expecting(claim))
    assert found == status
    assert json.loads((folder / "manifest.json").read_text())["expectations"][0]["met"] is not bool(
        status
    )


def test_without_an_interval_no_claim_is_met(kept: Callable[..., tuple[int, Path]]) -> None:
    claim = expecting("outcome: trust, arm: talking, than: watching, at_least: 1")
    assert kept(claim)[0] == 0
    assert kept(claim, replicates=1)[0] == 1


# Exit statuses


@pytest.mark.parametrize(
    ("option", "value"),
    [("replicates", 0), ("replicates", 100_001), ("workers", 0), ("workers", 65),
     ("seed", -1), ("seed", 2**32)],
)  # fmt: skip
def test_numbers_out_of_range_are_bad_input(
    kept: Callable[..., tuple[int, Path]], capsys: pytest.CaptureFixture[str], option: str,
    value: int,
) -> None:  # fmt: skip
    status, folder = kept(**{option: value})
    assert status == 2
    assert f"--{option}" in capsys.readouterr().err
    assert not folder.exists()


def test_a_missing_scenario_and_a_refused_folder_are_bad_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", str(tmp_path / "nowhere.yaml")]) == 2
    assert "nowhere.yaml" in capsys.readouterr().err
    known_scenario(tmp_path)
    assert run(["compare", str(tmp_path / "two-ways.yaml"), "--out", str(tmp_path)]) == 2
    printed = capsys.readouterr()
    assert "--out" in printed.err
    assert printed.out == ""


ENDLESS = """
import os, signal, threading
from sim.commands.main import main
from sim.study import runs

signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it

def endless(scenario, replicate, /):
    os.write(1, b"running\\n")  # one write: two threads say it at the same time
    threading.Event().wait()

runs.run_replicate = endless
main()
"""


def test_an_interrupt_ends_with_130_though_replicates_never_do_and_leaves_nothing(
    tmp_path: Path,
) -> None:
    known_scenario(tmp_path)
    before = sorted(tmp_path.iterdir())
    command = [sys.executable, "-c", ENDLESS, "compare", "two-ways.yaml", "--out", "out/town"]
    command += ["--workers", "2"]
    paths = {"PYTHONPATH": str(Path(sim.__file__).parents[1])}
    with subprocess.Popen(
        command,
        cwd=tmp_path,
        env=os.environ | paths,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            assert running.stdout is not None
            assert running.stdout.readline() == "running\n"
            running.send_signal(signal.SIGINT)
            _, said = running.communicate(timeout=300)
        finally:
            running.kill()
    assert running.returncode == 130
    assert "Interrupted" in said
    assert sorted(tmp_path.iterdir()) == before
