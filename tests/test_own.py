"""What is added as arguments: processes, outcomes, interventions, stop rules, causes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LAMPS = """
import numpy as np
import sim

LAMPS = sim.cause("lamps", "Street lamps", "light where it was dark")


@sim.process
def lamps(town, plan, numbers, day):
    if day >= 0:
        for block in range(len(town.blocks.risk)):
            town.blocks.own_effects[block, LAMPS] = -0.2


@sim.outcome("Days", "days", "days simulated", digits=0)
def days_simulated(simulation):
    return float(simulation.day)


@sim.outcome("Trust below 30", "share", "residents who hardly trust police", better=-1)
def trust_below_30(simulation):
    residents = simulation.town.residents
    return float(np.mean(residents.standing + residents.impression < 0.3))


@sim.intervention
def scandal(simulation):
    simulation.shift_trust(-20)


@sim.stop_rule
def low(simulation):
    return simulation.outcomes()["trust"] < 40
"""
BEGIN = """
import sim
sim.use("lamps.py")
import lamps as own
town = sim.Scenario(
    name="town", days=60, burn_in_days=10, replicates=2, baseline="usual",
    worlds="declared", community=sim.Community(residents=120), budget=sim.Budget(per_resident=50),
    arms={"usual": [], "visits": [sim.Outreach(share=1)]},
)
"""


def ended(folder: Path, script: str, begin: str = BEGIN) -> subprocess.CompletedProcess[str]:
    """A Python that runs a script beside the file of one's own; nothing is compiled."""
    (folder / "lamps.py").write_text(LAMPS)
    file = folder / "script.py"
    file.write_text(begin + script)
    return subprocess.run(
        [sys.executable, file.name],
        cwd=folder,
        env=os.environ | {"NUMBA_DISABLE_JIT": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def holds(folder: Path, script: str, begin: str = BEGIN) -> None:
    """Every assertion of the script holds."""
    done = ended(folder, script, begin)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_mechanism_left_out_of_the_day_is_the_same_as_one_switched_off(tmp_path: Path) -> None:
    holds(
        tmp_path,
        """
silent = [each for each in sim.DAY if each.plain.__name__ != "talk"]
without = sim.simulate(town, "visits", processes=silent)
off = sim.simulate(town.with_changes(assumptions={"talk.chance": 0}), "visits")
usual = sim.simulate(town, "visits")
assert repr(without.outcomes()) == repr(off.outcomes()) != repr(usual.outcomes())
""",
    )


def test_a_cause_of_ones_own_lowers_crime_and_is_booked(tmp_path: Path) -> None:
    holds(
        tmp_path,
        """
import math
first = [each.plain.__name__ for each in sim.DAY].index("crime_risk")
day = [*sim.DAY[:first], own.lamps, *sim.DAY[first:]]
dark, lit = (sim.simulate(town, "usual", processes=each) for each in (None, day))
expected = {name: each.town.blocks.expected.sum() for name, each in (("dark", dark), ("lit", lit))}
assert math.isclose(expected["lit"], expected["dark"] * math.exp(-0.2), rel_tol=0.02), expected
booked = lit.crime_book()
assert booked["lamps"] < 0.0 == dark.crime_book()["lamps"]
change = sum(booked.values()) - sum(dark.crime_book().values())
assert math.isclose(booked["lamps"], change, rel_tol=0.05), booked
""",
    )


def test_interventions_happen_once_on_their_day_in_their_arms(tmp_path: Path) -> None:
    holds(
        tmp_path,
        """
plan = town.with_changes(interventions=[{"day": 30, "run": "scandal", "arms": ["usual"]}])
hit, spared = (sim.simulate(plan, arm) for arm in ("usual", "visits"))
before, after = (hit.series()["trust"][row] for row in (3, 4))  # days 30 and 40
assert after < before - 10
assert abs(hit.series()["trust"][-1] - after) < 2
assert spared.ledger()["news"] == sim.simulate(town, "visits").ledger()["news"]
step = sim.Simulation.start(plan).follow("usual")
for _ in range(4):
    step.advance(15)
    step = step.fork()
step.save("town.npz")
assert repr(sim.Simulation.load("town.npz").outcomes()) == repr(hit.outcomes())
""",
    )


def test_outcomes_stand_in_every_table_and_at_every_record(tmp_path: Path) -> None:
    holds(
        tmp_path,
        """
study = sim.compare(town, interventions=[(30, own.scandal)])
assert study.outcomes["trust_below_30"].title == "Trust below 30"
tables = study.tables
days = tables.series.query("outcome == 'days_simulated'")
assert (days["day"] == days["value"]).all() and len(days) == 4 * 7
assert (tables.runs["days_simulated"] == 60).all()
found = study.difference("visits", "usual", "trust_below_30")
assert found.mean == tables.differences.query(
    "outcome == 'trust_below_30' and arm == 'visits' and baseline == 'usual'")["mean"].item()
""",
    )


def test_a_run_that_stops_is_the_run_of_so_many_days(tmp_path: Path) -> None:
    holds(
        tmp_path,
        """
import numpy as np
study = sim.compare(town, interventions=[(30, own.scandal)], stop=own.low)
runs = study.tables.runs
assert set(runs["days_simulated"]) == {40.0}, "the first day of record after the scandal"
run = study.of_arm("usual")[0]
assert np.isnan(run.series["trust"][5:]).all() and np.isfinite(run.series["trust"][:5]).all()
left = run.ledger[:, 0, :, 1].sum()
assert abs(run.outcomes["trust"] - run.series["trust"][0] - left) < 1e-9
""",
    )


def test_a_sweep_runs_what_is_named_in_a_file_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text(
        "name: base\ndays: 20\nburn_in_days: 5\ncommunity: {residents: 60}\nbaseline: usual\n"
        "arms: {usual: {}}\n"
    )
    (tmp_path / "many.yaml").write_text(
        "name: many\nscenario: base\nvary: {talk.chance: [0, 0.5]}\nreplicates: 1\n"
        "outcomes: [trust, days_simulated]\n"
    )
    holds(
        tmp_path,
        """
from sim.study.sweeps.load import load_sweep
done = sim.sweep("many.yaml", out="swept", workers=2, interventions=[(3, own.scandal)])
plain = sim.sweep("many.yaml", out="plain", workers=1)
import pandas as pd
hit, spared = (pd.read_parquet(f"{name}/runs.parquet") for name in ("swept", "plain"))
assert (hit["trust"] < spared["trust"] - 10).all()
assert (hit["days_simulated"] == 20).all()
""",
    )


REFUSED = {
    "sim.declare('lamps', mean=sim.Parameter(0, 'lamps', (0, 1), None, 'lamps', 'assumed'))": (
        "NumPy has its own mean"
    ),
    "town.with_changes(processes=['plan_hours', 'nwes'])": "no process is called 'nwes': did you",
    "town.with_changes(stop='lowest')": "no stop rule is called 'lowest'",
    "town.with_changes(interventions=[{'day': 99, 'run': 'scandal'}])": "run ends before day 99",
    "sim.simulate(town, 'usual', processes=[print])": "no process is called 'print'",
    "sim.stop_rule(own.low)": "stop rule 'low' is declared twice",
    "sim.process(own.scandal)": "must take four arguments: town, plan, numbers, day",
    "sim.outcome('Trust', 'points', 'again')(trust)": "outcome 'trust' is declared twice",
    "sim.sweep('many.yaml', stop=never)": "write it into a file of its own",
}


def test_what_cannot_be_added_is_told(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("name: base\nbaseline: usual\narms: {usual: {}}\n")
    (tmp_path / "many.yaml").write_text("name: many\nscenario: base\nvary: {talk.chance: [0]}\n")
    holds(
        tmp_path,
        f"""
def trust(simulation): return 0.0
@sim.stop_rule
def never(simulation): return False
for code, told in {REFUSED!r}.items():
    try:
        eval(code)
    except Exception as wrong:
        assert told in str(wrong), (code, str(wrong))
    else:
        raise AssertionError(code)
""",
    )
